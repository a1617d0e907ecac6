/** What follows from a release's steps: documents are signed, or revoked. In the transaction of the step. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { strictest } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import type { Row } from "../../platform/noun.ts";
import { find, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { takeStep } from "../steps.ts";
import { withFullSight } from "./full-sight.ts";
import { issue, revoke, type Issued } from "./issue.ts";
import type { Subject } from "./policy.ts";
import { markingsOf } from "./queries.ts";
import { releaseLife } from "./release-life.ts";
import { release } from "./release.noun.ts";
import { compositionOf } from "./parts.ts";
import { SUBJECT_NOUNS } from "./shareable.ts";

export interface ReleaseContent {
  title: string; subject: Subject; record: string; recordVersion: number; contacts: string[]; purpose: string;
  summary?: { language: "fr" | "en" | "ar"; headline: string; description: string }[]; protectivePurpose?: string; isImminentDanger: boolean; expiresOn?: string; state: string;
}

export async function recordOf(tx: Transaction, subject: Subject, id: string): Promise<Row> {
  const noun = subject in SUBJECT_NOUNS ? SUBJECT_NOUNS[subject as keyof typeof SUBJECT_NOUNS] : compositionOf(subject)?.noun;
  const row = noun && await find(tx, noun as never, id);
  if (!row || row.withdrawn) throw problem("record.notFound");
  return row;
}

/** Marked as strictly as what it would give away. */
export async function propose(tx: Transaction, node: Node, { id, content }: { id?: string | undefined; content: Omit<ReleaseContent, "recordVersion" | "state"> }): Promise<Row> {
  const row = await recordOf(tx, content.subject, content.record);
  const about = await withFullSight(tx, node, (full) => markingsOf(full, (row.content as { events?: string[] }).events ?? []));
  const { row: kept, outcome } = await save(tx, release, { ...(id ? { id } : {}), marking: strictest([row.marking, ...about.markings]), content: { ...content, recordVersion: row.version, state: "draft" } });
  if (outcome === "updated") throw problem("record.exists");
  return kept;
}

export interface Taken { row: Row; isWaiting: boolean; outcomes: Issued[]; revoked: number }

export async function takeReleaseStep(tx: Transaction, node: Node, id: string, name: string, reason: string | undefined): Promise<Taken> {
  if (name === "review") await mustBeAnother(tx, id);
  const { row, isWaiting } = await takeStep(tx, releaseLife as never, id, name, reason);
  const nothing = { row, isWaiting, outcomes: [], revoked: 0 };
  if (isWaiting) return nothing;
  const { subject, record, contacts, summary, expiresOn } = row.content as unknown as ReleaseContent;
  if (name === "revoke") return { ...nothing, revoked: await revoke(tx, node, await recordOf(tx, subject, record), contacts) };
  if (!["release", "releaseFiner", "releaseAtOnce"].includes(name)) return nothing;
  const released = await recordOf(tx, subject, record);
  return { ...nothing, outcomes: await issue(tx, node, { subject, row: released, ...(summary ? { words: summary } : {}), ...(expiresOn ? { expiresAt: `${expiresOn}T23:59:59Z` } : {}) }, contacts) };
}

async function mustBeAnother(tx: Transaction, id: string): Promise<void> {
  const { rows } = await sql`select from lifecycle_steps where object = ${id} and transition = 'releaseAtOnce' and is_done and actor = ${tx.caller.id}`.execute(tx.sql);
  if (rows.length > 0) throw problem("transition.refused", { reason: "another person must review it" });
}
