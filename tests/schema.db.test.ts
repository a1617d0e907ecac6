// The declarations and the tables say the same, and no table, form or document has a place for what must not be kept.
import { expect, test } from "vitest";
import { nouns } from "../src/chapters.ts";
import { codeLists } from "../src/platform/codes.ts";
import { COLUMN_TYPES, type Fields } from "../src/platform/field.ts";
import { LANGUAGES } from "../src/platform/language.ts";
import { columnsOf } from "../src/platform/noun.ts";
import { describe as described } from "../src/platform/noun-routes.ts";
import { openApi } from "../src/platform/openapi.ts";
import { allRoutes } from "../src/server.ts";
import { testNode } from "./database/test-node.ts";

const node = await testNode();
const SQL_TYPES: Record<string, string> = { "double precision": "float8", integer: "int4", boolean: "bool", "text[]": "_text", "uuid[]": "_uuid", bigint: "int8" };

async function tableColumns(table: string) {
  const { rows } = await node.owner((client) => client.query("select column_name as name, udt_name as type, is_nullable = 'YES' as nullable from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'", [table]));
  return new Map(rows.map((row) => [row.name as string, row as { name: string; type: string; nullable: boolean }]));
}

test.each(nouns.map((noun) => [noun.name, noun] as const))("the table of %s is what its declaration says", async (_, noun) => {
  const table = await tableColumns(noun.table);
  const shared = await tableColumns("noun_row");
  const geometry: [string, string][] = noun.geometry === "point" ? [["lon", "float8"], ["lat", "float8"]] : noun.geometry ? [["geometry", "jsonb"]] : [];
  const derived = Object.entries(noun.derived?.columns ?? {}).map(([name, type]) => [name, SQL_TYPES[type as string] ?? type]);
  const expected = new Map([...[...shared.values()].map(({ name, type }) => [name, type]),
    ...columnsOf(noun).map(({ column, field }) => [column, SQL_TYPES[COLUMN_TYPES[field.kind]] ?? COLUMN_TYPES[field.kind]]), ...geometry, ...derived] as [string, string][]);
  expect(Object.fromEntries([...table.values()].map(({ name, type }) => [name, type]))).toEqual(Object.fromEntries(expected));
  for (const { column, field } of columnsOf(noun)) expect(table.get(column)!.nullable, `${noun.table}.${column}`).toBe(field.isOptional);
  const order = columnsOf(noun).find(({ name }) => name === noun.order.by);
  expect(order?.field.isOptional, `${noun.name}: pages need an order that every row has`).toBe(false);
});

test("row-level security stands on every noun's table, and the restricted role is neither superuser nor owner", async () => {
  const { rows } = await node.owner((client) => client.query("select relname from pg_class where relrowsecurity and relkind in ('r','p')"));
  const secured = new Set(rows.map((row) => row.relname));
  expect(nouns.filter((noun) => !secured.has(noun.table)).map((noun) => noun.name)).toEqual([]);
  const { rows: [role] } = await node.db.pool.query("select current_user as name, rolsuper, rolbypassrls from pg_roles where rolname = current_user");
  expect(role).toEqual({ name: "faleme_app", rolsuper: false, rolbypassrls: false });
});

test("what the declarations call ground, the database calls ground", async () => {
  const { rows } = await node.owner((client) => client.query("select name from unnest($1::text[]) as name where is_ground(name)", [nouns.map((noun) => noun.name)]));
  expect(rows.map((row) => row.name).sort()).toEqual(nouns.filter((noun) => noun.isGround).map((noun) => noun.name).sort());
});

test("the restricted role can neither change nor erase the journal, nor read past its view", async () => {
  for (const statement of ["update journal set act = 'x'", "delete from journal", "truncate journal", "select * from journal", "select * from versions", "delete from versions", "delete from events", "alter table events disable row level security"]) {
    await expect(node.db.as(node.keeper("test"), (tx) => tx.client.query(statement)), statement).rejects.toMatchObject({ code: "42501" });
  }
});

/** As words of a name: "caste", "castes"; "broadcaster" is none of them. */
const FORBIDDEN = /(^|[^a-z])(ethni\w*|race|racial|tribes?|tribus?|tribal|clans?|castes?|religi\w*|beliefs?|faith|sect|mosque\w*|church\w*|imams?|preachers?|croyance\w*|culte|confession|brotherhoods?|salafi\w*|sufi\w*|fulani|peul\w*|watchlist|suspects?|suspect_name|date_of_birth|birth\w*|biometri\w*|fingerprint|(tele)?phones?( ?numbers?)?$|passport|national_id|ip_address|user_agent)([^a-z]|$)/i;

const asWords = (name: string) => name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll(/[_-]/g, " ");

test("no table has a column for ethnicity, religion, caste, belief or a person", async () => {
  const { rows } = await node.owner((client) => client.query("select table_name || ' ' || column_name as name from information_schema.columns where table_schema = 'public'"));
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.map((row) => row.name).filter((name) => FORBIDDEN.test(asWords(name)) && !SIGN_IN_COLUMNS.includes(name))).toEqual([]);
  expect(FORBIDDEN.test(asWords("members ethnicGroup"))).toBe(true);
});

/** The sign-in library's own columns, kept empty (a test of sign-in proves it). */
const SIGN_IN_COLUMNS = ["session ipAddress", "session userAgent", "session ip_address", "session user_agent", "sessions ip_address", "sessions user_agent"];

test("no form, API field or code has one either", () => {
  const names = [
    ...nouns.flatMap((noun) => Object.entries(noun.fields as Fields).flatMap(([name, field]) => [name, ...Object.values(field.labels)])),
    ...[...codeLists().values()].flatMap(({ codes }) => [...codes.values()].flatMap(({ code, labels }) => [code, labels.fr, labels.en])),
    ...propertyNames(openApi(allRoutes(), "0")),
  ];
  expect(names.length).toBeGreaterThan(500);
  expect(names.filter((name) => FORBIDDEN.test(asWords(name)))).toEqual([]);
});

test("displacement is a protection layer: no index, alert or forecast has it as a term", () => {
  const displacement = nouns.find((noun) => noun.name === "displacement")!;
  expect(Object.keys(displacement.fields)).not.toContain("severity");
});

function propertyNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(propertyNames);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => [...(key === "properties" ? Object.keys(inner as object) : []), ...(key === "name" && typeof inner === "string" ? [inner] : []), ...propertyNames(inner)]);
}

test("every label, code and noun is said in three languages", () => {
  const missing: string[] = [];
  for (const noun of nouns.map(described)) {
    for (const [where, words] of [[noun.name, noun.labels], [`${noun.name} (plural)`, noun.plural], ...noun.fields.map((field) => [`${noun.name}.${field.name}`, field.labels] as const)] as const) {
      for (const language of LANGUAGES) if (!words[language]) missing.push(`${where}: ${language}`);
      if (!/[\u0600-\u06FF]|^[^a-z]*$|p-code|ISO/i.test(words.ar)) missing.push(`${where}: the Arabic is not Arabic`);
    }
  }
  for (const list of codeLists().values()) for (const { code, labels } of list.codes.values()) for (const language of LANGUAGES) if (!labels[language]) missing.push(`${list.list}/${code}: ${language}`);
  expect(missing).toEqual([]);
});

test("every code list that a declaration names is shipped", () => {
  const named = nouns.flatMap((noun) => Object.values(noun.fields as Fields).flatMap((field) => field.codeList ?? []));
  expect(named.filter((list) => !codeLists().has(list))).toEqual([]);
});
