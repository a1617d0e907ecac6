/**
 * Calling a coordinator: a sign was missed, or a word of alarm was given. A short message to the number that they left for it,
 * in a sentence that says neither what nor who; what it is about stands on their page alone.
 */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { newId } from "../../platform/identity.ts";
import type { Language } from "../../platform/language.ts";
import type { Node } from "../../platform/node.ts";
import { Problem } from "../../platform/problem.ts";
import { endKey } from "../intake/key-ends.ts";
import { keysOf } from "../intake/keys.ts";
import { sentence } from "../intake/reply-words.ts";
import { seal, unseal } from "../intake/seal.ts";
import { sendSms } from "../ways/send-sms.ts";

interface Call { id: string; language: Language; slot: number; sealed: Buffer }

async function ownCall(tx: Transaction): Promise<Call | undefined> {
  const { rows: [row] } = await sql<Call>`select id, language, slot, sealed from coordinator_calls where coordinator = ${tx.caller.id}`.execute(tx.sql);
  return row;
}

function numberOf(node: Node, { id, slot, sealed }: Call): string | undefined {
  const key = keysOf(node).read(slot, id);
  return key && unseal(key, "contact", id, sealed).toString();
}

/** The caller's own number, for their page. */
export async function ownNumber(node: Node, tx: Transaction): Promise<string | null> {
  const call = await ownCall(tx);
  return (call && numberOf(node, call)) ?? null;
}

/** A new number has a new key; the old one is destroyed. */
export async function setOwnNumber(node: Node, tx: Transaction, number: string | null, language: Language): Promise<void> {
  const before = await ownCall(tx);
  if (before) {
    await sql`delete from coordinator_calls where coordinator = ${tx.caller.id}`.execute(tx.sql);
    await endKey(node, tx, { slot: before.slot, report: before.id, isErasure: false });
  }
  if (number === null) return;
  const id = newId(tx.now.getTime());
  const [key] = await keysOf(node).take([id]);
  await keysOf(node).keep([{ ...key!, report: id }]);
  await sql`insert into coordinator_calls (coordinator, id, language, slot, sealed) values (${tx.caller.id}, ${id}, ${language}, ${key!.slot}, ${seal(key!.key, "contact", id, Buffer.from(number))})`.execute(tx.sql);
}

/** Each notice is called for once. Without a gateway it stands on the page, and nowhere else. @returns how many were called */
export async function callCoordinators(node: Node): Promise<number> {
  const calls = await node.db.as(node.keeper("check-in"), async (tx) => (await sql<Call>`select id, language, slot, sealed from calls_to_make(${tx.now})`.execute(tx.sql)).rows);
  let called = 0;
  for (const call of calls) {
    const number = numberOf(node, call);
    if (!number) continue;
    await sendSms(node, number, sentence("newAnswer", call.language), call.language).then(() => { called++; }, (error) => {
      if (!(error instanceof Problem && error.code === "gateway.none")) throw error;
    });
  }
  return called;
}
