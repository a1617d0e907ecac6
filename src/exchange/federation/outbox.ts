/** What goes to a peer: put on its chain in order, read from where the peer has come to, and held back where it may no longer go. */
import { sql } from "kysely";
import { canonical } from "../../platform/canonical.ts";
import type { Transaction } from "../../platform/database.ts";
import { newId } from "../../platform/identity.ts";
import type { Node } from "../../platform/node.ts";
import { momentOf } from "../moment.ts";
import { signed } from "../release/signing.ts";
import { outChain, ownKey, type Peer } from "./peers.ts";
import { digestOf, hashAfter, type Kind, type Linked, type Position } from "./wire.ts";

/** Of a page: what a bad line carries in one go, and a transaction takes. */
const PAGE_ENTRIES = 2_000;
const PAGE_BYTES = 4 * 2 ** 20;
const APPEND_AT_ONCE = 5_000;

interface Prepared { kind: Kind; id: string; words: string; signature: string; follows?: string | null; marking: number; owner: string; isKept: boolean }

/** Everything that waits for this peer, onto its chain. Holding the peer. @returns the peer as it then stands */
export async function appendWaiting(tx: Transaction, node: Node, peer: Peer): Promise<Peer> {
  await offerAgain(tx, peer, "withheld");
  for (let at = peer; ;) {
    const { rows } = await sql<{ id: number; kind: Kind; object: string }>`select id, kind, object from to_send t where country = ${at.country} and exercise = ${at.exercise} and ${maySay(tx)} order by id limit ${APPEND_AT_ONCE}`.execute(tx.sql);
    if (rows.length === 0) return at;
    const [documents, others] = [rows.filter(({ kind }) => kind === "release" || kind === "revocation"), rows.filter(({ kind }) => kind === "request" || kind === "reply")];
    const prepared = new Map([...(await documentsOf(tx, at, documents)), ...(await requestsOf(tx, node, others))]);
    at = await append(tx, node, at, rows.flatMap((row) => prepared.get(row.id) ?? []));
    await sql`delete from to_send where id = any(${rows.map(({ id }) => id)})`.execute(tx.sql);
  }
}

/** Of what waits `t`: a question to a service that was suspended meanwhile waits until that is lifted; so does a reply to a country. Documents are asked when they go. */
const maySay = ({ now }: Transaction) => sql`(t.kind not in ('request', 'reply') or not exists (select from suspensions s where not s.withdrawn and s.country = t.country and s.since <= ${now}::timestamptz::date and (s.until is null or s.until >= ${now}::timestamptz::date)
  and (s.service is null or (t.kind = 'request' and s.service = (select c.service from information_requests r join contacts c on c.id = r.contact where r.id = t.object)))))`;

type Waiting = { id: number; kind: Kind; object: string };

async function documentsOf(tx: Transaction, peer: Peer, waiting: readonly Waiting[]): Promise<[number, Prepared][]> {
  if (waiting.length === 0) return [];
  const { rows } = await sql<any>`select d.id, d.document, d.signature, d.revocation, d.marking, d.owner, a.follows,
      exists (select from outbox o where o.country = ${peer.country} and o.exercise = ${peer.exercise} and o.epoch = ${peer.outEpoch} and o.id = d.id and o.kind = 'release' and o.withheld is null and o.refused is null) as "isOut"
    from released_documents d left join alerts a on a.id = d.record and d.subject = 'alert' where d.id = any(${waiting.map(({ object }) => object)}::uuid[])`.execute(tx.sql);
  const found = new Map<string, any>(rows.map((row: any) => [row.id, row]));
  return waiting.flatMap(({ id, kind, object }): [number, Prepared][] => {
    const row = found.get(object);
    if (!row) return [];
    const envelope = { kind, id: object, marking: row.marking, owner: row.owner, isKept: false };
    if (kind === "release") return row.isOut ? [] : [[id, { ...envelope, words: row.document, signature: row.signature.toString("base64url"), follows: row.follows }]];
    const { words, signature } = JSON.parse(row.revocation) as { words: string; signature: string };
    return [[id, { ...envelope, words, signature }]];
  });
}

async function requestsOf(tx: Transaction, node: Node, waiting: readonly Waiting[]): Promise<[number, Prepared][]> {
  const prepared: [number, Prepared][] = [];
  for (const { id, kind, object } of waiting) {
    const { rows: [row] } = await sql<any>`select r.*, c.service, d.id as document from information_requests r left join contacts c on c.id = r.contact
      left join released_documents d on d.record = r.alert and d.contact = r.contact where r.id = ${object} order by d.issued_at desc limit 1`.execute(tx.sql);
    if (!row) continue;
    const said = kind === "request"
      ? { id: row.id, title: row.title, question: row.question, dueAt: row.due_at, contact: row.contact, service: row.service, state: row.state, ...(row.document ? { document: row.document } : {}) }
      : { id: row.id, state: row.state, ...(row.answer ? { answer: row.answer } : {}) };
    prepared.push([id, { ...(await saidBy(tx, node, kind, object, said)), marking: row.marking, owner: kind === "request" ? row.owner : node.organisation }]);
  }
  return prepared;
}

/** A message of the node's own, signed for itself, so that it proves something without its chain. */
async function saidBy(tx: Transaction, node: Node, kind: Kind, id: string, said: Record<string, unknown>): Promise<Prepared> {
  const key = await ownKey(node, tx);
  const words = canonical({ ...said, type: kind, sender: node.organisation, key: key.id, sentAt: momentOf(tx.now) });
  return { kind, id, words, signature: signed(key, words).toString("base64url"), marking: 2, owner: node.organisation, isKept: true };
}

/** Onto the chain at once. Holding the peer. */
export async function say(tx: Transaction, node: Node, peer: Peer, kind: Kind, said: Record<string, unknown>, id = newId(tx.now.getTime())): Promise<Peer> {
  return append(tx, node, peer, [await saidBy(tx, node, kind, id, { id, ...said })]);
}

async function append(tx: Transaction, node: Node, peer: Peer, entries: readonly Prepared[]): Promise<Peer> {
  if (entries.length === 0) return peer;
  const chain = outChain(node, peer);
  const at = momentOf(tx.now);
  let { outSeq: seq, outHash: hash } = peer;
  const rows = entries.map(({ kind, id, words, signature, follows, marking, owner, isKept }) => {
    const digest = digestOf(words, signature);
    seq += 1;
    hash = hashAfter(chain, hash, { seq, kind, id, at, digest, ...(follows ? { follows } : {}) });
    return { seq, kind, id, follows: follows ?? null, digest, hash, words: isKept ? words : null, signature: isKept ? signature : null, marking, owner };
  });
  await sql`insert into outbox (country, exercise, epoch, seq, kind, id, at, follows, digest, hash, words, signature, marking, owner)
    select ${peer.country}, ${peer.exercise}, ${peer.outEpoch}, seq, kind, id, ${at}::timestamptz, follows, digest, hash, words, signature, marking, owner
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(seq bigint, kind text, id uuid, follows uuid, digest text, hash text, words text, signature text, marking smallint, owner text)`.execute(tx.sql);
  await sql`update peers set out_seq = ${seq}, out_hash = ${hash} where country = ${peer.country} and exercise = ${peer.exercise}`.execute(tx.sql);
  return { ...peer, outSeq: seq, outHash: hash };
}

/** Of a document `d`: why it may no longer go; asked when it goes, for it may have waited a month. */
const withholding = ({ now }: Transaction) => sql`case when d.revoked_at is not null then 'revoked' when d.expires_at <= ${now} then 'expired'
  when exists (select from suspensions s where not s.withdrawn and s.country = d.country and (s.service is null or s.service = d.service) and s.since <= ${now}::timestamptz::date and (s.until is null or s.until >= ${now}::timestamptz::date)) then 'suspended' end`;

/** What follows on `seq`. A document that was revoked, has expired or whose service is suspended meanwhile stays here: its place in the chain goes without it. */
export async function page(tx: Transaction, peer: Peer, seq: number, { entries: most = PAGE_ENTRIES, bytes: mostBytes = PAGE_BYTES } = {}): Promise<{ entries: Linked[]; more: boolean }> {
  const { rows } = await sql<any>`
    select o.seq, o.kind, o.id, o.at, o.follows, o.digest, o.hash, o.withheld, coalesce(o.words, case o.kind when 'release' then d.document else d.revocation end) as words,
      coalesce(o.signature, encode(d.signature, 'base64')) as signature, o.words is null as "isElsewhere",
      case when o.kind = 'release' then ${withholding(tx)} end as reason
    from outbox o left join released_documents d on d.id = o.id and o.words is null
    where o.country = ${peer.country} and o.exercise = ${peer.exercise} and o.epoch = ${peer.outEpoch} and o.seq > ${seq} order by o.seq limit ${most + 1}`.execute(tx.sql);
  const entries: Linked[] = [];
  const withheld: { seq: number; reason: string }[] = [];
  let bytes = 0;
  for (const row of rows.slice(0, most)) {
    const base = { seq: Number(row.seq), kind: row.kind, id: row.id, at: `${row.at.slice(0, 19)}Z`, digest: row.digest, hash: row.hash, ...(row.follows ? { follows: row.follows } : {}) };
    const reason = row.reason ?? row.withheld;
    if (reason) {
      entries.push({ ...base, withheld: reason });
      withheld.push({ seq: base.seq, reason });
      continue;
    }
    const body = !row.isElsewhere ? { words: row.words, signature: row.signature }
      : row.kind === "release" ? { words: row.words, signature: Buffer.from(row.signature, "base64").toString("base64url") } : JSON.parse(row.words) as { words: string; signature: string };
    bytes += body.words.length;
    if (bytes > mostBytes && entries.length > 0) return { entries, more: true };
    entries.push({ ...base, body });
  }
  if (withheld.length > 0) {
    await sql`update outbox o set withheld = w.reason from json_to_recordset(${JSON.stringify(withheld)}::json) as w(seq bigint, reason text)
      where o.country = ${peer.country} and o.exercise = ${peer.exercise} and o.epoch = ${peer.outEpoch} and o.seq = w.seq and o.withheld is null`.execute(tx.sql);
  }
  return { entries, more: rows.length > most };
}

/** Of what was read by `page` a moment ago: nothing of it has been revoked, has run out or was suspended since. */
export async function mayStillGo(tx: Transaction, peer: Peer, after: number, last: number): Promise<boolean> {
  const { rows } = await sql`select from outbox o join released_documents d on d.id = o.id
    where o.country = ${peer.country} and o.exercise = ${peer.exercise} and o.epoch = ${peer.outEpoch} and o.seq > ${after} and o.seq <= ${last} and o.kind = 'release' and o.withheld is null and ${withholding(tx)} is not null limit 1`.execute(tx.sql);
  return rows.length === 0;
}

export async function hashAt(tx: Transaction, peer: Peer, seq: number): Promise<string | undefined> {
  if (seq === 0) return "";
  const { rows: [row] } = await sql<{ hash: string }>`select hash from outbox where country = ${peer.country} and exercise = ${peer.exercise} and epoch = ${peer.outEpoch} and seq = ${seq}`.execute(tx.sql);
  return row?.hash;
}

/**
 * Where the peer has another chain of ours than we have ourselves (an older backup was restored, here or there), ours begins
 * anew: all that stands goes onto it again, and whoever has it already knows it by its id.
 */
export async function beginAnew(tx: Transaction, node: Node, peer: Peer, theirEpoch: number): Promise<Peer> {
  const epoch = Math.max(peer.outEpoch, theirEpoch) + 1;
  const { rows: old } = await sql<any>`select kind, id, words, signature, marking, owner from outbox where country = ${peer.country} and exercise = ${peer.exercise} and epoch = ${peer.outEpoch} and words is not null order by seq`.execute(tx.sql);
  await sql`update peers set out_epoch = ${epoch}, out_seq = 0, out_hash = '', confirmed_seq = 0 where country = ${peer.country} and exercise = ${peer.exercise}`.execute(tx.sql);
  await sql`insert into to_send (country, exercise, kind, object) select country, exercise, case when revoked_at is null then 'release' else 'revocation' end, id from released_documents
    where country = ${peer.country} and exercise = ${peer.exercise} and owner = ${node.organisation} and (expires_at is null or expires_at > ${tx.now}) order by issued_at, id`.execute(tx.sql);
  tx.journal({ act: `begin-anew ${peer.country} ${epoch}`, exercise: peer.exercise });
  const fresh = { ...peer, outEpoch: epoch, outSeq: 0, outHash: "", confirmedSeq: 0 };
  return append(tx, node, fresh, old.map((row: any): Prepared => ({ ...row, isKept: true })));
}

/** Of our chain, as a header says it. */
export const headOf = ({ outEpoch, outSeq, outHash }: Peer): Position => ({ epoch: outEpoch, seq: outSeq, hash: outHash });

/** Documents that were withheld, or that the peer refused and now asks for, once more, where they may go. */
export async function offerAgain(tx: Transaction, peer: Peer, which: "withheld" | readonly string[]): Promise<number> {
  const { rows } = await sql<{ id: string }>`insert into to_send (country, exercise, kind, object) select distinct o.country, o.exercise, 'release', o.id from outbox o join released_documents d on d.id = o.id
    where o.country = ${peer.country} and o.exercise = ${peer.exercise} and o.epoch = ${peer.outEpoch} and o.kind = 'release' and ${which === "withheld" ? sql`o.withheld is not null` : sql`(o.withheld is not null or o.refused is not null) and o.id = any(${which}::uuid[])`}
      and ${withholding(tx)} is null
      and not exists (select from outbox later where later.id = o.id and later.country = o.country and later.exercise = o.exercise and later.epoch = o.epoch and later.kind = 'release' and later.seq > o.seq ${which === "withheld" ? sql`` : sql`and later.refused is null and later.withheld is null`})
      and not exists (select from to_send t where t.object = o.id and t.kind = 'release' and t.country = o.country and t.exercise = o.exercise) returning object as id`.execute(tx.sql);
  return rows.length;
}
