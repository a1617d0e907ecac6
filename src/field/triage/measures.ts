/**
 * How well does triage work? How long from received to graded, how many senders were answered, who reports by which way and from
 * where, and how often a suggested duplicate was one. Counts of reports, never of people.
 */
import { sql } from "kysely";
import { wilson } from "../../methods/stats/proportion.ts";
import { quantile } from "../../methods/stats/quantile.ts";
import type { Transaction } from "../../platform/database.ts";

export interface Period { from: string; to: string }

export interface Measures {
  received: number;
  graded: number;
  /** Of those graded; the others have no time yet, and are counted apart. */
  minutesToGraded: { median: number | null; p90: number | null };
  waiting: { count: number; oldestMinutes: number | null };
  /** Of those received that are not erased: at least one word from the house. */
  answered: { count: number; of: number };
  byWay: { way: string; count: number }[];
  byArea: { area: string | null; count: number; graded: number }[];
  bySource: { kind: string; count: number }[];
  suggestions: { same: number; different: number; precision: number | null; lower: number | null; upper: number | null };
}

export async function measuresOf(tx: Transaction, { from, to }: Period): Promise<Measures> {
  const within = sql`not r.withdrawn and left(r.received_at, 10) between ${from} and ${to}`;
  const received = sql`(case when r.received_at ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' then r.received_at::timestamptz end)`;
  const { rows } = await sql<{ way: string; state: string; admin1: string | null; minutes: number | null; waited: number | null; isAnswered: boolean; sourceGroup: string | null }>`
    select r.way, r.state, r.admin1, r.source_group as "sourceGroup",
      extract(epoch from g.at - ${received}) / 60 as minutes, extract(epoch from ${tx.now}::timestamptz - ${received}) / 60 as waited,
      exists (select from report_messages m where m.report = r.id and m.from_house) as "isAnswered"
    from reports r left join (select object, min(at) as at from lifecycle_steps where lifecycle = 'triage' and transition = 'grade' and is_done group by object) g on g.object = r.id
    where ${within}`.execute(tx.sql);
  const minutes = rows.flatMap((row) => (row.minutes === null ? [] : [Number(row.minutes)]));
  const waits = rows.filter(({ state, waited }) => waited !== null && ["received", "screened", "triaged"].includes(state)).map(({ waited }) => Number(waited));
  const kept = rows.filter(({ state }) => state !== "erased");
  return {
    received: rows.length, graded: minutes.length,
    minutesToGraded: { median: quantile(minutes, 0.5) ?? null, p90: quantile(minutes, 0.9) ?? null },
    waiting: { count: waits.length, oldestMinutes: waits.length > 0 ? Math.max(...waits) : null },
    answered: { count: kept.filter(({ isAnswered, state }) => isAnswered || state === "answered").length, of: kept.length },
    byWay: counted(rows, ({ way }) => way).map(([way, count]) => ({ way, count })),
    byArea: [...Map.groupBy(rows, ({ admin1 }) => admin1)].map(([area, own]) => ({ area, count: own.length, graded: own.filter((row) => row.minutes !== null).length })).sort((a, b) => b.count - a.count),
    bySource: counted(rows, ({ sourceGroup }) => (sourceGroup ? "stated" : "unstated")).map(([kind, count]) => ({ kind, count })),
    suggestions: await suggestionPrecision(tx, { from, to }),
  };
}

function counted<T>(rows: readonly T[], keyOf: (row: T) => string): [string, number][] {
  return [...Map.groupBy(rows, keyOf)].map(([key, own]): [string, number] => [key, own.length]).sort((a, b) => b[1] - a[1]);
}

/** Of pairs that were suggested and then decided: how many were the same? With Wilson's interval, for there are few at first. */
async function suggestionPrecision(tx: Transaction, { from, to }: Period): Promise<Measures["suggestions"]> {
  const { rows } = await sql<{ verdict: string; count: number }>`
    select verdict, count(*) from report_matches where not withdrawn and score >= 0.5 and at::date between ${from}::date and ${to}::date group by verdict`.execute(tx.sql);
  const of = (verdict: string) => rows.find((row) => row.verdict === verdict)?.count ?? 0;
  const [same, different] = [of("same"), of("different")];
  if (same + different === 0) return { same, different, precision: null, lower: null, upper: null };
  const { lower, upper } = wilson({ yes: same, asked: same + different });
  return { same, different, precision: same / (same + different), lower, upper };
}
