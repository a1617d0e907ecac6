import { expect, test } from "vitest";
import fc from "fast-check";
import { quantile } from "./quantile.ts";

const values = [15, 20, 35, 40, 50, 2.5, -7];

// R: quantile(c(15, 20, 35, 40, 50, 2.5, -7), p, type = 7)
for (const [p, value] of [
  [0, -7], [0.05, -4.1499999999999995], [0.1, -1.2999999999999992], [0.25, 8.75], [0.5, 20], [0.9, 44],
  [0.99, 49.399999999999991], [1, 50],
] as const)
  test(`agrees with R at ${p}`, () => expect(quantile(values, p)).toBeCloseTo(value, 12));

test("between two values a straight line", () => {
  expect(quantile([1, 2], 0.3)).toBeCloseTo(1.3, 15);
});

test("no value has no quantile, one value is every quantile", () => {
  expect(quantile([], 0.5)).toBeUndefined();
  fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => quantile([4], p) === 4));
});

test("a larger share never has a smaller value, and the order of the values does not matter", () => {
  const list = fc.array(fc.integer(), { minLength: 1, maxLength: 40 });
  const share = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);
  fc.assert(fc.property(list, share, share, (all, p, q) => {
    expect(quantile(all, Math.min(p, q))!).toBeLessThanOrEqual(quantile(all, Math.max(p, q))!);
    expect(quantile([...all].reverse(), p)).toBe(quantile(all, p));
  }));
});

test("a share above 1 is refused", () => {
  expect(() => quantile(values, 95)).toThrow("not 95");
});
