/**
 * How many events, by what? Counted by the day they began. By year or month an absence is told from a zero: a period without
 * events is listed with its coverage, so that "nobody looked" is never read as "nothing happened".
 */
import { sql, type RawBuilder } from "kysely";
import type { Geography } from "../places/index.ts";
import type { Transaction } from "../platform/database.ts";
import type { Coverage } from "./coverage.ts";
import { eventConditions, type MeantFilter } from "./event-filter.ts";
import { dayNumber } from "./map-filter.ts";
import { CoverageMap } from "./picture/coverage.ts";
import { countriesOf } from "./picture/lens.ts";
import { readSources } from "./picture/queries.ts";

export const GROUPINGS = ["year", "month", "country", "admin1", "admin2", "kind", "source", "violence"] as const;
export type Grouping = (typeof GROUPINGS)[number];

const KEYS: Readonly<Record<Grouping, RawBuilder<unknown>>> = {
  year: sql`to_char(occurred_from, 'YYYY')`, month: sql`to_char(occurred_from, 'YYYY-MM')`, country: sql`country`, admin1: sql`admin1`, admin2: sql`admin2`, kind: sql`kind`, source: sql`source::text`,
  violence: sql`violence_kind`,
};

export interface Group {
  /** Absent: not known as closely as that. */
  key?: string;
  count: number;
  /** Sum of the best estimates; events that state none are counted in `unknown`. */
  fatalities: number;
  unknown: number;
  /** By year and month: whether some source looked at all of the period, at some of it, or none did. */
  coverage?: Coverage;
}

export async function eventCounts(tx: Transaction, geography: Geography, filter: MeantFilter, by: Grouping): Promise<Group[]> {
  const { rows } = await sql<{ key: string | null; count: number; fatalities: number; unknown: number }>`
    select ${KEYS[by]} as key, count(*) as count, coalesce(sum(fatalities_best), 0) as fatalities, count(*) filter (where fatalities_best is null) as unknown
    from events where not withdrawn ${and(eventConditions(filter))} group by 1 order by 1 nulls last`.execute(tx.sql);
  const groups = rows.map(({ key, ...rest }): Group => ({ ...(key === null ? {} : { key }), ...rest }));
  return by === "year" || by === "month" ? withCoverage(tx, geography, filter, by, groups) : groups;
}

const and = (conditions: readonly RawBuilder<unknown>[]) => sql.join(conditions.map((one) => sql`and ${one}`), sql` `);

/** Every period from the first to the last that anybody looked at or anything happened in. */
async function withCoverage(tx: Transaction, geography: Geography, filter: MeantFilter, by: "year" | "month", groups: readonly Group[]): Promise<Group[]> {
  const observers = await observersOf(tx, filter);
  const sources = (await readSources(tx)).filter(({ id }) => (!observers || observers.has(id)) && (!filter.source || filter.source.includes(id)));
  const coverage = new CoverageMap(sources.flatMap(({ spans }) => spans));
  const countries = countriesOf(filter, geography);
  const length = by === "year" ? 4 : 7;
  const seen = [...groups.map(({ key }) => key!), ...sources.flatMap(({ spans }) => spans.filter(({ country }) => countries.includes(country)).flatMap(({ from, to }) => [from.slice(0, length), to.slice(0, length)]))]
    .concat([filter.from, filter.to].flatMap((day) => (day ? [day.slice(0, length)] : [])))
    .filter((key) => (!filter.from || key >= filter.from.slice(0, length)) && (!filter.to || key <= filter.to.slice(0, length))).sort();
  const counted = new Map(groups.map((group) => [group.key, group]));
  const out: Group[] = [];
  for (let key = seen[0]; key !== undefined && key <= seen.at(-1)!; key = after(key)) {
    const { from, to } = daysOf(key, filter);
    out.push({ ...(counted.get(key) ?? { key, count: 0, fatalities: 0, unknown: 0 }), coverage: coverage.of(countries, dayNumber(from), dayNumber(to)).state });
  }
  return out;
}

const after = (key: string): string => (key.length === 4 ? String(Number(key) + 1).padStart(4, "0") : new Date(Date.UTC(Number(key.slice(0, 4)), Number(key.slice(5)), 1)).toISOString().slice(0, 7));

/** First and last day of a year or month, as far as the filter reaches into it. */
function daysOf(key: string, { from, to }: MeantFilter): { from: string; to: string } {
  const first = key.length === 4 ? `${key}-01-01` : `${key}-01`;
  const last = key.length === 4 ? `${key}-12-31` : new Date(Date.UTC(Number(key.slice(0, 4)), Number(key.slice(5)), 0)).toISOString().slice(0, 10);
  return { from: from && from > first ? from : first, to: to && to < last ? to : last };
}

/** Silence counts only from who reports such things at all: UCDP knows nothing of stolen cattle. Nothing in particular asked: all. */
async function observersOf(tx: Transaction, filter: MeantFilter): Promise<Set<string> | undefined> {
  const { from: _, to: __, country: ___, admin1: ____, admin2: _____, area: ______, borderKm: _______, near: ________, source: _________, ...what } = filter;
  if (Object.values(what).every((value) => value === undefined)) return undefined;
  const { rows } = await sql<{ source: string }>`select distinct source from events where not withdrawn ${and(eventConditions(what))}`.execute(tx.sql);
  return new Set(rows.map(({ source }) => source));
}
