// Imports of places: the same file twice changes nothing, the order of files does not matter, nothing is dropped in silence.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import { isCode } from "../platform/codes.ts";
import type { Importer, ImportResult } from "../platform/import.ts";
import { runImport } from "../platform/import.ts";
import type { Node } from "../platform/node.ts";
import type { AnyNoun, Row } from "../platform/noun.ts";
import { each, save } from "../platform/noun-store.ts";
import { area } from "./area.noun.ts";
import { areasImporter } from "./import-areas.ts";
import { gazetteerImporter } from "./import-gazetteer.ts";
import { savePlaces } from "./save-places.ts";
import { settlement } from "./settlement.noun.ts";
import { loadShippedPlaces } from "./shipped.ts";
import { site } from "./site.noun.ts";

const node = await testNode();
const other = await testNode();
const importerOf = callerWith("analyst", "AMBER");
const dir = mkdtempSync(path.join(tmpdir(), "faleme-places-"));
afterAll(() => { rmSync(dir, { recursive: true }); });
beforeAll(async () => { await loadShippedPlaces(node); await loadShippedPlaces(other); });

const file = (name: string, text: string) => { const at = path.join(dir, name); writeFileSync(at, text); return at; };
const run = (at: Node, importer: Importer, files: string[], more: { isDryRun?: boolean; values?: object } = {}): Promise<ImportResult> =>
  runImport(importer, { node: at, caller: importerOf, files, isDryRun: false, values: {}, progress() {}, signal: new AbortController().signal, ...more } as never);
const all = (at: Node, noun: AnyNoun): Promise<Row[]> => at.db.as(importerOf, async (tx) => {
  const rows: Row[] = [];
  for await (const batch of each(tx, noun, { includeWithdrawn: true })) rows.push(...batch);
  return rows;
});
const contents = async (at: Node) => (await Promise.all([area, settlement, site].map((noun) => all(at, noun as never)))).flat().map(({ id, content }) => ({ id, content }));

const geonamesRow = (id: number, name: string, lat: number, lon: number, code: string, more: { alternates?: string; country?: string; population?: number } = {}) =>
  [id, name, name, more.alternates ?? "", lat, lon, code === "MSQE" || code === "SCH" ? "S" : code.startsWith("STM") ? "H" : "P", code, more.country ?? "SN", "", "", "", "", "", more.population ?? 0, "", "", "", "2014-01-01"].join("\t");
const geonames = file("XX.txt", `${[
  geonamesRow(1, "Bakel", 14.90238, -12.45935, "PPLA2", { alternates: "BXE,Bakel,باكل,http://example.org", population: 13_329 }),
  geonamesRow(2, "Saraya", 12.83167, -11.75381, "PPL"), geonamesRow(3, "Mosquée", 14.9, -12.46, "MSQE"), geonamesRow(4, "Falémé", 14, -12.1, "STM"),
  geonamesRow(5, "École", 14.9, -12.46, "SCH"), geonamesRow(6, "Égaré", 14.9, -9.5, "PPL"), geonamesRow(7, "Impossible", 214, -9.5, "PPL"), geonamesRow(2, "Saraya bis", 12.8, -11.7, "PPL"),
  geonamesRow(8, "", 12.8, -11.7, "PPL"),
].join("\n")}\n`);
const osm = file("nodes.csv", `extract,osm_node_id,lat,lon,name,name_en,tag,value,population,elevation
senegal,11,12.83,-11.75,Saraya,,place,town,,
senegal,12,14.5,-12.2,"Poste de santé, Kidira",,amenity,clinic,,
senegal,13,14.5,-12.2,Eglise,,amenity,place_of_worship,,
senegal,14,14.5,-12.2,,,man_made,water_well,,
mali,15,14.4,-11.4,Ferme,,place,farm,,
`);

test("a gazetteer is read by its layout; what is refused, skipped and kept adds up", async () => {
  const dry = await run(node, gazetteerImporter, [geonames, osm], { isDryRun: true });
  const result = await run(node, gazetteerImporter, [geonames, osm]);
  expect({ ...dry, seconds: 0, dryRun: false, rejectsFile: "" }).toEqual({ ...result, seconds: 0, rejectsFile: "" });
  expect(result).toMatchObject({ read: 14, inserted: 5, updated: 0, unchanged: 0, rejected: 3 });
  const skipped = result.notes!.skipped as Record<string, number>;
  expect(skipped).toEqual({ "worship-or-burial": 2, "water-relief-vegetation": 1, "no-name": 2, "single-dwelling": 1 });
  expect(Object.keys(skipped).every((reason) => isCode("import-skipped", reason))).toBe(true);
  expect(result.read).toBe(result.inserted + result.rejected + Object.values(skipped).reduce((sum, one) => sum + one, 0));
  const rejects = readFileSync(result.rejectsFile!, "utf8");
  expect(rejects).toMatch(/XX\.txt,6,country,"lies [\d.]+ km outside SN/);
  expect(rejects).toMatch(/XX\.txt,7,latitude,214 is not a latitude/);
  expect(rejects).toMatch(/XX\.txt,8,id,2 stands in this file twice/);
  const bakel = (await all(node, settlement as never)).find(({ content }) => (content as never as { gazetteerId?: string }).gazetteerId === "1")!;
  expect(bakel.content).toMatchObject({ name: "Bakel", kind: "district-seat", spellings: ["باكل"], population: 13_329, area: "SN12", country: "SN" });
});

test("the same file again changes nothing, and does not undo a person's correction", async () => {
  const bakel = (await all(node, settlement as never)).find(({ content }) => (content as never as { gazetteerId?: string }).gazetteerId === "1")!;
  await node.db.as(importerOf, (tx) => save(tx, settlement, { id: bakel.id, content: { ...bakel.content, name: "Bakel-ville" } }));
  const before = await contents(node);
  expect(await run(node, gazetteerImporter, [geonames, osm])).toMatchObject({ inserted: 0, updated: 0, unchanged: 5 });
  expect(await contents(node)).toEqual(before);
  const moved = file("XX2.txt", `${geonamesRow(1, "Bakel", 14.903, -12.46, "PPLA2", { population: 14_000 })}\n`);
  expect(await run(node, gazetteerImporter, [moved])).toMatchObject({ inserted: 0, updated: 1 });
  await node.db.as(importerOf, async (tx) => savePlaces(tx, settlement as never, [{ id: bakel.id, content: bakel.content as never }]));
  expect(await run(node, gazetteerImporter, [moved])).toMatchObject({ unchanged: 1 });
});

const feature = (properties: object, [west, south, east, north]: number[]) => ({ type: "Feature", properties, geometry: { type: "Polygon", coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] } });
const collection = (name: string, features: object[]) => file(name, JSON.stringify({ type: "FeatureCollection", features }));
const cod = collection("sen_adm2.geojson", [
  feature({ ADM2_FR: "Bakel", ADM2_PCODE: "SN1201", ADM1_FR: "Tambacounda", ADM1_PCODE: "SN12", ADM0_FR: "Sénégal", ADM0_PCODE: "SN", validOn: "2024-05-20" }, [-12.9, 14, -12.2, 15.2]),
  feature({ ADM2_FR: "Saraya", ADM2_PCODE: "SN0603", ADM1_PCODE: "SN06", ADM0_PCODE: "SN", validOn: "2024-05-20" }, [-12, 12.4, -11.4, 13.4]),
  feature({ ADM2_FR: "Sans code", ADM2_PCODE: "", ADM1_PCODE: "", ADM0_PCODE: "" }, [0, 0, 1, 1]),
]);
const geoBoundaries = collection("SEN_ADM1.geojson", [
  feature({ shapeName: "Kédougou", shapeISO: "SN-KE", shapeID: "1", shapeGroup: "SEN", shapeType: "ADM1" }, [-13, 12.3, -11.3, 13.5]),
  feature({ shapeName: "Kédougou", shapeISO: "", shapeID: "2", shapeGroup: "SEN", shapeType: "ADM1" }, [0, 0, 1, 1]),
]);
const osmAreas = collection("osm.geojson", [feature({ iso: "ML-1", name: "Kayes Region" }, [-12.3, 12, -8.5, 15.6]), feature({ iso: "ML-99", name: "Nulle part" }, [0, 0, 1, 1])]);

test("outlines come in by p-code or ISO code, versioned, with the layout told; names never join", async () => {
  const result = await run(node, areasImporter, [cod, geoBoundaries, osmAreas], { values: { "precision-km": "1" } });
  expect(result).toMatchObject({ read: 7, inserted: 0, updated: 4, rejected: 3 });
  expect(Object.values(result.notes!.files as object).map(({ layout }) => layout)).toEqual(["COD-AB", "geoBoundaries", "OpenStreetMap"]);
  const rejects = readFileSync(result.rejectsFile!, "utf8");
  expect(rejects).toMatch(/sen_adm2\.geojson,3,pcode,no p-code and no ISO 3166 code: names never join/);
  expect(rejects).toMatch(/SEN_ADM1\.geojson,2,pcode/);
  expect(rejects).toMatch(/osm\.geojson,2,iso,no area here has the ISO code ML-99/);
  const saraya = (await all(node, area as never)).find(({ content }) => (content as never as { pcode: string }).pcode === "SN0603")!;
  expect(saraya).toMatchObject({ version: 2, content: { nameAr: "سارايا", parentPcode: "SN06", validFrom: "2024-05-20", boundaryPrecisionKm: 1, geometry: { type: "Polygon" } } });
  // Every place follows the new outlines.
  const found = (await all(node, settlement as never)).filter(({ content }) => (content as never as { name: string }).name === "Saraya");
  expect(found.map(({ content }) => (content as never as { area: string }).area)).toEqual(found.map(() => "SN0603"));
  expect(await run(node, areasImporter, [cod, geoBoundaries, osmAreas], { values: { "precision-km": "1" } })).toMatchObject({ updated: 0, unchanged: 4 });
  expect(await run(node, areasImporter, [osmAreas], { values: { "precision-km": "8" } })).toMatchObject({ updated: 0, unchanged: 1 });
});

test("whichever file comes first, the same is known in the end", async () => {
  await run(other, areasImporter, [osmAreas], { values: { "precision-km": "8" } });
  await run(other, gazetteerImporter, [osm]);
  await run(other, areasImporter, [geoBoundaries, osmAreas, cod], { values: { "precision-km": "1" } });
  await run(other, gazetteerImporter, [file("XX3.txt", `${readFileSync(geonames, "utf8")}`)]);
  await run(other, gazetteerImporter, [path.join(dir, "XX2.txt")]);
  const here = new Map((await contents(node)).map((row) => [row.id, row.content]));
  const there = await contents(other);
  expect(there.filter(({ id, content }) => !isDeepStrictEqual(content, here.get(id)))).toEqual([]);
  expect(there).toHaveLength(here.size);
});

test("a layout that is not known is refused, with the columns that were looked for", async () => {
  await expect(run(node, areasImporter, [collection("x.geojson", [feature({ NAME_1: "Kayes" }, [0, 0, 1, 1])])])).rejects.toMatchObject({ code: "import.columns" });
  await expect(run(node, areasImporter, [file("y.geojson", "{")])).rejects.toMatchObject({ code: "import.unreadable" });
  await expect(run(node, gazetteerImporter, [file("z.csv", "a,b\n1,2\n")])).rejects.toMatchObject({ code: "import.columns" });
});

test("batches of drafts in any order and any cut leave the same places, and a repeat leaves them unchanged", async () => {
  const draft = fc.record({ key: fc.integer({ min: 0, max: 20 }), name: fc.constantFrom("Un", "Deux", "Trois") });
  let round = 0;
  await fc.assert(fc.asyncProperty(fc.uniqueArray(draft, { selector: ({ key }) => key, maxLength: 12 }), fc.integer({ min: 1, max: 12 }), async (drafts, size) => {
    round++;
    const write = async (world: number, ordered: typeof drafts) => {
      const seen: string[] = [];
      for (let at = 0; at < ordered.length; at += size) {
        const batch = ordered.slice(at, at + size).map(({ key, name }) => ({ id: `0000000${world}-0000-8000-8000-${String(round * 100 + key).padStart(12, "0")}`, content: { name, kind: "village", placePrecision: "named-only" } }));
        const { outcomes } = await node.db.as(importerOf, (tx) => savePlaces(tx, settlement as never, batch));
        seen.push(...outcomes.values());
      }
      return seen;
    };
    await write(1, drafts);
    await write(2, [...drafts].reverse());
    expect(new Set(await write(1, [...drafts].reverse())).size).toBeLessThan(2);
    const rows = (await all(node, settlement as never)).filter(({ id }) => Number(id.slice(-12)) >= round * 100 && /^0000000[12]/.test(id));
    const world = (prefix: string) => rows.filter(({ id }) => id.startsWith(prefix)).map(({ id, content, version }) => [id.slice(-3), content, version]);
    expect(world("00000001")).toEqual(world("00000002"));
  }), { numRuns: 15 });
});
