// Nobody receives what is marked above them, whatever they ask: rows of every noun at every marking are planted, each with a
// word and a position of its own, and every GET route of the house is asked by every role, and at every clearance, each with a session of its own.
// What is planted is found by its id, its word or its position in any reply: JSON, CSV, GeoJSON or a tile. And whether a
// secret word, id or code exists must not show either: asked for, it is answered as one that never existed.
import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { nouns } from "../src/chapters.ts";
import type { AnyRoute, May } from "../src/platform/http.ts";
import { DOORS, setDoor } from "../src/platform/doors.ts";
import { xOf, yOf } from "../src/methods/spatial/mercator.ts";
import { NameIndex } from "../src/methods/names/name-index.ts";
import { MARKINGS, mayRead, rankOf, type Marking, type Reader } from "../src/platform/marking.ts";
import type { AnyNoun } from "../src/platform/noun.ts";
import { save } from "../src/platform/noun-store.ts";
import { permissionsOf, ROLE_NAMES, type Permission, type Role } from "../src/platform/roles.ts";
import { allRoutes } from "../src/server.ts";
import { startHouse, type Client } from "./database/signed-in.ts";
import { callerWith, testNode } from "./database/test-node.ts";
import { contentFor } from "./seeds.ts";

interface Planted { noun: AnyNoun; id: string; word: string; at: readonly [lon: number, lat: number]; position: string | undefined; marking: Marking; owner: string; exercise: boolean }
interface Asker { name: string; client: Client; reader: Reader; may: ReadonlySet<Permission> }

const node = await testNode();
const house = await startHouse(node, { isHanded: true });
const planted: Planted[] = [];
const askers: Asker[] = [];
const routes = allRoutes();
const readable = routes.filter(({ method }) => method === "GET");

const LETTERS = "abdefgiklmnoprstuv";
/** The places' names, and the words that were planted so far. */
let names: NameIndex<string>, words: NameIndex<string>;

/** Ten letters, qx in their middle, that no text holds by chance and that resemble no name here: search forgives spelling. */
function newWord(): string {
  const four = () => Array.from({ length: 4 }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join("");
  for (;;) {
    const word = `${four()}qx${four()}`;
    if ([names, words].every((index) => index.search(word, { limit: 1, typing: true }).length === 0)) return word;
  }
}

const indexOf = (list: readonly string[]) => new NameIndex(list.map((name) => ({ name, key: name })));

async function placeNames(): Promise<string[]> {
  const { rows } = await node.owner((client) => client.query("select name from areas union select name from settlements union select name from sites union select name from routes union select name from reaches union select name from crossings union select name from natural_areas"));
  return rows.map(({ name }) => name as string);
}

const usedDigits = new Set<string>();

/** Seven digits that end in none and that nothing else here stands at. */
function newDigits(): string {
  for (;;) {
    const digits = String(1_000_001 + Math.floor(Math.random() * 8_999_998)).replace(/0$/, "1");
    if (!usedDigits.has(digits)) { usedDigits.add(digits); return digits; }
  }
}

async function plant(noun: AnyNoun, marking: Marking, owner: string, exercise: boolean): Promise<void> {
  const word = newWord();
  const digits = newDigits();
  const at = [Number(`-12.${digits}`), 13 + Math.random() * 2] as const;
  const author = { ...callerWith("administrator", "RED", { organisation: owner, exercise }) };
  const { row } = await node.db.as(author, (tx) => save(tx, noun, { content: contentFor(noun, word, at), marking }));
  planted.push({ noun, id: row.id, word, at, position: noun.geometry && `-12.${digits}`, marking, owner, exercise });
}

beforeAll(async () => {
  names = indexOf(await placeNames());
  for (const noun of nouns) {
    words = indexOf(planted.map(({ word }) => word));
    for (const marking of MARKINGS) for (const owner of ["SN", "ML"]) await plant(noun, marking, owner, false);
    await plant(noun, "CLEAR", "SN", true);
  }
  words = indexOf(planted.map(({ word }) => word));
  for (const row of planted) for (const mark of [row.id, row.word, row.position]) if (mark) rowOf.set(mark, row);
  for (const { name } of DOORS) await node.db.as(node.keeper("test"), (tx) => setDoor(tx, name, true));
  await node.db.as(node.keeper("test"), (tx) => setDoor(tx, "embed", true));
  // Every role, cleared to all; and at every clearance the analyst, who may read most. What a role may ask is told by the table
  // of routes and not by the database: on the second database, those who read most ask.
  for (const role of ROLE_NAMES.filter((one) => process.env.FALEME_TEST_CLUSTER !== "server" || ["analyst", "administrator"].includes(one))) askers.push(await asker(role, "RED", "SN"));
  for (const clearance of MARKINGS.filter((marking) => marking !== "RED")) askers.push(await asker("analyst", clearance, "SN"));
  askers.push(await asker("analyst", "RED", "ML"));
  // What is for administrators alone is marked as well.
  askers.push(await asker("administrator", "GREEN", "SN"));
  askers.push({ name: "a visitor", client: house.visitor(), reader: { clearance: 0, organisation: "", exercise: false }, may: new Set() });
}, 600_000);

async function asker(role: Role, clearance: Marking, organisation: string): Promise<Asker> {
  const client = await house.signIn(role, clearance, { organisation });
  return { name: `${role} ${clearance} ${organisation}`, client, reader: { clearance: rankOf(clearance), organisation, exercise: false }, may: permissionsOf([role]) };
}

const isAllowed = (reader: Reader, { marking, owner, exercise, noun }: Planted) => mayRead(reader, { marking, owner, exercise }, noun.isGround);

/** What a route should say before anything else to one who may not ask it. */
function refusal(may: May, asker: Asker): number | undefined {
  if (typeof may === "object") return undefined; // the door stands open here, and the rest is for anyone
  if (asker.name === "a visitor") return 401;
  return may === "signed-in" || asker.may.has(may) ? undefined : 403;
}

/** Parameters that a plain reader would send, by name. */
const PLAUSIBLE: Readonly<Record<string, string>> = { z: "0", x: "0", y: "0", q: "kayes", lon: "-12", lat: "14", token: "x".repeat(43), name: "ogc", pcode: "ML01", country: "ML" };

type Property = { type?: string; enum?: string[]; format?: string; const?: string };
interface Shape { properties: Record<string, Property>; required: string[] }
const shapes = new WeakMap<z.ZodType, Shape>();
function propertiesOf(schema: z.ZodType | undefined): Shape {
  if (!schema) return { properties: {}, required: [] };
  if (!shapes.has(schema)) {
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as any;
    shapes.set(schema, { properties, required });
  }
  return shapes.get(schema)!;
}

function plausible(name: string, property: Property, id: string): string[] {
  if (property.enum) return property.enum;
  if (property.format === "uuid") return [id];
  if (PLAUSIBLE[name] !== undefined) return [PLAUSIBLE[name]];
  throw new Error(`this walk does not know what to send for ${name}: teach it in PLAUSIBLE`);
}

/** Every address of a route: each choice of its enumerated path parameters, with the required part of its query, and what is given. */
function addresses({ path, params, query }: AnyRoute, id: string, given: Readonly<Record<string, string>> = {}): string[] {
  let all = [path];
  for (const [name, property] of Object.entries(propertiesOf(params).properties)) {
    const values = given[name] === undefined ? plausible(name, property, id) : [given[name]];
    all = all.flatMap((address) => values.map((value) => address.replace(`:${name}`, encodeURIComponent(value))));
  }
  const { properties, required } = propertiesOf(query);
  const asked = Object.keys(properties).filter((name) => given[name] !== undefined || required.includes(name));
  const search = new URLSearchParams(asked.map((name) => [name, given[name] ?? plausible(name, properties[name]!, id)[0]!]));
  return all.map((address) => (search.size > 0 ? `${address}?${search}` : address));
}

const textOf = async (reply: Response) => Buffer.from(await reply.arrayBuffer()).toString("latin1").toLowerCase();

/** By its id, its word, its position. */
const rowOf = new Map<string, Planted>();
const CANARIES = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]{4}qx[a-z]{4}|-12\.\d{7}/g;

function expectNothingHidden(text: string, asker: Asker, address: string): void {
  for (const canary of new Set(text.match(CANARIES))) {
    const row = rowOf.get(canary);
    if (row && !isAllowed(asker.reader, row)) {
      expect.fail(`${asker.name} was told of a ${row.noun.name} marked ${row.marking}, owned by ${row.owner}${row.exercise ? ", of the exercise" : ""}, by ${address}: …${text.slice(Math.max(0, text.indexOf(canary) - 80), text.indexOf(canary) + 60)}…`);
    }
  }
}

/** Not an answer to a reader's question, and so not asked to be one: a token that is no token, a page that is not built. */
const MAY_REFUSE = ["/api/welcome"];

/** Four at a time: the database works while the next one asks. */
async function eachOf<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...list];
  await Promise.all(Array.from({ length: 4 }, async () => { for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one); }));
}

/** Whether a route is asked for one record by a query that must name it. */
function asksForOne(path: string): boolean {
  const { properties, required } = propertiesOf(readable.find((definition) => definition.path === path)!.query);
  return required.some((name) => properties[name]!.format === "uuid");
}

test("no route answers without its permission, and none that is asked says what its reader may not know", async () => {
  const answered = new Map<string, number>();
  await eachOf(askers, async (asker) => {
    for (const definition of readable) {
      for (const address of addresses(definition, randomUUID())) {
        const reply = await asker.client(address);
        const text = await textOf(reply);
        const refused = refusal(definition.may, asker);
        if (refused) expect(reply.status, `${asker.name} ${address}`).toBe(refused);
        else if (!MAY_REFUSE.includes(definition.path)) {
          expect([200, 204, 404], `${asker.name} ${address}: ${text.slice(0, 300)}`).toContain(reply.status);
          answered.set(definition.path, (answered.get(definition.path) ?? 0) + (reply.status === 404 ? 0 : 1));
        }
        expectNothingHidden(text, asker, address);
      }
    }
  });
  // The walk must have been answered, or it has proved nothing. One that is asked for a single record is asked again below.
  const silent = [...answered].filter(([path, count]) => count === 0 && !/:(id|name)\b/.test(path) && !asksForOne(path)).map(([path]) => path);
  expect(silent).toEqual([]);
}, 900_000);

test("writing without the permission is refused before anything is looked at", async () => {
  for (const asker of askers.filter(({ name }) => name.endsWith(" RED SN") || name === "a visitor")) {
    for (const definition of routes.filter(({ method }) => method !== "GET")) {
      const refused = refusal(definition.may, asker);
      if (!refused) continue;
      const [address] = addresses({ ...definition, query: undefined }, randomUUID());
      const reply = await asker.client(address!, { method: definition.method, json: {} });
      expect(reply.status, `${asker.name} ${definition.method} ${address}`).toBe(refused);
    }
  }
}, 600_000);

/** One of each clearance who may read nearly everything that a role can, one of elsewhere, one of nowhere. */
const probers = () => askers.filter(({ name }) => /^(analyst|a visitor)/.test(name));

/** The same for one noun: what analysts may not ask about is asked by those who may. */
const readersOf = (noun: AnyNoun) => askers.filter(({ name, may }) => name.startsWith(permissionsOf(["analyst"]).has(noun.may.read) ? "analyst" : "administrator") && may.has(noun.may.read));

test("each record is there for who may read it, and for nobody else: by id, in its history, at the open door", async () => {
  const others = new Set(nouns.flatMap(readersOf));
  expect(nouns.filter((noun) => readersOf(noun).length === 0).map(({ name }) => name)).toEqual([]);
  await eachOf([...new Set([...probers(), ...others])], async (asker) => {
    for (const row of planted) {
      if (others.has(asker) && !probers().includes(asker) && !readersOf(row.noun).includes(asker)) continue;
      const mayAsk = asker.name === "a visitor" || asker.may.has(row.noun.may.read);
      const isSeen = isAllowed(asker.reader, row);
      const base = `/api/${row.noun.path}/${row.id}`;
      for (const address of asker.name === "a visitor" ? [] : [base, `${base}/history`]) {
        const reply = await asker.client(address);
        expect(reply.status, `${asker.name} ${address} ${row.marking}`).toBe(!mayAsk ? 403 : isSeen ? 200 : 404);
        const text = await textOf(reply);
        expectNothingHidden(text, asker, address);
        if (mayAsk && isSeen) expect(text).toContain(row.word);
      }
      if (row.noun.geometry) expect((await asker.client(`/ogc/collections/${row.noun.path}/items/${row.id}`)).status).toBe(isSeen ? 200 : 404);
    }
  });
}, 900_000);

test("close up, a tile shows each point to who may read it, and to nobody else", async () => {
  const zoom = 14;
  await eachOf(probers().filter(({ name }) => name !== "a visitor"), async (asker) => {
    for (const row of planted.filter(({ noun }) => ["event", "settlement", "site"].includes(noun.name))) {
      const [x, y] = [xOf(row.at[0]), yOf(row.at[1])].map((unit) => Math.floor(unit / 2 ** (32 - zoom)));
      const address = `/api/map/${row.noun.name === "event" ? "events" : "places"}/${zoom}/${x}/${y}.mvt`;
      const text = await textOf(await asker.client(address));
      expectNothingHidden(text, asker, address);
      expect(text.includes(row.id), `${asker.name} ${address} ${row.marking}`).toBe(isAllowed(asker.reader, row));
    }
  });
}, 600_000);

test("counts are of what the reader may read", async () => {
  for (const noun of nouns) {
    const { rows } = await node.owner((client) => client.query(`select marking, owner, exercise from ${noun.table} where not withdrawn`));
    for (const asker of readersOf(noun)) {
      const seen = rows.filter((row) => mayRead(asker.reader, { marking: MARKINGS[row.marking]!, owner: row.owner, exercise: row.exercise }, noun.isGround)).length;
      expect(await asker.client.json(`/api/${noun.path}/count`), `${asker.name} ${noun.name}`).toEqual({ count: seen });
      if (noun.name === "event") expect((await asker.client.json("/api/map/summary")).count).toBe(seen);
      expect((await asker.client.json(`/api/${noun.path}/count?marking=RED`)).count).toBe(rows.filter((row) => row.marking === rankOf("RED") && mayRead(asker.reader, { marking: "RED", owner: row.owner, exercise: row.exercise }, noun.isGround)).length);
    }
  }
}, 600_000);

/** Two replies are the same but for the word that was asked, and for the moment. */
const likeness = (text: string, word: string) => text.replaceAll(word.toLowerCase(), "§").replaceAll(/\d{4}-\d\d-\d\dt[\d:.%a]+z/g, "");

/** What a route that is of no noun in particular might look up. */
const SEARCHED = ["event", "area", "settlement", "source"];
const NOWHERE = randomUUID();

test("a secret word, code or id is answered as one that never was", async () => {
  const secrets = planted.filter(({ marking, owner, exercise }) => marking === "RED" && owner === "SN" && !exercise);
  await eachOf(probers().filter(({ name }) => ["analyst CLEAR SN", "analyst AMBER+STRICT SN", "analyst RED ML", "a visitor"].includes(name)), async (asker) => {
    for (const definition of readable) {
      if (refusal(definition.may, asker)) continue;
      const own = secrets.filter(({ noun }) => definition.path.includes(`/${noun.path}`));
      const asked = own.length > 0 ? own : secrets.filter(({ noun }) => SEARCHED.includes(noun.name));
      for (const [name, property] of Object.entries({ ...propertiesOf(definition.params).properties, ...propertiesOf(definition.query).properties })) {
        const isId = property.format === "uuid";
        if (property.enum || (!isId && (property.type !== "string" || property.format))) continue;
        const ask = async (word: string) => {
          const reply = await asker.client(addresses(definition, NOWHERE, { [name]: word })[0]!);
          return `${reply.status} ${likeness(await textOf(reply), word)}`;
        };
        const control = await ask(isId ? randomUUID() : newWord());
        for (const secret of asked) expect(await ask(isId ? secret.id : secret.word), `${asker.name} ${definition.path} ${name} (${secret.noun.name})`).toBe(control);
      }
    }
  });
}, 900_000);

/** The same reader, in another world or in another's place. */
async function expectNothingHiddenWith(extra: string, reader: Reader): Promise<void> {
  const asker: Asker = { ...askers.find(({ name }) => name === "analyst RED SN")!, reader };
  for (const definition of readable.filter(({ may }) => !refusal(may, asker))) {
    for (const address of addresses(definition, randomUUID())) {
      const reply = await asker.client(`${address}${address.includes("?") ? "&" : "?"}${extra}`);
      expectNothingHidden(await textOf(reply), asker, `${address} with ${extra}`);
    }
  }
}

test("what happens in an exercise stays in it", () => expectNothingHiddenWith("world=exercise", { clearance: rankOf("RED"), organisation: "SN", exercise: true }), 600_000);

test("viewing as another shows no more than that other may read", () => expectNothingHiddenWith("viewAs=analyst:GREEN:SN", { clearance: rankOf("GREEN"), organisation: "SN", exercise: false }), 600_000);
