/**
 * What lies around a point: the nearest border and whose it is, the nearest route, river reach and crossing, what is within
 * so many kilometres. All distances on the sphere of s2, in kilometres.
 *
 * The border between two countries is drawn twice: as a border segment and as the edge of an outline. The more precise of
 * the two is measured, the segment where they are equal, so that one answer never mixes both.
 */
import { LineIndex } from "../methods/spatial/line-index.ts";
import { partsOf } from "../methods/spatial/polygon.ts";
import { distanceM, type LonLat } from "../methods/spatial/sphere.ts";
import type { Reader } from "../platform/marking.ts";
import type { Geography } from "./geography.ts";
import type { Place, PlaceStore } from "./place-store.ts";

export interface NearBorder {
  km: number;
  /** The country beyond it; for a point that no outline holds, the nearest country. */
  country: string;
  /** How far the line may be from the truth; null where its source does not say. */
  precisionKm: number | null;
}

export interface NearPlace { place: Place; km: number }

export interface Surroundings {
  border: NearBorder | null;
  route: NearPlace | null;
  reach: NearPlace | null;
  crossing: NearPlace | null;
}

const outlines = new WeakMap<Geography, Map<string, { index: LineIndex<string>; precisionKm: number | null }>>();

/** `own`: the country that the point is known to be in, where that is known better than by outlines. */
export function surroundings(geography: Geography, store: PlaceStore, reader: Reader, at: LonLat, own?: string): Surroundings {
  return {
    border: nearestBorder(geography, store, reader, at, own),
    route: store.nearestLine("route", at, reader) ?? null,
    reach: store.nearestLine("reach", at, reader) ?? null,
    crossing: nearest(store, reader, at, { nouns: ["crossing"], count: 1 })[0] ?? null,
  };
}

export function nearestBorder(geography: Geography, store: PlaceStore, reader: Reader, at: LonLat, own = geography.whereabouts(at[0], at[1]).country): NearBorder | null {
  const drawn = outlinesOf(geography);
  const found = new Map<string, NearBorder>();
  for (const [country, { index, precisionKm }] of drawn) {
    if (country === own) continue;
    const km = index.nearest(at[0], at[1])!.distanceM / 1_000;
    found.set(country, { km, country, precisionKm: coarsest(precisionKm, own === undefined ? precisionKm : drawn.get(own)?.precisionKm ?? null) });
  }
  if (own !== undefined) {
    for (const country of neighboursByBorder(store, reader, own)) {
      const segment = store.nearestLine("border", at, reader, (between) => between === pairOf(own, country))!;
      const precisionKm = segment.place.precisionKm ?? null;
      const outlined = found.get(country);
      if (!outlined || (precisionKm ?? Infinity) <= (outlined.precisionKm ?? Infinity)) found.set(country, { km: segment.km, country, precisionKm });
    }
  }
  return [...found.values()].reduce<NearBorder | null>((best, one) => (best && best.km <= one.km ? best : one), null);
}

export interface Wanted {
  nouns?: readonly string[];
  /** Codes of settlement-kind, site-kind and the like. */
  kinds?: readonly string[];
  withinKm?: number;
  count?: number;
}

/** Places with a position, nearest first; of lines, their nearest point counts. */
export function nearest(store: PlaceStore, reader: Reader, at: LonLat, { nouns, kinds, withinKm = Infinity, count = Infinity }: Wanted): NearPlace[] {
  const suits = ({ kind }: Place) => !kinds || (kind !== undefined && kinds.includes(kind));
  const degrees = withinKm / 111;
  const found: NearPlace[] = [];
  for (const place of store.seen(reader, nouns)) {
    if (!place.coordinates || Math.abs(place.coordinates[1] - at[1]) > degrees || !suits(place)) continue;
    const km = distanceM(at, place.coordinates) / 1_000;
    if (km <= withinKm) found.push({ place, km });
  }
  const lineNouns = ["route", "reach"].filter((noun) => !nouns || nouns.includes(noun));
  if (lineNouns.length > 0 && withinKm < Infinity) found.push(...store.linesWithin(lineNouns, at, withinKm, reader).filter(({ place }) => suits(place)));
  return found.sort((a, b) => a.km - b.km || (a.place.id < b.place.id ? -1 : 1)).slice(0, count);
}

/** Edges of every country's outline; of its regions' where it has none of its own. */
function outlinesOf(geography: Geography) {
  let drawn = outlines.get(geography);
  if (!drawn) {
    drawn = new Map();
    for (const country of new Set(geography.areas.map((area) => area.country))) {
      const held = geography.outlineOf(country);
      if (held.length === 0) continue;
      drawn.set(country, {
        index: new LineIndex(held.flatMap(({ pcode, geometry }) => partsOf(geometry!).flat().map((line) => ({ key: pcode, line })))),
        precisionKm: geography.boundaryPrecisionKm(country) ?? null,
      });
    }
    outlines.set(geography, drawn);
  }
  return drawn;
}

function neighboursByBorder(store: PlaceStore, reader: Reader, own: string): Set<string> {
  const pairs = store.pairsOfBorders(reader).map((between) => between.split("-"));
  return new Set(pairs.flatMap(([a, b]) => (a === own ? [b!] : b === own ? [a!] : [])));
}

const pairOf = (a: string, b: string) => [a, b].sort().join("-");
const coarsest = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.max(a, b));
