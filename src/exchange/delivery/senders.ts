/**
 * One way out for each channel. A sender succeeds, fails for now, or can never succeed as things are set (`NotSet`): then nothing
 * is tried again. Each message carries the delivery's id, so that one that was sent twice after a crash is known for the same.
 */
import { sendSms } from "../../field/index.ts";
import { isOpen } from "../../platform/http.ts";
import type { Language } from "../../platform/language.ts";
import type { Node } from "../../platform/node.ts";
import { isThisMachine } from "../../platform/transport.ts";
import { momentOf } from "../moment.ts";
import type { Address, Channel } from "../contacts/channels.ts";
import { NotSet, sendMail } from "./mail.ts";
import type { Message } from "./message.ts";
import { pushKeys, type OutwardSettings } from "./settings.ts";

export interface Sending {
  delivery: string;
  address: Address;
  language: Language;
  message: Message;
  settings: OutwardSettings;
  /** As it left: words, signature, key. */
  document: { words: string; signature: string; key: string };
}

export type Sender = (node: Node, sending: Sending) => Promise<void>;

const TIMEOUT_MS = 20_000;

export const SENDERS: Readonly<Partial<Record<Channel, Sender>>> = {
  async email(node, { delivery, address, message: { subject, text, isExercise }, settings }) {
    if (!("address" in address)) throw new NotSet("no address");
    await sendMail(node, settings, { id: delivery, to: address.address, subject, text, isExercise });
  },
  async sms(node, { address, message, language }) {
    if (!("address" in address)) throw new NotSet("no number");
    // Queued durably there, and tried again by its own job.
    await sendSms(node, address.address, message.short, language).catch((error: { code?: string }) => { throw error.code === "gateway.none" ? new NotSet("no SMS gateway sends") : error; });
  },
  async push(node, { delivery, address, message, settings }) {
    if (!settings.push || address.channel !== "push") throw new NotSet("browser notifications are not set");
    const [{ default: webPush }, keys] = [await import("web-push"), await pushKeys(node)];
    // Encrypted for this browser; the service in between reads nothing. The text itself waits on the page.
    await webPush.sendNotification(address.subscription, JSON.stringify({ title: message.subject, exercise: message.isExercise }), {
      TTL: 3_600, urgency: "high", timeout: TIMEOUT_MS, topic: delivery.replaceAll("-", "").slice(0, 32), vapidDetails: { subject: settings.push.subject, ...keys },
    });
  },
  async webhook(node, { delivery, address, document, message }) {
    if (!("address" in address)) throw new NotSet("no address");
    if (!(await isOpen(node, "webhooks"))) throw new NotSet("the door webhooks is closed");
    const target = new URL(address.address);
    if (target.protocol !== "https:" && !isThisMachine(target.hostname)) throw new NotSet("a webhook outside this machine needs https");
    const reply = await fetch(target, {
      method: "POST", redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS), headers: { "content-type": "application/cloudevents+json; charset=utf-8" },
      body: JSON.stringify(cloudEvent(node, delivery, document, message.isExercise)),
    });
    await reply.body?.cancel();
    if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
  },
};

/** CloudEvents 1.0, structured mode. The same id for every repetition. */
export const cloudEvent = (node: Node, delivery: string, document: Sending["document"], isExercise: boolean) => ({
  specversion: "1.0", id: delivery, source: `urn:faleme:node:${node.country}`, type: isExercise ? "org.faleme.alert.exercise" : "org.faleme.alert", subject: (JSON.parse(document.words) as { reference: string }).reference,
  time: momentOf(node.db.now()), datacontenttype: "application/json", data: document,
});
