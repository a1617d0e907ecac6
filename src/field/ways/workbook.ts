/**
 * The sheets of an .xlsx file that somebody brings, as words. A workbook is a zip archive of XML: it is unpacked here first,
 * entry by entry and only so far, and what the reader of workbooks then gets is an archive that was packed anew from just that.
 */
import yauzl from "yauzl";
import { problem } from "../../platform/problem.ts";
import { harmless } from "../intake/incoming.ts";
import { zipOf, type Entry } from "./stored-zip.ts";

/** By sheet, in small letters: rows of cells; an empty cell is "". */
export type Workbook = ReadonlyMap<string, readonly (readonly string[])[]>;

export const MOST_WORKBOOK_BYTES = 4 * 2 ** 20;
const MOST_UNPACKED = 24 * 2 ** 20;
const MOST_ENTRIES = 400;
const MOST_ROWS = 5_000;
const MOST_COLUMNS = 200;

export async function readWorkbook(bytes: Buffer): Promise<Workbook> {
  const entries = await unpacked(bytes);
  if (!entries.some(({ name }) => name === "xl/workbook.xml")) throw unreadable("this is not an .xlsx workbook");
  // Few forms come as workbooks: read only when one does, it costs a server at rest nothing.
  const { default: readXlsx } = await import("read-excel-file/node");
  const sheets = await readXlsx(zipOf(entries), { parseNumber: (words: string) => words as never, trim: false }).catch((error: Error) => { throw unreadable(harmless(error.message).slice(0, 200)); });
  // A damaged sheet has no rows at all.
  return new Map(sheets.map(({ sheet, data = [] }) => {
    if (data.length > MOST_ROWS || data.some((row) => row.length > MOST_COLUMNS)) throw unreadable(`the sheet ${sheet} has more than ${MOST_ROWS} rows or ${MOST_COLUMNS} columns`);
    return [sheet.trim().toLowerCase(), data.map((row) => row.map(wordsOf))];
  }));
}

function wordsOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return cell === null || cell === undefined ? "" : harmless(String(cell)).replaceAll("\u00a0", " ").trim().replace(/^(-?\d+)\.0$/, "$1"); // a whole number is stored as 12.0
}

async function unpacked(bytes: Buffer): Promise<Entry[]> {
  if (bytes.length > MOST_WORKBOOK_BYTES) throw problem("request.tooLarge", { limit: `${MOST_WORKBOOK_BYTES / 2 ** 20} MB` });
  const entries: Entry[] = [];
  let total = 0;
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith("/")) continue;
      if (entries.length >= MOST_ENTRIES) throw unreadable(`more than ${MOST_ENTRIES} files inside`);
      // Pictures and the like are not read, and so not unpacked.
      if (!/\.(xml|rels)$/i.test(entry.fileName)) continue;
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        total += (chunk as Buffer).length;
        if (total > MOST_UNPACKED) throw unreadable(`it unpacks to more than ${MOST_UNPACKED / 2 ** 20} MB`);
        chunks.push(chunk as Buffer);
      }
      const content = Buffer.concat(chunks);
      if (content.subarray(0, 4_096).includes("<!DOCTYPE") || content.includes("<!ENTITY")) throw unreadable("a document type inside, which we do not read");
      entries.push({ name: entry.fileName, bytes: content });
    }
  } catch (error) {
    throw (error as { code?: string }).code === "import.unreadable" ? error : unreadable("this is not an .xlsx workbook, or it is damaged");
  }
  return entries;
}

const unreadable = (reason: string) => problem("import.unreadable", { reason });
