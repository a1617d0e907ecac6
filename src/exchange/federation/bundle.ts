/** The same as a file, for a stick: what the peer has not confirmed yet, and how far we have read it. Taken any number of times, in any order, it is taken once. */
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";
import { readMessage } from "./lines.ts";
import { believe, faultOf, hear, headerOf, isPacked, messageTo, preparedPeer, provenSender, takeAll, type Took } from "./round.ts";
import { SPEAKS, WireFault } from "./wire.ts";

/** A stick carries more than a line; what is left goes with the next file, once this one is confirmed. */
const FILE = { entries: 200_000, bytes: 48 * 2 ** 20 };

export async function exportBundle(node: Node, country: string, exercise: boolean): Promise<{ bytes: Buffer; entries: number; more: boolean }> {
  return node.db.as(node.keeper("federation", exercise), async (tx) => {
    const peer = await preparedPeer(tx, node, country, false);
    const { bytes, more } = await messageTo(tx, node, peer, { type: "bundle", protocol: peer.protocol ?? SPEAKS.at(-1)!, seq: peer.confirmedSeq, most: FILE });
    tx.journal({ act: `export-bundle ${country}`, exercise });
    return { bytes, entries: peer.outSeq - peer.confirmedSeq, more };
  });
}

/** A file is no round: it may come late and twice. Where nothing of it can be taken, it says why. */
export async function importBundle(node: Node, bytes: AsyncIterable<Uint8Array>): Promise<Took> {
  try {
    const message = await readMessage(bytes, isPacked);
    const read = headerOf(message.head, SPEAKS);
    const { header } = read;
    if (header.type !== "bundle") throw new WireFault("this is no bundle");
    const caller = node.keeper("federation", header.world === "exercise");
    const { peer, key } = await node.db.as(caller, async (tx) => {
      const sender = await provenSender(tx, node, read);
      tx.journal({ act: `import-bundle ${header.from}`, exercise: header.world === "exercise" });
      return { key: sender.key, peer: await hear(tx, read, sender.key) };
    });
    const took = await takeAll(node, peer, key, header, message.lines);
    await node.db.as(caller, (tx) => believe(tx, node, header.from, header));
    if (took.failure && took.received + took.refused + took.withheld === 0) throw problem("peer.refused", { reason: took.failure });
    return took;
  } catch (error) {
    throw faultOf(error);
  }
}
