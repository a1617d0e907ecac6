/** SQL of flows, stolen cattle and access. Everything is read as the caller, under row-level security. */
import { sql, type RawBuilder } from "kysely";
import { access } from "../../places/index.ts";
import type { Transaction } from "../../platform/database.ts";
import { rankOf, type Marking } from "../../platform/marking.ts";
import type { Row } from "../../platform/noun.ts";
import { each, list } from "../../platform/noun-store.ts";
import { eventConditions, type EventFilter } from "../event-filter.ts";
import { flow } from "../flow.noun.ts";
import type { Way } from "./corridors.ts";

export interface ObservedFlow extends Way {
  id: string;
  title: string;
  commodity: string;
  periodFrom: string;
  periodTo: string;
  datePrecision: string;
  movement?: string;
  quantity?: number;
  quantityUnit?: string;
  quantityWords?: string;
  grading: string;
  source: string;
}

/** Flow records of the period; `places`: from, to, or by one of these areas. */
export async function observedFlows(tx: Transaction, filter: EventFilter, commodity: readonly string[] | undefined, places: readonly string[] | undefined): Promise<ObservedFlow[]> {
  const where: RawBuilder<unknown>[] = [];
  const oneOf = (column: string, values: readonly unknown[] | undefined) => { if (values) where.push(sql`${sql.ref(column)} = any(${values})`); };
  if (filter.from) where.push(sql`period_to >= ${filter.from}`);
  if (filter.to) where.push(sql`period_from <= ${filter.to}`);
  oneOf("commodity", commodity);
  oneOf("source", filter.source);
  oneOf("reliability", filter.reliability);
  oneOf("credibility", filter.credibility);
  oneOf("marking", filter.marking?.map((marking) => rankOf(marking as Marking)));
  if (places) where.push(sql`(from_area = any(${places}) or to_area = any(${places}))`);
  const found: ObservedFlow[] = [];
  for await (const rows of each(tx, flow, { where })) found.push(...rows.map(observed));
  return found;
}

function observed({ id, content }: Row): ObservedFlow {
  const { title, commodity, periodFrom, periodTo, datePrecision, movement, quantity, quantityUnit, quantityWords, reliability, credibility, source, fromArea, toArea, route, reach, crossing } = content as Record<string, any>;
  return { id, title, commodity, periodFrom, periodTo, datePrecision, movement, quantity, quantityUnit, quantityWords, grading: `${reliability}${credibility}`, source, fromArea, toArea, route, reach, crossing };
}

export interface CommodityEvents extends Way {
  commodity: string;
  /** "2024-12", where all of the event lies in one month; "2024", where in one year. */
  month: string | null;
  year: string | null;
  source: string;
  grading: string;
  events: number;
}

/** Events that name a commodity, summed; one that names two is counted for each. The first crossing that it names is its way. */
export async function commodityEvents(tx: Transaction, filter: EventFilter, commodity: readonly string[] | undefined): Promise<CommodityEvents[]> {
  const where = [sql`not withdrawn`, sql`commodities is not null`, ...eventConditions(filter)];
  if (commodity) where.push(sql`commodity = any(${commodity})`);
  const { rows } = await sql<CommodityEvents>`
    select commodity, crossings[1] as crossing, route, reach, coalesce(admin2, admin1, country) as area, headed_for as "headedFor",
      case when date_precision <> 'undated' and date_trunc('month', occurred_from) = date_trunc('month', occurred_to) then to_char(occurred_from, 'YYYY-MM') end as month,
      case when date_precision <> 'undated' and date_trunc('year', occurred_from) = date_trunc('year', occurred_to) then to_char(occurred_from, 'YYYY') end as year,
      source, reliability || credibility as grading, count(*) as events
    from events, unnest(commodities) as commodity where ${sql.join(where, sql` and `)}
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`.execute(tx.sql);
  return rows;
}

export interface CattleRow extends Way {
  month: string | null;
  source: string;
  grading: string;
  events: number;
  taken: number;
  takenNotSaid: number;
  recovered: number;
  recoveredNotSaid: number;
}

/** Thefts of cattle, and whatever else says that heads were taken. */
export async function cattleEvents(tx: Transaction, filter: EventFilter): Promise<CattleRow[]> {
  const where = [sql`not withdrawn`, sql`(heads_taken is not null or kind = 'cattle-theft')`, ...eventConditions(filter)];
  const { rows } = await sql<CattleRow>`
    select case when date_precision <> 'undated' and date_trunc('month', occurred_from) = date_trunc('month', occurred_to) then to_char(occurred_from, 'YYYY-MM') end as month, crossings[1] as crossing, route, reach, coalesce(admin2, admin1, country) as area, headed_for as "headedFor",
      source, reliability || credibility as grading, count(*) as events,
      coalesce(sum(heads_taken), 0) as taken, count(*) filter (where heads_taken is null) as "takenNotSaid",
      coalesce(sum(heads_recovered), 0) as recovered, count(*) filter (where heads_recovered is null) as "recoveredNotSaid"
    from events where ${sql.join(where, sql` and `)}
    group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8`.execute(tx.sql);
  return rows;
}

const MOST_STATES = 5_000;

/** Statements on access that held on this day, newest first. */
export async function accessOn(tx: Transaction, day: string): Promise<Row[]> {
  return (await list(tx, access, { where: [sql`since <= ${day}`, sql`(until is null or until >= ${day})`], limit: MOST_STATES })).rows;
}
