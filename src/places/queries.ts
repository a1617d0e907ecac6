/** All SQL of the chapter. Everything is read as the caller of the transaction, under row-level security. */
import { sql } from "kysely";
import type pg from "pg";
import type { AreaGeometry } from "../methods/spatial/polygon.ts";
import type { Transaction } from "../platform/database.ts";
import { markingOf, type Marked } from "../platform/marking.ts";
import type { AnyNoun, GeoJsonGeometry } from "../platform/noun.ts";
import { list } from "../platform/noun-store.ts";
import { area } from "./area.noun.ts";
import type { AreaShape } from "./geography.ts";
import type { AreaContent } from "./join-area.ts";
import type { Stated } from "./locate.ts";

/** Which database this is, and how far its journal has come for places: equal words, equal places. */
export async function placesState(tx: Transaction): Promise<{ database: string; seq: number }> {
  const { rows: [row] } = await sql<{ database: string; seq: number }>`
    select current_database() || ' ' || coalesce(inet_server_port(), 0) || ' ' || pg_postmaster_start_time() as database, places_seq() as seq`.execute(tx.sql);
  return row!;
}

/** Which areas, in which versions, the caller may read: equal words, equal geography. */
export async function areasDigest(tx: Transaction): Promise<string> {
  const { rows: [row] } = await sql<{ digest: string | null }>`
    select md5(string_agg(id::text || ' ' || version, ',' order by id)) as digest from areas where not withdrawn`.execute(tx.sql);
  return row!.digest ?? "";
}

/** Every area that the caller may read, with its outline. */
export async function areaShapes(tx: Transaction): Promise<AreaShape[]> {
  const { rows } = await sql<Record<string, any>>`
    select id, pcode, name, level, hierarchy, country, parent_pcode, area_type, iso, valid_to, geometry, boundary_precision_km,
      array_remove(array[name_fr, name_en, name_ar] || coalesce(spellings, '{}'), null) as spellings
    from areas where not withdrawn order by pcode, id`.execute(tx.sql);
  return rows.map((row) => ({
    id: row.id, pcode: row.pcode, name: row.name, level: row.level, hierarchy: row.hierarchy, country: row.country, spellings: row.spellings,
    ...given("parentPcode", row.parent_pcode), ...given("areaType", row.area_type), ...given("iso", row.iso), ...given("validTo", row.valid_to),
    ...given("geometry", row.geometry as AreaGeometry | null), ...given("boundaryPrecisionKm", row.boundary_precision_km),
  }));
}

/** What a search and a measurement need to know of a place, whatever its noun. */
export interface PlaceRecord extends Marked {
  noun: string;
  id: string;
  version: number;
  name: string;
  spellings: string[];
  kind?: string;
  pcode?: string;
  /** P-code of the area that is said to hold it; for an area, its parent. */
  area?: string;
  country?: string;
  between?: string;
  placePrecision?: string;
  locationWords?: string;
  precisionKm?: number;
  population?: number;
  gazetteer?: string;
  coordinates?: [lon: number, lat: number];
  line?: GeoJsonGeometry;
  /** Areas: the level of their hierarchy. */
  level?: number;
}

const NAMES = "coalesce(spellings, '{}')";

/** One select for each noun, with the same columns in the same order. */
const SELECTS: Readonly<Record<string, string>> = {
  area: select("areas", { spellings: `array[name_fr, name_en, name_ar] || ${NAMES}`, kind: "area_type", pcode: "pcode", area: "parent_pcode", country: "country", level: "level" }),
  settlement: select("settlements", { spellings: `${NAMES} || name_ar || coalesce(former_names, '{}')`, kind: "kind", pcode: "pcode", area: "area", country: "country", precision: "place_precision", words: "location_words", population: "population", gazetteer: "gazetteer", lon: "lon", lat: "lat" }),
  site: select("sites", { spellings: NAMES, kind: "kind", pcode: "pcode", area: "area", country: "country", precision: "place_precision", words: "location_words", gazetteer: "gazetteer", lon: "lon", lat: "lat" }),
  crossing: select("crossings", { spellings: NAMES, kind: "kind", area: "area", between: "between", precision: "place_precision", lon: "lon", lat: "lat" }),
  "natural-area": select("natural_areas", { spellings: NAMES, kind: "kind", country: "country", precision: "place_precision", words: "location_words", precision_km: "precision_km" }),
  route: select("routes", { spellings: NAMES, kind: "kind", precision_km: "precision_km", line: "geometry" }),
  reach: select("reaches", { spellings: `${NAMES} || river`, kind: "river", between: "borders", precision_km: "precision_km", line: "geometry" }),
  border: select("borders", { kind: "kind", between: "between", precision_km: "precision_km", line: "geometry" }),
};

export const PLACE_NOUNS = Object.keys(SELECTS);

type Column = "kind" | "pcode" | "area" | "country" | "between" | "precision" | "words" | "precision_km" | "population" | "gazetteer" | "level" | "lon" | "lat" | "line";

function select(table: string, { spellings, ...columns }: Partial<Record<Column | "spellings", string>>): string {
  const rest = Object.entries(columns).map(([name, column]) => `${column} as ${name}`);
  return `select id, version, marking, owner, exercise, name, array_remove(${spellings ?? "'{}'::text[]"}, null) as spellings, ${rest.join(", ")} from ${table} where not withdrawn`;
}

export interface PlaceChanges { seq: number; changed: string[]; records: PlaceRecord[] }

/** For the memory of the node alone: what changed since `seq` (−1: everything), whoever may read it. */
export async function placeChanges(owner: pg.Client, since: number): Promise<PlaceChanges> {
  await owner.query("begin isolation level repeatable read, read only");
  const { rows: [at] } = await owner.query<{ seq: number }>("select places_seq() as seq");
  const changed = since < 0 ? [] : (await owner.query<{ noun: string; id: string }>("select noun, id from places_changed_since($1)", [since])).rows;
  const records: PlaceRecord[] = [];
  for (const [noun, select] of Object.entries(SELECTS)) {
    const ids = changed.filter((change) => change.noun === noun).map(({ id }) => id);
    if (since >= 0 && ids.length === 0) continue;
    const { rows } = await (since < 0 ? owner.query(select) : owner.query(`${select} and id = any($1)`, [ids]));
    records.push(...rows.map((row) => recordOf(noun, row)));
  }
  await owner.query("commit");
  return { seq: at!.seq, changed: changed.map(({ id }) => id), records };
}

function recordOf(noun: string, row: Record<string, any>): PlaceRecord {
  return {
    noun, id: row.id, version: row.version, marking: markingOf(row.marking), owner: row.owner, exercise: row.exercise, name: row.name, spellings: row.spellings ?? [],
    ...given("kind", row.kind), ...given("pcode", row.pcode), ...given("area", row.area), ...given("country", row.country), ...given("between", row.between),
    ...given("placePrecision", row.precision), ...given("locationWords", row.words), ...given("precisionKm", row.precision_km), ...given("population", row.population),
    ...given("gazetteer", row.gazetteer), ...given("level", row.level), ...given("line", row.line),
    ...(row.lon === null || row.lon === undefined ? {} : { coordinates: [row.lon, row.lat] as [number, number] }),
  };
}

/** Which of these the caller may read now: row-level security has the last word on every answer from memory. */
export async function readable(tx: Transaction, noun: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const table = TABLES[noun]!;
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} where id = any(${ids}) and not withdrawn`.execute(tx.sql);
  return rows.map(({ id }) => id);
}

const TABLES: Readonly<Record<string, string>> = {
  area: "areas", settlement: "settlements", site: "sites", crossing: "crossings", "natural-area": "natural_areas", route: "routes", reach: "reaches", border: "borders",
};

/** What every earlier version of these records said. */
export async function earlierContents(tx: Transaction, noun: AnyNoun, ids: readonly string[]): Promise<Map<string, Record<string, unknown>[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; document: string }>`select id, document from readable_versions where id = any(${ids}) and noun = ${noun.name}`.execute(tx.sql);
  const groups = Map.groupBy(rows, ({ id }) => id);
  return new Map([...groups].map(([id, versions]) => [id, versions.map(({ document }) => JSON.parse(document).content)]));
}

/** Areas that a file may speak of, by p-code or ISO code, with all that is known of them. */
export async function areaContents(tx: Transaction, { pcodes, isos }: { pcodes: readonly string[]; isos: readonly string[] }): Promise<{ id: string; content: AreaContent }[]> {
  const { rows } = await list(tx, area, { where: [sql`(pcode = any(${pcodes}) or iso = any(${isos}))`], includeWithdrawn: true, limit: 10_000 });
  return rows.map(({ id, content }) => ({ id, content: content as unknown as AreaContent }));
}

/** Where the located places of a noun are, and what their records state. */
export async function positions(tx: Transaction, noun: AnyNoun): Promise<({ id: string } & Stated)[]> {
  const columns = noun.name === "crossing" ? sql`null as country, null as gazetteer` : sql`country, gazetteer`;
  const { rows } = await sql<Record<string, any>>`
    select id, lon, lat, area, ${columns}, place_precision from ${sql.table(noun.table)} where lon is not null and not withdrawn order by id`.execute(tx.sql);
  return rows.map((row) => ({
    id: row.id, coordinates: [row.lon, row.lat], ...given("area", row.area), ...given("country", row.country), ...given("placePrecision", row.place_precision), ...given("gazetteer", row.gazetteer),
  }));
}

const LOADING_LOCK = 7_031_010;

/** Held until the transaction ends. */
export async function lockLoading(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOADING_LOCK})`.execute(tx.sql);
}

export async function setting(tx: Transaction, name: string): Promise<unknown> {
  const { rows: [row] } = await sql<{ value: unknown }>`select value from settings where name = ${name}`.execute(tx.sql);
  return row?.value;
}

export async function keepSetting(tx: Transaction, name: string, value: unknown): Promise<void> {
  const words = JSON.stringify(value);
  await sql`insert into settings (name, value) values (${name}, ${words}::jsonb) on conflict (name) do update set value = ${words}::jsonb`.execute(tx.sql);
}

const given = <K extends string, V>(key: K, value: V | null | undefined) => (value === null || value === undefined ? {} : { [key]: value }) as { [P in K]?: V };

export interface AreaNames { id: string; name: string; nameFr?: string; nameEn?: string; nameAr?: string; pcode: string; country: string; parentPcode?: string }

/** What the living areas of a level are called, those without an outline too. */
export async function areaNames({ sql: db }: Pick<Transaction, "sql">, level: number): Promise<AreaNames[]> {
  const { rows } = await sql<Record<keyof AreaNames, string | null>>`
    select id, name, name_fr as "nameFr", name_en as "nameEn", name_ar as "nameAr", pcode, country, parent_pcode as "parentPcode" from areas
    where level = ${level} and hierarchy = 'admin' and valid_to is null and not withdrawn order by country, name, pcode`.execute(db);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as AreaNames);
}
