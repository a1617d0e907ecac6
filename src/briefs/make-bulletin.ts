/** What is done with a bulletin: made, made anew while a draft, decided about in signed words, printed. */
import { isSignedBy, momentOf, revoke, signed, signingKey, takeStep } from "../exchange/index.ts";
import { loadGeography } from "../places/index.ts";
import type { Caller } from "../platform/caller.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { Transaction } from "../platform/database.ts";
import type { Language } from "../platform/language.ts";
import { labels } from "../platform/language.ts";
import { stateOf } from "../platform/lifecycle.ts";
import { rankOf, type Marking } from "../platform/marking.ts";
import type { Node } from "../platform/node.ts";
import type { Row } from "../platform/noun.ts";
import { find, save } from "../platform/noun-store.ts";
import { problem } from "../platform/problem.ts";
import { bulletinPaper } from "./bulletin-paper.ts";
import { bulletinLife } from "./bulletin-life.ts";
import { bulletin, type Statement } from "./bulletin.noun.ts";
import { digestOf, type Facts } from "./facts.ts";
import { gather } from "./gather.ts";
import { sheetForContact } from "./handed-sheet.ts";
import type { Sheet } from "./press.ts";
import { dayWords, say } from "./words.ts";

export const BULLETIN_MARKINGS = ["CLEAR", "GREEN", "AMBER"] as const satisfies readonly Marking[];

interface BulletinContent { title: string; week: string; facts: Facts; statements?: Statement[]; state: string }
export const contentOf = (row: Row) => row.content as unknown as BulletinContent;

export async function bulletinCalled(tx: Transaction, id: string): Promise<Row> {
  const row = await find(tx, bulletin, id);
  if (!row) throw problem("record.notFound");
  return row;
}

export async function makeBulletin(node: Node, caller: Caller, { id, week, marking }: { id?: string | undefined; week: string; marking: Marking }): Promise<Row> {
  const facts = await gather(node, caller, week, marking);
  return node.db.as(caller, async (tx) => {
    if (id && await find(tx, bulletin, id)) throw problem("record.exists");
    const title = `${say("fr", "bulletin")}, ${say("fr", "week", { from: dayWords("fr", facts.from), to: dayWords("fr", facts.to) }).toLowerCase()}`;
    return (await save(tx, bulletin, { ...(id ? { id } : {}), marking, content: { title, week, facts, state: "draft" } })).row;
  });
}

/** The week as it is known now: a new version, and the old one stays in the record's history. */
export async function refreshBulletin(node: Node, caller: Caller, id: string): Promise<Row> {
  const row = await node.db.as(caller, (tx) => bulletinCalled(tx, id));
  mustBeDraft(row);
  const facts = await gather(node, caller, contentOf(row).week, row.marking);
  return node.db.as(caller, async (tx) => {
    const now = await bulletinCalled(tx, id);
    mustBeDraft(now);
    return (await save(tx, bulletin, { id, basedOn: row.version, content: { ...now.content, facts } })).row;
  });
}

const mustBeDraft = (row: Row) => {
  const state = stateOf(bulletinLife as never, row);
  if (state !== "draft") throw problem("record.settled", { state });
};

/** What is signed: which bulletin, on which figures, what was decided, by whom and why. */
const wordsOf = (row: Row, node: Node, step: Pick<Statement, "step" | "at" | "by" | "reason" | "key">) =>
  canonical({ type: "bulletin-decision", sender: node.organisation, bulletin: row.id, week: contentOf(row).week, facts: sha256(canonical(contentOf(row).facts)).toString("hex"), ...step });

export async function decide(tx: Transaction, node: Node, id: string, step: string, reason: string): Promise<{ row: Row; isWaiting: boolean }> {
  const taken = await takeStep(tx, bulletinLife as never, id, step, reason);
  if (taken.isWaiting) return taken;
  const key = await signingKey(node, tx);
  const said = { step, at: momentOf(tx.now), by: tx.caller.id, reason, key: key.id };
  const words = wordsOf(taken.row, node, said);
  const statement: Statement = { ...said, words, signature: signed(key, words).toString("base64url") };
  tx.journal({ act: `${step}-bulletin`, noun: "bulletin", object: id, marking: rankOf(taken.row.marking), owner: taken.row.owner, exercise: taken.row.status === "exercise" });
  // Whoever holds a document of it is told by a signed word that it no longer counts.
  if (step === "withdraw") await revoke(tx, node, taken.row);
  const { row } = await save(tx, bulletin, { id, isStep: true, content: { ...taken.row.content, statements: [...(contentOf(taken.row).statements ?? []), statement] } });
  return { row, isWaiting: false };
}

/** Whether a decision is what the node signed, and about these figures. */
export function holds(row: Row, node: Node, { step, at, by, reason, key, words, signature }: Statement, publicKey: string): boolean {
  return isSignedBy(publicKey, words, Buffer.from(signature, "base64url")) && wordsOf(row, node, { step, at, by, reason, key }) === words;
}

/** Every figure's rows give its digest. */
export const isWhole = ({ figures }: Facts): boolean => figures.every(({ rows, digest }) => digestOf(rows) === digest);

export interface PaperAsked { id: string; language: Language; format: Sheet["format"]; contact?: string | undefined }

export async function bulletinSheet(tx: Transaction, node: Node, { id, language, format, contact }: PaperAsked): Promise<Sheet> {
  const row = await bulletinCalled(tx, id);
  if (contact) return sheetForContact(tx, node, row, contact, { language, format });
  const { facts, statements = [], state } = contentOf(row);
  const { picture, data } = bulletinPaper(facts, {
    id, marking: row.marking, state, statements: statements.map(({ step, at, key, reason }) => ({ label: labels(bulletinLife.transitions[step]!.labels)[language], at, key, reason })),
  }, await loadGeography(tx), language);
  return { template: "bulletin", data, pictures: { "map.svg": picture }, format, mostPages: 2, madeAt: row.time };
}
