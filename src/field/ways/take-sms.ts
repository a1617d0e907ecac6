/**
 * What becomes of a short message? A report; or the answer to the one question that was asked back, which completes the report
 * before it; or an answer to a question of the house. Whose conversation it belongs to is found by the number, which is kept,
 * encrypted, only where replies were asked for or a question waits, and for fourteen days at most.
 */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import type { Language } from "../../platform/language.ts";
import type { Node } from "../../platform/node.ts";
import { find, save } from "../../platform/noun-store.ts";
import { accept, type Said } from "../intake/accept.ts";
import { closeConversation, contactOf, conversationWith } from "../intake/contact.ts";
import { changeContent, contentForHouse, conversation, say } from "../intake/content.ts";
import { knownAmong } from "../intake/queries.ts";
import { sentence } from "../intake/reply-words.ts";
import { report as reportNoun } from "../intake/report.noun.ts";
import { checkIn, readSentinelSms } from "../people/check-in.ts";
import { screened } from "../triage/passages.ts";
import { groundOf } from "../triage/screen-report.ts";
import { whereTold } from "../triage/where-told.ts";
import { heardFirst } from "./heard-first.ts";
import { sendSms } from "./send-sms.ts";
import type { IncomingSms } from "./sms-gateways.ts";
import { readSms, type SmsMessage } from "./sms-message.ts";
import type { GatewaySettings } from "./sms-settings.ts";
import { plainWords } from "./sms-words.ts";

/** Alone or beside other words: the sender wants a number by which to ask, and replies. */
const WANTS_REPLY = new Set(["rep", "reponse", "reply", "رد", "جواب"].flatMap(plainWords));
/** Alone: no more messages, and the number is forgotten. */
const STOP = new Set(["stop", "fin", "arret", "قف", "توقف"].flatMap(plainWords));
const LONGEST_TEXT = 20_000;
const ANSWER_HOURS = 48;
const MOST_NUMBERS = 50;

export async function takeSms(node: Node, gateway: string, settings: GatewaySettings, sms: IncomingSms): Promise<void> {
  if (await heardFirst(node, sms.text, "sms")) return;
  const sentinel = readSentinelSms(sms.text);
  if (sentinel) return takeSignOfLife(node, settings, sms, sentinel);
  const words = plainWords(sms.text);
  const wantsReply = words.some((word) => WANTS_REPLY.has(word));
  const text = wantsReply ? sms.text.replace(/(^|\s)(r[eé]p|r[eé]ponse|reply|رد|جواب)(?=\s|$)/giu, "$1") : sms.text;
  const language: Language = /[\u0600-\u06ff]/.test(sms.text) ? "ar" : settings.language;
  const now = node.db.now();
  const read = readSms(text, now.toISOString().slice(0, 10));
  const isAnswer = await node.db.as(node.keeper("sms"), (tx) => answered(node, tx, sms, words, text, read));
  if (isAnswer) return;
  const isLong = sms.text.length > LONGEST_TEXT;
  const asks = settings.asksBack && settings.sendUrl ? read.ask : undefined;
  const { id, receipt, isRepeat } = await accept(node, {
    id: sms.id, way: "sms", text: sms.text.slice(0, LONGEST_TEXT) || "…", language, said: saidBy(read),
    ...(isLong ? { original: { type: "text/plain", bytes: Buffer.from(sms.text) } } : {}),
    // The number is kept for whoever asked for replies, and for as long as a question waits for its answer.
    ...(wantsReply || asks ? { contact: { channel: "sms", address: sms.from, wantsReply } } : {}),
  });
  if (asks && (await ask(node, id, asks))) await sendSms(node, sms.from, sentence(asks === "place" ? "askPlace" : "askKind", language), language, gateway);
  else if (wantsReply && !isRepeat && settings.sendUrl) await sendSms(node, sms.from, sentence("receivedWithNumber", language, receipt), language, gateway);
}

/**
 * A sentinel's number and word are looked at and not kept, nor is the telephone's number; what else they said is a report of
 * their voice. Nothing is asked back and nothing answered, whether the word was right or not.
 */
async function takeSignOfLife(node: Node, { language }: GatewaySettings, { id, text }: IncomingSms, { number, word, leaves, rest }: NonNullable<ReturnType<typeof readSentinelSms>>): Promise<void> {
  const voice = await checkIn(node, { number, word, leaves });
  if (!rest) return;
  await accept(node, {
    id, way: "sms", text: rest.slice(0, LONGEST_TEXT), said: saidBy(readSms(rest, node.db.now().toISOString().slice(0, 10))),
    language: /[\u0600-\u06ff]/.test(text) ? "ar" : language, ...(voice ? { sentinel: voice } : {}),
  });
}

function saidBy({ ask: _, place, near, towards, numbers, ...said }: SmsMessage): Said {
  const short = { place: place?.slice(0, 200), near: near?.slice(0, 200), towards: towards?.slice(0, 200) };
  return { ...said, ...Object.fromEntries(Object.entries(short).filter(([, value]) => value)), ...(numbers.length > 0 ? { numbers: numbers.slice(0, MOST_NUMBERS) } : {}) };
}

/** Once for each report, whoever delivers it how often. */
async function ask(node: Node, report: string, asked: "place" | "kind"): Promise<boolean> {
  return node.db.as(node.keeper("sms"), async (tx) => {
    const { numAffectedRows } = await sql`insert into sms_questions (report, asked, at) values (${report}, ${asked}, ${tx.now}) on conflict do nothing`.execute(tx.sql);
    return numAffectedRows === 1n;
  });
}

/** @returns whether it was no report of its own */
async function answered(node: Node, tx: Transaction, sms: IncomingSms, words: readonly string[], text: string, read: SmsMessage): Promise<boolean> {
  if ((await knownAmong(tx, [sms.id])).has(sms.id)) return false;
  const { rows: [told] } = await sql`select from sms_answers where delivery = ${sms.id}`.execute(tx.sql);
  if (told) return true;
  const report = await conversationWith(node, tx, "sms", sms.from);
  if (!report) return false;
  if (words.length === 1 && STOP.has(words[0]!)) {
    await closeConversation(node, tx, report);
    return remember(tx, sms.id);
  }
  // One that says place and kind speaks of something new.
  if (read.ask === undefined) return false;
  const { rows: [question] } = await sql<{ asked: "place" | "kind" }>`update sms_questions set is_open = false where report = ${report} and is_open returning asked`.execute(tx.sql);
  const isAsked = question !== undefined || (await conversation(node, tx, report)).at(-1)?.from === "house";
  if (!isAsked || !(await contentForHouse(node, tx, report))) return false;
  await say(node, tx, report, { from: "sender", words: text.slice(0, LONGEST_TEXT) || "…" });
  if (question) {
    await complete(node, tx, report, read);
    if (!(await contactOf(node, tx, report))?.wantsReply) await closeConversation(node, tx, report);
  }
  return remember(tx, sms.id);
}

async function remember(tx: Transaction, delivery: string): Promise<true> {
  await sql`insert into sms_answers (delivery, at) values (${delivery}, ${tx.now}) on conflict do nothing`.execute(tx.sql);
  return true;
}

/**
 * What the answer says and the report did not; what was said before stays. One that is not screened yet is placed by the
 * screening; one that a person has in hand is left to them, with the answer in its conversation.
 */
async function complete(node: Node, tx: Transaction, id: string, answer: SmsMessage): Promise<void> {
  const before = (await contentForHouse(node, tx, id))!.said ?? {};
  const said: Said = { ...saidBy(answer), ...before };
  await changeContent(node, tx, id, (content) => ({ ...content, said }));
  const row = await find(tx, reportNoun, id);
  const { state } = (row?.content ?? {}) as { state?: string };
  if (!row || (state !== "received" && state !== "screened")) return;
  const coded = Object.fromEntries(Object.entries({ kind: said.kind, occurredOn: said.on, datePrecision: said.on && "day", howKnown: said.howKnown }).filter(([, value]) => value !== undefined));
  await save(tx, reportNoun, { id, content: { ...coded, ...(state === "screened" ? await placed(node, tx, said) : {}), ...row.content } });
}

async function placed(node: Node, tx: Transaction, said: Said): Promise<object> {
  const ground = await groundOf(node, tx);
  const isPlace = (words: string) => ground.store.isNamed(words, tx.caller);
  return whereTold(ground, said, (name) => screened([{ key: "said.place", words: name }], isPlace).length === 0);
}

/** Who does not answer within two days, and wanted no replies, is not waited for: their number goes. */
export async function closeUnanswered(node: Node): Promise<void> {
  await node.db.as(node.keeper("sms"), async (tx) => {
    const { rows } = await sql<{ report: string }>`update sms_questions set is_open = false where is_open and at < ${new Date(tx.now.getTime() - ANSWER_HOURS * 3_600_000)} returning report`.execute(tx.sql);
    for (const { report } of rows) if ((await contactOf(node, tx, report))?.wantsReply === false) await closeConversation(node, tx, report);
  });
}
