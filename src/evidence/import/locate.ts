/**
 * In which areas was it, and can it have been there at all? A point outside its stated country by more than the outline and the
 * row can be wrong together is impossible; within that it is kept and flagged. An area is named only as fine as the row says it
 * knows: a centroid of a region is no place in a district.
 */
import { destination } from "../../methods/spatial/sphere.ts";
import type { Geography, Whereabouts } from "../../places/index.ts";
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
  flag?: string;
}

/** @param hasStatedAdmin1 the source itself says in which region, so that a road or a forest has at least that */
export function locate(geography: Geography, content: DraftContent, hasStatedAdmin1 = false): Located | Fault {
  const { geometry, country, placePrecision } = content;
  if (!geometry) return {};
  const [lon, lat] = geometry.coordinates;
  const found = geography.whereabouts(lon, lat);
  if (found.country === country) return areasOf(found, placePrecision, hasStatedAdmin1);
  const outlineKm = geography.boundaryPrecisionKm(country) ?? UNSTATED_OUTLINE_KM;
  const allowedKm = outlineKm + (ROW_PRECISION_KM[placePrecision] ?? 0);
  const distanceKm = geography.distanceToCountryKm(lon, lat, country);
  if (distanceKm === undefined) {
    // No outline of that country here; another country's can still say that the point is deep inside it.
    if (found.country && isDeepInside(geography, lon, lat, found.country, (geography.boundaryPrecisionKm(found.country) ?? UNSTATED_OUTLINE_KM) + (ROW_PRECISION_KM[placePrecision] ?? 0)))
      return { field: "longitude", reason: `the coordinates lie inside ${found.country}, not in ${country}` };
    return found.country ? { flag: `country: just inside ${found.country} as drawn; ${country} as the source says` } : {};
  }
  if (distanceKm === 0) return {};
  if (distanceKm > allowedKm) return { field: "longitude", reason: `the coordinates lie ${Math.round(distanceKm)} km outside ${country}; outline and row allow ${Math.round(allowedKm)} km` };
  return { flag: `country: ${distanceKm.toFixed(1)} km outside ${country} as drawn; outline and row allow ${Math.round(allowedKm)} km` };
}

function areasOf(found: Whereabouts, precision: string, hasStatedAdmin1: boolean): Located {
  const level = Math.max(LEVELS[precision] ?? 0, precision === "feature" && hasStatedAdmin1 ? 1 : 0);
  const admin1 = level >= 1 ? found.admin1 : undefined;
  const admin2 = level >= 2 ? found.admin2 : undefined;
  const area = (level >= 3 ? found.admin3 : undefined) ?? admin2 ?? admin1;
  return { ...(area ? { area } : {}), ...(admin1 ? { admin1 } : {}), ...(admin2 ? { admin2 } : {}) };
}

const DIRECTIONS = Array.from({ length: 16 }, (_, i) => i * 22.5);

/** Every point of a ring around it still lies in that country. */
function isDeepInside(geography: Geography, lon: number, lat: number, country: string, ringKm: number): boolean {
  return Number.isFinite(ringKm) && DIRECTIONS.every((bearing) => geography.whereabouts(...destination([lon, lat], bearing, ringKm * 1_000)).country === country);
}
