/** What is not a release: revocations, answers, requests and their replies, refusals, and the wish to be given something again. */
import { sql } from "kysely";
import { z } from "zod";
import { canonical } from "../../platform/canonical.ts";
import type { Transaction } from "../../platform/database.ts";
import { idFrom } from "../../platform/identity.ts";
import type { Node } from "../../platform/node.ts";
import { find, findMany, save } from "../../platform/noun-store.ts";
import { alert } from "../alerts/alert.noun.ts";
import { ANSWER_KINDS, keepAnswer } from "../delivery/answers.ts";
import { delivery } from "../delivery/delivery.noun.ts";
import { settle } from "../delivery/escalate.ts";
import { deliveriesOf } from "../delivery/queries.ts";
import { request } from "../delivery/request.noun.ts";
import { isMoment, momentOf } from "../moment.ts";
import { Revocation } from "../release/document.ts";
import { documentById } from "../release/queries.ts";
import { isSignedBy } from "../release/signing.ts";
import type { Peer } from "./peers.ts";
import { offerAgain } from "./outbox.ts";
import { receivedRecord, type ReceivedContent } from "./received-record.noun.ts";
import { alertIdOf } from "./take-release.ts";
import type { Linked } from "./wire.ts";

const Base = { id: z.uuid(), sender: z.string(), key: z.string(), sentAt: z.string() };
/** Documents in one message. */
export const MOST_NAMED = 500;
const ids = z.array(z.uuid()).max(MOST_NAMED);
export const Answer = z.strictObject({ ...Base, type: z.literal("answer"), documents: ids.min(1), kind: z.enum(ANSWER_KINDS), answeredAt: z.string().max(20), note: z.string().max(1_000).optional() });
const Request = z.strictObject({ ...Base, type: z.literal("request"), title: z.string().max(200), question: z.string().trim().min(1).max(1_000), dueAt: z.string().refine(isMoment), contact: z.uuid(), service: z.string().max(40).nullish(), state: z.string().max(20), document: z.uuid().optional() });
const Reply = z.strictObject({ ...Base, type: z.literal("reply"), state: z.enum(["answered", "declined"]), answer: z.string().trim().min(1).max(2_000).optional() });
const Refusal = z.strictObject({ ...Base, type: z.literal("refusal"), documents: z.array(z.strictObject({ id: z.uuid(), seq: z.int(), reasons: z.array(z.string().max(40)).max(20) })).max(MOST_NAMED) });
const Again = z.strictObject({ ...Base, type: z.literal("again"), documents: ids });

export interface Context { tx: Transaction; node: Node; peer: Peer; keys: ReadonlyMap<string, string>; asSender<T>(work: (tx: Transaction) => Promise<T>): Promise<T> }

/** @returns why it is refused; nothing, it is taken */
export async function takeMessage(context: Context, entry: Linked): Promise<string | undefined> {
  const { peer, keys } = context;
  if (!entry.body) return "withheld";
  const { words, signature } = entry.body;
  let said: { key?: string; sender?: string };
  try { said = JSON.parse(words); } catch { return "not-understood"; }
  const key = keys.get(said.key ?? "");
  if (!key || said.sender !== peer.country || canonical(said) !== words || !isSignedBy(key, words, Buffer.from(signature, "base64url"))) return "not-genuine";
  const take = TAKES[entry.kind];
  return take ? take(context, said) : "not-understood";
}

const TAKES: Readonly<Record<string, (context: Context, said: unknown) => Promise<string | undefined>>> = {
  async revocation({ asSender, peer }, said) {
    const read = Revocation.safeParse(said);
    if (!read.success) return "not-understood";
    await asSender((tx) => revokeHere(tx, peer.country, read.data.document));
    return undefined;
  },
  async answer({ tx, node, peer }, said) {
    const read = Answer.safeParse(said);
    if (!read.success) return "not-understood";
    const { documents, kind, note, id } = read.data;
    for (const document of documents) {
      const kept = await documentById(tx, document);
      if (!kept || kept.country !== peer.country) continue;
      // The chain's first delivery: whoever it was escalated to meanwhile, the country has answered.
      const own = (await deliveriesOf(tx, kept.record)).find(({ contact }) => contact === kept.contact);
      if (own) await keepAnswer(tx, node, own.id, { id: idFrom("answer of a node", `${peer.country}\n${id}\n${own.id}`), kind, way: "node", ...(kind.startsWith("outcome") || kind === "taking-action" ? { done: note } : { words: note }) });
    }
    return undefined;
  },
  async request({ asSender, peer }, said) {
    const read = Request.safeParse(said);
    if (!read.success) return "not-understood";
    const { id, title, question, dueAt, contact, document, state } = read.data;
    await asSender(async (tx) => {
      const own = idFrom("request of a node", `${peer.country}\n${id}`);
      const before = await find(tx, request as never, own);
      const about = document ? await alertOfDocument(tx, peer.country, document) : undefined;
      const content = { title: `${peer.country} – ${title}`.slice(0, 200), contact, question, dueAt, ...(about ? { alert: about } : {}), state: state === "cancelled" ? "cancelled" : "open" };
      if (!before || state === "cancelled") await save(tx, request as never, { id: own, isStep: true, content: before ? { ...before.content, state: "cancelled" } : content });
    });
    return undefined;
  },
  async reply({ tx, peer }, said) {
    const read = Reply.safeParse(said);
    if (!read.success) return "not-understood";
    // It names its own row, which was made from the name of ours.
    const { rows } = await sql<{ id: string }>`select r.id from information_requests r join contacts c on c.id = r.contact where c.country = ${peer.country} and r.state = 'open' and not r.withdrawn`.execute(tx.sql);
    const own = rows.find(({ id }) => idFrom("request of a node", `${tx.caller.organisation}\n${id}`) === read.data.id);
    const row = own && await find(tx, request as never, own.id);
    if (row) await save(tx, request as never, { id: row.id, isStep: true, content: { ...row.content, ...(read.data.answer ? { answer: read.data.answer } : {}), answeredAt: isMoment(read.data.sentAt) ? read.data.sentAt : momentOf(tx.now), state: read.data.state } });
    return undefined;
  },
  async refusal({ tx, peer }, said) {
    const read = Refusal.safeParse(said);
    if (!read.success) return "not-understood";
    const { documents } = read.data;
    await sql`update outbox o set refused = array(select json_array_elements_text(r.reasons)) from json_to_recordset(${JSON.stringify(documents)}::json) as r(id uuid, seq bigint, reasons json)
      where o.country = ${peer.country} and o.exercise = ${peer.exercise} and o.epoch = ${peer.outEpoch} and o.seq = r.seq and o.id = r.id`.execute(tx.sql);
    const { rows: told } = await sql<{ id: string }>`select v.id from released_documents d join deliveries v on v.alert = d.record and v.contact = d.contact
      where d.id = any(${documents.map(({ id }) => id)}::uuid[]) and d.country = ${peer.country} and v.state in ('waiting', 'delivered') and not v.withdrawn order by v.id`.execute(tx.sql);
    for (const { id, content } of await findMany(tx, delivery as never, told.map(({ id }) => id))) if ([undefined, "node"].includes((content as { by?: string }).by)) await settle(tx, id, "failed");
    return undefined;
  },
  async again({ tx, peer }, said) {
    const read = Again.safeParse(said);
    if (!read.success) return "not-understood";
    await offerAgain(tx, peer, read.data.documents);
    return undefined;
  },
};

async function revokeHere(tx: Transaction, sender: string, document: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from received_records where document = ${document} and sender = ${sender} and state <> 'revoked'`.execute(tx.sql);
  for (const row of await findMany(tx, receivedRecord as never, rows.map(({ id }) => id))) {
    const { places: _, coded: __, words: ___, ...rest } = row.content as unknown as ReceivedContent;
    await save(tx, receivedRecord as never, { id: row.id, content: { ...rest, state: "revoked" } });
    // The alert stands as long as another of our services holds a document of it.
    const { rows: [other] } = await sql`select from received_records where sender = ${sender} and reference = ${rest.reference} and state = 'held' limit 1`.execute(tx.sql);
    const stands = other ? undefined : await find(tx, alert as never, alertIdOf(sender, rest.reference));
    if (stands && (stands.content as unknown as { state: string }).state === "received") await save(tx, alert as never, { id: stands.id, isStep: true, content: { ...stands.content, state: "cancelled" } });
  }
}

async function alertOfDocument(tx: Transaction, sender: string, document: string): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ reference: string }>`select reference from received_records where sender = ${sender} and document = ${document}`.execute(tx.sql);
  return row && alertIdOf(sender, row.reference);
}

/** Alert documents up to here are with the peer: told by its node, as its own signed header says. */
export async function confirmDeliveries(tx: Transaction, peer: Peer, upTo: number): Promise<void> {
  const { rows } = await sql<{ id: string }>`select v.id from outbox o join released_documents d on d.id = o.id join deliveries v on v.alert = d.record and v.contact = d.contact
    where o.country = ${peer.country} and o.exercise = ${peer.exercise} and o.epoch = ${peer.outEpoch} and o.seq > ${peer.confirmedSeq} and o.seq <= ${upTo} and o.kind = 'release' and o.withheld is null and o.refused is null
      and d.subject = 'alert' and v.delivered_at is null and not v.withdrawn`.execute(tx.sql);
  for (const row of await findMany(tx, delivery as never, rows.map(({ id }) => id))) {
    const content = row.content as { state: string };
    await save(tx, delivery as never, { id: row.id, isStep: true, content: { ...row.content, by: "node", deliveredAt: momentOf(tx.now), state: content.state === "waiting" || content.state === "failed" ? "delivered" : content.state } });
  }
}
