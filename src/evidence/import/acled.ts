/**
 * A row of ACLED in our words: the layout of 2023 and later, the older one with data_id, upper-case regional files, the API's
 * rows. Associated actors are not taken over (they name communities), nor are notes ever released. Codes: ACLED Codebook 2024.
 */
import { idFrom } from "../../platform/identity.ts";
import { isCommunity } from "../communities.ts";
import { CellFault, codesFrom, dayOf, pointOf, shortened, stated, wholeOf, type Draft, type DraftContent, type Fault, type Skip } from "./draft.ts";
import { Columns } from "./table-reader.ts";

export const ACLED = "acled";

export interface AcledOptions {
  source: string;
  countries?: readonly string[];
}

/** In both layouts; the identifier has had two names. */
export const ACLED_REQUIRED = [["event_id_cnty", "data_id"], "event_date", "time_precision", "event_type", "actor1", "country", "location", "latitude", "longitude", "geo_precision", "fatalities"] as const;

const countryByName = codesFrom("country", "acled");
const countryByIso3 = codesFrom("country", "iso3");
const kindCode = codesFrom("event-kind", "acled");
const tacticCode = codesFrom("tactic", "acled");
const targetCode = codesFrom("target-kind", "acled");
const placePrecision = codesFrom("place-precision", "acled-geo");
const datePrecision = codesFrom("date-precision", "acled-time");

type ActorKind = NonNullable<DraftContent["actors"]>[number]["kind"];

/** Numbers until September 2024, words after; the words have been spelled in the singular and the plural. */
const ACTOR_KINDS: readonly [RegExp, ActorKind][] = [
  [/^(1|state forces?)$/i, "state-force"],
  [/^(2|rebel groups?|rebel forces)$/i, "armed-group"],
  [/^(3|political militias?)$/i, "militia"],
  [/^(4|identity militias?|communal militias?)$/i, "militia"],
  [/^(5|rioters)$/i, "other"],
  [/^(6|protesters)$/i, "civilians"],
  [/^(7|civilians)$/i, "civilians"],
  [/^(8|external\/other forces|other forces|external forces)$/i, "other"],
];

export function acledMapper(header: readonly string[], { source, countries }: AcledOptions): (cells: readonly string[]) => Draft | Fault | Skip {
  const columns = new Columns(header);
  const at = Object.fromEntries(["event_date", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "actor2", "inter1", "inter2", "interaction", "civilian_targeting", "iso3",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp"]
    .map((name) => [name, columns.at(name)])) as Record<string, number>;
  at.event_id_cnty = columns.at("event_id_cnty", "data_id");

  return (cells) => {
    if (cells.length !== header.length) return { field: "(row)", reason: `${cells.length} fields, where the header has ${header.length}` };
    const get = (name: string) => cells[at[name]!] ?? "";
    const country = countryByName(get("country")) ?? countryByIso3(get("iso3").toUpperCase());
    if (!country) return get("country") === "" ? { field: "country", reason: "a country is missing" } : { skip: `country ${get("country")}` };
    if (countries && !countries.includes(country)) return { skip: `country ${country}` };
    const theirs = get("event_id_cnty").trim();
    if (!/^[A-Z]{0,4}\d+$/i.test(theirs)) return { field: "event_id_cnty", reason: `not an id of ACLED: ${theirs}` };
    const kind = kindCode(get("sub_event_type")) ?? kindCode(get("event_type"));
    if (!kind) return { field: "event_type", reason: `not a type of ACLED: ${get("event_type")} / ${get("sub_event_type")}` };
    const where = placePrecision(get("geo_precision"));
    if (!where) return { field: "geo_precision", reason: `not 1, 2 or 3: ${get("geo_precision")}` };
    const when = datePrecision(get("time_precision"));
    if (!when) return { field: "time_precision", reason: `not 1, 2 or 3: ${get("time_precision")}` };
    try {
      const day = dayOf("event_date", get("event_date"));
      const tactic = tacticCode(get("sub_event_type"));
      const target = targetCode(get("civilian_targeting"));
      const content: DraftContent = {
        kind, country, source, occurredFrom: day, occurredTo: day, datePrecision: when, placePrecision: where,
        reliability: "B", credibility: "3", verification: "unverified",
        ...(get("location") ? { placeName: shortened(get("location").trim(), 160) } : {}),
        ...(tactic ? { tactics: [tactic] } : {}), ...(target ? { targets: [target] } : {}),
        actors: [actorOf(get("actor1"), get("inter1")), actorOf(get("actor2"), get("inter2"))].filter((actor) => actor !== undefined),
        fatalitiesBest: wholeOf("fatalities", get("fatalities")),
        ...(get("source") ? { citation: shortened(get("source").trim(), 2_000) } : {}),
        ...(get("notes") ? { description: shortened(get("notes").trim(), 20_000) } : {}),
        sourceEventId: theirs, sourceCodes: codesOf(get),
        geometry: pointOf(get("latitude"), get("longitude")),
      };
      return { id: idFrom(ACLED, theirs.toUpperCase()), stamp: stampOfRow(get("timestamp")), content, statedAdmin1: get("admin1") };
    } catch (error) {
      if (error instanceof CellFault) return error.fault;
      throw error;
    }
  };
}

/** Seconds since 1970, as ACLED writes when it last touched a row. */
const stampOfRow = (words: string) => (/^\d{6,12}$/.test(words.trim()) ? words.trim().padStart(12, "0") : "");

function actorOf(name: string, inter: string): NonNullable<DraftContent["actors"]>[number] | undefined {
  const words = name.trim();
  if (words === "") return undefined;
  const kind = ACTOR_KINDS.find(([pattern]) => pattern.test(inter.trim()))?.[1] ?? "other";
  if (/^unidentified/i.test(words)) return { name: shortened(words, 200), kind: "unidentified", nameStatus: "as-coded" };
  if (kind === "civilians") return { name: /^protesters/i.test(words) ? "Protesters" : "Civilians", kind, nameStatus: "as-coded" };
  // Identity militias are called after a people; the label stays with the source.
  if (/^(4|identity|communal)/i.test(inter.trim()) || isCommunity(words)) return { name: "Communal group", kind: "militia", nameStatus: "as-coded" };
  return { name: shortened(words, 200), kind, nameStatus: "as-coded" };
}

/** Actors' names and associated groups are not among them. */
function codesOf(get: (name: string) => string): Record<string, string> {
  const names = ["disorder_type", "event_type", "sub_event_type", "inter1", "inter2", "interaction", "civilian_targeting", "time_precision", "geo_precision", "admin1", "admin2", "admin3", "source_scale", "tags"];
  return stated(Object.fromEntries(names.map((name) => [name, get(name)])));
}
