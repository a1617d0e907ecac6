/** What the worker thread and the main thread say to each other. */
import type { AreaShape } from "../../places/index.ts";
import type { Code } from "../../platform/codes.ts";
import type { Marking } from "../../platform/marking.ts";

export type Format = "ucdp" | "acled" | "events";

export interface Assignment {
  format: Format;
  files: readonly string[];
  areas: readonly AreaShape[];
  /** Codes that this node added to the shipped lists. */
  codes: readonly (Code & { list: string })[];
  /** What every new version carries. */
  envelope: { author: string; time: string; marking: Marking; owner: string; status: "actual" | "exercise" };
  clearance: number;
  today: string;
  source?: string;
  /** [name or id, id] */
  sources: readonly (readonly [string, string])[];
  release?: string;
  countries?: readonly string[];
  from?: string;
  to?: string;
}

/** A row that holds: its first version ready to be written, and what is needed to compare it with what is stored. */
export interface ReadyRow {
  id: string;
  stamp: string;
  /** Hash of the content, hexadecimal. */
  said: string;
  /** Only where the row itself says so. */
  marking?: Marking;
  /** Version 1: canonical document, its hash (hexadecimal), the table's line of COPY. */
  document: string;
  hash: string;
  line: string;
  file: string;
  at: number;
}

export interface RefusedRow { file: string; line: number; field: string; reason: string; row: unknown }

export interface Batch {
  read: number;
  ready: ReadyRow[];
  refused: RefusedRow[];
  /** Fields that the file speaks of; the others stay as they are stored. */
  speaksOf: readonly string[];
  /** Another system coded these: a person who found a narrower kind of event keeps it. */
  isCoded: boolean;
}

/** What was seen of a file, for its coverage. */
export interface Seen {
  layout: string;
  release: string;
  countries: string[];
  from?: string;
  to?: string;
  /** Rows read past, by reason. */
  skipped: Record<string, number>;
}

export type FromWorker = { batch: Batch } | { end: Seen } | { problem: { code: string; details: Record<string, unknown> } } | { fault: string };
export type ToWorker = "more";
