/**
 * A sealed case as the house keeps it: letters that it cannot read, each once more encrypted with a key of the case's own in
 * the file of keys. That second key opens nothing alone; but once it is destroyed, no copy of these tables, however old, is of
 * use to anybody, not even to a recipient.
 */
import type { Transaction } from "../../platform/database.ts";
import type { JobKind } from "../../platform/jobs.ts";
import { rankOf } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";
import { endKey } from "../intake/key-ends.ts";
import { keysOf } from "../intake/keys.ts";
import { seal, unseal } from "../intake/seal.ts";
import { addCase, addKeys, addLetter, asSender, caseById, caseByToken, endCases, lettersOf, posts, removeCase, type CaseRow, type LetterRow } from "./sealed-queries.ts";

/** What a sender may write, and a recipient answer, before the case is full. */
const MOST_LETTERS = 100;
/** Nothing was said for so long: the case ends by itself. */
export const KEPT_DAYS = 365;
const DAY_MS = 86_400_000;

/** Who did what to which mailbox or case; read by those cleared for RED in this house. No noun is named: nobody's page is told. */
export function trace(node: Node, tx: Transaction, act: string, object: string): void {
  tx.journal({ act, object, marking: rankOf("RED"), owner: node.organisation });
}

export interface NewCase { id: string; tokenHash: Buffer; matter: string; keys: { mailbox: string; sealed: Buffer }[]; letter: NewLetter }
export interface NewLetter { id: string; sealed: Buffer }

/** @returns whether the same case had come before */
export async function receiveCase(node: Node, tx: Transaction, { id, tokenHash, matter, keys, letter }: NewCase): Promise<boolean> {
  await asSender(tx, tokenHash);
  if (await caseByToken(tx, tokenHash)) return true;
  const named = (await posts(tx)).filter(({ isNamed, isClosed, takes }) => isNamed && !isClosed && takes.includes(matter)).map((post) => post.id);
  if (new Set(keys.map(({ mailbox }) => mailbox)).size !== keys.length || !keys.every(({ mailbox }) => named.includes(mailbox))) throw problem("sealed.recipientGone");
  const [key] = await keysOf(node).take([id]);
  await keysOf(node).keep([{ ...key!, report: id }]);
  if (!(await addCase(tx, { id, matter, slot: key!.slot }, tokenHash))) throw problem("record.exists");
  await addKeys(tx, id, keys);
  await addLetter(tx, id, { ...letter, author: "sender", mailbox: null, sealed: seal(key!.key, "message", id, letter.sealed) });
  trace(node, tx, "create sealed-case", id);
  return false;
}

/** @throws record.notFound: no such case, or it has ended */
export async function caseOfSender(tx: Transaction, tokenHash: Buffer): Promise<CaseRow> {
  await asSender(tx, tokenHash);
  return (await caseByToken(tx, tokenHash)) ?? nothing();
}

export async function caseOfRecipient(tx: Transaction, id: string): Promise<CaseRow> {
  return (await caseById(tx, id)) ?? nothing();
}

export async function writeLetter(node: Node, tx: Transaction, { id, slot }: CaseRow, letter: NewLetter, mailbox: string | null): Promise<void> {
  const key = keysOf(node).read(slot, id) ?? nothing();
  const before = await lettersOf(tx, id);
  if (before.some((one) => one.id === letter.id)) return; // sent again
  if (before.length >= MOST_LETTERS) throw problem("sealed.full", { letters: MOST_LETTERS });
  if (!(await addLetter(tx, id, { ...letter, author: mailbox ? "recipient" : "sender", mailbox, sealed: seal(key, "message", id, letter.sealed) }))) throw problem("record.exists");
  trace(node, tx, "change sealed-case", id);
}

/** As they were sealed in the browsers that wrote them. */
export async function readLetters(node: Node, tx: Transaction, { id, slot }: CaseRow): Promise<LetterRow[]> {
  const key = keysOf(node).read(slot, id) ?? nothing();
  trace(node, tx, "read sealed-case", id);
  return (await lettersOf(tx, id)).map((letter) => ({ ...letter, sealed: unseal(key, "message", id, letter.sealed) }));
}

export async function eraseCase(node: Node, tx: Transaction, { id, slot }: CaseRow): Promise<void> {
  if (!(await removeCase(tx, id))) nothing();
  await endKey(node, tx, { slot, report: id, isErasure: false });
  trace(node, tx, "erase sealed-case", id);
}

/** Cases that nobody holds any more or that have been still for a year: rows and keys go. @returns how many */
export async function endStillCases(node: Node, tx: Transaction): Promise<number> {
  const ended = await endCases(tx, new Date(tx.now.getTime() - KEPT_DAYS * DAY_MS).toISOString().slice(0, 10));
  for (const { id, slot } of ended) {
    await endKey(node, tx, { slot, report: id, isErasure: false });
    trace(node, tx, "erase sealed-case", id);
  }
  return ended.length;
}

export const stillCasesJob: JobKind = { name: "sealed-still-cases", every: "40 3 * * *", run: async (node) => { await node.db.as(node.keeper("retention"), (tx) => endStillCases(node, tx)); } };

export function nothing(): never {
  throw problem("record.notFound");
}
