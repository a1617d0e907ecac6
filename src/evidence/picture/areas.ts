/**
 * Every area of a level with its number: how many events or deaths, or how many times more than before. What is known to lie
 * outside every listed area, and what is not known as closely as the level asks, are counted apart, so that the whole is the
 * filtered total exactly.
 */
import { rateRatio } from "../../methods/stats/ratio.ts";
import type { Area } from "../../places/index.ts";
import type { Coverage } from "../coverage.ts";
import type { EventFilter } from "../event-filter.ts";
import { dayNumber } from "../map-filter.ts";
import type { Where } from "../map-columns.ts";
import { classOf, fixedShading, naturalShading, type Shading } from "./classes.ts";
import { stateOf, type CoverageMap, type State } from "./coverage.ts";
import type { Lens } from "./lens.ts";
import { daysOf, periodWords, type Period } from "./period.ts";
import { METHODS, type Provenance } from "./provenance.ts";
import { add, nothing, type Tally, type Toll } from "./tally.ts";

export const MEASURES = ["events", "fatalities", "change"] as const;
export type Measure = (typeof MEASURES)[number];

/** Edges of the classes of a ratio: halved, less, about as many, more, doubled. */
const RATIO_EDGES = [0.5, 0.8, 1.25, 2];

/**
 * Why there is no number: nobody was looking, somebody for a part of the time, the tolls are not said, no period is meant, or
 * the area has no outline here, so that nothing with coordinates could ever be placed in it.
 */
export type Reason = "not-covered" | "partly-covered" | "toll-not-known" | "no-period" | "no-outline";

export interface Change {
  before: number;
  now: number;
  /** `null`: without bound, because there was none before. */
  ratio: number | null;
  lower: number;
  upper: number | null;
  /** Whether the interval holds 1: what changed may be chance. */
  isUncertain: boolean;
}

export interface AreaNumber extends Toll {
  pcode: string;
  name: string;
  country: string;
  parentPcode?: string;
  /** An area that has ceased to be, listed because events are known by its p-code. */
  isFormer: boolean;
  /** With state `value`, null only for a ratio without bound (none before). */
  value: number | null;
  state: State;
  reason?: Reason;
  coverage: Coverage;
  /** Which class of the shading, from 0. */
  class: number | null;
  change?: Change;
}

export interface Bucket extends Toll { byCountry: (Toll & { country: string })[] }

export interface AreaPicture {
  level: number;
  measure: Measure;
  /** The days that were asked for; of what was found, where none were. */
  period: { from: string; to: string; isStated: boolean } | null;
  against?: { from: string; to: string };
  total: Toll;
  areas: AreaNumber[];
  /** Known to lie in no area of the list. */
  outside: Bucket;
  /** In a country of the list, but not known as closely as this level. */
  unlocated: Bucket;
  shading: Shading;
  provenance: Provenance;
}

export interface AreaQuestion {
  level: number;
  measure: Measure;
  against?: Period;
  /** Values below this are in no class and in no histogram: they will not be shown. */
  smallest?: number;
}

export async function areaPicture(lens: Lens, { level, measure, against, smallest = 0 }: AreaQuestion): Promise<AreaPicture> {
  const found = lens.tally();
  const period = periodOf(lens.filter, found);
  const before = measure === "change" && period ? against ?? { from: period.from - daysOf(period), to: period.from - 1 } : undefined;
  const earlier = before && sorted(lens.tally({ ...lens.filter, ...periodWords(before) }), level, []);
  const listed = areasOf(lens, level, found);
  const { inAreas, outside, unlocated } = sorted(found, level, listed);
  const shades: (number | undefined)[] = [];
  const numbers = listed.map((area): AreaNumber => {
    const toll = inAreas.get(area.pcode) ?? nothing();
    const covered = period ? lens.coverage.of([area.country], period.from, period.to) : undefined;
    const { shade, ...shown } = toll.count === 0 && !isOutlined(area) ? outlineless : before && period
      ? changed(toll.count, earlier!.inAreas.get(area.pcode)?.count ?? 0, area.country, lens.coverage, period, before)
      : measure === "fatalities" ? deaths(toll, covered) : counted(toll.count, covered);
    shades.push(shade);
    return {
      pcode: area.pcode, name: area.name, country: area.country, ...(area.parentPcode ? { parentPcode: area.parentPcode } : {}), isFormer: area.validTo !== undefined,
      ...toll, coverage: covered?.state ?? "none", class: null, ...shown,
    };
  });
  const values = shades.filter((shade) => shade !== undefined && shade >= smallest) as number[];
  const shading = measure === "change" ? fixedShading(values, RATIO_EDGES) : naturalShading(values);
  for (const [i, shade] of shades.entries()) if (shade !== undefined) numbers[i]!.class = classOf(shading, shade);
  return {
    level, measure,
    period: period ? { ...periodWords(period), isStated: lens.filter.from !== undefined && lens.filter.to !== undefined } : null,
    ...(before ? { against: periodWords(before) } : {}),
    total: found.total, areas: numbers, outside, unlocated, shading,
    provenance: await lens.provenance(measure === "change" ? METHODS.change : METHODS.areas, found),
  };
}

/** The days asked for; where an end is left open, up to the first or last event found. */
export function periodOf({ from, to }: EventFilter, { days }: Pick<Tally, "days">): Period | undefined {
  const first = from ? dayNumber(from) : days?.first, last = to ? dayNumber(to) : days?.last;
  return first === undefined || last === undefined || first > last ? undefined : { from: first, to: last };
}

/** Today's areas of the level, and former ones that events are known by. */
export function areasOf({ geography }: Lens, level: number, { places }: Tally): Area[] {
  const named = new Set(places.map(({ where }) => pcodeAt(where, level)));
  return geography.areas.filter((area) => area.hierarchy === "admin" && area.level === level && (!area.validTo || named.has(area.pcode)))
    .sort((a, b) => (a.pcode < b.pcode ? -1 : 1));
}

export const pcodeAt = (where: Where, level: number): string | undefined => (level === 0 ? where.country : level === 1 ? where.admin1 : where.admin2);

/** Every event into exactly one place: its area, outside, or not known so closely. With no list, areas by their p-code alone. */
function sorted({ places }: Tally, level: number, listed: readonly Area[]) {
  const isListed = new Set(listed.map(({ pcode }) => pcode));
  const countries = new Set(listed.map(({ country }) => country));
  const inAreas = new Map<string, Toll>();
  const outside = new Map<string, Toll>(), unlocated = new Map<string, Toll>();
  const put = (into: Map<string, Toll>, key: string, toll: Toll) => { into.set(key, add(into.get(key) ?? nothing(), toll)); };
  for (const { where, toll } of places) {
    const pcode = pcodeAt(where, level);
    if (pcode !== undefined && (listed.length === 0 || isListed.has(pcode))) put(inAreas, pcode, toll);
    else if (pcode === undefined && countries.has(where.country)) put(unlocated, where.country, toll);
    else put(outside, where.country, toll);
  }
  return { inAreas, outside: bucketOf(outside), unlocated: bucketOf(unlocated) };
}

function bucketOf(byCountry: ReadonlyMap<string, Toll>): Bucket {
  const rows = [...byCountry].sort(([a], [b]) => (a < b ? -1 : 1)).map(([country, toll]) => ({ country, ...toll }));
  return { ...rows.reduce((sum, row) => add(sum, row), nothing()), byCountry: rows };
}

/** `shade`: the number that chooses the class, where the area has one; infinite where there was nothing before. */
type Shown = Pick<AreaNumber, "value" | "state" | "reason" | "change"> & { shade?: number };
type Covering = ReturnType<CoverageMap["of"]> | undefined;

/** An area without an outline, whose emptiness says nothing. */
export const isOutlined = ({ geometry }: Pick<Area, "geometry">): boolean => geometry !== undefined;
const outlineless: Shown = { value: null, state: "no-data", reason: "no-outline" };

const unknown = (covered: Covering): Shown =>
  ({ value: null, state: "no-data", reason: !covered ? "no-period" : covered.state === "none" ? "not-covered" : "partly-covered" });

function counted(count: number, covered: Covering): Shown {
  const state = covered ? stateOf(count, covered) : "no-data";
  return state === "no-data" ? unknown(covered) : { value: count, state, ...(state === "value" ? { shade: count } : {}) };
}

function deaths({ count, fatalities, unknown: notSaid }: Toll, covered: Covering): Shown {
  if (fatalities > 0) return { value: fatalities, state: "value", shade: fatalities };
  if (notSaid > 0) return { value: null, state: "no-data", reason: "toll-not-known" };
  return count > 0 ? { value: 0, state: "zero" } : counted(0, covered);
}

/** A ratio is shown only where both periods were covered in full; the counts are given anyway. */
function changed(now: number, before: number, country: string, coverage: CoverageMap, period: Period, earlier: Period): Shown {
  const change = changeBetween({ count: now, days: daysOf(period) }, { count: before, days: daysOf(earlier) });
  const [covered, coveredBefore] = [period, earlier].map(({ from, to }) => coverage.of([country], from, to));
  const worse = covered!.state === "full" ? coveredBefore : covered;
  const both = { change: { before, now, ...(change ?? { ratio: null, lower: 0, upper: null, isUncertain: true }) } };
  if (worse!.state !== "full") return { ...unknown(worse), ...both };
  if (!change) return { value: 0, state: "zero", ...both };
  return { value: change.ratio, state: "value", shade: change.ratio ?? Infinity, ...both };
}

/** Both ends as JSON can carry them; undefined where two zeros say nothing. */
export function changeBetween(now: { count: number; days: number }, before: { count: number; days: number }): Omit<Change, "before" | "now"> | undefined {
  const found = rateRatio({ count: now.count, exposure: now.days }, { count: before.count, exposure: before.days });
  if (!found) return undefined;
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return { ratio: finite(found.ratio), lower: found.lower, upper: finite(found.upper), isUncertain: found.lower <= 1 && found.upper >= 1 };
}
