// Events from files: what goes in, what is refused and why, and that neither order nor repetition changes the result.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { acledRow, bring, csvFile, oldAcledRow, textFile, ucdpRow, type Cells } from "../../../tests/evidence/rows.ts";
import { idFrom } from "../../platform/identity.ts";
import { verifyJournal } from "../../platform/journal.ts";
import { csvOf, geojsonOf, withoutFreeText } from "../../platform/noun-export.ts";
import { each, find, history, save } from "../../platform/noun-store.ts";
import { event } from "../event.noun.ts";
import { source } from "../source.noun.ts";
import { sourceIdOf } from "./import-source.ts";

const node = await testNode();
const keeper = node.keeper("test");
const ucdpId = (id: number) => idFrom("ucdp-ged", String(id));
const contentOf = async (id: string) => (await node.db.as(keeper, (tx) => find(tx, event, id)))?.content as Record<string, any> | undefined;
const rejectsIn = (file: string | undefined) => (parse(readFileSync(file!), { columns: true }) as Record<string, string>[]).map(({ line, field, reason }) => ({ line: Number(line), field, reason }));

test("a row of UCDP becomes an event in our words, located, with the source's own codes beside ours", async () => {
  const result = await bring(node, "ucdp", csvFile([ucdpRow()], { name: "ged241.csv" }));
  expect(result).toMatchObject({ read: 1, inserted: 1, updated: 0, unchanged: 0, rejected: 0, notes: { release: "24.1" } });
  expect(await contentOf(ucdpId(900001))).toMatchObject({
    kind: "armed-clash", violenceKind: "state-based", occurredFrom: "2021-03-01", occurredTo: "2021-03-01", datePrecision: "day",
    placeName: "Test town", placePrecision: "exact", country: "ML", area: "ML01", admin1: "ML01", fatalitiesBest: 3, fatalitiesLow: 2, fatalitiesHigh: 4,
    actors: [{ name: "Government of Mali", kind: "state-force" }, { name: "JNIM", kind: "armed-group" }],
    casualties: [{ role: "security", outcome: "killed", best: 2 }, { role: "civilian", outcome: "killed", best: 1 }],
    reliability: "B", credibility: "2", verification: "unverified", citation: "Agency A, 2021-03-02; Agency B, 2021-03-03", description: "at the customs post\nPost attacked;Two soldiers killed",
    sourceEventId: "900001", sourceCodes: { type_of_violence: "1", where_prec: "1", adm_1: "Kayes region" }, geometry: { type: "Point", coordinates: [-10.4, 14.4] },
  });
});

test("the same file twice changes nothing; a newer release makes a new version and keeps the old; an older one comes too late", async () => {
  const row = ucdpRow({ id: 900010 });
  await bring(node, "ucdp", csvFile([row], { name: "ged231.csv" }));
  expect(await bring(node, "ucdp", csvFile([row], { name: "ged231.csv" }))).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
  expect(await bring(node, "ucdp", csvFile([{ ...row, best: 5, high: 6 }], { name: "ged241.csv" }))).toMatchObject({ inserted: 0, updated: 1 });
  expect(await bring(node, "ucdp", csvFile([{ ...row, best: 2 }], { name: "GEDEvent_v22_1.csv" }))).toMatchObject({ updated: 0, unchanged: 1 });
  const versions = await node.db.as(keeper, (tx) => history(tx, event, ucdpId(900010)));
  expect(versions.map(({ version, content }) => [version, (content as { fatalitiesBest?: number }).fatalitiesBest])).toEqual([[1, 3], [2, 5]]);
});

test("what a person added or corrected survives the same file, and grading survives a newer one", async () => {
  const row = ucdpRow({ id: 900011 });
  await bring(node, "ucdp", csvFile([row], { name: "ged231.csv" }));
  const id = ucdpId(900011);
  const before = await contentOf(id);
  await node.db.as(callerWith("analyst", "AMBER"), (tx) => save(tx, event, { id, isStep: true, content: { ...before, kind: "attack-on-post", tactics: ["raid"], credibility: "1", verification: "confirmed", placeName: "Corrected" } }));
  expect(await bring(node, "ucdp", csvFile([row], { name: "ged231.csv" }))).toMatchObject({ unchanged: 1, updated: 0 });
  expect(await contentOf(id)).toMatchObject({ placeName: "Corrected" });
  await bring(node, "ucdp", csvFile([{ ...row, best: 4 }], { name: "ged241.csv" }));
  expect(await contentOf(id)).toMatchObject({ fatalitiesBest: 4, tactics: ["raid"], credibility: "1", verification: "confirmed", placeName: "Test town" });
});

test("a row that cannot be right is refused with its line, field and reason; the others go in", async () => {
  const wrong: [Cells, string, RegExp][] = [
    [{ latitude: 214 }, "latitude", /214 is outside -90 to 90/],
    [{ latitude: 0, longitude: 0 }, "latitude", /0, 0/],
    [{ latitude: "north" }, "latitude", /not a number/],
    [{ date_end: "2021-02-01" }, "date_end", /before the start/],
    [{ date_start: "2021-02-30" }, "date_start", /no such day/],
    [{ date_start: "03/04/2021" }, "date_start", /without guessing/],
    [{ date_start: "2199-01-01", date_end: "2199-01-01" }, "occurredFrom", /future/],
    [{ best: -3 }, "best", /-3 is outside/],
    [{ deaths_civilians: -1 }, "deaths_civilians", /-1 is outside/],
    [{ type_of_violence: 9 }, "type_of_violence", /not 1, 2 or 3/],
    [{ where_prec: "" }, "where_prec", /not 1 to 7/],
    [{ latitude: 14.69, longitude: -17.44, where_coordinates: "Dakar" }, "longitude", /km outside ML; outline and row allow 15 km/],
    [{ country: "Niger", latitude: 14.4, longitude: -10.4 }, "longitude", /inside ML, not in NE/],
    [{ id: "x1" }, "id", /not an id of UCDP/],
  ];
  const rows = wrong.map(([changes], i) => ucdpRow({ id: 900100 + i, ...changes }));
  const result = await bring(node, "ucdp", csvFile([ucdpRow({ id: 900199, where_description: "two\nlines" }), ...rows], { name: "ged241.csv", lineEnd: "\r\n" }));
  expect(result).toMatchObject({ read: 15, inserted: 1, rejected: 14 });
  const refused = rejectsIn(result.rejectsFile);
  for (const [i, [, field, reason]] of wrong.entries()) {
    expect(refused[i]).toMatchObject({ field, reason: expect.stringMatching(reason) });
    expect(refused[i]!.line, "the row before has two lines").toBe(i + 4);
  }
});

test("a row that is merely imprecise, or just outside the outline, is kept and says so", async () => {
  await bring(node, "ucdp", csvFile([
    ucdpRow({ id: 900200, where_prec: 6, latitude: 17, longitude: -4, adm_1: "", adm_2: "", date_prec: 5, date_start: "2020-01-01", date_end: "2020-12-31" }),
    ucdpRow({ id: 900201, where_prec: 2, latitude: 14.95, longitude: -12.4, where_coordinates: "beyond the river" }),
    ucdpRow({ id: 900202, country: "Burkina Faso", country_id: 439, adm_1: "Sahel region", latitude: 14, longitude: -0.5 }),
    ucdpRow({ id: 900203, low: 13, best: 12, high: 13 }),
    ucdpRow({ id: 900204, where_prec: 4, adm_2: "" }),
  ], { name: "ged241.csv" }));
  const [country, outside, elsewhere, deaths, region] = await Promise.all([0, 1, 2, 3, 4].map((i) => contentOf(ucdpId(900200 + i))));
  expect(country).toMatchObject({ placePrecision: "country", datePrecision: "year", country: "ML" });
  expect(country).not.toHaveProperty("admin1");
  expect(outside).toMatchObject({ country: "ML", admin1: "ML01", inferred: [expect.stringMatching(/^country: .* km outside ML as drawn/), "admin1: as the source states (Kayes region)"] });
  expect(elsewhere).toMatchObject({ country: "BF", geometry: { coordinates: [-0.5, 14] } });
  expect(elsewhere).not.toHaveProperty("area");
  expect(deaths).toMatchObject({ fatalitiesBest: 12, fatalitiesLow: 12, fatalitiesHigh: 13, inferred: [expect.stringContaining("low 13, best 12, high 13")] });
  expect(region).toMatchObject({ admin1: "ML01", area: "ML01" });
  expect(region).not.toHaveProperty("admin2");
});

test("files are read as they come: mark, line ends, separators, order, an empty field at the end, quoted twice over, gzip", async () => {
  const rows = (first: number) => [ucdpRow({ id: first }), ucdpRow({ id: first + 1, where_description: 'said "here", there' })];
  const files = [
    csvFile(rows(900300), { name: "ged241.csv", bom: true, lineEnd: "\r\n", trailing: true }),
    csvFile(rows(900302), { name: "ged241.csv", separator: ";" }),
    csvFile(rows(900304).map((row) => Object.fromEntries(Object.entries(row).reverse())), { name: "ged241.csv.gz" }),
  ];
  expect(await bring(node, "ucdp", files)).toMatchObject({ read: 6, inserted: 6, rejected: 0 });
  const header = Object.keys(ucdpRow());
  const broken = { ...ucdpRow({ id: 900306 }), conflict_name: '"""GATIA"," MSA - IS"""', dyad_name: '"""GATIA"," MSA - IS"""', side_a: '"""GATIA"," MSA"""', side_b_new_id: "[lost]" };
  const cells = header.map((name) => (broken as Cells)[name]).filter((cell) => cell !== "[lost]");
  // Three names fell into two fields each; what stood beside the sources was lost.
  const from = header.indexOf("side_b");
  const line = [...cells.slice(0, from - 1), '"[not recovered: source file quoting is broken]"', "", "", "", "", ...header.slice(header.indexOf("where_prec")).map((name) => (broken as Cells)[name])];
  const result = await bring(node, "ucdp", textFile("ged241.csv", `${header.join(",")}\n${line.join(",")}\n`));
  expect(result, JSON.stringify(result.rejectsFile && rejectsIn(result.rejectsFile))).toMatchObject({ inserted: 1, rejected: 0 });
  expect(await contentOf(ucdpId(900306))).toMatchObject({ actors: [{ name: "GATIA, MSA" }, { name: "IS" }], placeName: "Test town", fatalitiesBest: 3 });
  await expect(bring(node, "ucdp", textFile("x.csv", "id,latitude\n1,2\n"))).rejects.toMatchObject({ code: "import.columns" });
  await expect(bring(node, "ucdp", textFile("x.csv", ""))).rejects.toMatchObject({ code: "import.unreadable" });
  const latin1 = csvFile([ucdpRow({ id: 900307, where_coordinates: "Kéniéba" })], { name: "ged241.csv" });
  writeFileSync(latin1, Buffer.from(readFileSync(latin1, "utf8"), "latin1"));
  await expect(bring(node, "ucdp", latin1)).rejects.toThrow(/not in UTF-8/);
  await expect(bring(node, "ucdp", textFile("ged241.csv", `${Object.keys(ucdpRow()).join(",")}\n"${"x,".repeat(700_000)}`))).rejects.toMatchObject({ code: "import.unreadable" });
});

test("a community is never an actor", async () => {
  await bring(node, "ucdp", csvFile([ucdpRow({ id: 900320, type_of_violence: 2, side_a: "Dogon", side_b: "Fulani" })], { name: "ged241.csv" }));
  await bring(node, "acled", csvFile([acledRow({ event_id_cnty: "MLI90320", actor1: "Fulani Ethnic Militia (Mali)", inter1: "Identity militia", assoc_actor_1: "Fulani Ethnic Group (Mali)" })]));
  for (const id of [ucdpId(900320), idFrom("acled", "MLI90320")]) expect(JSON.stringify(await contentOf(id))).not.toMatch(/Dogon|Fulani/);
});

test("ACLED in both layouts, upper case, with a row of tags and days as people save them, is the same event", async () => {
  const said = { kind: "explosive-device", tactics: ["ied"], occurredFrom: "2023-05-04", datePrecision: "day", placeName: "Test town", country: "ML", admin1: "ML01", fatalitiesBest: 1, citation: "Radio T",
    actors: [{ name: "Unidentified Armed Group (Mali)", kind: "unidentified" }, { name: "Military Forces of Mali", kind: "state-force" }], sourceEventId: "MLI90001" };
  expect(await bring(node, "acled", csvFile([acledRow()], { bom: true }))).toMatchObject({ inserted: 1, notes: { layout: "ACLED" } });
  const id = idFrom("acled", "MLI90001");
  expect(await contentOf(id)).toMatchObject(said);
  expect(await bring(node, "acled", csvFile([acledRow({ event_date: "04-May-23", timestamp: 1683600001 })], { upper: true }))).toMatchObject({ inserted: 0, unchanged: 1 });
  const old = csvFile([oldAcledRow({ event_date: "4 May 2023", timestamp: 1600000000, fatalities: 9 })], { hxl: true });
  expect(await bring(node, "acled", old)).toMatchObject({ read: 1, inserted: 0, unchanged: 1, notes: { layout: "ACLED, before 2023" } });
  expect(await bring(node, "acled", csvFile([acledRow({ fatalities: 2, timestamp: 1700000000 })]))).toMatchObject({ updated: 1 });
  expect(await contentOf(id)).toMatchObject({ ...said, fatalitiesBest: 2 });
  const wrong = await bring(node, "acled", csvFile([acledRow({ event_id_cnty: "MLI90002", event_date: "04/05/2023" }), acledRow({ event_id_cnty: "MLI90003", fatalities: -3 })]));
  expect(rejectsIn(wrong.rejectsFile).map(({ field }) => field)).toEqual(["event_date", "fatalities"]);
});

test("our own events: what an export wrote comes back unchanged, as CSV and as GeoJSON; what is blank is blank, what has no column stays", async () => {
  const written = (how: (batches: ReturnType<typeof each>) => AsyncIterable<string>) => node.db.as(keeper, async (tx) => {
    let out = "";
    for await (const piece of how(each(tx, event, {}))) out += piece;
    return out;
  });
  const csv = textFile("events.csv", await written((batches) => csvOf(event, batches, "fr")));
  const coded = textFile("events.csv", await written((batches) => csvOf(event, batches, "ar", { withFreeText: false })));
  const geojson = textFile("events.geojson", await written((batches) => geojsonOf(withoutFreeText(event, batches))));
  expect(readFileSync(coded, "utf8")).not.toMatch(/customs post|description/);
  for (const file of [csv, coded, geojson]) {
    const result = await bring(node, "events", file);
    expect(result, JSON.stringify(result.rejectsFile && rejectsIn(result.rejectsFile).slice(0, 3))).toMatchObject({ inserted: 0, updated: 0, rejected: 0 });
    expect(result.unchanged).toBeGreaterThan(10);
  }
  const template = "kind,occurredFrom,datePrecision,placePrecision,country,sourceEventId,fatalitiesBest,lon,lat\n";
  const first = await bring(node, "events", textFile("a.csv", `${template}ambush-of-convoy,2024-09-17,day,exact,ML,A-1,2,-8.0,12.65\n`), { values: { source: "Poste de Kita" } });
  expect(first).toMatchObject({ inserted: 1, rejected: 0 });
  const changed = await bring(node, "events", textFile("a.csv", "kind,occurredFrom,datePrecision,placePrecision,country,sourceEventId,placeName\nambush-of-convoy,2024-09-17,day,exact,ML,A-1,Kita\n"), { values: { source: "poste de kita" } });
  expect(changed).toMatchObject({ inserted: 0, updated: 1 });
  const { rows: [row] } = await node.owner((client) => client.query("select place_name, fatalities_best, lon, admin1, credibility from events where source_event_id = 'A-1'"));
  expect(row).toEqual({ place_name: "Kita", fatalities_best: 2, lon: -8, admin1: "ML09", credibility: "6" });
  await expect(bring(node, "events", textFile("b.csv", "kind,occurredFrom,datePrecision,placePrecision,country,suspect\na,b,c,d,e,f\n"))).rejects.toMatchObject({ code: "import.columnsUnknown" });
  const refused = await bring(node, "events", textFile("c.csv", `${template}no-such-kind,2024-01-01,day,exact,ML,C-1,,-8,12\nextortion,2024-01-01,day,exact,ML,C-2,5.5,-8,12\nextortion,2024-01-01,day,exact,ML,C-3,1,-8,\n`), { values: { source: "Poste de Kita" } });
  expect(rejectsIn(refused.rejectsFile).map(({ field }) => field)).toEqual(["kind", "fatalitiesBest", "lat"]);
});

test("order and splitting do not matter: the same rows give the same events", async () => {
  const base = 910_000;
  let run = 0;
  const rowOf = fc.record({ id: fc.integer({ min: 0, max: 7 }), best: fc.integer({ min: 2, max: 4 }), release: fc.constantFrom("ged231.csv", "ged241.csv") });
  await fc.assert(fc.asyncProperty(fc.array(rowOf, { minLength: 1, maxLength: 14 }), fc.infiniteStream(fc.nat()), async (rows, chance) => {
    run++;
    const offset = base + run * 100;
    // One release says one thing of one event.
    const said = [...new Map(rows.map((row) => [`${row.id} ${row.release}`, row])).values()];
    const inOrder = [...said].sort((a, b) => (a.release < b.release ? -1 : 1));
    const parts = [...Map.groupBy(inOrder, ({ release }) => release)];
    await bring(node, "ucdp", parts.map(([release, part]) => csvFile(part.map(({ id, best }) => ucdpRow({ id: offset + id, best })), { name: release })));
    const shuffled = [...said].map((row) => ({ row, at: chance.next().value })).sort((a, b) => a.at - b.at).map(({ row }) => row);
    const files: string[] = [];
    for (let i = 0; i < shuffled.length;) {
      const { release } = shuffled[i]!;
      const part = shuffled.slice(i).findIndex((row) => row.release !== release);
      const count = Math.min(part < 0 ? shuffled.length - i : part, 1 + (chance.next().value % 4));
      files.push(csvFile(shuffled.slice(i, i + count).map(({ id, best }) => ucdpRow({ id: offset + 50 + id, best })), { name: release }));
      i += count;
    }
    // Some of it in one import, the rest in another.
    const cut = chance.next().value % (files.length + 1);
    for (const some of [files.slice(0, cut), files.slice(cut)]) if (some.length > 0) await bring(node, "ucdp", some);
    for (const { id } of said) expect((await contentOf(ucdpId(offset + 50 + id)))?.fatalitiesBest).toBe((await contentOf(ucdpId(offset + id)))?.fatalitiesBest);
  }), { numRuns: 6 });
});

test("of two rows with one id in one file the same one wins in either order", async () => {
  const pair = (id: number) => [ucdpRow({ id, best: 3 }), ucdpRow({ id, best: 4 })];
  await bring(node, "ucdp", csvFile(pair(900401), { name: "ged241.csv" }));
  await bring(node, "ucdp", csvFile(pair(900402).reverse(), { name: "ged241.csv" }));
  const [a, b] = [await contentOf(ucdpId(900401)), await contentOf(ucdpId(900402))];
  expect(a!.sourceEventId).not.toBe(b!.sourceEventId);
  // The greater hash decides, and the id is part of what is hashed: both files decide for themselves, whatever their order.
  await bring(node, "ucdp", csvFile(pair(900403).reverse(), { name: "ged241.csv" }));
  const first = (await contentOf(ucdpId(900403)))!.fatalitiesBest;
  await node.owner((client) => client.query("delete from imported where id = $1", [ucdpId(900403)]));
  await bring(node, "ucdp", csvFile(pair(900403), { name: "ged241.csv" }));
  expect((await contentOf(ucdpId(900403)))!.fatalitiesBest).toBe(first);
});

test("a dry run counts and writes nothing", async () => {
  const file = csvFile([ucdpRow({ id: 900500 }), ucdpRow({ id: 900501, latitude: 214 }), ucdpRow()], { name: "ged241.csv" });
  const before = await node.owner(async (client) => (await client.query("select seq from journal_head")).rows[0].seq);
  expect(await bring(node, "ucdp", file, { isDryRun: true })).toMatchObject({ read: 3, inserted: 1, unchanged: 1, rejected: 1, dryRun: true });
  expect(await node.owner(async (client) => (await client.query("select seq from journal_head")).rows[0].seq)).toBe(before);
});

test("the caller's clearance bounds what may be written, and what a caller may not see is not overwritten", async () => {
  const analyst = callerWith("analyst", "GREEN");
  await expect(bring(node, "ucdp", csvFile([ucdpRow({ id: 900600 })]), { caller: analyst, marking: "RED" })).rejects.toMatchObject({ code: "permission.marking" });
  await expect(bring(node, "ucdp", csvFile([ucdpRow({ id: 900600 })]), { caller: callerWith("reader", "RED") })).rejects.toMatchObject({ code: "permission.denied" });
  await bring(node, "ucdp", csvFile([ucdpRow({ id: 900601 })], { name: "ged241.csv" }), { marking: "RED" });
  const result = await bring(node, "ucdp", csvFile([ucdpRow({ id: 900601, best: 4 }), ucdpRow({ id: 900602 })], { name: "ged251.csv" }), { caller: analyst });
  expect(result).toMatchObject({ inserted: 1, updated: 0, rejected: 1 });
  expect(await contentOf(ucdpId(900601))).toMatchObject({ fatalitiesBest: 3 });
  // One that no import brought, and that the caller cannot see either.
  const hidden = await node.db.as(keeper, (tx) => save(tx, event, { marking: "RED", content: { kind: "extortion", occurredFrom: "2024-01-01", occurredTo: "2024-01-01", datePrecision: "day", placePrecision: "country", country: "ML", reliability: "C", credibility: "3", verification: "unverified", source: sourceIdOf("ucdp", false) } }));
  const csv = `id,kind,occurredFrom,datePrecision,placePrecision,country,source\n${hidden.row.id},extortion,2024-01-02,day,country,ML,${sourceIdOf("ucdp", false)}\n`;
  expect(await bring(node, "events", textFile("d.csv", csv), { caller: analyst })).toMatchObject({ inserted: 0, updated: 0, rejected: 1 });
  const row = `kind,occurredFrom,datePrecision,placePrecision,country,source,marking,sourceEventId\nextortion,2024-01-02,day,country,ML,${sourceIdOf("ucdp", false)},AMBER,E-1\n`;
  expect(await bring(node, "events", textFile("e.csv", row), { caller: analyst })).toMatchObject({ inserted: 0, rejected: 1 });
});

test("each import states what its source covers", async () => {
  const { content } = (await node.db.as(keeper, (tx) => find(tx, source, sourceIdOf("ucdp", false))))!;
  expect(content).toMatchObject({ name: expect.stringMatching(/^UCDP GED \d\d\.1$/), kind: "dataset", licence: "CC BY 4.0", coverageCountries: ["BF", "ML"] });
  await bring(node, "ucdp", csvFile([ucdpRow({ id: 900700, date_start: "2010-05-05", date_end: "2010-05-05" })], { name: "ged241.csv" }), { values: { countries: "ML,MR", from: "1989-01-01", to: "2023-12-31" } });
  const { content: wider } = (await node.db.as(keeper, (tx) => find(tx, source, sourceIdOf("ucdp", false))))! as unknown as { content: { coverage: object[] } };
  expect(wider.coverage).toEqual([{ country: "BF", from: expect.any(String), to: expect.any(String) }, { country: "ML", from: "1989-01-01", to: "2023-12-31" }, { country: "MR", from: "1989-01-01", to: "2023-12-31" }]);
});

test("an exercise imports into its own world", async () => {
  const exercise = node.keeper("test", true);
  await bring(node, "acled", csvFile([acledRow({ event_id_cnty: "SEN1", country: "Senegal", latitude: 13.77, longitude: -13.67 })]), { caller: exercise });
  expect(await contentOf(idFrom("acled", "SEN1"))).toBeUndefined();
  expect(await node.db.as(exercise, (tx) => find(tx, event, idFrom("acled", "SEN1")))).toMatchObject({ status: "exercise" });
});

test("every entry of all that verifies", async () => {
  expect((await node.owner(verifyJournal)).versions).toBeGreaterThan(50);
});

const UCDP_FILE = new URL("../../../../shared/data/ucdp/ged241-west-africa-1989-2021.csv.gz", import.meta.url);

test.skipIf(!existsSync(UCDP_FILE))("the real file goes in whole, twice without a change, and Mali's years agree with a plain reading of it", async () => {
  const real = await testNode();
  const file = UCDP_FILE.pathname;
  expect(await bring(real, "ucdp", file)).toMatchObject({ read: 3292, inserted: 3292, rejected: 0 });
  expect(await bring(real, "ucdp", file)).toMatchObject({ read: 3292, inserted: 0, updated: 0, unchanged: 3292, rejected: 0 });
  const rows = parse(gunzipSync(readFileSync(UCDP_FILE)), { columns: true, bom: true, relax_quotes: true, relax_column_count: true }) as Record<string, string>[];
  const counted = (of: (row: Record<string, string>) => string | undefined) => Object.fromEntries([...Map.groupBy(rows.filter((row) => of(row) !== undefined), (row) => of(row)!)].map(([key, group]) => [key, group.length]).sort());
  const stored = async (query: string) => Object.fromEntries((await real.owner((client) => client.query(query))).rows.map((row) => [row.key, row.count]));
  expect(await stored("select extract(year from occurred_from)::text as key, count(*) from events where country = 'ML' group by 1 order by 1")).toEqual(counted((row) => (row.country === "Mali" ? row.year : undefined)));
  expect(await stored("select extract(year from occurred_from)::text as key, count(*) from events where admin1 = 'ML01' group by 1 order by 1")).toEqual(counted((row) => (row.adm_1 === "Kayes region" ? row.year : undefined)));
});
