/**
 * How a contact is reached. Addresses and numbers are of posts, sealed with a key of the data directory, apart from the
 * contact's versions: changing one leaves no old number behind in a journal, an export or a backup that can be read without the key.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import { rankOf } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import { find, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { contact } from "./contact.noun.ts";

export const CHANNELS = ["page", "email", "sms", "push", "webhook", "call"] as const;
export type Channel = (typeof CHANNELS)[number];

const Subscription = z.strictObject({ endpoint: z.url({ protocol: /^https$/ }).max(1_000), keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(100) }) });
export type Subscription = z.infer<typeof Subscription>;

export const Address = z.discriminatedUnion("channel", [
  z.strictObject({ channel: z.literal("page") }),
  z.strictObject({ channel: z.literal("email"), address: z.email().max(200) }),
  z.strictObject({ channel: z.literal("sms"), address: z.string().regex(/^\+?\d{6,15}$/) }),
  z.strictObject({ channel: z.literal("call"), address: z.string().regex(/^\+?\d{3,15}$/) }),
  z.strictObject({ channel: z.literal("webhook"), address: z.url({ protocol: /^https?$/ }).max(500) }),
  z.strictObject({ channel: z.literal("push"), subscription: Subscription }),
]);
export type Address = z.infer<typeof Address>;

const IV_BYTES = 12, TAG_BYTES = 16;

const keyOf = (node: Node) => createHash("sha256").update(`contact channels ${node.secret("contact-channels")}`).digest();

export function sealed(node: Node, words: string, bound: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(node), iv).setAAD(Buffer.from(bound));
  const held = Buffer.concat([cipher.update(words, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), held]);
}

/** @param bound the contact and the channel: what is sealed for one opens for no other */
export function unsealed(node: Node, held: Buffer, bound: string): string {
  const cipher = createDecipheriv("aes-256-gcm", keyOf(node), held.subarray(0, IV_BYTES)).setAAD(Buffer.from(bound)).setAuthTag(held.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([cipher.update(held.subarray(IV_BYTES + TAG_BYTES)), cipher.final()]).toString("utf8");
}

export async function addressesOf(tx: Transaction, node: Node, id: string): Promise<Address[]> {
  const { rows } = await sql<{ channel: string; sealed: Buffer }>`select channel, sealed from contact_channels where contact = ${id} order by channel`.execute(tx.sql);
  return rows.map(({ channel, sealed: held }) => Address.parse(JSON.parse(unsealed(node, held, `${id} ${channel}`))));
}

export async function setAddresses(tx: Transaction, node: Node, id: string, addresses: readonly Address[]): Promise<void> {
  const row = await find(tx, contact, id);
  if (!row || row.withdrawn) throw problem("record.notFound");
  if (new Set(addresses.map(({ channel }) => channel)).size < addresses.length) throw problem("input.invalid", { reason: "channels: once each" });
  const envelope = { marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise" };
  await sql`delete from contact_channels where contact = ${id}`.execute(tx.sql);
  for (const address of addresses) {
    await sql`insert into contact_channels (contact, channel, sealed, marking, owner, exercise)
      values (${id}, ${address.channel}, ${sealed(node, JSON.stringify(address), `${id} ${address.channel}`)}, ${envelope.marking}, ${envelope.owner}, ${envelope.exercise})`.execute(tx.sql);
  }
  tx.journal({ act: "set-channels", noun: "contact", object: id, ...envelope });
  await save(tx, contact, { id, content: { ...row.content, channels: CHANNELS.filter((channel) => addresses.some((one) => one.channel === channel)) } });
}

/** Enough to recognise it, not enough to use it. */
const masked = (words: string) => (words.length <= 4 ? "…" : `…${words.slice(-3)}`);
const shown = (one: Address) => ({ channel: one.channel, ...("address" in one ? { ending: masked(one.address) } : {}) });
const Shown = z.array(z.object({ channel: z.enum(CHANNELS), ending: z.string().optional() }));

export const channelRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/contacts/:id/channels", tag: "contact", may: "exchange.write", summary: "Which channels a contact has; of each address only its end", params: z.object({ id: z.uuid() }), reply: Shown,
    async handle({ tx, node, params }) {
      if (!(await find(tx, contact, params.id))) throw problem("record.notFound");
      return (await addressesOf(tx, node, params.id)).map(shown);
    },
  }),
  route({
    method: "PUT", path: "/api/contacts/:id/channels", tag: "contact", may: "exchange.write", summary: "Set a contact’s channels and their addresses, all of them; they are kept sealed", params: z.object({ id: z.uuid() }),
    body: z.strictObject({ channels: z.array(Address).max(CHANNELS.length) }), reply: Shown,
    async handle({ tx, node, params, body }) {
      await setAddresses(tx, node, params.id, body.channels);
      return (await addressesOf(tx, node, params.id)).map(shown);
    },
  }),
  route({
    method: "POST", path: "/api/contacts/:id/call", tag: "contact", may: "exchange.write", summary: "The number to call, for the officer who calls now; that it was read is journalled", params: z.object({ id: z.uuid() }), reply: z.object({ number: z.string() }),
    async handle({ tx, node, params }) {
      const row = await find(tx, contact, params.id);
      const found = (await addressesOf(tx, node, params.id)).find(({ channel }) => channel === "call") as { address: string } | undefined;
      if (!row || !found) throw problem("record.notFound");
      tx.journal({ act: "read-number", noun: "contact", object: row.id, marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise" });
      return { number: found.address };
    },
  }),
];
