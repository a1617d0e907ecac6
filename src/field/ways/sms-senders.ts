/** How does each gateway take a message that is to be sent? One request each; whatever it answers is read no farther than whether it took it. */
import type { GATEWAYS } from "./sms-gateways.ts";
import type { GatewaySettings } from "./sms-settings.ts";

export interface OutgoingSms { id: string; to: string; words: string }

type Sender = (sms: OutgoingSms, settings: GatewaySettings, secret: string) => RequestInit;

const json = (body: unknown, headers: Record<string, string>): RequestInit => ({ method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });

export const SENDERS: Readonly<Record<keyof typeof GATEWAYS, Sender>> = {
  generic: ({ id, to, words }, { from }, secret) => json({ id, to, text: words, ...(from ? { from } : {}) }, { authorization: `Bearer ${secret}` }),
  "africas-talking": ({ to, words }, { account = "", from }, secret) => ({
    method: "POST", headers: { apikey: secret, accept: "application/json" },
    body: new URLSearchParams({ username: account, to, message: words, ...(from ? { from } : {}) }),
  }),
  // SMS Gateway for Android, local server or private one: the id makes a repetition the same message.
  android: ({ id, to, words }, { account = "sms" }, secret) => json({ id, phoneNumbers: [to], textMessage: { text: words } }, { authorization: `Basic ${Buffer.from(`${account}:${secret}`).toString("base64")}` }),
};

const TIMEOUT_MS = 20_000;

/** @throws without a number, a word or a secret in it */
export async function post(sms: OutgoingSms, settings: GatewaySettings, secret: string, signal: AbortSignal): Promise<void> {
  const reply = await fetch(settings.sendUrl!, { ...SENDERS[settings.kind](sms, settings, secret), redirect: "error", signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) })
    .catch((error: Error) => { throw new Error(`the gateway does not answer (${(error as { cause?: { code?: string } }).cause?.code ?? error.name})`); });
  const words = await reply.text().catch(() => "");
  // Africa's Talking answers 201 also where it took nothing; each recipient has a code of its own, 100 to 102 for what goes.
  const isTaken = reply.ok && (settings.kind !== "africas-talking" || /"statusCode"\s*:\s*10[012]\b/.test(words));
  if (!isTaken) throw new Error(`the gateway refused (HTTP ${reply.status})`);
}
