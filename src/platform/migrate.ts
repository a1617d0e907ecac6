/** Brings a database to this release's tables: plain SQL files, in order, forward only, each in its own transaction. */
import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { sha256 } from "./canonical.ts";
import { problem } from "./problem.ts";

const FOLDER = new URL("../../migrations/", import.meta.url);
const OLDEST_SERVER = 150_000;
/** Two processes starting at once must not both migrate. */
const MIGRATION_LOCK = 7_031_001;

export const migrationNames = (): string[] => readdirSync(FOLDER).filter((name) => name.endsWith(".sql")).sort();

export interface Migrated { before: string[]; applied: string[] }

/** @param beforeUpgrade called once, before the first change to a database that holds an older release's data */
export async function migrate(ownerUrl: string, beforeUpgrade: (from: string) => Promise<void> = async () => {}): Promise<Migrated> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows: [server] } = await client.query("select current_setting('server_version_num')::int as version, current_setting('server_version') as words");
    if (server.version < OLDEST_SERVER) throw problem("database.tooOld", { held: server.words });
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await client.query("create table if not exists migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())");
    const { rows } = await client.query<{ name: string }>("select name from migrations order by name");
    const before = rows.map((row) => row.name);
    const known = migrationNames();
    const unknown = before.find((name) => !known.includes(name));
    if (unknown) throw problem("database.newer", { migration: unknown });
    const missing = known.filter((name) => !before.includes(name));
    if (missing.length > 0 && before.length > 0) await beforeUpgrade(before.at(-1)!);
    for (const name of missing) await apply(client, name);
    return { before, applied: missing };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === "42501" && /role|faleme_app/.test(message)) throw problem("database.mayNotMakeRole", { user: client.user ?? "?" });
    throw error;
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, name: string): Promise<void> {
  const text = readFileSync(new URL(name, FOLDER), "utf8");
  await client.query("begin");
  try {
    await client.query(text);
    await client.query("insert into migrations (name, sha256) values ($1, $2)", [name, sha256(text).toString("hex")]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
