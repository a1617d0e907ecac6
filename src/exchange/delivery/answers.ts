/**
 * What a contact answers, and what it stops: on the page, by the link or the code of a message, or on the phone, as the duty
 * officer heard it. The first answer of a chain ends its escalation; a later one is kept like any other.
 */
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import type { Row } from "../../platform/noun.ts";
import { find, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { momentOf } from "../moment.ts";
import { withFullSight } from "../release/full-sight.ts";
import { answer } from "./answer.noun.ts";
import { CODE_LENGTH, hashOf } from "./codes.ts";
import { delivery } from "./delivery.noun.ts";
import { closeChains, settle } from "./escalate.ts";
import { deliveryBy, escalationsOf } from "./queries.ts";

export const ANSWER_KINDS = ["acknowledged", "taking-action", "need-more", "outcome-true", "outcome-false", "outcome-unverifiable"] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];
export type AnswerWay = "page" | "link" | "email" | "sms" | "phoned" | "node";

export interface Said { kind: AnswerKind; way: AnswerWay; words?: string | undefined; done?: string | undefined; id?: string | undefined }

export async function keepAnswer(tx: Transaction, node: Node, about: string, { id, kind, way, words, done }: Said): Promise<Row> {
  const row = await find(tx, delivery, about);
  if (!row || row.withdrawn) throw problem("record.notFound");
  const { alert, contact, chain, title, state } = row.content as { alert: string; contact: string; chain: string; title: string; state: string };
  const now = momentOf(tx.now);
  const { row: kept } = await save(tx, answer, {
    ...(id ? { id } : {}), marking: row.marking, content: { title, alert, delivery: row.id, contact, kind, way, answeredAt: now, ...(words ? { words } : {}), ...(done ? { done } : {}) },
  });
  await withFullSight(tx, node, async (full) => {
    if (state !== "answered") await settle(full, row.id, "answered", { answeredAt: now, ...((row.content as { deliveredAt?: string }).deliveredAt ? {} : { deliveredAt: now }) });
    await closeChains(full, (await escalationsOf(full, alert)).filter((one) => one.id === chain), "answered");
  });
  return kept;
}

/** "OK 7KQ2…", "ACTION 7KQ2… deux équipes parties", in any of the three languages; undefined where no code is in it. */
export function readReply(text: string): { kind: AnswerKind; code: string; words?: string } | undefined {
  const found = CODE.exec(text.toUpperCase());
  if (!found) return undefined;
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length).trim();
  const kind = KINDS.find(([pattern]) => pattern.test(before) || pattern.test(after))?.[1] ?? "acknowledged";
  const words = [before.replace(LEADING, "").trim(), after].filter(Boolean).join(" ").slice(0, 1_000);
  return { kind, code: found[0], ...(words ? { words } : {}) };
}

const CODE = new RegExp(`(?<![A-Z0-9])(?=[A-Z0-9]*\\d)[23456789ABCDEFGHJKMNPQRSTVWXYZ]{${CODE_LENGTH}}(?![A-Z0-9])`);
const KINDS: readonly (readonly [RegExp, AnswerKind])[] = [
  [/\baction\b|نتصرف/i, "taking-action"], [/\binfo\b|précision|معلومات|المزيد/i, "need-more"], [/\b(vrai|true)\b|صحيح/i, "outcome-true"], [/\b(faux|false)\b|خطأ/i, "outcome-false"],
];
const LEADING = /^\s*(ok|oui|yes|action|info|reçu|recu|received|نعم|حسنا)\b[\s:,.-]*/i;

/** In whichever world the message was sent. @returns false where nothing answers to it */
export async function answerByCode(node: Node, codeOrToken: string, said: Said): Promise<boolean> {
  const wanted = codeOrToken.length === CODE_LENGTH ? codeOrToken.toUpperCase() : codeOrToken;
  const held = await node.db.as(node.keeper("answers"), (tx) => deliveryBy(tx, hashOf(wanted)));
  if (!held) return false;
  await node.db.as({ ...node.keeper(`contact by ${said.way}`, held.exercise) }, (tx) => keepAnswer(tx, node, held.delivery, said));
  return true;
}

/** For the ways in: a message that carries the code of a delivery is an answer to it, and nobody's report. */
export async function answerByReply(node: Node, text: string, way: "sms" | "email"): Promise<boolean> {
  const read = readReply(text);
  return read !== undefined && answerByCode(node, read.code, { kind: read.kind, way, words: read.words });
}
