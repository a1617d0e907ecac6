/** How do the gazetteers that are imported spell a place? GeoNames (19 tab-separated columns) and OpenStreetMap nodes (CSV). */
import { createInterface } from "node:readline";
import { parse } from "csv-parse";
import type { Input } from "../platform/input-file.ts";
import { problem } from "../platform/problem.ts";
import { kindOfGeoNames, kindOfOsm, type PlaceKind, type Skipped } from "./feature-kinds.ts";

export interface GazetteerRow {
  line: number;
  /** The gazetteer's own id. */
  theirs: string;
  name: string;
  spellings: string[];
  lon: number;
  lat: number;
  /** What the gazetteer says; outlines may know better. */
  country?: string;
  population?: number;
  kind: PlaceKind | Skipped;
  /** As it came, for the rejects file. */
  raw: unknown;
}

export interface GazetteerLayout {
  name: string;
  /** Kept with each record, and part of its id. */
  gazetteer: "geonames" | "openstreetmap";
  rows(input: Input): AsyncGenerator<GazetteerRow>;
}

const GEONAMES_COLUMNS = 19;

export async function layoutOf(input: Input): Promise<GazetteerLayout> {
  const first = await firstLine(input);
  const cells = first.split("\t");
  if (cells.length === GEONAMES_COLUMNS && (/^\d+$/.test(cells[0]!) || cells[0] === "geonameid")) return { name: "GeoNames", gazetteer: "geonames", rows: geonamesRows };
  const columns = first.split(",").map((cell) => cell.replaceAll('"', "").trim());
  const missing = OSM_COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length === 0) return { name: "OpenStreetMap nodes", gazetteer: "openstreetmap", rows: osmRows };
  throw problem("import.columns", { missing: `${input.name}: ${missing.join(", ")}, or GeoNames’ ${GEONAMES_COLUMNS} columns` });
}

async function firstLine(input: Input): Promise<string> {
  const bytes = await input.open();
  try {
    for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) return line.replace(/^\uFEFF/, "");
    return "";
  } finally {
    bytes.destroy();
  }
}

async function* geonamesRows(input: Input): AsyncGenerator<GazetteerRow> {
  let line = 0;
  for await (const text of createInterface({ input: await input.open(), crlfDelay: Infinity })) {
    line++;
    if (text === "" || text.startsWith("geonameid\t")) continue;
    const [id = "", name = "", ascii = "", alternates = "", lat = "", lon = "", featureClass = "", code = "", country = "", , , , , , people = ""] = text.split("\t");
    const population = Number(people) || 0;
    yield {
      line, theirs: id, name, lon: decimal(lon), lat: decimal(lat), raw: text,
      spellings: otherNames(name, [...alternates.split(","), ascii]), kind: kindOfGeoNames(featureClass, code, population),
      ...(country ? { country } : {}), ...(population > 0 ? { population } : {}),
    };
  }
}

const OSM_COLUMNS = ["osm_node_id", "lat", "lon", "name", "tag", "value"];

async function* osmRows(input: Input): AsyncGenerator<GazetteerRow> {
  const parser = (await input.open()).pipe(parse({ columns: true, bom: true, info: true, relax_column_count: true, skip_empty_lines: true }));
  for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>) {
    const { osm_node_id: theirs = "", name = "", name_en: english = "", lat = "", lon = "", tag = "", value = "", population = "" } = record;
    const people = Number(population.replace(/\s/g, ""));
    yield {
      line: info.lines, theirs, name: name || english, lon: decimal(lon), lat: decimal(lat), raw: record,
      spellings: otherNames(name || english, [english]), kind: kindOfOsm(tag, value), ...(Number.isInteger(people) && people > 0 ? { population: people } : {}),
    };
  }
}

/** Number("") is 0, and 0 is a place in the Gulf of Guinea. */
const decimal = (words: string) => (words.trim() === "" ? NaN : Number(words));

/** Codes of airports and links stand among GeoNames' alternate names. */
const isName = (words: string) => words !== "" && !/^[A-Z]{3,4}$/.test(words) && !words.includes("://");

function otherNames(name: string, others: readonly string[]): string[] {
  return [...new Set(others.map((words) => words.trim()))].filter((words) => isName(words) && words !== name.trim()).slice(0, 100);
}
