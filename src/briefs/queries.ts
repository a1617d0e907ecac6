/** SQL of the chapter: who was told and answered, and what a bulletin counts. Everything is read as the caller, under row-level security. */
import { sql } from "kysely";
import { FIRST_REPORTS } from "../exchange/index.ts";
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

/** Of each alert: how many were asked, which chains were answered, how soon the first was, and what it turned out to be. */
export async function answersTo(tx: Transaction, alerts: readonly string[]): Promise<Map<string, AnswersTo>> {
  const { rows } = await sql<{ alert: string; chain: string; seconds: number | null }>`
    select alert, chain, extract(epoch from min(answered_at) - min(started_at))::float8 as seconds from (
      select alert, chain, started_at::timestamptz as started_at, answered_at::timestamptz as answered_at from deliveries where alert = any(${alerts}::uuid[]) and not withdrawn) d
    group by alert, chain order by alert, chain`.execute(tx.sql);
  const { rows: ended } = await sql<{ alert: string; kind: string }>`
    select distinct on (alert) alert, kind from answers where alert = any(${alerts}::uuid[]) and kind like 'outcome-%' and not withdrawn order by alert, answered_at desc, id desc`.execute(tx.sql);
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

/** When the first report behind each of these events came. */
export async function firstReports(tx: Transaction, events: readonly string[]): Promise<{ event: string; at: string }[]> {
  const { rows } = await sql<{ event: string; at: string }>`select f.event, f.received as at from ${FIRST_REPORTS} f where f.event = any(${events}::uuid[]) and f.received is not null order by f.received, f.event`.execute(tx.sql);
  return rows;
}

/** Of bulletins released in these days: from the first report behind each of their events to the decision, in seconds. */
export async function reportToBrief(tx: Transaction, from: string, to: string): Promise<{ bulletins: number; seconds: number[] }> {
  const { rows: released } = await sql<{ id: string; at: string; events: string[] }>`
    select b.id, max(s.one ->> 'at') as at, array(select left(e ->> 'row', 36) from jsonb_array_elements(b.facts -> 'events') e) as events
    from bulletins b cross join lateral jsonb_array_elements(b.statements) as s(one) where not b.withdrawn and s.one ->> 'step' = 'release' and left(s.one ->> 'at', 10) between ${from} and ${to} group by b.id, b.facts`.execute(tx.sql);
  const reports = new Map((await firstReports(tx, [...new Set(released.flatMap(({ events }) => events))])).map(({ event, at }) => [event, at]));
  const seconds = released.flatMap(({ at, events }) => events.flatMap((event) => (reports.has(event) ? [Math.max(0, (Date.parse(at) - Date.parse(reports.get(event)!)) / 1_000)] : [])));
  return { bulletins: released.length, seconds };
}

/** Public halves of the keys that this node signed with, the replaced ones too. */
export async function publicKeys(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; public_key: string }>`select id, public_key from signing_keys where id = any(${ids})`.execute(tx.sql);
  return new Map(rows.map(({ id, public_key }) => [id, public_key]));
}

export interface Way {
  contact: string; title: string; country: string; service: string; way: "node" | "mail" | "hand";
  document: string | null; issuedAt: string | null; revokedAt: string | null; mail: string | null; withdrawal: string | null; failure: string | null;
}

/** Of every contact that the reader may know of: how they are reached, the last document of this bulletin, and what became of its e-mail. */
export async function waysOf(tx: Transaction, bulletin: string, ours: string): Promise<Way[]> {
  const { rows } = await sql<Way>`
    select c.id as contact, c.title, c.country, c.service, d.id as document, d.issued_at as "issuedAt", d.revoked_at as "revokedAt", m.state as mail, w.state as withdrawal, coalesce(w.failure, m.failure) as failure,
      case when c.country <> ${ours} and exists (select from peers p where p.country = c.country and p.exercise = c.exercise and not p.is_closed) then 'node' when 'email' = any(c.channels) then 'mail' else 'hand' end as way
    from contacts c left join lateral (select * from released_documents r where r.record = ${bulletin} and r.contact = c.id order by r.revoked_at is null desc, r.issued_at desc, r.id desc limit 1) d on true
    left join bulletin_mails m on m.document = d.id and m.kind = 'paper' left join bulletin_mails w on w.document = d.id and w.kind = 'withdrawal'
    where not c.withdrawn or d.id is not null order by c.country, c.service, c.title, c.id`.execute(tx.sql);
  return rows;
}

export interface DueMail { document: string; kind: "paper" | "withdrawal"; contact: string; tries: number; exercise: boolean }

/** Taken for sending: if the sender dies it is due again, and is then the same message a second time. */
export async function takeMails(tx: Transaction, limit: number, heldSeconds: number): Promise<DueMail[]> {
  const { rows } = await sql<DueMail>`update bulletin_mails set state = 'sending', tries = tries + 1, due_at = ${new Date(tx.now.getTime() + heldSeconds * 1_000)}
    where (document, kind) in (select document, kind from bulletin_mails where state in ('waiting', 'sending') and due_at <= ${tx.now} order by due_at, document limit ${limit} for update skip locked)
    returning document, kind, contact, tries, exercise`.execute(tx.sql);
  return rows;
}

export async function keepMail(tx: Transaction, { document, kind }: DueMail, { state, failure, waitSeconds }: { state: "sent" | "failed" | "waiting"; failure: string | null; waitSeconds: number }): Promise<void> {
  await sql`update bulletin_mails set state = ${state}, failure = ${failure}, due_at = ${new Date(tx.now.getTime() + waitSeconds * 1_000)}, sent_at = ${state === "sent" ? tx.now : null} where document = ${document} and kind = ${kind}`.execute(tx.sql);
}

/** Handed over once more: what failed is tried anew. */
export async function mailAgain(tx: Transaction, documents: readonly string[]): Promise<void> {
  await sql`update bulletin_mails set state = 'waiting', tries = 0, failure = null, due_at = ${tx.now} where document = any(${documents}::uuid[]) and kind = 'paper' and state = 'failed'`.execute(tx.sql);
}
