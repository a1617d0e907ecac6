/**
 * Any noun from a file of its own kind: the CSV that its export writes (with or without the HXL row), or GeoJSON.
 * A row without an id gets one from the file's name and its own words, so that the same file twice changes nothing.
 */
import { parse } from "csv-parse";
import type { Field, Fields } from "./field.ts";
import { canonical } from "./canonical.ts";
import { idFrom } from "./identity.ts";
import { stopIfAsked, type ImportCounts, type Importer, type ImportJob } from "./import.ts";
import { openInputs, readText, type Input } from "./input-file.ts";
import { MARKINGS, type Marking } from "./marking.ts";
import type { AnyNoun } from "./noun.ts";
import { saveMany, type Checked } from "./noun-store.ts";
import { problem } from "./problem.ts";

const BATCH = 1_000;
/** What an export adds to a row; ours to set, so that it is read past. */
const ENVELOPE = new Set(["id", "type", "version", "status", "marking", "owner", "author", "time", "withdrawn", "lon", "lat"]);

/** Of rows that were read whole: why each may not be written; nothing, it may. For a noun whose content must come from somewhere. */
export type Vouching = (job: ImportJob, rows: readonly Checked[]) => Promise<readonly (string | undefined)[]>;

export function nounImporter(noun: AnyNoun, vouching?: Vouching): Importer {
  return { kind: noun.path, summary: "CSV or GeoJSON of the noun’s own fields", may: noun.may.write, run: (job) => importNoun(noun, job, vouching) };
}

interface Candidate { line: number; id?: string; marking?: string; content: Record<string, unknown>; speaksOf: readonly string[]; raw: unknown }

type Read = Checked & { line: number; raw: unknown };

export async function importNoun(noun: AnyNoun, job: ImportJob, vouching?: Vouching): Promise<ImportCounts> {
  const counts = { read: 0, inserted: 0, updated: 0, unchanged: 0 };
  for (const file of job.files) {
    for (const input of await openInputs(file)) {
      const rows = /\.(geo)?json$/i.test(input.name) ? featuresOf(input) : linesOf(noun, input);
      let batch = new Map<string, Read>();
      const flush = async () => {
        await write(noun, job, input.name, await vouched(job, input.name, batch, vouching), counts);
        batch = new Map();
        job.progress(`${input.name}: ${counts.read}`);
        stopIfAsked(job.signal);
      };
      for await (const row of rows) {
        counts.read += 1;
        const checked = check(noun, row);
        if ("field" in checked) { await job.rejects.add({ file: input.name, line: row.line, ...checked, row: row.raw }); continue; }
        if (batch.size >= BATCH || batch.has(checked.id)) await flush();
        batch.set(checked.id, { line: row.line, raw: row.raw, ...checked });
      }
      await flush();
    }
  }
  return counts;
}

async function write(noun: AnyNoun, job: ImportJob, file: string, batch: ReadonlyMap<string, Read>, counts: { inserted: number; updated: number; unchanged: number }): Promise<void> {
  if (batch.size === 0) return;
  const rows = [...batch.values()];
  const marked = rows.map((row) => ({ ...row, marking: row.marking ?? job.marking }));
  const outcomes = await job.node.db.as(job.caller, (tx) => saveMany(tx, noun, marked, job));
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome !== "refused") counts[outcome] += 1;
    else await job.rejects.add({ file, line: rows[i]!.line, field: "id", reason: "the id is taken, or the marking is above your clearance", row: rows[i]!.raw });
  }
}

async function vouched(job: ImportJob, file: string, batch: Map<string, Read>, vouching: Vouching | undefined): Promise<Map<string, Read>> {
  if (!vouching || batch.size === 0) return batch;
  const rows = [...batch.values()];
  const reasons = await vouching(job, rows);
  for (const [i, reason] of reasons.entries()) if (reason) await job.rejects.add({ file, line: rows[i]!.line, field: "(row)", reason, row: rows[i]!.raw });
  return new Map([...batch].filter((_, i) => !reasons[i]));
}

function check(noun: AnyNoun, { id, marking, content, speaksOf }: Candidate): Checked | { field: string; reason: string } {
  if (marking && !MARKINGS.includes(marking as Marking)) return { field: "marking", reason: `no marking is called ${marking}` };
  const parsed = noun.schema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { field: issue!.path.join(".") || "(row)", reason: issue!.message };
  }
  if (id && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return { field: "id", reason: "not a UUID" };
  return { id: id?.toLowerCase() ?? idFrom(`import ${noun.name}`, canonical(parsed.data)), content: parsed.data as Checked["content"], speaksOf, ...(marking ? { marking: marking as Marking } : {}) };
}

async function* featuresOf(input: Input): AsyncGenerator<Candidate> {
  let collection: { features?: unknown };
  try { collection = JSON.parse(await readText(input)); } catch (error) { throw error instanceof SyntaxError ? problem("import.unreadable", { reason: `${input.name}: ${error.message}` }) : error; }
  if (!Array.isArray(collection.features)) throw problem("import.unreadable", { reason: `${input.name}: not a GeoJSON FeatureCollection` });
  for (const [i, feature] of (collection.features as { id?: string; geometry?: unknown; properties?: Record<string, unknown> }[]).entries()) {
    const properties = feature?.properties ?? {};
    const own = Object.fromEntries(Object.entries(properties).filter(([name]) => !ENVELOPE.has(name)));
    yield { line: i + 1, id: feature?.id, marking: properties.marking as string | undefined, content: { ...own, ...(feature?.geometry ? { geometry: feature.geometry } : {}) }, speaksOf: [...Object.keys(own), ...(feature && "geometry" in feature ? ["geometry"] : [])], raw: feature };
  }
}

async function* linesOf(noun: AnyNoun, input: Input): AsyncGenerator<Candidate> {
  const parser = (await input.open()).pipe(parse({ bom: true, columns: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }));
  let isFirst = true;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>) {
      if (isFirst) refuseMissingColumns(noun, input, Object.keys(record));
      isFirst = false;
      if (Object.values(record).every((cell) => cell === "" || cell.startsWith("#"))) continue; // the HXL row
      yield { line: info.lines, id: record.id || undefined, marking: record.marking || undefined, content: contentOf(noun, record), speaksOf: fieldsIn(noun, Object.keys(record)), raw: record };
    }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith("CSV_")) throw problem("import.unreadable", { reason: `${input.name}: ${(error as Error).message}` });
    throw error;
  }
}

function refuseMissingColumns(noun: AnyNoun, input: Input, present: string[]): void {
  const required = Object.entries(noun.fields as Fields).filter(([, field]) => !field.isOptional).map(([name]) => name);
  const missing = required.filter((name) => !present.includes(name));
  if (missing.length > 0) throw problem("import.columns", { file: input.name, missing: missing.join(", ") });
}

const fieldsIn = (noun: AnyNoun, columns: readonly string[]): string[] =>
  [...columns.filter((name) => name in noun.fields || name === "geometry"), ...(columns.includes("lon") && columns.includes("lat") ? ["geometry"] : [])];

/** Columns that the noun does not know stay in, so that its schema refuses the row and names them: nothing is dropped silently. */
export function contentOf(noun: AnyNoun, record: Record<string, string>): Record<string, unknown> {
  const content: Record<string, unknown> = {};
  for (const [name, cell] of Object.entries(record)) {
    if (cell === "" || ENVELOPE.has(name)) continue;
    const field = (noun.fields as Fields)[name];
    content[name] = field ? valueOf(field, cell) : name === "geometry" ? jsonOr(cell) : cell;
  }
  if (record.lon && record.lat) content.geometry = { type: "Point", coordinates: [Number(record.lon), Number(record.lat)] };
  return content;
}

function valueOf(field: Field, cell: string): unknown {
  // The export puts an apostrophe before what a spreadsheet would run as a formula.
  const words = /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell;
  switch (field.kind) {
    case "texts": case "codes": case "references": return words.split("|").map((part) => part.trim()).filter(Boolean);
    case "integer": case "decimal": return Number(words);
    case "flag": return /^(true|1|yes|oui|نعم)$/i.test(words) ? true : /^(false|0|no|non|لا)$/i.test(words) ? false : words;
    case "json": return jsonOr(words);
    default: return words;
  }
}

function jsonOr(words: string): unknown {
  try { return JSON.parse(words); } catch { return words; }
}
