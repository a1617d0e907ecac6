/**
 * Rows of somebody's table, as they come: with or without a byte-order mark, commas or semicolons or tabs, an empty field at the
 * end, a row of HXL tags; or a page of an interface. A row that has more or fewer fields than the header is said to be so, not
 * guessed at.
 */
import { readText, type Input } from "../../platform/input-file.ts";
import { problem } from "../../platform/problem.ts";
import { csvRecords, CsvFault, MOST_RECORD_LETTERS, type CsvRecord } from "./csv-records.ts";

export interface Table {
  /** Lower-cased, trimmed, without the empty ones at the end. */
  header: readonly string[];
  /** As many at a time as have come; `line` is where each begins, the header being line 1. */
  rows: AsyncIterable<readonly CsvRecord[]>;
}

export async function openTable(input: Input): Promise<Table> {
  const records = csvRecords(await input.open(), await delimiterOf(input));
  try {
    for (;;) {
      const { value, done } = await records.next();
      if (done) throw new CsvFault("the file is empty");
      const [first, ...others] = value;
      if (!first) continue;
      const header = trimmedEnd(first.cells.map((name) => name.trim().toLowerCase()));
      return { header, rows: rowsOf(others, records, header.length, input) };
    }
  } catch (error) {
    throw readable(error as Error, input);
  }
}

async function* rowsOf(begun: CsvRecord[], records: AsyncGenerator<CsvRecord[]>, width: number, input: Input): AsyncGenerator<CsvRecord[]> {
  try {
    yield begun.filter((record) => isRow(record, width));
    for await (const more of records) yield more.filter((record) => isRow(record, width));
  } catch (error) {
    throw readable(error as Error, input);
  }
}

/** Takes empty fields behind the last column off. A row of HXL tags says what the columns are; it is no row. */
function isRow({ cells }: CsvRecord, width: number): boolean {
  while (cells.length > width && cells.at(-1) === "") cells.pop();
  return !(cells.some((cell) => cell !== "") && cells.every((cell) => cell === "" || /^\s*#\w/.test(cell)));
}

const readable = (error: Error, input: Input): Error => (error instanceof CsvFault ? problem("import.unreadable", { reason: `${input.name}: ${error.message}` }) : error);

const SEPARATORS = [",", ";", "\t"] as const;

/** The separator that the header uses most, outside quotes. */
async function delimiterOf(input: Input): Promise<string> {
  let begin = "";
  for await (const chunk of await input.open()) {
    begin += String(chunk);
    if (begin.includes("\n") || begin.length > MOST_RECORD_LETTERS) break;
  }
  const header = begin.split(/\r?\n/, 1)[0]!.replace(/"[^"]*"/g, "");
  const uses = (separator: string) => header.split(separator).length;
  return [...SEPARATORS].sort((a, b) => uses(b) - uses(a))[0]!;
}

/** A page as the interfaces of UCDP ("Result") and ACLED ("data") send it: objects whose keys are the columns. */
export async function openPage(input: Input): Promise<Table> {
  const objects = pageIn(input, await readText(input));
  const header = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  async function* rows(): AsyncGenerator<CsvRecord[]> {
    yield objects.map((object, i) => ({ line: i + 1, cells: header.map((name) => wordsOf(object[name])) }));
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
