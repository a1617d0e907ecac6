/**
 * What should have been warned of, and was not? Every event of a period that meets a rule which is active today, as it is known
 * today, and what became of it. That is no more than it says: what no rule asks for, and what nobody reported, is not in it.
 */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { hitsOf } from "../alerts/dry-run.ts";
import { placeOf, type RuleEvent } from "../alerts/rules.ts";
import { activeRules, RECENT_DAYS } from "../alerts/run-rules.ts";
import { withFullSight } from "../release/full-sight.ts";

/** An alert that went out later than this after the event was known here came late. */
export const LATE_HOURS = 24;
const MOST_ROWS = 200;
const HOUR_MS = 3_600_000, DAY_MS = 24 * HOUR_MS;

/** Known too late: entered so long after it ended that nobody could be warned, an imported history say. */
export const FATES = ["in-time", "late", "not-issued", "missed", "known-too-late"] as const;
export type Fate = (typeof FATES)[number];

export interface Fated { event: string; version: number; kind: string; from: string; country: string; place: string; rules: string[]; fate: Fate; alert?: string; hours?: number }
export interface Missed { rules: number; lateHours: number; counts: Record<Fate, number>; /** Of those of which somebody could be warned. */ share: number | null; rows: Fated[] }

export interface Told { alert: string; sentAt?: string }

/** @param knownAt when it was first written here @param isPlayed an exercise's days are not ours: there nothing is known too late */
export function fateOf({ to }: Pick<RuleEvent, "to">, knownAt: string, told: readonly Told[], isPlayed: boolean): { fate: Fate; alert?: string; hours?: number } {
  const first = told.filter(({ sentAt }) => sentAt !== undefined).sort((a, b) => (a.sentAt! < b.sentAt! ? -1 : 1))[0];
  if (first) {
    const hours = Math.max(0, (Date.parse(first.sentAt!) - Date.parse(knownAt)) / HOUR_MS);
    return { fate: hours <= LATE_HOURS ? "in-time" : "late", alert: first.alert, hours };
  }
  if (told.length > 0) return { fate: "not-issued", alert: told[0]!.alert };
  return { fate: !isPlayed && Date.parse(knownAt) - Date.parse(to) > (RECENT_DAYS + 1) * DAY_MS ? "known-too-late" : "missed" };
}

/** @param most rows of it; the counts are of all */
export async function missedOf(tx: Transaction, node: Node, from: string, to: string, most = MOST_ROWS): Promise<Missed> {
  const rules = await activeRules(tx);
  const met = new Map<string, { event: RuleEvent; rules: string[] }>();
  for (const rule of rules) {
    for (const { event } of (await hitsOf(tx, node, rule, from, to)).hits) {
      const before = met.get(event.id);
      if (before) before.rules.push(rule.id);
      else met.set(event.id, { event, rules: [rule.id] });
    }
  }
  const ids = [...met.keys()];
  const known = await knownAt(tx, ids);
  // Whoever may not read the alert is not told that there was none; nor which it was.
  const told = await withFullSight(tx, node, (full) => toldOf(full, ids));
  const readable = await readableAlerts(tx, [...told.values()].flat().map(({ alert }) => alert));
  const all = [...met.values()].map(({ event, rules: by }): Fated => {
    const { at, version } = known.get(event.id)!;
    const { fate, alert, hours } = fateOf(event, at, told.get(event.id) ?? [], tx.caller.exercise);
    return { event: event.id, version, kind: event.kind, from: event.from, country: event.country, place: placeOf(event), rules: by, fate, ...(alert && readable.has(alert) ? { alert, ...(hours === undefined ? {} : { hours }) } : {}) };
  });
  const counts = Object.fromEntries(FATES.map((fate) => [fate, all.filter((one) => one.fate === fate).length])) as Record<Fate, number>;
  const couldBe = all.length - counts["known-too-late"];
  const order = (one: Fated) => ["missed", "not-issued", "late", "in-time", "known-too-late"].indexOf(one.fate);
  return {
    rules: rules.length, lateHours: LATE_HOURS, counts, share: couldBe > 0 ? counts["in-time"] / couldBe : null,
    rows: all.sort((a, b) => order(a) - order(b) || (a.from < b.from ? 1 : a.from > b.from ? -1 : a.event < b.event ? -1 : 1)).slice(0, most),
  };
}

async function readableAlerts(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select id from alerts where id = any(${ids}::uuid[])`.execute(tx.sql);
  return new Set(rows.map(({ id }) => id));
}

/** Of each event the moment of its first version, and which it is now. */
async function knownAt(tx: Transaction, ids: readonly string[]): Promise<Map<string, { at: string; version: number }>> {
  const { rows } = await sql<{ id: string; at: string; version: number }>`select e.id, coalesce((select v.document::json ->> 'time' from readable_versions v where v.id = e.id and v.version = 1), to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as at, e.version
    from events e where e.id = any(${ids}::uuid[])`.execute(tx.sql);
  return new Map(rows.map(({ id, at, version }) => [id, { at, version }]));
}

/** Alerts that speak of an event, tests of the means apart; those that were not issued have no moment. */
async function toldOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, Told[]>> {
  const { rows } = await sql<{ event: string; alert: string; sent_at: string | null; state: string }>`
    select e.event, a.id as alert, a.sent_at, a.state from (
      select h.event, h.alert from rule_hits h where h.event = any(${ids}::uuid[])
      union select one, b.id from alerts b cross join lateral unnest(b.events) as one where b.events && ${ids}::uuid[] and one = any(${ids}::uuid[])) e
    join alerts a on a.id = e.alert where not a.withdrawn and not a.is_test`.execute(tx.sql);
  const found = new Map<string, Told[]>();
  for (const { event, alert, sent_at, state } of rows) {
    const isOut = sent_at !== null && state !== "draft" && state !== "dropped";
    found.set(event, [...(found.get(event) ?? []), { alert, ...(isOut ? { sentAt: sent_at } : {}) }]);
  }
  return found;
}
