/** Events as rules see them, and what is around each: borders, and earlier events nearby. Read as the caller. */
import { sql, type RawBuilder } from "kysely";
import { distanceM } from "../../methods/spatial/sphere.ts";
import { spansOf, unitedSpans } from "../../evidence/index.ts";
import { loadGeography, nearestBorder, placeStore } from "../../places/index.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { broaderKinds } from "../release/queries.ts";
import { CLOSE_PRECISIONS } from "./affected.ts";
import { placeOf, SURGE_WEEKS, type Around, type RuleEvent } from "./rules.ts";

async function eventsWhere(tx: Transaction, where: RawBuilder<unknown>): Promise<RuleEvent[]> {
  const { rows } = await sql<any>`select id, kind, country, area, admin1, admin2, occurred_from, occurred_to, date_precision, place_precision, lon, lat, tactics, targets, consequences
    from events where not withdrawn and verification <> 'refuted' and ${where} order by occurred_from, id`.execute(tx.sql);
  return rows.map((row: any): RuleEvent => ({
    id: row.id, kind: row.kind, country: row.country, ...(row.area ? { area: row.area } : {}), ...(row.admin1 ? { admin1: row.admin1 } : {}), ...(row.admin2 ? { admin2: row.admin2 } : {}),
    from: row.occurred_from, to: row.occurred_to, datePrecision: row.date_precision,
    ...(row.lon !== null && CLOSE_PRECISIONS.includes(row.place_precision) ? { point: [row.lon, row.lat] as const } : {}), tactics: row.tactics ?? [], targets: row.targets ?? [], consequences: row.consequences ?? [],
  }));
}

export const eventsBetween = (tx: Transaction, from: string, to: string) => eventsWhere(tx, sql`occurred_from >= ${from} and occurred_from <= ${to}`);
export const eventsByIds = (tx: Transaction, ids: readonly string[], since: string) => eventsWhere(tx, sql`id = any(${ids}::uuid[]) and occurred_to >= ${since}`);

const CELL_DEGREES = 0.25;
const KM_PER_DEGREE = 111.2;
const dayOf = (day: string) => Date.parse(day) / 86_400_000;

/** @param history every event that may count as an earlier one */
export async function aroundOf(tx: Transaction, node: Node, history: readonly RuleEvent[]): Promise<Around> {
  const geography = await loadGeography(tx);
  const store = await placeStore(node, tx);
  const cells = Map.groupBy(history.filter(({ point }) => point), ({ point }) => `${Math.floor(point![0] / CELL_DEGREES)} ${Math.floor(point![1] / CELL_DEGREES)}`);
  return {
    broader: broaderKinds,
    borderKm: ({ point, country }) => (point ? nearestBorder(geography, store, tx.caller, point as [number, number], country)?.km : undefined),
    earlier({ id, point, from }, kinds, km, days) {
      const [lon, lat] = point!;
      const reach = Math.ceil(km / KM_PER_DEGREE / Math.cos((lat * Math.PI) / 180) / CELL_DEGREES);
      const [x, y] = [Math.floor(lon / CELL_DEGREES), Math.floor(lat / CELL_DEGREES)];
      let count = 0;
      for (let i = x - reach; i <= x + reach; i++) for (let j = y - reach; j <= y + reach; j++) for (const other of cells.get(`${i} ${j}`) ?? []) {
        const isBefore = other.from < from || (other.from === from && other.id < id);
        if (isBefore && dayOf(from) - dayOf(other.from) <= days && [other.kind, ...broaderKinds(other.kind)].some((kind) => kinds.includes(kind)) && distanceM(point as [number, number], other.point as [number, number]) <= km * 1_000) count++;
      }
      return count;
    },
  };
}

/** The Monday of a day's week, as a number of days. */
export const mondayOf = (day: string): number => { const number = dayOf(day); return number - ((number + 3) % 7); };
export const dayWords = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);

/** Weekly counts of each place up to the week that begins on this Monday; a week that no source covered whole is not known. */
export async function weeklyCounts(tx: Transaction, events: readonly RuleEvent[], monday: number): Promise<Map<string, (number | undefined)[]>> {
  const { rows } = await sql<any>`select coverage, coverage_countries as "coverageCountries", coverage_from as "coverageFrom", coverage_to as "coverageTo" from sources where not withdrawn`.execute(tx.sql);
  const spans = unitedSpans(rows.flatMap((row: any) => spansOf(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as never)));
  const first = monday - SURGE_WEEKS * 7;
  const isCovered = (country: string, week: number) => spans.some((span) => span.country === country && span.from <= dayWords(week) && dayWords(week + 6) <= span.to);
  const counts = new Map<string, (number | undefined)[]>();
  for (const event of events) {
    const week = Math.floor((dayOf(event.from) - first) / 7);
    // Dated more vaguely than a week, it belongs to no week.
    if (week < 0 || week > SURGE_WEEKS || dayOf(event.to) - dayOf(event.from) > 6) continue;
    let weeks = counts.get(placeOf(event));
    if (!weeks) counts.set(placeOf(event), (weeks = Array.from({ length: SURGE_WEEKS + 1 }, (_, i) => (isCovered(event.country, first + i * 7) ? 0 : undefined))));
    if (weeks[week] !== undefined) weeks[week] += 1;
  }
  return counts;
}
