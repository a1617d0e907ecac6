/** How long from the word of somebody on the spot to a contact who answers? Each step on its own, of the alerts issued in a period. */
import { sql } from "kysely";
import { quantile } from "../../methods/stats/quantile.ts";
import type { Transaction } from "../../platform/database.ts";

export const SPANS = ["reportToGraded", "gradedToAlert", "reportToAlert", "alertToDelivered", "deliveredToAnswered"] as const;
export interface Span { n: number; p50Seconds: number | null; p95Seconds: number | null }
export type Timeliness = Record<(typeof SPANS)[number], Span>;

export const spanOf = (seconds: readonly number[]): Span => ({ n: seconds.length, p50Seconds: quantile(seconds, 0.5) ?? null, p95Seconds: quantile(seconds, 0.95) ?? null });

/** The first report behind each event, and when it was graded. What is not in the form of a moment counts as not known. */
export const FIRST_REPORTS = sql`(select r.event, min(case when r.received_at ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' then r.received_at::timestamptz end) as received, min(g.at) as graded
  from reports r left join (select object, min(at) as at from lifecycle_steps where lifecycle = 'triage' and transition = 'grade' and is_done group by object) g on g.object = r.id
  where r.event is not null and not r.withdrawn group by r.event)`;

export async function timelinessOf(tx: Transaction, alerts: readonly string[]): Promise<Timeliness> {
  const { rows: told } = await sql<{ graded: number | null; fromGraded: number | null; fromReport: number | null }>`
    select extract(epoch from f.graded - f.received)::float8 as graded, extract(epoch from a.sent_at::timestamptz - f.graded)::float8 as "fromGraded", extract(epoch from a.sent_at::timestamptz - f.received)::float8 as "fromReport"
    from (select a.id, a.sent_at, min(f.received) as received, min(f.graded) as graded from alerts a join ${FIRST_REPORTS} f on f.event = any(a.events) where a.id = any(${alerts}::uuid[]) group by a.id, a.sent_at) f
    join alerts a on a.id = f.id where f.received is not null`.execute(tx.sql);
  const { rows: reached } = await sql<{ delivered: number | null; answered: number | null }>`
    select extract(epoch from min(delivered_at::timestamptz) - min(started_at::timestamptz))::float8 as delivered, extract(epoch from min(answered_at::timestamptz) - min(delivered_at::timestamptz))::float8 as answered
    from deliveries where alert = any(${alerts}::uuid[]) and not withdrawn group by chain`.execute(tx.sql);
  // An alert may go out before its report is graded: then grading held up nothing.
  const known = (values: readonly (number | null)[]) => spanOf(values.flatMap((seconds) => (seconds === null ? [] : [Math.max(0, seconds)])));
  return {
    reportToGraded: known(told.map(({ graded }) => graded)), gradedToAlert: known(told.map(({ fromGraded }) => fromGraded)), reportToAlert: known(told.map(({ fromReport }) => fromReport)),
    alertToDelivered: known(reached.map(({ delivered }) => delivered)), deliveredToAnswered: known(reached.map(({ answered }) => answered)),
  };
}

/** Issued in these days, without tests of the means and follow-ups. */
export async function alertsIssued(tx: Transaction, from: string, to: string): Promise<string[]> {
  const until = new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10);
  const { rows } = await sql<{ id: string }>`select id from alerts where sent_at >= ${from} and sent_at < ${until} and not withdrawn and state <> 'draft' and not is_test and follows is null order by sent_at, id`.execute(tx.sql);
  return rows.map(({ id }) => id);
}
