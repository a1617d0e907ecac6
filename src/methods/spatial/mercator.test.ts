import { expect, test } from "vitest";
import fc from "fast-check";
import { latOf, lonOf, WORLD, xOf, yOf } from "./mercator.ts";

// Python, by the formula with asinh: int((lon + 180) / 360 * 2**z), int((1 - asinh(tan(radians(lat))) / pi) / 2 * 2**z)
test("agrees with the other way to write the projection", () => {
  const tile = (lon: number, lat: number, z: number) => [Math.floor(xOf(lon) / 2 ** (32 - z)), Math.floor(yOf(lat) / 2 ** (32 - z))];
  expect(tile(-12.46, 14.9, 10)).toEqual([476, 469]);
  expect(tile(139.76, 35.68, 14)).toEqual([14552, 6451]);
  expect(tile(-17.447, 14.693, 18)).toEqual([118367, 120253]);
});

test("goes there and back within a centimetre", () => {
  fc.assert(fc.property(fc.double({ min: -180, max: 179.999, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true }), (lon, lat) => {
    expect(Math.abs(lonOf(xOf(lon)) - lon)).toBeLessThan(1e-7);
    expect(Math.abs(latOf(yOf(lat)) - lat)).toBeLessThan(1e-7);
  }));
});

test("the rim of the world is on the map", () => {
  for (const [lon, lat] of [[180, 90], [-180, -90], [180, -90]] as const) {
    for (const unit of [xOf(lon), yOf(lat)]) expect(unit >= 0 && unit < WORLD).toBe(true);
  }
});
