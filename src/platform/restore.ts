/**
 * A backup becomes a database again: only into an empty one, and all or nothing. The file is read through and checked first;
 * then one transaction makes the tables of the backup's level, loads them, brings them to this release, and verifies the journal.
 */
import { createHash, type Hash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createZstdDecompress } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { linesIn, tablesOf } from "./backup.ts";
import { About, Manifest } from "./backup-format.ts";
import { sha256 } from "./canonical.ts";
import { verifyJournal } from "./journal.ts";
import { applyMigration, connectAsOwner, makeRecord, MIGRATION_LOCK, migrationHash, migrationProblem, THIS_RELEASE, type Release } from "./migrate.ts";
import { Problem, problem } from "./problem.ts";
import { readTar, type Member } from "./tar.ts";

export interface RestoreOptions {
  ownerUrl: string;
  file: string;
  /** How the target is named to a person. */
  target: string;
  /** The release that restores. */
  release?: Release;
  progress?: (words: string) => void;
  signal?: AbortSignal;
}

export interface Restored { madeBy: string; createdAt: string; country: string; tables: number; rows: number; upgraded: string[]; entries: number; versions: number; secrets: Secret[] }

export interface Secret { name: string; words: string }

export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { ownerUrl, file, target, release = THIS_RELEASE, progress = () => {}, signal } = options;
  const manifest = await checkBackup(file, progress, signal);
  refuseOtherHistory(manifest, file, release);
  const client = await connectAsOwner(ownerUrl);
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await refuseFull(client, target);
    await client.query("begin");
    await makeRecord(client);
    for (const { name } of manifest.migrations) await applyMigration(client, release, name);
    const secrets = await load(client, manifest, options);
    const upgraded = release.names.filter((name) => !manifest.migrations.some((held) => held.name === name));
    for (const name of upgraded) await applyMigration(client, release, name);
    progress("verifying the journal");
    const verified = await verifyJournal(client);
    await client.query("commit");
    await client.query("analyze");
    const rows = manifest.tables.reduce((total, table) => total + table.rows, 0);
    return { madeBy: manifest.version, createdAt: manifest.createdAt, country: manifest.country, tables: manifest.tables.length, rows, upgraded, ...verified, secrets };
  } catch (error) {
    if (signal?.aborted) throw problem("work.stopped");
    throw error instanceof Problem ? error : migrationProblem(error as Error, client);
  } finally {
    await client.end();
  }
}

/** Reads the whole file: every table must have the rows, bytes and hash that its manifest says. Touches no database. */
export async function checkBackup(file: string, progress: (words: string) => void = () => {}, signal?: AbortSignal): Promise<Manifest> {
  const unusable = (reason: string) => problem("backup.unreadable", { file, reason });
  const found = new Map<string, { hash: Hash; rows: number; bytes: number }>();
  const secrets = new Map<string, string>();
  let about: About | undefined;
  let manifest: Manifest | undefined;
  await readMembers(file, async ({ name, body }) => {
    if (manifest) throw unusable("something follows its end");
    if (name === "about.json") about = parsed(About, body);
    else if (!about) throw unusable("not a backup of Falémé");
    else if (name === "manifest.json") manifest = parsed(Manifest, body);
    else if (name.startsWith("secrets/")) secrets.set(name.slice("secrets/".length), sha256(body).toString("hex"));
    else {
      const table = tableOf(name);
      const seen = found.get(table) ?? { hash: createHash("sha256"), rows: 0, bytes: 0 };
      seen.hash.update(body);
      seen.rows += linesIn(body);
      seen.bytes += body.length;
      found.set(table, seen);
      progress(`checking ${table}: ${seen.rows}`);
    }
  }, signal);
  if (!manifest) throw unusable("it breaks off before its end");
  for (const { name, rows, bytes, sha256: hash } of manifest.tables) {
    const seen = found.get(name) ?? { hash: createHash("sha256"), rows: 0, bytes: 0 };
    if (seen.rows !== rows || seen.bytes !== bytes || seen.hash.digest("hex") !== hash) throw unusable(`the table ${name} is not what its manifest says`);
    found.delete(name);
  }
  if (found.size > 0) throw unusable(`its manifest knows nothing of ${[...found.keys()].join(", ")}`);
  for (const { name, sha256: hash } of manifest.secrets) if (secrets.get(name) !== hash) throw unusable(`the secret ${name} is not what its manifest says`);
  return manifest;

  function parsed<T>(schema: { safeParse(value: unknown): { success: boolean; data?: T } }, body: Buffer): T {
    let value: unknown;
    try { value = JSON.parse(body.toString()); } catch { throw unusable("not a backup of Falémé"); }
    const result = schema.safeParse(value);
    if (!result.success) throw unusable("not a backup that this release understands");
    return result.data as T;
  }
}

const tableOf = (member: string): string => /^tables\/([^/]+)\//.exec(member)?.[1] ?? "?";

/** Each member in order; whatever is wrong with the file's bytes becomes a problem that says so. */
async function readMembers(file: string, each: (member: Member) => Promise<void>, signal?: AbortSignal): Promise<void> {
  if (!existsSync(file)) throw problem("file.missing", { file });
  try {
    await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), createZstdDecompress(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const member of readTar(chunks)) await each(member);
    }, { signal });
  } catch (error) {
    if (signal?.aborted) throw problem("work.stopped");
    const { code, message } = error as { code?: string; message: string };
    if (code === "EACCES" || code === "EISDIR" || code === "EIO") throw problem("backup.unreadable", { file, reason: code });
    if (code?.startsWith("ZSTD") || code === "Z_BUF_ERROR" || code === "ERR_BUFFER_OUT_OF_BOUNDS") throw problem("backup.unreadable", { file, reason: code === "Z_BUF_ERROR" ? "it breaks off before its end" : "its bytes are damaged, or it is no backup of Falémé" });
    throw error instanceof RangeError ? problem("backup.unreadable", { file, reason: message }) : error;
  }
}

/** Migrations never change once released: other names are of a newer release, other hashes of another product. */
function refuseOtherHistory({ migrations, version }: Manifest, file: string, release: Release): void {
  for (const { name, sha256: hash } of migrations) {
    if (!release.names.includes(name)) throw problem("backup.newer", { version, migration: name });
    if (migrationHash(release, name) !== hash) throw problem("backup.unreadable", { file, reason: `its tables were made by another ${name} than this release's` });
  }
}

async function refuseFull(client: pg.Client, target: string): Promise<void> {
  const { rows } = await client.query(`
    select from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
      and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e') limit 1`);
  if (rows.length > 0) throw problem("restore.notEmpty", { target });
}

/** Foreign keys are set aside and put back, so that the order of the tables does not matter; triggers sleep meanwhile. */
async function load(client: pg.Client, manifest: Manifest, { file, release = THIS_RELEASE, progress = () => {}, signal }: RestoreOptions): Promise<Secret[]> {
  await client.query("set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres'");
  const { rows: keys } = await client.query<{ relation: string; name: string; definition: string }>(`
    select conrelid::regclass::text as relation, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace order by oid`);
  for (const { relation, name } of keys) await client.query(`alter table ${relation} drop constraint ${pg.escapeIdentifier(name)}`);
  const here = new Set((await tablesOf(client, release)).map(({ name }) => name));
  const absent = manifest.tables.find(({ name }) => !here.has(name));
  if (absent) throw problem("backup.unreadable", { file, reason: `no release knows its table ${absent.name}` });
  const names = manifest.tables.map(({ name }) => pg.escapeIdentifier(name));
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  await client.query(`truncate ${names.join(", ")}`);
  const secrets = await copyMembers(client, manifest, file, progress, signal);
  for (const name of names) await client.query(`alter table ${name} enable trigger user`);
  for (const { relation, name, definition } of keys) await client.query(`alter table ${relation} add constraint ${pg.escapeIdentifier(name)} ${definition}`);
  for (const { name, lastValue, isCalled } of manifest.sequences) await client.query("select setval($1::regclass, $2::bigint, $3)", [pg.escapeIdentifier(name), lastValue, isCalled]);
  return secrets;
}

async function copyMembers(client: pg.Client, manifest: Manifest, file: string, progress: (words: string) => void, signal?: AbortSignal): Promise<Secret[]> {
  const columnsOf = new Map(manifest.tables.map(({ name, columns }) => [name, columns.map((column) => pg.escapeIdentifier(column)).join(", ")]));
  const secrets: Secret[] = [];
  let rows = 0;
  await readMembers(file, async ({ name, body }) => {
    if (name.startsWith("secrets/")) secrets.push({ name: name.slice("secrets/".length), words: body.toString() });
    if (!name.startsWith("tables/")) return;
    const table = tableOf(name);
    const stream = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${columnsOf.get(table)}) from stdin`));
    await pipeline([body], stream);
    rows += linesIn(body);
    progress(`restoring ${table}: ${rows}`);
  }, signal);
  return secrets;
}
