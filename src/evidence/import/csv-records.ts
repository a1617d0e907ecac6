/**
 * Records of a CSV (RFC 4180) as they come, each with the line it begins on. Written for the import of events, where most lines
 * hold no quote and are split as they stand; a test holds it against csv-parse. A quote inside an unquoted field is a letter, and
 * a quoted field that goes on behind its closing quote is taken as it was written.
 */
export interface CsvRecord {
  /** As a text editor counts, from 1. */
  line: number;
  cells: string[];
}

/** What makes the file unreadable, in a sentence. */
export class CsvFault extends Error {}

/** A quote that is never closed would swallow the rest of the file. */
export const MOST_RECORD_LETTERS = 1_000_000;

/** @yields the records that each piece of the file completes; empty lines are read past */
export async function* csvRecords(pieces: AsyncIterable<Uint8Array>, delimiter: string): AsyncGenerator<CsvRecord[]> {
  // Fatal: a file in another encoding would become question marks without a word. The byte-order mark is taken off.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (piece?: Uint8Array) => {
    try { return piece ? decoder.decode(piece, { stream: true }) : decoder.decode(); } catch { throw new CsvFault("not in UTF-8; in a spreadsheet, save it as “CSV UTF-8”"); }
  };
  let rest = "";
  let line = 1;
  for await (const piece of pieces) {
    const done = take(rest + decode(piece), line, delimiter, false);
    ({ rest, line } = done);
    if (rest.length > MOST_RECORD_LETTERS) throw neverClosed(line);
    if (done.records.length > 0) yield done.records;
  }
  yield take(rest + decode(), line, delimiter, true).records;
}

const neverClosed = (line: number) => new CsvFault(`the row that begins on line ${line} does not end: a quote is opened and not closed`);

function take(text: string, line: number, delimiter: string, isLast: boolean): { records: CsvRecord[]; rest: string; line: number } {
  const records: CsvRecord[] = [];
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf("\n", at);
    if (end < 0 && !isLast) break;
    const lineEnd = end < 0 ? text.length : end;
    const words = text.slice(at, text[lineEnd - 1] === "\r" && lineEnd > at ? lineEnd - 1 : lineEnd);
    if (!words.includes('"')) {
      if (words !== "") records.push({ line, cells: words.split(delimiter) });
      at = lineEnd + 1;
      line += 1;
      continue;
    }
    const cells: string[] = [];
    const next = quotedRecord(text, at, delimiter, isLast, cells);
    if (next < 0 && isLast) throw neverClosed(line);
    if (next < 0) break;
    records.push({ line, cells });
    for (let n = text.indexOf("\n", at); n >= 0 && n < next; n = text.indexOf("\n", n + 1)) line += 1;
    at = next;
  }
  return { records, rest: text.slice(at), line };
}

/** Fills `cells`; returns where the next record begins, or −1 where this one is not all here yet. */
function quotedRecord(text: string, from: number, delimiter: string, isLast: boolean, cells: string[]): number {
  for (let at = from; ;) {
    let end = at;
    let value: string | undefined;
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1);
      // The very last letter may be the first half of a doubled quote.
      if (close < 0 || (close === text.length - 1 && !isLast)) return -1;
      end = close + 1;
      if (isFieldEnd(text, end, delimiter)) value = text.slice(at + 1, close).replaceAll('""', '"');
    }
    if (value === undefined) {
      end = fieldEnd(text, end, delimiter);
      if (end === text.length && !isLast) return -1;
      value = text.slice(at, end);
      if (value.endsWith("\r") && text[end] !== delimiter) value = value.slice(0, -1);
    } else if (text[end] === "\r" && text[end + 1] === "\n") end += 1;
    cells.push(value);
    if (end >= text.length) return isLast ? text.length : -1;
    if (text[end] === "\n") return end + 1;
    at = end + delimiter.length;
  }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}

const isFieldEnd = (text: string, at: number, delimiter: string) => at >= text.length || text[at] === delimiter || text[at] === "\n" || (text[at] === "\r" && (text[at + 1] === "\n" || at + 1 >= text.length));

function fieldEnd(text: string, from: number, delimiter: string): number {
  const line = text.indexOf("\n", from);
  const field = text.indexOf(delimiter, from);
  const ends = [line, field].filter((at) => at >= 0);
  return ends.length > 0 ? Math.min(...ends) : text.length;
}
