/** A table that somebody brings, line by line as objects by column name, whatever its separator; HXL tags apart. */
import { parse } from "csv-parse";
import type { Input } from "../../platform/input-file.ts";
import { problem } from "../../platform/problem.ts";

export interface TableLine { line: number; cells: Record<string, string> }

/** @param tags told once, before the first row, where the table has a row of HXL tags: column → tag */
export async function* tableLines(input: Input, { header, tags }: { header?: (columns: string[]) => void; tags?: (byColumn: Record<string, string>) => void } = {}): AsyncGenerator<TableLine> {
  const parser = (await input.open()).pipe(parse({ bom: true, columns: true, info: true, delimiter: await delimiterOf(input), relax_column_count: true, skip_empty_lines: true, trim: true }));
  let isFirst = true;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>) {
      if (isFirst) header?.(Object.keys(record));
      isFirst = false;
      if (isTags(record)) { tags?.(record); continue; }
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith("CSV_")) throw problem("import.unreadable", { reason: `${input.name}: ${(error as Error).message}` });
    throw error;
  }
}

const isTags = (record: Record<string, string>) => Object.values(record).some((cell) => cell !== "") && Object.values(record).every((cell) => cell === "" || /^#\w/.test(cell));

/** The one that the header uses most: a semicolon table may have decimal commas. */
async function delimiterOf(input: Input): Promise<string> {
  let begin = "";
  for await (const chunk of await input.open()) {
    begin += String(chunk);
    if (begin.includes("\n") || begin.length > 64 * 1_024) break;
  }
  const header = begin.split(/\r?\n/, 1)[0]!.replace(/"[^"]*"/g, "");
  return [",", ";", "\t"].toSorted((a, b) => header.split(b).length - header.split(a).length)[0]!;
}
