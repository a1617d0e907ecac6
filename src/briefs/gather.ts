/**
 * Reads a week as the strictest reader that the bulletin is meant for: what is marked more strictly than the bulletin is not in it,
 * whoever makes it. Of answers it holds how many and how fast, never whose.
 */
import { CoverageMap, event, eventConditions, readSources, type SourceRow } from "../evidence/index.ts";
import { alert, missedOf, type Where } from "../exchange/index.ts";
import { loadGeography, type Geography } from "../places/index.ts";
import type { Caller } from "../platform/caller.ts";
import type { Transaction } from "../platform/database.ts";
import { rankOf, type Marking } from "../platform/marking.ts";
import type { Node } from "../platform/node.ts";
import type { Row } from "../platform/noun.ts";
import { findMany, list } from "../platform/noun-store.ts";
import { problem } from "../platform/problem.ts";
import { areaName } from "./alert-sheet.ts";
import { factsOf, mustBeOfOneWorld, type Facts, type Seen, type SeenAlert, type SeenEvent, type Source, type Watched } from "./facts.ts";
import { alertsSent, answersTo, firstReports } from "./queries.ts";
import { dayAfter, dayNumber, firstLevelAreas, mondayOf, placeOf } from "./week.ts";

const MOST_EVENTS = 20_000;
/** Answers are marked so: who may not read them would count none, which is not the same as none. */
const ANSWERS_RANK = rankOf("AMBER");

/** @param week its Monday */
export async function gather(node: Node, caller: Caller, week: string, marking: Marking): Promise<Facts> {
  if (mondayOf(week) !== week) throw problem("brief.notAMonday", { monday: mondayOf(week) });
  if (caller.clearance < ANSWERS_RANK) throw problem("permission.marking", { marking: "AMBER" });
  const reader = { ...caller, clearance: Math.min(caller.clearance, rankOf(marking)) };
  const days = { from: week, to: dayAfter(week, 6) }, before = { from: dayAfter(week, -7), to: dayAfter(week, -1) };
  const { rows, sources, watched, alerts, gatheredAt } = await node.db.as(reader, async (tx) => {
    const { rows, next } = await list(tx, event, { where: eventConditions({ from: before.from, to: days.to }), limit: MOST_EVENTS });
    if (next) throw problem("request.tooLarge", { limit: MOST_EVENTS });
    const cited = [...new Set(rows.map(({ content }) => content.source as string))];
    const sources = await readSources(tx, cited);
    return { rows, sources, watched: watchedAreas(await loadGeography(tx), sources, days, before), alerts: await findMany(tx, alert, await alertsSent(tx, days.from, dayAfter(days.to, 1))), gatheredAt: tx.now.toISOString() };
  });
  const world = caller.exercise ? "exercise" : "actual";
  mustBeOfOneWorld([...rows, ...alerts], world);
  const answers = await node.db.as(caller, (tx) => answersTo(tx, alerts.map(({ id }) => id)));
  const events = rows.map(seenEvent(watched.geography));
  const cited = new Map(rows.filter(({ content: { occurredFrom, occurredTo } }) => (occurredFrom as string) >= days.from && (occurredTo as string) <= days.to).map((row) => [row.id, cite(row)]));
  return factsOf({
    ...(await node.db.as(caller, (tx) => qualityOf(tx, node, cited, days))),
    world, country: node.country, ...days, before, gatheredAt, events, watched: watched.areas,
    alerts: alerts.map((row) => seenAlert(row, (row.content as { affected?: Where[] }).affected ?? [], answers.get(row.id))),
    sources: sourcesOf(events.filter(({ from, to }) => from >= days.from && to <= days.to), new Map(sources.map((one) => [one.id, one]))),
  });
}

function watchedAreas(geography: Geography, sources: readonly SourceRow[], days: { from: string; to: string }, before: { from: string; to: string }): { geography: Geography; areas: Watched[] } {
  const coverage = new CoverageMap(sources.flatMap(({ spans }) => spans));
  const covers = (country: string, { from, to }: { from: string; to: string }) => coverage.of([country], dayNumber(from), dayNumber(to)).state === "full";
  const areas = firstLevelAreas(geography).map(({ pcode, country, name, geometry }) => ({ pcode, country, name, isCovered: covers(country, days), wasCovered: covers(country, before), isWithoutOutline: geometry === undefined }));
  return { geography, areas };
}

/** Reports and alerts count here whatever their marking; what is told of them are minutes, by events that the reader sees. */
async function qualityOf(tx: Transaction, node: Node, cited: ReadonlyMap<string, string>, { from, to }: { from: string; to: string }): Promise<Pick<Seen, "reported" | "warned">> {
  const { rows } = await missedOf(tx, node, from, to, MOST_EVENTS);
  return {
    reported: (await firstReports(tx, [...cited.keys()])).map(({ event: id, at }) => ({ row: cited.get(id)!, at })),
    warned: rows.filter(({ event: id, fate }) => cited.has(id) && fate !== "known-too-late").map(({ event: id, fate }) => ({ row: cited.get(id)!, isInTime: fate === "in-time" })),
  };
}

const cite = ({ id, version }: Row) => `${id}@${version}`;
/** No place name, no position: a second-level area at finest, whoever reads. */
const seenEvent = (geography: Geography) => (row: Row): SeenEvent => {
  const { kind, occurredFrom, occurredTo, country, area, admin1, admin2, fatalitiesBest, reliability, credibility, verification, source, independentSources = 1 } = row.content as Record<string, any>;
  const finest = area ?? admin2 ?? admin1;
  const chain = finest ? [geography.areaByPcode(finest), ...geography.ancestors(finest)] : [];
  const at = (level: number) => chain.find((one) => one?.level === level && one.hierarchy === "admin");
  const [first, second] = [admin1 ?? at(1)?.pcode, admin2 ?? at(2)?.pcode];
  const named = geography.areaByPcode(second ?? first ?? "");
  return {
    row: cite(row), kind, from: occurredFrom, to: occurredTo, where: { country, ...(first ? { admin1: first } : {}), ...(second ? { admin2: second } : {}), ...(named ? { name: areaName(named, "fr") } : {}) },
    ...(fatalitiesBest === undefined ? {} : { deaths: fatalitiesBest }), grading: `${reliability}${credibility}`, ...(verification ? { verification } : {}), source, sources: independentSources,
  };
};

type Answers = { chains: number; answered: string[]; firstAnswerSeconds?: number; outcome?: string };

function seenAlert(row: Row, where: readonly Where[], answers: Answers | undefined): SeenAlert {
  const { kind, severity, sentAt } = row.content as Record<string, string>;
  const { chains = 0, answered = [], firstAnswerSeconds, outcome } = answers ?? {};
  return {
    row: cite(row), kind: kind!, severity: severity!, sentAt: sentAt!, where: where.map(placeOf), chains, answered: answered.length, answers: answered.map((id) => `${id}@1`),
    ...(firstAnswerSeconds === undefined ? {} : { firstAnswerSeconds }), ...(outcome ? { outcome: outcome as "true" } : {}),
  };
}

function sourcesOf(events: readonly SeenEvent[], known: ReadonlyMap<string, SourceRow>): Source[] {
  const counts = Map.groupBy(events, ({ source }) => source ?? "");
  return [...counts].map(([id, of]): Source => {
    const row = known.get(id);
    return row ? { id, name: row.name, kind: row.kind, reliability: row.reliability, events: of.length } : { events: of.length };
  }).sort((a, b) => b.events - a.events || ((a.name ?? "") < (b.name ?? "") ? -1 : 1));
}
