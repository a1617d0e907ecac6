import { expect, test } from "vitest";
import fc from "fast-check";
import { EARTH_RADIUS_M, bearingDeg, boxAround, destination, distanceM } from "./sphere.ts";
import type { LonLat } from "./sphere.ts";

const kidira: LonLat = [-12.2144, 14.4567];
const anywhere = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -89, max: 89, noNaN: true }),
);
const inRegion = fc.tuple(
  fc.double({ min: -18, max: 5, noNaN: true }),
  fc.double({ min: 8, max: 28, noNaN: true }),
);

// R (sf 1.0.9, s2 on): st_distance(st_sfc(st_point(a), crs = 4326), st_sfc(st_point(b), crs = 4326))
for (const [name, a, b, metres] of [
  ["Kidira to Bakel", kidira, [-12.4568, 14.905], 56255.968563587783],
  ["Kidira to Bamako", kidira, [-8, 12.65], 497873.943235140992],
  ["eleven centimetres", kidira, [-12.214399, 14.4567], 0.107674284248],
  ["the antipode", kidira, [167.7856, -14.4567], 20015118.21194711],
  ["a quarter of the equator", [0, 0], [90, 0], 10007559.105973552912],
  ["across the region", [-18, 8], [5, 28], 3282454.786486814264],
] as const)
  test(`agrees with R: ${name}`, () => {
    expect(Math.abs(distanceM(a, b) - metres)).toBeLessThan(1e-6);
  });

test("no distance from a point to itself, and the same both ways", () => {
  fc.assert(fc.property(anywhere, anywhere, (a, b) =>
    distanceM(a, a) === 0 && distanceM(a, b) === distanceM(b, a)));
});

test("a detour is never shorter", () => {
  fc.assert(fc.property(anywhere, anywhere, anywhere, (a, b, via) =>
    distanceM(a, b) <= distanceM(a, via) + distanceM(via, b) + 1e-6));
});

// Near the antipode s2 itself loses half a millimetre (sf says …107.091930), so here the reference is
// Python (mpmath, mp.dps = 50): 2 * 6371010 * atan2(|u - v|, |u + v|) with u, v the unit vectors
for (const [name, a, b, metres] of [
  ["eleven metres short of the antipode", kidira, [167.7856, -14.4566], 20015107.09243699087],
  ["sixty-six metres short of the equator's antipode", [0, 0], [179.9994, 0], 20015051.49488640212982],
  ["fifteen metres from it, slantwise", [0, 0], [179.9999, 0.0001], 20015102.48658509315954],
  ["over the north pole", [20, 89.99999], [-160, 89.99998], 3.335853035324518103363],
  ["a quarter turn round the south pole", [20, -89.99999], [110, -89.99999], 1.572536201546458949451],
] as const)
  test(`agrees with 50-digit arithmetic: ${name}`, () => {
    expect(Math.abs(distanceM(a, b) - metres)).toBeLessThan(1e-6);
  });

test("bearings of the compass", () => {
  expect(bearingDeg(kidira, [-12.2144, 15])).toBe(0);
  expect(bearingDeg(kidira, [-12.2144, 14])).toBe(180);
  expect(bearingDeg([0, 0], [1, 0])).toBe(90);
  expect(bearingDeg([0, 0], [-1, 0])).toBe(270);
});

// Python (mpmath, mp.dps = 50), d = lon2 - lon1, all in radians:
//   degrees(atan2(sin(d)*cos(lat2), cos(lat1)*sin(lat2) - sin(lat1)*cos(lat2)*cos(d))) % 360
for (const [name, to, degrees] of [
  ["Bamako", [-8, 12.65], 113.29187160039255555],
  ["Bakel", [-12.4568, 14.905], 332.41851037785163763],
  ["eleven centimetres east", [-12.214399, 14.4567], 89.999999875175861617],
] as const)
  test(`the bearing from Kidira agrees with 50-digit arithmetic: ${name}`, () => {
    expect(bearingDeg(kidira, to)).toBeCloseTo(degrees, 9);
  });

test("one arrives where the bearing points, after the distance", () => {
  fc.assert(fc.property(inRegion, inRegion, (from, to) => {
    const metres = distanceM(from, to);
    const reached = destination(from, bearingDeg(from, to), metres);
    return distanceM(reached, to) < 1e-6;
  }));
});

test("the date line is crossed without a jump", () => {
  expect(destination([179.5, 0], 90, (EARTH_RADIUS_M * Math.PI) / 180)[0]).toBeCloseTo(-179.5, 9);
});

test("the box around a point holds its whole circle and no more than that needs", () => {
  const bearing = fc.double({ min: 0, max: 360, noNaN: true });
  fc.assert(fc.property(inRegion, bearing, fc.integer({ min: 1, max: 900_000 }), ([lon, lat], turn, radius) => {
    const [west, south, east, north] = boxAround(lon, lat, radius);
    const [x, y] = destination([lon, lat], turn, radius);
    expect(west <= x && x <= east && south <= y && y <= north).toBe(true);
    expect(distanceM([lon, lat], [lon, north])).toBeLessThan(radius + 0.001);
  }));
});
