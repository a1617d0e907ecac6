/** How often would this rule have spoken? Over the events that are held, as their days say; nothing is written. */
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { aroundOf, dayWords, eventsBetween, mondayOf, weeklyCounts } from "./rule-events.ts";
import { DEFAULTS, grouped, isMet, placeOf, SURGE_WEEKS, surging, type RuleContent, type RuleEvent } from "./rules.ts";

export interface DryRun {
  from: string; to: string;
  /** Looked at, met, and alerts after grouping. */
  events: number; hits: number; alerts: number;
  byMonth: Record<string, number>;
  /** The first of them, newest first. */
  examples: { place: string; first: string; last: string; events: string[] }[];
  /** Events without a close position, of which no distance can be said. */
  unplaced: number;
}

const MOST_EXAMPLES = 20;

export async function dryRun(tx: Transaction, node: Node, rule: RuleContent, from: string, to: string): Promise<DryRun> {
  const { events, hits } = await hitsOf(tx, node, rule, from, to);
  const alerts = grouped(hits, rule.kind === "surge" ? 7 * 24 : rule.groupHours ?? DEFAULTS.groupHours);
  const byMonth: Record<string, number> = {};
  for (const { first } of alerts) byMonth[first.slice(0, 7)] = (byMonth[first.slice(0, 7)] ?? 0) + 1;
  return {
    from, to, events: events.length, hits: hits.length, alerts: alerts.length, byMonth, unplaced: events.filter(({ point }) => !point).length,
    examples: alerts.toReversed().slice(0, MOST_EXAMPLES).map(({ place, first, last, events: ids }) => ({ place, first, last, events: ids.slice(0, 10) })),
  };
}

/** Events of these days that meet the rule, as they are known now. */
export async function hitsOf(tx: Transaction, node: Node, rule: RuleContent, from: string, to: string): Promise<{ events: RuleEvent[]; hits: { event: RuleEvent }[] }> {
  const before = rule.kind === "surge" ? SURGE_WEEKS * 7 : rule.kind === "nth-at-place" ? rule.withinDays ?? DEFAULTS.withinDays : 0;
  const history = await eventsBetween(tx, dayWords(Date.parse(from) / 86_400_000 - before - 7), to);
  const events = history.filter((event) => event.from >= from);
  return { events, hits: rule.kind === "surge" ? await surgeHits(tx, history, rule, from, to) : await plainHits(tx, node, rule, events, history) };
}

async function plainHits(tx: Transaction, node: Node, rule: RuleContent, events: readonly RuleEvent[], history: readonly RuleEvent[]) {
  const around = await aroundOf(tx, node, history);
  return events.filter((event) => isMet(rule, event, around)).map((event) => ({ event }));
}

/** Week by week, each judged by what was known of the weeks before it. */
async function surgeHits(tx: Transaction, history: readonly RuleEvent[], rule: RuleContent, from: string, to: string) {
  const wanted = history.filter((event) => isWanted(rule, event));
  const hits: { event: RuleEvent }[] = [];
  for (let monday = mondayOf(from); monday + 6 <= Date.parse(to) / 86_400_000; monday += 7) {
    const [first, last] = [dayWords(monday), dayWords(monday + 6)];
    const places = surging(await weeklyCounts(tx, wanted, monday));
    hits.push(...wanted.filter((event) => event.from >= first && event.from <= last && places.has(placeOf(event))).map((event) => ({ event })));
  }
  return hits;
}

export function isWanted(rule: RuleContent, event: RuleEvent): boolean {
  return (!rule.countries?.length || rule.countries.includes(event.country)) && (!rule.areas?.length || [event.country, event.admin1, event.admin2, event.area].some((code) => code !== undefined && rule.areas!.includes(code)))
    && (!rule.eventKinds?.length || rule.eventKinds.includes(event.kind));
}
