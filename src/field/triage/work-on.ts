/**
 * Working on a report: changing what is coded, and taking a step, in one transaction. Two people may work at once: what they
 * change in different fields converges; where both changed one field, nothing is written and a person settles it.
 */
import { canonical } from "../../platform/canonical.ts";
import type { Transaction } from "../../platform/database.ts";
import { take } from "../../platform/lifecycle-store.ts";
import { find, history, save } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";
import { report } from "../intake/report.noun.ts";
import { recountSupport } from "./support.ts";
import { isCoded, reportLife } from "./report-life.ts";

/** What a person codes. Everything else is changed by an act of its own. */
export const CODED = [
  "kind", "occurredOn", "datePrecision", "howKnown", "numbers", "placeName", "placePrecision", "locationWords", "candidates", "country", "area", "admin1", "admin2", "geometry",
  "reliability", "credibility", "sourceGroup", "closeReason", "assignee",
] as const;
export type CodedField = (typeof CODED)[number];
/** Null takes a value away; a field that is not mentioned stays. */
export type Change = Partial<Record<CodedField, unknown>>;

export interface Work { basedOn: number; change?: Change; step?: string; reason?: string }
export interface Worked { row: Row; isWaiting: boolean }

export async function workOn(tx: Transaction, id: string, { basedOn, change = {}, step, reason }: Work): Promise<Worked> {
  let row = await mayBeWorkedOn(tx, id);
  const changed = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value ?? undefined]));
  if (Object.keys(changed).length > 0) {
    if (row.version !== basedOn) await refuseConflict(tx, row, basedOn, changed);
    const before = (row.content as { sourceGroup?: string }).sourceGroup;
    const content = Object.fromEntries(Object.entries({ ...row.content, ...changed }).filter(([, value]) => value !== undefined));
    row = (await save(tx, report, { id, basedOn: row.version, content })).row;
    if ((row.content as { sourceGroup?: string }).sourceGroup !== before) await recountSupport(tx, (row.content as { event?: string }).event);
  }
  const state = (row.content as { state: string }).state;
  // Whoever codes the last thing that was missing has triaged it; whoever grades what is coded has, too.
  const isTriaged = state === "screened" && !isCoded(row) && (step === "grade" || (!step && CODING.some((name) => name in changed)));
  if (isTriaged) row = (await take(tx, reportLife, id, "triage", undefined)).row;
  if (!step) return { row, isWaiting: false };
  return take(tx, reportLife, id, step, reason);
}

const CODING = ["kind", "datePrecision", "placePrecision"];

/** @throws record.notFound, report.erased, transition.refused */
export async function mayBeWorkedOn(tx: Transaction, id: string): Promise<Row> {
  const row = await find(tx, report, id);
  if (!row) throw problem("record.notFound");
  const { state, mergedInto } = row.content as { state: string; mergedInto?: string };
  if (state === "erased") throw problem("report.erased");
  if (mergedInto) throw problem("report.merged", { into: mergedInto });
  return row;
}

/** What both changed since, with both values; equal changes agree, and changes elsewhere go together. */
async function refuseConflict(tx: Transaction, row: Row, basedOn: number, changed: Record<string, unknown>): Promise<void> {
  const base = (await history(tx, report, row.id)).find(({ version }) => version === basedOn);
  if (!base) throw problem("record.changed", { current: row.version });
  const [now, then] = [row.content, base.content] as unknown as [Record<string, unknown>, Record<string, unknown>];
  const same = (a: unknown, b: unknown) => canonical([a ?? null]) === canonical([b ?? null]);
  const fields = Object.keys(changed).filter((name) => !same(now[name], then[name]) && !same(now[name], changed[name]));
  if (fields.length > 0) throw problem("report.conflict", { current: row.version, author: row.author, fields: fields.map((field) => ({ field, theirs: now[field] ?? null, mine: changed[field] ?? null })) });
}
