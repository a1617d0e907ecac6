/** What the worker thread and the main thread say to each other. */
import type { AreaShape } from "../../places/index.ts";
import type { Code } from "../../platform/codes.ts";
import type { Marking } from "../../platform/marking.ts";
import type { Lines } from "../../platform/noun-store.ts";

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
  /** Hash of the content. */
  said: Buffer;
  /** Of the document of version 1. */
  hash: Buffer;
  lines: Lines;
  /** Only where the row itself says so. */
  marking?: Marking;
  file: string;
  at: number;
}

/** The same as it crosses between threads: one block of bytes for each kind, handed over and not copied. */
export interface PackedRows {
  rows: { id: string; stamp: string; marking?: Marking; file: string; at: number }[];
  /** 64 bytes a row: `said`, `hash`. */
  hashes: Uint8Array<ArrayBuffer>;
  ofRows: Packed;
  ofVersions: Packed;
}

export interface Packed { bytes: Uint8Array<ArrayBuffer>; ends: Uint32Array<ArrayBuffer> }

export function unpacked({ rows, hashes, ofRows, ofVersions }: PackedRows): ReadyRow[] {
  const held = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  return rows.map((row, i) => ({
    ...row, said: held.subarray(i * 64, i * 64 + 32), hash: held.subarray(i * 64 + 32, i * 64 + 64),
    lines: { ofRow: lineIn(ofRows, i), ofVersion: lineIn(ofVersions, i) },
  }));
}

const lineIn = ({ bytes, ends }: Packed, i: number) => bytes.subarray(i === 0 ? 0 : ends[i - 1], ends[i]);

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

export type FromWorker = { batch: Omit<Batch, "ready"> & { packed: PackedRows } } | { end: Seen } | { problem: { code: string; details: Record<string, unknown> } } | { fault: string };
/** One more batch may come; these blocks are free again. */
export interface ToWorker { blocks: ArrayBuffer[] }
