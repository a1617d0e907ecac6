/** The SQL of imports that are run from a page: each is a row that says what was brought, how far it is, and how it ended. */
import { sql } from "kysely";
import type { Transaction } from "./database.ts";
import { markingOf, rankOf, type Marking } from "./marking.ts";
import type { ProblemCode } from "./problem.ts";

export const STATES = ["waiting", "running", "done", "failed", "cancelling", "cancelled"] as const;
export type ImportState = (typeof STATES)[number];

export interface ImportRow {
  id: string;
  kind: string;
  files: string[];
  sha256: string | null;
  bytes: number | null;
  isDryRun: boolean;
  options: Record<string, string>;
  state: ImportState;
  marking: Marking;
  owner: string;
  exercise: boolean;
  caller: string;
  clearance: number;
  read: number;
  inserted: number;
  updated: number;
  unchanged: number;
  rejected: number;
  rejectsFile: string | null;
  notes: Record<string, unknown> | null;
  problem: { code: ProblemCode; details: Record<string, unknown> } | null;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
}

const rowOf = ({ marking, is_dry_run, rejects_file, created_at, started_at, ended_at, ...rest }: Record<string, any>): ImportRow => ({
  ...rest, marking: markingOf(marking), isDryRun: is_dry_run, rejectsFile: rejects_file, createdAt: created_at, startedAt: started_at, endedAt: ended_at,
} as ImportRow);

export type NewImport = Pick<ImportRow, "id" | "kind" | "files" | "sha256" | "bytes" | "isDryRun" | "options" | "state" | "marking">;

export async function addImport(tx: Transaction, made: NewImport): Promise<void> {
  const { caller, now } = tx;
  await sql`
    insert into imports (id, kind, files, sha256, bytes, is_dry_run, options, state, marking, owner, exercise, caller, clearance, created_at)
    values (${made.id}, ${made.kind}, ${made.files}, ${made.sha256}, ${made.bytes}, ${made.isDryRun}, ${JSON.stringify(made.options)}::jsonb, ${made.state}, ${rankOf(made.marking)},
      ${caller.organisation}, ${caller.exercise}, ${caller.id}, ${caller.clearance}, ${now.toISOString()})`.execute(tx.sql);
}

export async function findImport(tx: Transaction, id: string): Promise<ImportRow | undefined> {
  const { rows: [row] } = await sql<Record<string, any>>`select * from imports where id = ${id}`.execute(tx.sql);
  return row && rowOf(row);
}

/** Newest first. */
export async function listImports(tx: Transaction, before: string | undefined, limit: number): Promise<ImportRow[]> {
  const { rows } = await sql<Record<string, any>>`
    select * from imports ${before ? sql`where (created_at, id) < (select created_at, id from imports where id = ${before})` : sql``} order by created_at desc, id desc limit ${limit}`.execute(tx.sql);
  return rows.map(rowOf);
}

export type Progress = Partial<Pick<ImportRow, "read" | "inserted" | "updated" | "unchanged" | "rejected" | "rejectsFile" | "notes" | "problem" | "startedAt" | "endedAt">>;

/** Moves an import on, where it still is in one of these states; tells those who look at it. Returns its state now. */
export async function moveImport(tx: Transaction, id: string, from: readonly ImportState[], to: ImportState, progress: Progress = {}): Promise<ImportState | undefined> {
  const { read, inserted, updated, unchanged, rejected, rejectsFile, notes, problem, startedAt, endedAt } = progress;
  const keep = (value: unknown, column: string) => (value === undefined ? sql.ref(column) : sql`${value}`);
  const json = (value: unknown, column: string) => (value === undefined ? sql.ref(column) : sql`${JSON.stringify(value)}::jsonb`);
  const { rows: [row] } = await sql<{ state: ImportState }>`
    update imports set state = case when state = any(${from}) then ${to} else state end,
      read = ${keep(read, "read")}, inserted = ${keep(inserted, "inserted")}, updated = ${keep(updated, "updated")}, unchanged = ${keep(unchanged, "unchanged")}, rejected = ${keep(rejected, "rejected")},
      rejects_file = ${keep(rejectsFile, "rejects_file")}, notes = ${json(notes, "notes")}, problem = ${json(problem, "problem")},
      started_at = ${keep(startedAt, "started_at")}, ended_at = ${keep(endedAt, "ended_at")}
    where id = ${id} returning state`.execute(tx.sql);
  await sql`select pg_notify('faleme_journal', (select seq from journal_head) || ' import')`.execute(tx.sql);
  return row?.state;
}

/** Imports that may have been cut off: nobody took them up, or whoever did is gone. */
export async function openImports(tx: Transaction, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from imports where state = 'running' or (state = 'waiting' and created_at < ${before.toISOString()}) order by created_at`.execute(tx.sql);
  return rows.map(({ id }) => id);
}
