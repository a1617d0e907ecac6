// The map over HTTP, on the shipped places: tiles and their caching, the ground's layers, claims as coarse shapes.
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeTile } from "../../tests/decode-tile.ts";
import { served } from "../../tests/database/served.ts";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import { distanceM, bearingDeg } from "../methods/spatial/sphere.ts";
import { holdsPoint, areaKm2 } from "../methods/spatial/polygon.ts";
import { groundRoutes } from "../places/ground-routes.ts";
import { loadShippedPlaces } from "../places/shipped.ts";
import { settlement } from "../places/settlement.noun.ts";
import { site } from "../places/site.noun.ts";
import { newId } from "../platform/identity.ts";
import { openLive } from "../platform/live.ts";
import { silent } from "../platform/log.ts";
import type { Marking } from "../platform/marking.ts";
import type { AnyNoun } from "../platform/noun.ts";
import { save } from "../platform/noun-store.ts";
import { claim } from "./claim.noun.ts";
import { event } from "./event.noun.ts";
import { openMapIndex } from "./map-index.ts";
import { mapRoutes } from "./map-routes.ts";

const node = await testNode();
const live = await openLive(node, silent);
const index = openMapIndex(node, live, silent);
const { get } = await served(node, [...groundRoutes, ...mapRoutes]);
const analyst = callerWith("analyst", "RED");
const reader = callerWith("reader", "GREEN");
const elsewhere = callerWith("analyst", "RED", { organisation: "ML" });

beforeAll(() => loadShippedPlaces(node));
afterAll(async () => {
  await index.close();
  await live.stop();
});

const write = (noun: AnyNoun, content: object, marking: Marking) => node.db.as(analyst, async (tx) => (await save(tx, noun, { content, marking })).row.id);
const layer = async (name: string, caller = analyst): Promise<any> => (await get(`/api/map/ground/${name}.geojson`, caller)).json();
const seq = async (): Promise<number> => (await node.db.pool.query("select seq from journal_head")).rows[0].seq;
const graded = { reliability: "C", credibility: "3", verification: "unverified", source: newId() };
const tile = "/api/map/events/8/119/117.mvt"; // −12.66…−11.25, 14.0…15.3: Kidira to Kayes

test("a tile is compressed, keeps with its version, and is not left on a disk where it holds more than GREEN", async () => {
  const at = (lon: number, lat: number) => ({ kind: "armed-robbery", occurredFrom: "2025-02-08", occurredTo: "2025-02-08", datePrecision: "day", placePrecision: "exact", country: "ML", ...graded, geometry: { type: "Point", coordinates: [lon, lat] } });
  for (let i = 0; i < 60; i++) await write(event, at(-12.6 + i / 50, 14.1 + (i % 7) / 6), "GREEN");
  const fresh = `${tile}?seq=${await seq()}`;
  const first = await get(fresh, reader);
  expect(first.status).toBe(200);
  expect(first.headers.get("content-type")).toBe("application/vnd.mapbox-vector-tile");
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  const features = decodeTile(new Uint8Array(await first.arrayBuffer()), { z: 8, x: 119, y: 117 });
  expect(features.reduce((sum, { properties }) => sum + Number(properties.count ?? 1), 0)).toBe(60);
  const tag = first.headers.get("etag")!;
  expect((await get(fresh, reader, { headers: { "if-none-match": tag } })).status).toBe(304);
  expect((await get(fresh, analyst, { headers: { "if-none-match": tag } })).status).toBe(200);

  await write(event, at(-12, 14.5), "AMBER");
  const newer = `${tile}?seq=${await seq()}`;
  expect((await get(newer, reader, { headers: { "if-none-match": tag } })).status).toBe(200);
  const marked = await get(newer, analyst);
  expect([marked.headers.get("etag"), marked.headers.get("cache-control")]).toEqual([null, null]);
  for (const bad of ["/api/map/events/3/8/0.mvt", "/api/map/events/19/0/0.mvt", `${tile}?kind=balloon`, `${tile}?colour=red`]) expect((await get(bad, reader)).status, bad).toBe(400);
});

test("a summary counts what is on the map and what is not", async () => {
  await write(event, { kind: "extortion", occurredFrom: "2025-02-09", occurredTo: "2025-02-09", datePrecision: "day", placePrecision: "unresolved", country: "ML", ...graded }, "GREEN");
  const summary = await (await get(`/api/map/summary?kind=extortion&seq=${await seq()}`, reader)).json() as any;
  expect(summary).toMatchObject({ count: 1, onMap: 0, notOnMap: 1, byKind: [{ kind: "extortion", count: 1, fatalities: 0, unknown: 1 }], byMonth: [{ month: "2025-02", count: 1 }], byCountry: [{ pcode: "ML", count: 1 }] });
  expect(summary).not.toHaveProperty("bbox");
});

test("reading a RED event on the map leaves its trace, and tells no page to look again", async () => {
  const heard: string[] = [];
  const leave = live.listen(({ nouns }) => heard.push(...nouns));
  const id = await write(event, { kind: "abuse", occurredFrom: "2025-03-13", occurredTo: "2025-03-13", datePrecision: "day", placePrecision: "exact", country: "SN", ...graded, geometry: { type: "Point", coordinates: [-16, 12.5] } }, "RED");
  await expect.poll(() => heard).toEqual(["event"]);
  const reads = async () => (await node.owner((client) => client.query("select count(*) from journal where object = $1 and act = 'read'", [id]))).rows[0].count;
  const address = `/api/map/events/11/932/952.mvt?seq=${await seq()}`;
  const seen = async (caller: typeof analyst) => decodeTile(new Uint8Array(await (await get(address, caller)).arrayBuffer()), { z: 11, x: 932, y: 952 }).map(({ properties }) => properties.id);
  expect(await seen(elsewhere)).toEqual([]);
  expect(await reads()).toBe(0);
  expect(await seen(analyst)).toEqual([id]);
  expect(await reads()).toBe(1);
  expect(heard).toEqual(["event"]);
  leave();
});

test("the ground's layers are light, compressed, and kept until a place changes", async () => {
  const regions = await layer("regions", reader);
  expect(regions.features.length).toBeGreaterThan(20);
  expect(regions.features.find((one: any) => one.properties.pcode === "ML01").properties).toMatchObject({ country: "ML", marking: "CLEAR" });
  for (const name of ["countries", "borders", "routes", "reaches"]) expect((await layer(name, reader)).features.length, name).toBeGreaterThan(3);
  expect((await layer("crossings", reader)).notOnMap).toBeGreaterThan(0);
  const settlements = await layer("settlements", reader);
  expect(settlements.features.map((one: any) => one.properties.name)).toEqual(expect.arrayContaining(["Bamako", "Kayes"]));

  const first = await get("/api/map/ground/regions.geojson", reader, { headers: { "accept-encoding": "gzip" } });
  expect(first.headers.get("content-encoding")).toBe("gzip");
  const tag = first.headers.get("etag")!;
  expect((await get("/api/map/ground/regions.geojson", reader, { headers: { "if-none-match": tag } })).status).toBe(304);
  await write(settlement, { name: "Bourg d’essai", kind: "town", placePrecision: "exact", geometry: { type: "Point", coordinates: [-12, 14.2] } }, "AMBER");
  expect((await get("/api/map/ground/regions.geojson", reader, { headers: { "if-none-match": tag } })).status).toBe(200);
  const named = async (caller: typeof analyst) => (await layer("settlements", caller)).features.some((one: any) => one.properties.name === "Bourg d’essai");
  expect([await named(reader), await named(analyst), await named(elsewhere)]).toEqual([false, true, true]);
  expect((await get("/api/map/ground/settlements.geojson", analyst)).headers.get("etag")).toBeNull();
});

test("settlements and sites come by tile, those that matter first, and only to who may see them", async () => {
  await write(site, { name: "Poste d’essai", kind: "post", placePrecision: "exact", geometry: { type: "Point", coordinates: [-12.1, 14.3] } }, "RED");
  const names = async (address: { z: number; x: number; y: number }, caller: typeof analyst) =>
    decodeTile(new Uint8Array(await (await get(`/api/map/places/${address.z}/${address.x}/${address.y}.mvt`, caller)).arrayBuffer()), address).map(({ properties }) => properties.name);
  expect(await names({ z: 8, x: 119, y: 117 }, analyst)).toEqual(expect.arrayContaining(["Poste d’essai", "Bourg d’essai", "Kayes"]));
  expect(await names({ z: 8, x: 119, y: 117 }, elsewhere)).not.toContain("Poste d’essai");
  expect(await names({ z: 8, x: 119, y: 117 }, reader)).toEqual(expect.not.arrayContaining(["Bourg d’essai"]));
  const far = await names({ z: 3, x: 3, y: 3 }, analyst);
  expect(far).toContain("Bamako");
  expect(far).not.toContain("Bourg d’essai");
});

test("a claim is a sector, an area, a route or a wide cell, never a point; expired and unplaced ones are not drawn", async () => {
  const said = (title: string, more: object, kind = "alleged-refuge") => write(claim, { title, kind, statement: "rapporté", country: "ML", placePrecision: "named-only", saidOn: "2025-05-01", datePrecision: "month", expiresOn: "2099-05-01", corroboration: "single", ...graded, ...more }, "RED");
  await said("secteur", { bearingFrom: "Kayes", bearing: "SE", admin1: "ML01", placePrecision: "bearing-only" });
  await said("cercle", { admin1: "ML01", admin2: "ML0199", placePrecision: "admin2" }, "circulation-zone");
  await said("cellule", { placeName: "Kayes", placePrecision: "near" });
  await said("pays", {});
  await said("échue", { admin1: "ML01", expiresOn: "2025-05-02" });
  await said("chiffre", { admin1: "ML01" }, "trend-figure");
  const drawn = await layer("claims");
  const byTitle = new Map<string, any>(drawn.features.map((one: any) => [one.properties.title, one]));
  expect([...byTitle.keys()].sort()).toEqual(["cellule", "cercle", "secteur"]);
  expect(drawn.notOnMap).toBe(1);
  expect(drawn.features.every((one: any) => /Polygon/.test(one.geometry.type))).toBe(true);

  const kayes = (await layer("settlements")).features.find((one: any) => one.properties.name === "Kayes").geometry.coordinates;
  const { geometry, properties } = byTitle.get("secteur");
  expect(properties).toMatchObject({ shape: "sector", from: "Kayes", bearing: "SE", drawnKm: 30, isDistanceStated: false });
  for (const corner of geometry.coordinates[0].slice(1, -1)) {
    expect(distanceM(kayes, corner)).toBeCloseTo(30_000, 0);
    expect(Math.abs(bearingDeg(kayes, corner) - 135)).toBeLessThan(22.51);
  }
  expect(byTitle.get("cercle").properties).toMatchObject({ shape: "area", pcode: "ML01" });
  expect(holdsPoint(byTitle.get("cellule").geometry, kayes[0], kayes[1])).toBe(true);
  expect(areaKm2(byTitle.get("cellule").geometry)).toBeGreaterThan(1_000);

  expect((await layer("claims", elsewhere)).features).toEqual([]);
  expect((await layer("claims", callerWith("analyst", "AMBER"))).features).toEqual([]);
  const { rows: [trace] } = await node.owner((client) => client.query("select count(*) from journal where noun = 'claim' and act = 'read'"));
  expect(trace.count).toBeGreaterThanOrEqual(4);
});

test("a large tile travels compressed, and is the same tile", async () => {
  const raw = Buffer.from(await (await get(tile, reader, { headers: { "accept-encoding": "identity" } })).arrayBuffer());
  expect(raw.length).toBeGreaterThan(1_024);
  const packed = await get(tile, reader, { headers: { "accept-encoding": "gzip" } });
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  expect(Buffer.from(await packed.arrayBuffer()).equals(raw)).toBe(true);
});
