import fc from "fast-check";
import { expect, test } from "vitest";
import { classOf, fixedShading, naturalShading } from "./classes.ts";

const counts = fc.array(fc.nat(5_000), { maxLength: 80 });

test("every positive value is in one class, the classes meet, and there are five at most", () => {
  fc.assert(fc.property(counts, (values) => {
    const shading = naturalShading(values);
    const positive = values.filter((value) => value > 0);
    expect(shading.classes.length).toBeLessThanOrEqual(5);
    const held = positive.map((value) => classOf(shading, value));
    for (const [i, { areas, from, to }] of shading.classes.entries()) {
      expect(held.filter((found) => found === i)).toHaveLength(areas);
      expect(areas).toBeGreaterThan(0);
      if (i > 0) expect(from).toBe(shading.classes[i - 1]!.to);
      for (const [k, value] of positive.entries()) if (held[k] === i) expect(value >= from && value <= to!).toBe(true);
    }
    expect(shading.histogram.reduce((sum, { areas }) => sum + areas, 0)).toBe(positive.length);
  }));
});

test("edges are numbers that a person can read", () => {
  expect(naturalShading([1, 2, 2, 3, 14, 15, 17, 46, 51, 212]).classes.map(({ from }) => from)).toEqual([1, 10, 40, 50, 200]);
});

test("a ratio is classed around one, whatever the data", () => {
  const shading = fixedShading([0, 0.4, 0.9, 1, 1.1, 3, Infinity], [0.5, 0.8, 1.25, 2]);
  expect(shading.classes.map(({ areas }) => areas)).toEqual([2, 0, 3, 0, 2]);
  expect([0.5, 1.25, Infinity].map((value) => classOf(shading, value))).toEqual([1, 3, 4]);
});

test("nothing to shade", () => {
  expect(naturalShading([0, 0])).toEqual({ method: "natural-breaks", classes: [], histogram: [] });
});
