/**
 * Which area and country does a place belong to, by its position and by what its record states? Outlines decide where they
 * can; within their own imprecision the record's stated country stands (Gouraye lies in Mauritania, whatever a coarse line
 * says), and so does a stated area that is finer than any outline here.
 */
import type { Geography } from "./geography.ts";

export interface Stated {
  coordinates?: readonly [lon: number, lat: number];
  country?: string;
  area?: string;
  placePrecision?: string;
  gazetteer?: string;
}

export interface Located {
  area?: string;
  country?: string;
  /** How far the position lies outside the stated country, where that is more than the outline's imprecision. */
  outsideByKm?: number;
}

/** These say where a place is, never in which country: a country in their records was computed here, from older outlines perhaps. */
const STATELESS: ReadonlySet<string> = new Set(["openstreetmap"]);

export function locate(geography: Geography, { coordinates, country: recorded, area, placePrecision = "exact", gazetteer = "" }: Stated): Located {
  if (!coordinates) return { area, country: recorded };
  const isStateless = STATELESS.has(gazetteer);
  const country = isStateless ? undefined : recorded;
  const there = geography.whereabouts(coordinates[0], coordinates[1]);
  if (there.area === undefined) return { area, country: recorded };
  if (country !== undefined && there.country !== country) {
    const outsideByKm = geography.distanceToCountryKm(coordinates[0], coordinates[1], country);
    const isWithinDoubt = outsideByKm !== undefined && outsideByKm <= (geography.boundaryPrecisionKm(country) ?? 0);
    const stated = { area: area ?? (geography.areaByPcode(country) ? country : undefined), country };
    return isWithinDoubt || outsideByKm === undefined ? stated : { ...stated, outsideByKm };
  }
  const isFiner = !isStateless && area !== undefined && geography.ancestors(area).some(({ pcode }) => pcode === there.area);
  const isStatedOnly = area !== undefined && placePrecision !== "exact";
  return { area: isFiner || isStatedOnly ? area : there.area, country: there.country };
}
