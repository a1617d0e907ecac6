/**
 * Which areas is a point in, how far is it from a country, what lies above and beside an area?
 *
 * Pure and built from plain objects, so that a worker thread can have its own. A point's chain is consistent: the area with
 * the most precise outline decides (the finest of those), its ancestors follow by p-code, and a finer area counts only if
 * it belongs under the one that decided. So where outlines of two sources overlap, a point is still in one country only.
 */
import { AreaLocator } from "../methods/spatial/area-locator.ts";
import { LineIndex } from "../methods/spatial/line-index.ts";
import { bboxOf, holdsPoint, partsOf, type AreaGeometry } from "../methods/spatial/polygon.ts";
import { boxAround } from "../methods/spatial/sphere.ts";

/** An area's current version, without what a reader of maps does not need. Structured-cloneable. */
export interface AreaShape {
  id: string;
  pcode: string;
  name: string;
  level: number;
  hierarchy: string;
  country: string;
  parentPcode?: string;
  /** The country's own word: région, cercle, moughataa. */
  areaType?: string;
  iso?: string;
  /** The name in other languages and hands. */
  spellings: readonly string[];
  /** Set for an area that has ceased to be: it holds a point only where no living area does. */
  validTo?: string;
  geometry?: AreaGeometry;
  boundaryPrecisionKm?: number;
}
export type Area = AreaShape;

export interface Whereabouts {
  country?: string;
  admin1?: string;
  admin2?: string;
  admin3?: string;
  /** The finest of them, by p-code. */
  area?: string;
}

export interface Geography {
  readonly areas: readonly Area[];
  whereabouts(lon: number, lat: number): Whereabouts;
  /** 0 inside; undefined where the country has no outline here. `country` is an ISO 3166-1 alpha-2 code. */
  distanceToCountryKm(lon: number, lat: number, country: string): number | undefined;
  /** The country's own outline, or those of its regions where it has none. */
  outlineOf(country: string): Area[];
  /** How far the country's outline may be from the truth; undefined where it has none or does not say. */
  boundaryPrecisionKm(country: string): number | undefined;
  areaByPcode(pcode: string): Area | undefined;
  /** From the parent up to the country. */
  ancestors(pcode: string): Area[];
  /** The area itself and all below it, by p-code. */
  within(pcode: string): string[];
  /** Areas of the same hierarchy and level that touch it, corners included; across sources, within their precision. */
  neighbours(pcode: string): Area[];
}

const NOWHERE: Whereabouts = Object.freeze({});
/** An outline that does not say how precise it is yields to any that does. */
const UNSTATED_KM = 1_000;
/** Allows for rounding to four decimals. */
const TOUCHING_KM = 0.05;

const precisionOf = ({ boundaryPrecisionKm = UNSTATED_KM }: Area) => boundaryPrecisionKm;

export function geographyFrom(areas: readonly AreaShape[]): Geography {
  const byPcode = new Map<string, Area>();
  // The order settles overlaps within a level: living before former, precise before coarse, then by p-code.
  const ordered = [...areas].sort((a, b) =>
    Number(Boolean(a.validTo)) - Number(Boolean(b.validTo)) || precisionOf(a) - precisionOf(b) || (a.pcode < b.pcode ? -1 : 1));
  for (const area of ordered) if (!byPcode.has(area.pcode)) byPcode.set(area.pcode, area);
  const children = Map.groupBy(byPcode.values(), ({ parentPcode }) => parentPcode ?? "");
  const administrative = ordered.filter(({ hierarchy, geometry }) => hierarchy === "admin" && geometry);
  const finest = administrative.reduce((most, { level }) => Math.max(most, level), -1);
  const levels = Array.from({ length: finest + 1 }, (_, level) =>
    new AreaLocator(administrative.filter((area) => area.level === level).map((area) => ({ key: area, geometry: area.geometry! }))));
  const chains = new Map<Area, Whereabouts>();
  const lines = new Map<Area, Area[]>();
  const held = new Map<string, Area[]>();
  const outlines = new Map<string, LineIndex<string>>();

  function ancestors(pcode: string): Area[] {
    const found: Area[] = [];
    let parent = byPcode.get(pcode)?.parentPcode;
    while (parent !== undefined && byPcode.has(parent) && !found.some((area) => area.pcode === parent)) {
      found.push(byPcode.get(parent)!);
      parent = found.at(-1)!.parentPcode;
    }
    return found;
  }

  function isUnder(area: Area, above: Area): boolean {
    let line = lines.get(area);
    if (!line) lines.set(area, (line = ancestors(area.pcode)));
    return line.includes(above);
  }

  function smallestAt(lon: number, lat: number): Area | undefined {
    let decider: Area | undefined;
    const holding: Area[] = [];
    for (const locator of levels) {
      const area = locator.locate(lon, lat);
      if (!area) continue;
      holding.push(area);
      if (!decider || rank(area, decider) <= 0) decider = area;
    }
    for (const area of holding) if (area.level > decider!.level && isUnder(area, decider!)) decider = area;
    return decider;
  }

  /** Below or at zero: `a`, the finer of the two, decides over `b`. */
  const rank = (a: Area, b: Area) => Number(Boolean(a.validTo)) - Number(Boolean(b.validTo)) || precisionOf(a) - precisionOf(b);

  function chainOf(area: Area): Whereabouts {
    let chain = chains.get(area);
    if (!chain) {
      const all = [area, ...ancestors(area.pcode)];
      const at = (level: number) => all.find((one) => one.level === level)?.pcode;
      const entries = { country: area.country, admin1: at(1), admin2: at(2), admin3: at(3), area: area.pcode };
      chain = Object.freeze(Object.fromEntries(Object.entries(entries).filter(([, pcode]) => pcode !== undefined)) as Whereabouts);
      chains.set(area, chain);
    }
    return chain;
  }

  function whereabouts(lon: number, lat: number): Whereabouts {
    const area = smallestAt(lon, lat);
    return area ? chainOf(area) : NOWHERE;
  }

  function outlineOf(country: string): Area[] {
    let outline = held.get(country);
    if (!outline) {
      const own = administrative.filter((area) => area.country === country && !area.validTo);
      const level = own.reduce((least, area) => Math.min(least, area.level), Infinity);
      held.set(country, (outline = own.filter((area) => area.level === level)));
    }
    return outline;
  }

  function ringsOf(country: string): LineIndex<string> {
    let index = outlines.get(country);
    if (!index) {
      index = new LineIndex(outlineOf(country).flatMap(({ pcode, geometry }) => partsOf(geometry!).flat().map((line) => ({ key: pcode, line }))));
      outlines.set(country, index);
    }
    return index;
  }

  return {
    areas: [...byPcode.values()],
    whereabouts,
    ancestors,
    outlineOf,
    areaByPcode: (pcode) => byPcode.get(pcode),
    distanceToCountryKm(lon, lat, country) {
      if (whereabouts(lon, lat).country === country) return 0;
      const outline = outlineOf(country);
      if (outline.length === 0) return undefined;
      if (outline.some(({ geometry }) => holdsPoint(geometry!, lon, lat))) return 0;
      return ringsOf(country).nearest(lon, lat)!.distanceM / 1_000;
    },
    boundaryPrecisionKm(country) {
      const stated = outlineOf(country).map(({ boundaryPrecisionKm }) => boundaryPrecisionKm);
      return stated.length === 0 || stated.includes(undefined) ? undefined : Math.max(...(stated as number[]));
    },
    within(pcode) {
      const found = byPcode.has(pcode) ? [pcode] : [];
      for (const at of found) for (const child of children.get(at) ?? []) if (!found.includes(child.pcode)) found.push(child.pcode);
      return found;
    },
    neighbours(pcode) {
      const area = byPcode.get(pcode);
      if (!area?.geometry) return [];
      const others = [...byPcode.values()].filter((other) =>
        other !== area && other.geometry && other.hierarchy === area.hierarchy && other.level === area.level && !other.validTo);
      // Outlines of one source meet exactly; those of two may part or overlap by as much as both are imprecise.
      const meeting = new Set(touching(area, others, () => TOUCHING_KM));
      const sameSource = new Set([area.country, ...[...meeting].map(({ country }) => country)]);
      const facing = touching(area, others.filter(({ country }) => !sameSource.has(country)), (other) => Math.max(area.boundaryPrecisionKm ?? 0, other.boundaryPrecisionKm ?? 0));
      return others.filter((other) => meeting.has(other) || facing.includes(other));
    },
  };
}

function touching(area: Area, others: readonly Area[], reachKm: (other: Area) => number): Area[] {
  const [west, south, east, north] = bboxOf(area.geometry!.coordinates)!;
  const lines = new LineIndex(partsOf(area.geometry!).flat().map((line) => ({ key: area.pcode, line })));
  const inside = new AreaLocator([{ key: area.pcode, geometry: area.geometry! }]);
  return others.filter((other) => {
    const reachM = reachKm(other) * 1_000;
    const [w, s] = boxAround(west, south, reachM);
    const [, , e, n] = boxAround(east, north, reachM);
    return partsOf(other.geometry!).flat().some((ring) => ring.some(([lon, lat]) =>
      lon >= w && lon <= e && lat >= s && lat <= n && (inside.locate(lon, lat) !== undefined || lines.within(lon, lat, reachM).length > 0)));
  });
}
