/**
 * A table that somebody brings, line by line as objects by column name, whatever its separator and encoding; HXL tags apart.
 * Office programs write UTF-8, Windows-1252 or UTF-16: bytes that are not UTF-8 are read as the one that they can be.
 */
import { TextDecoder } from "node:util";
import { parse } from "csv-parse";
import { Readable } from "node:stream";
import type { Input } from "../../platform/input-file.ts";
import { problem } from "../../platform/problem.ts";

export interface TableLine { line: number; cells: Record<string, string> }

/** @param tags told once, before the first row, where the table has a row of HXL tags: column → tag */
export async function* tableLines(input: Input, { header, tags }: { header?: (columns: string[]) => void; tags?: (byColumn: Record<string, string>) => void } = {}): AsyncGenerator<TableLine> {
  const encoding = await encodingOf(input);
  const parser = Readable.from(wordsOf(input, encoding)).pipe(parse({ bom: true, columns: namedApart, info: true, delimiter: await delimiterOf(input, encoding), relax_column_count: true, skip_empty_lines: true, trim: true }));
  let isFirst = true;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>) {
      if (isFirst) header?.(Object.keys(record));
      isFirst = false;
      if (isTags(Object.values(record))) { tags?.(record); continue; }
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith("CSV_")) throw problem("import.unreadable", { reason: `${input.name}: ${(error as Error).message}` });
    throw error;
  }
}

/** A number as people write it, with a decimal comma and spaces that part thousands ("1 234,5"); NaN where it is none. */
export const numberIn = (words: string): number => Number(words.replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}\b)/g, "").trim().replace(",", "."));

export const isTags = (cells: readonly string[]): boolean => cells.some((cell) => cell !== "") && cells.every((cell) => cell === "" || /^#\w/.test(cell));

/** Two columns of one name would hide each other, and one without a name could not be said. */
export function namedApart(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((said, at) => {
    const name = said.trim() || `column ${at + 1}`;
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

type Encoding = "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";

async function encodingOf(input: Input): Promise<Encoding> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isFirst = true;
  const stream = await input.open();
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      if (isFirst && bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
      if (isFirst && bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
      isFirst = false;
      decoder.decode(bytes, { stream: true });
    }
    decoder.decode();
    return "utf-8";
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_ENCODING_INVALID_ENCODED_DATA") return "windows-1252";
    throw error;
  } finally { stream.destroy(); }
}

async function* wordsOf(input: Input, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of await input.open()) yield decoder.decode(Buffer.from(chunk), { stream: true });
  yield decoder.decode();
}

/** The one that the header uses most: a semicolon table may have decimal commas. */
async function delimiterOf(input: Input, encoding: Encoding): Promise<string> {
  let begin = "";
  for await (const words of wordsOf(input, encoding)) {
    begin += words;
    if (begin.includes("\n") || begin.length > 64 * 1_024) break;
  }
  const header = begin.split(/\r?\n/, 1)[0]!.replace(/"[^"]*"/g, "");
  return [",", ";", "\t", "|"].toSorted((a, b) => header.split(b).length - header.split(a).length)[0]!;
}
