/**
 * The door to the database. Every transaction says who calls before it does anything else, so that row-level security
 * knows; and it writes its journal entries just before it commits, so that the chain's one lock is held briefly.
 */
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Caller } from "./caller.ts";
import { diskFull, isNearlyFull } from "./disk.ts";
import { appendToJournal, type JournalEntry } from "./journal.ts";
import { problem } from "./problem.ts";

// Days stay the words they are (no time zone can move them); moments are ISO 8601 in UTC; counts are numbers.
pg.types.setTypeParser(pg.types.builtins.DATE, (words) => words);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (words) => new Date(words).toISOString());
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

export type Sql = Kysely<any>;

export interface Transaction {
  sql: Sql;
  /** For COPY and cursors, which Kysely does not speak. */
  client: pg.PoolClient;
  caller: Caller;
  now: Date;
  journal(entry: JournalEntry): void;
  /** Runs after the commit, never after a roll-back. */
  afterCommit(act: () => void): void;
}

export interface Database {
  /** Reads and writes as the restricted role, as this caller. */
  as<T>(caller: Caller, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Connections of the restricted role, for listening. Nothing can be read there: it has no caller. */
  pool: pg.Pool;
  now(): Date;
  close(): Promise<void>;
}

const APP_ROLE = "faleme_app";
/** For a connection, whether it must be made or waited for: then the caller is told to try again. */
const CONNECTION_TIMEOUT_MS = 20_000;

export interface DatabaseOptions {
  now?: () => Date;
  connections?: number;
  /** What the connections may do: the application's role, or the one that alone reaches accounts and sessions. */
  role?: string;
  /** How values become JavaScript's, where not as the house reads them. */
  types?: pg.CustomTypesConfig;
  /** Where the embedded database keeps its files; the disk of a server is watched by others. */
  folder?: string;
}

export function openDatabase(url: string, { now = () => new Date(), connections = 10, role = APP_ROLE, types, folder }: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, options: `-c role=${role} -c timezone=UTC`, application_name: "faleme", keepAlive: true, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS, ...(types ? { types } : {}) });
  pool.on("error", () => { /* an idle connection was cut; the next query opens another */ });
  // One that is cut while a transaction thinks would otherwise end the whole process; its next query fails and says so.
  pool.on("connect", (client) => { client.on("error", () => {}); });
  return {
    pool,
    now,
    close: () => pool.end(),
    as: (caller, work) => transaction(pool, caller, now(), work, folder),
  };
}

/** What row-level security reads, set with the first words of the transaction: one way to the database instead of two. */
function beginAs({ clearance, organisation, exercise, id }: Caller): string {
  const settings = { clearance: String(clearance), organisation, exercise: String(exercise), member: id };
  return `begin; select ${Object.entries(settings).map(([name, value]) => `set_config('faleme.${name}', ${pg.escapeLiteral(value)}, true)`).join(", ")}`;
}

async function transaction<T>(pool: pg.Pool, caller: Caller, now: Date, work: (tx: Transaction) => Promise<T>, folder?: string): Promise<T> {
  const client = await pool.connect().catch((error) => { throw databaseProblem(error, folder); });
  const entries: JournalEntry[] = [];
  const afterwards: (() => void)[] = [];
  let fault: Error | undefined;
  try {
    await client.query(beginAs(caller));
    const tx: Transaction = {
      sql: kyselyOn(client), client, caller, now,
      journal: (entry) => { entries.push(entry); },
      afterCommit: (act) => { afterwards.push(act); },
    };
    const result = await work(tx);
    if (entries.length > 0) {
      if (folder && isNearlyFull(folder)) throw diskFull(folder);
      await appendToJournal(tx, entries);
    }
    await client.query("commit");
    for (const act of afterwards) act();
    return result;
  } catch (error) {
    fault = error as Error;
    await client.query("rollback").catch(() => { /* the connection is gone, and with it the transaction */ });
    throw databaseProblem(fault, folder);
  } finally {
    client.release(fault && isConnectionLost(fault) ? fault : undefined);
  }
}

/** Kysely on one connection that is already in a transaction. */
function kyselyOn(client: pg.PoolClient): Sql {
  const connection = { query: client.query.bind(client), release() { /* ours to release */ } };
  return new Kysely<any>({ dialect: new PostgresDialect({ pool: { options: {}, connect: async () => connection, end: async () => {} } as never }) });
}

/** Admin shutdown, crash recovery, refused or cut connections: SQLSTATE class 57P and 08, and the socket's own words. */
function isConnectionLost(error: Error): boolean {
  const { code } = error as { code?: string };
  return /^(57P|08|53300|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/.test(code ?? "") || /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed/.test(error.message);
}

/** What a person is told when the database did not do it. An embedded one that went away on a full disk says so. */
export function databaseProblem(error: Error, folder?: string): Error {
  if ((error as { code?: string }).code === "53100") return problem("disk.full", { reason: "PostgreSQL" });
  if (!isConnectionLost(error)) return error;
  return folder && isNearlyFull(folder) ? diskFull(folder) : problem("database.unreachable");
}
