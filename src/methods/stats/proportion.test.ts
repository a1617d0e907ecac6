import { expect, test } from "vitest";
import fc from "fast-check";
import { clopperPearson, effective, ruleOfThree, upperWhenNone, wilson } from "./proportion.ts";
import type { Interval } from "./interval.ts";

function expectInterval(found: Interval, lower: number, upper: number) {
  expect(found.lower).toBeCloseTo(lower, 12);
  expect(found.upper).toBeCloseTo(upper, 12);
}

// R: prop.test(yes, asked, correct = FALSE)$conf.int
for (const [yes, asked, lower, upper] of [
  [85, 100, 0.7671644040916763, 0.90694014716343363],
  [4, 100, 0.015663303991547615, 0.098370714358879174],
  [0, 30, 0, 0.11351339317396873],
  [30, 30, 0.88648660682603131, 1],
] as const)
  test(`Wilson for ${yes} of ${asked} agrees with R`, () => expectInterval(wilson({ yes, asked }), lower, upper));

// R: binom.test(yes, asked)$conf.int
for (const [yes, asked, lower, upper] of [
  [4, 100, 0.011004493986188206, 0.099257156712659889],
  [198, 600, 0.29245883398211381, 0.36922480189663387],
  [0, 30, 0, 0.11570330822202779],
  [30, 30, 0.88429669177797221, 1],
] as const)
  test(`Clopper–Pearson for ${yes} of ${asked} agrees with R`, () =>
    expectInterval(clopperPearson({ yes, asked }), lower, upper));

test("other levels agree with R", () => {
  // R: prop.test(7, 50, conf.level = .8, correct = FALSE)$conf.int; binom.test(7, 50, conf.level = .8)$conf.int
  expectInterval(wilson({ yes: 7, asked: 50 }, 0.8), 0.088519359725668517, 0.21437868848183156);
  expectInterval(clopperPearson({ yes: 7, asked: 50 }, 0.8), 0.079629726246668947, 0.22419222369365133);
});

// R: prop.test(share * 300, 300, correct = FALSE)$conf.int   (600 asked, design effect 2)
for (const [share, lower, upper] of [
  [0.85, 0.80518238885467086, 0.88596753128814676],
  [0.33, 0.2792344636154957, 0.38506414660084992],
  [0.04, 0.023027321487942315, 0.068604212038640033],
] as const)
  test(`a design effect of 2 halves the 600 asked: ${share}`, () =>
    expectInterval(wilson(effective({ yes: share * 600, asked: 600 }, 2)), lower, upper));

test("no one said yes: 3/n is a little above the exact bound", () => {
  // R: 1 - 0.05^(1 / c(30, 600))
  expect(upperWhenNone(30)).toBeCloseTo(0.095033852855304191, 12);
  expect(upperWhenNone(600)).toBeCloseTo(0.0049804433803612991, 12);
  expect(ruleOfThree(600)).toBe(0.005);
  expect(ruleOfThree(2)).toBe(1);
  fc.assert(fc.property(fc.integer({ min: 3, max: 100_000 }), (asked) => upperWhenNone(asked) < ruleOfThree(asked)));
});

const answers = fc.tuple(fc.nat(500), fc.nat(500)).filter(([yes, no]) => yes + no > 0)
  .map(([yes, no]) => ({ yes, asked: yes + no }));

test("each interval holds the share, and counting the no gives its mirror image", () => {
  fc.assert(fc.property(answers, ({ yes, asked }) => {
    for (const interval of [wilson, clopperPearson]) {
      const { lower, upper } = interval({ yes, asked });
      const mirror = interval({ yes: asked - yes, asked });
      expect(0 <= lower && lower <= yes / asked + 1e-12 && yes / asked <= upper + 1e-12 && upper <= 1).toBe(true);
      expect(mirror.lower).toBeCloseTo(1 - upper, 9);
    }
  }));
});

test("impossible answers are refused", () => {
  expect(() => wilson({ yes: 3, asked: 2 })).toThrow("3 of 2");
  expect(() => wilson({ yes: 0, asked: 0 })).toThrow("not 0");
  expect(() => effective({ yes: 1, asked: 2 }, 0)).toThrow("not 0");
});
