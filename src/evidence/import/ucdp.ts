/**
 * A row of the UCDP Georeferenced Event Dataset in our words: official columns of releases 20 to 25 and of the API, in any
 * order, where_coordinates or not, quoted once or twice over. Codes: Högbladh (2024), UCDP GED Codebook 24.1.
 */
import { idFrom } from "../../platform/identity.ts";
import { isCommunity } from "../communities.ts";
import { CellFault, codesFrom, dayOf, pointOf, shortened, stampOf, stated, wholeOf, type Draft, type DraftContent, type Fault, type Skip } from "./draft.ts";
import { Columns } from "./table-reader.ts";

export const UCDP = "ucdp-ged";

export interface UcdpOptions {
  source: string;
  /** "24.1", where the file's name or the API says so. */
  release: string;
  countries?: readonly string[];
}

/** What every official file has had since release 17; the API's names are the same. */
export const UCDP_REQUIRED = ["id", "type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude", "country", "date_prec", "date_start", "date_end", "best", "high", "low"];

/** "ged241-west-africa.csv", "GEDEvent_v24_1.csv", "GEDEvent_v24_0_6.csv" → "24.1", "24.1", "24.0.6"; "" where the name does not say. */
export function releaseIn(name: string): string {
  const versioned = /ged\w*?_v(\d{2})((?:_\d{1,2}){1,2})/i.exec(name);
  if (versioned) return `${versioned[1]}${versioned[2]!.replaceAll("_", ".")}`;
  const short = /ged(\d{2})(\d)(?!\d)/i.exec(name);
  return short ? `${short[1]}.${short[2]}` : "";
}

const countryCode = codesFrom("country", "ucdp");
const kindCode = codesFrom("event-kind", "ucdp");
const violenceCode = codesFrom("violence-kind", "ucdp");
const placePrecision = codesFrom("place-precision", "ucdp");
const datePrecision = codesFrom("date-precision", "ucdp");

export function ucdpMapper(header: readonly string[], { source, release, countries }: UcdpOptions): (cells: readonly string[]) => Draft | Fault | Skip {
  const columns = new Columns(header);
  const at = Object.fromEntries([...UCDP_REQUIRED, "relid", "conflict_new_id", "dyad_new_id", "dyad_name", "side_a_new_id", "side_b_new_id", "number_of_sources", "source_office",
    "source_date", "source_headline", "source_article", "where_coordinates", "where_description", "adm_1", "adm_2", "country_id", "event_clarity", "code_status",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"].map((name) => [name, columns.at(name)])) as Record<string, number>;
  const stamp = stampOf(release);

  return (given) => {
    const cells = rejoined(given, header.length);
    if (cells.length !== header.length) return { field: "(row)", reason: `${cells.length} fields, where the header has ${header.length}` };
    const get = (name: string) => cells[at[name]!] ?? "";
    const country = countryCode(get("country"));
    if (!country) return get("country") === "" ? { field: "country", reason: "a country is missing" } : { skip: `country ${get("country")}` };
    if (countries && !countries.includes(country)) return { skip: `country ${country}` };
    const theirs = get("id");
    if (!/^\d+$/.test(theirs)) return { field: "id", reason: `not an id of UCDP: ${theirs}` };
    const violence = get("type_of_violence");
    const violenceKind = violenceCode(violence);
    if (!violenceKind) return { field: "type_of_violence", reason: `not 1, 2 or 3: ${violence}` };
    const where = placePrecision(get("where_prec"));
    if (!where) return { field: "where_prec", reason: `not 1 to 7: ${get("where_prec")}` };
    const when = datePrecision(get("date_prec"));
    if (!when) return { field: "date_prec", reason: `not 1 to 5: ${get("date_prec")}` };
    try {
      const content: DraftContent = {
        kind: kindCode(violence) ?? "armed-clash", violenceKind, country, source,
        occurredFrom: dayOf("date_start", get("date_start")), occurredTo: dayOf("date_end", get("date_end")),
        datePrecision: when, placePrecision: where,
        ...gradingOf(get), ...placeOf(get), ...fatalitiesOf(get),
        actors: actorsOf(get), casualties: casualtiesOf(get, violence),
        citation: citationOf(get), description: descriptionOf(get),
        sourceEventId: theirs, sourceCodes: codesOf(get),
        geometry: pointOf(get("latitude"), get("longitude")),
      };
      if (content.occurredTo < content.occurredFrom) return { field: "date_end", reason: `the end ${content.occurredTo} is before the start ${content.occurredFrom}` };
      return { id: idFrom(UCDP, theirs), stamp, content, statedAdmin1: get("adm_1") };
    } catch (error) {
      if (error instanceof CellFault) return error.fault;
      throw error;
    }
  };
}

type Get = (name: string) => string;

/**
 * In copies of some releases a name with a comma was quoted twice over and fell into two fields ("GATIA | MSA"). Two
 * neighbours are one name again where the first opens a quote and the second closes it; fields that fell out with them are
 * made up before the sources, whose copies such a row has lost.
 */
export function rejoined(cells: readonly string[], width: number): readonly string[] {
  if (!cells.some((cell) => cell.length > 1 && cell.startsWith('"') && !cell.slice(1).includes('"'))) return cells;
  const out: string[] = [];
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    const next = cells[i + 1];
    if (cell.startsWith('"') && !cell.slice(1).includes('"') && next?.endsWith('"') && !next.slice(0, -1).includes('"')) {
      out.push(`${cell.slice(1)},${next.slice(0, -1)}`);
      i++;
    } else out.push(cell);
  }
  const sources = out.findIndex((cell) => cell.startsWith("[not recovered"));
  while (sources > 0 && out.length < width) out.splice(sources, 0, "");
  return out;
}

/** A release is checked by its coders (B). More than one report of a clear event is "probably true", everything else "possibly". */
function gradingOf(get: Get) {
  const isClear = get("event_clarity") === "1" && Number(get("number_of_sources")) >= 2;
  return { reliability: "B", credibility: isClear ? "2" : "3", verification: "unverified" };
}

function placeOf(get: Get) {
  const name = (get("where_coordinates") || get("adm_2") || get("adm_1")).trim();
  return name ? { placeName: shortened(name, 160) } : {};
}

/**
 * Three estimates that are out of order (low 13, best 12, high 13) occur in about one row of a hundred. The deaths happened:
 * the best estimate stays, the bounds are widened to hold every number that was given, and the row says so.
 */
function fatalitiesOf(get: Get): Partial<DraftContent> {
  const best = wholeOf("best", get("best"));
  const low = wholeOf("low", get("low"));
  const high = wholeOf("high", get("high"));
  if (low <= best && best <= high) return { fatalitiesBest: best, fatalitiesLow: low, fatalitiesHigh: high };
  return {
    fatalitiesBest: best, fatalitiesLow: Math.min(low, best, high), fatalitiesHigh: Math.max(low, best, high),
    inferred: [`fatalities: the source gives low ${low}, best ${best}, high ${high}; the bounds here hold all three`],
  };
}

const isState = (name: string) => /^Government of /i.test(name);

function actorsOf(get: Get): DraftContent["actors"] {
  const a = get("side_a").trim();
  // A row that lost a name to broken quotes still has it in the dyad's.
  const dyad = get("dyad_name").trim();
  const b = get("side_b").trim() || (dyad.startsWith(`${a} - `) ? dyad.slice(a.length + 3) : "");
  const actors = [a, b].filter((name) => name !== "" && !/^[\d" ]+$/.test(name)).map(actorOf);
  return actors.length > 0 ? actors : undefined;
}

/** A people is not an actor: where the source names one side by a community, the name stays with the source, under its own code. */
function actorOf(name: string): NonNullable<DraftContent["actors"]>[number] {
  if (isState(name)) return { name: shortened(name, 200), kind: "state-force", nameStatus: "as-coded" };
  if (/^civilians$/i.test(name)) return { name: "Civilians", kind: "civilians", nameStatus: "as-coded" };
  if (isCommunity(name)) return { name: "Communal group", kind: "militia", nameStatus: "as-coded" };
  return { name: shortened(name, 200), kind: "armed-group", nameStatus: "as-coded" };
}

/** Only roles that the source states: a side that is a state's, civilians, and the rest as unknown with the side in words. */
function casualtiesOf(get: Get, violence: string): DraftContent["casualties"] {
  const casualties: NonNullable<DraftContent["casualties"]> = [];
  const add = (column: string, role: "security" | "civilian" | "unknown", words?: string) => {
    const words_ = get(column);
    if (words_ === "") return;
    const best = wholeOf(column, words_, 100_000);
    if (best > 0) casualties.push({ role, outcome: "killed", best, ...(words ? { words } : {}) });
  };
  const side = (column: string, name: string) => {
    if (violence === "1" && isState(name)) add(column, "security");
    else add(column, "unknown", isCommunity(name) ? "communal group" : shortened(name.trim() || "armed group", 80));
  };
  side("deaths_a", get("side_a"));
  side("deaths_b", get("side_b"));
  add("deaths_civilians", "civilian");
  add("deaths_unknown", "unknown");
  return casualties.length > 0 ? casualties : undefined;
}

const isLost = (words: string) => words === "" || words.startsWith("[not recovered");

/** Who published, and when. */
function citationOf(get: Get): string | undefined {
  if (isLost(get("source_office"))) return undefined;
  const dates = get("source_date").split(";");
  const reports = get("source_office").split(";").map((office, i) => [office.trim(), dates[i]?.trim()].filter(Boolean).join(", "));
  return shortened([...new Set(reports)].join("; "), 2_000) || undefined;
}

/** Where it was, in the coders' words, and the headlines: text that stays on the node. */
function descriptionOf(get: Get): string | undefined {
  const headlines = isLost(get("source_headline")) ? "" : get("source_headline");
  const words = [get("where_description").trim(), headlines.trim()].filter(Boolean).join("\n");
  return words ? shortened(words, 20_000) : undefined;
}

function codesOf(get: Get): Record<string, string> {
  const names = ["relid", "type_of_violence", "conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id", "where_prec", "date_prec", "event_clarity", "code_status",
    "country_id", "number_of_sources", "adm_1", "adm_2"];
  return stated(Object.fromEntries(names.map((name) => [name, get(name)])));
}
