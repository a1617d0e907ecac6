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
  await copyText(client, table, columns, inChunks(rows.map(copyLine)));
}

const LINES_PER_CHUNK = 500;
const BYTES_PER_CHUNK = 256 * 1024;

/** Lines in pieces large enough to send, small enough to hold. Bytes that lie one after the other in memory are one piece. */
export function* inChunks(lines: readonly (string | Uint8Array)[]): Generator<string | Uint8Array> {
  for (let i = 0; i < lines.length;) {
    const first = lines[i]!;
    if (typeof first !== "string") {
      let end = first.byteOffset + first.byteLength;
      for (i++; i < lines.length && end - first.byteOffset < BYTES_PER_CHUNK; i++) {
        const next = lines[i]!;
        if (typeof next === "string" || next.buffer !== first.buffer || next.byteOffset !== end) break;
        end += next.byteLength;
      }
      yield new Uint8Array(first.buffer, first.byteOffset, end - first.byteOffset);
      continue;
    }
    let words = "";
    for (let n = 0; n < LINES_PER_CHUNK && i < lines.length; n++, i++) {
      const line = lines[i]!;
      if (typeof line !== "string") break;
      words += line;
    }
    yield words;
  }
}

/** Lines that are already in COPY's text format, in chunks of any size. */
export async function copyText(client: pg.PoolClient | pg.Client, table: string, columns: readonly string[], chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>): Promise<void> {
  await pipeline(Readable.from(chunks, { objectMode: true }), client.query(copyFrom(`copy ${table} (${columns.join(",")}) from stdin`)));
}
