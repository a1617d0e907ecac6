/**
 * Destroying keys. The transaction notes which must go; once it is committed they go, before anybody is told that they did.
 * After a crash in between, the note is still there: the next start, and the clock, finish the work.
 */
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { keysOf } from "./keys.ts";
import { addKeyEnd, keyEnds, removeKeyEnds, type KeyEnd } from "./queries.ts";

export async function endKey(node: Node, tx: Transaction, end: KeyEnd): Promise<void> {
  await addKeyEnd(tx, end);
  tx.afterCommit(() => { destroy(node, [end]); });
}

function destroy(node: Node, ends: readonly KeyEnd[]): void {
  keysOf(node).rememberErased(ends.filter(({ isErasure }) => isErasure).map(({ report }) => report));
  keysOf(node).destroy(ends.map(({ slot }) => slot));
}

/** What a crash left undone, and the notes of what was done. */
export async function finishKeyEnds(node: Node): Promise<number> {
  return node.db.as(node.keeper("intake"), async (tx) => {
    const ends = await keyEnds(tx);
    if (ends.length === 0) return 0;
    destroy(node, ends);
    await removeKeyEnds(tx, ends.map(({ slot }) => slot));
    return ends.length;
  });
}
