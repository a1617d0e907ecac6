/**
 * How many asked for what, how many complain of what, where? By commune and by whole months, from ten upwards, and never
 * sooner than thirty days after: one family's demand must not be seen to arrive. Fewer than ten do not leave the database.
 */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

/** As the database's function holds it. */
export const FLOOR = 10;
export const DELAY_DAYS = 30;
const DAY_MS = 86_400_000;

/** Counted is what was received before this day: the first of the month that lies thirty days back. */
export const countedBefore = (now: Date): string => `${new Date(now.getTime() - DELAY_DAYS * DAY_MS).toISOString().slice(0, 7)}-01`;

export interface CommuneCount { kind: string; area: string; reports: number }

export async function countedByCommune(tx: Transaction, kinds: readonly string[]): Promise<CommuneCount[]> {
  const { rows } = await sql<CommuneCount>`select kind, area, reports from counted_by_commune(${kinds}::text[], ${countedBefore(tx.now)}) order by area, kind`.execute(tx.sql);
  return rows;
}

export interface CohesionCount { kind: string; area: string; events: number; reports: number }

/** Good news is no secret of anybody's: counted as the caller reads it, events and reports that are not yet one. */
export async function cohesionByArea(tx: Transaction, kinds: readonly string[]): Promise<CohesionCount[]> {
  const { rows } = await sql<CohesionCount>`
    select kind, area, count(*) filter (where is_event) as events, count(*) filter (where not is_event) as reports from (
      select kind, coalesce(admin2, admin1, area) as area, true as is_event from events where kind = any(${kinds}::text[]) and not withdrawn
      union all select kind, coalesce(admin2, admin1, area), false from reports where kind = any(${kinds}::text[]) and not withdrawn and event is null and merged_into is null and state not in ('closed', 'erased')
    ) observed where area is not null group by kind, area order by area, kind`.execute(tx.sql);
  return rows;
}

export interface WaitingGrievance { report: string; kind: string; area: string | null; receivedOn: string }

/** Reports of a grievance that no case was opened for. */
export async function grievancesWaiting(tx: Transaction, kinds: readonly string[]): Promise<WaitingGrievance[]> {
  const { rows } = await sql<WaitingGrievance>`
    select r.id as report, r.kind, r.area, left(r.received_at, 10) as "receivedOn" from reports r
    where r.kind = any(${kinds}::text[]) and not r.withdrawn and r.merged_into is null and r.state not in ('closed', 'erased') and not exists (select from grievances g where g.report = r.id)
    order by r.received_at, r.id limit 200`.execute(tx.sql);
  return rows;
}

export interface AnswerRow { id: string; status: string; answeredOn: string; wordsFr: string | null; wordsEn: string | null; wordsAr: string | null }

export async function answerTo(tx: Transaction, demand: string, area: string): Promise<AnswerRow | undefined> {
  const { rows: [row] } = await sql<AnswerRow>`
    select id, status, answered_on as "answeredOn", words_fr as "wordsFr", words_en as "wordsEn", words_ar as "wordsAr" from demand_answers where demand = ${demand} and area = ${area} and not withdrawn`.execute(tx.sql);
  return row;
}

/** The commune in which a demand is counted. */
export async function communeOf(tx: Transaction, report: string): Promise<{ demand: string; area: string } | undefined> {
  const { rows: [row] } = await sql<{ demand: string; area: string | null }>`
    select r.kind as demand, coalesce((select p.pcode from areas a join areas p on p.pcode = a.parent_pcode and p.hierarchy = a.hierarchy where a.pcode = r.area and a.level > 3 limit 1), r.area) as area
    from reports r where r.id = ${report}`.execute(tx.sql);
  return row?.area ? { demand: row.demand, area: row.area } : undefined;
}
