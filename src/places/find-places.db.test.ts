import { beforeAll, expect, test } from "vitest";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import type { Marking } from "../platform/marking.ts";
import { save } from "../platform/noun-store.ts";
import { geographyFrom } from "./geography.ts";
import { atAnswer, looking, nearAnswer, searchAnswer, type SearchAnswer } from "./place-answer.ts";
import { resolveArea, resolvePlace } from "./resolve.ts";
import { settlement } from "./settlement.noun.ts";
import { loadShippedPlaces } from "./shipped.ts";
import type { FindOptions } from "./find-places.ts";

const node = await testNode();
const reader = callerWith("reader", "GREEN");
const analyst = callerWith("analyst", "RED");

beforeAll(async () => { await loadShippedPlaces(node); });

const search = (words: string, options: FindOptions = {}, caller = reader): Promise<SearchAnswer> =>
  node.db.as(caller, async (tx) => searchAnswer(await looking(node, tx), words, { typing: false, ...options }));
const add = (name: string, lon: number, lat: number, more: object = {}, marking: Marking = "CLEAR") => node.db.as(analyst, (tx) =>
  save(tx, settlement, { marking, content: { name, kind: "village", placePrecision: "exact", geometry: { type: "Point", coordinates: [lon, lat] }, ...more } }));

test.each([["Bakel"], ["bakel"], ["Baakel"], ["باكل"]])("%s is Bakel, and where it is, is told", async (words) => {
  const { places: [bakel] } = await search(words);
  expect(bakel).toMatchObject({ name: "Bakel", noun: "settlement", country: "SN", border: { country: "MR" }, crossing: { name: "Bakel – Gouraye" } });
  expect(bakel!.border!.km).toBeLessThan(5);
});

test("a reported place is found with its words and without coordinates, and nothing is invented for it", async () => {
  for (const name of ["Dioumara", "Diyalougou", "Farading", "Makofe", "Kharakhena"]) {
    const { settled, places: [first] } = await search(name);
    expect(first).toMatchObject({ isConfident: true, coordinates: null, border: null, route: null, words: expect.stringMatching(/\p{L}/u) });
    expect(settled).toBeNull();
  }
});

test("a name that nobody bears is not found, and what is near in spelling says so", async () => {
  const { isFound, settled, places } = await search("Xyzzy");
  expect({ isFound, settled }).toEqual({ isFound: false, settled: null });
  expect(places.every(({ isConfident }) => !isConfident)).toBe(true);
  expect((await search("Bakel")).isFound).toBe(true);
});

test("homonyms come back with their areas, and none is chosen", async () => {
  const { settled, places } = await search("Kayes");
  expect(settled).toBeNull();
  expect(places.filter(({ isConfident }) => isConfident).map(({ noun, pcode }) => pcode ?? noun).sort()).toEqual(["ML01", "ML0103", "settlement"]);
});

test("one place that two gazetteers list is one answer", async () => {
  await add("Goudiri", -12.7181, 14.1815, { gazetteer: "geonames", gazetteerId: "1" });
  const { places } = await search("Goudiry");
  const goudiry = places.filter(({ noun, isConfident }) => noun === "settlement" && isConfident);
  expect(goudiry).toHaveLength(1);
  expect(goudiry[0]!.sameAs).toHaveLength(1);
});

test("Melgué: candidates that contradict its own words leave it unresolved, with their distances from Bakel", async () => {
  const alone = await search("Melgué");
  expect(alone.places[0]!.candidates).toEqual([]);
  await add("Melgué", -11.79057, 14.90163);
  await add("Melgué", -11.16951, 15.08419);
  const { settled, places: [melgue, ...others] } = await search("melgue");
  expect(settled).toBeNull();
  expect(melgue).toMatchObject({ coordinates: null, placePrecision: "unresolved" });
  expect(melgue!.candidates!.map(({ agrees, distances: [one] }) => [agrees, one!.from, one!.saidKm, Math.round(one!.km)])).toEqual([[false, "Bakel", 35, 72], [false, "Bakel", 35, 140]]);
  expect(others.filter(({ name }) => name === "Melgué")).toHaveLength(2);
  await expect(node.db.as(reader, async (tx) => { const { store, geography } = await looking(node, tx); return resolvePlace(store, geography, reader, "Melgué"); })).rejects.toMatchObject({ code: "place.ambiguous" });
});

test("a candidate that the words allow comes first, beside the reported place", async () => {
  await add("Dyoumara", -8.56599, 14.53797, { spellings: ["Dioumara"] });
  const { settled, places: [first, second] } = await search("Dioumara");
  expect(first).toMatchObject({ name: "Dyoumara", coordinates: [-8.56599, 14.53797] });
  expect(second).toMatchObject({ name: "Dioumara", coordinates: null, candidates: [{ agrees: true, distances: [{ from: "Diéma", said: "E" }] }] });
  expect(settled).toBeNull();
});

test("what a caller may not read is in no answer, as candidate or by count", async () => {
  await add("Melgué", -12.2, 14.75, {}, "RED");
  const seen = await search("Melgué", {}, analyst);
  // 32 km from Bakel: for whoever may read it, one candidate fits the words, and comes first.
  expect(seen.places.find(({ coordinates }) => !coordinates)!.candidates!.map(({ agrees }) => agrees)).toEqual([true, false, false]);
  expect(seen.places[0]!.coordinates).toEqual([-12.2, 14.75]);
  expect(JSON.stringify(await search("Melgué"))).not.toContain("14.75");
  const near = await node.db.as(reader, async (tx) => nearAnswer(await looking(node, tx), [-12.2, 14.75], { withinKm: 1 }));
  expect(near.places).toEqual([]);
});

test("an area is meant by p-code, ISO code or unambiguous name; an ambiguous one gets its candidates", async () => {
  const { geography } = await node.db.as(reader, (tx) => looking(node, tx));
  for (const words of ["SN06", "sn06", "SN-KE", "région de Kédougou", "Kedougou région"]) expect(resolveArea(geography, words).pcode).toBe("SN06");
  expect(resolveArea(geography, "موريتانيا").pcode).toBe("MR");
  expect(resolveArea(geography, "Mauritania").pcode).toBe("MR");
  expect(resolveArea(geography, "cercle de Kayes").pcode).toBe("ML0103");
  // The cercle of Kayes lies in the region and has no outline yet; the cercle and the later region of Nioro do not hold each other.
  expect(resolveArea(geography, "Kayes").pcode).toBe("ML01");
  expect(() => resolveArea(geography, "Nioro")).toThrow(expect.objectContaining({ code: "place.ambiguous", details: expect.objectContaining({ choices: expect.arrayContaining([expect.objectContaining({ pcode: "ML0106", parent: "Kayes" })]) }) }));
  const drawn = geographyFrom(geography.areas.map((area) => (area.pcode === "ML0103" ? { ...area, geometry: geography.areaByPcode("ML01")!.geometry } : area)));
  expect(() => resolveArea(drawn, "Kayes")).toThrow(expect.objectContaining({ code: "place.ambiguous", details: expect.objectContaining({ choices: expect.arrayContaining([expect.objectContaining({ pcode: "ML0103", parent: "Kayes" })]) }) }));
  expect(() => resolveArea(geography, "Atlantide")).toThrow(expect.objectContaining({ code: "place.notFound" }));
});

test("a place may be told apart by the area behind a comma", async () => {
  await add("Saraya", -10.53333, 12.71667);
  const { store, geography } = await node.db.as(reader, (tx) => looking(node, tx));
  expect(() => resolvePlace(store, geography, reader, "Saraya")).toThrow(expect.objectContaining({ code: "place.ambiguous" }));
  expect(resolvePlace(store, geography, reader, "Saraya, Sénégal").coordinates![0]).toBeCloseTo(-11.75, 1);
  expect(() => resolvePlace(store, geography, reader, "Farading")).toThrow(expect.objectContaining({ code: "place.unlocated" }));
});

test("what lies at a point: one chain of areas, and a place that a coarse line puts beyond the border keeps its country", async () => {
  const at = await node.db.as(reader, async (tx) => atAnswer(await looking(node, tx), [-12.46, 14.9]));
  expect(at).toMatchObject({ country: "SN", border: { country: "MR" } });
  expect(at.areas.map(({ pcode }) => pcode)).toEqual(["SN12", "SN"]);
  const { places: [gouraye] } = await search("Gouraye");
  expect(gouraye).toMatchObject({ country: "MR", border: { country: "SN" } });
});
