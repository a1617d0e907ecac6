import fc from "fast-check";
import { expect, test } from "vitest";
import { spansOf, unitedSpans } from "./coverage.ts";

const day = (n: number) => new Date(Date.UTC(2020, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
const spans = fc.array(fc.record({ country: fc.constantFrom<string>("ML", "SN"), from: fc.nat(60), length: fc.nat(12) }).map(({ country, from, length }) => ({ country, from: day(from), to: day(from + length) })), { maxLength: 10 });

test("united spans cover the same days, and no two of a country touch", () => {
  fc.assert(fc.property(spans, (given) => {
    const united = unitedSpans(given);
    const covers = (all: typeof given, country: string, on: string) => all.some((span) => span.country === country && span.from <= on && span.to >= on);
    for (const country of ["ML", "SN"]) {
      for (let n = -1; n < 75; n++) expect(covers(united, country, day(n))).toBe(covers(given, country, day(n)));
      const own = united.filter((span) => span.country === country);
      for (const [i, span] of own.entries()) if (i > 0) expect(Date.parse(span.from) - Date.parse(own[i - 1]!.to)).toBeGreaterThan(86_400_000);
    }
  }));
});

test("a source says its coverage country by country, or once for all of its countries, or not at all", () => {
  expect(spansOf({ coverageCountries: ["ML", "SN"], coverageFrom: "2020-01-01", coverageTo: "2020-12-31" })).toHaveLength(2);
  expect(spansOf({ coverageCountries: ["ML"], coverageFrom: "2020-01-01" })).toEqual([]);
  const coverage = [{ country: "ML", from: "2020-01-01", to: "2020-12-31" }];
  expect(spansOf({ coverage, coverageCountries: ["ML", "SN"], coverageFrom: "1990-01-01", coverageTo: "2020-12-31" })).toEqual(coverage);
});
