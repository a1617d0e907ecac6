/** The answers of a survey from CSV or XLSX, in memory and nowhere else: rows of words under a header. */
import { Readable } from "node:stream";
import yauzl from "yauzl";
import { problem } from "../../platform/problem.ts";
import { openInput, type Input } from "../../platform/input-file.ts";
import { readFile, stat } from "node:fs/promises";
import { isTags, namedApart, tableLines } from "../indicators/table-lines.ts";
import path from "node:path";

export interface Answers {
  header: string[];
  rows: string[][];
  /** HXL tags by column, where the file has a row of them. */
  tags?: Record<string, string>;
  /** Of each row, the line of the file that it stands in. */
  lines?: number[];
}
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
  const lines: number[] = [];
  let tags: Record<string, string> | undefined;
  for await (const { line, cells } of tableLines(input, { header: (names) => { header = names; }, tags: (told) => { tags = told; } })) {
    if (rows.length >= MOST_ROWS) throw problem("import.unreadable", { reason: `${input.name}: more than ${MOST_ROWS} rows` });
    lines.push(line);
    rows.push(header.map((name) => cells[name] ?? ""));
  }
  if (rows.length === 0) throw problem("import.unreadable", { reason: `${input.name}: no answers` });
  return { header, rows, lines, ...(tags ? { tags } : {}) };
}

export async function sheetsOf(name: string, bytes: Buffer): Promise<Sheets> {
  await refuseBomb(name, bytes);
  const { default: readXlsx } = await import("read-excel-file/node");
  const sheets = await readXlsx(bytes, { trim: true }).catch((error: Error) => { throw problem("import.unreadable", { reason: `${name}: ${error.message}` }); });
  return new Map(sheets.map(({ sheet, data }) => [sheet.trim().toLowerCase(), data.map((row) => row.map((cell) => (cell === null || cell === undefined ? "" : cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell))))]));
}

/** What stands above the header, a title or nothing, is passed over: the header is the first row of several names. */
function firstSheet(sheets: Sheets): Answers {
  const all = [...sheets.values()][0] ?? [];
  const at = all.findIndex((row) => row.filter((cell) => cell !== "").length > 1);
  if (at < 0 || at === all.length - 1) throw problem("import.unreadable", { reason: "no answers in the first sheet" });
  const width = all[at]!.findLastIndex((cell) => cell !== "") + 1;
  const header = namedApart(all[at]!.slice(0, width));
  const told = all.map((row, i) => ({ row, line: i + 1 })).slice(at + 1).filter(({ row }) => row.some((cell) => cell !== ""));
  const tags = isTags(told[0]?.row ?? []) ? Object.fromEntries(header.map((name, i) => [name, told[0]!.row[i] ?? ""])) : undefined;
  const answers = tags ? told.slice(1) : told;
  return { header, rows: answers.map(({ row }) => header.map((_, i) => row[i] ?? "")), lines: answers.map(({ line }) => line), ...(tags ? { tags } : {}) };
}

async function refuseBomb(name: string, bytes: Buffer): Promise<void> {
  let unpacked = 0;
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
    for await (const { uncompressedSize } of zip.eachEntry()) unpacked += uncompressedSize;
  } catch (error) { throw problem("import.unreadable", { reason: `${name}: ${(error as Error).message}` }); }
  if (unpacked > MOST_UNPACKED) throw problem("import.unreadable", { reason: `${name}: unpacks to more than ${MOST_UNPACKED / 2 ** 20} MB` });
}
