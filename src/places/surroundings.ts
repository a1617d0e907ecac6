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

/** `own`: the country that the point is known to be in, where that is known better than by outlines. */
export function surroundings(geography: Geography, store: PlaceStore, reader: Reader, at: LonLat, own?: string): Surroundings {
  return {
    border: nearestBorder(geography, store, reader, at, own),
    route: store.nearestLine("route", at, reader) ?? null,
    reach: store.nearestLine("reach", at, reader) ?? null,
    crossing: nearest(store, reader, at, { nouns: ["crossing"], count: 1 })[0] ?? null,
  };
}

/** Looked for ever farther out, so that what is near costs little. */
const RADII_KM = [10, 40, 160, 640, 21_000];

export function nearestBorder(geography: Geography, store: PlaceStore, reader: Reader, at: LonLat, own = geography.whereabouts(at[0], at[1]).country): NearBorder | null {
  const outlines = outlinesOf(geography);
  const segments = segmentsOf(store, reader, own);
  const outlineKm = (country: string) => {
    const both = [country, own ?? country].map((one) => geography.boundaryPrecisionKm(one));
    return both.includes(undefined) ? null : Math.max(...(both as number[]));
  };
  for (const radius of RADII_KM) {
    const found: NearBorder[] = [];
    for (const { key: country, distanceM: metres } of outlines.within(at[0], at[1], radius * 1_000)) {
      const precisionKm = outlineKm(country);
      if (country !== own && !isPreferred(segments.get(country), precisionKm)) found.push({ km: metres / 1_000, country, precisionKm });
    }
    for (const { place, km } of segments.size > 0 ? store.linesWithin(["border"], at, radius, reader) : []) {
      const country = beyond(place.between!, own);
      if (country !== undefined && isPreferred(segments.get(country), outlines.keys.has(country) ? outlineKm(country) : Infinity)) found.push({ km, country, precisionKm: place.precisionKm ?? null });
    }
    if (found.length > 0) return found.reduce((best, one) => (one.km < best.km ? one : best));
  }
  return null;
}

/** Whether the border segments are measured rather than the outlines. */
const isPreferred = (segmentKm: number | null | undefined, outlineKm: number | null) => segmentKm !== undefined && (segmentKm ?? Infinity) <= (outlineKm ?? Infinity);

/** The countries that share a border segment with `own`, and how precise the coarsest of those segments is. */
function segmentsOf(store: PlaceStore, reader: Reader, own: string | undefined): Map<string, number | null> {
  const precisions = new Map<string, number | null>();
  for (const { between, precisionKm = null } of store.seen(reader, ["border"])) {
    const country = beyond(between!, own);
    if (country === undefined) continue;
    const known = precisions.get(country);
    precisions.set(country, known === null || precisionKm === null ? null : Math.max(known ?? 0, precisionKm));
  }
  return precisions;
}

function beyond(between: string, own: string | undefined): string | undefined {
  const [a, b] = between.split("-");
  return a === own ? b : b === own ? a : undefined;
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

class Outlines extends LineIndex<string> {
  readonly keys: ReadonlySet<string>;

  constructor(geography: Geography) {
    const drawn = [...new Set(geography.areas.map(({ country }) => country))].flatMap((country) => geography.outlineOf(country));
    super(drawn.flatMap(({ country, geometry }) => partsOf(geometry!).flat().map((line) => ({ key: country, line }))));
    this.keys = new Set(drawn.map(({ country }) => country));
  }
}

const drawn = new WeakMap<Geography, Outlines>();

/** Edges of every country's outline; of its regions' where it has none of its own. */
function outlinesOf(geography: Geography): Outlines {
  let outlines = drawn.get(geography);
  if (!outlines) drawn.set(geography, (outlines = new Outlines(geography)));
  return outlines;
}
