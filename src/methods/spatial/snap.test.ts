import { expect, test } from "vitest";
import fc from "fast-check";
import { snapped, type Shape } from "./snap.ts";
import { areaKm2, bboxOf, type AreaGeometry } from "./polygon.ts";

const position = fc.tuple(fc.double({ min: -13, max: -11, noNaN: true }), fc.double({ min: 13, max: 15, noNaN: true }));
const line = (positions: readonly (readonly [number, number])[]): Shape => ({ type: "LineString", coordinates: positions });
const edges = (shape: Shape | undefined) => {
  const ring = (shape as unknown as { coordinates: [number, number][][] }).coordinates[0]!;
  return ring.slice(1).map((to, i) => [ring[i]!, to].map(String).sort().join(" – "));
};

test("every vertex that is left lies on the grid, none beside its own repetition, within 0.71 of a step of the line given", () => {
  fc.assert(fc.property(fc.array(position, { minLength: 2, maxLength: 30 }), (positions) => {
    const light = snapped(line(positions), 100) as { coordinates: [number, number][] } | undefined;
    for (const [i, [lon, lat]] of (light?.coordinates ?? []).entries()) {
      expect(Math.round(lon * 100) / 100).toBe(lon);
      expect(positions.some(([x, y]) => Math.hypot(x - lon, y - lat) <= 0.00708)).toBe(true);
      if (i > 0) expect(light!.coordinates[i - 1]).not.toEqual([lon, lat]);
    }
  }));
});

test("neighbours that shared a border still share it", () => {
  const border = Array.from({ length: 200 }, (_, i): [number, number] => [-12 + Math.sin(i / 9) * 0.013, 13 + i / 100]);
  const west: Shape = { type: "Polygon", coordinates: [[[-14, 13], ...border, [-14, 14.99], [-14, 13]]] };
  const east: Shape = { type: "Polygon", coordinates: [[[-10, 13], [-10, 14.99], ...border.toReversed(), [-10, 13]]] };
  const [a, b] = [snapped(west, 50), snapped(east, 50)].map((shape) => new Set(edges(shape)));
  const shared = [...a!].filter((edge) => b!.has(edge));
  expect(shared.length).toBeGreaterThan(50);
  expect(a!.size + b!.size - 2 * shared.length).toBe(6);
});

test("what is too small for the grid is nothing; holes go with their area; spikes go", () => {
  const square = (size: number, at = 0): [number, number][] => [[at, at], [at + size, at], [at + size, at + size], [at, at + size], [at, at]];
  expect(snapped({ type: "Polygon", coordinates: [square(0.001)] }, 100)).toBeUndefined();
  expect(snapped({ type: "MultiPolygon", coordinates: [[square(0.001)], [square(1), square(0.002, 0.5), square(0.2, 0.5)]] }, 100))
    .toEqual({ type: "MultiPolygon", coordinates: [[square(1), square(0.2, 0.5)]] });
  expect(snapped({ type: "Polygon", coordinates: [[[0, 0], [1, 0], [2, 0.001], [1, 0.002], [1, 1], [0, 1], [0, 0]]] }, 100))
    .toEqual({ type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]] });
  expect(snapped({ type: "Polygon", coordinates: [[[2, 0], [1, 0], [0, 0], [0, 1], [1, 1], [1, 0.001], [2, 0]]] }, 100))
    .toEqual({ type: "Polygon", coordinates: [[[1, 0], [0, 0], [0, 1], [1, 1], [1, 0]]] });
});

test("an area keeps its size nearly", () => {
  const circle = Array.from({ length: 721 }, (_, i): [number, number] => [-12 + Math.cos((i % 720) * Math.PI / 360), 14 + Math.sin((i % 720) * Math.PI / 360)]);
  const before: AreaGeometry = { type: "Polygon", coordinates: [circle] };
  const after = snapped(before as Shape, 100) as AreaGeometry;
  expect(areaKm2(after) / areaKm2(before)).toBeCloseTo(1, 2);
  expect(bboxOf(after.coordinates)).toEqual([-13, 13, -11, 15]);
});
