import { expect, test } from "vitest";
import fc from "fast-check";
import { countRatio, rateRatio } from "./ratio.ts";

// R: r <- poisson.test(c(first, second)); sprintf("%.17g", c(r$estimate, r$conf.int))
for (const [first, second, ratio, lower, upper] of [
  [7, 1, 7, 0.89930034587535657, 315.48338536877736],
  [35, 5, 7, 2.7308850339843249, 22.88936768542878],
  [70, 10, 7, 3.5894899911866309, 15.233213735695269],
  [12, 3, 4, 1.0794727323911193, 22.088286897741465],
  [3, 0, Infinity, 0.41323135503089398, Infinity],
  [0, 4, 0, 0, 1.5148668593658703],
] as const)
  test(`${first} against ${second} agrees with R`, () => {
    const found = countRatio(first, second)!;
    expect(found.ratio).toBe(ratio);
    expect(found.lower).toBeCloseTo(lower, 11);
    expect(found.upper / upper || 1).toBeCloseTo(1, 11);
  });

test("exposures and other levels agree with R", () => {
  // R: poisson.test(c(11, 21), c(800, 3011))
  const unequal = rateRatio({ count: 11, exposure: 800 }, { count: 21, exposure: 3011 })!;
  expect(unequal.ratio).toBeCloseTo(1.9714880952380953, 12);
  expect(unequal.lower).toBeCloseTo(0.85842640339163923, 11);
  expect(unequal.upper).toBeCloseTo(4.2772659436540712, 11);
  // R: poisson.test(c(3000, 2800), c(52, 60), conf.level = .9)
  const busy = rateRatio({ count: 3000, exposure: 52 }, { count: 2800, exposure: 60 }, 0.9)!;
  expect(busy.lower).toBeCloseTo(1.1835684388439862, 11);
  expect(busy.upper).toBeCloseTo(1.2913232990385783, 11);
});

test("nothing against nothing has no ratio", () => {
  expect(countRatio(0, 0)).toBeUndefined();
});

const count = fc.nat(400);

test("the ratio lies within its interval, and swapping the counts turns it round", () => {
  fc.assert(fc.property(count, count, (first, second) => {
    const there = countRatio(first, second);
    const back = countRatio(second, first);
    if (!there || !back) return first + second === 0;
    expect(there.lower).toBeLessThanOrEqual(there.ratio);
    expect(there.ratio).toBeLessThanOrEqual(there.upper);
    expect(there.lower === 0 ? back.upper : there.lower * back.upper).toBeCloseTo(there.lower === 0 ? Infinity : 1, 9);
    return true;
  }));
});

test("more events at the same ratio leave less doubt", () => {
  const width = (n: number) => Math.log(countRatio(7 * n, n)!.upper / countRatio(7 * n, n)!.lower);
  for (let n = 1; n < 50; n++) expect(width(n + 1)).toBeLessThan(width(n));
});

test("half an event or no exposure is refused", () => {
  expect(() => countRatio(1.5, 2)).toThrow("not 1.5");
  expect(() => rateRatio({ count: 1, exposure: 0 }, { count: 1, exposure: 1 })).toThrow("not 0");
  expect(() => countRatio(1, 2, 95)).toThrow("not 95");
});
