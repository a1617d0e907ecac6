/**
 * Do the outlines of two countries meet where their border runs? After an import of one country's outlines from another
 * source they may overlap or leave a gap; a point there is then placed by whichever is more precise. That is told.
 */
import { AreaLocator } from "../methods/spatial/area-locator.ts";
import { LineIndex } from "../methods/spatial/line-index.ts";
import { partsOf } from "../methods/spatial/polygon.ts";
import type { LonLat } from "../methods/spatial/sphere.ts";
import type { Area, Geography } from "./geography.ts";

/** Vertices farther apart than this many times the stated precision do not face each other across a border. */
const FACING = 4;
const LEAST_FACING_KM = 4;

export interface Seam { between: string; overlapKm: number; gapKm: number; precisionKm: number }

/**
 * Seams that part beyond the stated precision of their outlines: take both countries from one source, or state a coarser
 * precision. Only seams on which a country's outline among `changed` (p-codes or ISO codes) lies.
 */
export function openSeams(geography: Geography, changed: ReadonlySet<string>): Seam[] {
  const countries = new Set(geography.areas.filter(({ pcode, iso, level, hierarchy }) => hierarchy === "admin" && level === 0 && (changed.has(pcode) || changed.has(iso ?? ""))).map(({ country }) => country));
  const pairs = new Map<string, [string, string]>();
  for (const country of countries) {
    for (const other of geography.outlineOf(country).flatMap(({ pcode }) => geography.neighbours(pcode)).map((area) => area.country)) {
      const [a, b] = [country, other].sort() as [string, string];
      if (a !== b) pairs.set(`${a}-${b}`, [a, b]);
    }
  }
  return [...pairs.values()].map(([a, b]) => seamBetween(geography, a, b)).filter(({ overlapKm, gapKm, precisionKm }) => Math.max(overlapKm, gapKm) > precisionKm);
}

/** How far vertices of each outline lie inside the other, and how far the outlines are apart where they face each other. */
export function seamBetween(geography: Geography, one: string, other: string): Seam {
  const a = drawn(geography, one);
  const b = drawn(geography, other);
  const precisionKm = Math.max(geography.boundaryPrecisionKm(one) ?? 0, geography.boundaryPrecisionKm(other) ?? 0);
  const sides = [facing(geography, a, b, precisionKm), facing(geography, b, a, precisionKm)];
  return {
    between: [one, other].sort().join("-"), precisionKm,
    overlapKm: tenths(Math.max(...sides.map(({ overlapKm }) => overlapKm))), gapKm: tenths(Math.max(...sides.map(({ gapKm }) => gapKm))),
  };
}

const tenths = (km: number) => Math.round(km * 10) / 10;

interface Drawn { areas: readonly Area[]; lines: LineIndex<string>; inside: AreaLocator<string> }

function drawn(geography: Geography, country: string): Drawn {
  const areas = geography.outlineOf(country);
  return { areas, lines: new LineIndex(areas.flatMap(({ pcode, geometry }) => partsOf(geometry!).flat().map((line) => ({ key: pcode, line })))), inside: new AreaLocator(areas.map(({ pcode, geometry }) => ({ key: pcode, geometry: geometry! }))) };
}

function facing(geography: Geography, from: Drawn, to: Drawn, precisionKm: number): { overlapKm: number; gapKm: number } {
  const seam = { overlapKm: 0, gapKm: 0 };
  const reachM = Math.max(LEAST_FACING_KM, FACING * precisionKm) * 1_000;
  for (const vertex of from.areas.flatMap(({ geometry }) => partsOf(geometry!).flat(2)) as LonLat[]) {
    const [nearest] = to.lines.within(vertex[0], vertex[1], reachM);
    if (!nearest) continue;
    if (to.inside.locate(vertex[0], vertex[1]) !== undefined) seam.overlapKm = Math.max(seam.overlapKm, nearest.distanceM / 1_000);
    else if (isNobodys(geography, vertex, nearest.point)) {
      // Seen back from the other side: where a coast turns away the lines meet, although this vertex is far.
      seam.gapKm = Math.max(seam.gapKm, from.lines.nearest(...nearest.point)!.distanceM / 1_000);
    }
  }
  return seam;
}

/** What lies between is in no country: a gap, rather than a third country or one of the two. */
const isNobodys = (geography: Geography, a: LonLat, b: LonLat) => geography.whereabouts((a[0] + b[0]) / 2, (a[1] + b[1]) / 2).country === undefined;
