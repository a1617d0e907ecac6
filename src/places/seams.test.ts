import { expect, test } from "vitest";
import { geographyFrom, type AreaShape } from "./geography.ts";
import { openSeams, seamBetween } from "./seams.ts";

/** A country west of the meridian 1 and one east of it, each vertex every fifth of a degree; `at` moves the eastern one's border. */
function countries(at: number): AreaShape[] {
  const side = (lon: number) => Array.from({ length: 11 }, (_, i) => [lon, i / 5] as [number, number]);
  const shape = (pcode: string, ring: [number, number][]): AreaShape =>
    ({ id: pcode, pcode, name: pcode, level: 0, hierarchy: "admin", country: pcode, spellings: [], boundaryPrecisionKm: 1, geometry: { type: "Polygon", coordinates: [[...ring, ring[0]!]] } });
  return [shape("AA", [[0, 0], ...side(1), [0, 2]]), shape("BB", [...side(at), [2, 2], [2, 0]])];
}

test.each([
  ["meet", 1, 0, 0], ["overlap", 0.97, 3.3, 0], ["leave a gap", 1.02, 0, 2.2],
])("outlines that %s", (_, at, overlapKm, gapKm) => {
  const seam = seamBetween(geographyFrom(countries(at)), "AA", "BB");
  expect(seam.overlapKm).toBeCloseTo(overlapKm, 1);
  expect(seam.gapKm).toBeCloseTo(gapKm, 1);
});

test("only what parts beyond the stated precision is told, once, and only for outlines that changed", () => {
  expect(openSeams(geographyFrom(countries(1.005)), new Set(["AA"]))).toEqual([]);
  expect(openSeams(geographyFrom(countries(0.97)), new Set(["AA", "BB"])).map(({ between }) => between)).toEqual(["AA-BB"]);
  expect(openSeams(geographyFrom(countries(0.97)), new Set(["CC"]))).toEqual([]);
});

test("a third country between two is no gap", () => {
  const wedge = { ...countries(1)[0]!, id: "CC", pcode: "CC", country: "CC", geometry: { type: "Polygon" as const, coordinates: [[[1, -0.1], [1.02, -0.1], [1.02, 2.1], [1, 2.1], [1, -0.1]] as [number, number][]] } };
  expect(seamBetween(geographyFrom([...countries(1.02), wedge]), "AA", "BB").gapKm).toBeLessThan(0.5);
});
