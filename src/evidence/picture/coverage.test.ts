import fc from "fast-check";
import { expect, test } from "vitest";
import { dayNumber, dayWords } from "../map-filter.ts";
import { spansOf } from "../coverage.ts";
import { CoverageMap, stateOf } from "./coverage.ts";

const ucdp = spansOf({ coverageCountries: ["ML", "SN"], coverageFrom: "1989-01-01", coverageTo: "2021-12-31" });
const map = new CoverageMap(ucdp);
const of = (countries: string[], from: string, to: string) => map.of(countries, dayNumber(from), dayNumber(to));

test("inside, outside and across the edge of what a source states", () => {
  expect(of(["ML"], "2021-01-01", "2021-12-31")).toEqual({ state: "full", coveredDays: 365, days: 365 });
  expect(of(["ML"], "2022-01-01", "2024-12-31")).toMatchObject({ state: "none", coveredDays: 0 });
  expect(of(["ML"], "2021-12-31", "2022-01-01")).toMatchObject({ state: "part", coveredDays: 1, days: 2 });
  expect(of(["ML", "MR"], "2021-01-01", "2021-01-31")).toMatchObject({ state: "part", coveredDays: 31, days: 62 });
});

test("an absence is a zero only where the whole period was covered; what was seen is a value anywhere", () => {
  expect(stateOf(0, of(["ML"], "2021-01-01", "2021-12-31"))).toBe("zero");
  expect(stateOf(0, of(["ML"], "2021-07-01", "2022-06-30"))).toBe("no-data");
  expect(stateOf(0, of(["MR"], "2021-01-01", "2021-12-31"))).toBe("no-data");
  expect(stateOf(2, of(["ML"], "2024-01-01", "2024-12-31"))).toBe("value");
});

const span = fc.record({ country: fc.constantFrom("ML", "SN"), from: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 0, max: 20 }) })
  .map(({ country, from, length }) => ({ country, from: dayWords(from), to: dayWords(from + length) }));

test("together sources cover every day that one of them covers, and each day once", () => {
  fc.assert(fc.property(fc.array(span, { maxLength: 8 }), fc.integer({ min: -5, max: 70 }), fc.nat(40), (spans, from, length) => {
    const countries = ["ML", "SN"];
    let expected = 0;
    for (const country of countries) {
      for (let day = from; day <= from + length; day++) if (spans.some((one) => one.country === country && one.from <= dayWords(day) && dayWords(day) <= one.to)) expected++;
    }
    expect(new CoverageMap(spans).of(countries, from, from + length).coveredDays).toBe(expected);
  }));
});
