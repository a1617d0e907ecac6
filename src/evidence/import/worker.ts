/**
 * The thread that reads: it parses, maps, checks against the event's schema, locates, and writes each row as the lines that the
 * database takes. The main thread only compares and commits. Two batches are under way at most, so memory stays flat.
 */
import { parentPort, workerData } from "node:worker_threads";
import { geographyFrom } from "../../places/index.ts";
import { canonical, sha256 } from "../../platform/canonical.ts";
import { layCodesOver } from "../../platform/codes.ts";
import { copyLine } from "../../platform/copy.ts";
import { openInputs, readText, type Input } from "../../platform/input-file.ts";
import { mayRead, rankOf } from "../../platform/marking.ts";
import { prepare, versionLine } from "../../platform/noun-store.ts";
import { schemaWithoutNulls, type Row } from "../../platform/noun.ts";
import { problem, Problem } from "../../platform/problem.ts";
import { event } from "../event.noun.ts";
import { acledMapper, ACLED_REQUIRED } from "./acled.ts";
import { isFault, isSkip, type Draft, type Mapped } from "./draft.ts";
import { locatorOf } from "./locate.ts";
import { OWN_REQUIRED, ownColumns, ownFeature, ownMapper, type OwnFeature } from "./own.ts";
import { blocksOf, RowPacker, type PackedRow } from "./row-packer.ts";
import type { Assignment, FromWorker, RefusedRow, Seen, ToWorker } from "./rows.ts";
import { Columns, openPage, openTable } from "./table-reader.ts";
import { releaseIn, UCDP_REQUIRED, ucdpMapper } from "./ucdp.ts";

const BATCH_ROWS = 2_000;
const AHEAD = 2;

const port = parentPort!;
const assignment = workerData as Assignment;
layCodesOver(assignment.codes);
const geography = geographyFrom(assignment.areas);
const locate = locatorOf(geography);
const options = { source: assignment.source, sources: new Map(assignment.sources), status: assignment.envelope.status };
const schema = schemaWithoutNulls(event);
const seen: Seen & { countrySet: Set<string> } = { layout: "", release: "", countries: [], skipped: {}, countrySet: new Set() };

let credit = AHEAD;
let wake: (() => void) | undefined;
const spent: ArrayBuffer[] = [];
port.on("message", ({ blocks }: ToWorker) => { spent.push(...blocks); credit++; wake?.(); });

const say = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

class Filling {
  read = 0;
  speaksOf: readonly string[] = [];
  readonly refused: RefusedRow[] = [];
  readonly ready = new RowPacker(BATCH_ROWS, spent);

  async send(): Promise<void> {
    while (credit === 0) await new Promise<void>((resolve) => { wake = resolve; });
    credit--;
    const packed = this.ready.pack();
    say({ batch: { read: this.read, refused: this.refused, speaksOf: this.speaksOf, isCoded: assignment.format !== "events", packed } }, blocksOf(packed));
  }
}

/** What only the source can say of its own events; grading and what people add are theirs. */
const CODED = ["kind", "violenceKind", "actors", "occurredFrom", "occurredTo", "datePrecision", "inferred", "placeName", "placePrecision", "country", "area", "admin1", "admin2",
  "fatalitiesBest", "fatalitiesLow", "fatalitiesHigh", "casualties", "source", "citation", "description", "sourceEventId", "sourceCodes", "geometry"];

/** Found from the coordinates, where the file does not say. */
const PLACED = ["area", "admin1", "admin2"];

interface Reading { speaksOf: readonly string[]; map(cells: readonly string[]): Mapped }

function readingOf(header: readonly string[], input: Input): Reading {
  const columns = new Columns(header);
  const refuseIfMissing = (missing: string[]) => { if (missing.length > 0) throw problem("import.columns", { file: input.name, missing: missing.join(", ") }); };
  const { countries } = assignment;
  if (assignment.format === "ucdp") {
    refuseIfMissing(columns.missing(...UCDP_REQUIRED));
    const release = assignment.release ?? releaseIn(input.name);
    seen.release = release || seen.release;
    seen.layout = "UCDP GED";
    return { speaksOf: CODED, map: ucdpMapper(header, { source: assignment.source!, release, countries }) };
  }
  if (assignment.format === "acled") {
    refuseIfMissing(columns.missing(...ACLED_REQUIRED));
    seen.layout = columns.at("data_id") >= 0 ? "ACLED, before 2023" : "ACLED";
    return { speaksOf: [...CODED, "tactics", "targets"], map: acledMapper(header, { source: assignment.source!, countries }) };
  }
  refuseIfMissing(columns.missing(...OWN_REQUIRED));
  const { speaksOf, unknown } = ownColumns(header);
  if (unknown.length > 0) throw problem("import.columnsUnknown", { file: input.name, unknown: unknown.join(", ") });
  seen.layout = "own events, CSV";
  // Areas that the file does not name are ours to find.
  return { speaksOf: [...new Set([...speaksOf, "source", "occurredTo", ...(speaksOf.includes("geometry") ? PLACED : [])])], map: ownMapper(header, options) };
}

interface MappedRow { line: number; mapped: Mapped; raw: () => unknown; speaksOf: readonly string[] }

async function* mappedRows(input: Input): AsyncGenerator<MappedRow[]> {
  if (assignment.format === "events" && /\.(geo)?json$/i.test(input.name)) {
    seen.layout = "own events, GeoJSON";
    const features = await featuresOf(input);
    // What no feature of the file has, the file does not speak of.
    const speaksOf = ["source", "occurredTo", ...new Set(features.flatMap((feature) => Object.keys(feature.properties ?? {}))), ...(features.some((feature) => "geometry" in feature) ? ["geometry", ...PLACED] : [])];
    yield features.map((feature, i) => ({ line: i + 1, mapped: ownFeature(feature, options), raw: () => feature, speaksOf }));
    return;
  }
  const { header, rows } = /\.json$/i.test(input.name) ? await openPage(input) : await openTable(input);
  const { speaksOf, map } = readingOf(header, input);
  for await (const some of rows) yield some.map(({ line, cells }) => ({ line, mapped: map(cells), raw: () => rawOf(header, cells), speaksOf }));
}

const rawOf = (header: readonly string[], cells: readonly string[]) => (cells.length === header.length ? Object.fromEntries(header.map((name, i) => [name, cells[i]])) : cells);

async function featuresOf(input: Input): Promise<OwnFeature[]> {
  try {
    const { features } = JSON.parse(await readText(input)) as { features?: unknown };
    if (Array.isArray(features)) return features as OwnFeature[];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw problem("import.unreadable", { reason: `${input.name}: ${error.message}` });
  }
  throw problem("import.unreadable", { reason: `${input.name}: not a GeoJSON FeatureCollection` });
}

/** A located, checked row ready to be written, or the field at fault. */
function ready({ id, stamp, content, marking, statedAdmin1 }: Draft): PackedRow | { field: string; reason: string } {
  if (content.occurredFrom > assignment.today) return { field: "occurredFrom", reason: `${content.occurredFrom} is in the future` };
  if (marking && rankOf(marking) > assignment.clearance) return { field: "marking", reason: `${marking} is above your clearance` };
  if (content.geometry && !content.country) content.country = geography.whereabouts(...content.geometry.coordinates).country ?? "";
  if (content.area === undefined && content.geometry) {
    const place = locate(content, statedAdmin1);
    if ("field" in place) return place;
    const { flags, ...areas } = place;
    Object.assign(content, areas);
    const inferred = [...new Set([...(content.inferred ?? []), ...flags])];
    if (inferred.length > 0) content.inferred = inferred;
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { field: issue!.path.join(".") || "(row)", reason: issue!.message };
  }
  const { envelope } = assignment;
  const row: Row = { id, type: "event", version: 1, ...envelope, marking: marking ?? envelope.marking, withdrawn: false, content: parsed.data as Row["content"] };
  if (!mayRead({ clearance: assignment.clearance, organisation: envelope.owner, exercise: envelope.status === "exercise" }, { marking: row.marking, owner: envelope.owner, exercise: envelope.status === "exercise" }))
    return { field: "marking", reason: `${row.marking} is above your clearance` };
  const words = canonical(parsed.data);
  const { hash, written } = prepare(event, row, words);
  return { id, stamp, said: sha256(words), hash, ...(marking ? { marking } : {}), rowLine: copyLine(written.columns), versionLine: versionLine(event, row, written.document) };
}

function take(batch: Filling, { line, mapped: read, raw, speaksOf }: MappedRow, file: string): void {
  batch.read++;
  batch.speaksOf = speaksOf;
  const mapped: Mapped = isOutside(read) ? { skip: "outside the period" } : read;
  if (isSkip(mapped)) {
    seen.skipped[mapped.skip] = (seen.skipped[mapped.skip] ?? 0) + 1;
    return;
  }
  const made = isFault(mapped) ? mapped : ready(mapped);
  if ("field" in made) batch.refused.push({ file, line, ...made, row: raw() });
  else {
    batch.ready.add(made, file, line);
    note((mapped as Draft).content);
  }
}

async function readAll(): Promise<void> {
  for (const file of assignment.files) {
    for (const input of await openInputs(file)) {
      let batch = new Filling();
      for await (const rows of mappedRows(input)) {
        for (const row of rows) {
          take(batch, row, input.name);
          if (batch.read >= BATCH_ROWS) { await batch.send(); batch = new Filling(); }
        }
      }
      await batch.send();
    }
  }
  const { countrySet, ...rest } = seen;
  say({ end: { ...rest, countries: [...countrySet].sort() } });
}

function isOutside(mapped: Mapped): boolean {
  if (isFault(mapped) || isSkip(mapped)) return false;
  const { occurredFrom, occurredTo } = mapped.content;
  return Boolean((assignment.from && occurredTo < assignment.from) || (assignment.to && occurredFrom > assignment.to));
}

function note({ country, occurredFrom, occurredTo }: Draft["content"]): void {
  seen.countrySet.add(country);
  if (!seen.from || occurredFrom < seen.from) seen.from = occurredFrom;
  if (!seen.to || occurredTo > seen.to) seen.to = occurredTo;
}

readAll().catch((error: Error) => {
  say(error instanceof Problem ? { problem: { code: error.code, details: { ...error.details } } } : { fault: error.stack ?? error.message });
}).finally(() => port.close());
