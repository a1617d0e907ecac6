/** Any noun as CSV with a second header row of HXL 1.1 tags, or as GeoJSON (RFC 7946): streamed, in constant memory. */
import type { Field } from "./field.ts";
import type { Language } from "./language.ts";
import { columnsOf, type AnyNoun, type Row } from "./noun.ts";

export type Format = "csv" | "geojson";

/** Tags that every row of every noun carries. */
const ENVELOPE = [["id", "#meta+id"], ["version", "#meta+version"], ["status", "#meta+status"], ["marking", "#meta+marking"], ["owner", "#org"]] as const;

/** @param withFreeText also what somebody wrote in words of their own; left out, the file has no such column at all */
export async function* csvOf(noun: AnyNoun, batches: AsyncIterable<Row[]>, language: Language, { withFreeText = true } = {}): AsyncGenerator<string> {
  const columns = columnsOf(noun).filter(({ field }) => withFreeText || !field.isFreeText);
  const hasPoint = noun.geometry === "point";
  const names = [...ENVELOPE.map(([name]) => name), ...columns.map(({ name }) => name), ...(hasPoint ? ["lon", "lat"] : [])];
  const tags = [...ENVELOPE.map(([, tag]) => tag), ...columns.map(({ name, field }) => tagOf(name, field, language)), ...(hasPoint ? ["#geo+lon", "#geo+lat"] : [])];
  yield `${csvLine(names)}${csvLine(tags)}`;
  for await (const rows of batches) {
    let lines = "";
    for (const row of rows) {
      const content = row.content as Record<string, any>;
      const cells = [...ENVELOPE.map(([name]) => row[name]), ...columns.map(({ name }) => content[name])];
      if (hasPoint) cells.push(content.geometry?.coordinates[0], content.geometry?.coordinates[1]);
      lines += csvLine(cells);
    }
    yield lines;
  }
}

export const tagOf = (name: string, field: Field, language: Language) =>
  field.hxl ?? `#meta+${name.toLowerCase()}${field.kind === "text" ? `+i_${language}` : ""}`;

export const csvLine = (cells: readonly unknown[]): string => `${cells.map(csvCell).join(",")}\r\n`;

function csvCell(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return csvCell(value.join(" | "));
  if (typeof value === "object") return csvCell(JSON.stringify(value));
  const words = String(value);
  // A cell that a spreadsheet would run as a formula is made into plain text.
  const harmless = typeof value === "string" && /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Rows as they may leave: coded fields, and no text that somebody wrote in words of their own. */
export async function* withoutFreeText(noun: AnyNoun, batches: AsyncIterable<Row[]>): AsyncGenerator<Row[]> {
  const free = columnsOf(noun).filter(({ field }) => field.isFreeText).map(({ name }) => name);
  for await (const rows of batches) yield rows.map((row) => ({ ...row, content: Object.fromEntries(Object.entries(row.content).filter(([name]) => !free.includes(name))) as Row["content"] }));
}

export async function* geojsonOf(batches: AsyncIterable<Row[]>): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let isFirst = true;
  for await (const rows of batches) {
    let out = "";
    for (const row of rows) {
      out += `${isFirst ? "" : ","}\n${JSON.stringify(featureOf(row))}`;
      isFirst = false;
    }
    yield out;
  }
  yield "\n]}\n";
}

export function featureOf({ content, ...envelope }: Row) {
  const { geometry, ...properties } = content as Record<string, any>;
  const { id, ...rest } = envelope;
  return { type: "Feature", id, geometry: geometry ?? null, properties: { ...properties, ...rest } };
}
