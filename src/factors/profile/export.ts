/**
 * Readings as files for others: CSV with HXL tags, GeoJSON with the areas' outlines, SDMX-CSV 2.0. The kinds of nothing stay
 * apart in each: a missing value has a state and no number, never a zero.
 */
import type { Language } from "../../platform/language.ts";
import { csvLine } from "../../platform/noun-export.ts";
import type { Look } from "../reading/look.ts";
import type { Reading } from "../reading/reading.ts";
import type { Measured } from "./replies.ts";

export const FORMATS = ["csv", "geojson", "sdmx.csv"] as const;
export type ExportFormat = (typeof FORMATS)[number];
export const TYPES: Record<ExportFormat, string> = { csv: "text/csv; charset=utf-8", geojson: "application/geo+json", "sdmx.csv": "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8" };

export function* exportOf(format: ExportFormat, look: Look, measured: readonly Measured[], language: Language): Generator<string> {
  if (format === "csv") yield* csv(look, measured, language);
  else if (format === "geojson") yield* geojson(look, measured, language);
  else yield* sdmx(measured);
}

const nameOf = ({ geography }: Look, pcode: string) => geography.areaByPcode(pcode)?.name ?? pcode;

const HXL: readonly (readonly [string, string, (look: Look, one: Measured, language: Language) => unknown])[] = [
  ["area", "#adm+code", (_, { reading }) => reading.area],
  ["area_name", "#adm+name", (look, { reading }) => nameOf(look, reading.area)],
  ["indicator", "#indicator+code", (_, { indicator }) => indicator.key],
  ["indicator_name", "#indicator+name", (_, { indicator }, language) => indicator.names[language]],
  ["profile", "#indicator+profile", (_, { indicator }) => indicator.side],
  ["factor", "#indicator+factor", (_, { indicator }) => indicator.factor],
  ["timing", "#indicator+timing", (_, { indicator }) => indicator.timing],
  ["unit", "#indicator+unit", (_, { indicator }) => indicator.unit],
  ["state", "#status", (_, { reading }) => reading.state],
  ["value", "#indicator+value+num", (_, { reading }) => reading.value],
  ["low", "#indicator+value+min", (_, { reading }) => reading.low],
  ["high", "#indicator+value+max", (_, { reading }) => reading.high],
  ["interval", "#meta+interval", (_, { reading }) => reading.intervalKind],
  ["words", "#indicator+value+text", (_, { reading }) => reading.words],
  ["respondents", "#affected+surveyed", (_, { reading }) => reading.respondents],
  ["unknown", "#meta+unknown", (_, { reading }) => (reading.unknown.length > 0 ? [...reading.unknown] : undefined)],
  ["value_is_of", "#adm+code+list", (_, { reading }) => reading.of.areas],
  ["from", "#date+start", (_, { reading }) => reading.from],
  ["to", "#date+end", (_, { reading }) => reading.to],
  ["why", "#meta+why", (_, { reading }, language) => reading.why?.[language]],
  ["source", "#meta+source", (_, { reading }) => reading.source?.name],
  ["citation", "#meta+citation", (_, { reading }) => reading.citation],
];

function* csv(look: Look, measured: readonly Measured[], language: Language): Generator<string> {
  yield csvLine(HXL.map(([name]) => name)) + csvLine(HXL.map(([, tag]) => tag));
  for (const one of measured) yield csvLine(HXL.map(([, , cell]) => cell(look, one, language)));
}

function* geojson(look: Look, measured: readonly Measured[], language: Language): Generator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let isFirst = true;
  for (const one of measured) {
    const geometry = look.geography.areaByPcode(one.reading.area)?.geometry ?? null;
    const properties = Object.fromEntries(HXL.flatMap(([name, , cell]) => { const value = cell(look, one, language); return value === undefined ? [] : [[name, value]]; }));
    yield `${isFirst ? "" : ","}\n${JSON.stringify({ type: "Feature", geometry, properties })}`;
    isFirst = false;
  }
  yield "\n]}\n";
}

/** SDMX-CSV 2.0; the observation's status by the cross-domain list CL_OBS_STATUS. */
const SDMX = ["STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "LOWER_BOUND", "UPPER_BOUND", "SAMPLE_SIZE", "COMMENT_OBS"];
const STATUS: Record<Reading["state"], string> = { value: "A", interval: "E", suppressed: "Q", missing: "L", "not-asked": "M", "no-data": "O", "not-supported": "M" };

function* sdmx(measured: readonly Measured[]): Generator<string> {
  yield csvLine(SDMX);
  for (const { indicator, reading } of measured) {
    const status = reading.isProjection ? "F" : reading.isModelled || reading.of.kind === "above" || reading.of.kind === "set" ? (reading.state === "value" ? "E" : STATUS[reading.state]) : STATUS[reading.state];
    yield csvLine(["dataflow", "FALEME:FACTORS(1.0)", "I", reading.area, indicator.key.toUpperCase().replaceAll("-", "_"), periodOf(reading), reading.value, status, indicator.unit, reading.low, reading.high, reading.respondents, reading.words ?? reading.why?.en]);
  }
}

/** SDMX writes a time range as start/duration; a whole year as the year. */
function periodOf({ from, to }: Reading): string | undefined {
  if (!from || !to) return to ?? from;
  if (from.slice(4) === "-01-01" && to === `${from.slice(0, 4)}-12-31`) return from.slice(0, 4);
  if (from.slice(0, 7) === to.slice(0, 7)) return from.slice(0, 7);
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  return `${from}/P${days}D`;
}
