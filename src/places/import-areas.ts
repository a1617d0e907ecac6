/**
 * `faleme import areas FILE…`: better outlines and more areas. P-codes join (or an ISO 3166 code, where a layout has no
 * p-codes), names never do. Boundaries are versioned: an area that is known gets a new version with the better outline and
 * keeps what else is known of it. The order of files does not matter: the more precise outline wins, then the more recent.
 */
import { parse } from "csv-parse";
import { bboxOf, partsOf } from "../methods/spatial/polygon.ts";
import { distanceM, type LonLat } from "../methods/spatial/sphere.ts";
import { idFrom } from "../platform/identity.ts";
import { openInputs, readText, type Input } from "../platform/input-file.ts";
import { stopIfAsked, type Importer, type ImportCounts, type ImportJob } from "../platform/import.ts";
import type { GeoJsonGeometry } from "../platform/noun.ts";
import { problem } from "../platform/problem.ts";
import { area } from "./area.noun.ts";
import { areaLayoutOf, type AreaRow } from "./area-layouts.ts";
import { joined } from "./join-area.ts";
import { loadGeography } from "./load-geography.ts";
import { areaContents } from "./queries.ts";
import { relocatePlaces } from "./relocate.ts";
import { savePlaces, type Draft } from "./save-places.ts";
import { openSeams } from "./seams.ts";
import { loadShippedPlaces } from "./shipped.ts";

/** Outlines are long: fewer rows to a transaction than other imports take. */
const BATCH = 200;
/** What simplified lines of these scales are worth at best, in kilometres. */
const FINEST_KM = 0.3;

interface ReadFile { layout: string; rows: AreaRow[]; precisionKm: number | undefined }

export const areasImporter: Importer = {
  kind: "areas",
  summary: "administrative areas with their outlines (GeoJSON: COD-AB, OCHA, geoBoundaries, OpenStreetMap, our own) or tables of p-codes (CSV)",
  may: "places.edit",
  options: { "precision-km": { type: "string" } },
  async run(job) {
    await loadShippedPlaces(job.node);
    const counts = { read: 0, inserted: 0, updated: 0, unchanged: 0 };
    const files: Record<string, { layout: string; precisionKm: number | null; withoutOutline: number }> = {};
    const changed = new Set<string>();
    for (const file of job.files) {
      for (const input of await openInputs(file)) {
        const read = await readAreas(input, statedPrecision(job.values["precision-km"]));
        files[input.name] = { layout: read.layout, precisionKm: read.precisionKm ?? null, withoutOutline: read.rows.filter(({ geometry }) => !geometry).length };
        await importOne(job, input.name, read, counts, changed);
      }
    }
    if (job.isDryRun) return { ...counts, notes: { files } };
    const relocated = changed.size > 0 ? await relocatePlaces(job) : 0;
    const geography = await job.node.db.as(job.caller, loadGeography);
    return { ...counts, notes: { files, relocatedPlaces: relocated, openSeams: openSeams(geography, changed) } };
  },
};

async function importOne(job: ImportJob, file: string, { layout, rows, precisionKm }: ReadFile, counts: ImportCounts, changed: Set<string>): Promise<void> {
  const { node, caller, rejects, isDryRun, marking, signal } = job;
  const refuse = (row: AreaRow, field: string, reason: string) => rejects.add({ file, line: row.line, field, reason, row: row.raw });
  counts.read += rows.length;
  const seen = new Set<string>();
  // Countries before regions before cercles, so that a stopped import leaves no orphan.
  const ordered = [...rows].sort((a, b) => (a.level ?? 0) - (b.level ?? 0));
  for (let at = 0; at < ordered.length; at += BATCH) {
    stopIfAsked(signal);
    const batch = ordered.slice(at, at + BATCH);
    const sources = new Map<string, AreaRow>();
    const refused: [AreaRow, string, string][] = [];
    const { outcomes, refusals } = await node.db.as(caller, async (tx) => {
      const known = await areaContents(tx, { pcodes: batch.flatMap(({ pcode }) => pcode ?? []), isos: batch.flatMap(({ iso }) => iso ?? []) });
      const drafts: Draft[] = [];
      for (const row of batch) {
        const held = known.find(({ content }) => (row.pcode ? content.pcode === row.pcode : row.iso !== undefined && content.iso === row.iso));
        const fault = faultOf(row, held !== undefined);
        const key = held?.content.pcode ?? row.pcode ?? "";
        if (fault) refused.push([row, ...fault]);
        else if (seen.has(key)) refused.push([row, "pcode", `${key} stands in this file twice`]);
        else {
          seen.add(key);
          const id = held?.id ?? idFrom("faleme-places", `area/${key}`);
          sources.set(id, row);
          drafts.push({ id, content: joined(held?.content, row, { source: `${layout}, ${file}`, precisionKm }) as unknown as Record<string, unknown> });
        }
      }
      return savePlaces(tx, area, drafts, { isDryRun, ...(marking ? { marking } : {}) });
    });
    for (const [id, outcome] of outcomes) {
      counts[outcome]++;
      const { pcode, iso } = sources.get(id)!;
      if (outcome !== "unchanged") changed.add(pcode ?? iso!);
    }
    for (const one of refused) await refuse(...one);
    for (const { id, field, reason } of refusals) await refuse(sources.get(id)!, field, reason);
    job.progress(`${file}: ${Math.min(at + BATCH, ordered.length)} of ${ordered.length} areas`);
  }
}

function faultOf({ pcode, iso, level, country, name }: AreaRow, isKnown: boolean): [field: string, reason: string] | undefined {
  if (!pcode && !iso) return ["pcode", "no p-code and no ISO 3166 code: names never join"];
  if (!pcode && !isKnown) return ["iso", `no area here has the ISO code ${iso}: import a file with p-codes first`];
  if (isKnown) return undefined;
  if (level === undefined || !Number.isInteger(level)) return ["level", "its level cannot be told"];
  if (!country) return ["country", "its country is not one that is known here"];
  if (!name) return ["name", "no name"];
  return undefined;
}

async function readAreas(input: Input, stated: number | undefined): Promise<ReadFile> {
  const features = /\.csv$/i.test(input.name) ? await tableRows(input) : await geojsonFeatures(input);
  const columns = [...new Set(features.slice(0, 50).flatMap(({ properties }) => Object.keys(properties)))];
  const layout = areaLayoutOf(columns);
  if (!layout) throw problem("import.columns", { missing: `${input.name}: ADM1_PCODE (COD-AB), admin1Pcod (OCHA), shapeISO (geoBoundaries), ISO3166-2 (OpenStreetMap) or pcode` });
  const rows = features.map(({ line, properties, geometry }): AreaRow => ({ line, raw: properties, ...layout.read(properties), ...(geometry ? { geometry } : {}) }));
  return { layout: layout.name, rows, precisionKm: stated ?? precisionOf(rows) };
}

interface Feature { line: number; properties: Record<string, unknown>; geometry?: GeoJsonGeometry }

async function geojsonFeatures(input: Input): Promise<Feature[]> {
  let parsed: { type?: string; features?: { properties?: Record<string, unknown>; geometry?: GeoJsonGeometry | null }[] };
  try {
    parsed = JSON.parse(await readText(input));
  } catch (error) {
    if (error instanceof SyntaxError) throw problem("import.unreadable", { reason: `${input.name}: ${error.message}` });
    throw error;
  }
  if (parsed.type !== "FeatureCollection" || !Array.isArray(parsed.features)) throw problem("import.unreadable", { reason: `${input.name}: not a GeoJSON FeatureCollection` });
  // An area is an outline; a layer of points tells codes and names, and its points stay what they are: somebody's label positions.
  return parsed.features.map(({ properties, geometry }, i) => ({ line: i + 1, properties: properties ?? {}, ...(geometry && geometry.type.endsWith("Polygon") ? { geometry } : {}) }));
}

async function tableRows(input: Input): Promise<Feature[]> {
  const parser = (await input.open()).pipe(parse({ columns: true, bom: true, info: true, relax_column_count: true, skip_empty_lines: true }));
  const rows: Feature[] = [];
  for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>) {
    const isHxl = Object.values(record).some((cell) => cell.startsWith("#")) && Object.values(record).every((cell) => cell === "" || cell.startsWith("#"));
    if (!isHxl) rows.push({ line: info.lines, properties: record });
  }
  return rows;
}

/** A drawn line is known no better than its vertices are apart: their median spacing, over the whole file, so that all of it ranks alike. */
function precisionOf(rows: readonly AreaRow[]): number | undefined {
  const spacings: number[] = [];
  for (const { geometry } of rows) {
    if (!geometry || !bboxOf(geometry.coordinates)) continue;
    for (const ring of partsOf(geometry as never).flat() as LonLat[][]) for (let i = 1; i < ring.length; i++) spacings.push(distanceM(ring[i - 1]!, ring[i]!));
  }
  if (spacings.length === 0) return undefined;
  const median = Float64Array.from(spacings).sort()[Math.floor(spacings.length / 2)]!;
  return Math.max(FINEST_KM, Math.ceil(median / 100) / 10);
}

function statedPrecision(words: unknown): number | undefined {
  if (words === undefined) return undefined;
  const km = Number(words);
  if (!(km > 0 && km <= 500)) throw problem("command.usage", { reason: `--precision-km ${String(words)} is not a number of kilometres`, usage: "faleme import areas FILE… [--precision-km N]" });
  return km;
}
