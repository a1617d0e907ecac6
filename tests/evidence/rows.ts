// Rows in the layouts of others, invented and small, for tests of the importers.
import { gzipSync } from "node:zlib";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Caller } from "../../src/platform/caller.ts";
import { runImport, type Importer, type ImportResult } from "../../src/platform/import.ts";
import type { Marking } from "../../src/platform/marking.ts";
import type { Node } from "../../src/platform/node.ts";
import { eventImporters } from "../../src/evidence/import/importers.ts";

export type Cells = Readonly<Record<string, string | number>>;

/** In the middle of Kayes region. */
const UCDP_ROW: Cells = {
  id: 900001, relid: "MLI-2021-1-1-1", year: 2021, active_year: "True", code_status: "Clear", type_of_violence: 1, conflict_new_id: 11347, conflict_name: "Mali: Government",
  dyad_new_id: 15108, dyad_name: "Government of Mali - JNIM", side_a_new_id: 72, side_a: "Government of Mali", side_b_new_id: 6716, side_b: "JNIM", number_of_sources: 2,
  source_article: "", source_office: "Agency A;Agency B", source_date: "2021-03-02;2021-03-03", source_headline: "Post attacked;Two soldiers killed", source_original: "army",
  where_prec: 1, where_coordinates: "Test town", where_description: "at the customs post", adm_1: "Kayes region", adm_2: "Kayes cercle", latitude: 14.4, longitude: -10.4,
  geom_wkt: "POINT (-10.4 14.4)", priogrid_gid: 1, country: "Mali", country_id: 432, region: "Africa", event_clarity: 1, date_prec: 1, date_start: "2021-03-01", date_end: "2021-03-01",
  deaths_a: 2, deaths_b: 0, deaths_civilians: 1, deaths_unknown: 0, best: 3, high: 4, low: 2,
};
export const ucdpRow = (changes: Cells = {}): Cells => ({ ...UCDP_ROW, ...changes });

const ACLED_ROW: Cells = {
  event_id_cnty: "MLI90001", event_date: "2023-05-04", year: 2023, time_precision: 1, disorder_type: "Political violence", event_type: "Explosions/Remote violence", sub_event_type: "Remote explosive/landmine/IED",
  actor1: "Unidentified Armed Group (Mali)", assoc_actor_1: "", inter1: "Political militia", actor2: "Military Forces of Mali", assoc_actor_2: "", inter2: "State forces", interaction: "State forces-Political militia",
  civilian_targeting: "", iso: 466, region: "Western Africa", country: "Mali", admin1: "Kayes", admin2: "Kayes", admin3: "Test", location: "Test town", latitude: "14.4000", longitude: "-10.4000",
  geo_precision: 1, source: "Radio T", source_scale: "National", notes: "On 4 May 2023, a vehicle hit a device near Test town.", fatalities: 1, tags: "", timestamp: 1683600000,
};
export const acledRow = (changes: Cells = {}): Cells => ({ ...ACLED_ROW, ...changes });

/** The layout before 2023: other columns, other places. */
export const oldAcledRow = (changes: Cells = {}): Cells => {
  const { disorder_type: _, civilian_targeting: __, tags: ___, ...rest } = ACLED_ROW;
  return { data_id: 9000001, iso: 466, event_id_no_cnty: 90001, iso3: "MLI", ...rest, inter1: 3, inter2: 1, interaction: 13, ...changes };
};

const cell = (value: string | number) => (/[",;\n\r]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));

export interface Written { name?: string; separator?: string; lineEnd?: string; bom?: boolean; trailing?: boolean; upper?: boolean; hxl?: boolean }

/** A file of these rows, which must all have the first one's columns. Returns its path. */
export function csvFile(rows: readonly Cells[], { name = "rows.csv", separator = ",", lineEnd = "\n", bom = false, trailing = false, upper = false, hxl = false }: Written = {}): string {
  const header = Object.keys(rows[0]!);
  const lines = [header.map((column) => (upper ? column.toUpperCase() : column)), ...(hxl ? [header.map((_, i) => (i % 3 ? "" : "#event+code"))] : []), ...rows.map((row) => header.map((column) => cell(row[column] ?? "")))];
  const text = `${bom ? "\uFEFF" : ""}${lines.map((cells) => [...cells, ...(trailing ? [""] : [])].join(separator)).join(lineEnd)}${lineEnd}`;
  return textFile(name, text);
}

export function textFile(name: string, text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "faleme-rows-")), name);
  writeFileSync(file, name.endsWith(".gz") ? gzipSync(text) : text);
  return file;
}

export interface Brought { values?: Record<string, unknown>; isDryRun?: boolean; caller?: Caller; marking?: Marking }

/** Runs one of the chapter's importers, as the command line does. */
export function bring(node: Node, kind: string, files: string | readonly string[], { values = {}, isDryRun = false, caller = node.keeper("test"), marking }: Brought = {}): Promise<ImportResult> {
  const importer: Importer = eventImporters.find((one) => one.kind === kind)!;
  return runImport(importer, { node, caller, files: [files].flat(), isDryRun, values, signal: new AbortController().signal, progress() {}, ...(marking ? { marking } : {}) });
}
