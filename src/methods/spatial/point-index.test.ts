import { expect, test } from "vitest";
import fc from "fast-check";
import { PointIndex } from "./point-index.ts";
import { lonLatDistanceM } from "./sphere.ts";

const inRegion = fc.tuple(
  // Halves make many equal places and equal distances.
  fc.oneof(fc.double({ min: -18, max: 5, noNaN: true }), fc.integer({ min: -36, max: 10 }).map((n) => n / 2)),
  fc.oneof(fc.double({ min: 8, max: 28, noNaN: true }), fc.integer({ min: 16, max: 56 }).map((n) => n / 2)),
);
const points = fc.array(inRegion, { maxLength: 200 });

function measureAll(all: [number, number][], lon: number, lat: number) {
  return all
    .map(([x, y], index) => ({ index, distanceM: lonLatDistanceM(lon, lat, x, y) }))
    .sort((a, b) => a.distanceM - b.distanceM || a.index - b.index);
}

const indexOf = (all: [number, number][]) => new PointIndex(all.map(([x]) => x), all.map(([, y]) => y));

test("the nearest are those that measuring all finds", () => {
  fc.assert(fc.property(points, inRegion, fc.integer({ min: 1, max: 30 }), (all, p, count) => {
    expect(indexOf(all).nearest(...p, count)).toEqual(measureAll(all, ...p).slice(0, count));
  }));
});

test("those within a radius are those that measuring all finds", () => {
  fc.assert(fc.property(points, inRegion, fc.integer({ min: 0, max: 2_000_000 }), (all, p, radius) => {
    expect(indexOf(all).within(...p, radius)).toEqual(measureAll(all, ...p).filter((n) => n.distanceM <= radius));
  }));
});

test("a limit in metres cuts the nearest short", () => {
  const index = new PointIndex([-12, -12, -12], [14, 14.5, 15]);
  expect(index.nearest(-12, 14, 3, 60_000).map((n) => n.index)).toEqual([0, 1]);
  expect(index.nearest(-12, 14, 0)).toEqual([]);
  expect(new PointIndex([], []).nearest(0, 0, 5)).toEqual([]);
  expect(() => new PointIndex([1], [])).toThrow("1 longitudes for 0 latitudes");
});
