/** SQL of an after-action review: what this node itself wrote down between two moments, as the caller may read it. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

/** Moments; the end is the first one that is not in it. */
export interface Window { from: string; to: string }

export interface PlayedAlert {
  id: string; title: string; kind: string; severity: string; state: string; sentAt: string; owner: string;
  /** Of an alert of another node: when it stood here, and when it was answered from here first. */
  arrivedAt: string | null; answeredAt: string | null;
}

/** Issued here, or come from elsewhere: by the moment at which its sender issued it, or at which it came. */
export async function alertsPlayed(tx: Transaction, { from, to }: Window): Promise<PlayedAlert[]> {
  const { rows } = await sql<PlayedAlert>`
    with answered as materialized (
      select o.country, d.document::uuid as document, min(o.at) as at from outbox o cross join lateral json_array_elements_text(o.words::json -> 'documents') d(document)
      where o.kind = 'answer' and o.exercise = ${tx.caller.exercise} and o.at >= ${from} and o.at < ${to} group by o.country, d.document
    ), known as (select *, case when cap_identifier ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then cap_identifier::uuid end as document from alerts where not withdrawn and sent_at is not null)
    select a.id, a.title, a.kind, a.severity, a.state, a.sent_at as "sentAt", a.owner, i.at as "arrivedAt", o.at as "answeredAt"
    from known a
    left join lateral (select min(at) as at from inbox where country = a.owner and id = a.document and kind = 'release' and outcome = 'received') i on true
    left join lateral (select min(n.at) as at from received_records r join received_records s on s.reference = r.reference and s.sender = r.sender join answered n on n.document = s.document and n.country = s.sender where r.document = a.document) o on true
    where (a.sent_at >= ${from} and a.sent_at < ${to}) or (i.at >= ${from} and i.at < ${to}) order by a.sent_at, a.id limit 2000`.execute(tx.sql);
  return rows;
}

export interface PlayedDelivery {
  id: string; alert: string; contact: string; title: string; country: string; service: string; rung: string; chain: string; minutes: number; by: string | null;
  startedAt: string; deliveredAt: string | null; answeredAt: string | null; state: string;
}

export async function deliveriesPlayed(tx: Transaction, alerts: readonly string[]): Promise<PlayedDelivery[]> {
  const { rows } = await sql<PlayedDelivery>`
    select d.id, d.alert, d.contact, c.title, c.country, c.service, d.rung, d.chain, d.deadline_minutes as minutes, d.by, d.started_at as "startedAt", d.delivered_at as "deliveredAt", d.answered_at as "answeredAt", d.state
    from deliveries d join contacts c on c.id = d.contact where d.alert = any(${alerts}::uuid[]) and not d.withdrawn order by d.started_at, d.id`.execute(tx.sql);
  return rows;
}

export interface PlayedRefusal { at: string; by: "policy" | "there" | "here"; country: string; contact: string | null; title: string | null; alert: string | null; reasons: string[] }

/** By our own policy, once for each record and contact; by another node of ours; by ours of another's. */
export async function refusalsPlayed(tx: Transaction, { from, to }: Window): Promise<PlayedRefusal[]> {
  const { rows } = await sql<PlayedRefusal>`
    select * from (select distinct on (d.record, d.contact) d.at, 'policy' as by, c.country, c.id::text as contact, c.title, d.record::text as alert, d.reasons
      from release_decisions d join contacts c on c.id = d.contact where not d.is_released and d.at >= ${from} and d.at < ${to} order by d.record, d.contact, d.at) own
    union all select o.at, 'there', o.country, r.contact::text, c.title, r.record::text, o.refused from outbox o left join released_documents r on r.id = o.id left join contacts c on c.id = r.contact
      where o.refused is not null and o.exercise = ${tx.caller.exercise} and o.at >= ${from} and o.at < ${to}
    union all select i.at, 'here', i.country, null, null, null, i.reasons from inbox i where i.outcome = 'refused' and i.exercise = ${tx.caller.exercise} and i.at >= ${from} and i.at < ${to}
    order by at limit 1000`.execute(tx.sql);
  return rows;
}

export interface LinkTurn { country: string; at: string; state: "failing" | "good" | "closed" }

/** Each turn until the end; those before the beginning say how the link stood when it began. */
export async function linkTurns(tx: Transaction, { to }: Window): Promise<LinkTurn[]> {
  const { rows } = await sql<LinkTurn>`select country, at, state from link_changes where exercise = ${tx.caller.exercise} and at < ${to} order by at`.execute(tx.sql);
  return rows;
}

/** When it was found that nobody was left to ask. */
export async function exhaustedPlayed(tx: Transaction, alerts: readonly string[]): Promise<{ alert: string; at: string }[]> {
  const { rows } = await sql<{ alert: string; at: string }>`select object as alert, at from readable_journal where act = 'nobody-answered' and object = any(${alerts}::uuid[]) order by at`.execute(tx.sql);
  return rows;
}

export interface Copies { sent: number; confirmed: number; waiting: number; refusedThere: number; withheld: number; received: number; cameAgain: number; twice: number }

/** Documents for other nodes, one by one: where each stands; and whether anything stands twice here. */
export async function copiesPlayed(tx: Transaction, { from, to }: Window, alerts: readonly string[]): Promise<Copies> {
  const { rows: [sent] } = await sql<Omit<Copies, "received" | "cameAgain" | "twice">>`
    select count(*)::int as sent, (count(*) filter (where o.refused is null and o.withheld is null and o.seq <= p.confirmed_seq))::int as confirmed, (count(*) filter (where o.refused is not null))::int as "refusedThere",
      (count(*) filter (where o.withheld is not null))::int as withheld, (count(*) filter (where o.seq is null or (o.refused is null and o.withheld is null and o.seq > p.confirmed_seq)))::int as waiting
    from released_documents d left join peers p on p.country = d.country and p.exercise = d.exercise
    left join lateral (select * from outbox o where o.id = d.id and o.kind = 'release' and o.country = d.country and o.epoch = p.out_epoch order by o.seq desc limit 1) o on true
    where d.country <> d.owner and d.revoked_at is null and d.issued_at >= ${from} and d.issued_at < ${to}`.execute(tx.sql);
  const { rows: [came] } = await sql<{ received: number; cameAgain: number }>`select (count(*) filter (where outcome = 'received'))::int as received, (count(*) filter (where outcome = 'again'))::int as "cameAgain"
    from inbox where kind = 'release' and exercise = ${tx.caller.exercise} and at >= ${from} and at < ${to}`.execute(tx.sql);
  const { rows: [twice] } = await sql<{ count: number }>`select ((select count(*) from (select from deliveries where alert = any(${alerts}::uuid[]) and not withdrawn group by alert, contact having count(*) > 1) d)
    + (select count(*) from (select from received_records where at >= ${from} and at < ${to} group by document having count(*) > 1) r))::int as count`.execute(tx.sql);
  return { ...sent!, ...came!, twice: twice!.count };
}

/** Of these, in the world that the caller is in. */
export async function alertsHere(tx: Transaction, alerts: readonly string[]): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`select count(*)::int as count from alerts where id = any(${alerts}::uuid[])`.execute(tx.sql);
  return row!.count;
}
