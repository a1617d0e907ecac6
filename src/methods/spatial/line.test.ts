import { expect, test } from "vitest";
import fc from "fast-check";
import { distanceToLineM, distanceToSegmentM, lengthM, nearestOnLine } from "./line.ts";
import { distanceM } from "./sphere.ts";
import type { LonLat } from "./sphere.ts";

const road: LonLat[] = [[-12.2144, 14.4567], [-11.43, 14.45], [-9.59, 15.23], [-8, 12.65]];
const inRegion = fc.tuple(
  fc.double({ min: -18, max: 5, noNaN: true }),
  fc.double({ min: 8, max: 28, noNaN: true }),
);

test("the length agrees with R", () => {
  // R: st_length(st_sfc(st_linestring(rbind(c(-12.2144,14.4567), c(-11.43,14.45), c(-9.59,15.23), c(-8,12.65))), crs = 4326))
  expect(Math.abs(lengthM(road) - 634694.353178642923)).toBeLessThan(1e-6);
});

// R: st_distance(st_sfc(st_point(p), crs = 4326), road)   with the road above
for (const [p, metres] of [
  [[-11, 14], 64509.034494863336],
  [[-13, 14], 98735.625804379626],
  [[-8.5, 15.5], 115677.946731062519],
  [[-7, 12], 130478.979292063203],
  [[-11.43, 14.45], 0],
  [[-10.2, 14.97], 373.166283905332],
  [[2, 20], 1329807.924675199902],
  [[-60, -30], 7114583.391579716466],
] as const)
  test(`the distance to a line agrees with R from ${p}`, () => {
    expect(Math.abs(distanceToLineM(p, road)! - metres)).toBeLessThan(1e-6);
  });

// R: st_distance(st_sfc(st_point(p), crs = 4326), st_sfc(st_linestring(rbind(a, b)), crs = 4326))
for (const [name, p, a, b, metres] of [
  ["beside a stretch of 15 m", [-11.99995, 14.00006], [-12, 14], [-11.9999, 14.0001], 0.774324967018],
  ["far from a stretch of 15 m", [-11, 13], [-12, 14], [-11.9999, 14.0001], 155095.196663229843],
  ["south of an arc that bulges north", [-6.5, 28], [-18, 28], [5, 28], 53858.572044583736],
  ["north of it", [-6.5, 29], [-18, 28], [5, 28], 57336.529132900119],
] as const)
  test(`the distance to a segment agrees with R: ${name}`, () => {
    expect(Math.abs(distanceToSegmentM(p, a, b) - metres)).toBeLessThan(1e-6);
  });

test("a segment of no length is its point", () => {
  fc.assert(fc.property(inRegion, inRegion, (p, a) =>
    Math.abs(distanceToSegmentM(p, a, a) - distanceM(p, a)) < 1e-6));
});

test("the nearest point lies at its stated distance, on the line, and nothing sampled is nearer", () => {
  const lines = fc.array(inRegion, { minLength: 2, maxLength: 8 });
  fc.assert(fc.property(inRegion, lines, (p, line) => {
    const found = nearestOnLine(p, line)!;
    expect(found.distanceM).toBe(distanceToLineM(p, line));
    expect(Math.abs(distanceM(p, found.point) - found.distanceM)).toBeLessThan(1e-5);
    expect(distanceToLineM(found.point, line)!).toBeLessThan(1e-5);
    expect(found.alongM).toBeLessThanOrEqual(lengthM(line) + 1e-5);
    for (const vertex of line) expect(found.distanceM).toBeLessThanOrEqual(distanceM(p, vertex) + 1e-6);
  }));
});

test("the way along the line leads to the nearest point", () => {
  const { segment, alongM, point } = nearestOnLine([-10.2, 14.97], road)!;
  expect(segment).toBe(1);
  expect(alongM).toBeCloseTo(lengthM([road[0]!, road[1]!, point]), 5);
});

test("vertices all but equal do not spoil the distance", () => {
  // Found by fast-check; the last vertex is the nearest.
  const line: LonLat[] = [[0, 9.5], [1.93816893058341e-153, 8], [0, 8]];
  expect(distanceToLineM([0, 8.000000000000002], line)!).toBeLessThan(1e-6);
  expect(nearestOnLine([0, 8.000000000000002], line)!.distanceM).toBeLessThan(1e-6);
});

test("a line without vertices has no distance", () => {
  expect(distanceToLineM([0, 0], [])).toBeUndefined();
  expect(nearestOnLine([0, 0], [])).toBeUndefined();
  expect(lengthM([])).toBe(0);
});
