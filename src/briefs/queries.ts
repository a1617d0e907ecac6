/** SQL of the chapter: who was told and answered, and what a bulletin counts. Everything is read as the caller, under row-level security. */
import { sql } from "kysely";
import type { Transaction } from "../platform/database.ts";

/** The delivery of an alert that a contact can still answer by its code. */
export async function lastDelivery(tx: Transaction, alert: string, contact: string): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ id: string }>`select id from deliveries where alert = ${alert} and contact = ${contact} and not withdrawn order by started_at desc, id desc limit 1`.execute(tx.sql);
  return row?.id;
}

/** Alerts issued in these days, without the tests of the means; an update counts as part of the alert it follows. */
export async function alertsSent(tx: Transaction, from: string, until: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from alerts where sent_at >= ${from} and sent_at < ${until} and not withdrawn and state <> 'draft' and not is_test and follows is null order by sent_at, id`.execute(tx.sql);
  return rows.map(({ id }) => id);
}

export interface AnswersTo { chains: number; answered: string[]; firstAnswerSeconds?: number; outcome?: string }

/** Of each alert: how many were asked, which chains were answered, how soon the first was, and what it turned out to be. @param contact of this one alone */
export async function answersTo(tx: Transaction, alerts: readonly string[], contact?: string): Promise<Map<string, AnswersTo>> {
  const ofContact = contact ? sql`and contact = ${contact}` : sql``;
  const { rows } = await sql<{ alert: string; chain: string; seconds: number | null }>`
    select alert, chain, extract(epoch from min(answered_at) - min(started_at))::float8 as seconds from (
      select alert, chain, started_at::timestamptz as started_at, answered_at::timestamptz as answered_at from deliveries where alert = any(${alerts}::uuid[]) and not withdrawn ${ofContact}) d
    group by alert, chain order by alert, chain`.execute(tx.sql);
  const { rows: ended } = await sql<{ alert: string; kind: string }>`
    select distinct on (alert) alert, kind from answers where alert = any(${alerts}::uuid[]) and kind like 'outcome-%' and not withdrawn ${ofContact} order by alert, answered_at desc, id desc`.execute(tx.sql);
  const outcomes = new Map(ended.map(({ alert, kind }) => [alert, kind.replace("outcome-", "")]));
  const found = new Map<string, AnswersTo>();
  for (const [alert, chains] of Map.groupBy(rows, (row) => row.alert)) {
    const answered = chains.filter(({ seconds }) => seconds !== null);
    found.set(alert, {
      chains: chains.length, answered: answered.map(({ chain }) => chain),
      ...(answered.length > 0 ? { firstAnswerSeconds: Math.max(0, Math.min(...answered.map(({ seconds }) => seconds!))) } : {}), ...(outcomes.has(alert) ? { outcome: outcomes.get(alert)! } : {}),
    });
  }
  return found;
}

/** Public halves of the keys that this node signed with, the replaced ones too. */
export async function publicKeys(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; public_key: string }>`select id, public_key from signing_keys where id = any(${ids})`.execute(tx.sql);
  return new Map(rows.map(({ id, public_key }) => [id, public_key]));
}
