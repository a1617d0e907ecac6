/**
 * Which areas had an unusually busy week? Each against its own 26 weeks before, and all together so that sixty areas tested
 * do not cry wolf by luck. Weeks that nobody covered teach nothing, and a week that nobody covered is not judged.
 */
import { adjustForMany } from "../../methods/stats/false-discovery.ts";
import { surge } from "../../methods/stats/surge.ts";
import { dayNumber, matching } from "../map-filter.ts";
import { areasOf, isOutlined, pcodeAt } from "./areas.ts";
import type { Lens } from "./lens.ts";
import { periodWords, startOf } from "./period.ts";
import { METHODS, type Provenance } from "./provenance.ts";

export const BASELINE_WEEKS = 26;
/** Of the areas that are marked, this share may be marked by luck. */
export const FALSE_DISCOVERY_RATE = 0.05;
export const HIGH_RATE = 0.01;

export type SurgeState = "surge" | "high-surge" | "usual" | "not-covered" | "not-enough-history";

/** An area's weeks, oldest first, the judged one last; `undefined` for a week that was not covered in full. */
export interface WeeklyCounts { pcode: string; weeks: (number | undefined)[] }

export interface SurgeFound {
  pcode: string;
  state: SurgeState;
  /** Null where the week was not covered in full. */
  observed: number | null;
  /** Events a week that the weeks before lead to expect. */
  expected: number | null;
  /** Of a week this busy or busier, if nothing had changed. */
  chance: number | null;
  /** The same, adjusted for the number of areas tested. */
  adjusted: number | null;
  /** How many weeks of the baseline were covered. */
  weeksKnown: number;
}

/** Every area judged, and how many could be. */
export function findSurges(areas: readonly WeeklyCounts[]): { areas: SurgeFound[]; tested: number } {
  const judged = areas.map(({ pcode, weeks }) => {
    const [observed, baseline] = [weeks.at(-1), weeks.slice(0, -1)];
    return { pcode, observed, found: observed === undefined ? undefined : surge(observed, baseline), weeksKnown: baseline.filter((count) => count !== undefined).length };
  });
  const tested = judged.filter(({ found }) => found);
  const adjusted = new Map(adjustForMany(tested.map(({ found }) => found!.chance)).map((chance, i) => [tested[i]!.pcode, chance]));
  return {
    tested: tested.length,
    areas: judged.map(({ pcode, observed, found, weeksKnown }) => {
      const chance = adjusted.get(pcode);
      const state = observed === undefined ? "not-covered" : chance === undefined ? "not-enough-history" : chance <= HIGH_RATE ? "high-surge" : chance <= FALSE_DISCOVERY_RATE ? "surge" : "usual";
      return { pcode, state, observed: observed ?? null, expected: found?.expected ?? null, chance: found?.chance ?? null, adjusted: chance ?? null, weeksKnown };
    }),
  };
}

export interface Surges {
  level: number;
  week: { from: string; to: string };
  baselineWeeks: number;
  falseDiscoveryRate: number;
  tested: number;
  areas: (SurgeFound & { name: string; country: string })[];
  /** Of the 27 weeks: dated more vaguely than a week, and not placed in an area of this level. Neither is in any count. */
  leftOut: { vague: number; unplaced: number };
  provenance: Provenance;
}

/** @param week any day of the week to judge; without one, the last whole week that somebody covered */
export async function surges(lens: Lens, level: number, week?: string): Promise<Surges> {
  const monday = week === undefined ? lastCoveredMonday(lens) : startOf(dayNumber(week), "week");
  const first = monday - BASELINE_WEEKS * 7;
  const period = periodWords({ from: first, to: monday + 6 });
  const filter = { ...lens.filter, ...period };
  const found = lens.tally(filter);
  const listed = areasOf(lens, level, found);
  const rowOf = new Map(listed.map(({ pcode }, i) => [pcode, i]));
  const { columns } = lens;
  const rows = Int32Array.from(columns.where.values, (where) => rowOf.get(pcodeAt(where, level) ?? "") ?? -1);
  const counts = new Float64Array(listed.length * (BASELINE_WEEKS + 1));
  let vague = 0, unplaced = 0;
  const slots = matching(columns, filter, lens.caller);
  for (let k = 0; k < slots.length; k++) {
    const slot = slots[k]!;
    const day = columns.day[slot]!, row = rows[columns.where.numbers[slot]!]!;
    if (day < first || columns.lastDay[slot]! - day > 6) vague++;
    else if (row < 0) unplaced++;
    else counts[row * (BASELINE_WEEKS + 1) + Math.floor((day - first) / 7)]!++;
  }
  const covered = new Map([...new Set(listed.map(({ country }) => country))].map((country) =>
    [country, Array.from({ length: BASELINE_WEEKS + 1 }, (_, i) => lens.coverage.of([country], first + i * 7, first + i * 7 + 6).state === "full")]));
  const judged = findSurges(listed.map((area, row) => {
    const weeks = covered.get(area.country)!.map((isCovered, i) => (isCovered ? counts[row * (BASELINE_WEEKS + 1) + i]! : undefined));
    // An area without an outline is empty because nothing can be placed in it: it is not judged, and does not count as tested.
    return { pcode: area.pcode, weeks: isOutlined(area) || weeks.some((count) => count) ? weeks : weeks.map(() => undefined) };
  }));
  return {
    level, week: periodWords({ from: monday, to: monday + 6 }), baselineWeeks: BASELINE_WEEKS, falseDiscoveryRate: FALSE_DISCOVERY_RATE, tested: judged.tested,
    areas: judged.areas.map((one, i) => ({ ...one, name: listed[i]!.name, country: listed[i]!.country })),
    leftOut: { vague, unplaced }, provenance: await lens.provenance(METHODS.surge, found, filter),
  };
}

/** The week that ended last, or the last one that was covered in full somewhere, if that was earlier. */
function lastCoveredMonday({ coverage, tx }: Lens): number {
  const today = dayNumber(tx.now.toISOString().slice(0, 10));
  const lastDays = coverage.countries.flatMap((country) => coverage.stretchesOf(country).map(([, to]) => to));
  const last = Math.min(today - 1, lastDays.length > 0 ? Math.max(...lastDays) : today - 1);
  return startOf(last + 1, "week") - 7;
}
