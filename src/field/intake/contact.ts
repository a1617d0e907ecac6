/**
 * A phone number or an e-mail address, for as long as a conversation is open and for fourteen days at most. It has a key of
 * its own; ending it destroys that key. Nothing that could be compared with a number is stored beside it: whose message
 * this is, is found by opening the few that are open.
 */
import { createHmac, randomBytes } from "node:crypto";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { endKey } from "./key-ends.ts";
import { keysOf } from "./keys.ts";
import { contactsToEnd, removeContact, sealedContact, sealedContacts, type SealedContact } from "./queries.ts";
import { unseal } from "./seal.ts";

export const CONTACT_DAYS = 14;

export interface Contact { channel: "sms" | "email"; address: string; wantsReply: boolean; until: string }

/** Undefined: there was none, or it is gone. */
export async function contactOf(node: Node, tx: Transaction, id: string): Promise<Contact | undefined> {
  const row = await sealedContact(tx, id);
  return row && new Date(row.until) > tx.now ? opened(node, row) : undefined;
}

function opened(node: Node, { report, channel, wantsReply, slot, sealed, until }: SealedContact): Contact | undefined {
  const key = keysOf(node).read(slot, report);
  return key && { channel, wantsReply, until, address: unseal(key, "contact", report, sealed).toString() };
}

/** The open conversation with this address, the newest where there are several: an answer by SMS belongs there. */
export async function conversationWith(node: Node, tx: Transaction, channel: Contact["channel"], address: string): Promise<string | undefined> {
  const before = hashes.get(node)?.[channel];
  const now = new Map<string, string>();
  for (const row of await sealedContacts(tx, channel)) {
    const slot = `${row.report} ${row.slot}`;
    const hash = before?.get(slot) ?? hashOf(channel, opened(node, row)?.address ?? "");
    now.set(slot, hash);
  }
  hashes.set(node, { ...hashes.get(node), [channel]: now });
  const wanted = hashOf(channel, address);
  for (const [slot, hash] of now) if (hash === wanted) return slot.split(" ")[0];
  return undefined;
}

/** Each contact is opened once and not for every message: what stays in memory is a hash under a key of this process alone, as long as the contact does. */
const hashes = new WeakMap<Node, Partial<Record<Contact["channel"], ReadonlyMap<string, string>>>>();
const ownKey = randomBytes(32);
const hashOf = (channel: Contact["channel"], address: string): string => createHmac("sha256", ownKey).update(comparable(channel, address)).digest("base64");

const comparable = (channel: Contact["channel"], address: string): string => (channel === "sms" ? address.replace(/[^\d]/g, "").replace(/^00/, "") : address.trim().toLowerCase());

/** The conversation is over: the address and its key go. */
export async function closeConversation(node: Node, tx: Transaction, id: string): Promise<void> {
  const slot = await removeContact(tx, id);
  if (slot === undefined) return;
  await endKey(node, tx, { slot, report: id, isErasure: false });
  tx.journal({ act: "forget-contact", noun: "report", object: id });
}

/** By the clock: what is older than fourteen days, and what was closed by any other hand. */
export async function endContacts(node: Node): Promise<number> {
  let ended = 0;
  for (const exercise of [false, true]) {
    await node.db.as(node.keeper("intake", exercise), async (tx) => {
      for (const report of await contactsToEnd(tx)) { await closeConversation(node, tx, report); ended++; }
    });
  }
  return ended;
}
