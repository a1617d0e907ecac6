/**
 * A round between two nodes is one request and one reply: each says how far it has read the other, gives what follows, and
 * takes what it is given. Where nothing is new that is all. What was cut goes on from the last seal in the next.
 */
import { sql } from "kysely";
import { sha256 } from "../../platform/canonical.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";
import { momentOf } from "../moment.ts";
import { keyId } from "../release/signing.ts";
import { applyRun, expireReceived, reconsider, type Applied } from "./inbox.ts";
import { packed, readMessage } from "./lines.ts";
import { confirmDeliveries } from "./messages.ts";
import { appendWaiting, beginAnew, hashAt, headOf, mayStillGo, page } from "./outbox.ts";
import { heldPeer, inChain, outChain, ownKey, peerCalled, successions, takeNewKey, type Peer } from "./peers.ts";
import { headed, keyOf, readHeader, runs, sealed, SPEAKS, WireFault, type Header, type Keyed, type Linked, type Proven, type ReadHeader } from "./wire.ts";

export interface Speaking { speaks?: readonly number[] }
export interface Took extends Applied { header: Header; failure?: string }

const world = (peer: Pick<Peer, "exercise">) => (peer.exercise ? "exercise" : "actual");
export const hashOfHeader = (words: string): string => sha256(words).toString("base64url");

/** Entries as they go over the line, under which key, and after which of the chain they go. */
export interface Packed { key: string; epoch: number; protocol: number; after: number; last: number; more: boolean; bytes: Buffer }

export async function packedAfter(tx: Transaction, node: Node, peer: Peer, { protocol, seq, most }: { protocol: number; seq: number; most?: { entries: number; bytes: number } | undefined }): Promise<Packed> {
  const key = await ownKey(node, tx);
  const { entries, more } = await page(tx, peer, seq, most);
  const bytes = packed(protocol, sealed(key, outChain(node, peer), entries));
  return { key: key.id, epoch: peer.outEpoch, protocol, after: seq, last: entries.at(-1)?.seq ?? seq, more, bytes };
}

/** It is what would be packed now: of what was packed while the peer was at work, each is asked again whether it may go. */
async function stands(tx: Transaction, ahead: Packed, key: string, peer: Peer, protocol: number, seq: number): Promise<boolean> {
  return ahead.key === key && ahead.epoch === peer.outEpoch && ahead.protocol === protocol && ahead.after === seq && mayStillGo(tx, peer, seq, ahead.last);
}

interface Saying { type: Header["type"]; protocol: number; seq: number; answers?: string; most?: { entries: number; bytes: number }; ahead?: Packed | undefined }

/** A message to the peer with what follows on `seq`. In a transaction of the node's own, holding the peer. */
export async function messageTo(tx: Transaction, node: Node, peer: Peer, { type, protocol, seq, answers, speaks = SPEAKS, most, ahead }: Speaking & Saying): Promise<{ bytes: Buffer; words: string; more: boolean; last: number }> {
  const key = await ownKey(node, tx);
  const { bytes, more, last } = ahead && await stands(tx, ahead, key.id, peer, protocol, seq) ? ahead : await packedAfter(tx, node, peer, { protocol, seq, most });
  const { words, headLine } = headed(key, {
    type, protocol, speaks: [...speaks], from: node.organisation, to: peer.country, world: world(peer), round: peer.ourRound, ...(answers ? { answers } : {}), keys: await successions(tx, key.id),
    head: headOf(peer), have: { epoch: peer.inEpoch, seq: peer.inSeq, hash: peer.inHash }, more, at: momentOf(tx.now),
  });
  return { bytes: Buffer.concat([Buffer.from(headLine), bytes]), words, more, last };
}

/** The peer, ready to be spoken to: everything that waits is on its chain. */
export async function preparedPeer(tx: Transaction, node: Node, country: string, isNewRound: boolean): Promise<Peer> {
  let peer = await heldPeer(tx, country);
  await expireReceived(tx);
  peer = await reconsider(tx, node, await appendWaiting(tx, node, peer));
  if (!isNewRound) return peer;
  await sql`update peers set our_round = our_round + 1 where country = ${country} and exercise = ${peer.exercise}`.execute(tx.sql);
  return { ...peer, ourRound: peer.ourRound + 1 };
}

export function headerOf(line: string, speaks: readonly number[]): ReadHeader {
  const read = readHeader(line);
  if (!speaks.includes(read.header.protocol)) throw problem("peer.protocol", { speaks: speaks.join(", ") });
  return read;
}

/** Who says it, to us, and with which of its keys. */
export async function provenSender(tx: Transaction, node: Node, read: ReadHeader): Promise<{ peer: Peer; key: Proven }> {
  const { header } = read;
  const peer = await peerCalled(tx, header.from);
  if (!peer || peer.isClosed) throw problem("peer.unknown", { peer: header.from });
  if (header.to !== node.organisation || header.world !== world(peer)) throw new WireFault("it is for another node");
  return { peer, key: keyOf(read, peer, keyId) };
}

/** Its header counts: its key, its proof of how far it has read us, and where its own chain began anew. */
export async function hear(tx: Transaction, read: ReadHeader, key: Proven): Promise<Peer> {
  const { header, words, signature } = read;
  let peer = await heldPeer(tx, header.from);
  if (header.type === "round") {
    if (header.round <= peer.theirRound) throw problem("peer.replayed", { round: peer.theirRound });
    await sql`update peers set their_round = ${header.round} where country = ${peer.country} and exercise = ${peer.exercise}`.execute(tx.sql);
  }
  await takeNewKey(tx, peer, key);
  peer = { ...peer, keyId: key.keyId, publicKey: key.publicKey };
  if (header.head.epoch > peer.inEpoch) {
    if (peer.inSeq > 0) tx.journal({ act: `peer-began-anew ${peer.country} ${header.head.epoch}`, exercise: peer.exercise });
    await sql`update peers set in_epoch = ${header.head.epoch}, in_seq = 0, in_hash = '' where country = ${peer.country} and exercise = ${peer.exercise}`.execute(tx.sql);
    peer = { ...peer, inEpoch: header.head.epoch, inSeq: 0, inHash: "" };
  }
  await sql`update peers set heard_at = ${tx.now}, failed_at = null, failure = null, protocol = ${header.protocol}, proof = ${words}, proof_signature = ${signature} where country = ${peer.country} and exercise = ${peer.exercise}`.execute(tx.sql);
  return peer;
}

/** After its entries were taken: how far it has read our chain, or that it has another one than ours. */
export async function believe(tx: Transaction, node: Node, country: string, { have }: Header): Promise<Peer> {
  const peer = await heldPeer(tx, country);
  // Nothing of ours yet, or of an epoch that is past: it begins at the beginning.
  if (have.epoch < peer.outEpoch) return peer;
  if (have.epoch > peer.outEpoch || have.seq > peer.outSeq || (await hashAt(tx, peer, have.seq)) !== have.hash) return beginAnew(tx, node, peer, have.epoch);
  if (have.seq <= peer.confirmedSeq) return peer;
  await confirmDeliveries(tx, peer, have.seq);
  await sql`update peers set confirmed_seq = ${have.seq} where country = ${peer.country} and exercise = ${peer.exercise}`.execute(tx.sql);
  return { ...peer, confirmedSeq: have.seq };
}

/** Where the peer's reading of our chain stands, as far as it fits ours. */
export const readUpTo = (peer: Peer, { have }: Pick<Header, "have">): number => (have.epoch === peer.outEpoch && have.seq <= peer.outSeq ? have.seq : 0);

/** So many entries are taken in one transaction at most. */
const MOST_TAKEN = 2_000;

/**
 * Everything that can be taken of a message; a fault on the way ends it, and what came before stays. While one batch is being
 * kept the next is read: on a slow line that is a run, on a fast one as many as came meanwhile.
 */
export async function takeAll(node: Node, peer: Peer, key: Keyed, header: Header, lines: AsyncIterable<string>): Promise<Took> {
  const took: Took = { header, received: 0, refused: 0, withheld: 0 };
  // Of an epoch that is past there is nothing to take.
  if (header.head.epoch !== peer.inEpoch) return took;
  let waiting: Linked[] = [];
  let isKeeping = false, isOver = false;
  let keeping = Promise.resolve();
  async function keep(batch: readonly Linked[]): Promise<void> {
    const applied = await applyRun(node, peer, header.head.epoch, batch).finally(() => { isKeeping = false; });
    if (!applied) { isOver = true; return; }
    for (const name of ["received", "refused", "withheld"] as const) took[name] += applied[name];
  }
  function begin(): void {
    isKeeping = true;
    keeping = keep(waiting);
    keeping.catch(() => { /* thrown where it is waited for */ });
    waiting = [];
  }
  try {
    for await (const run of runs(lines, inChain(node, peer), { seq: peer.inSeq, hash: peer.inHash }, key.publicKey)) {
      waiting.push(...run);
      if (isKeeping && waiting.length < MOST_TAKEN) continue;
      await keeping;
      if (isOver) break;
      begin();
    }
  } catch (error) {
    await keeping;
    if (!(error instanceof WireFault)) throw error;
    took.failure = error.message;
  }
  await keeping;
  if (waiting.length > 0 && !isOver) { begin(); await keeping; }
  return took;
}

/** The other side of a round: a peer's request, and the bytes of our reply. */
export async function answerRound(node: Node, bytes: AsyncIterable<Uint8Array>, { speaks = SPEAKS }: Speaking = {}): Promise<Buffer> {
  const message = await readMessage(bytes, isPacked);
  const read = headerOf(message.head, speaks);
  if (read.header.type !== "round") throw new WireFault("this is no round");
  const { from, world: where, protocol } = read.header;
  const caller = node.keeper(`node ${from}`, where === "exercise");
  const { peer, key } = await node.db.as(caller, async (tx) => {
    const sender = await provenSender(tx, node, read);
    return { key: sender.key, peer: await hear(tx, read, sender.key) };
  });
  await takeAll(node, peer, key, read.header, message.lines);
  return node.db.as(caller, async (tx) => {
    await believe(tx, node, from, read.header);
    const ready = await preparedPeer(tx, node, from, false);
    return (await messageTo(tx, node, ready, { type: "reply", protocol, seq: readUpTo(ready, read.header), answers: hashOfHeader(read.words), speaks })).bytes;
  });
}

export function isPacked(head: string): boolean {
  try { return readHeader(head).header.protocol >= 2; } catch { return false; }
}

export const faultOf = (error: unknown): Error => (error instanceof WireFault ? problem("peer.refused", { reason: error.message }) : error as Error);

