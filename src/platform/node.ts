/**
 * A node: one data directory and its database. Whoever opens it first starts the embedded database, whoever leaves last
 * stops it; with DATABASE_URL the database is a server that others look after.
 */
import path from "node:path";
import type pg from "pg";
import { keeper, type Caller } from "./caller.ts";
import { codeList, isCode } from "./codes.ts";
import { openDataDirectory, secretIn } from "./data-directory.ts";
import { openDatabase, type Database } from "./database.ts";
import type { Log } from "./log.ts";
import { connectAsOwner, migrate, type Migrated } from "./migrate.ts";
import { joinCluster } from "./presence.ts";
import { problem } from "./problem.ts";
import { keepBeforeUpgrade } from "./upgrade.ts";

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
  /** Takes the place of the one server on an embedded database; false where another process has it. */
  becomeServer(): Promise<boolean>;
  /** For processes that stay: brings an embedded database back when it dies. */
  watch(log: Log): void;
  close(): Promise<void>;
}

export interface NodeOptions {
  dir: string;
  country?: string;
  databaseUrl?: string;
  now?: () => Date;
  connections?: number;
  /** Words about what takes its time at opening: a backup before an upgrade. */
  say?: (words: string) => void;
}

const DATABASE = "faleme";
const DEFAULT_COUNTRY = "SN";
export const SIGN_IN_ROLE = "faleme_sign_in";

export async function openNode(options: NodeOptions): Promise<Node> {
  const dir = openDataDirectory(options.dir);
  const place = await openPlace(dir, options.databaseUrl);
  try {
    const { ownerUrl, folder } = place;
    const migrated = await migrate(ownerUrl, { beforeUpgrade: (next) => keepBeforeUpgrade({ dir, ownerUrl, next, say: options.say }) });
    const country = await settled(ownerUrl, options.country);
    const db = openDatabase(ownerUrl, { now: options.now, connections: options.connections, folder });
    const signIn = openDatabase(ownerUrl, { now: options.now, connections: 3, role: SIGN_IN_ROLE, folder });
    const organisation = country;
    const node: Node = {
      dir, db, signIn, ownerUrl, organisation, country, migrated, isEmbedded: place.isEmbedded,
      keeper: (id, exercise = false) => keeper(id, organisation, exercise),
      secret: (name) => secretIn(dir, name),
      owner: (work) => asOwner(ownerUrl, work),
      becomeServer: place.becomeServer,
      watch: place.watch,
      async close() {
        await db.close();
        await signIn.close();
        await place.leave();
      },
    };
    if (migrated.before.length > 0 && migrated.applied.length > 0) await db.as(node.keeper("upgrade"), async (tx) => { tx.journal({ act: "upgrade" }); });
    return node;
  } catch (error) {
    await place.leave();
    throw error;
  }
}

export interface Place {
  ownerUrl: string;
  isEmbedded: boolean;
  /** Of the embedded database's files. */
  folder?: string;
  becomeServer(): Promise<boolean>;
  watch(log: Log): void;
  leave(): Promise<void>;
}

/** The database, without looking at what is in it: a server where one is named, else the embedded one, started if need be. */
export async function openPlace(dir: string, databaseUrl = process.env.DATABASE_URL): Promise<Place> {
  if (databaseUrl) return { ownerUrl: databaseUrl, isEmbedded: false, becomeServer: async () => true, watch() {}, async leave() {} };
  const presence = await joinCluster(path.join(dir, "postgres"), secretIn(dir, "database-password"));
  try {
    await asOwner(presence.url("postgres"), makeDatabase);
  } catch (error) {
    await presence.leave();
    throw error;
  }
  const { becomeServer, watch, leave } = presence;
  return { ownerUrl: presence.url(DATABASE), isEmbedded: true, folder: dir, becomeServer, watch, leave };
}

async function makeDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
  if (rowCount) return;
  await client.query(`create database ${DATABASE}`).catch((error) => {
    if (error.code !== "42P04" && error.code !== "23505") throw error; // otherwise another process was first
  });
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectAsOwner(url);
  try { return await work(client); } finally { await client.end(); }
}

/** The node's country: said at first start, part of every record's owner from then on, and fixed once there is a record. */
async function settled(ownerUrl: string, asked: string | undefined): Promise<string> {
  if (asked && !isCode("country", asked)) throw problem("country.unknown", { country: asked, countries: [...codeList("country").codes.keys()].join(", ") });
  return asOwner(ownerUrl, async (client) => {
    await client.query("insert into settings (name, value) values ('country', to_jsonb($1::text)) on conflict do nothing", [asked ?? DEFAULT_COUNTRY]);
    const { rows: [{ held, has_records }] } = await client.query("select value as held, exists (select from versions) as has_records from settings where name = 'country'");
    if (!asked || asked === held) return held;
    if (has_records) throw problem("country.settled", { held, asked });
    await client.query("update settings set value = to_jsonb($1::text) where name = 'country'", [asked]);
    return asked;
  });
}
