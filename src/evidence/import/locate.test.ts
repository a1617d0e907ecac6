import { expect, test } from "vitest";
import { geographyFrom, type AreaShape } from "../../places/index.ts";
import type { DraftContent } from "./draft.ts";
import { locatorOf } from "./locate.ts";

const box = (west: number, south: number, east: number, north: number) => ({ type: "Polygon" as const, coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] as [number, number][][] });
const area = (pcode: string, name: string, level: number, country: string, more: Partial<AreaShape> = {}): AreaShape => ({ id: pcode, pcode, name, level, hierarchy: "admin", country, spellings: [], boundaryPrecisionKm: 5, ...more });

const locate = locatorOf(geographyFrom([
  area("ML", "Mali", 0, "ML", { geometry: box(-12, 10, 4, 25) }), area("SN", "Sénégal", 0, "SN", { geometry: box(-17, 12, -12, 17) }),
  area("ML01", "Kayes", 1, "ML", { parentPcode: "ML", geometry: box(-12, 12, -8, 16) }), area("ML07", "Gao", 1, "ML", { parentPcode: "ML", geometry: box(-2, 14, 4, 20) }),
  area("ML10", "Ménaka", 1, "ML", { parentPcode: "ML" }), area("ML0101", "Kayes", 2, "ML", { parentPcode: "ML01", geometry: box(-12, 13, -10, 15) }),
]));
const at = (lon: number, lat: number, placePrecision = "exact", country = "ML", stated = "") => locate({ geometry: { type: "Point", coordinates: [lon, lat] }, country, placePrecision } as DraftContent, stated);

test("an area is named only as fine as the row vouches for", () => {
  expect(at(-11, 14)).toEqual({ area: "ML0101", admin1: "ML01", admin2: "ML0101", flags: [] });
  expect(at(-11, 14, "near")).toMatchObject({ admin2: "ML0101" });
  expect(at(-11, 14, "admin1")).toEqual({ area: "ML01", admin1: "ML01", flags: [] });
  expect(at(-11, 14, "country")).toEqual({ flags: [] });
  expect(at(-11, 14, "feature")).toEqual({ flags: [] });
  expect(at(-11, 14, "feature", "ML", "Kayes region")).toEqual({ area: "ML01", admin1: "ML01", flags: [] });
});

test("outside the country: impossible beyond what outline and row allow, kept and flagged within", () => {
  expect(at(-13, 14)).toMatchObject({ field: "longitude", reason: expect.stringMatching(/108 km outside ML; outline and row allow 10 km/) });
  expect(at(-12.05, 14)).toMatchObject({ flags: [expect.stringMatching(/^country: 5\.4 km outside ML as drawn; outline and row allow 10 km/)] });
  expect(at(-12.2, 14)).toHaveProperty("field");
  expect(at(-12.2, 14, "near")).toMatchObject({ flags: [expect.stringContaining("21.6 km outside")] });
  expect(at(-16, 14, "international")).toMatchObject({ flags: [expect.any(String)] });
});

test("what the source says of the region counts where the outlines cannot", () => {
  expect(at(-12.05, 14, "exact", "ML", "Kayes region")).toEqual({ area: "ML01", admin1: "ML01", flags: [expect.stringContaining("outside ML"), "admin1: as the source states (Kayes region)"] });
  // Far from where it is said to be: the source's word is not enough.
  expect(at(-12.05, 14, "exact", "ML", "Gao")).not.toHaveProperty("admin1");
  // A young region without an outline, inside an old one.
  expect(at(2, 16, "exact", "ML", "Ménaka region")).toMatchObject({ area: "ML10", admin1: "ML10" });
  expect(at(2, 16, "exact", "ML", "Kidal region")).toMatchObject({ admin1: "ML07" });
});

test("a country without an outline is kept, unless the point is deep inside another", () => {
  expect(at(-0.5, 9, "exact", "BF")).toEqual({ flags: [] });
  expect(at(0, 16, "exact", "NE")).toMatchObject({ field: "longitude", reason: "the coordinates lie inside ML, not in NE" });
  expect(at(3.95, 16, "exact", "NE")).toEqual({ flags: ["country: just inside ML as drawn; NE as the source says"] });
});

test("without coordinates there is nothing to find", () => {
  expect(locate({ country: "ML", placePrecision: "named-only" } as DraftContent)).toEqual({ flags: [] });
});
