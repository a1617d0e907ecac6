/**
 * Rules listen to what is written about events. Where a rule is met the event is noted with it, once for ever, and carried by an
 * alert: a new draft, or the one that already stands for that rule and place. However many come, none is lost and none is doubled:
 * note, alert and the mark of how far we have read are one transaction.
 */
import { sql } from "kysely";
import { event } from "../../evidence/event.noun.ts";
import type { JobKind } from "../../platform/jobs.ts";
import type { Transaction } from "../../platform/database.ts";
import { newId } from "../../platform/identity.ts";
import { OWNER_ONLY_RANK, rankOf, strictest } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import type { Row } from "../../platform/noun.ts";
import { find, findMany, save } from "../../platform/noun-store.ts";
import { takeAlertStep } from "./acts.ts";
import { alert } from "./alert.noun.ts";
import { draftFrom } from "./draft.ts";
import { isWanted } from "./dry-run.ts";
import { aroundOf, dayWords, eventsBetween, eventsByIds, mondayOf, weeklyCounts } from "./rule-events.ts";
import { DEFAULTS, isMet, placeOf, SURGE_WEEKS, surging, type Rule, type RuleEvent } from "./rules.ts";

const BATCH = 1_000;
/** An event that ended longer ago is history: importing ten years of it wakes nobody. */
export const RECENT_DAYS = 14;

export interface RulesRun { events: number; hits: number; alerts: number }

/** Reads on from where it stopped, in both worlds. */
export async function runRules(node: Node, signal?: AbortSignal): Promise<RulesRun> {
  const total: RulesRun = { events: 0, hits: 0, alerts: 0 };
  for (const exercise of [false, true]) {
    for (let more = true; more && !signal?.aborted;) {
      const { ran, seen } = await node.db.as(node.keeper("alert rules", exercise), (tx) => runBatch(tx, node));
      for (const name of ["events", "hits", "alerts"] as const) total[name] += ran[name];
      more = seen === BATCH;
    }
  }
  return total;
}

interface Mark { seq: number; surgeDay?: string }

async function runBatch(tx: Transaction, node: Node): Promise<{ ran: RulesRun; seen: number }> {
  const name = `exchange.rules.${tx.caller.exercise ? "exercise" : "actual"}`;
  // Where nothing was read yet, everything so far is history.
  await sql`insert into settings (name, value) select ${name}, jsonb_build_object('seq', seq) from journal_head on conflict do nothing`.execute(tx.sql);
  const { rows: [held] } = await sql<{ value: Mark }>`select value from settings where name = ${name} for update`.execute(tx.sql);
  const mark = held!.value;
  const { rows: entries } = await sql<{ seq: number; object: string }>`select seq, object from readable_journal where seq > ${mark.seq} and noun = 'event' and object_hash is not null order by seq limit ${BATCH}`.execute(tx.sql);
  const rules = await activeRules(tx);
  const today = await referenceDay(tx);
  const ran: RulesRun = { events: entries.length, hits: 0, alerts: 0 };
  const since = dayWords(Date.parse(today) / 86_400_000 - RECENT_DAYS);
  const events = rules.length === 0 || entries.length === 0 ? [] : await eventsByIds(tx, [...new Set(entries.map(({ object }) => object))], since);
  if (events.length > 0) {
    const longest = Math.max(0, ...rules.filter(({ kind }) => kind === "nth-at-place").map(({ withinDays }) => withinDays ?? DEFAULTS.withinDays));
    const around = await aroundOf(tx, node, longest > 0 ? await eventsBetween(tx, dayWords(Date.parse(since) / 86_400_000 - longest), today) : []);
    for (const rule of rules) await carry(tx, node, rule, events.filter((one) => isMet(rule, one, around)), ran);
  }
  const isNewDay = mark.surgeDay !== today;
  if (isNewDay) for (const rule of rules.filter(({ kind }) => kind === "surge")) await carry(tx, node, rule, await surged(tx, rule, today), ran);
  if (entries.length > 0 || isNewDay) await sql`update settings set value = ${JSON.stringify({ seq: entries.at(-1)?.seq ?? mark.seq, surgeDay: today } satisfies Mark)}::jsonb where name = ${name}`.execute(tx.sql);
  return { ran, seen: entries.length };
}

export async function activeRules(tx: Transaction): Promise<Rule[]> {
  const { rows } = await sql<any>`select id, title, kind, is_active as "isActive", mode, event_kinds as "eventKinds", countries, areas, border_km as "borderKm", nth, within_km as "withinKm", within_days as "withinDays",
    urgency, severity, functions, group_hours as "groupHours" from alert_rules where is_active and not withdrawn order by id`.execute(tx.sql);
  return rows.map((row: any) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as Rule);
}

/** An exercise has days of its own: there "now" is its newest event. */
async function referenceDay(tx: Transaction): Promise<string> {
  const today = tx.now.toISOString().slice(0, 10);
  if (!tx.caller.exercise) return today;
  const { rows: [row] } = await sql<{ day: string | null }>`select max(occurred_to) as day from events where not withdrawn`.execute(tx.sql);
  return row!.day ?? today;
}

async function surged(tx: Transaction, rule: Rule, today: string): Promise<RuleEvent[]> {
  const monday = mondayOf(today) - 7;
  const events = (await eventsBetween(tx, dayWords(monday - SURGE_WEEKS * 7), dayWords(monday + 6))).filter((one) => isWanted(rule, one));
  const places = surging(await weeklyCounts(tx, events, monday));
  return events.filter((one) => one.from >= dayWords(monday) && places.has(placeOf(one)));
}

/** The events that met the rule, each noted once, in one alert for each place. */
async function carry(tx: Transaction, node: Node, rule: Rule, met: readonly RuleEvent[], ran: RulesRun): Promise<void> {
  for (const [place, here] of Map.groupBy(met, placeOf)) {
    const { rows: noted } = await sql<{ event: string }>`select event from rule_hits where rule = ${rule.id} and event = any(${here.map(({ id }) => id)}::uuid[])`.execute(tx.sql);
    const fresh = here.filter(({ id }) => !noted.some((one) => one.event === id));
    if (fresh.length === 0) continue;
    const rows = (await findMany(tx, event, fresh.map(({ id }) => id))).sort((a, b) => (dayOf(a) < dayOf(b) ? 1 : dayOf(a) > dayOf(b) ? -1 : a.id < b.id ? -1 : 1));
    const { row: carrier, isNew } = await carrierFor(tx, node, rule, place, rows);
    await sql`insert into rule_hits (rule, event, place, alert, at, marking, owner, exercise)
      select ${rule.id}, one, ${place}, ${carrier.id}, ${tx.now}, ${rankOf(carrier.marking)}, ${carrier.owner}, ${tx.caller.exercise} from unnest(${fresh.map(({ id }) => id)}::uuid[]) as one`.execute(tx.sql);
    ran.hits += fresh.length;
    if (!isNew) continue;
    ran.alerts += 1;
    // A rule alone sends nothing that two people must agree on.
    if (rule.mode === "issue" && rankOf(carrier.marking) < OWNER_ONLY_RANK - 1) await takeAlertStep(tx, node, carrier.id, "issue", rule.title);
  }
}

const dayOf = ({ content }: Row) => (content as { occurredFrom: string }).occurredFrom;

/** The draft that stands for this rule and place, with the new events in it; after it was issued, a draft of its update; else a new one. */
async function carrierFor(tx: Transaction, node: Node, rule: Rule, place: string, rows: readonly Row[]): Promise<{ row: Row; isNew: boolean }> {
  const hours = rule.groupHours ?? DEFAULTS.groupHours;
  const { rows: [standing] } = await sql<{ id: string; state: string }>`
    select a.id, a.state from rule_hits h join alerts a on a.id = h.alert
    where h.rule = ${rule.id} and h.place = ${place} and h.at > ${new Date(tx.now.getTime() - hours * 3_600_000)} and a.state in ('draft', 'issued') and not a.withdrawn order by h.at desc, a.id desc limit 1`.execute(tx.sql);
  const before = standing && await find(tx, alert, standing.id);
  if (before && standing.state === "draft") {
    const content = before.content as { events?: string[]; grouped?: number };
    const { row } = await save(tx, alert, {
      id: before.id, marking: strictest([before.marking, ...rows.map(({ marking }) => marking)]),
      content: { ...before.content, events: [...(content.events ?? []), ...rows.map(({ id }) => id)].slice(0, 100), grouped: (content.grouped ?? content.events?.length ?? 0) + rows.length },
    });
    return { row, isNew: false };
  }
  const drafted = await draftFrom(tx, node, rows, { urgency: rule.urgency, severity: rule.severity, functions: rule.functions.length > 0 ? rule.functions : undefined, borderKm: rule.borderKm, rule });
  const { row } = await save(tx, alert, {
    id: newId(tx.now.getTime()), marking: drafted.marking, content: { ...drafted.content, ...(before ? { follows: before.id, messageType: "Update" } : {}) },
  });
  return { row, isNew: true };
}

/** By the clock, and at once where a server sees an event written. */
export const rulesJob: JobKind = { name: "alert-rules", every: "* * * * *", run: async (node, _, signal) => { await runRules(node, signal); } };
