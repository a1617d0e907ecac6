import { expect, test } from "vitest";
import { areaKm2, bboxOf, distanceToPolygonM, holdsPoint } from "./polygon.ts";
import type { AreaGeometry, Ring } from "./polygon.ts";
import { labelPoint } from "./label-point.ts";

const outer: Ring = [[-13, 12], [-11, 12.2], [-10.5, 14], [-12, 15.1], [-13.4, 14.2], [-13, 12]];
const hole: Ring = [[-12.5, 13], [-12, 13.6], [-11.6, 13.1], [-12.5, 13]];
const east: Ring = [[0, 8], [5, 8], [5, 28], [0, 28], [0, 8]];
const holed: AreaGeometry = { type: "Polygon", coordinates: [outer, hole] };
const twoParts: AreaGeometry = { type: "MultiPolygon", coordinates: [[outer, hole], [east]] };

// R: st_area(st_sfc(st_polygon(list(outer, hole)), crs = 4326)) / 1e6, and the same with
//    st_multipolygon(list(list(outer, hole), list(east)))
for (const [name, area, km2] of [
  ["with a hole", holed, 73337.749101020],
  ["in two parts", twoParts, 1243812.489108121],
] as const)
  test(`the size of an area ${name} agrees with R`, () => {
    expect(Math.abs(areaKm2(area) / km2 - 1)).toBeLessThan(1e-12);
  });

// R: st_distance(st_sfc(st_point(p), crs = 4326), area)
for (const [name, p, metres] of [
  ["in the hole", [-12.05, 13.2], 16527.756722730806],
  ["east of it", [-10, 13], 81410.564897355143],
  ["north of it", [-12, 15.2], 11119.510117748529],
  ["inside", [-12.9, 12.5], 0],
] as const)
  test(`the distance to an area agrees with R: ${name}`, () => {
    expect(Math.abs(distanceToPolygonM(p, holed)! - metres)).toBeLessThan(1e-6);
  });

test("R: 2013307.353663668968 m from (3, 27) to the western part, 0 if the eastern part belongs to the area", () => {
  expect(Math.abs(distanceToPolygonM([3, 27], holed)! - 2013307.353663668968)).toBeLessThan(1e-5);
  expect(distanceToPolygonM([3, 27], twoParts)).toBe(0);
});

test("a hole is outside, a second part inside", () => {
  expect(holdsPoint(holed, -12.05, 13.2)).toBe(false);
  expect(holdsPoint(twoParts, 3, 20)).toBe(true);
  expect(holdsPoint(holed, 3, 20)).toBe(false);
});

test("the box holds every vertex, whatever the nesting", () => {
  expect(bboxOf(holed.coordinates)).toEqual([-13.4, 12, -10.5, 15.1]);
  expect(bboxOf(twoParts.coordinates)).toEqual([-13.4, 8, 5, 28]);
  expect(bboxOf([3, 4])).toEqual([3, 4, 3, 4]);
  expect(bboxOf([])).toBeUndefined();
});

test("an area without vertices has no distance and no label", () => {
  const empty: AreaGeometry = { type: "MultiPolygon", coordinates: [] };
  expect(distanceToPolygonM([0, 0], empty)).toBeUndefined();
  expect(labelPoint(empty)).toBeUndefined();
  expect(areaKm2(empty)).toBe(0);
});

test("the label stands inside, where the centroid would not", () => {
  const horseshoe: AreaGeometry = {
    type: "Polygon",
    coordinates: [[[0, 0], [9, 0], [9, 9], [8, 9], [8, 1], [1, 1], [1, 9], [0, 9], [0, 0]]],
  };
  for (const area of [holed, twoParts, horseshoe]) expect(holdsPoint(area, ...labelPoint(area)!)).toBe(true);
  expect(labelPoint({ type: "Polygon", coordinates: [[[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]]] })).toEqual([2, 1]);
});
