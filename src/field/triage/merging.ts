/**
 * Two reports that tell of one thing: one is merged into the other, by a person, and parted again to the last byte. Nothing of
 * either changes but that one field; the other's event then counts both. At no score does anything merge by itself.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { find, save } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";
import { report } from "../intake/report.noun.ts";
import { reportMatch } from "./report-match.noun.ts";
import { recountSupport } from "./support.ts";
import { mayBeWorkedOn } from "./work-on.ts";

type Linked = { event?: string; claim?: string; mergedInto?: string };

export async function merge(tx: Transaction, id: string, { into, basedOn, score }: { into: string; basedOn: number; score: number }): Promise<Row> {
  const row = await mayBeWorkedOn(tx, id);
  if (row.version !== basedOn) throw problem("record.changed", { current: row.version });
  const other = await mayBeWorkedOn(tx, into);
  const { event, claim } = row.content as Linked;
  if (id === into || (await isBehind(tx, into, id))) throw problem("transition.refused", { reason: "a report cannot be merged into itself" });
  if (event || claim) throw problem("report.hasEvidence");
  await decide(tx, id, into, "same", score);
  const after = (await save(tx, report, { id, basedOn: row.version, content: { ...row.content, mergedInto: into } })).row;
  await recountSupport(tx, await eventBehind(tx, other));
  return after;
}

export async function part(tx: Transaction, id: string, { basedOn, reason }: { basedOn: number; reason?: string | undefined }): Promise<Row> {
  const row = await find(tx, report, id);
  if (!row) throw problem("record.notFound");
  if (row.version !== basedOn) throw problem("record.changed", { current: row.version });
  const { mergedInto, ...rest } = row.content as Linked;
  if (!mergedInto) throw problem("transition.refused", { reason: "it is not merged" });
  await decide(tx, id, mergedInto, "different", undefined, reason);
  const after = (await save(tx, report, { id, basedOn: row.version, content: rest })).row;
  const other = await find(tx, report, mergedInto);
  if (other) await recountSupport(tx, await eventBehind(tx, other));
  return after;
}

/** Two that look alike and are not the same: they are not suggested again. */
export async function keepApart(tx: Transaction, id: string, { other, score, reason }: { other: string; score: number; reason?: string | undefined }): Promise<void> {
  await mayBeWorkedOn(tx, id);
  if (!(await find(tx, report, other))) throw problem("record.notFound");
  await decide(tx, id, other, "different", score, reason);
}

/** One record a pair, whichever of the two was looked at; its versions are the decisions that were taken. */
async function decide(tx: Transaction, a: string, b: string, verdict: "same" | "different", score: number | undefined, reason?: string): Promise<void> {
  const [first, second] = a < b ? [a, b] : [b, a];
  const id = matchId(first, second);
  const held = (await find(tx, reportMatch, id))?.content as { score?: number } | undefined;
  await save(tx, reportMatch, { id, content: { verdict, first, second, score: score ?? held?.score ?? 0, ...(reason ? { reason } : {}) } });
}

function matchId(first: string, second: string): string {
  const hex = createHash("sha256").update(`match ${first} ${second}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Whether `above` stands somewhere behind `id` already, so that a ring would come of it. */
async function isBehind(tx: Transaction, above: string, id: string): Promise<boolean> {
  let at: string | undefined = above;
  for (let steps = 0; at !== undefined && steps < 100; steps++) {
    if (at === id) return true;
    at = ((await find(tx, report, at))?.content as Linked | undefined)?.mergedInto;
  }
  return false;
}

async function eventBehind(tx: Transaction, row: Row): Promise<string | undefined> {
  const { event, mergedInto } = row.content as Linked;
  if (event || !mergedInto) return event;
  const above = await find(tx, report, mergedInto);
  return above && eventBehind(tx, above);
}

/** Reports that were merged into this one, directly. */
export async function mergedInto(tx: Transaction, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from reports where merged_into = ${id} and not withdrawn order by received_at, id`.execute(tx.sql);
  return rows.map((row) => row.id);
}
