import { expect, test } from "vitest";
import fc from "fast-check";
import { MIN_BASELINE_WEEKS, surge } from "./surge.ts";

const quiet = [0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 1];
const week = fc.option(fc.nat(60), { nil: undefined });
const weeks = fc.array(week, { minLength: 8, maxLength: 104 });

// R: pnbinom(observed - 1, size = sum(past) + 0.5, prob = n / (n + 1), lower.tail = FALSE), n = length(past)
for (const [name, observed, past, chance] of [
  ["one event where there never was any", 1, Array(12).fill(0), 0.039231077169477171],
  ["three events where it is quiet", 3, quiet, 0.015598650052328061],
  ["six events where it is quiet", 6, quiet, 4.8165295222023352e-5],
  ["forty events where it is quiet", 40, quiet, 8.1155034574545881e-40],
  ["a usual week where it is busy", 3000, Array(26).fill(3000), 0.50242832230349577],
  ["a million where 998,000 are usual", 1e6, Array(52).fill(998_000), 0.023738581031199475],
  ["the shortest past", 7, [2, 3, 1, 4, 2, 2, 3, 1], 0.014690343586913497],
] as const)
  test(`agrees with R: ${name}`, () => {
    expect(surge(observed, past)!.chance / chance).toBeCloseTo(1, 9);
  });

test("no event is never a surprise", () => {
  fc.assert(fc.property(weeks.filter((w) => w.filter((c) => c !== undefined).length >= 8), (past) =>
    surge(0, past)!.chance === 1));
});

test("a busier week is never less surprising", () => {
  fc.assert(fc.property(fc.nat(80), weeks, (observed, past) => {
    const [less, more] = [surge(observed, past), surge(observed + 1, past)];
    return !less || more!.chance <= less.chance * (1 + 1e-12);
  }));
});

test("uncovered weeks teach nothing, wherever they stand", () => {
  fc.assert(fc.property(fc.nat(60), weeks, (observed, past) => {
    expect(surge(observed, past)).toEqual(surge(observed, past.filter((count) => count !== undefined)));
  }));
});

test("too short a past gives no answer rather than a calm one", () => {
  expect(surge(40, [0, 0, 0])).toBeUndefined();
  expect(surge(40, [...Array(20).fill(undefined), 0, 0, 0])).toBeUndefined();
  expect(surge(40, Array(MIN_BASELINE_WEEKS).fill(0))).toBeDefined();
});

test("what is expected is the mean with half an event more", () => {
  expect(surge(3, quiet)).toMatchObject({ observed: 3, expected: 5.5 / 12, weeks: 12 });
});

test("the level follows the chance", () => {
  expect([3, 4, 5, 6].map((observed) => surge(observed, quiet)!.level)).toEqual(["usual", "raised", "high", "high"]);
});

test("half an event is refused", () => {
  expect(() => surge(1.5, quiet)).toThrow("not 1.5");
  expect(() => surge(1, [...quiet, -1])).toThrow("not -1");
});
