// Flows, stolen cattle, mines and access over real HTTP: what the report's case says, and what is planted, comes out as it went in.
import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { served } from "../../../tests/database/served.ts";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { places } from "../../places/chapter.ts";
import { loadShippedPlaces } from "../../places/index.ts";
import { newId } from "../../platform/identity.ts";
import { openLive } from "../../platform/live.ts";
import { silent } from "../../platform/log.ts";
import type { AnyNoun } from "../../platform/noun.ts";
import { save } from "../../platform/noun-store.ts";
import { eventRoutes } from "../event-routes.ts";
import { event } from "../event.noun.ts";
import { flow } from "../flow.noun.ts";
import { openMapIndex } from "../map-index.ts";
import { mapRoutes } from "../map-routes.ts";
import { source } from "../source.noun.ts";
import { pictureRoutes } from "./routes.ts";

const node = await testNode();
await loadShippedPlaces(node);
const live = await openLive(node, silent);
const index = openMapIndex(node, live, silent);
afterAll(async () => { await index.close(); await live.stop(); });
const http = await served(node, [...pictureRoutes, ...mapRoutes, ...eventRoutes]);
const analyst = callerWith("analyst", "AMBER");
const keeper = node.keeper("test");

async function ask(path: string, query: Record<string, unknown> = {}, caller = analyst): Promise<any> {
  const reply = await http.get(`/api/${path}?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`, caller);
  const answer = await reply.json() as any;
  if (!reply.ok) throw new Error(JSON.stringify(answer));
  const asked = pictureRoutes.find((one) => one.path === `/api/${path}`);
  if (asked) expect(asked.reply!.parse(answer)).toEqual(answer);
  return answer;
}
const seqNow = async () => Number((await node.owner((client) => client.query("select seq from journal_head"))).rows[0].seq);
const nounCalled = (name: string): AnyNoun => places.nouns.find((noun) => noun.name === name)!;
const write = (noun: AnyNoun, content: object, marking?: "RED") => node.db.as(keeper, async (tx) => (await save(tx, noun, { content, ...(marking ? { marking } : {}) })).row.id);

const by = newId(1);
const graded = { reliability: "B", credibility: "3", verification: "unverified", source: by };
const eventOn = (day: string, more: object) => ({ kind: "cattle-theft", occurredFrom: day, occurredTo: day, datePrecision: "day", placePrecision: "admin1", country: "SN", admin1: "SN06", admin2: "SN0603", area: "SN0603", ...graded, ...more });
const CROSSING = "8d542499-aa81-86f0-b043-9dd5a40da508"; // the Falémé by pirogue, towards Saraya

beforeAll(async () => {
  const read = (name: string) => JSON.parse(readFileSync(new URL(`../../../data/cases/report/${name}.json`, import.meta.url), "utf8")) as { id: string; marking: any; content: object }[];
  await node.db.as(keeper, async (tx) => {
    for (const { id, marking, content } of read("sources")) await save(tx, source, { id, marking, content });
    for (const { id, marking, content } of read("flows")) await save(tx, flow, { id, marking, content });
    await save(tx, source, { id: by, marking: "GREEN", content: { name: "Observatoire d’essai", kind: "official", reliability: "B", independenceGroup: "essai", coverageCountries: ["SN"], coverageFrom: "2022-01-01", coverageTo: "2024-12-31" } });
    for (const content of [
      eventOn("2023-02-10", { headsTaken: 40, headsRecovered: 10, crossings: [CROSSING], headedFor: "ML", commodities: ["livestock"], actors: [{ name: "Bandits, non identifiés", kind: "unidentified" }], title: "Vol de bétail à Guémédié" }),
      eventOn("2024-02-20", { headsTaken: 25, crossings: [CROSSING], commodities: ["livestock"] }),
      eventOn("2024-02-25", { headedFor: "ML", commodities: ["livestock", "timber"] }),
      eventOn("2024-01-01", { occurredTo: "2024-12-31", datePrecision: "year", headsTaken: 5, commodities: ["livestock"] }),
      eventOn("2024-03-05", { kind: "smuggling", commodities: ["fuel"] }),
    ]) await save(tx, event, { content });
    await save(tx, flow, { content: { title: "Essence de Kayes vers Tambacounda", commodity: "fuel", fromArea: "ML01", toArea: "SN12", periodFrom: "2024-03-01", periodTo: "2024-03-31", datePrecision: "month", quantityWords: "quelques citernes", ...graded } });
  });
}, 60_000);

describe("flows", () => {
  test("the report's flows are there, along what they say of the way, and none is put into a month", async () => {
    const { lines, seasons, total } = await ask("picture/flows", { source: "c8d17f67-82d3-8e8c-b5dc-9c0f64895704" });
    expect(total.observations).toBeGreaterThanOrEqual(6);
    const livestock = lines.filter(({ commodity }: any) => commodity === "livestock");
    expect(new Set(livestock.map(({ corridor }: any) => corridor.kind))).toEqual(new Set(["unsaid", "area"]));
    expect(livestock.find(({ corridor }: any) => corridor.kind === "area").corridor).toMatchObject({ from: { pcode: "ML", name: "Mali" }, geometry: { type: "Point" } });
    for (const line of lines) expect([line.byPeriod, line.undated.observations], line.commodity).toEqual([[], line.observations]);
    for (const season of seasons) expect(season.months.every(({ observations, events }: any) => observations + events === 0)).toBe(true);
  });

  test("flows and events of one commodity along one way are one line, with its geometry", async () => {
    const { lines, seasons, provenance } = await ask("picture/flows", { commodity: "livestock,fuel", from: "2023-01-01", to: "2024-12-31", by: "month" });
    const river = lines.find(({ corridor }: any) => corridor.id === CROSSING);
    expect(river).toMatchObject({ commodity: "livestock", events: 2, byPeriod: [{ period: "2023-02", events: 1 }, { period: "2024-02", events: 1 }], corridor: { kind: "crossing", name: expect.stringContaining("pirogue"), geometry: { type: "Point" } } });
    const towards = lines.find(({ corridor }: any) => corridor.key === "areas SN0603 ML");
    expect(towards).toMatchObject({ commodity: "livestock", events: 1, corridor: { to: { name: "Mali" }, geometry: { type: "LineString" } } });
    expect(lines.find(({ corridor }: any) => corridor.key === "areas ML01 SN12")).toMatchObject({ commodity: "fuel", observations: 1, events: 0, records: [{ quantityWords: "quelques citernes", grading: "B3" }] });
    const season = seasons.find(({ commodity }: any) => commodity === "livestock");
    expect(season.months[1]).toEqual({ observations: 0, events: 3 });
    expect([season.undated.events, season.years]).toEqual([1, 2]);
    expect(provenance.sources).toEqual([expect.objectContaining({ id: by, name: "Observatoire d’essai" })]);
  });

  test("what flow records do not carry narrows the events alone, and that is said", async () => {
    const { eventsOnly, total } = await ask("picture/flows", { kind: "smuggling", commodity: "fuel", source: by });
    expect([eventsOnly, total]).toEqual([["kind"], { observations: 1, events: 1 }]);
  });

  test("a flow is for who may read it", async () => {
    expect((await ask("picture/flows", { source: "c8d17f67-82d3-8e8c-b5dc-9c0f64895704" }, callerWith("reader", "GREEN"))).total).toEqual({ observations: 0, events: 0 });
  });
});

test("stolen cattle: heads where they are said, the crossing, the direction", async () => {
  const found = await ask("picture/cattle", { from: "2023-01-01", to: "2024-12-31" });
  expect(found.total).toEqual({ events: 4, taken: 70, takenNotSaid: 1, recovered: 10, recoveredNotSaid: 3 });
  expect(found.byMonth.map(({ month, taken }: any) => [month, taken])).toEqual([["2023-02", 40], ["2024-02", 25]]);
  expect(found.undated).toMatchObject({ events: 1, taken: 5 });
  expect(found.byCorridor[0]).toMatchObject({ events: 2, taken: 65, corridor: { kind: "crossing", id: CROSSING } });
  expect(found.byDirection).toEqual([expect.objectContaining({ headedFor: null, events: 2 }), expect.objectContaining({ headedFor: "ML", events: 2, taken: 40 })]);
});

test("mines: certain within the distance, possible where the place is known to about 25 km, and nothing of what is vaguer", async () => {
  const at = (lon: number, lat: number, precision: string, more: object = {}) => eventOn("2024-05-01", { kind: "armed-visit", placePrecision: precision, geometry: { type: "Point", coordinates: [lon, lat] }, fatalitiesBest: 1, ...more });
  const gold = await write(nounCalled("site"), { name: "Site d’orpaillage d’essai", kind: "mine-artisanal", placePrecision: "near", area: "SN0603", geometry: { type: "Point", coordinates: [-11.7, 12.8] } });
  const unplaced = await write(nounCalled("site"), { name: "Mine sans position", kind: "mine-industrial", placePrecision: "named-only" });
  for (const content of [at(-11.72, 12.82, "exact"), at(-11.7, 12.9, "exact", { kind: "extortion", occurredFrom: "2024-06-01", occurredTo: "2024-06-01" }), at(-11.4, 12.8, "exact"), at(-11.4, 12.8, "near"), at(-11.7, 12.8, "admin2"), at(-11.0, 12.8, "near")]) await write(event, content);
  const { sites } = await ask("picture/mines", { km: 15, from: "2024-05-01", seq: await seqNow() });
  expect(sites.find(({ id }: any) => id === gold)).toMatchObject({ around: { certain: { count: 2, fatalities: 2, unknown: 0 }, possible: { count: 1 }, kinds: [{ kind: "armed-visit", certain: 1, possible: 1 }, { kind: "extortion", certain: 1, possible: 0 }], latest: "2024-06-01" } });
  expect(sites.find(({ id }: any) => id === unplaced)).not.toHaveProperty("around");
});

test("access: the newest statement of the day, disputes shown, and no statement is no data", async () => {
  const { rows: before } = await ask("picture/access", { on: "2025-05-01" });
  expect(before.length).toBeGreaterThan(10);
  expect(new Set(before.map(({ state }: any) => state))).toEqual(new Set([null]));
  const road = before.find(({ noun }: any) => noun === "route");
  const state = (more: object) => write(nounCalled("access"), { name: "Kayes – Diboli", route: road.id, since: "2025-02-01", source: "Gendarmerie", reliability: "B", credibility: "2", state: "closed", ...more });
  await state({});
  await state({ since: "2025-04-01", state: "restricted", effect: "Les bus passent en convoi.", geometry: { type: "LineString", coordinates: [[-11.4, 14.4], [-12.2, 14.4]] } });
  await state({ since: "2025-03-01", state: "open", source: "Transporteurs" });
  await state({ since: "2025-04-10", until: "2025-04-20", state: "open" });
  const on = async (day: string) => (await ask("picture/access", { on: day })).rows.filter(({ id }: any) => id === road.id);
  expect(await on("2025-01-01")).toEqual([expect.objectContaining({ state: null, current: null })]);
  expect(await on("2025-02-15")).toEqual([expect.objectContaining({ stretch: "Kayes – Diboli", state: "closed", disputedBy: [] })]);
  expect(await on("2025-04-15")).toEqual([expect.objectContaining({ state: "open", disputedBy: [] })]);
  const [now] = await on("2025-05-01");
  expect(now).toMatchObject({ state: "restricted", current: { since: "2025-04-01", source: "Gendarmerie", grading: "B2", effect: "Les bus passent en convoi.", geometry: { type: "LineString" } }, disputedBy: [{ state: "open", source: "Transporteurs" }] });
});

describe("one filter for map, list, counts and picture", () => {
  const counts = async (filter: Record<string, unknown>) => {
    const seq = await seqNow();
    const [summary, { count }, { total }, { rows }] = [await ask("map/summary", { ...filter, seq }), await ask("events/count", filter), await ask("picture/areas", { ...filter, seq }), await ask("events", { ...filter, limit: 500 })];
    expect([summary.count, total.count, rows.length], JSON.stringify(filter)).toEqual([count, count, count]);
    const csv = await (await http.get(`/api/events/export.csv?${new URLSearchParams(filter as Record<string, string>)}`, analyst)).text();
    expect(csv.trimEnd().split("\r\n").length - 2, JSON.stringify(filter)).toBe(count);
    return count;
  };

  test("actor, commodity, words of the text, an area by its name", async () => {
    expect(await counts({ actor: "Bandits, non identifiés" })).toBe(1);
    expect(await counts({ actor: "Bandits, non identifiés|Personne" })).toBe(1);
    expect(await counts({ actor: "Bandits" })).toBe(0);
    expect(await counts({ commodity: "timber,fuel" })).toBe(2);
    expect(await counts({ q: "guemedi" })).toBe(1);
    expect(await counts({ q: "guemedie betail" })).toBe(1);
    expect(await counts({ area: "Saraya" })).toBeGreaterThan(5);
  });

  test("near a border: a point at Kidira is, one at Diéma is not, and a change of an event is seen at once", async () => {
    const near = eventOn("2020-01-01", { country: "SN", admin1: "SN12", admin2: "SN1201", area: "SN1201", placePrecision: "exact", geometry: { type: "Point", coordinates: [-12.21, 14.46] } });
    const far = eventOn("2020-01-02", { country: "ML", admin1: "ML01", admin2: undefined, area: "ML01", placePrecision: "exact", geometry: { type: "Point", coordinates: [-9.19, 14.54] } });
    const [first, second] = [await write(event, near), await write(event, far)];
    const period = { from: "2020-01-01", to: "2020-12-31" };
    expect(await counts({ ...period, borderKm: 20 })).toBe(1);
    expect(await counts({ ...period, borderKm: 150 })).toBe(2);
    expect((await ask("events", { ...period, borderKm: 20 })).rows.map(({ id }: any) => id)).toEqual([first]);
    await node.db.as(keeper, async (tx) => { await save(tx, event, { id: second, content: { ...far, geometry: { type: "Point", coordinates: [-12.21, 14.46] } } }); });
    expect(await counts({ ...period, borderKm: 20 })).toBe(2);
  });

  test("words that an event of another's holds are not found by who may not read it", async () => {
    await node.db.as(callerWith("analyst", "RED", { organisation: "ML" }), async (tx) => { await save(tx, event, { marking: "RED", content: eventOn("2024-01-05", { title: "Hippopotame" }) }); });
    expect(await counts({ q: "hippopotame" })).toBe(0);
    const { rows } = await node.db.as(callerWith("analyst", "RED"), (tx) => sql`select events_holding('hippopotame'::tsquery)`.execute(tx.sql));
    expect(rows).toEqual([]);
  });
});
