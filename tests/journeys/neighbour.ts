// The next country's node, with a database and keys of its own; the line to it can be cut, and a file carried instead.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { agreement } from "../../src/exchange/agreements/agreement.noun.ts";
import { alert } from "../../src/exchange/alerts/alert.noun.ts";
import { exportBundle, importBundle } from "../../src/exchange/federation/bundle.ts";
import { register } from "../../src/exchange/federation/peers.ts";
import { synchronise } from "../../src/exchange/federation/synchronise.ts";
import { signingKey } from "../../src/exchange/release/signing.ts";
import { openNode, type Node } from "../../src/platform/node.ts";
import { list, save } from "../../src/platform/noun-store.ts";
import type { Row } from "../../src/platform/noun.ts";
import { FAIR, lineTo, pieces } from "../nodes/line.ts";
import type { Country } from "../nodes/trio.ts";

export interface Neighbour {
  /** What stands there. */
  alerts(): Promise<Row[]>;
  /** From the first node to this one. */
  round(line: "cut" | "mended"): Promise<unknown>;
  carryFile(): Promise<void>;
  close(): Promise<void>;
}

/** Both know each other's keys and hold the same agreement. */
export async function openNeighbour(first: Node, country: Country, { agreement: id, content }: { agreement: string; content: object }): Promise<Neighbour> {
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-neighbour-"));
  chmodSync(dir, 0o755);
  const node = await openNode({ dir, country });
  const as = <T>(of: Node, work: Parameters<Node["db"]["as"]>[1]) => of.db.as(of.keeper("test"), work) as Promise<T>;
  const keyOf = async (of: Node) => (await of.db.as(of.keeper("test"), (tx) => signingKey(of, tx))).publicKey;
  const keys = [await keyOf(first), await keyOf(node)] as const;
  await as(first, (tx) => register(tx, first, { country, title: `nœud ${country}`, publicKey: keys[1] }));
  await as(node, async (tx) => {
    await save(tx, agreement as never, { id, isStep: true, content: { ...content, state: "in-force" } });
    await register(tx, node, { country: first.organisation, title: `nœud ${first.organisation}`, publicKey: keys[0] });
  });
  return {
    alerts: async () => (await node.db.as(node.keeper("test"), (tx) => list(tx, alert as never, { limit: 10 }))).rows,
    round: (line) => synchronise(first, country, { carry: lineTo({ [country]: node } as Record<Country, Node>, FAIR, { isDown: () => line === "cut" }) }),
    async carryFile() { await importBundle(node, pieces((await exportBundle(first, country, false)).bytes)); },
    async close() { await node.close(); rmSync(dir, { recursive: true, force: true }); },
  };
}
