/** PostgreSQL's COPY text format: the fastest way to write many rows. */
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const escaped = (words: string) => (/[\\\n\r\t]/.test(words) ? words.replace(/[\\\n\r\t]/g, (c) => ESCAPES[c]!) : words);

/** One value as COPY spells it; arrays as PostgreSQL arrays of text, objects as JSON. */
export function copyValue(value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString("hex")}`;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return escaped(`{${value.map((item) => `"${String(item).replace(/["\\]/g, "\\$&")}"`).join(",")}}`);
  return escaped(JSON.stringify(value));
}

export const copyLine = (row: readonly unknown[]): string => `${row.map(copyValue).join("\t")}\n`;

/** Values must already be of their column's shape: JSON structures that are arrays come as strings. */
export async function copyInto(client: pg.PoolClient | pg.Client, table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): Promise<void> {
  await copyText(client, table, columns, inChunks(rows, copyLine));
}

const LINES_PER_CHUNK = 500;
const BYTES_PER_CHUNK = 256 * 1024;

/**
 * Lines in pieces large enough to send, small enough to hold; each is made when its turn comes, in order and once. Bytes that
 * lie one after the other in memory are one piece.
 */
export function* inChunks<T>(all: readonly T[], lineOf: (one: T) => string | Uint8Array): Generator<string | Uint8Array> {
  let words = "";
  let count = 0;
  let bytes: Uint8Array | undefined;
  for (const one of all) {
    const line = lineOf(one);
    if (typeof line === "string") {
      if (bytes) { yield bytes; bytes = undefined; }
      words += line;
      if (++count >= LINES_PER_CHUNK) { yield words; words = ""; count = 0; }
      continue;
    }
    if (words) { yield words; words = ""; count = 0; }
    const follows = bytes && bytes.buffer === line.buffer && bytes.byteOffset + bytes.byteLength === line.byteOffset && bytes.byteLength < BYTES_PER_CHUNK;
    if (bytes && !follows) yield bytes;
    bytes = follows ? new Uint8Array(line.buffer, bytes!.byteOffset, bytes!.byteLength + line.byteLength) : line;
  }
  if (bytes) yield bytes;
  if (words) yield words;
}

/** Lines that are already in COPY's text format, in chunks of any size. */
export async function copyText(client: pg.PoolClient | pg.Client, table: string, columns: readonly string[], chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>): Promise<void> {
  await pipeline(Readable.from(chunks, { objectMode: true }), client.query(copyFrom(`copy ${table} (${columns.join(",")}) from stdin`)));
}
