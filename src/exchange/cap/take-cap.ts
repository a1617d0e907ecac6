/**
 * A CAP message from elsewhere: an alert becomes one of ours that is received and never handed on; an update or cancellation acts
 * on the one it refers to; an Ack or an Error is an answer to what we sent. The same message twice is one.
 */
import { sql } from "kysely";
import { idFrom } from "../../platform/identity.ts";
import { isCode } from "../../platform/codes.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Marking } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import type { Row } from "../../platform/noun.ts";
import { find, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { loadGeography, type Geography } from "../../places/index.ts";
import { affectedArea } from "../alerts/affected.ts";
import { functionsFor } from "../alerts/draft.ts";
import { alert, type Affected, type Info } from "../alerts/alert.noun.ts";
import { keepAnswer } from "../delivery/answers.ts";
import { deliveriesOf } from "../delivery/queries.ts";
import { momentOf } from "../moment.ts";
import { withFullSight } from "../release/full-sight.ts";
import { documentById } from "../release/queries.ts";
import type { CapAlert, CapInfo } from "./cap-alert.ts";
import { KIND_CODE } from "./cap-of-document.ts";
import { CapFault, readCap } from "./read-cap.ts";

export interface TakenCap { message: CapAlert; alert?: Row; answer?: Row }

const MARKINGS: Readonly<Record<CapAlert["scope"], Marking>> = { Public: "CLEAR", Restricted: "AMBER", Private: "AMBER+STRICT" };

export async function takeCap(tx: Transaction, node: Node, xml: string): Promise<TakenCap> {
  let message: CapAlert;
  try { message = readCap(xml); } catch (error) { throw error instanceof CapFault ? problem("cap.refused", { reason: error.message }) : error; }
  if (message.status === "System" || message.status === "Draft") throw problem("cap.refused", { reason: `status: ${message.status} is for the sender’s own systems` });
  if ((message.status === "Exercise") !== tx.caller.exercise) throw problem("cap.refused", { reason: `status: ${message.status} does not belong into ${tx.caller.exercise ? "an exercise" : "the actual world"}` });
  if (message.messageType === "Ack" || message.messageType === "Error") return { message, ...(await takeAnswer(tx, node, message)) };
  const own = idOf(message.sender, message.identifier);
  const before = message.references.map(({ sender, identifier }) => idOf(sender, identifier));
  const earlier = (await Promise.all(before.map((id) => find(tx, alert, id)))).find((row) => row !== undefined);
  const { row } = await save(tx, alert, { id: own, isStep: true, marking: MARKINGS[message.scope], content: { ...contentOf(message, await loadGeography(tx), node.country), ...(earlier ? { follows: earlier.id } : {}) } });
  if (earlier && (earlier.content as { state: string }).state === "received") {
    await save(tx, alert, { id: earlier.id, isStep: true, content: { ...earlier.content, state: message.messageType === "Cancel" ? "cancelled" : "superseded" } });
  }
  return { message, alert: row };
}

export const idOf = (sender: string, identifier: string): string => idFrom("cap", `${sender}\n${identifier}`);

/** Ours are told by the document's id; the answer is its recipient's. */
async function takeAnswer(tx: Transaction, node: Node, message: CapAlert): Promise<{ answer?: Row }> {
  for (const { identifier } of message.references) {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(identifier)) continue;
    const kept = await withFullSight(tx, node, (full) => documentById(full, identifier));
    const delivery = kept && (await withFullSight(tx, node, (full) => deliveriesOf(full, kept.record))).find(({ contact }) => contact === kept.contact);
    if (!delivery) continue;
    const words = message.note ? `CAP ${message.messageType}: ${message.note}`.slice(0, 1_000) : undefined;
    return { answer: await keepAnswer(tx, node, delivery.id, { id: idOf(message.sender, message.identifier), kind: message.messageType === "Ack" ? "acknowledged" : "need-more", way: "node", words }) };
  }
  throw problem("cap.refused", { reason: "references: none of the messages that this node sent" });
}

function contentOf(message: CapAlert, geography: Geography, country: string): Record<string, unknown> {
  const [first] = message.infos;
  const named = first?.eventCodes.find(({ name }) => name === KIND_CODE)?.value;
  const kind = named && isCode("event-kind", named) ? named : "other";
  const info = message.infos.flatMap(infoOf).filter(({ language }, i, all) => all.findIndex((one) => one.language === language) === i);
  const affected = first ? areasOf(first, geography, country) : [];
  return {
    title: (first?.headline ?? first?.event ?? message.identifier).slice(0, 200), kind, messageType: message.messageType, category: first?.categories[0] ?? "Other",
    urgency: first?.urgency ?? "Unknown", severity: first?.severity ?? "Unknown", certainty: first?.certainty ?? "Unknown", ...(first && first.responses.length > 0 ? { responses: [...new Set(first.responses)] } : {}),
    isTest: message.status === "Test", ...(info.length > 0 ? { info } : {}), basis: "stated", ...(affected.length > 0 ? { affected } : {}), functions: functionsFor(kind),
    ...(first?.onset ? { onset: momentOf(new Date(first.onset)) } : {}), ...(first?.expires ? { expires: momentOf(new Date(first.expires)) } : {}), sentAt: momentOf(new Date(message.sent)),
    capSender: message.sender.slice(0, 160), capIdentifier: message.identifier.slice(0, 200), state: "received",
  };
}

function infoOf(one: CapInfo): Info[] {
  // The standard's default is English.
  const language = (one.language ?? "en").slice(0, 2).toLowerCase();
  if (language !== "fr" && language !== "en" && language !== "ar") return [];
  const relay = one.parameters.find(({ name }) => name === "faleme:relay")?.value.slice(0, 300);
  return [{
    language, headline: (one.headline ?? one.event).slice(0, 160), description: (one.description ?? one.headline ?? one.event).slice(0, 2_000),
    ...(one.instruction ? { instruction: one.instruction.slice(0, 1_000) } : {}), ...(relay ? { relay } : {}),
  }];
}

/** By p-code where one is known here, else by the middle of what is drawn. */
function areasOf({ areas }: CapInfo, geography: Geography, country: string): Affected[] {
  const pcodes = areas.flatMap(({ geocodes, polygons, circles }) => {
    const coded = geocodes.map(({ value }) => value).filter((value) => geography.areaByPcode(value));
    if (coded.length > 0) return coded;
    const points = [...circles.map((circle) => circle.split(" ")[0]!), ...polygons.map(middle)].map((point) => point.split(",").map(Number));
    return points.flatMap(([lat, lon]) => geography.whereabouts(lon!, lat!).admin2 ?? geography.whereabouts(lon!, lat!).area ?? []);
  });
  return [...new Set(pcodes)].slice(0, 200).map((pcode) => affectedArea(geography, pcode, ["said"], country));
}

function middle(polygon: string): string {
  const points = polygon.split(/\s+/).slice(1).map((point) => point.split(",").map(Number));
  const mean = (i: number) => points.reduce((sum, point) => sum + point[i]!, 0) / points.length;
  return `${mean(0)},${mean(1)}`;
}

/** Which node's message a received alert was, for the answer to it. */
export async function referenceTo(tx: Transaction, id: string): Promise<{ row: Row; sender: string; identifier: string; sent: string }> {
  const row = await find(tx, alert, id);
  const { capSender: sender, capIdentifier: identifier, sentAt } = (row?.content ?? {}) as { capSender?: string; capIdentifier?: string; sentAt?: string };
  if (!row || !sender || !identifier || !sentAt) throw problem("record.notFound");
  return { row, sender, identifier, sent: `${sentAt.slice(0, 19)}-00:00` };
}

/** CLEAR alerts that are out, for the public feed. */
export async function publicAlerts(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from alerts where marking = 0 and state in ('issued', 'cancelled', 'cleared', 'superseded') and cap_sender is null and sent_at is not null and not withdrawn and not is_test order by sent_at desc, id desc limit 100`.execute(tx.sql);
  return rows.map(({ id }) => id);
}
