/** "Why has X not got this?" One answer for each contact abroad: what the policy said, what left, how far it has come, and what the other node said of it. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { decisionsOn, recipientsOf } from "../release/queries.ts";
import { peersOf, type Peer } from "./peers.ts";

export const STANDS = ["never-asked", "not-released", "no-node", "link-closed", "waiting", "sent", "received", "refused", "withheld", "revocation-pending", "revoked"] as const;

export interface Whereabouts { contact: string; title: string; country: string; service: string; stands: (typeof STANDS)[number]; reasons: string[]; document?: string; at?: string; failure?: string; backlog?: number }

export async function whereIs(tx: Transaction, record: string, ours: string): Promise<Whereabouts[]> {
  const [contacts, decisions, peers] = [(await recipientsOf(tx)).filter(({ country }) => country !== ours), await decisionsOn(tx, record), new Map((await peersOf(tx)).map((peer) => [peer.country, peer]))];
  const { rows: documents } = await sql<any>`select d.id, d.contact, d.country, d.issued_at as "issuedAt", d.revoked_at as "revokedAt", o.seq, o.withheld, o.refused, r.seq as "revokedSeq"
    from released_documents d left join peers p on p.country = d.country and p.exercise = d.exercise
    left join lateral (select * from outbox o where o.id = d.id and o.kind = 'release' and o.country = d.country and o.epoch = p.out_epoch order by o.seq desc limit 1) o on true
    left join lateral (select * from outbox r where r.id = d.id and r.kind = 'revocation' and r.country = d.country and r.epoch = p.out_epoch order by r.seq desc limit 1) r on true
    where d.record = ${record} order by d.issued_at, d.id`.execute(tx.sql);
  const held = new Map<string, any>(documents.map((one: any) => [one.contact, one]));
  return contacts.map(({ id, title, country, service }): Whereabouts => {
    const base = { contact: id, title, country, service };
    const document = held.get(id);
    const asked = decisions.filter(({ contact }) => contact === id).at(-1);
    if (!document) return { ...base, stands: asked ? "not-released" : "never-asked", reasons: asked?.reasons ?? [], ...(asked ? { at: asked.at } : {}) };
    return { ...base, document: document.id, at: document.issuedAt, ...standing(document, peers.get(country)) };
  });
}

function standing(document: { seq: number | null; revokedSeq: number | null; revokedAt: string | null; withheld: string | null; refused: string[] | null }, peer: Peer | undefined): Pick<Whereabouts, "stands" | "reasons" | "failure" | "backlog"> {
  if (!peer) return { stands: "no-node", reasons: [] };
  if (peer.isClosed) return { stands: "link-closed", reasons: [] };
  const link = { ...(peer.failure ? { failure: peer.failure } : {}), backlog: peer.outSeq - peer.confirmedSeq };
  if (document.revokedAt) return { stands: document.revokedSeq !== null && Number(document.revokedSeq) <= peer.confirmedSeq ? "revoked" : "revocation-pending", reasons: [], ...link };
  if (document.refused) return { stands: "refused", reasons: document.refused };
  if (document.withheld) return { stands: "withheld", reasons: [document.withheld] };
  if (document.seq === null) return { stands: "waiting", reasons: [], ...link };
  if (Number(document.seq) <= peer.confirmedSeq) return { stands: "received", reasons: [] };
  return { stands: peer.failure ? "waiting" : "sent", reasons: [], ...link };
}

export interface LinkState {
  country: string; title: string; url: string | null; keyId: string; isClosed: boolean; protocol: number | null; state: "never" | "good" | "failing" | "closed";
  heardAt: string | null; failedAt: string | null; failure: string | null; lagSeconds: number | null; backlog: number; sent: number; confirmed: number; received: number; refusedThere: number; refusedHere: number; withheld: number;
  proof: { words: string; signature: string } | null;
}

/** Each link of this world: lag, backlog, what was refused on either side, and the peer's last signed word of how far it has read. */
export async function linkStates(tx: Transaction): Promise<LinkState[]> {
  const { rows } = await sql<any>`select p.country, (select count(*) from to_send t where t.country = p.country and t.exercise = p.exercise) as waiting,
      (select min(o.at) from outbox o where o.country = p.country and o.exercise = p.exercise and o.epoch = p.out_epoch and o.seq = p.confirmed_seq + 1) as oldest,
      (select count(*) from outbox o where o.country = p.country and o.exercise = p.exercise and o.epoch = p.out_epoch and o.refused is not null) as "refusedThere",
      (select count(*) from outbox o where o.country = p.country and o.exercise = p.exercise and o.epoch = p.out_epoch and o.withheld is not null) as withheld,
      (select count(*) from inbox i where i.country = p.country and i.exercise = p.exercise and i.outcome = 'refused') as "refusedHere"
    from peers p where p.exercise = ${tx.caller.exercise}`.execute(tx.sql);
  const counts = new Map<string, any>(rows.map((row: any) => [row.country, row]));
  return (await peersOf(tx)).map((peer) => {
    const { waiting, oldest, refusedThere, refusedHere, withheld } = counts.get(peer.country);
    return {
      country: peer.country, title: peer.title, url: peer.url, keyId: peer.keyId, isClosed: peer.isClosed, protocol: peer.protocol, state: peer.isClosed ? "closed" : peer.failure ? "failing" : peer.heardAt ? "good" : "never",
      heardAt: peer.heardAt, failedAt: peer.failedAt, failure: peer.failure, lagSeconds: oldest ? Math.max(0, Math.round((tx.now.getTime() - Date.parse(oldest)) / 1_000)) : peer.heardAt ? 0 : null,
      backlog: peer.outSeq - peer.confirmedSeq + Number(waiting), sent: peer.outSeq, confirmed: peer.confirmedSeq, received: peer.inSeq, refusedThere: Number(refusedThere), refusedHere: Number(refusedHere), withheld: Number(withheld),
      proof: peer.proof && peer.proofSignature ? { words: peer.proof, signature: peer.proofSignature } : null,
    };
  });
}

export interface LedgerLine { direction: "sent" | "received"; seq: number; kind: string; id: string; at: string; outcome: string; reasons: string[] }

/** Line by line, newest first: sent, received, refused with the reason. */
export async function ledgerOf(tx: Transaction, peer: Peer, { direction, before, limit }: { direction: "sent" | "received"; before?: number | undefined; limit: number }): Promise<LedgerLine[]> {
  const end = before ?? Number.MAX_SAFE_INTEGER;
  const { rows } = direction === "sent"
    ? await sql<any>`select seq, kind, id, at, case when refused is not null then 'refused' when withheld is not null then 'withheld' when seq <= ${peer.confirmedSeq} then 'received' else 'waiting' end as outcome, coalesce(refused, array[withheld]) as reasons
      from outbox where country = ${peer.country} and exercise = ${peer.exercise} and epoch = ${peer.outEpoch} and seq < ${end} order by seq desc limit ${limit}`.execute(tx.sql)
    : await sql<any>`select seq, kind, id, at, outcome, reasons from inbox where country = ${peer.country} and exercise = ${peer.exercise} and epoch = ${peer.inEpoch} and seq < ${end} order by seq desc limit ${limit}`.execute(tx.sql);
  return rows.map((row: any) => ({ direction, ...row, seq: Number(row.seq), reasons: (row.reasons ?? []).filter((reason: string | null) => reason !== null) }));
}
