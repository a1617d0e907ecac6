/**
 * Reads that decide must see everything: an officer who may not read a suspension must still be stopped by it. Inside one
 * transaction, for one piece of work; nothing that is read here is answered, only decided upon.
 */
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";

export async function withFullSight<T>(tx: Transaction, node: Node, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const keeper = { ...node.keeper("release policy", tx.caller.exercise), id: tx.caller.id };
  await see(tx, keeper.clearance, keeper.organisation);
  const result = await work({ ...tx, caller: keeper });
  // Where the work failed, the transaction is rolled back and nothing more is read in it.
  await see(tx, tx.caller.clearance, tx.caller.organisation);
  return result;
}

const see = (tx: Transaction, clearance: number, organisation: string) =>
  tx.client.query("select set_config('faleme.clearance', $1, true), set_config('faleme.organisation', $2, true)", [String(clearance), organisation]);
