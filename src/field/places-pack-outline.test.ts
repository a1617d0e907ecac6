import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, outlineOf, simplify } from "./places-pack-outline.ts";

const line = fc.array(fc.tuple(fc.double({ min: -18, max: 0, noNaN: true }), fc.double({ min: 8, max: 25, noNaN: true })), { minLength: 2, maxLength: 60 });

const toStretch = ([x, y]: readonly number[], [ax, ay]: readonly number[], [bx, by]: readonly number[]) => {
  const squared = (bx! - ax!) ** 2 + (by! - ay!) ** 2;
  const along = squared === 0 ? 0 : Math.max(0, Math.min(1, ((x! - ax!) * (bx! - ax!) + (y! - ay!) * (by! - ay!)) / squared));
  return Math.hypot(x! - ax! - along * (bx! - ax!), y! - ay! - along * (by! - ay!));
};

test("a simpler line keeps its ends, takes only its own points, and passes by every other one within the tolerance", () => {
  fc.assert(fc.property(line, fc.double({ min: 0.001, max: 2, noNaN: true }), (points, tolerance) => {
    const kept = simplify(points, tolerance);
    expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
    let at = 0;
    for (const point of points) {
      while (at < kept.length - 1 && kept[at + 1] === point) at++;
      const near = Math.min(...kept.slice(0, -1).map((from, k) => toStretch(point, from, kept[k + 1]!)), kept.length === 1 ? 0 : Infinity);
      expect(near).toBeLessThanOrEqual(tolerance + 1e-9);
    }
    expect(kept.every((point) => points.includes(point as [number, number]))).toBe(true);
  }));
});

test("steps add up to hundredths of a degree, and what is smaller than that is not drawn", () => {
  const { country, region } = outlineOf({ country: [[[-12, 14], [-11, 14.5], [-10, 14]]], region: [[[-12, 14], [-12.001, 14.001]]], river: [] });
  expect(country).toEqual([[-1200, 1400, 100, 50, 100, -50]]);
  expect(region).toEqual([]);
});

test("the lines of any outline", () => {
  const ring = [[0, 0], [1, 0], [1, 1], [0, 0]];
  expect(linesOf({ type: "MultiPolygon", coordinates: [[ring], [ring, ring]] })).toHaveLength(3);
  expect(linesOf({ type: "LineString", coordinates: ring })).toEqual([ring]);
  expect(linesOf({ type: "Point", coordinates: [0, 0] })).toEqual([]);
  expect(linesOf(undefined)).toEqual([]);
});
