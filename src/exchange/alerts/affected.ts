/**
 * Which areas and countries does an event concern? Computed from what is known of it: where it happened or may have, what lies
 * within reach across a border, where it moves, along which route or reach, and where its effects were reported. An event
 * without coordinates is located by what is known, and the answer says by what.
 */
import type { Geography, Place, Whereabouts } from "../../places/index.ts";
import type { Affected } from "./alert.noun.ts";

export type Basis = "coordinates" | "area" | "candidates" | "near-towards" | "route" | "reach" | "linked-event" | "region" | "country";

export interface Occurrence {
  country: string;
  area?: string; admin1?: string; admin2?: string;
  placePrecision?: string;
  point?: readonly [lon: number, lat: number];
  candidates?: readonly { pcode?: string; lon?: number; lat?: number }[];
  headedFor?: string;
  /** "near X, towards Y", where somebody said so. */
  near?: readonly [lon: number, lat: number];
  towards?: readonly [lon: number, lat: number];
}

export interface Ways { route?: Place; reach?: Place }

export interface Concern {
  basis: Basis;
  affected: Affected[];
  countries: string[];
}

/** Coordinates of an event that is known no closer than its district stand for the district, and are near nothing. */
export const CLOSE_PRECISIONS: readonly string[] = ["exact", "near"];
/** A border this near is felt on both sides of it. */
export const NEAR_BORDER_KM = 30;
/** Of a route or a reach, the part this near to the event; without a position, all of it. */
const ALONG_KM = 60;
const BEARINGS = 24;
const KM_PER_DEGREE = 111.2;
const MOST_AREAS = 200;

type Because = "happened-here" | "may-have-happened-here" | "near-border" | "headed-there" | "on-route" | "on-reach" | "linked-event";

export function concernOf(geography: Geography, event: Occurrence, ways: Ways = {}, linked: readonly Occurrence[] = [], borderKm = NEAR_BORDER_KM): Concern {
  const found = new Map<string, Set<Because>>();
  const add = (pcode: string | undefined, because: Because) => { if (pcode) found.set(pcode, (found.get(pcode) ?? new Set()).add(because)); };
  const own = locate(geography, event);
  for (const pcode of own.pcodes) add(pcode, own.isSure ? "happened-here" : "may-have-happened-here");

  for (const pcode of acrossBorder(geography, event, own, borderKm)) add(pcode, "near-border");
  if (event.headedFor) for (const pcode of towardsCountry(geography, own.pcodes, event.headedFor)) add(pcode, "headed-there");
  if (event.towards) add(finest(geography.whereabouts(event.towards[0], event.towards[1])), "headed-there");
  for (const pcode of along(geography, ways.route, own.point)) add(pcode, "on-route");
  for (const pcode of along(geography, ways.reach, own.point)) add(pcode, "on-reach");
  for (const other of linked) for (const pcode of locate(geography, other).pcodes) add(pcode, "linked-event");

  const affected = [...found].flatMap(([pcode, because]) => affectedArea(geography, pcode, [...because], event.country)).sort((a, b) => (a.pcode < b.pcode ? -1 : 1)).slice(0, MOST_AREAS);
  return { basis: basisOf(own.basis, ways, linked), affected, countries: [...new Set(affected.map(({ country }) => country))].sort() };
}

interface Located { basis: Basis; pcodes: string[]; isSure: boolean; point?: readonly [number, number] }

function locate(geography: Geography, event: Occurrence): Located {
  const { point, candidates = [], near, towards } = event;
  const at = ([lon, lat]: readonly [number, number]) => finest(geography.whereabouts(lon, lat));
  if (point && CLOSE_PRECISIONS.includes(event.placePrecision ?? "exact")) {
    // An outline of two sources may put a point in a neighbour's land: the event's own area stands.
    const there = event.area ?? at(point);
    return { basis: "coordinates", pcodes: there ? [there] : [event.country], isSure: true, point };
  }
  if (event.admin2) return { basis: "area", pcodes: [event.area ?? event.admin2], isSure: true };
  const possible = candidates.flatMap(({ pcode, lon, lat }) => pcode ?? (lon !== undefined && lat !== undefined ? at([lon, lat]) ?? [] : []));
  if (possible.length > 0) return { basis: "candidates", pcodes: [...new Set(possible)], isSure: false };
  if (near) {
    const line = towards ? between(near, towards) : [near];
    return { basis: "near-towards", pcodes: [...new Set(line.flatMap((one) => at(one) ?? []))], isSure: false, point: near };
  }
  if (event.admin1) return { basis: "region", pcodes: [event.area ?? event.admin1], isSure: true };
  return { basis: "country", pcodes: [event.area ?? event.country], isSure: true };
}

/** What places the event best: its own place, or failing that its way, or where its effects were reported. */
function basisOf(own: Basis, ways: Ways, linked: readonly Occurrence[]): Basis {
  if (own !== "region" && own !== "country") return own;
  return ways.route ? "route" : ways.reach ? "reach" : linked.length > 0 ? "linked-event" : own;
}

const finest = ({ admin2, area }: Whereabouts): string | undefined => admin2 ?? area;

function* acrossBorder(geography: Geography, event: Occurrence, own: Located, km: number): Generator<string> {
  if (own.point && own.basis === "coordinates") {
    const [lon, lat] = own.point;
    for (const share of [0.25, 0.5, 0.75, 1]) for (let i = 0; i < BEARINGS; i++) {
      const angle = (i / BEARINGS) * 2 * Math.PI;
      const there = geography.whereabouts(lon + (Math.sin(angle) * km * share) / (KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180)), lat + (Math.cos(angle) * km * share) / KM_PER_DEGREE);
      if (there.country !== undefined && there.country !== event.country) yield finest(there)!;
    }
    return;
  }
  // Known by its second-level area: whatever touches that area from another country.
  if (own.basis === "area" || own.basis === "candidates") for (const pcode of own.pcodes) yield* touching(geography, pcode).filter(({ country }) => country !== event.country).map((area) => area.pcode);
}

function touching(geography: Geography, pcode: string) {
  const area = geography.areaByPcode(pcode);
  const second = area && area.level > 2 ? geography.ancestors(pcode).find(({ level }) => level === 2) : area;
  return second && second.level === 2 ? geography.neighbours(second.pcode) : [];
}

/** The areas of that country that touch, or the country as a whole where none does. */
function towardsCountry(geography: Geography, pcodes: readonly string[], country: string): string[] {
  const near = pcodes.flatMap((pcode) => touching(geography, pcode)).filter((area) => area.country === country).map(({ pcode }) => pcode);
  return near.length > 0 ? near : [country];
}

function along(geography: Geography, way: Place | undefined, point?: readonly [number, number]): Set<string> {
  const pcodes = new Set<string>();
  const lines = way?.line ? (way.line.type === "MultiLineString" ? way.line.coordinates : [way.line.coordinates]) as [number, number][][] : [];
  for (const line of lines) for (const vertex of densely(line)) {
    if (point && roughKm(point, vertex) > ALONG_KM) continue;
    const there = finest(geography.whereabouts(vertex[0], vertex[1]));
    if (there) pcodes.add(there);
  }
  return pcodes;
}

const STEP_DEGREES = 0.05;

function* densely(line: readonly (readonly [number, number])[]): Generator<readonly [number, number]> {
  for (let i = 0; i < line.length; i++) {
    yield line[i]!;
    if (i + 1 < line.length) yield* between(line[i]!, line[i + 1]!).slice(1, -1);
  }
}

function between(a: readonly [number, number], b: readonly [number, number]): [number, number][] {
  const steps = Math.min(200, Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / STEP_DEGREES)));
  return Array.from({ length: steps + 1 }, (_, i) => [a[0] + ((b[0] - a[0]) * i) / steps, a[1] + ((b[1] - a[1]) * i) / steps]);
}

const roughKm = (a: readonly [number, number], b: readonly [number, number]) =>
  Math.hypot((a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]) * KM_PER_DEGREE;

/** With its ancestors, so that it can be coarsened without a map. A code that no outline knows keeps its country only. */
export function affectedArea(geography: Geography, pcode: string, because: readonly string[], country: string): Affected {
  const chain = [geography.areaByPcode(pcode), ...geography.ancestors(pcode)].filter((area) => area !== undefined);
  const at = (level: number) => chain.find((area) => area.level === level);
  const [admin1, admin2] = [at(1), at(2)];
  return {
    pcode, name: chain[0]?.name ?? pcode, country: chain[0]?.country ?? (/^[A-Z]{2}$/.test(pcode) ? pcode : country),
    ...(admin1 ? { admin1: admin1.pcode, admin1Name: admin1.name } : {}), ...(admin2 ? { admin2: admin2.pcode, admin2Name: admin2.name } : {}),
    because: [...because].sort(),
  };
}
