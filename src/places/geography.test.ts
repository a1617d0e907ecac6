import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { geographyFrom, type AreaShape } from "./geography.ts";
import { locate } from "./locate.ts";

/** Squares with shared edges: two countries X and Y of two regions each, X1 with two cercles. */
function square(pcode: string, level: number, [west, south, east, north]: [number, number, number, number], more: Partial<AreaShape> = {}): AreaShape {
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]] as [number, number][];
  return { id: pcode, pcode, name: pcode, level, hierarchy: "admin", country: pcode[0]!, spellings: [], boundaryPrecisionKm: 1, geometry: { type: "Polygon", coordinates: [ring] }, ...more };
}
const squares: AreaShape[] = [
  square("X", 0, [0, 0, 2, 2]), square("Y", 0, [2, 0, 4, 2]),
  square("X1", 1, [0, 0, 1, 2], { parentPcode: "X" }), square("X2", 1, [1, 0, 2, 2], { parentPcode: "X" }),
  square("Y1", 1, [2, 0, 4, 1], { parentPcode: "Y" }), square("Y2", 1, [2, 1, 4, 2], { parentPcode: "Y" }),
  square("X11", 2, [0, 0, 1, 1], { parentPcode: "X1" }), square("X12", 2, [0, 1, 1, 2], { parentPcode: "X1" }),
];

test("every point, on an edge or a corner too, lies in exactly one region, and its chain holds together", () => {
  const geography = geographyFrom(squares);
  const onGrid = fc.integer({ min: 0, max: 16 }).map((n) => n / 4);
  const anywhere = fc.double({ min: -1, max: 5, noNaN: true });
  fc.assert(fc.property(fc.oneof(onGrid, anywhere), fc.oneof(onGrid, anywhere), (lon, lat) => {
    const { country, admin1, admin2, area } = geography.whereabouts(lon, lat);
    const inside = lon >= 0 && lon < 4 && lat >= 0 && lat < 2;
    expect(country !== undefined).toBe(inside);
    if (!inside) return;
    expect(area).toBe(admin2 ?? admin1);
    expect(geography.ancestors(area!).at(-1)!.pcode).toBe(country);
    expect(admin1![0]).toBe(country);
    expect(admin2 !== undefined).toBe(admin1 === "X1");
  }));
});

test("the order in which areas come does not matter", () => {
  const point = fc.tuple(fc.double({ min: -1, max: 5, noNaN: true }), fc.double({ min: -1, max: 3, noNaN: true }));
  const clumsy = [...squares, square("Z", 0, [1.5, 0.5, 2.5, 1.5], { boundaryPrecisionKm: 5 })];
  fc.assert(fc.property(fc.shuffledSubarray(clumsy, { minLength: clumsy.length }), point, (shuffled, [lon, lat]) => {
    expect(geographyFrom(shuffled).whereabouts(lon, lat)).toEqual(geographyFrom(clumsy).whereabouts(lon, lat));
  }));
});

test("where outlines of two sources overlap the more precise decides, and a point is never in two countries", () => {
  const geography = geographyFrom([...squares, square("Z", 0, [1.5, 0, 3, 2], { boundaryPrecisionKm: 0.5 }), square("W", 0, [0, 0, 4, 2], { boundaryPrecisionKm: 30 })]);
  expect(geography.whereabouts(1.7, 1)).toEqual({ country: "Z", area: "Z" });
  expect(geography.whereabouts(1.2, 1.2)).toEqual({ country: "X", admin1: "X2", area: "X2" });
});

test("a former area holds a point only where no living one does", () => {
  const former = square("X9", 1, [0, 0, 2, 3], { parentPcode: "X", validTo: "2014-11-24", boundaryPrecisionKm: 0.1 });
  const geography = geographyFrom([...squares, former]);
  expect(geography.whereabouts(0.5, 0.5).area).toBe("X11");
  expect(geography.whereabouts(0.5, 2.5).area).toBe("X9");
});

test("distance to a country is 0 inside, grows outside, and is unknown without an outline", () => {
  const geography = geographyFrom(squares);
  expect(geography.distanceToCountryKm(1, 1, "X")).toBe(0);
  expect(geography.distanceToCountryKm(2, 1, "X")).toBeCloseTo(0, 9);
  // One degree of longitude at 1° north, within what the great circle differs from the parallel.
  expect(geography.distanceToCountryKm(3, 1, "X")).toBeCloseTo(111.18, 1);
  expect(geography.distanceToCountryKm(3, 1, "Q")).toBeUndefined();
  expect(geography.boundaryPrecisionKm("X")).toBe(1);
  expect(geography.boundaryPrecisionKm("Q")).toBeUndefined();
});

test("neighbours share an edge or a corner; two sources may part by their precision", () => {
  const named = (pcode: string, geography = geographyFrom(squares)) => geography.neighbours(pcode).map((area) => area.pcode).sort();
  expect(named("X11")).toEqual(["X12"]);
  expect(named("X2")).toEqual(["X1", "Y1", "Y2"]);
  expect(named("X")).toEqual(["Y"]);
  const apart = geographyFrom([square("X", 0, [0, 0, 2, 2]), square("V", 0, [2.05, 0, 3, 2], { boundaryPrecisionKm: 10 }), square("U", 0, [2.3, 2.05, 3, 3])]);
  expect(named("X", apart)).toEqual(["V"]);
});

test("a record's stated country and area stand within the outline's imprecision, and no farther", () => {
  const coarse = geographyFrom(squares.map((area) => ({ ...area, boundaryPrecisionKm: 10 })));
  expect(locate(coarse, { coordinates: [2.05, 0.5], country: "X", area: "X2" })).toEqual({ country: "X", area: "X2" });
  expect(locate(coarse, { coordinates: [2.5, 0.5], country: "X" }).outsideByKm).toBeCloseTo(55.6, 1);
  expect(locate(coarse, { coordinates: [0.5, 0.5] })).toEqual({ country: "X", area: "X11" });
  expect(locate(coarse, { coordinates: [1.5, 0.5], area: "X2", placePrecision: "near" })).toEqual({ country: "X", area: "X2" });
});

test("the shipped geography: boundary vertices of regions lie in exactly one, and Bakel is in Tambacounda", () => {
  const shipped = JSON.parse(readFileSync(new URL("../../data/places/areas.geojson", import.meta.url), "utf8"));
  const geography = geographyFrom(shipped.features.map(({ id, properties, geometry }: any) => ({ id, spellings: [], ...properties, ...(geometry ? { geometry } : {}) })));
  expect(geography.whereabouts(-12.46, 14.9)).toMatchObject({ country: "SN", admin1: "SN12" });
  const regions = geography.areas.filter(({ level, geometry, hierarchy }) => level === 1 && geometry && hierarchy === "admin");
  for (const region of regions) {
    const vertices = (region.geometry!.type === "Polygon" ? region.geometry!.coordinates : region.geometry!.coordinates.flat()).flat();
    for (const [lon, lat] of vertices as [number, number][]) {
      const { admin1, country, area } = geography.whereabouts(lon, lat);
      if (area === undefined) continue; // the outer rim belongs to whoever lies beyond it
      expect(geography.areaByPcode(admin1 ?? country!)!.country).toBe(country);
    }
  }
  expect(geography.neighbours("ML01").map(({ pcode }) => pcode)).toEqual(expect.arrayContaining(["SN06", "SN12", "MR10", "ML02"]));
});
