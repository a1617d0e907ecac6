/** SQL of peers: who they are, their keys, and how far each direction of a link has come. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";
import { keyId, signingKey } from "../release/signing.ts";
import type { Chain, Keyed, Proven, Succession } from "./wire.ts";

export interface Peer {
  country: string; exercise: boolean; title: string; url: string | null; publicKey: string; keyId: string; isClosed: boolean; protocol: number | null;
  outEpoch: number; outSeq: number; outHash: string; confirmedSeq: number; inEpoch: number; inSeq: number; inHash: string;
  ourRound: number; theirRound: number; heardAt: string | null; failedAt: string | null; failure: string | null; proof: string | null; proofSignature: string | null;
}

const PEER = sql`country, exercise, title, url, public_key as "publicKey", key_id as "keyId", is_closed as "isClosed", protocol, out_epoch as "outEpoch", out_seq as "outSeq", out_hash as "outHash",
  confirmed_seq as "confirmedSeq", in_epoch as "inEpoch", in_seq as "inSeq", in_hash as "inHash", our_round as "ourRound", their_round as "theirRound", heard_at as "heardAt", failed_at as "failedAt", failure, proof, proof_signature as "proofSignature"`;

export async function peersOf(tx: Transaction): Promise<Peer[]> {
  const { rows } = await sql<Peer>`select ${PEER} from peers where exercise = ${tx.caller.exercise} order by country`.execute(tx.sql);
  return rows;
}

/** Those for whom something waits, or who have not confirmed what went. */
export async function peersToTell(tx: Transaction): Promise<Peer[]> {
  const { rows } = await sql<Peer>`select ${PEER} from peers p where exercise = ${tx.caller.exercise} and (out_seq > confirmed_seq or exists (select from to_send t where t.country = p.country and t.exercise = p.exercise)) order by country`.execute(tx.sql);
  return rows;
}

export async function peerCalled(tx: Transaction, country: string): Promise<Peer | undefined> {
  const { rows: [row] } = await sql<Peer>`select ${PEER} from peers where country = ${country} and exercise = ${tx.caller.exercise}`.execute(tx.sql);
  return row;
}

/** Until the transaction ends nobody else moves this link. */
export async function heldPeer(tx: Transaction, country: string): Promise<Peer> {
  const { rows: [row] } = await sql<Peer>`select ${PEER} from peers where country = ${country} and exercise = ${tx.caller.exercise} for update`.execute(tx.sql);
  if (!row || row.isClosed) throw problem("peer.unknown", { peer: country });
  return row;
}

export interface Registered { country: string; title: string; url?: string | undefined; publicKey: string }

/** Again with another key, by hand, is for a peer that lost its own: what the old one signed no longer counts for the link. */
export async function register(tx: Transaction, node: Node, { country, title, url, publicKey }: Registered): Promise<Peer> {
  if (country === node.organisation) throw problem("input.invalid", { reason: "country: this node’s own" });
  const id = keyId(publicKey);
  await sql`insert into peers (country, exercise, title, url, public_key, key_id, made_at) values (${country}, ${tx.caller.exercise}, ${title}, ${url ?? null}, ${publicKey}, ${id}, ${tx.now})
    on conflict (country, exercise) do update set title = excluded.title, url = excluded.url, public_key = excluded.public_key, key_id = excluded.key_id, is_closed = false, failure = null, failed_at = null`.execute(tx.sql);
  await keepKey(tx, country, { keyId: id, publicKey });
  tx.journal({ act: `register-peer ${country} ${id}`, exercise: tx.caller.exercise });
  return (await peerCalled(tx, country))!;
}

export async function keepKey(tx: Transaction, country: string, { keyId: id, publicKey }: Keyed): Promise<void> {
  await sql`insert into peer_keys (country, exercise, key_id, public_key, since) values (${country}, ${tx.caller.exercise}, ${id}, ${publicKey}, ${tx.now}) on conflict do nothing`.execute(tx.sql);
}

/** The peer's own new key, signed by its old one; and those between, where it has had several since it was heard. */
export async function takeNewKey(tx: Transaction, { country, keyId: old }: Peer, key: Proven): Promise<void> {
  if (key.keyId === old) return;
  for (const one of key.passed) await keepKey(tx, country, one);
  await sql`update peers set key_id = ${key.keyId}, public_key = ${key.publicKey} where country = ${country} and exercise = ${tx.caller.exercise}`.execute(tx.sql);
  await keepKey(tx, country, key);
  tx.journal({ act: `peer-key ${country} ${key.keyId}`, exercise: tx.caller.exercise });
}

export async function closePeer(tx: Transaction, country: string, isClosed: boolean): Promise<Peer> {
  const { rows } = await sql`update peers set is_closed = ${isClosed} where country = ${country} and exercise = ${tx.caller.exercise} returning country`.execute(tx.sql);
  if (rows.length === 0) throw problem("record.notFound");
  tx.journal({ act: `${isClosed ? "close" : "open"}-peer ${country}`, exercise: tx.caller.exercise });
  return (await peerCalled(tx, country))!;
}

export async function keysOf(tx: Transaction, country: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; key: string }>`select key_id as id, public_key as key from peer_keys where country = ${country} and exercise = ${tx.caller.exercise}`.execute(tx.sql);
  return new Map(rows.map(({ id, key }) => [id, key]));
}

const MOST_SUCCESSIONS = 5;

/** The statements that led to this key, the latest last: back from it, not by their dates, for a clock may have jumped. */
export async function successions(tx: Transaction, key: string): Promise<Succession[]> {
  const { rows } = await sql<Succession & { id: string }>`select key_id as id, words, signature from key_successions`.execute(tx.sql);
  const made = new Map(rows.map((row) => [row.id, row]));
  const found: Succession[] = [];
  for (let at = made.get(key); at && found.length < MOST_SUCCESSIONS; at = made.get((JSON.parse(at.words) as { old: string }).old)) found.unshift({ words: at.words, signature: at.signature });
  return found;
}

export async function noteFailure(tx: Transaction, country: string, failure: string): Promise<void> {
  await sql`update peers set failed_at = ${tx.now}, failure = ${failure} where country = ${country} and exercise = ${tx.caller.exercise}`.execute(tx.sql);
}

const world = (exercise: boolean) => (exercise ? "exercise" : "actual");
export const outChain = (node: Node, peer: Peer): Chain => ({ from: node.organisation, to: peer.country, world: world(peer.exercise), epoch: peer.outEpoch });
export const inChain = (node: Node, peer: Peer, epoch = peer.inEpoch): Chain => ({ from: peer.country, to: node.organisation, world: world(peer.exercise), epoch });

export const ownKey = (node: Node, tx: Transaction) => signingKey(node, tx);
