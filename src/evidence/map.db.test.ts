// The map's memory against the database: for random rows, callers and filters, in two servers' memories that follow one
// journal, what is drawn and counted is what the restricted role reads in SQL.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { decodeTile, type DecodedFeature } from "../../tests/decode-tile.ts";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import type { Caller } from "../platform/caller.ts";
import { newId } from "../platform/identity.ts";
import { openLive } from "../platform/live.ts";
import { silent } from "../platform/log.ts";
import { mayRead, type Marking, MARKINGS } from "../platform/marking.ts";
import { openNode } from "../platform/node.ts";
import { find, save } from "../platform/noun-store.ts";
import { EventFilter, eventConditions } from "./event-filter.ts";
import { event } from "./event.noun.ts";
import { openMapIndex, type MapIndex } from "./map-index.ts";
import { summarise } from "./map-summary.ts";
import { drawTile, isWiderThanDot, MOST_POINTS, POINT_ZOOM } from "./map-tile.ts";

const node = await testNode();
const other = await openNode({ dir: `${node.dir}-other`, databaseUrl: node.ownerUrl });
const lives = await Promise.all([node, other].map((one) => openLive(one, silent)));
// One is there from the start; the other loads what was written before it.
const indexes: MapIndex[] = [openMapIndex(node, lives[0]!, silent)];
afterAll(async () => {
  for (const index of indexes) await index.close();
  for (const live of lives) await live.stop();
  await other.close();
});

const SOURCES = [newId(1), newId(2)];
const KINDS = ["armed-attack", "ambush-of-convoy", "extortion", "safe-passage-fee", "other"];
const WHERE = [{ country: "ML", admin1: "ML01", admin2: "ML0101", area: "ML010101" }, { country: "ML", admin1: "ML02", area: "ML02" }, { country: "SN", admin1: "SN12", admin2: "SN1201", area: "SN1201" }, { country: "MR" }];
const PLACED = ["exact", "near", "admin3", "admin2", "admin1", "feature", "country"];
const UNPLACED = ["unresolved", "named-only", "bearing-only"];

const someDay = fc.integer({ min: 0, max: 700 }).map((days) => new Date(Date.UTC(2023, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
// Where tiles meet, where events pile up, at the rim of the map and beyond it.
const somePoint = fc.oneof(
  fc.constantFrom([0, 0], [-11.25, 0], [-180, 85.06], [180, -89], [-11.25, 11.178401873711785], [-12.46, 14.9], [-12.46, 14.9], [-11.44, 14.45]),
  fc.tuple(fc.double({ min: -15, max: -8, noNaN: true }), fc.double({ min: 11, max: 17, noNaN: true })).map(([lon, lat]) => [lon, lat]),
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const subset = (words: readonly string[]) => fc.subarray([...words], { minLength: 1 }).map((list) => list.join(","));

const someEvent = fc.record({
  place: fc.oneof({ weight: 5, arbitrary: fc.record({ placePrecision: fc.constantFrom(...PLACED), at: somePoint }) }, { weight: 1, arbitrary: fc.record({ placePrecision: fc.constantFrom(...UNPLACED), at: fc.constant(undefined) }) }),
  where: fc.constantFrom(...WHERE), kind: fc.constantFrom(...KINDS), occurredFrom: someDay, lasts: fc.constantFrom(0, 0, 3, 60), source: fc.constantFrom(...SOURCES),
  tactics: fc.subarray(["raid", "ied", "ambush"]), targets: fc.subarray(["post", "convoy"]), reliability: fc.constantFrom("A", "C", "F"), credibility: fc.constantFrom("1", "3", "6"),
  fatalitiesBest: optional(fc.nat(9)), marking: fc.constantFrom(...MARKINGS), withdrawn: fc.constantFrom(false, false, false, true),
}).map(({ place, where, lasts, marking, withdrawn, ...rest }) => ({
  marking, withdrawn,
  content: {
    ...rest, ...where, datePrecision: "day", verification: "unverified", placePrecision: place.placePrecision,
    occurredTo: new Date(Date.parse(rest.occurredFrom) + lasts * 86_400_000).toISOString().slice(0, 10),
    ...(place.at ? { geometry: { type: "Point", coordinates: place.at } } : {}),
  },
}));

const someCaller = fc.record({ clearance: fc.constantFrom(...MARKINGS), organisation: fc.constantFrom("SN", "ML"), exercise: fc.constantFrom(false, false, true) })
  .map(({ clearance, ...more }) => callerWith("analyst", clearance, more));

const someFilter: fc.Arbitrary<EventFilter> = fc.record({
  from: optional(someDay), to: optional(someDay), kind: optional(subset(["armed-attack", "extortion", "illicit-economy", "other"])), tactic: optional(subset(["raid", "ied"])),
  target: optional(subset(["post", "convoy"])), country: optional(subset(["ML", "SN", "MR"])), admin1: optional(subset(["ML01", "SN12"])), admin2: optional(subset(["ML0101"])),
  area: optional(subset(["ML010101", "ML0101", "ML02", "SN12", "MR"])), source: optional(subset(SOURCES)), reliability: optional(subset(["A", "C"])), credibility: optional(subset(["1", "3"])),
  marking: optional(subset(MARKINGS)), fatalitiesMin: optional(fc.nat(5)), fatalitiesMax: optional(fc.nat(9)),
}).map((asked) => {
  // Most of them ask one or two things, or hardly any event would be left.
  const entries = Object.entries(asked).filter(([, value]) => value !== undefined);
  return EventFilter.parse(Object.fromEntries(entries.slice(entries.length > 3 ? -2 : 0)));
});

/** A writer who may write this marking, and later change it. */
const writer = (caller: Caller, marking: Marking): Caller => ({ ...caller, clearance: Math.max(caller.clearance, MARKINGS.indexOf(marking)) });

async function write(rows: readonly { marking: Marking; withdrawn: boolean; content: object }[], caller: Caller, changed: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [i, { content, ...rest }] of rows.entries()) {
    const author = writer(caller, rest.marking);
    await node.db.as(author, async (tx) => {
      const held = changed[i] ? await find(tx, event, changed[i]) : undefined;
      const isMine = held && held.status === (author.exercise ? "exercise" : "actual") && mayRead(author, { marking: rest.marking, owner: held.owner, exercise: author.exercise });
      ids.push((await save(tx, event, { ...(isMine ? { id: held.id } : {}), content, ...rest })).row.id);
    });
  }
  return ids;
}

interface Held { id: string; kind: string; country: string; admin1: string | null; admin2: string | null; lon: number | null; lat: number | null; month: string; fatalities_best: number | null; marking: number; place_precision: string }

const inSql = (caller: Caller, filter: EventFilter): Promise<Held[]> => node.db.as(caller, async (tx) => (await sql<Held>`
  select id, kind, country, admin1, admin2, lon, lat, to_char(occurred_from, 'YYYY-MM') as month, fatalities_best, marking, place_precision from events
  where ${sql.join([sql`not withdrawn`, ...eventConditions(filter)], sql` and `)}`.execute(tx.sql)).rows);

const tally = <T>(list: readonly T[], keyOf: (one: T) => string | null) => {
  const counts: Record<string, number> = {};
  for (const one of list) counts[keyOf(one) ?? "none"] = (counts[keyOf(one) ?? "none"] ?? 0) + 1;
  return counts;
};
const counts = <T extends { count: number }>(list: readonly T[], name: keyof T) => Object.fromEntries(list.map((one) => [one[name] ?? "none", one.count]));
const deaths = (held: readonly Held[]) => held.reduce((sum, { fatalities_best: best }) => sum + (best ?? 0), 0);

/** By the other way to write the projection, and without our whole numbers. */
function tileOf(lon: number, lat: number, z: number) {
  const within = (part: number) => Math.min(2 ** z - 1, Math.max(0, Math.floor(part * 2 ** z)));
  return { z, x: within((lon + 180) / 360), y: within((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) };
}

function expectSummary(index: MapIndex, caller: Caller, filter: EventFilter, held: readonly Held[]): void {
  const placed = held.filter(({ lon }) => lon !== null);
  const summary = summarise(index.columns, filter, caller);
  expect(summary).toMatchObject({ count: held.length, onMap: placed.length, notOnMap: held.length - placed.length, fatalities: deaths(held), unknown: held.filter((one) => one.fatalities_best === null).length });
  expect(counts(summary.byKind, "kind")).toEqual(tally(held, (one) => one.kind));
  expect(counts(summary.byMonth, "month")).toEqual(tally(held, (one) => one.month));
  expect(counts(summary.byCountry, "pcode")).toEqual(tally(held, (one) => one.country));
  expect(counts(summary.byAdmin1, "pcode")).toEqual(tally(held, (one) => one.admin1));
  expect(counts(summary.byAdmin2, "pcode")).toEqual(tally(held, (one) => one.admin2));
  const lats = placed.map(({ lat }) => Math.min(85.0511, Math.max(-85.0511, lat!)));
  if (placed.length === 0) expect(summary.bbox).toBeUndefined();
  else summary.bbox!.forEach((side, i) => expect(side).toBeCloseTo([Math.min(...placed.map(({ lon }) => lon!)), Math.min(...lats), Math.max(...placed.map(({ lon }) => lon!)), Math.max(...lats)][i]!, 3));
}

function expectTiles(index: MapIndex, caller: Caller, filter: EventFilter, held: readonly Held[], z: number): void {
  const placed = held.filter(({ lon }) => lon !== null);
  const byTile = Map.groupBy(placed, ({ lon, lat }) => { const { x, y } = tileOf(lon!, lat!, z); return `${x}/${y}`; });
  const ids: string[] = [];
  for (const [address, inTile] of byTile) {
    const [x, y] = address.split("/").map(Number);
    const features = decodeTile(drawTile(index.columns, filter, caller, { z, x: x!, y: y! }).bytes, { z, x: x!, y: y! });
    const one = ({ layer, properties }: DecodedFeature) => (layer === "points" ? 1 : Number(properties.count));
    expect(features.reduce((sum, feature) => sum + one(feature), 0), `z${z} ${address}`).toBe(inTile.length);
    expect(features.reduce((sum, { properties }) => sum + Number(properties.fatalities ?? 0), 0)).toBe(deaths(inTile));
    for (const { layer, properties } of features) {
      if (layer === "points") ids.push(String(properties.id));
      if (layer === "areas") expect(inTile.some((row) => isWiderThanDot(row.place_precision, z))).toBe(true);
      if (layer === "clusters") expect(Number(properties.count)).toBeGreaterThan(1);
    }
    if (z >= POINT_ZOOM && inTile.length <= MOST_POINTS) expect(features.every(({ layer }) => layer !== "clusters")).toBe(true);
    for (const { layer, lon, lat, properties } of features.filter(({ layer }) => layer === "points")) {
      const row = inTile.find(({ id }) => id === properties.id)!;
      expect(Math.abs(lon - row.lon!), layer).toBeLessThan(360 / 2 ** z / 1_000);
      expect(Math.abs(lat - Math.min(85.05113, Math.max(-85.05113, row.lat!)))).toBeLessThan(360 / 2 ** z / 1_000);
      expect(properties).toMatchObject({ kind: row.kind, marking: MARKINGS[row.marking]! });
    }
  }
  expect(new Set(ids).size).toBe(ids.length);
}

test("in memory as in SQL, for every caller and filter, in every server, at every zoom", async () => {
  const known: string[] = [];
  await fc.assert(fc.asyncProperty(fc.array(someEvent, { minLength: 1, maxLength: 12 }), someCaller, fc.array(fc.tuple(someCaller, someFilter), { minLength: 3, maxLength: 3 }), fc.nat(18), async (rows, author, questions, zoom) => {
    known.push(...(await write(rows, author, known.slice(-3))));
    indexes[1] ??= openMapIndex(other, lives[1]!, silent);
    const { rows: [head] } = await node.db.pool.query("select seq from journal_head");
    for (const index of indexes) await index.asOf(head.seq);
    for (const [caller, filter] of [...questions, [questions[0]![0], {}] as const]) {
      const held = await inSql(caller, filter);
      for (const index of indexes) expectSummary(index, caller, filter, held);
      for (const z of new Set([0, 3, 5, 8, 11, zoom])) expectTiles(indexes[1]!, caller, filter, held, z);
    }
  }), { numRuns: 25 });
  const all = await inSql(callerWith("analyst", "RED"), {});
  expect(all.length).toBeGreaterThan(20);
}, 120_000);

test("each server's memory follows the journal by itself, and forgets what is erased", async () => {
  indexes[1] ??= openMapIndex(other, lives[1]!, silent);
  const caller = callerWith("analyst", "GREEN");
  const seen = (index: MapIndex) => summarise(index.columns, { country: ["GN"] }, caller).count;
  const [sample] = fc.sample(someEvent.filter(({ content }) => "geometry" in content), 1);
  const [id] = await write([{ marking: "GREEN", withdrawn: false, content: { ...sample!.content, country: "GN" } }], caller, []);
  for (const index of indexes) await expect.poll(() => seen(index)).toBe(1);
  await node.owner(async (client) => {
    await client.query("delete from events where id = $1", [id]);
    await client.query("begin");
    const { rows: [head] } = await client.query("select seq, hash from journal_head for update");
    await client.query("insert into journal (seq, at, actor, act, noun, object, prev_hash, hash) values ($1, now(), 'test', 'erase', 'event', $2, $3, $3)", [head.seq + 1, id, head.hash]);
    await client.query("update journal_head set seq = $1", [head.seq + 1]);
    await client.query("select pg_notify('faleme_journal', $1)", [`${head.seq + 1} event`]);
    await client.query("commit");
  });
  for (const index of indexes) await expect.poll(() => seen(index)).toBe(0);
});
