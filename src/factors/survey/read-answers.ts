/** The answers of a survey from CSV or XLSX, in memory and nowhere else: rows of words under a header. */
import { Readable } from "node:stream";
import yauzl from "yauzl";
import { problem } from "../../platform/problem.ts";
import { openInput, type Input } from "../../platform/input-file.ts";
import { readFile, stat } from "node:fs/promises";
import { tableLines } from "../indicators/table-lines.ts";
import path from "node:path";

export interface Answers { header: string[]; rows: string[][] }
/** By sheet, in small letters. */
export type Sheets = ReadonlyMap<string, readonly (readonly string[])[]>;

export const MOST_BYTES = 48 * 2 ** 20;
const MOST_UNPACKED = 400 * 2 ** 20;
const MOST_ROWS = 1_000_000;

const isWorkbook = (name: string) => /\.xlsx$/i.test(name);

/** A file of this machine, as the command line names it. */
export async function answersIn(file: string): Promise<Answers> {
  const { size } = await stat(file).catch(() => { throw problem("file.missing", { file }); });
  if (!isWorkbook(file)) return fromInput(await openInput(file));
  if (size > MOST_BYTES) throw problem("request.tooLarge", { limit: `${MOST_BYTES / 2 ** 20} MB` });
  return firstSheet(await sheetsOf(path.basename(file), await readFile(file)));
}

/** A file that a page sent: never on this disk. */
export async function answersFrom(name: string, bytes: Buffer): Promise<Answers> {
  if (isWorkbook(name)) return firstSheet(await sheetsOf(name, bytes));
  return fromInput({ name, open: async () => Readable.from([bytes]) });
}

async function fromInput(input: Input): Promise<Answers> {
  let header: string[] = [];
  const rows: string[][] = [];
  for await (const { cells } of tableLines(input, { header: (names) => { header = names; } })) {
    if (rows.length >= MOST_ROWS) throw problem("import.unreadable", { reason: `${input.name}: more than ${MOST_ROWS} rows` });
    rows.push(header.map((name) => cells[name] ?? ""));
  }
  if (rows.length === 0) throw problem("import.unreadable", { reason: `${input.name}: no answers` });
  return { header, rows };
}

export async function sheetsOf(name: string, bytes: Buffer): Promise<Sheets> {
  await refuseBomb(name, bytes);
  const { default: readXlsx } = await import("read-excel-file/node");
  const sheets = await readXlsx(bytes, { trim: true }).catch((error: Error) => { throw problem("import.unreadable", { reason: `${name}: ${error.message}` }); });
  return new Map(sheets.map(({ sheet, data }) => [sheet.trim().toLowerCase(), data.map((row) => row.map((cell) => (cell === null || cell === undefined ? "" : cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell))))]));
}

function firstSheet(sheets: Sheets): Answers {
  const [head = [], ...rows] = [...sheets.values()][0] ?? [];
  return { header: [...head], rows: rows.filter((row) => row.some((cell) => cell !== "")).map((row) => head.map((_, i) => row[i] ?? "")) };
}

async function refuseBomb(name: string, bytes: Buffer): Promise<void> {
  let unpacked = 0;
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
    for await (const { uncompressedSize } of zip.eachEntry()) unpacked += uncompressedSize;
  } catch (error) { throw problem("import.unreadable", { reason: `${name}: ${(error as Error).message}` }); }
  if (unpacked > MOST_UNPACKED) throw problem("import.unreadable", { reason: `${name}: unpacks to more than ${MOST_UNPACKED / 2 ** 20} MB` });
}
