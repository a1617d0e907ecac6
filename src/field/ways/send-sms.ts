/**
 * Short messages out: written down, sealed, before they are sent; tried at once and then again by a job, slower each time,
 * until the gateway took them or they are too old to be of use. Then their key is destroyed, and number and words with it.
 */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { newId } from "../../platform/identity.ts";
import type { Language } from "../../platform/language.ts";
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";
import { endKey } from "../intake/key-ends.ts";
import { keysOf } from "../intake/keys.ts";
import { seal, unseal } from "../intake/seal.ts";
import { post } from "./sms-senders.ts";
import { gateways, gatewaySecret } from "./sms-settings.ts";

/** A minute, two, four …: the last try is about two hours after the first. */
const MOST_ATTEMPTS = 7;
const FIRST_WAIT_MS = 60_000;
const KEPT_DAYS = 30;

/** @param gateway by which the sender's own message came; else the first that sends @throws gateway.none */
export async function sendSms(node: Node, to: string, words: string, _language: Language, gateway?: string): Promise<void> {
  const id = newId(node.db.now().getTime());
  const caller = node.keeper("sms");
  const name = await node.db.as(caller, async (tx) => {
    const able = Object.entries(await gateways(tx)).filter(([, { isOn, sendUrl }]) => isOn && sendUrl).map(([known]) => known);
    return able.find((known) => known === gateway) ?? able[0];
  });
  if (!name) throw problem("gateway.none");
  const [taken] = await keysOf(node).take([id]);
  await keysOf(node).keep([{ ...taken!, report: id }]);
  await node.db.as(caller, async (tx) => {
    await sql`insert into sms_outbox (id, gateway, slot, sealed, state, next_at, at) values (${id}, ${name}, ${taken!.slot}, ${seal(taken!.key, "message", id, Buffer.from(JSON.stringify({ to, words })))}, 'waiting', ${tx.now}, ${tx.now})`.execute(tx.sql);
    tx.journal({ act: `queue-sms ${name}` });
  });
  sendSoon(node, id);
}

interface Sending { turn: Promise<unknown>; stop: AbortController }
const sending = new WeakMap<Node, Sending>();

/** One after the other: a gateway that is slow holds one connection of the database, not all. What fails is the job's to make good. */
function sendSoon(node: Node, id: string): void {
  const mine = sending.get(node) ?? { turn: Promise.resolve(), stop: new AbortController() };
  sending.set(node, mine);
  mine.turn = mine.turn.then(() => sendDue(node, mine.stop.signal, id)).catch(() => {});
}

/** The server stops: what is on its way is left, and waits for the next start. */
export async function stopSending(node: Node): Promise<void> {
  const mine = sending.get(node);
  mine?.stop.abort();
  await mine?.turn;
  sending.delete(node);
}

interface Waiting { id: string; gateway: string; slot: number; sealed: Buffer; attempts: number }

/** Sends what is due, one after the other; each is held by one process alone. @param only that one @returns how many the gateways took */
export async function sendDue(node: Node, signal: AbortSignal, only?: string): Promise<number> {
  let sent = 0;
  while (!signal.aborted) {
    const outcome = await node.db.as(node.keeper("sms"), (tx) => sendNext(node, tx, signal, only));
    if (outcome === "nothing") return sent;
    if (outcome === "sent") sent++;
    if (only) return sent;
  }
  return sent;
}

async function sendNext(node: Node, tx: Transaction, signal: AbortSignal, only?: string): Promise<"nothing" | "sent" | "later"> {
  const { rows: [row] } = await sql<Waiting>`
    select id, gateway, slot, sealed, attempts from sms_outbox where state = 'waiting' and next_at <= ${tx.now} ${only ? sql`and id = ${only}` : sql``}
    order by next_at limit 1 for update skip locked`.execute(tx.sql);
  if (!row) return "nothing";
  const settings = (await gateways(tx))[row.gateway];
  const key = keysOf(node).read(row.slot, row.id);
  const isSent = settings?.isOn && settings.sendUrl && key
    ? await post({ id: row.id, ...JSON.parse(unseal(key, "message", row.id, row.sealed).toString()) }, settings, gatewaySecret(node, row.gateway, "out"), signal).then(() => true, () => false)
    : false;
  const isOver = isSent || row.attempts + 1 >= MOST_ATTEMPTS || !key;
  const state = isSent ? "sent" : isOver ? "failed" : "waiting";
  await sql`update sms_outbox set state = ${state}, attempts = attempts + 1, sealed = case when ${isOver} then null else sealed end,
    next_at = ${new Date(tx.now.getTime() + FIRST_WAIT_MS * 2 ** row.attempts)} where id = ${row.id}`.execute(tx.sql);
  if (isOver) {
    await endKey(node, tx, { slot: row.slot, report: row.id, isErasure: false });
    tx.journal({ act: `${isSent ? "send" : "give-up"}-sms ${row.gateway}` });
  }
  return isSent ? "sent" : "later";
}

export async function outboxCounts(tx: Transaction): Promise<Record<string, { waiting: number; failed: number }>> {
  const { rows } = await sql<{ gateway: string; waiting: number; failed: number }>`
    select gateway, count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'failed') as failed from sms_outbox group by gateway`.execute(tx.sql);
  return Object.fromEntries(rows.map(({ gateway, ...counts }) => [gateway, counts]));
}

export async function forgetOldSms(node: Node): Promise<void> {
  await node.db.as(node.keeper("sms"), async (tx) => {
    const before = new Date(tx.now.getTime() - KEPT_DAYS * 86_400_000);
    await sql`delete from sms_outbox where at < ${before} and state <> 'waiting'`.execute(tx.sql);
    await sql`delete from sms_answers where at < ${before}`.execute(tx.sql);
    await sql`delete from sms_questions where at < ${before}`.execute(tx.sql);
  });
}
