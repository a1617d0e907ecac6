/** All SQL of triage that is not a noun's own. Everything is read as the caller of the transaction, under row-level security. */
import { sql, type RawBuilder } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { rankOf } from "../../platform/marking.ts";
import type { Row } from "../../platform/noun.ts";

/** The day a report came in; none where a record that was made by hand says no moment. */
export const RECEIVED_ON = sql`(case when received_at ~ '^\\d{4}-\\d\\d-\\d\\dT' then left(received_at, 10)::date end)`;

const WINDOW_DAYS = 10;
const MOST_COMPARED = 600;

/** Reports that may tell of the same: told of days near, or undated and received near. Merged and erased ones are out. */
export async function comparableReports(tx: Transaction, { id, content }: Row): Promise<string[]> {
  const { occurredOn, receivedAt } = content as { occurredOn?: string; receivedAt: string };
  const day = occurredOn ?? dayReceived(receivedAt);
  const { rows } = await sql<{ id: string }>`
    select id from reports where id <> ${id} and not withdrawn and merged_into is null and state <> 'erased'
      and coalesce(occurred_on, ${RECEIVED_ON}) between ${day}::date - ${WINDOW_DAYS}::int and ${day}::date + ${WINDOW_DAYS}::int
    order by abs(coalesce(occurred_on, ${RECEIVED_ON}) - ${day}::date), id limit ${MOST_COMPARED}`.execute(tx.sql);
  return rows.map((row) => row.id);
}

/** Where no moment is told, a day that nothing is near. */
const dayReceived = (receivedAt: string): string => (/^\d{4}-\d\d-\d\dT/.test(receivedAt) ? receivedAt.slice(0, 10) : "0001-01-01");

export async function comparableEvents(tx: Transaction, { content }: Row): Promise<string[]> {
  const { occurredOn, receivedAt, country, admin1, geometry } = content as { occurredOn?: string; receivedAt: string; country?: string; admin1?: string; geometry?: { coordinates: [number, number] } };
  const day = occurredOn ?? dayReceived(receivedAt);
  const [lon, lat] = geometry?.coordinates ?? [];
  const where = geometry ? sql`((lon between ${lon! - 1} and ${lon! + 1} and lat between ${lat! - 1} and ${lat! + 1}) or (lon is null and country = ${country ?? ""}))`
    : admin1 ? sql`admin1 = ${admin1}` : country ? sql`country = ${country}` : sql`true`;
  const { rows } = await sql<{ id: string }>`
    select id from events where not withdrawn and occurred_from between ${day}::date - ${WINDOW_DAYS}::int and ${day}::date + ${WINDOW_DAYS}::int and ${where}
    order by abs(occurred_from - ${day}::date), id limit ${MOST_COMPARED}`.execute(tx.sql);
  return rows.map((row) => row.id);
}

/** Of which a person said that they are not the same as this one. */
export async function keptApart(tx: Transaction, id: string): Promise<Set<string>> {
  const { rows } = await sql<{ first: string; second: string }>`select first, second from report_matches where verdict = 'different' and not withdrawn and (first = ${id} or second = ${id})`.execute(tx.sql);
  return new Set(rows.map(({ first, second }) => (first === id ? second : first)));
}

export interface QueueFilter { state?: readonly string[] | undefined; assignee?: string | undefined; isUnassigned?: boolean | undefined; area?: readonly string[] | undefined; kind?: readonly string[] | undefined; way?: string | undefined }

const OPEN = ["received", "screened", "triaged", "graded"];

function queueConditions({ state, assignee, isUnassigned, area, kind, way }: QueueFilter): RawBuilder<unknown>[] {
  return [
    sql`not withdrawn`, sql`merged_into is null`, sql`state = any(${state ?? OPEN})`,
    ...(assignee ? [sql`assignee = ${assignee}`] : []), ...(isUnassigned ? [sql`assignee is null`] : []),
    ...(area ? [sql`(area = any(${area}) or admin2 = any(${area}) or admin1 = any(${area}) or country = any(${area}))`] : []),
    ...(kind ? [sql`coalesce(kind, suggested_kind) = any(${kind})`] : []), ...(way ? [sql`way = ${way}`] : []),
  ];
}

/** The oldest first: who waited longest is read next, and what comes in stands at the end, where nothing jumps. */
export async function queuePage(tx: Transaction, filter: QueueFilter, after: [string, string] | undefined, limit: number): Promise<string[]> {
  const where = [...queueConditions(filter), ...(after ? [sql`(received_at, id) > (${after[0]}, ${after[1]}::uuid)`] : [])];
  const { rows } = await sql<{ id: string }>`select id from reports where ${sql.join(where, sql` and `)} order by received_at, id limit ${limit}`.execute(tx.sql);
  return rows.map((row) => row.id);
}

/** By state, under the same filter but for the state. */
export async function queueCounts(tx: Transaction, { state: _, ...filter }: QueueFilter): Promise<Record<string, number>> {
  const where = queueConditions({ ...filter, state: [...OPEN, "answered", "closed", "erased"] });
  const { rows } = await sql<{ state: string; count: number }>`select state, count(*) from reports where ${sql.join(where, sql` and `)} group by state`.execute(tx.sql);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** How many were merged into each. */
export async function mergedCounts(tx: Transaction, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`select merged_into as id, count(*) from reports where merged_into = any(${ids}::uuid[]) and not withdrawn group by merged_into`.execute(tx.sql);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

interface MaskingStep { id: string; row: Row; act: string; reason?: string | undefined }

/** Kept with the steps that people take, so that a reason stands beside its act. */
export async function addMaskingStep(tx: Transaction, { id, row, act, reason }: MaskingStep): Promise<void> {
  await sql`insert into lifecycle_steps (id, lifecycle, noun, object, from_version, transition, actor, at, reason, is_done, lapses_at, marking, owner, exercise)
    values (${id}, 'masking', 'report', ${row.id}, ${row.version}, ${act}, ${tx.caller.id}, ${tx.now}, ${reason ?? null}, true, ${tx.now}, ${rankOf(row.marking)}, ${row.owner}, ${row.status === "exercise"})`.execute(tx.sql);
}

export interface TakenStep { lifecycle: string; transition: string; actor: string; at: string; reason: string | null; isDone: boolean }

/** What people did with it and why, newest first. */
export async function stepsTaken(tx: Transaction, id: string): Promise<TakenStep[]> {
  const { rows } = await sql<TakenStep>`select lifecycle, transition, actor, at, reason, is_done as "isDone" from lifecycle_steps where object = ${id} order by at desc, id desc limit 50`.execute(tx.sql);
  return rows;
}
