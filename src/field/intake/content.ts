/**
 * What was said, with the key that opens it: reading it leaves a trace in the journal, and after an erasure there is nothing
 * to read. Everything here runs in the transaction of whoever asks, who must be able to read the report.
 */
import type { Transaction } from "../../platform/database.ts";
import { newId } from "../../platform/identity.ts";
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";
import { arrived } from "./arrivals.ts";
import type { Incoming, Media, Said } from "./incoming.ts";
import { keysOf } from "./keys.ts";
import { addReply, addMessage, heldContents, putManySealed, putSealed, sealedContent, sealedMessages } from "./queries.ts";
import { seal, unseal } from "./seal.ts";

/** As it is kept. */
export interface Content {
  text?: string;
  answers?: Record<string, unknown>;
  original?: { type: string; bytes: Buffer };
  said?: Said;
  media?: Media[];
  sentinel?: string;
  /** Of what came at first: whether a repeated send is the same send. */
  digest: string;
  /** What triage adds: masked words, notes, codes in doubt. */
  triage?: Record<string, unknown>;
}

export interface Message { id: string; at: string; from: "sender" | "house"; words: string; question?: string }

/** Undefined: erased, or its key is not in this data directory. The reading is journalled. */
export async function readContent(node: Node, tx: Transaction, id: string): Promise<Content | undefined> {
  const found = await opened(node, tx, id);
  if (found) tx.journal({ act: "read", noun: "report", object: id, marking: found.row.marking, owner: found.row.owner, exercise: found.row.exercise });
  return found?.content;
}

/** The same for the house's own work (screening, a repeated send), which tells nobody. */
export async function contentForHouse(node: Node, tx: Transaction, id: string): Promise<Content | undefined> {
  return (await opened(node, tx, id))?.content;
}

async function opened(node: Node, tx: Transaction, id: string, isToChange = false) {
  const row = await sealedContent(tx, id, isToChange);
  const key = row?.sealed ? keysOf(node).read(row.slot, id) : undefined;
  return row?.sealed && key ? { row, key, content: unpacked(unseal(key, "content", id, row.sealed)) } : undefined;
}

/** Changes it under a lock, so that two changes both count. @throws report.erased */
export async function changeContent(node: Node, tx: Transaction, id: string, change: (content: Content) => Content): Promise<void> {
  const found = await opened(node, tx, id, true);
  if (!found) throw problem("report.erased");
  await putSealed(tx, id, seal(found.key, "content", id, packed({ ...change(found.content), digest: found.content.digest })));
  tx.journal({ act: "change-content", noun: "report", object: id, marking: found.row.marking, owner: found.row.owner, exercise: found.row.exercise });
}

/** Longer ones are for one at a time. */
const MOST_HELD_BYTES = 256 * 2 ** 10;

export interface Held { id: string; content: Content; /** Written with the others by `changeHeld`. */ changed?: Content; row: { marking: number; owner: string; exercise: boolean }; key: Buffer }

/** Several at once for the house's own work, held to the transaction's end: those that nobody else holds, so that nobody waits for anybody. */
export async function holdContents(node: Node, tx: Transaction, ids: readonly string[]): Promise<Held[]> {
  return (await heldContents(tx, ids, MOST_HELD_BYTES)).flatMap(({ id, slot, sealed, ...row }) => {
    const key = sealed ? keysOf(node).read(slot, id) : undefined;
    return sealed && key ? [{ id, row, key, content: unpacked(unseal(key, "content", id, sealed)) }] : [];
  });
}

export async function changeHeld(tx: Transaction, held: readonly Held[]): Promise<void> {
  const all = held.flatMap(({ id, key, row, content: { digest }, changed }) => (changed ? [{ id, row, sealed: seal(key, "content", id, packed({ ...changed, digest })) }] : []));
  await putManySealed(tx, all);
  for (const { id, row } of all) tx.journal({ act: "change-content", noun: "report", object: id, marking: row.marking, owner: row.owner, exercise: row.exercise });
}

/** Adds to the conversation. @throws report.erased */
export async function say(node: Node, tx: Transaction, id: string, { from, words, question }: Pick<Message, "from" | "words" | "question">): Promise<void> {
  const row = await sealedContent(tx, id);
  const key = row?.sealed ? keysOf(node).read(row.slot, id) : undefined;
  if (!row || !key) throw problem("report.erased");
  const message = newId(tx.now.getTime());
  await addMessage(tx, { id: message, report: id, fromHouse: from === "house", sealed: seal(key, "message", id, Buffer.from(JSON.stringify({ words, ...(question ? { question } : {}) }))) });
  // Whoever asked for replies is told that there is one, in neutral words and nothing more (replies.ts).
  if (from === "house") {
    await addReply(tx, message, id, question ? "newQuestion" : "newAnswer");
    tx.afterCommit(() => { arrived(node); });
  }
  tx.journal({ act: from === "house" ? "reply" : "hear", noun: "report", object: id, marking: row.marking, owner: row.owner, exercise: row.exercise });
}

/** The conversation so far; none of an erased report. */
export async function conversation(node: Node, tx: Transaction, id: string): Promise<Message[]> {
  const row = await sealedContent(tx, id);
  const key = row && keysOf(node).read(row.slot, id);
  if (!key) return [];
  return (await sealedMessages(tx, id)).map(({ id: message, at, fromHouse, sealed }) => (
    { id: message, at, from: fromHouse ? "house" : "sender", ...JSON.parse(unseal(key, "message", id, sealed).toString()) }));
}

export function contentOf({ text, answers, original, said, media, sentinel }: Incoming, digest: string): Content {
  return { ...(text ? { text } : {}), ...(answers ? { answers } : {}), ...(original ? { original } : {}), ...(said ? { said } : {}), ...(media ? { media } : {}), ...(sentinel ? { sentinel } : {}), digest };
}

/** Length of the JSON in four bytes, the JSON, and the original as it came. */
export function packed({ original, ...rest }: Content): Buffer {
  const words = Buffer.from(JSON.stringify({ ...rest, ...(original ? { originalType: original.type } : {}) }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(words.length);
  return Buffer.concat([length, words, original?.bytes ?? Buffer.alloc(0)]);
}

export function unpacked(bytes: Buffer): Content {
  const end = 4 + bytes.readUInt32BE(0);
  const { originalType, ...rest } = JSON.parse(bytes.subarray(4, end).toString());
  return { ...rest, ...(originalType === undefined ? {} : { original: { type: originalType, bytes: bytes.subarray(end) } }) };
}
