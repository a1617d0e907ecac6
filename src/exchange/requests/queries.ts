/** SQL of questions between nodes: whose each is, whether it is late, and how far it or its reply has come. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

export const WAYS = ["by-phone", "waiting", "sent", "there", "refused"] as const;

export interface RequestRow {
  id: string; title: string; contact: string; contactTitle: string | null; country: string; alert: string | null; question: string; answer: string | null; dueAt: string; answeredAt: string | null; state: string; marking: number;
  /** Asked by us, or of us. */
  isOurs: boolean; isOverdue: boolean; isLate: boolean; way: (typeof WAYS)[number];
}

const MOST = 500;

/** Open ones first, the most urgent of them first; then those that ended, newest first. */
export async function requestsHere(tx: Transaction, ours: string, now: string): Promise<RequestRow[]> {
  const { rows } = await sql<any>`
    select r.id, r.title, r.contact, r.alert, r.question, r.answer, r.due_at as "dueAt", r.answered_at as "answeredAt", r.state, r.marking, r.owner, c.title as "contactTitle", c.country as "contactCountry",
      p.country is null as "isWithoutNode", coalesce(p.is_closed, false) as "isClosed", o.seq <= p.confirmed_seq as "isConfirmed", o.seq is not null as "isChained", o.refused is not null as "isRefused"
    from information_requests r left join contacts c on c.id = r.contact
    left join peers p on p.exercise = r.exercise and p.country = case when r.owner = ${ours} then c.country else r.owner end
    left join lateral (select * from outbox o where o.id = r.id and o.country = p.country and o.exercise = p.exercise and o.epoch = p.out_epoch and o.kind = case when r.owner = ${ours} then 'request' else 'reply' end order by o.seq desc limit 1) o on true
    where not r.withdrawn order by r.state <> 'open', case when r.state = 'open' then r.due_at end, r.due_at desc, r.id limit ${MOST}`.execute(tx.sql);
  return rows.map(({ owner, contactCountry, isWithoutNode, isClosed: _, isConfirmed, isChained, isRefused, ...row }: any): RequestRow => {
    const isOurs = owner === ours;
    const isOpen = row.state === "open";
    return {
      ...row, isOurs, country: isOurs ? contactCountry ?? ours : owner, isOverdue: isOpen && row.dueAt < now, isLate: row.answeredAt !== null && row.answeredAt > row.dueAt,
      way: isOurs && (contactCountry === ours || isWithoutNode) ? "by-phone" : isRefused ? "refused" : isConfirmed ? "there" : isChained ? "sent" : "waiting",
    };
  });
}
