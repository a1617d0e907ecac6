/**
 * Erasing a report: its key is destroyed, its words, conversation and contact go, and of its coded versions only the last one
 * stays, which says that it is erased. The journal keeps the hashes of those before, and still verifies.
 */
import type { Transaction } from "../../platform/database.ts";
import { rankOf } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import { find, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { closeConversation } from "./contact.ts";
import { endKey } from "./key-ends.ts";
import { keysOf } from "./keys.ts";
import { eraseVersions, putSealed, removeMessages, sealedContent } from "./queries.ts";
import { report } from "./report.noun.ts";

/** @param why a code: "sender-asked", "only-denounces", "retention" … */
export async function erase(node: Node, tx: Transaction, id: string, why: string): Promise<void> {
  const row = await find(tx, report, id);
  const sealed = await sealedContent(tx, id, true);
  if (!row || !sealed) throw problem("record.notFound");
  if (row.content.state === "erased") return;
  const { way, receivedAt } = row.content as { way: string; receivedAt: string };
  await save(tx, report, { id, isStep: true, content: { way, receivedAt, state: "erased", ...(isCloseReason(why) ? { closeReason: why } : {}) } });
  await eraseVersions(tx, id);
  await putSealed(tx, id, null);
  await removeMessages(tx, id);
  await closeConversation(node, tx, id);
  await endKey(node, tx, { slot: sealed.slot, report: id, isErasure: true });
  tx.journal({ act: "erase", noun: "report", object: id, marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise" });
}

const isCloseReason = (why: string): boolean => report.fields.closeReason.schema.safeParse(why).success;

/** An older backup was restored beside newer keys: what was erased since is erased in it too. @returns how many */
export async function eraseAgain(node: Node): Promise<number> {
  let again = 0;
  for (const id of keysOf(node).erased()) {
    for (const exercise of [false, true]) {
      await node.db.as(node.keeper("intake", exercise), async (tx) => {
        const row = await find(tx, report, id);
        if (!row || row.content.state === "erased") return;
        await erase(node, tx, id, "sender-asked");
        again++;
      });
    }
  }
  return again;
}
