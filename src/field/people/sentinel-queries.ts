/** All that sentinels ask of their tables: as their coordinator, whom row-level security lets see their own and no others. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

export type State = "active" | "resting" | "left";
export interface Duty { from: string; to: string }
export interface SentinelRow { id: string; number: string; state: State; everyHours: number; dueAt: string | null; seenOn: string | null; slot: number | null; sealed: Buffer | null; enrolledOn: string; duties: Duty[] }

const columns = sql`id, number, state, every_hours as "everyHours", due_at as "dueAt", seen_on as "seenOn", slot, sealed, enrolled_on as "enrolledOn",
  coalesce((select json_agg(json_build_object('from', d.from_on, 'to', d.to_on) order by d.from_on) from sentinel_duties d where d.sentinel = sentinels.id), '[]') as duties`;

export async function sentinelsOf(tx: Transaction): Promise<SentinelRow[]> {
  const { rows } = await sql<SentinelRow>`select ${columns} from sentinels order by state = 'left', number`.execute(tx.sql);
  return rows;
}

export async function sentinelOf(tx: Transaction, id: string): Promise<SentinelRow | undefined> {
  const { rows: [row] } = await sql<SentinelRow>`select ${columns} from sentinels where id = ${id} for update`.execute(tx.sql);
  return row;
}

export interface NewSentinel { id: string; number: string; everyHours: number; safeWord: Buffer; dangerWord: Buffer; slot: number; sealed: Buffer }

/** @returns false where the id or the number is taken, by whomever */
export async function addSentinel(tx: Transaction, { id, number, everyHours, safeWord, dangerWord, slot, sealed }: NewSentinel): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into sentinels (id, coordinator, owner, exercise, number, state, every_hours, safe_word, danger_word, slot, sealed, enrolled_on)
    values (${id}, ${tx.caller.id}, ${tx.caller.organisation}, ${tx.caller.exercise}, ${number}, 'active', ${everyHours}, ${safeWord}, ${dangerWord}, ${slot}, ${sealed}, ${tx.now.toISOString().slice(0, 10)})
    on conflict do nothing`.execute(tx.sql);
  return Number(numAffectedRows) === 1;
}

export async function changeSentinel(tx: Transaction, id: string, { state, everyHours, sealed }: { state: State; everyHours: number; sealed: Buffer }): Promise<void> {
  await sql`update sentinels set state = ${state}, every_hours = ${everyHours}, sealed = ${sealed} where id = ${id}`.execute(tx.sql);
}

export async function changeWords(tx: Transaction, id: string, safeWord: Buffer, dangerWord: Buffer): Promise<void> {
  await sql`update sentinels set safe_word = ${safeWord}, danger_word = ${dangerWord} where id = ${id}`.execute(tx.sql);
}

export async function setDuties(tx: Transaction, id: string, duties: readonly Duty[]): Promise<void> {
  await sql`delete from sentinel_duties where sentinel = ${id}`.execute(tx.sql);
  for (const { from, to } of duties) await sql`insert into sentinel_duties (sentinel, from_on, to_on) values (${id}, ${from}, ${to})`.execute(tx.sql);
}

/** From now on, as if they had just been heard of. */
export async function awaitNext(tx: Transaction, id: string, { isHeard }: { isHeard: boolean }): Promise<void> {
  await sql`update sentinels set due_at = case when state = 'active' then next_check_in(id, ${tx.now}, every_hours) end ${isHeard ? sql`, seen_on = ${tx.now.toISOString().slice(0, 10)}` : sql``} where id = ${id}`.execute(tx.sql);
  await sql`update sentinel_notices set seen_at = ${tx.now} where sentinel = ${id} and what = 'missed' and seen_at is null`.execute(tx.sql);
}

/** Everything that could lead to a person. The number stays taken, so that it is never given again. */
export async function burnSentinel(tx: Transaction, id: string): Promise<void> {
  await sql`delete from sentinel_duties where sentinel = ${id}`.execute(tx.sql);
  await sql`delete from sentinel_notices where sentinel = ${id}`.execute(tx.sql);
  await sql`update sentinels set state = 'left', sealed = null, slot = null, safe_word = null, danger_word = null, due_at = null, seen_on = null where id = ${id}`.execute(tx.sql);
}

export interface Notice { id: string; sentinel: string; number: string; what: "missed" | "danger" | "left"; since: string }

/** What the coordinator has not answered yet, the gravest first. */
export async function openNotices(tx: Transaction): Promise<Notice[]> {
  const { rows } = await sql<Notice>`
    select n.id, n.sentinel, s.number, n.what, n.since from sentinel_notices n join sentinels s on s.id = n.sentinel where n.seen_at is null
    order by n.what = 'danger' desc, n.since, n.id`.execute(tx.sql);
  return rows;
}

export async function settleNotice(tx: Transaction, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update sentinel_notices set seen_at = ${tx.now} where id = ${id} and seen_at is null`.execute(tx.sql);
  return Number(numAffectedRows) === 1;
}

/* Said by the sentinels themselves, whom nobody is to be told of. */

export async function sign(tx: Transaction, number: string, word: Buffer, notice: string): Promise<{ id: string; what: "safe" | "danger" } | undefined> {
  const { rows: [row] } = await sql<{ id: string; what: "safe" | "danger" }>`select id, what from sentinel_sign(${number}, ${word}, ${tx.now}, ${notice})`.execute(tx.sql);
  return row;
}

export async function leave(tx: Transaction, number: string, word: Buffer, notice: string): Promise<{ id: string; slot: number } | undefined> {
  const { rows: [row] } = await sql<{ id: string; slot: number }>`select id, slot from sentinel_leaves(${number}, ${word}, ${tx.now}, ${notice})`.execute(tx.sql);
  return row;
}

export async function noteMissed(tx: Transaction): Promise<number> {
  const { rows: [row] } = await sql<{ noted: number }>`select note_missed_check_ins(${tx.now}) as noted`.execute(tx.sql);
  return row!.noted;
}
