// A new noun of ten fields takes one declaration, one migration and its labels; everything else follows from them.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import { code } from "./code.noun.ts";
import { code as codeField, codes, day, decimal, flag, freeText, integer, reference, text, texts } from "./field.ts";
import { verifyJournal } from "./journal.ts";
import { csvOf, geojsonOf } from "./noun-export.ts";
import { count, each, find, history, list, save } from "./noun-store.ts";
import { runImport } from "./import.ts";
import { noun } from "./noun.ts";
import { nounImporter } from "./noun-import.ts";

const ferry = noun("ferry", {
  labels: ["bac", "ferry", "عبّارة"], plural: ["bacs", "ferries", "عبّارات"],
  geometry: "point", marking: "GREEN", may: { read: "places.read", write: "places.edit" },
  fields: {
    name: text(["nom", "name", "الاسم"], 80),
    way: codeField(["voie", "way", "الوسيلة"], "crossing-way"),
    countries: codes(["pays", "countries", "البلدان"], "country"),
    since: day(["depuis", "since", "منذ"]),
    places: integer(["places", "places", "أماكن"], "people"),
    widthM: decimal(["largeur", "width", "العرض"], "m", 0, 100).optional(),
    isFree: flag(["gratuit", "free of charge", "مجاني"]).optional(),
    remark: freeText(["remarque", "remark", "ملاحظة"], 500).optional(),
    spellings: texts(["autres graphies", "other spellings", "تهجئات أخرى"]).optional(),
    replaces: reference(["remplace", "replaces", "يحل محل"], "ferry").optional(),
  },
  list: ["name", "way", "since", "places"],
  title: "name",
});

const node = await testNode({ sql: `
  create table ferries (like noun_row including all, name text not null, way text not null, countries text[] not null, since date not null,
    places integer not null, width_m double precision, is_free boolean, remark text, spellings text[], replaces uuid,
    lon double precision, lat double precision, primary key (id));
  select protect('ferries');` });

const analyst = callerWith("analyst", "AMBER");
const content = (name: string, more = {}) => ({ name, way: "ferry", countries: ["SN", "MR"], since: "2021-05-01", places: 40, ...more });
const point = { type: "Point", coordinates: [-15.81, 16.51] };

test("is written, read, changed and withdrawn, each with a version and a journal entry", async () => {
  const first = await node.db.as(analyst, (tx) => save(tx, ferry, { content: content("Rosso", { geometry: point, spellings: ["Rosso, \"bac\"", "روصو"] }) }));
  expect(first).toMatchObject({ outcome: "inserted", row: { version: 1, marking: "GREEN", owner: "SN", content: { name: "Rosso", geometry: point } } });
  const { id } = first.row;
  const again = await node.db.as(analyst, (tx) => save(tx, ferry, { id, content: first.row.content }));
  expect(again.outcome).toBe("unchanged");
  const changed = await node.db.as(analyst, (tx) => save(tx, ferry, { id, basedOn: 1, content: { ...first.row.content, places: 60 } }));
  expect(changed.row.version).toBe(2);
  await expect(node.db.as(analyst, (tx) => save(tx, ferry, { id, basedOn: 1, content: content("Rosso") }))).rejects.toMatchObject({ code: "record.changed" });
  await node.db.as(analyst, (tx) => save(tx, ferry, { id, content: changed.row.content, withdrawn: true }));
  expect((await node.db.as(analyst, (tx) => list(tx, ferry, { limit: 10 }))).rows).toEqual([]);
  const versions = await node.db.as(analyst, (tx) => history(tx, ferry, id));
  expect(versions.map(({ version, withdrawn }) => [version, withdrawn])).toEqual([[1, false], [2, false], [3, true]]);
  expect(versions[0]).toEqual(first.row);
  expect(await node.owner(verifyJournal)).toMatchObject({ versions: 3 });
});

test("a caller never meets a row above their clearance, by any question", async () => {
  const red = await node.db.as(callerWith("analyst", "RED"), (tx) => save(tx, ferry, { marking: "RED", content: content("caché") }));
  const { id } = red.row;
  for (const caller of [analyst, callerWith("analyst", "RED", { organisation: "ML" }), callerWith("analyst", "RED", { exercise: true })]) {
    await node.db.as(caller, async (tx) => {
      expect(await find(tx, ferry, id)).toBeUndefined();
      expect(await history(tx, ferry, id)).toEqual([]);
      expect((await list(tx, ferry, { limit: 10, includeWithdrawn: true })).rows.some((row) => row.id === id)).toBe(false);
      expect(await count(tx, ferry, { search: "caché" })).toBe(0);
      await expect(save(tx, ferry, { id, content: content("écrasé") })).rejects.toMatchObject({ code: "record.exists" });
    });
  }
  await expect(node.db.as(analyst, (tx) => save(tx, ferry, { marking: "RED", content: content("trop haut") }))).rejects.toMatchObject({ code: "permission.marking" });
});

test("the ground is read in an exercise, and an exercise never writes over it", async () => {
  const { row } = await node.db.as(node.keeper("test"), (tx) => save(tx, code, { content: { list: "season", code: "dry", fr: "saison sèche", en: "dry season", ar: "موسم الجفاف" } }));
  const player = node.keeper("test", true);
  expect(await node.db.as(player, (tx) => find(tx, code, row.id))).toEqual(row);
  await expect(node.db.as(player, (tx) => save(tx, code, { id: row.id, content: { ...row.content, en: "overwritten" } }))).rejects.toMatchObject({ code: "record.otherWorld" });
  await expect(node.db.as(player, (tx) => tx.client.query("update codes set en = 'x', exercise = true where id = $1 returning id", [row.id]))).resolves.toMatchObject({ rowCount: 0 });
  const played = await node.db.as(player, (tx) => save(tx, code, { content: { list: "season", code: "drill", fr: "exercice", en: "drill", ar: "تمرين" } }));
  expect(await node.db.as(node.keeper("test"), (tx) => find(tx, code, played.row.id))).toBeUndefined();
});

test("pages by keyset meet every row once, in order", async () => {
  const names = Array.from({ length: 23 }, (_, i) => `bac ${String.fromCharCode(97 + (i * 7) % 23)}`);
  for (const name of names) await node.db.as(analyst, (tx) => save(tx, ferry, { content: content(name) }));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await node.db.as(analyst, (tx) => list(tx, ferry, { limit: 5, cursor, search: "bac" }));
    seen.push(...page.rows.map((row) => (row.content as unknown as { name: string }).name));
    cursor = page.next;
  } while (cursor);
  expect(seen).toEqual([...names].sort());
});

test("exports the same bytes each time, as CSV with HXL tags and as GeoJSON", async () => {
  const written = (how: (batches: any) => AsyncIterable<string>) => node.db.as(analyst, async (tx) => {
    let out = "";
    for await (const piece of how(each(tx, ferry, {}))) out += piece;
    return out;
  });
  const csv = await written((batches) => csvOf(ferry, batches, "fr"));
  expect(csv).toBe(await written((batches) => csvOf(ferry, batches, "fr")));
  expect(csv.split("\r\n")[1]).toMatch(/^#meta\+id,.*#geo\+lon,#geo\+lat$/);
  expect(JSON.parse(await written(geojsonOf)).features).toHaveLength(23);
});

test("what an export wrote, an import reads: nothing changes, a changed cell is a new version, a bad row is refused with its line", async () => {
  const writer = { id: "import", organisation: "SN", exercise: false, clearance: 4, may: new Set(["places.edit" as const]) };
  const csv = await node.db.as(writer, async (tx) => {
    let out = "";
    for await (const piece of csvOf(ferry, each(tx, ferry, {}), "fr")) out += piece;
    return out;
  });
  const imported = async (text: string, name = "ferries.csv") => {
    const file = path.join(node.dir, name);
    writeFileSync(file, text);
    const { rejectsFile, ...result } = await runImport(nounImporter(ferry), { node, caller: writer, files: [file], isDryRun: false, values: {}, signal: new AbortController().signal, progress() {} });
    return { ...result, refused: rejectsFile ? readFileSync(rejectsFile, "utf8").split("\r\n").slice(1, -1) : [] };
  };
  const rows = csv.trimEnd().split("\r\n").length - 2;
  expect(await imported(csv)).toMatchObject({ read: rows, inserted: 0, updated: 0, unchanged: rows, rejected: 0 });
  const edited = csv.replace("bac a", "bac aa").replace(/(bac c,ferry,SN \| MR,)2021-05-01/, "$12021-13-45");
  const outcome = await imported(edited);
  expect(outcome).toMatchObject({ inserted: 0, updated: 1, unchanged: rows - 2, rejected: 1 });
  expect(outcome.refused[0]).toMatch(/^ferries\.csv,\d+,since,/);
  const fresh = "name,way,countries,since,places,lon,lat\nDiama,ferry,SN | MR,2020-01-01,12,-16.4,16.2\n";
  expect(await imported(fresh)).toMatchObject({ read: 1, inserted: 1 });
  expect(await imported(fresh)).toMatchObject({ read: 1, unchanged: 1 });
  await expect(imported("name,way\nx,y\n")).rejects.toMatchObject({ code: "import.columns" });
  const geojson = JSON.stringify({ type: "FeatureCollection", features: [{ type: "Feature", geometry: point, properties: content("Podor") }, { type: "Feature", geometry: { type: "Point", coordinates: [0, 214] }, properties: content("?") }] });
  expect(await imported(geojson, "ferries.geojson")).toMatchObject({ read: 2, inserted: 1, rejected: 1 });
});

test("what the schema refuses is said by field, and nothing is written", async () => {
  const bad = node.db.as(analyst, (tx) => save(tx, ferry, { content: { ...content("x"), places: -3, way: "balloon", ethnicity: "?" } }));
  await expect(bad).rejects.toMatchObject({ code: "input.invalid", details: { faults: expect.arrayContaining([expect.objectContaining({ field: "places" }), expect.objectContaining({ field: "way" })]) } });
});

test("a changed byte is found", async () => {
  await node.owner((client) => client.query("update versions set document = replace(document, 'Rosso', 'Rossa') where version = 1"));
  await expect(node.owner(verifyJournal)).rejects.toMatchObject({ code: "journal.broken" });
});
