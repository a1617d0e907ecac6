/** Did warning become response? Of the alerts issued in a period: delivered, acknowledged, escalated, unanswered, how fast, and how many were true. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { quantile } from "../../methods/stats/quantile.ts";

export interface Measures {
  from: string; to: string;
  alerts: number;
  /** Chains: one for each contact of each alert. */
  chains: number;
  deliveries: number; delivered: number; undelivered: number;
  acknowledged: number; escalated: number; unanswered: number; inTime: number;
  p50DeliverSeconds: number | null; p95DeliverSeconds: number | null; p50AnswerSeconds: number | null; p95AnswerSeconds: number | null;
  outcomes: { true: number; false: number; unverifiable: number; unknown: number };
  /** Of those whose outcome is known, how many were true. */
  precision: number | null;
  refused: number;
}

export async function measures(tx: Transaction, from: string, to: string): Promise<Measures> {
  const { rows: alerts } = await sql<{ id: string }>`select id from alerts where sent_at >= ${from} and sent_at < ${dayAfter(to)} and not withdrawn and state <> 'draft' and not is_test and follows is null`.execute(tx.sql);
  const ids = alerts.map(({ id }) => id);
  const { rows: sent } = await sql<{ chain: string; alert: string; state: string; rung: string; minutes: number; started: string; delivered: string | null; answered: string | null }>`
    select chain, alert, state, rung, deadline_minutes as minutes, started_at as started, delivered_at as delivered, answered_at as answered from deliveries where alert = any(${ids}::uuid[])`.execute(tx.sql);
  const { rows: ended } = await sql<{ alert: string; kind: string }>`
    select distinct on (alert) alert, kind from answers where alert = any(${ids}::uuid[]) and kind like 'outcome-%' and not withdrawn order by alert, answered_at desc, id desc`.execute(tx.sql);
  const { rows: [refused] } = await sql<{ count: number }>`select count(distinct (record, contact)) as count from release_decisions where record = any(${ids}::uuid[]) and not is_released`.execute(tx.sql);
  const chains = Map.groupBy(sent, ({ chain }) => chain);
  const answered = [...chains.values()].filter((rungs) => rungs.some((one) => one.answered));
  const delivering = sent.flatMap(({ started, delivered }) => (delivered ? [seconds(started, delivered)] : []));
  const answering = answered.map((rungs) => seconds(earliest(rungs.map(({ started }) => started)), earliest(rungs.flatMap((one) => one.answered ?? []))));
  const of = (kind: string) => ended.filter((one) => one.kind === `outcome-${kind}`).length;
  const known = of("true") + of("false");
  return {
    from, to, alerts: ids.length, chains: chains.size, deliveries: sent.length, delivered: delivering.length, undelivered: sent.filter(({ delivered }) => !delivered).length,
    acknowledged: answered.length, escalated: [...chains.values()].filter((rungs) => rungs.length > 1).length, unanswered: chains.size - answered.length,
    inTime: answered.filter((rungs) => rungs.some((one) => one.answered && seconds(one.started, one.answered) <= one.minutes * 60)).length,
    p50DeliverSeconds: at(delivering, 0.5), p95DeliverSeconds: at(delivering, 0.95), p50AnswerSeconds: at(answering, 0.5), p95AnswerSeconds: at(answering, 0.95),
    outcomes: { true: of("true"), false: of("false"), unverifiable: of("unverifiable"), unknown: ids.length - ended.length },
    precision: known > 0 ? of("true") / known : null, refused: refused!.count,
  };
}

const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1_000;
const earliest = (moments: readonly string[]) => moments.reduce((least, one) => (one < least ? one : least));
const at = (values: readonly number[], share: number) => quantile(values, share) ?? null;
const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
