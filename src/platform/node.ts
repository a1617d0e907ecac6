/**
 * A node: one data directory and its database. Whoever opens it first starts the embedded database, whoever leaves last
 * stops it; with DATABASE_URL the database is a server that others look after.
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { keeper, type Caller } from "./caller.ts";
import { openDatabase, type Database } from "./database.ts";
import { migrate, type Migrated } from "./migrate.ts";
import { openCluster } from "./postgres.ts";

export interface Node {
  dir: string;
  db: Database;
  /** The only door to members, accounts, sessions and one-time links: a role that reads nothing else of the house. */
  signIn: Database;
  /** For migrations, verification, backup and jobs: never for answering a caller. */
  ownerUrl: string;
  organisation: string;
  country: string;
  migrated: Migrated;
  isEmbedded: boolean;
  /** The caller for the house's own work. */
  keeper(id: string, exercise?: boolean): Caller;
  secret(name: string): string;
  owner<T>(work: (client: pg.Client) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface NodeOptions {
  dir: string;
  country?: string;
  databaseUrl?: string;
  now?: () => Date;
  connections?: number;
  beforeUpgrade?: (from: string, ownerUrl: string) => Promise<void>;
}

const DATABASE = "faleme";
export const SIGN_IN_ROLE = "faleme_sign_in";
/** Held shared by every process that uses the embedded database; whoever gets it alone is the last. */
const PRESENCE_LOCK = 7_031_002;

export async function openNode(options: NodeOptions): Promise<Node> {
  const dir = path.resolve(options.dir);
  mkdirSync(dir, { recursive: true });
  const databaseUrl = options.databaseUrl ?? process.env.DATABASE_URL;
  const { url: ownerUrl, leave } = databaseUrl ? { url: databaseUrl, leave: async () => {} } : await joinEmbedded(dir);
  try {
    const migrated = await migrate(ownerUrl, (from) => options.beforeUpgrade?.(from, ownerUrl) ?? Promise.resolve());
    const country = await settled(ownerUrl, options.country);
    const db = openDatabase(ownerUrl, { now: options.now, connections: options.connections });
    const signIn = openDatabase(ownerUrl, { now: options.now, connections: 3, role: SIGN_IN_ROLE });
    const organisation = country;
    return {
      dir, db, signIn, ownerUrl, organisation, country, migrated, isEmbedded: !databaseUrl,
      keeper: (id, exercise = false) => keeper(id, organisation, exercise),
      secret: (name) => secretIn(dir, name),
      owner: (work) => asOwner(ownerUrl, work),
      async close() {
        await db.close();
        await signIn.close();
        await leave();
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try { return await work(client); } finally { await client.end(); }
}

async function joinEmbedded(dir: string): Promise<{ url: string; leave: () => Promise<void> }> {
  const cluster = await openCluster({ dir: path.join(dir, "postgres"), password: secretIn(dir, "database-password") });
  await asOwner(cluster.url("postgres"), async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE}`).catch((error) => { if (error.code !== "42P04" && error.code !== "23505") throw error; });
  });
  const presence = new pg.Client({ connectionString: cluster.url("postgres"), application_name: "faleme presence" });
  presence.on("error", () => { /* the database went away; the next query elsewhere says so */ });
  await presence.connect();
  await presence.query("select pg_advisory_lock_shared($1)", [PRESENCE_LOCK]);
  return {
    url: cluster.url(DATABASE),
    async leave() {
      try {
        await presence.query("select pg_advisory_unlock_shared($1)", [PRESENCE_LOCK]);
        const { rows: [alone] } = await presence.query("select pg_try_advisory_lock($1) as last", [PRESENCE_LOCK]);
        await presence.end();
        if (alone.last) await cluster.stop();
      } catch {
        // The database is gone already: nothing to leave.
      }
    },
  };
}

/** A secret of this data directory, made at first use; the folder is readable by its owner alone. */
export function secretIn(dir: string, name: string): string {
  const folder = path.join(dir, "secrets");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, name);
  if (!existsSync(file)) {
    try {
      writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (error) {
      if ((error as { code?: string }).code !== "EEXIST") throw error; // another process was first
    }
  }
  return readFileSync(file, "utf8").trim();
}

/** The node's country: said once, at first start, and part of every record's owner from then on. */
async function settled(ownerUrl: string, country: string | undefined): Promise<string> {
  return asOwner(ownerUrl, async (client) => {
    await client.query("insert into settings (name, value) values ('country', to_jsonb($1::text)) on conflict do nothing", [country ?? "SN"]);
    const { rows: [row] } = await client.query("select value from settings where name = 'country'");
    return row.value;
  });
}
