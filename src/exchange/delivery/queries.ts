/** SQL of deliveries: chains that wait, attempts that are due, codes, and the directory as the chain needs it. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import type { Duty } from "../contacts/hours.ts";
import type { Candidate } from "../contacts/choose.ts";
import type { Listed } from "./chain.ts";

export interface Enveloped { marking: number; owner: string; exercise: boolean }
export interface Escalation extends Enveloped { id: string; alert: string; contact: string; contacted: string[]; minutes: number; dueAt: number; state: "open" | "answered" | "exhausted" | "closed" }

const ESCALATION = sql`id, alert, contact, contacted, minutes, due_at as "dueAt", state, marking, owner, exercise`;

/** One chain for one contact of one alert, however often it is asked for. */
export async function openEscalation(tx: Transaction, one: Escalation): Promise<boolean> {
  const { rows } = await sql`insert into escalations (id, alert, contact, contacted, minutes, due_at, state, marking, owner, exercise)
    values (${one.id}, ${one.alert}, ${one.contact}, ${one.contacted}::uuid[], ${one.minutes}, ${one.dueAt}, ${one.state}, ${one.marking}, ${one.owner}, ${one.exercise})
    on conflict (alert, contact) do nothing returning id`.execute(tx.sql);
  return rows.length > 0;
}

/** Held until the transaction ends; what another process holds is left to it. */
export async function dueEscalations(tx: Transaction, seconds: number, limit: number): Promise<Escalation[]> {
  const { rows } = await sql<Escalation>`select ${ESCALATION} from escalations where state = 'open' and due_at <= ${seconds} order by due_at, id limit ${limit} for update skip locked`.execute(tx.sql);
  return rows;
}

export async function escalationsOf(tx: Transaction, alert: string): Promise<Escalation[]> {
  const { rows } = await sql<Escalation>`select ${ESCALATION} from escalations where alert = ${alert} order by id for update`.execute(tx.sql);
  return rows;
}

export async function keepEscalation(tx: Transaction, { id, contacted, dueAt, state }: Pick<Escalation, "id" | "contacted" | "dueAt" | "state">): Promise<void> {
  await sql`update escalations set contacted = ${contacted}::uuid[], due_at = ${dueAt}, state = ${state} where id = ${id}`.execute(tx.sql);
}

export interface Post extends Listed, Candidate, Duty { title: string; channels: string[] | null; marking: number }

export async function directory(tx: Transaction): Promise<Post[]> {
  const { rows } = await sql<any>`select id, title, country, service, level, areas, routes, reaches, functions, hours, time_zone as "timeZone", is_duty_officer as "isDutyOfficer", deputies, next_level as "nextLevel", channels, marking
    from contacts where not withdrawn order by id`.execute(tx.sql);
  return rows.map((row: any) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as Post);
}

export interface Attempt extends Enveloped { delivery: string; channel: string; tries: number }

export async function addAttempt(tx: Transaction, attempt: Attempt & { dueAt: number }): Promise<void> {
  await sql`insert into delivery_attempts (delivery, channel, state, tries, due_at, marking, owner, exercise)
    values (${attempt.delivery}, ${attempt.channel}, 'waiting', 0, ${attempt.dueAt}, ${attempt.marking}, ${attempt.owner}, ${attempt.exercise}) on conflict do nothing`.execute(tx.sql);
}

/** Taken for sending: if the sender dies it is due again after `heldSeconds`, and is then the same message a second time. */
export async function takeAttempts(tx: Transaction, seconds: number, limit: number, heldSeconds: number): Promise<Attempt[]> {
  const { rows } = await sql<Attempt>`update delivery_attempts a set state = 'sending', tries = tries + 1, due_at = ${seconds + heldSeconds}
    where (delivery, channel) in (select delivery, channel from delivery_attempts where state in ('waiting', 'sending') and due_at <= ${seconds} order by due_at limit ${limit} for update skip locked)
    returning delivery, channel, tries, marking, owner, exercise`.execute(tx.sql);
  return rows;
}

export async function keepAttempt(tx: Transaction, { delivery, channel, state, dueAt, failure }: { delivery: string; channel: string; state: "waiting" | "sent" | "failed"; dueAt: number; failure?: string }): Promise<void> {
  await sql`update delivery_attempts set state = ${state}, due_at = ${dueAt}, failure = ${failure ?? null}, sent_at = ${state === "sent" ? tx.now : null} where delivery = ${delivery} and channel = ${channel}`.execute(tx.sql);
}

export async function attemptsOf(tx: Transaction, delivery: string): Promise<{ channel: string; state: string; tries: number; failure: string | null; sentAt: string | null }[]> {
  const { rows } = await sql<any>`select channel, state, tries, failure, sent_at as "sentAt" from delivery_attempts where delivery = ${delivery} order by channel`.execute(tx.sql);
  return rows;
}

/** What was not sent yet need not be. */
export async function dropAttempts(tx: Transaction, deliveries: readonly string[]): Promise<void> {
  await sql`update delivery_attempts set state = 'failed', failure = 'no longer needed' where delivery = any(${deliveries}::uuid[]) and state = 'waiting'`.execute(tx.sql);
}

export async function deliveriesOf(tx: Transaction, alert: string): Promise<{ id: string; contact: string; chain: string; state: string; version: number }[]> {
  const { rows } = await sql<any>`select id, contact, chain, state, version from deliveries where alert = ${alert} and not withdrawn order by id`.execute(tx.sql);
  return rows;
}

export async function keepCodes(tx: Transaction, delivery: string, code: Buffer, token: Buffer): Promise<void> {
  await sql`insert into answer_codes (delivery, code_hash, token_hash, exercise) values (${delivery}, ${code}, ${token}, ${tx.caller.exercise}) on conflict do nothing`.execute(tx.sql);
}

export async function deliveryBy(tx: Transaction, hash: Buffer): Promise<{ delivery: string; exercise: boolean } | undefined> {
  const { rows: [row] } = await sql<{ delivery: string; exercise: boolean }>`select delivery, exercise from answer_codes where code_hash = ${hash} or token_hash = ${hash}`.execute(tx.sql);
  return row;
}

/** Whether anything waits in this world at all. */
export async function isAnythingOpen(tx: Transaction): Promise<boolean> {
  const { rows: [row] } = await sql<{ open: boolean }>`select exists (select from escalations where state = 'open') or exists (select from delivery_attempts where state in ('waiting', 'sending')) as open`.execute(tx.sql);
  return row!.open;
}
