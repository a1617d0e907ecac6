/**
 * Rows of somebody's CSV, as they come: with or without a byte-order mark, commas or semicolons or tabs, an empty field at the
 * end, a row of HXL tags. A row that has more or fewer fields than the header is said to be so, not guessed at.
 */
import { isUtf8 } from "node:buffer";
import { Transform, type Readable } from "node:stream";
import { parse } from "csv-parse";
import { readText, type Input } from "../../platform/input-file.ts";
import { problem } from "../../platform/problem.ts";

export interface Table {
  /** Lower-cased, trimmed, without the empty ones at the end. */
  header: readonly string[];
  rows: AsyncIterable<TableRow>;
}

export interface TableRow {
  /** Where it begins, as a text editor counts; the header is line 1. */
  line: number;
  cells: readonly string[];
}

export async function openTable(input: Input): Promise<Table> {
  const delimiter = await delimiterOf(input);
  const stream = (await input.open()).pipe(onlyUtf8(input));
  const parser = stream.pipe(parse({ delimiter, bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: MOST_ROW_BYTES }));
  stream.once("error", (error) => parser.destroy(error));
  const records = (parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)[Symbol.asyncIterator]();
  const first = await records.next().catch((error: Error) => { throw readable(error, input); });
  if (first.done) throw problem("import.unreadable", { reason: `${input.name}: the file is empty` });
  const header = trimmedEnd(first.value.record.map((name) => name.trim().toLowerCase()));
  return { header, rows: rowsOf(records, header.length, input) };
}

async function* rowsOf(records: AsyncIterator<{ record: string[]; info: { lines: number } }>, width: number, input: Input): AsyncGenerator<TableRow> {
  let before = 1;
  // The parser counts a line end of two characters inside quotes as two lines.
  let overcounted = 0;
  try {
    for (;;) {
      const { value, done } = await records.next();
      if (done) return;
      const { record, info } = value;
      const jump = info.lines - before;
      before = info.lines;
      let breaks = 0;
      let pairs = 0;
      if (jump > 1) for (const cell of record) {
        if (!cell.includes("\n")) continue;
        breaks += cell.split("\n").length - 1;
        pairs += cell.split("\r\n").length - 1;
      }
      overcounted += pairs;
      const line = info.lines - overcounted - breaks;
      while (record.length > width && record.at(-1) === "") record.pop();
      // A row of HXL tags says what the columns are; it is no row.
      if (record.some((cell) => cell !== "") && record.every((cell) => cell === "" || /^\s*#\w/.test(cell))) continue;
      yield { line, cells: record };
    }
  } catch (error) {
    throw readable(error as Error, input);
  }
}

function readable(error: Error, input: Input): Error {
  return (error as { code?: string }).code?.startsWith("CSV_") ? problem("import.unreadable", { reason: `${input.name}: ${error.message}` }) : error;
}

/** A file in another encoding would become question marks without a word: it is refused whole. */
function onlyUtf8(input: Input): Transform {
  let rest: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const held = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      // A letter may be cut between two chunks: its first bytes wait for the others.
      let end = held.length;
      for (let back = 1; back <= Math.min(4, held.length); back++) {
        const byte = held[held.length - back]!;
        if (byte < 0x80) break;
        if (byte >= 0xc0) { if ((byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back) end = held.length - back; break; }
      }
      rest = Buffer.from(held.subarray(end));
      done(isUtf8(held.subarray(0, end)) ? null : notUtf8(input), chunk);
    },
    flush(done) { done(rest.length > 0 ? notUtf8(input) : null); },
  });
}

const notUtf8 = (input: Input) => problem("import.unreadable", { reason: `${input.name}: not in UTF-8; in a spreadsheet, save it as “CSV UTF-8”` });

/** A quote that is never closed would swallow the rest of the file. */
const MOST_ROW_BYTES = 1_000_000;

const SEPARATORS = [",", ";", "\t"] as const;

/** A page as the interfaces of UCDP ("Result") and ACLED ("data") send it: objects whose keys are the columns. */
export async function openPage(input: Input): Promise<Table> {
  const objects = pageIn(input, await readText(input));
  const header = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  async function* rows(): AsyncGenerator<TableRow> {
    for (const [i, object] of objects.entries()) yield { line: i + 1, cells: header.map((name) => wordsOf(object[name])) };
  }
  return { header: header.map((name) => name.toLowerCase()), rows: rows() };
}

function pageIn(input: Input, words: string): Record<string, unknown>[] {
  let page: { Result?: unknown; data?: unknown };
  try { page = JSON.parse(words); } catch (error) { throw problem("import.unreadable", { reason: `${input.name}: ${(error as Error).message}` }); }
  const objects = page.Result ?? page.data;
  if (!Array.isArray(objects)) throw problem("import.unreadable", { reason: `${input.name}: neither “Result” nor “data” is a list` });
  return objects as Record<string, unknown>[];
}

const wordsOf = (value: unknown): string => (value === null || value === undefined ? "" : String(value));

/** The separator that the header uses most, outside quotes. */
async function delimiterOf(input: Input): Promise<string> {
  const stream: Readable = await input.open();
  let begin = "";
  for await (const chunk of stream) {
    begin += String(chunk);
    if (begin.includes("\n") || begin.length > MOST_ROW_BYTES) break;
  }
  const header = begin.split(/\r?\n/, 1)[0]!.replace(/"[^"]*"/g, "");
  const uses = (separator: string) => header.split(separator).length;
  return [...SEPARATORS].sort((a, b) => uses(b) - uses(a))[0]!;
}

function trimmedEnd(names: string[]): string[] {
  const last = names.findLastIndex((name) => name !== "");
  return names.slice(0, last + 1);
}

/** Looks columns up once, so that a row costs an index each; the first of several spellings that is there. */
export class Columns {
  readonly #header: readonly string[];
  constructor(header: readonly string[]) { this.#header = header; }

  /** −1 where the file has none of them. */
  at(...names: string[]): number {
    for (const name of names) {
      const found = this.#header.indexOf(name);
      if (found >= 0) return found;
    }
    return -1;
  }

  missing(...names: (string | readonly string[])[]): string[] {
    return names.filter((name) => this.at(...[name].flat()) < 0).map((name) => [name].flat()[0]!);
  }
}
