/** SQL of alerts: the board with its clocks, and the trail of one alert. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

export interface BoardRow {
  id: string; title: string; kind: string; severity: string; urgency: string; certainty: string; messageType: string; state: string; sentAt: string | null; exercise: boolean; marking: number; affected: unknown;
  chains: number; answered: number; exhausted: number; waiting: number; undelivered: number;
  /** House seconds at which the first open chain moves on. */
  dueAt: number | null;
}

/** Drafts and what is out, the gravest and newest first; what was closed longer ago than a week is in the list. */
export async function boardRows(tx: Transaction): Promise<{ rows: BoardRow[]; seconds: number; seenAt: string }> {
  const { rows } = await sql<BoardRow>`
    select a.id, a.title, a.kind, a.severity, a.urgency, a.certainty, a.message_type as "messageType", a.state, a.sent_at as "sentAt", a.exercise, a.marking, a.affected,
      coalesce(e.chains, 0) as chains, coalesce(e.answered, 0) as answered, coalesce(e.exhausted, 0) as exhausted, coalesce(e.waiting, 0) as waiting, coalesce(d.undelivered, 0) as undelivered, e.due_at as "dueAt"
    from alerts a
    left join lateral (select count(*) as chains, count(*) filter (where state = 'answered') as answered, count(*) filter (where state = 'exhausted') as exhausted, count(*) filter (where state = 'open') as waiting,
      min(due_at) filter (where state = 'open') as due_at from escalations where alert = a.id) e on true
    left join lateral (select count(*) filter (where delivered_at is null and state in ('waiting', 'failed')) as undelivered from deliveries where alert = a.id) d on true
    where not a.withdrawn and (a.state in ('draft', 'issued', 'received') or a.at > ${new Date(tx.now.getTime() - 7 * 86_400_000)})
    order by array_position(array['issued', 'received', 'draft'], a.state) nulls last, array_position(array['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'], a.severity), coalesce(a.sent_at, '') desc, a.id desc limit 500`.execute(tx.sql);
  const { rows: [clock] } = await sql<{ seconds: number; seen_at: string }>`select seconds, seen_at from house_clock`.execute(tx.sql);
  return { rows, seconds: clock!.seconds, seenAt: clock!.seen_at };
}

export interface TrailStep { at: string; transition: string; actor: string; reason: string | null; isDone: boolean }

export async function stepsOf(tx: Transaction, id: string): Promise<TrailStep[]> {
  const { rows } = await sql<TrailStep>`select at, transition, actor, reason, is_done as "isDone" from lifecycle_steps where object = ${id} order by at, id`.execute(tx.sql);
  return rows;
}

export async function trailOf(tx: Transaction, id: string) {
  const { rows: deliveries } = await sql<any>`select id, contact, chain, rung, channels, by, deadline_minutes as "deadlineMinutes", started_at as "startedAt", delivered_at as "deliveredAt", answered_at as "answeredAt", state
    from deliveries where alert = ${id} order by started_at, id`.execute(tx.sql);
  const { rows: answers } = await sql<any>`select id, contact, delivery, kind, way, answered_at as "answeredAt", words, done, author from answers where alert = ${id} and not withdrawn order by answered_at, id`.execute(tx.sql);
  const { rows: following } = await sql<any>`select id, message_type as "messageType", state, sent_at as "sentAt" from alerts where follows = ${id} and not withdrawn order by id`.execute(tx.sql);
  const { rows: hits } = await sql<{ count: number }>`select count(*) as count from rule_hits where alert = ${id}`.execute(tx.sql);
  return { deliveries, answers, following, hits: hits[0]!.count };
}
