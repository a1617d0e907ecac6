// Packs hold what anybody may know, and nothing else: rows marked CLEAR of the actual world; their names change with their content.
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { startHouse } from "../../tests/database/signed-in.ts";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import { readPack } from "../../web/field-form/places/read-pack.ts";
import { settlement } from "../places/settlement.noun.ts";
import type { Marking } from "../platform/marking.ts";
import { save } from "../platform/noun-store.ts";

const node = await testNode();
const house = await startHouse(node);
const visitor = house.visitor();

const author = (exercise: boolean) => ({ ...callerWith("administrator", "RED", { exercise }) });
const add = (name: string, marking: Marking = "CLEAR", { exercise = false, withdrawn = false } = {}) => node.db.as(author(exercise), (tx) =>
  save(tx, settlement, { content: { name, area: "SN1201", country: "SN", placePrecision: "exact", gazetteer: "test", kind: "village", spellings: [`${name} II`], geometry: { type: "Point", coordinates: [-12.46, 14.9] } }, marking, withdrawn }));

beforeAll(async () => {
  await add("Village-de-tous");
  await add("Village-vert", "GREEN");
  await add("Village-rouge", "RED");
  await add("Village-d-exercice", "CLEAR", { exercise: true });
});

async function everything() {
  const { packs, outline } = await visitor.json("/api/field/places");
  const names = (await Promise.all(packs.map(async ({ name }: { name: string }) => readPack(await visitor.json(`/api/field/places/${name}`))))).flat();
  // The rest is the geography that ships, all of it CLEAR.
  return { packs, outline, places: names.filter(({ names: [name] }) => name!.startsWith("Village-")), areas: names.filter(({ id }) => !id) };
}

test("only what is CLEAR and actual is packed, with the areas that hold it", async () => {
  const { places, areas, outline } = await everything();
  expect(places.map(({ names }) => names)).toEqual([["Village-de-tous", "Village-de-tous II"]]);
  expect(places[0]!.area).toBe("SN1201");
  expect(places[0]!.within.map((names: string[]) => names[0])).toEqual(["Bakel", "Tambacounda", "Sénégal"]);
  expect(areas.map(({ area: pcode }) => pcode)).toEqual(expect.arrayContaining(["SN12", "SN1201", "ML01", "MR04"]));
  const drawn = await visitor.json(`/api/field/places/${outline.name}`);
  expect([drawn.country.length > 5, drawn.region.length > 20, drawn.river.length > 0, outline.bytes < 15_000]).toEqual([true, true, true, true]);
});

test("who is signed in, and whoever asks from an exercise, is given the same", async () => {
  const analyst = await house.signIn("analyst", "AMBER");
  expect(await analyst.json("/api/field/places?world=exercise")).toEqual(await visitor.json("/api/field/places"));
});

test("a pack is kept for ever by its name, and is as heavy as it was said to be, however it is asked for", async () => {
  const { packs: [pack] } = await everything();
  const replies = await Promise.all(["br", "gzip", "identity"].map((encoding) => visitor(`/api/field/places/${pack.name}`, { headers: { "accept-encoding": encoding } })));
  for (const reply of replies) expect(reply.headers.get("cache-control")).toMatch(/immutable/);
  expect(replies.map((reply) => reply.headers.get("content-encoding"))).toEqual(["br", "gzip", null]);
  const texts = await Promise.all(replies.map((reply) => reply.text()));
  expect(new Set(texts).size).toBe(1);
  expect((await visitor("/api/field/places/all-0123456789ab")).status).toBe(404);
});

test("once places have changed there is a new name, and what was withdrawn is gone", async () => {
  const before = await everything();
  const { row } = await add("Village-nouveau");
  const after = await everything();
  expect(after.packs[0].name).not.toBe(before.packs[0].name);
  expect(after.places.map(({ names }) => names[0])).toEqual(["Village-de-tous", "Village-nouveau"]);
  await node.db.as(author(false), (tx) => save(tx, settlement, { id: row.id, content: row.content as never, withdrawn: true }));
  expect((await everything()).packs[0].name).toBe(before.packs[0].name);
});

test("both ways of compressing say the same", async () => {
  const { packed } = await import("./places-pack-routes.ts");
  const { packs, outline } = await packed(node);
  for (const { br, gz, json } of [...packs, outline]) expect([brotliDecompressSync(br).equals(json), gunzipSync(gz).equals(json)]).toEqual([true, true]);
});
