import fc from "fast-check";
import { expect, test } from "vitest";
import { dayNumber, dayWords } from "../map-filter.ts";
import { PeriodWords, startOf, stepsOf, type Step } from "./period.ts";

const read = (words: string) => {
  const { success, data } = PeriodWords.safeParse(words);
  return success ? [dayWords(data.from), dayWords(data.to)] : undefined;
};

test("a year, a month, a day, or two of them", () => {
  expect(read("2021")).toEqual(["2021-01-01", "2021-12-31"]);
  expect(read("2024-02")).toEqual(["2024-02-01", "2024-02-29"]);
  expect(read("2021-12..2022")).toEqual(["2021-12-01", "2022-12-31"]);
  expect(read("2021-03-05..2021-03-05")).toEqual(["2021-03-05", "2021-03-05"]);
});

test.each(["", "..", "2021..", "2021..2020", "2021-13", "2021-02-30", "2021-1-1", "1..2..3", "soon"])("“%s” is no period", (words) => {
  expect(read(words)).toBeUndefined();
});

const day = fc.integer({ min: dayNumber("1988-01-01"), max: dayNumber("2032-12-31") });
const step = fc.constantFrom<Step>("week", "month", "year");

test("steps meet, hold the whole period, and no step is needless", () => {
  fc.assert(fc.property(day, fc.nat(2_000), step, (from, length, by) => {
    const to = from + length;
    const steps = stepsOf({ from, to }, by);
    expect(steps[0]!.from).toBeLessThanOrEqual(from);
    expect(steps[0]!.to).toBeGreaterThanOrEqual(from);
    expect(steps.at(-1)!.to).toBeGreaterThanOrEqual(to);
    expect(steps.at(-1)!.from).toBeLessThanOrEqual(to);
    for (const [i, one] of steps.entries()) {
      expect(startOf(one.from, by)).toBe(one.from);
      expect(startOf(one.to, by)).toBe(one.from);
      if (i > 0) expect(one.from).toBe(steps[i - 1]!.to + 1);
    }
  }));
});

test("weeks begin on Monday", () => {
  fc.assert(fc.property(day, (on) => new Date(`${dayWords(startOf(on, "week"))}T00:00:00Z`).getUTCDay() === 1));
});
