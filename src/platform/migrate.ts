/** Brings a database to a release's tables: plain SQL files, in order, forward only, each in its own transaction. */
import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { sha256 } from "./canonical.ts";
import { databaseProblem } from "./database.ts";
import { Problem, problem } from "./problem.ts";

const FOLDER = new URL("../../migrations/", import.meta.url);
const OLDEST_SERVER = 150_000;
/** Two processes starting at once must not both migrate, nor one restore under the other. */
export const MIGRATION_LOCK = 7_031_001;

/** What a release does to a database: migrations, oldest first. A test may ask for an older release or one to come. */
export interface Release {
  names: readonly string[];
  textOf(name: string): string;
}

export const THIS_RELEASE: Release = {
  names: readdirSync(FOLDER).filter((name) => name.endsWith(".sql")).sort(),
  textOf: (name) => readFileSync(new URL(name, FOLDER), "utf8"),
};

export const migrationHash = (release: Release, name: string): string => sha256(release.textOf(name)).toString("hex");

/** The tables that a release makes: whatever else lies in the database is not ours. */
export const tablesMadeBy = ({ names, textOf }: Release): string[] =>
  names.flatMap((name) => [...textOf(name).matchAll(/\bcreate (?:unlogged )?table (?:if not exists )?"?(\w+)/gi)].map(([, table]) => table!));

export interface Migrated { before: string[]; applied: string[] }

export interface MigrateOptions {
  /** The release that asks. */
  release?: Release;
  /** Called once, before the first change to a database that holds an older release's data. */
  beforeUpgrade?(next: string): Promise<void>;
}

export async function migrate(ownerUrl: string, { release = THIS_RELEASE, beforeUpgrade = async () => {} }: MigrateOptions = {}): Promise<Migrated> {
  const client = await connectAsOwner(ownerUrl);
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await makeRecord(client);
    const { rows } = await client.query<{ name: string }>("select name from migrations order by name");
    const before = rows.map((row) => row.name);
    const unknown = before.find((name) => !release.names.includes(name));
    if (unknown) throw problem("database.newer", { migration: unknown });
    const missing = release.names.filter((name) => !before.includes(name));
    if (missing.length > 0 && before.length > 0) await beforeUpgrade(missing[0]!);
    for (const name of missing) {
      await client.query("begin");
      await applyMigration(client, release, name);
      await client.query("commit");
    }
    return { before, applied: missing };
  } catch (error) {
    throw error instanceof Problem ? error : migrationProblem(error as Error, client);
  } finally {
    await client.end();
  }
}

/** The owner's connection, to a server that is new enough. */
export async function connectAsOwner(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "faleme keeper" });
  client.on("error", () => { /* the next query says so */ });
  try {
    await client.connect();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // Wrong password, unknown database or host: said once, in words, instead of as a fault.
    throw /^(28|3D)/.test(code ?? "") || code === "ENOTFOUND" ? problem("database.refused", { reason: message }) : databaseProblem(error as Error);
  }
  const { rows: [server] } = await client.query("select current_setting('server_version_num')::int as version, current_setting('server_version') as words");
  if (server.version >= OLDEST_SERVER) return client;
  await client.end();
  throw problem("database.tooOld", { held: server.words });
}

export const makeRecord = (client: pg.Client) =>
  client.query("create table if not exists migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())");

/** Inside the caller's transaction. */
export async function applyMigration(client: pg.Client, release: Release, name: string): Promise<void> {
  await client.query(release.textOf(name));
  await client.query("insert into migrations (name, sha256) values ($1, $2)", [name, migrationHash(release, name)]);
}

export function migrationProblem(error: Error, client: pg.Client): Error {
  const { code, message } = error as { code?: string; message: string };
  if (code === "42501" && /role|faleme_/.test(message)) return problem("database.mayNotMakeRole", { user: client.user ?? "?" });
  return databaseProblem(error);
}
