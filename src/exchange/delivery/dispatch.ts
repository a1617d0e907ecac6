/**
 * The hand that moves alerts on: looks at the clock, asks the next rung where a deadline has passed, and sends what is due.
 * All it knows is in the database, so that any process can take over at any moment; several may run at once.
 */
import type { Log } from "../../platform/log.ts";
import type { Live } from "../../platform/live.ts";
import type { Node } from "../../platform/node.ts";
import { find, save } from "../../platform/noun-store.ts";
import { addressesOf } from "../contacts/channels.ts";
import { contact } from "../contacts/contact.noun.ts";
import { momentOf } from "../moment.ts";
import { ReleaseDocument } from "../release/document.ts";
import { documentHeld } from "../release/queries.ts";
import { codesFor } from "./codes.ts";
import { delivery } from "./delivery.noun.ts";
import { escalate, settle } from "./escalate.ts";
import { houseSeconds } from "./house-clock.ts";
import { NotSet } from "./mail.ts";
import { messageFor } from "./message.ts";
import { attemptsOf, dueEscalations, isAnythingOpen, keepAttempt, keepEscalation, takeAttempts, type Attempt } from "./queries.ts";
import { SENDERS, type Sending } from "./senders.ts";
import { outwardSettings } from "./settings.ts";

const TICK_MS = 5_000;
const BATCH = 50;
/** Longer than any sender waits. */
const HELD_SECONDS = 90;
/** Seconds until the next try of one channel; after the last it has failed. */
const RETRY_SECONDS = [15, 60, 180, 600];

export interface Dispatched { told: number; sent: number; failed: number }

/** One look: everything that is due now, in both worlds. */
export async function dispatch(node: Node): Promise<Dispatched> {
  const done: Dispatched = { told: 0, sent: 0, failed: 0 };
  for (const exercise of [false, true]) {
    const caller = node.keeper("alert dispatch", exercise);
    if (!(await node.db.as(caller, isAnythingOpen))) continue;
    for (let more = true; more;) {
      const { told, seen } = await node.db.as(caller, async (tx) => {
        const seconds = await houseSeconds(tx);
        const due = await dueEscalations(tx, seconds, BATCH);
        let count = 0;
        for (const one of due) count += await escalate(tx, node, one, seconds);
        return { told: count, seen: due.length };
      });
      done.told += told;
      more = seen === BATCH;
    }
    for (let more = true; more;) {
      const taken = await node.db.as(caller, async (tx) => takeAttempts(tx, await houseSeconds(tx), BATCH, HELD_SECONDS));
      for (const outcome of await Promise.all(taken.map((attempt) => send(node, attempt)))) done[outcome]++;
      more = taken.length === BATCH;
    }
  }
  return done;
}

async function send(node: Node, attempt: Attempt): Promise<"sent" | "failed"> {
  const caller = node.keeper("alert dispatch", attempt.exercise);
  const sending = await node.db.as(caller, (tx) => sendingOf(tx, node, attempt));
  let fault: Error | undefined;
  try {
    if (!sending) throw new NotSet("the document was revoked, or the channel is gone");
    await SENDERS[attempt.channel as keyof typeof SENDERS]!(node, sending);
  } catch (error) {
    fault = error as Error;
  }
  await node.db.as(caller, async (tx) => {
    const seconds = await houseSeconds(tx);
    const wait = RETRY_SECONDS[attempt.tries - 1];
    const state = !fault ? "sent" : fault instanceof NotSet || wait === undefined ? "failed" : "waiting";
    // Its class and code alone: a mail server's words may quote the address.
    await keepAttempt(tx, { delivery: attempt.delivery, channel: attempt.channel, state, dueAt: seconds + (wait ?? 0), ...(fault ? { failure: fault instanceof NotSet ? fault.message : ((fault as { code?: string }).code ?? fault.name) } : {}) });
    const row = await find(tx, delivery, attempt.delivery);
    const content = row?.content as Record<string, unknown> | undefined;
    if (state === "sent" && content && content.deliveredAt === undefined) {
      await save(tx, delivery, { id: row!.id, isStep: true, content: { ...content, by: attempt.channel, deliveredAt: momentOf(tx.now), state: content.state === "waiting" || content.state === "failed" ? "delivered" : content.state } });
    }
    if (state === "failed" && content?.state === "waiting" && (await attemptsOf(tx, attempt.delivery)).every((one) => one.state === "failed")) {
      await settle(tx, attempt.delivery, "failed");
      // Nothing reached them: there is no answer to wait for.
      const { rows: [chain] } = await tx.client.query("select id, contacted, state from escalations where id = $1 and state = 'open' for update", [content.chain]);
      if (chain) await keepEscalation(tx, { ...chain, dueAt: seconds });
    }
  });
  return fault ? "failed" : "sent";
}

async function sendingOf(tx: Parameters<typeof addressesOf>[0], node: Node, { delivery: id, channel }: Attempt): Promise<Sending | undefined> {
  const row = await find(tx, delivery, id);
  const { alert, contact: to, deadlineMinutes } = (row?.content ?? {}) as { alert: string; contact: string; deadlineMinutes: number };
  const post = row && await find(tx, contact, to);
  const document = row && await documentHeld(tx, alert, to);
  const address = row && (await addressesOf(tx, node, to)).find((one) => one.channel === channel);
  if (!post || !document || !address) return undefined;
  const settings = await outwardSettings(tx);
  const { code, token } = codesFor(node, id);
  const { language } = post.content as { language: "fr" | "en" | "ar" };
  const message = messageFor(ReleaseDocument.parse(JSON.parse(document.document)), language, {
    code, minutes: deadlineMinutes, ...(settings.publicUrl ? { link: `${settings.publicUrl.replace(/\/$/, "")}/answer#${token}` } : {}),
  });
  return { delivery: id, address, language, message, settings, document: { words: document.document, signature: document.signature.toString("base64url"), key: document.keyId } };
}

/** Looks every few seconds, and at once where an alert, a delivery or an answer was written. */
export function keepDispatching(node: Node, log: Log, live: Live): () => Promise<void> {
  let running: Promise<void> | undefined;
  let isAsked = false;
  let isStopped = false;
  const look = (): void => {
    if (isStopped) return;
    if (running) { isAsked = true; return; }
    running = dispatch(node).then(() => {}, (error: Error) => { log.fault("alert dispatch", error); }).finally(() => {
      running = undefined;
      if (isAsked) { isAsked = false; look(); }
    });
  };
  const leave = live.listen(({ nouns }) => { if (nouns.some((name) => name === "alert" || name === "delivery" || name === "*")) look(); });
  const timer = setInterval(look, TICK_MS);
  timer.unref();
  look();
  return async () => {
    isStopped = true;
    clearInterval(timer);
    leave();
    await running;
  };
}
