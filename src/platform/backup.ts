/**
 * One file that holds the node: every table by COPY from one snapshot, while the server works. The same for the embedded
 * database and for a server, in constant memory. It appears under its name only when it is whole and on the disk.
 */
import { createHash } from "node:crypto";
import { createWriteStream, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { FORMAT, NEVER_BACKED_UP, staysHere, type About, type Manifest } from "./backup-format.ts";
import { sha256 } from "./canonical.ts";
import { databaseProblem } from "./database.ts";
import { connectAsOwner, tablesMadeBy, THIS_RELEASE, type Release } from "./migrate.ts";
import { Problem, problem } from "./problem.ts";
import { tarEnd, tarMember } from "./tar.ts";
import { VERSION } from "./version.ts";

export interface BackupOptions {
  ownerUrl: string;
  file: string;
  now: Date;
  /** Folder of the secrets to take along; left out, they stay here. */
  secretsFrom?: string | undefined;
  /** The release whose tables are taken. */
  release?: Release;
  progress?: (words: string) => void;
  signal?: AbortSignal;
}

export interface Backup {
  file: string;
  bytes: number;
  tables: number;
  rows: number;
  withSecrets: boolean;
  /** Tables in the database that are not Falémé's, and not in the backup. */
  leftOut: string[];
}

const MEMBER_BYTES = 4 * 1024 * 1024;

export async function writeBackup({ ownerUrl, file, now, secretsFrom, release = THIS_RELEASE, progress = () => {}, signal }: BackupOptions): Promise<Backup> {
  if (existsSync(file)) throw problem("file.exists", { file });
  const making = `${file}.part-${process.pid}`;
  const client = await connectAsOwner(ownerUrl);
  let manifest!: Manifest;
  let leftOut: string[] = [];
  async function* archive(): AsyncGenerator<Buffer> {
    const about = await beginSnapshot(client, now, release);
    const member = (name: string, body: Buffer | string) => tarMember({ name, body: Buffer.from(body) }, now);
    leftOut = await foreignTables(client, release);
    yield member("about.json", JSON.stringify(about, null, 2));
    manifest = { ...about, tables: [], sequences: await sequencesOf(client, release), secrets: [] };
    for (const table of await tablesOf(client, release)) {
      const hash = createHash("sha256");
      let [rows, bytes, part] = [0, 0, 0];
      for await (const { body, lines } of rowsOf(client, table)) {
        hash.update(body);
        rows += lines;
        bytes += body.length;
        progress(`${table.name}: ${rows}`);
        yield member(`tables/${table.name}/${String(++part).padStart(6, "0")}.copy`, body);
      }
      manifest.tables.push({ ...table, rows, bytes, sha256: hash.digest("hex") });
    }
    for (const name of secretsFrom ? readdirSync(secretsFrom).sort() : []) {
      if (staysHere(name)) continue;
      const words = readFileSync(path.join(secretsFrom!, name), "utf8");
      manifest.secrets.push({ name, sha256: sha256(words).toString("hex") });
      yield member(`secrets/${name}`, words);
    }
    yield member("manifest.json", JSON.stringify(manifest, null, 2));
    yield tarEnd();
  }
  try {
    const zstd = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } });
    await pipeline(Readable.from(archive(), { objectMode: true, highWaterMark: 1 }), zstd, createWriteStream(making, { flags: "wx", mode: 0o600, flush: true }), { signal });
    if (existsSync(file)) throw problem("file.exists", { file });
    renameSync(making, file);
    await syncFolder(path.dirname(file));
    const rows = manifest.tables.reduce((total, table) => total + table.rows, 0);
    return { file, bytes: statSync(file).size, tables: manifest.tables.length, rows, withSecrets: manifest.secrets.length > 0, leftOut };
  } catch (error) {
    rmSync(making, { force: true });
    throw fileProblem(error as Error, file, signal);
  } finally {
    await client.end();
  }
}

/** Locks first, so that no upgrade can change a table under the snapshot; the first question after them sets it. */
async function beginSnapshot(client: pg.Client, now: Date, release: Release): Promise<About> {
  await client.query("set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set bytea_output = 'hex'; set row_security = off");
  const tables = (await tablesOf(client, release)).map(({ name }) => pg.escapeIdentifier(name));
  await client.query("begin isolation level repeatable read read only");
  await client.query(`lock table migrations, ${tables.join(", ")} in access share mode`);
  const { rows: migrations } = await client.query<{ name: string; sha256: string }>("select name, sha256 from migrations order by name");
  const { rows: [country] } = await client.query("select value as name from settings where name = 'country'");
  return { format: FORMAT, product: "faleme", version: VERSION, country: country?.name ?? "", createdAt: now.toISOString(), migrations };
}

interface Table { name: string; columns: string[] }

/** Every table of the release but those that stay out; a partitioned one as a whole. Generated columns make themselves. */
export async function tablesOf(client: pg.Client, release: Release): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any($1) and c.relname <> all($2)
    group by c.oid, c.relname order by c.relname`, [tablesMadeBy(release), NEVER_BACKED_UP]);
  return rows;
}

async function foreignTables(client: pg.Client, release: Release): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> all($1) order by 1`, [[...tablesMadeBy(release), ...NEVER_BACKED_UP]]);
  return rows.map(({ name }) => name);
}

/** Those that number the rows of our tables. */
async function sequencesOf(client: pg.Client, release: Release): Promise<Manifest["sequences"]> {
  const { rows } = await client.query<{ name: string }>(`
    select s.relname as name from pg_class s
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
    join pg_class t on t.oid = d.refobjid
    where s.relkind = 'S' and t.relnamespace = 'public'::regnamespace and t.relname = any($1) order by 1`, [tablesMadeBy(release)]);
  const found: Manifest["sequences"] = [];
  for (const { name } of rows) {
    const { rows: [state] } = await client.query(`select last_value::text as value, is_called from ${pg.escapeIdentifier(name)}`);
    found.push({ name, lastValue: state.value, isCalled: state.is_called });
  }
  return found;
}

/** Rows as COPY spells them, a few megabytes at a time, each piece ending with a row. In that format a newline byte ends a row and is nothing else. */
async function* rowsOf(client: pg.Client, { name, columns }: Table): AsyncGenerator<{ body: Buffer; lines: number }> {
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const source = client.query(copyTo(`copy (select ${list} from ${pg.escapeIdentifier(name)}) to stdout`));
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < MEMBER_BYTES) continue;
    const all = Buffer.concat(held);
    const end = all.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield { body: all.subarray(0, end), lines: linesIn(all.subarray(0, end)) };
    held = [all.subarray(end)];
    bytes = all.length - end;
  }
  const rest = Buffer.concat(held);
  if (rest.length > 0) yield { body: rest, lines: linesIn(rest) };
}

const NEWLINE = 0x0a;

export function linesIn(body: Buffer): number {
  let lines = 0;
  for (let at = body.indexOf(NEWLINE); at >= 0; at = body.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, "r");
  try { await opened.sync(); } finally { await opened.close(); }
}

function fileProblem(error: Error, file: string, signal?: AbortSignal): Error {
  if (signal?.aborted) return problem("work.stopped");
  const { code } = error as { code?: string };
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") return problem("disk.full", { reason: file });
  if (code === "ENOENT" || code === "EACCES" || code === "EROFS" || code === "ENOTDIR") return problem("file.cannotWrite", { file, reason: code });
  return error instanceof Problem ? error : databaseProblem(error);
}
