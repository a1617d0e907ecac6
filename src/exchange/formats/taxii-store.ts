/** SQL of TAXII: who may read which collection, and its objects in the order in which they were added. Made once, so that a page is read and not computed. */
import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { find } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { contact } from "../contacts/contact.noun.ts";
import { ReleaseDocument } from "../release/document.ts";
import { stixOf } from "./stix.ts";

const hashOf = (key: string) => createHash("sha256").update(key).digest();
const AT_ONCE = 2_000;

/** A new one in place of the old. It is shown once. All that the contact has been given already is in its collection, too. */
export async function makeKey(tx: Transaction, id: string): Promise<string> {
  const row = await find(tx, contact as never, id);
  if (!row || row.withdrawn) throw problem("record.notFound");
  const key = randomBytes(24).toString("base64url");
  await sql`insert into taxii_keys (contact, key_hash, made_at, exercise) values (${id}, ${hashOf(key)}, ${tx.now}, ${tx.caller.exercise}) on conflict (contact) do update set key_hash = excluded.key_hash, made_at = excluded.made_at, last_used_at = null`.execute(tx.sql);
  await sql`insert into taxii_waiting (contact, document) select contact, id from released_documents d where contact = ${id}
    and not exists (select from taxii_objects o where o.document = d.id) and not exists (select from taxii_waiting w where w.document = d.id) order by issued_at, id`.execute(tx.sql);
  tx.journal({ act: "make-taxii-key", noun: "contact", object: id, exercise: tx.caller.exercise });
  return key;
}

export async function dropKey(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql`delete from taxii_keys where contact = ${id} and exercise = ${tx.caller.exercise} returning contact`.execute(tx.sql);
  if (rows.length > 0) tx.journal({ act: "drop-taxii-key", noun: "contact", object: id, exercise: tx.caller.exercise });
  return rows.length > 0;
}

export interface Reader { contact: string; exercise: boolean }

export async function readerWith(tx: Transaction, key: string): Promise<Reader | undefined> {
  const { rows: [row] } = await sql<Reader>`select contact, exercise from taxii_keys where key_hash = ${hashOf(key)}`.execute(tx.sql);
  // So that a key that nobody uses is seen: to the minute, for a tool that reads page after page writes nothing each time.
  if (row) await sql`update taxii_keys set last_used_at = ${tx.now} where contact = ${row.contact} and (last_used_at is null or last_used_at < ${new Date(tx.now.getTime() - 60_000)})`.execute(tx.sql);
  return row;
}

export interface KeyShown { contact: string; title: string; country: string; service: string; madeAt: string; lastUsedAt: string | null; objects: number }

/** Of contacts that the caller may read; never a key, which nobody here can read back. */
export async function keysMade(tx: Transaction): Promise<KeyShown[]> {
  const { rows } = await sql<KeyShown>`select k.contact, c.title, c.country, c.service, k.made_at as "madeAt", k.last_used_at as "lastUsedAt", (select count(*)::int from taxii_objects o where o.contact = k.contact) as objects
    from taxii_keys k join contacts c on c.id = k.contact where k.exercise = ${tx.caller.exercise} order by c.country, c.title, c.id`.execute(tx.sql);
  return rows;
}

/** Documents that were released or revoked since: into the collection. */
export async function catchUp(tx: Transaction, { contact: id, exercise }: Reader): Promise<void> {
  for (;;) {
    const { rows: [first] } = await sql`select id from taxii_waiting where contact = ${id} limit 1`.execute(tx.sql);
    if (!first) return;
    await sql`select pg_advisory_xact_lock(hashtextextended(${`taxii ${id}`}, 0))`.execute(tx.sql);
    const { rows } = await sql<{ id: number; document: string; words: string; revokedAt: string | null }>`
      select w.id, w.document, d.document as words, d.revoked_at as "revokedAt" from taxii_waiting w join released_documents d on d.id = w.document where w.contact = ${id} order by w.id limit ${AT_ONCE}`.execute(tx.sql);
    // Identity, marking and area are the same in document after document: each is written once.
    const made = [...new Map(rows.flatMap(({ document, words, revokedAt }) => {
      const read = ReleaseDocument.parse(JSON.parse(words));
      const objects = revokedAt ? stixOf(read, { isRevoked: true, revokedAt }).filter(({ type }) => ["incident", "report", "relationship"].includes(type)) : stixOf(read);
      return objects.map((object) => ({ stix_id: object.id, modified: String(object.modified ?? object.created), type: object.type, document, object }));
    }).reverse().map((one) => [`${one.stix_id} ${one.modified}`, one] as const)).values()].reverse().map(({ object, ...one }, n) => ({ ...one, n, words: JSON.stringify(object) }));
    await sql`insert into taxii_objects (contact, exercise, stix_id, modified, type, added_at, document, words) select ${id}, ${exercise}, stix_id, modified, type, ${tx.now}, document, words
      from json_to_recordset(${JSON.stringify(made)}::json) as r(stix_id text, modified text, type text, document uuid, words text, n integer) order by n on conflict do nothing`.execute(tx.sql);
    await sql`delete from taxii_waiting where id = any(${rows.map((row) => row.id)})`.execute(tx.sql);
  }
}

export interface Wanted { addedAfter?: string | undefined; next?: string | undefined; limit: number; ids?: readonly string[] | undefined; types?: readonly string[] | undefined; versions?: readonly string[] | undefined }
export interface Kept { added: number; addedAt: string; id: string; modified: string; words: string }

/** Without being told otherwise, the last version of each. */
export async function objectsOf(tx: Transaction, { contact: id }: Reader, { addedAfter, next, limit, ids, types, versions = ["last"] }: Wanted): Promise<{ rows: Kept[]; more: boolean }> {
  const from = next === undefined ? 0 : Number(Buffer.from(next, "base64url").toString());
  if (!Number.isSafeInteger(from)) throw problem("input.badCursor");
  const exact = versions.filter((one) => !["last", "first", "all"].includes(one));
  const of = (which: "max" | "min") => sql`o.modified = (select ${sql.raw(which)}(modified) from taxii_objects v where v.contact = o.contact and v.stix_id = o.stix_id)`;
  const version = versions.includes("all") ? sql`true` : sql`(${sql.join([...(versions.includes("last") ? [of("max")] : []), ...(versions.includes("first") ? [of("min")] : []), ...(exact.length > 0 ? [sql`o.modified = any(${exact})`] : []), sql`false`], sql` or `)})`;
  const { rows } = await sql<any>`select added, added_at as "addedAt", stix_id as id, modified, words from taxii_objects o where contact = ${id} and added > ${from} ${addedAfter ? sql`and added_at > ${addedAfter}::timestamptz` : sql``}
    ${ids ? sql`and stix_id = any(${ids})` : sql``} ${types ? sql`and type = any(${types})` : sql``} and ${version} order by added limit ${limit + 1}`.execute(tx.sql);
  return { rows: rows.slice(0, limit).map((row: any) => ({ ...row, added: Number(row.added) })), more: rows.length > limit };
}

export const nextAfter = ({ added }: Kept): string => Buffer.from(String(added)).toString("base64url");
