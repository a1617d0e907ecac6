/**
 * A sentinel's sign of life, by web or SMS: their number and a word that only they and their coordinator know. A second word
 * looks the same to whoever stands beside them, and calls for help. Whatever came, the answer is the same.
 */
import { createHmac } from "node:crypto";
import { plain } from "../../methods/names/fold.ts";
import { newId } from "../../platform/identity.ts";
import { rankOf } from "../../platform/marking.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { Problem } from "../../platform/problem.ts";
import { ACCOUNT, attempt } from "../../platform/sign-in-attempts.ts";
import { endKey } from "../intake/key-ends.ts";
import { callCoordinators } from "./coordinator-calls.ts";
import { leave, noteMissed, sign } from "./sentinel-queries.ts";

/** Its name says that it stays out of every backup: with it, words of a few letters could be run through. */
const keyed = (node: Node, words: string): Buffer => createHmac("sha256", node.secret("report-sentinel-secret")).update(words).digest();

/** Case, accents and the script's marks do not count: it is typed in a hurry. */
export const wordHash = (node: Node, number: string, word: string): Buffer => keyed(node, `word ${number} ${plain(word)}`);

/**
 * What stands on a sentinel's reports instead of their number: the same within a month, so that two reports of one voice are
 * one source, and another in the next, so that nobody follows a voice through the year.
 */
export const voiceOf = (node: Node, id: string, now: Date): string => `voice-${keyed(node, `voice ${id} ${now.toISOString().slice(0, 7)}`).toString("hex").slice(0, 12)}`;

/** Nobody in particular did it: what the journal keeps names neither the sentinel nor the coordinator. */
export function trace(node: Node, tx: Transaction, act: string): void {
  tx.journal({ act, marking: rankOf("RED"), owner: node.organisation, exercise: tx.caller.exercise });
}

/** @returns the voice that their report carries; nothing where number and word do not belong together, or were tried too often */
export async function checkIn(node: Node, { number, word, leaves = false }: { number: string; word: string; leaves?: boolean }): Promise<string | undefined> {
  const trying = await attempt(node, [[`sentinel ${number}`, ACCOUNT]]).catch((error) => {
    if (error instanceof Problem && error.code === "request.tooMany") return undefined;
    throw error;
  });
  if (!trying) return undefined;
  const hash = wordHash(node, number, word);
  const found = await node.db.as(node.keeper("check-in"), async (tx) => {
    const notice = newId(tx.now.getTime());
    if (leaves) {
      const left = await leave(tx, number, hash, notice);
      if (!left) return undefined;
      await endKey(node, tx, { slot: left.slot, report: left.id, isErasure: false });
      trace(node, tx, "sentinel left");
      return { id: left.id, now: tx.now };
    }
    const signed = await sign(tx, number, hash, notice);
    if (!signed) return undefined;
    trace(node, tx, "sentinel check-in");
    // Whoever calls for help does not wait for the clock; nor does the answer wait for it, which would tell one word from the other.
    if (signed.what === "danger") tx.afterCommit(() => { void callCoordinators(node).catch(() => { /* the clock tries again */ }); });
    return { id: signed.id, now: tx.now };
  });
  if (!found) return undefined;
  await trying.succeeded();
  return voiceOf(node, found.id, found.now);
}

export interface SentinelSms { number: string; word: string; leaves: boolean; rest: string }

const LEAVING: ReadonlySet<string> = new Set(["stop", "fin", "end", "توقف", "قف"].map(plain));

/** "S482913 lune BAKEL vol betail": number, word, and whatever else was said. Nothing: it is no sentinel's message. */
export function readSentinelSms(text: string): SentinelSms | undefined {
  const latin = text.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  const [, digits, word, rest = ""] = /^\s*[sS][\s.-]?(\d{6})[\s,:.-]+(\S+)\s*(.*)$/s.exec(latin) ?? [];
  if (!digits || !word) return undefined;
  const leaves = LEAVING.has(plain(rest));
  return { number: `S${digits}`, word, leaves, rest: leaves ? "" : rest.trim() };
}

/** By the clock: whoever is overdue is said to their coordinator, once. */
export const noteMissedCheckIns = (node: Node): Promise<number> => node.db.as(node.keeper("check-in"), async (tx) => {
  const noted = await noteMissed(tx);
  if (noted > 0) trace(node, tx, "sentinel check-in missed");
  return noted;
});
