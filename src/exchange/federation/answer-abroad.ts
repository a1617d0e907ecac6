/** An answer to an alert that another node sent: it goes back to that node, for every document of the alert that is held here. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { find } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { alert } from "../alerts/alert.noun.ts";
import { mustNameNobody } from "../alerts/screen-words.ts";
import { momentOf } from "../moment.ts";
import { withFullSight } from "../release/full-sight.ts";
import type { AnswerKind } from "../delivery/answers.ts";
import { say } from "./outbox.ts";
import { heldPeer } from "./peers.ts";

export interface AnswerAbroad { id?: string | undefined; kind: AnswerKind; note?: string | undefined }

/** Whatever its words, they leave this node: they are screened as an alert's are. The same id is the same answer. */
export async function answerAbroad(tx: Transaction, node: Node, id: string, { id: own, kind, note }: AnswerAbroad): Promise<{ documents: string[] }> {
  const row = await find(tx, alert as never, id);
  if (!row) throw problem("record.notFound");
  const { documents, sender } = await documentsOf(tx, row.content as { capIdentifier?: string });
  if (documents.length === 0) throw problem("record.notFound");
  if (note) await mustNameNobody(tx, node, [{ language: "fr", headline: note, description: note }]);
  await withFullSight(tx, node, async (full) => {
    const { rows } = own ? await sql`select from outbox where id = ${own} and kind = 'answer'`.execute(full.sql) : { rows: [] };
    if (rows.length === 0) await say(full, node, await heldPeer(full, sender), "answer", { documents, kind, answeredAt: momentOf(tx.now), ...(note ? { note } : {}) }, own);
  });
  tx.journal({ act: "answer-abroad", noun: "alert", object: row.id, exercise: tx.caller.exercise, owner: row.owner });
  return { documents };
}

async function documentsOf(tx: Transaction, { capIdentifier }: { capIdentifier?: string }): Promise<{ documents: string[]; sender: string }> {
  const { rows } = await sql<{ document: string; sender: string }>`select o.document, o.sender from received_records r join received_records o on o.reference = r.reference and o.sender = r.sender
    where r.document::text = ${capIdentifier ?? ""} and o.state <> 'revoked' order by o.document`.execute(tx.sql);
  return { documents: rows.map(({ document }) => document), sender: rows[0]?.sender ?? "" };
}

/** Of a received alert: who sent it, under which documents, what this node answered, and whether that has arrived. */
export async function originOf(tx: Transaction, id: string) {
  const row = await find(tx, alert as never, id);
  if (!row) throw problem("record.notFound");
  const { documents, sender } = await documentsOf(tx, row.content as { capIdentifier?: string });
  if (documents.length === 0) throw problem("record.notFound");
  const { rows } = await sql<{ id: string; at: string; words: string; isThere: boolean }>`select o.id, o.at, o.words, o.seq <= p.confirmed_seq as "isThere" from outbox o join peers p on p.country = o.country and p.exercise = o.exercise and p.out_epoch = o.epoch
    where o.country = ${sender} and o.kind = 'answer' and exists (select from json_array_elements_text(o.words::json -> 'documents') d where d = any(${documents})) order by o.seq`.execute(tx.sql);
  return {
    sender, documents,
    answers: rows.map(({ id: own, at, words, isThere }) => { const { kind, note } = JSON.parse(words) as { kind: string; note?: string }; return { id: own, at, kind, ...(note ? { note } : {}), isThere }; }),
  };
}
