import { expect, test } from "vitest";
import fc from "fast-check";
import { adjustForMany, standAtRate } from "./false-discovery.ts";

test("agrees with R where ranks pull neighbours along", () => {
  const chances = [.8, .001, .008, .039, .041, .042, .06, .074, .205, .212, .216, .222, .251, .269, .275, .34, .341,
    .384, .569, .594, .696, .762, .94, .942, .975, .986];
  // R: sprintf("%.17g", p.adjust(chances, "BH"))
  const adjusted = [0.94545454545454555, 0.026, 0.104, 0.2184, 0.2184, 0.2184, 0.25999999999999995,
    0.27485714285714286, 0.51071428571428579, 0.51071428571428579, 0.51071428571428579, 0.51071428571428579,
    0.51071428571428579, 0.51071428571428579, 0.51071428571428579, 0.55412500000000009, 0.55412500000000009,
    0.58729411764705874, 0.81284210526315792, 0.81284210526315792, 0.9048, 0.94342857142857151, 0.986, 0.986, 0.986,
    0.986];
  adjustForMany(chances).forEach((value, i) => expect(value).toBeCloseTo(adjusted[i]!, 14));
});

test("agrees with R where all are pulled to the last", () => {
  // R: p.adjust(c(.01, .02, .03, .04, .05), "BH")
  for (const value of adjustForMany([0.01, 0.02, 0.03, 0.04, 0.05])) expect(value).toBeCloseTo(0.05, 15);
});

const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 80 });

test("never below the chance itself, and in the same order", () => {
  fc.assert(fc.property(chances, (given) => {
    const adjusted = adjustForMany(given);
    given.forEach((chance, i) => {
      expect(adjusted[i]!).toBeGreaterThanOrEqual(chance);
      given.forEach((other, j) => chance < other && expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!));
    });
  }), { numRuns: 30 });
});

test("those that stand are the step-up rule's: the largest k with p(k) <= k / n · rate, and all below", () => {
  fc.assert(fc.property(chances, (given) => {
    const sorted = [...given].sort((a, b) => a - b);
    const k = sorted.findLastIndex((chance, i) => chance <= ((i + 1) / given.length) * 0.1) + 1;
    expect(standAtRate(given, 0.1).filter(Boolean)).toHaveLength(k);
  }));
});

test("one test is left as it is, none is none, a chance above 1 is refused", () => {
  expect(adjustForMany([0.03])).toEqual([0.03]);
  expect(adjustForMany([])).toEqual([]);
  expect(() => adjustForMany([1.2])).toThrow("not 1.2");
});
