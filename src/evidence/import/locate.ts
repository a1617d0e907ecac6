/**
 * In which areas was it, and can it have been there at all? A point outside its stated country by more than the outline and the
 * row can be wrong together is impossible; within that it is kept and flagged. An area is named only as fine as the row says it
 * knows: a centroid of a region is no place in a district. The outlines decide; what the source says of the region counts where
 * they cannot, because the point lies just outside them or the region has none.
 */
import { fold } from "../../methods/names/fold.ts";
import { destination } from "../../methods/spatial/sphere.ts";
import type { Area, Geography, Whereabouts } from "../../places/index.ts";
import type { DraftContent, Fault } from "./draft.ts";

/** How far a row's point may be from the place it means, by its stated precision. */
const ROW_PRECISION_KM: Readonly<Record<string, number>> = {
  exact: 5, near: 25, admin3: 25, admin2: 60, admin1: 150, feature: 150, country: 300, international: Infinity,
};
/** An outline that does not say how precise it is. */
const UNSTATED_OUTLINE_KM = 10;

/** Finest level that a precision vouches for. */
const LEVELS: Readonly<Record<string, number>> = { exact: 3, admin3: 3, near: 2, admin2: 2, admin1: 1, feature: 0, country: 0, international: 0 };

export interface Located {
  area?: string;
  admin1?: string;
  admin2?: string;
  flags: string[];
}

export type Locate = (content: DraftContent, statedAdmin1?: string) => Located | Fault;

export function locatorOf(geography: Geography): Locate {
  const statedRegion = statedRegions(geography);

  return (content, statedAdmin1 = "") => {
    const { geometry, country, placePrecision } = content;
    if (!geometry) return { flags: [] };
    const [lon, lat] = geometry.coordinates;
    const rowKm = ROW_PRECISION_KM[placePrecision] ?? 0;
    const level = Math.max(LEVELS[placePrecision] ?? 0, placePrecision === "feature" && statedAdmin1 !== "" ? 1 : 0);
    const found = geography.whereabouts(lon, lat);
    const stated = level >= 1 ? statedRegion(country, statedAdmin1) : undefined;
    const asStated = (area: Area, flags: string[] = []): Located => ({ area: area.pcode, admin1: area.pcode, flags: [...flags, `admin1: as the source states (${statedAdmin1})`] });
    if (found.country === country) {
      if (stated && stated.pcode !== found.admin1 && !stated.geometry) return asStated(stated);
      return { ...areasOf(found, level), flags: [] };
    }
    const outside = outsideOf(geography, content, found.country, rowKm);
    if ("field" in outside) return outside;
    if (stated && (!stated.geometry || isNear(geography, lon, lat, stated, outside.allowedKm))) return asStated(stated, outside.flags);
    return { flags: outside.flags };
  };
}

/** A point that is not in its country as drawn: impossible, or how far outside. */
function outsideOf(geography: Geography, { geometry, country }: DraftContent, drawnIn: string | undefined, rowKm: number): Fault | { flags: string[]; allowedKm: number } {
  const [lon, lat] = geometry!.coordinates;
  const allowedKm = (geography.boundaryPrecisionKm(country) ?? UNSTATED_OUTLINE_KM) + rowKm;
  const distanceKm = geography.distanceToCountryKm(lon, lat, country);
  if (distanceKm === undefined) {
    // That country has no outline here; another's can still say that the point is deep inside it.
    if (!drawnIn) return { flags: [], allowedKm };
    const ringKm = (geography.boundaryPrecisionKm(drawnIn) ?? UNSTATED_OUTLINE_KM) + rowKm;
    if (isDeepInside(geography, lon, lat, drawnIn, ringKm)) return { field: "longitude", reason: `the coordinates lie inside ${drawnIn}, not in ${country}` };
    return { flags: [`country: just inside ${drawnIn} as drawn; ${country} as the source says`], allowedKm };
  }
  if (distanceKm > allowedKm) return { field: "longitude", reason: `the coordinates lie ${Math.round(distanceKm)} km outside ${country}; outline and row allow ${Math.round(allowedKm)} km` };
  return { flags: distanceKm === 0 ? [] : [`country: ${distanceKm.toFixed(1)} km outside ${country} as drawn; outline and row allow ${Math.round(allowedKm)} km`], allowedKm };
}

function areasOf(found: Whereabouts, level: number): Omit<Located, "flags"> {
  const admin1 = level >= 1 ? found.admin1 : undefined;
  const admin2 = level >= 2 ? found.admin2 : undefined;
  const area = (level >= 3 ? found.admin3 : undefined) ?? admin2 ?? admin1;
  return { ...(area ? { area } : {}), ...(admin1 ? { admin1 } : {}), ...(admin2 ? { admin2 } : {}) };
}

const TYPES = /\b(region|région|wilaya|district|province|department|governorate)\b/gi;

/** The one living first-level area of that country that has the name, in any of its spellings. */
function statedRegions(geography: Geography): (country: string, words: string) => Area | undefined {
  const known = new Map<string, Area | undefined>();
  return (country, words) => {
    if (words === "") return undefined;
    const key = `${country} ${words}`;
    if (!known.has(key)) {
      const wanted = fold(words.replace(TYPES, " "));
      const named = geography.areas.filter((area) => area.level === 1 && area.hierarchy === "admin" && area.country === country && !area.validTo && [area.name, ...area.spellings].some((name) => fold(name) === wanted));
      known.set(key, named.length === 1 ? named[0] : undefined);
    }
    return known.get(key);
  };
}

const DIRECTIONS = Array.from({ length: 16 }, (_, i) => i * 22.5);
const ring = (lon: number, lat: number, km: number) => DIRECTIONS.map((bearing) => destination([lon, lat], bearing, km * 1_000));

/** Every point of a ring around it still lies in that country. */
const isDeepInside = (geography: Geography, lon: number, lat: number, country: string, km: number): boolean =>
  Number.isFinite(km) && ring(lon, lat, km).every((point) => geography.whereabouts(...point).country === country);

/** Somewhere within that distance lies the area: enough to believe the source, which says it. */
const isNear = (geography: Geography, lon: number, lat: number, { pcode }: Area, km: number): boolean =>
  [km / 8, km / 4, km / 2, km].some((reach) => ring(lon, lat, reach).some((point) => geography.whereabouts(...point).admin1 === pcode));
