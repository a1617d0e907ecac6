// The list, the counts and the exports mean the same events, for every caller and every filter; and no caller meets a row too many.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import { served } from "../../tests/database/served.ts";
import { geographyFrom, loadGeography, loadShippedPlaces } from "../places/index.ts";
import type { Caller } from "../platform/caller.ts";
import { idFrom } from "../platform/identity.ts";
import { MARKINGS, type Marking } from "../platform/marking.ts";
import { count, each, prepare, save, writeVersions } from "../platform/noun-store.ts";
import type { Row } from "../platform/noun.ts";
import { seeded } from "../methods/stats/random.ts";
import { eventCounts } from "./event-counts.ts";
import { eventConditions, EventFilter } from "./event-filter.ts";
import { eventPage, withAreaCodes } from "./event-query.ts";
import { eventRoutes } from "./event-routes.ts";
import { event } from "./event.noun.ts";
import { source } from "./source.noun.ts";

const node = await testNode();
const house = await served(node, eventRoutes);
const SOURCES = [idFrom("test-source", "a"), idFrom("test-source", "b")];
const WORDS = ["patrouille", "marché", "convoi", "Kéniéba", "hippopotame", "كايس"];

function made(count: number): Row[] {
  const random = seeded(11);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const day = (n: number) => new Date(Date.UTC(2020, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
  return Array.from({ length: count }, (_, i): Row => {
    const from = Math.floor(random() * 500);
    const [country, admin1, admin2] = pick([["ML", "ML01", "ML0103"], ["ML", "ML01", "ML0105"], ["ML", "ML02", undefined], ["SN", "SN12", "SN1201"], ["MR", undefined, undefined]] as const);
    return {
      id: idFrom("test-event", String(i)), type: "event", version: 1, author: "test", time: "2025-01-01T00:00:00.000Z", marking: pick(MARKINGS) as Marking,
      owner: random() < 0.6 ? "SN" : "ML", status: random() < 0.1 ? "exercise" : "actual", withdrawn: random() < 0.1,
      content: {
        kind: pick(["armed-attack", "ambush-of-convoy", "attack-on-post", "extortion", "safe-passage-fee", "flood"]), ...(random() < 0.5 ? { tactics: [pick(["ied", "raid"])] } : {}),
        targets: [pick(["convoy", "village"])], ...(random() < 0.4 ? { commodities: [pick(["livestock", "fuel"])] } : {}), actors: [{ name: pick(["JNIM", "L'unité d'élite", "A, B"]), kind: "armed-group", nameStatus: "as-coded" }],
        occurredFrom: day(from), occurredTo: day(from + (random() < 0.05 ? 200 : random() < 0.2 ? 3 : 0)), datePrecision: "day", placeName: pick(WORDS), placePrecision: "country", country,
        ...(admin1 ? { admin1, area: admin2 ?? admin1 } : {}), ...(admin2 ? { admin2 } : {}), ...(random() < 0.8 ? { fatalitiesBest: Math.floor(random() ** 4 * 120) } : {}),
        reliability: pick(["A", "B", "F"]), credibility: pick(["1", "3", "6"]), verification: "unverified", source: pick(SOURCES), description: `${pick(WORDS)} et ${pick(WORDS)}`,
      } as Row["content"],
    };
  });
}

beforeAll(async () => {
  await loadShippedPlaces(node);
  // As two organisations in two worlds: nobody may write what they may not read.
  for (const [owner, exercise] of [["SN", false], ["ML", false], ["SN", true], ["ML", true]] as const) {
    const rows = made(900).filter((row) => row.owner === owner && (row.status === "exercise") === exercise);
    await node.db.as({ ...node.keeper("test", exercise), organisation: owner }, (tx) => writeVersions(tx, event, rows.map((row) => prepare(event, row))));
  }
});

const callers: Caller[] = (["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"] as const).flatMap((clearance) =>
  [callerWith("analyst", clearance), callerWith("reader", clearance, { organisation: "ML" }), callerWith("analyst", clearance, { exercise: true })]);

const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 1 }).chain((value) => fc.nat(3).map((n) => (n === 0 ? value : undefined)));
const some = (values: readonly string[]) => maybe(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }).map((list) => list.join(",")));
const day = maybe(fc.integer({ min: -20, max: 720 }).map((n) => new Date(Date.UTC(2020, 0, 1) + n * 86_400_000).toISOString().slice(0, 10)));
const filters = fc.record({
  from: day, to: day, kind: some(["armed-attack", "illicit-economy", "extortion", "flood", "hazard"]), tactic: some(["ied", "raid"]), target: some(["convoy", "village"]), commodity: some(["livestock", "fuel"]),
  actor: maybe(fc.constantFrom("JNIM", "L'unité d'élite", "A, B|JNIM")), country: some(["ML", "SN", "MR"]), admin1: some(["ML01", "ML02", "SN12"]), admin2: some(["ML0103"]),
  area: some(["ML", "ML01", "ML0103", "SN12", "SN1201", "MR", "XX9999"]), source: some(SOURCES), reliability: some(["A", "F"]), credibility: some(["1", "6"]), marking: some(MARKINGS),
  fatalitiesMin: maybe(fc.constantFrom("0", "5", "17", "60")), fatalitiesMax: maybe(fc.constantFrom("3", "40")),
  q: maybe(fc.constantFrom("patrouille", "patr", "marche convoi", "KENIEBA", "hippo", "كايس", "kays", "' | &")),
}).map((raw) => EventFilter.parse(JSON.parse(JSON.stringify(raw))));

const allPages = async (caller: Caller, filter: EventFilter, limit: number) => node.db.as(caller, async (tx) => {
  const geography = await loadGeography(tx);
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await eventPage(tx, geography, filter, { limit, ...(cursor ? { cursor } : {}) });
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.next;
  } while (cursor);
  return ids;
});

test("pages hold exactly the rows that row-level security lets through, each once, newest first", async () => {
  let met = 0;
  await fc.assert(fc.asyncProperty(filters, fc.constantFrom(...callers), fc.integer({ min: 7, max: 200 }), async (filter, caller, limit) => {
    const expected = await node.db.as(caller, async (tx) => {
      const rows: Row[] = [];
      for await (const batch of each(tx, event, { where: eventConditions(filter) })) rows.push(...batch);
      expect(await count(tx, event, { where: eventConditions(filter) })).toBe(rows.length);
      const groups = await eventCounts(tx, await loadGeography(tx), filter, "year");
      expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(rows.length);
      return rows;
    });
    const dayOf = (row: Row) => (row.content as unknown as { occurredFrom: string }).occurredFrom;
    const ordered = expected.sort((a, b) => (dayOf(a) === dayOf(b) ? (a.id < b.id ? 1 : -1) : dayOf(a) < dayOf(b) ? 1 : -1)).map(({ id }) => id);
    expect(await allPages(caller, filter, limit)).toEqual(ordered);
    met += ordered.length;
  }), { numRuns: 80 });
  expect(met).toBeGreaterThan(100);
});

test("an area is asked for by p-code, ISO code or name; an ambiguous name answers with its candidates", () => {
  const area = (pcode: string, name: string, more = {}) => ({ id: idFrom("test-area", pcode), pcode, name, level: 2, hierarchy: "admin", country: "ML", spellings: [], ...more });
  const geography = geographyFrom([area("ML01", "Kayes", { level: 1, iso: "ML-1" }), area("ML0101", "Saraya"), area("ML0102", "Saraya")]);
  const codes = (words: string) => withAreaCodes(geography, EventFilter.parse({ area: words })).area;
  expect(codes("ML-1")).toEqual(["ML01"]);
  expect(codes("kaayes")).toEqual(["ML01"]);
  expect(codes("ML0101,XX9999")).toEqual(["ML0101", "XX9999"]);
  expect(() => codes("Saraya")).toThrow(expect.objectContaining({ code: "place.ambiguous" }));
  expect(() => codes("Nulle Part")).toThrow(expect.objectContaining({ code: "place.notFound" }));
});

test("over HTTP: list, count, counts and exports agree, and free text leaves only where it may", async () => {
  const analyst = callerWith("analyst", "AMBER");
  const reader = callerWith("reader", "AMBER");
  const json = async (path: string, caller = analyst) => (await house.get(path, caller)).json() as Promise<any>;
  const { count: found } = await json("/api/events/count?country=ML&kind=armed-attack");
  expect(found).toBeGreaterThan(20);
  expect((await json("/api/events?country=ML&kind=armed-attack&limit=500")).rows).toHaveLength(found);
  const { groups } = await json("/api/events/counts?country=ML&kind=armed-attack&by=admin1");
  expect(groups.map(({ key }: { key?: string }) => key)).toEqual(["ML01", "ML02"]);
  expect(groups.reduce((sum: number, group: { count: number }) => sum + group.count, 0)).toBe(found);
  const csv = await (await house.get("/api/events/export.csv?country=ML&kind=armed-attack", reader)).text();
  expect(csv.trimEnd().split("\r\n")).toHaveLength(found + 2);
  expect(csv).not.toMatch(/description|hippopotame et|et hippopotame/);
  expect(await (await house.get("/api/events/export.geojson?country=ML", reader)).text()).not.toMatch(/"description"/);
  expect((await house.get("/api/events/export.csv?withFreeText=true", reader)).status).toBe(403);
  expect(await (await house.get("/api/events/export.csv?withFreeText=true", analyst)).text()).toMatch(/description/);
  expect((await house.get("/api/events?area=Nulle%20Part", analyst)).status).toBe(404);
  expect((await house.get("/api/events?kind=no-such", analyst)).status).toBe(400);
  expect((await house.get("/api/events", undefined)).status).toBe(401);
});

test("by year, what nobody looked at is told from what did not happen", async () => {
  const caller = callerWith("analyst", "AMBER", { organisation: "MR" });
  const [id] = [idFrom("test-source", "covering")];
  await node.db.as(caller, async (tx) => {
    await save(tx, source, { id, content: { name: "Veille", kind: "dataset", reliability: "B", independenceGroup: "v", coverage: [{ country: "GN", from: "2015-01-01", to: "2016-12-31" }, { country: "GN", from: "2017-01-01", to: "2017-06-30" }] } });
    await save(tx, event, { content: { kind: "flood", occurredFrom: "2016-05-01", occurredTo: "2016-05-01", datePrecision: "day", placePrecision: "country", country: "GN", reliability: "B", credibility: "3", verification: "unverified", source: id, fatalitiesBest: 2 } });
  });
  const years = async (more: object) => node.db.as(caller, async (tx) => (await eventCounts(tx, await loadGeography(tx), EventFilter.parse({ country: "GN", from: "2014-01-01", to: "2018-12-31", ...more }), "year"))
    .map(({ key, count: found, coverage }) => [key, found, coverage]));
  const expected = [["2014", 0, "none"], ["2015", 0, "full"], ["2016", 1, "full"], ["2017", 0, "part"], ["2018", 0, "none"]];
  expect(await years({})).toEqual(expected);
  expect(await years({ kind: "hazard" })).toEqual(expected);
  // It has never reported such a thing: its silence says nothing of it.
  expect((await years({ kind: "extortion" })).map(([, , coverage]) => coverage)).toEqual(["none", "none", "none", "none", "none"]);
  const half = await node.db.as(caller, async (tx) => eventCounts(tx, await loadGeography(tx), EventFilter.parse({ country: "GN", from: "2017-03-01", to: "2017-06-30" }), "month"));
  expect(half.map(({ key, coverage }) => `${key} ${coverage}`)).toEqual(["2017-03 full", "2017-04 full", "2017-05 full", "2017-06 full"]);
});

test("a search never says more than the caller may read, whatever the words", async () => {
  const all = new Map(made(900).map((row) => [row.id, row]));
  for (const caller of callers) for (const q of ["hippopotame", "patr", "marché"]) {
    for (const id of await allPages(caller, EventFilter.parse({ q }), 500)) {
      const { marking, owner, status } = all.get(id)!;
      expect(MARKINGS.indexOf(marking)).toBeLessThanOrEqual(caller.clearance);
      if (MARKINGS.indexOf(marking) >= 3) expect(owner).toBe(caller.organisation);
      expect(status === "exercise").toBe(caller.exercise);
    }
  }
});
