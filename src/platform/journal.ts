/**
 * The journal: who did what, when, to which object. Append-only and hash-chained: each entry's hash covers its words and the
 * hash of the entry before, so that no entry can be changed, removed or slipped in unseen. It holds hashes of what was
 * written, never the content: erasing a report leaves the journal verifiable.
 */
import { sql } from "kysely";
import type pg from "pg";
import { canonical, sha256 } from "./canonical.ts";
import { copyLine, copyText, inChunks } from "./copy.ts";
import type { Transaction } from "./database.ts";
import { problem } from "./problem.ts";

export interface JournalEntry {
  /** "create", "change", "withdraw", "read", "import", "sign-in", "open-door" … */
  act: string;
  noun?: string;
  object?: string;
  version?: number;
  objectHash?: Buffer;
  marking?: number;
  owner?: string;
  exercise?: boolean;
}

const COLUMNS = ["seq", "at", "actor", "act", "noun", "object", "version", "object_hash", "marking", "owner", "exercise", "prev_hash", "hash"];
const FEW = 20;

/** Locks the head of the chain until the transaction ends: call it last. */
export async function appendToJournal(tx: Transaction, entries: readonly JournalEntry[]): Promise<void> {
  const { rows: [head] } = await tx.client.query<{ seq: number; hash: Buffer }>("select seq, hash from journal_head for update");
  let { seq, hash } = head!;
  const at = tx.now.toISOString();
  const next = (entry: JournalEntry): unknown[] => {
    const previous = hash;
    seq += 1;
    hash = chained(previous, seq, at, tx.caller.id, entry);
    return [seq, at, tx.caller.id, entry.act, entry.noun ?? null, entry.object ?? null, entry.version ?? null, entry.objectHash ?? null,
      entry.marking ?? 0, entry.owner ?? "", entry.exercise ?? false, previous, hash];
  };
  if (entries.length > FEW) await copyText(tx.client, "journal", COLUMNS, inChunks(entries, (entry) => copyLine(next(entry))));
  else for (const entry of entries) await tx.client.query(`insert into journal (${COLUMNS}) values (${COLUMNS.map((_, i) => `$${i + 1}`)})`, next(entry));
  await tx.client.query("update journal_head set seq = $1, hash = $2", [seq, hash]);
  // A reading changes nothing that a page would have to ask for again.
  const nouns = [...new Set(entries.filter(({ act }) => act !== "read").map(({ noun }) => noun).filter(Boolean))].join(",");
  if (nouns) await tx.client.query("select pg_notify('faleme_journal', $1)", [`${seq} ${nouns}`]);
}

function chained(previous: Buffer, seq: number, at: string, actor: string, entry: JournalEntry): Buffer {
  const words = canonical([seq, at, actor, entry.act, entry.noun ?? null, entry.object ?? null, entry.version ?? null,
    entry.objectHash?.toString("hex") ?? null, entry.marking ?? 0, entry.owner ?? "", entry.exercise ?? false]);
  return sha256(Buffer.concat([previous, Buffer.from(words)]));
}

const BATCH = 5_000;

/**
 * Walks the whole chain with the owner's connection, and every version against the entry that recorded it; with `last`, only
 * that many entries at its end, and no version.
 * Returns how many entries and versions were checked; throws `journal.broken` at the first that does not fit.
 */
export async function verifyJournal(owner: pg.Client, { last }: { last?: number } = {}): Promise<{ entries: number; versions: number }> {
  // Up to the head as it is now: what is written while we walk is the next walk's.
  const { rows: [head] } = await owner.query("select seq, hash, (select max(seq) from journal) as newest from journal_head");
  if ((head.newest ?? 0) !== head.seq) throw problem("journal.broken", { seq: head.seq, reason: "its head is not its last entry" });
  const { rows: [before] } = await owner.query("select seq, hash from journal where seq = $1", [last === undefined ? 0 : head.seq - last]);
  let { seq, hash }: { seq: number; hash: Buffer } = before ?? { seq: 0, hash: Buffer.alloc(32) };
  const first = seq;
  while (seq < head.seq) {
    const { rows } = await owner.query("select * from journal where seq > $1 and seq <= $2 order by seq limit $3", [seq, head.seq, BATCH]);
    if (rows.length === 0) throw problem("journal.broken", { seq: seq + 1, reason: "missing entry" });
    for (const row of rows) {
      if (row.seq !== seq + 1) throw problem("journal.broken", { seq: seq + 1, reason: "missing entry" });
      const entry: JournalEntry = { act: row.act, noun: row.noun ?? undefined, object: row.object ?? undefined, version: row.version ?? undefined,
        objectHash: row.object_hash ?? undefined, marking: row.marking, owner: row.owner, exercise: row.exercise };
      const expected = chained(hash, row.seq, row.at, row.actor, entry);
      if (!row.prev_hash.equals(hash) || !row.hash.equals(expected)) throw problem("journal.broken", { seq: row.seq, reason: "its hash does not fit" });
      ({ seq, hash } = row);
    }
  }
  if (!head.hash.equals(hash)) throw problem("journal.broken", { seq: head.seq, reason: "its head does not fit its last entry" });
  return { entries: seq - first, versions: last === undefined ? await verifyVersions(owner) : 0 };
}

/** A version that is not there was erased, and the journal says so; one that is there is what was recorded. */
async function verifyVersions(owner: pg.Client): Promise<number> {
  const { rows: [fault] } = await owner.query(`
    select v.noun, v.id, v.version, j.seq from versions v
    full join (select * from journal where object_hash is not null and act <> 'erase') j on j.object = v.id and j.version = v.version
    where (v.id is null and not exists (select from journal e where e.object = j.object and e.act = 'erase' and e.seq > j.seq)) or j.seq is null or sha256(convert_to(v.document, 'UTF8')) <> j.object_hash limit 1`);
  if (fault) throw problem("journal.broken", { seq: fault.seq ?? "?", reason: `version ${fault.version ?? "?"} of ${fault.noun ?? "a record"} ${fault.id ?? ""} is not what was recorded` });
  const { rows: [counted] } = await owner.query("select count(*) from versions");
  return counted.count;
}

/** Entries that this caller may see, newest first. */
export async function listJournal(tx: Transaction, { before, limit, object }: { before?: number; limit: number; object?: string }) {
  const { rows } = await sql<{ seq: number; at: string; actor: string; act: string; noun: string | null; object: string | null; version: number | null; hash: Buffer }>`
    select seq, at, actor, act, noun, object, version, hash from readable_journal
    where seq < ${before ?? Number.MAX_SAFE_INTEGER} ${object ? sql`and object = ${object}` : sql``}
    order by seq desc limit ${limit}`.execute(tx.sql);
  return rows.map((row) => ({ ...row, hash: row.hash.toString("hex") }));
}
