/**
 * Bringing data in from files. A chapter says what a kind of file means (`Importer`); the house gives it the files, a place
 * for what it refuses, and counts. Imports are idempotent: what was written stays, and the same command again goes on.
 */
import type { ParseArgsOptionsConfig } from "node:util";
import type { Caller } from "./caller.ts";
import type { Marking } from "./marking.ts";
import type { Node } from "./node.ts";
import { problem } from "./problem.ts";
import { openRejects, type Rejects } from "./rejects.ts";
import type { Permission } from "./roles.ts";

export interface ImportJob {
  node: Node;
  caller: Caller;
  files: readonly string[];
  /** Everything is read, checked and counted, nothing is written. */
  isDryRun: boolean;
  /** Marking of new rows, where its author gave one. */
  marking?: Marking;
  /** The importer's own options. */
  values: Readonly<Record<string, unknown>>;
  rejects: Rejects;
  /** For a person who waits; with counts where the importer has them already. */
  progress(words: string, soFar?: Omit<ImportCounts, "notes">): void;
  signal: AbortSignal;
}

/** Rows of the files: read = inserted + updated + unchanged + rejected + what `notes` accounts for. */
export interface ImportCounts {
  read: number;
  inserted: number;
  updated: number;
  unchanged: number;
  /** What else a person should know, by the importer's own words: layout, skipped by reason, coverage, warnings. */
  notes?: Readonly<Record<string, unknown>>;
}

export interface ImportResult {
  read: number;
  inserted: number;
  updated: number;
  unchanged: number;
  rejected: number;
  /** Absent where nothing was refused. */
  rejectsFile?: string;
  seconds: number;
  dryRun: boolean;
  notes?: Readonly<Record<string, unknown>>;
}

export interface Importer {
  /** As in `faleme import KIND`. */
  kind: string;
  /** One sentence, English, for the command line's help. */
  summary: string;
  may: Permission;
  /** Reads files that lie on this machine already, and none that a page sends: an upload would be written to the disk first. */
  isForFilesHere?: boolean;
  /** Beside --dry-run, --marking and --exercise, which all have. */
  options?: ParseArgsOptionsConfig;
  run(job: ImportJob): Promise<ImportCounts>;
}

export type ImportOrder = Omit<ImportJob, "rejects">;

export async function runImport(importer: Importer, order: ImportOrder): Promise<ImportResult> {
  const { node, caller, isDryRun } = order;
  if (!caller.may.has(importer.may)) throw problem("permission.denied", { permission: importer.may });
  const startedAt = performance.now();
  const rejects = openRejects(node.dir, importer.kind, node.db.now());
  try {
    const { notes, ...counts } = await importer.run({ ...order, rejects });
    return {
      ...counts, rejected: rejects.count, ...(rejects.file ? { rejectsFile: rejects.file } : {}),
      seconds: Math.round(performance.now() - startedAt) / 1_000, dryRun: isDryRun, ...(notes ? { notes } : {}),
    };
  } finally {
    await rejects.close();
  }
}

/** Between batches: what was written stays, and the same import again goes on from there. */
export function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted) throw problem("import.stopped");
}
