// What ships is valid, complete, tied together and no surer than its source: code lists, places, the report's case.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { codeFrom, codeList, codeLists } from "../src/platform/codes.ts";
import type { Field } from "../src/platform/field.ts";
import { idFrom } from "../src/platform/identity.ts";
import type { AnyNoun, GeoJsonGeometry } from "../src/platform/noun.ts";

type Point = [number, number];
interface Feature { id: string; properties: Record<string, any>; geometry: GeoJsonGeometry | null }
interface Entry { id: string; key: string; marking: string; content: Record<string, any> }

const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));
const isNoun = (value: any): value is AnyNoun => typeof value?.path === "string" && typeof value?.table === "string" && value.schema;
const declarations = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".noun.ts"));
const nouns = (await Promise.all(declarations.map((file) => import(`../src/${file}`)))).flatMap((module) => Object.values(module)).filter(isNoun);
const nounAt = (name: string) => nouns.find((noun) => noun.path === name)!;

const placeFiles = readdirSync("data/places").filter((name) => name.endsWith(".geojson"));
const places = new Map(placeFiles.map((name) => [name.replace(".geojson", ""), read(`data/places/${name}`).features as Feature[]]));
const caseFiles = readdirSync("data/cases/report").filter((name) => name.endsWith(".json"));
const report = new Map(caseFiles.map((name) => [name.replace(".json", ""), read(`data/cases/report/${name}`) as Entry[]]));
const entries = [...report].flatMap(([file, rows]) => rows.map((row) => ({ file, ...row })));
const byKey = (key: string) => entries.find((entry) => entry.key === key)!.content;

// ── code lists ──

test("every code list that a declaration names ships", () => {
  const named = nouns.flatMap((noun) => Object.values(noun.fields as Record<string, Field>)).flatMap(({ codeList: list }) => list ?? []);
  expect([...new Set(named)].filter((name) => !codeLists().has(name))).toEqual([]);
});

test.each([...codeLists().keys()])("code list %s has its words in three languages, no code twice, no lost branch", (name) => {
  const { codes } = read(`data/codes/${name}.json`);
  const list = codeList(name);
  expect(codes.length).toBe(list.codes.size);
  for (const words of [list.labels, ...codes.flatMap((code: any) => [code.labels, code.description ?? code.labels])]) {
    expect(words.ar).toMatch(/\p{Script=Arabic}/u);
    for (const language of ["fr", "en", "ar"]) expect(words[language].trim()).toBe(words[language]);
  }
  for (const language of ["fr", "en", "ar"] as const)
    expect(new Set(codes.map((code: any) => code.labels[language])).size, `${name}: two codes read alike in ${language}`).toBe(codes.length);
  for (const { broader } of codes) if (broader) expect(list.codes.has(broader), broader).toBe(true);
  const theirs = codes.flatMap((code: any) => Object.entries(code.from ?? {}).flatMap(([system, values]) => (values as string[]).map((value) => `${system}: ${value}`)));
  expect(new Set(theirs).size, `${name}: one foreign code, two meanings`).toBe(theirs.length);
});

test("the codes of UCDP and ACLED all have a meaning", () => {
  const subEvents = ["Government regains territory", "Non-state actor overtakes territory", "Armed clash", "Excessive force against protesters", "Protest with intervention",
    "Peaceful protest", "Violent demonstration", "Mob violence", "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED", "Grenade", "Sexual violence", "Attack", "Abduction/forced disappearance", "Agreement", "Arrests", "Change to group/activity",
    "Disrupted weapons use", "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory", "Other"];
  expect(subEvents.length).toBe(25);
  const asked = [
    ...subEvents.map((value) => ["event-kind", "acled", value]),
    ...["1", "2", "3"].flatMap((value) => [["violence-kind", "ucdp", value], ["event-kind", "ucdp", value], ["date-precision", "acled-time", value], ["place-precision", "acled-geo", value]]),
    ...["1", "2", "3", "4", "5"].map((value) => ["date-precision", "ucdp", value]),
    ...["1", "2", "3", "4", "5", "6", "7"].map((value) => ["place-precision", "ucdp", value]),
    ...["Mali", "Senegal", "Mauritania", "Guinea", "Burkina Faso", "Niger", "Ivory Coast"].map((value) => ["country", "ucdp", value]),
  ] as [string, string, string][];
  expect(asked.filter(([list, system, value]) => !codeFrom(list, system, value))).toEqual([]);
  expect(codeFrom("country", "ucdp", "Ivory Coast")).toBe("CI");
  expect(codeFrom("place-precision", "ucdp", "6")).toBe("country");
});

test("F and 6 mean that nobody can judge, and say so", () => {
  for (const [list, code] of [["reliability", "F"], ["credibility", "6"]] as const) {
    const { labels, description } = read(`data/codes/${list}.json`).codes.find((row: any) => row.code === code);
    expect(labels.en).toContain("cannot be judged");
    expect(description.en).toContain("not the worst");
  }
});

const FORBIDDEN = /ethni|relig|\bcast|confession|\btrib(es?|al|us?)\b|\brac(e|ial)|belie[fv]|croyance|preach|prêch|imam|mosqu|salaf|soufi|sufi|islam|christi|herder|éleveurs?\b|berger|pastoral|nomad|إثني|عرقي|ديني|قبيل|طائف|مسجد|سلفي|صوفي/i;

test("no field and no code has a place for ethnicity, religion, caste, belief or livelihood", () => {
  const words = [
    ...nouns.flatMap((noun) => Object.entries(noun.fields as Record<string, Field>).flatMap(([name, field]) => [name, ...Object.values(field.labels)])),
    ...[...codeLists().values()].flatMap((list) => [...list.codes.values()].flatMap((code) => [code.code, ...Object.values(code.labels)])),
  ];
  expect(words.filter((word) => FORBIDDEN.test(word))).toEqual([]);
  expect("ethnicité du chef").toMatch(FORBIDDEN);
});

// ── places ──

test.each(placeFiles)("%s is valid by its noun, each id once", (name) => {
  const noun = nounAt(name.replace(".geojson", ""));
  const features = places.get(noun.path)!;
  for (const { id, properties, geometry } of features) {
    const checked = noun.schema.safeParse({ ...properties, geometry });
    expect(checked.success ? [] : [id, checked.error.message]).toEqual([]);
  }
  expect(new Set(features.map(({ id }) => id)).size).toBe(features.length);
});

test("the same packages give the same bytes, and under 4 MB", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "places-"));
  execFileSync(process.execPath, ["scripts/build-places.ts", folder]);
  const differing = placeFiles.filter((name) => readFileSync(path.join(folder, name), "utf8") !== readFileSync(`data/places/${name}`, "utf8"));
  const bytes = placeFiles.reduce((sum, name) => sum + readFileSync(`data/places/${name}`).length, 0);
  rmSync(folder, { recursive: true });
  expect(differing).toEqual([]);
  expect(bytes).toBeLessThan(4e6);
});

const areas = places.get("areas")!;
const pcodes = new Map(areas.map((area) => [area.properties.pcode as string, area]));

test("areas hang together: one p-code each, every parent known, in its own country", () => {
  expect(pcodes.size).toBe(areas.length);
  for (const { properties } of areas) {
    if (properties.parentPcode) expect(pcodes.get(properties.parentPcode)?.properties.country, properties.pcode).toBe(properties.country);
    else expect(properties.level).toBe(0);
  }
  for (const [file, features] of places) for (const { properties } of features) if (file !== "areas" && properties.area) {
    const area = pcodes.get(properties.area);
    expect(area, `${properties.name}: ${properties.area}`).toBeDefined();
    if (properties.country) expect(area!.properties.country, properties.name).toBe(properties.country);
  }
});

const WITHOUT_COORDINATE = ["bearing-only", "named-only", "unresolved", "admin1", "admin2", "admin3", "country"];

test("a place known by words only has words and no coordinate", () => {
  const wordsOnly = [...places.values()].flat().filter(({ properties }) => WITHOUT_COORDINATE.includes(properties.placePrecision));
  expect(wordsOnly.filter(({ geometry }) => geometry).map(({ properties }) => properties.name)).toEqual([]);
  const names = wordsOnly.map(({ properties }) => properties.name);
  for (const name of ["Melgué", "Dioumara", "Nankoumana", "Kaladiango", "Mousafa", "Makofé", "Farading", "Diyalougou", "Kharakhéna", "Bambou", "Forêt du Baoulé"]) expect(names).toContain(name);
  for (const { geometry, properties } of entries.map(({ content }) => ({ geometry: content.geometry, properties: content })))
    if (WITHOUT_COORDINATE.includes(properties.placePrecision)) expect(geometry, properties.title).toBeUndefined();
});

test("the report's towns are found, with the words of three languages where we have them", () => {
  const settlements = places.get("settlements")!;
  for (const name of ["Kayes", "Koulikoro", "Mopti", "Bamako", "Nioro du Sahel", "Diéma", "Kéniéba", "Nampala", "Kédougou", "Matam", "Tambacounda", "Bakel", "Saraya", "Goudiry", "Kidira", "Dakar", "Thiès", "Louga"])
    expect(settlements.filter(({ properties, geometry }) => properties.name === name && geometry).length, name).toBe(1);
  const spelt = new Map(settlements.map(({ properties }) => [properties.name, properties.spellings ?? []]));
  for (const [name, other] of [["Dioumara", "Dyoumara"], ["Guémédié", "Guémédji"], ["Khossanto", "Kossanto"], ["Mamakhono", "Mamakono"], ["Bambou", "Bembou"]] as const) expect(spelt.get(name)).toContain(other);
  const area = (name: string) => settlements.find(({ properties }) => properties.name === name)!.properties.area;
  expect(["Bakel", "Kidira", "Goudiry", "Saraya", "Kayes", "Matam", "Sélibaby"].map(area)).toEqual(["SN12", "SN12", "SN12", "SN0603", "ML01", "SN09", "MR10"]);
});

type Polygons = Point[][][];
const polygonsOf = (geometry: GeoJsonGeometry): Polygons => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);
const crossings = ([x, y]: Point, ring: Point[]) => ring.slice(1).filter(([bx, by], i) => {
  const [ax, ay] = ring[i]!;
  return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;
}).length;
const boxed = (area: Feature) => {
  const polygons = polygonsOf(area.geometry!);
  const [xs, ys] = [0, 1].map((axis) => polygons.flat(2).map((point) => point[axis]!)) as [number[], number[]];
  return { pcode: area.properties.pcode, country: area.properties.country, polygons, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const };
};
const holding = (point: Point, among: ReturnType<typeof boxed>[]) => among.filter(({ box, polygons }) =>
  point[0] >= box[0] && point[0] <= box[2] && point[1] >= box[1] && point[1] <= box[3] && polygons.flat().reduce((sum, ring) => sum + crossings(point, ring), 0) % 2 === 1);

test("regions tile: no point in two, and in a region exactly when in its country", () => {
  const withOutline = areas.filter(({ geometry }) => geometry).map(boxed);
  const countries = withOutline.filter(({ pcode, country }) => pcode === country);
  const regions = withOutline.filter(({ pcode, country }) => pcode !== country);
  const divided = new Set(regions.map(({ country }) => country));
  expect([...divided].sort()).toEqual(["GN", "ML", "MR", "SN"]);
  let seed = 20250208; // the same points every time
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const outlinePoints = regions.flatMap(({ polygons }) => polygons.flat(2));
  const anywhere = Array.from({ length: 2000 }, (): Point => [-17.6 + random() * 22, 7 + random() * 20.5]);
  const beside = Array.from({ length: 8000 }, (): Point => { const [x, y] = outlinePoints[Math.floor(random() * outlinePoints.length)]!; return [x + (random() - 0.5) * 0.03, y + (random() - 0.5) * 0.03]; });
  const faults = [...anywhere, ...beside].filter((point) => {
    const inside = holding(point, regions);
    const within = holding(point, countries);
    const expected = within.filter(({ country }) => divided.has(country));
    return inside.length > 1 || within.length > 1 || inside.length !== expected.length || inside[0]?.country !== expected[0]?.country;
  });
  expect(faults).toEqual([]);
});

test("the three borders and the rivers are there", () => {
  const pairs = new Set(places.get("borders")!.map(({ properties }) => properties.between));
  for (const pair of ["ML-SN", "ML-MR", "MR-SN", "GN-ML", "GN-SN", "GM-SN", "BF-ML"]) expect(pairs).toContain(pair);
  const rivers = places.get("reaches")!.map(({ properties }) => properties.river);
  expect(new Set(rivers)).toEqual(new Set(["Sénégal", "Falémé", "Bafing", "Bakoye"]));
  for (const { properties } of [...places.get("reaches")!, ...places.get("routes")!, ...places.get("borders")!].filter(({ geometry }) => geometry)) expect(properties.precisionKm, properties.name).toBeGreaterThan(0);
});

// ── the report's case ──

test.each(caseFiles)("%s is valid by its noun, each id made from its key", (name) => {
  const noun = nounAt(name.replace(".json", ""));
  for (const { id, key, marking, content } of report.get(noun.path)!) {
    const checked = noun.schema.safeParse(content);
    expect(checked.success ? [] : [key, checked.error.message]).toEqual([]);
    expect(id).toBe(idFrom("faleme-report", key));
    expect(["GREEN", "AMBER", "RED"]).toContain(marking);
  }
});

test("every reference of the case resolves", () => {
  const ids = new Map([
    ...[...report].map(([file, rows]) => [nounAt(file).name, new Set(rows.map(({ id }) => id))] as const),
    ...[...places].map(([file, features]) => [nounAt(file).name, new Set(features.map(({ id }) => id))] as const),
  ]);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  const lost: string[] = [];
  for (const { file, key, content } of entries) {
    const fields = nounAt(file).fields as Record<string, Field>;
    for (const [name, value] of Object.entries(content)) {
      const target = file === "links" ? content[`${name}Noun`] : fields[name]?.noun;
      for (const id of target ? [value].flat() : []) if (!ids.get(target)?.has(id)) lost.push(`${key}.${name}`);
    }
    for (const pcode of [content.area, content.admin1, content.admin2, content.fromArea, content.toArea, ...(content.areas ?? [])])
      if (pcode && !pcodes.has(pcode)) lost.push(`${key}: ${pcode}`);
    if (content.area && content.country) expect(pcodes.get(content.area)!.properties.country, key).toBe(content.country);
  }
  expect(lost).toEqual([]);
});

test("golden facts", () => {
  const melgue = byKey("event/2025-02-08-melgue");
  expect(melgue).toMatchObject({ occurredFrom: "2025-02-08", datePrecision: "day", placePrecision: "unresolved", country: "ML", admin1: "ML01", fatalitiesLow: 3, fatalitiesBest: 3, fatalitiesHigh: 3 });
  expect(melgue.locationWords).toContain("35 km de Bakel");
  expect(melgue.casualties).toEqual([{ role: "security", outcome: "killed", best: 3, low: 3, high: 3 }, expect.objectContaining({ role: "security", outcome: "wounded", best: 3 })]);
  expect(byKey("claim/melgue-third").figureLow).toBe(3);

  expect(byKey("event/2024-12-nioro-abduction")).toMatchObject({ kind: "abduction", occurredFrom: "2024-12-01", datePrecision: "month", targets: ["community-leader"] });
  expect(byKey("event/2024-09-bamako")).toMatchObject({ occurredFrom: "2024-09-01", datePrecision: "month", admin1: "ML09" });
  expect(byKey("event/2025-02-09-makofe")).toMatchObject({ country: "ML", kind: "armed-robbery", placePrecision: "named-only" });
  expect(byKey("event/2025-02-09-farading")).toMatchObject({ country: "SN", admin1: "SN06", admin2: "SN0603", consequences: expect.arrayContaining(["panic", "short-flight"]) });
  expect(byKey("link/makofe-farading").relation).toBe("spills-over-to");
  expect(byKey("event/2025-03-13-nampala")).toMatchObject({ occurredFrom: "2025-03-13", kind: "destruction-of-settlement" });
  expect(codeList("event-kind").codes.get("destruction-of-settlement")!.broader).toBe("abuse");
  for (const key of ["event/2025-02-08-melgue", "event/2025-02-09-makofe", "event/2025-02-09-farading", "event/2025-03-13-nampala"]) expect(byKey(key).inferred[0]).toContain("2025");
  expect(new Date("2025-02-09").getUTCDay()).toBe(0); // « Sunday, February 9 »

  const growth = byKey("claim/kayes-growth-2024");
  expect([growth.figureLow, growth.figureHigh, growth.compares]).toEqual([7, undefined, ["2021", "2024"]]);
  expect(entries.find(({ key }) => key === "claim/kayes-growth-2024")!.marking).toBe("GREEN");
  const stock = byKey("claim/stock-descent-based");
  expect([stock.figureLow, stock.figureHigh, stock.placePrecision, stock.candidates.length, stock.area]).toEqual([800000, undefined, "unresolved", 2, undefined]);
  const refugees = byKey("displacement/refugees-mauritania");
  expect([refugees.peopleLow, refugees.peopleHigh, refugees.area]).toEqual([undefined, undefined, undefined]);
  expect(refugees.peopleWords).toContain("hundreds of thousands");

  expect(byKey("operation/joint-river-patrols-2025-02")).toMatchObject({ startedOn: "2025-02-18", endedOn: "2025-02-20", localitiesVisitedAtLeast: 12, kind: "joint-river-patrol" });
  for (const name of ["niokolo", "nawetan"]) expect(byKey(`operation/${name}`)).toMatchObject({ endedOn: "2024-12-31", plannedBy: "Zone militaire n° 4" });
  const camp = places.get("sites")!.find(({ properties }) => properties.name === "Camp de Goudiry")!.properties;
  expect([camp.kind, camp.since.slice(0, 4), camp.placePrecision]).toEqual(["post", "2022", "near"]);
});

test("alleged sites are RED, expire, carry a bearing and no coordinate, and no village stands in their title", () => {
  const alleged = entries.filter(({ content }) => /^alleged-|^actor-presence$|^rumour$|^community-/.test(content.kind ?? ""));
  expect(alleged.length).toBe(10);
  for (const { key, marking, content } of alleged) {
    expect(marking, key).toBe("RED");
    expect(content.expiresOn > content.saidOn, key).toBe(true);
    if (content.placeName && content.placePrecision.endsWith("-only")) expect(content.title).not.toContain(content.placeName);
  }
  const supply = alleged.filter(({ content }) => content.kind === "alleged-supply-point").map(({ content }) => [content.placeName, content.bearingFrom, content.bearing]);
  expect(supply).toEqual([["Nankoumana", "Dioumara", "SE"], ["Kaladiango", "Dioumara", "SW"], ["Mousafa", "Dioumara", "NW"]]);
  // The public gazetteer does not repeat it: its words on these places say where they are and nothing else.
  for (const { properties } of places.get("settlements")!.filter(({ geometry }) => !geometry)) expect(JSON.stringify(properties)).not.toMatch(/présumé|approvisionnement|refuge|Timbuktu/);
});

test("what is not known is left out: no coverage for a source, no grading that claims confirmation", () => {
  for (const { content } of entries.filter(({ file }) => file === "sources")) expect([content.coverageCountries, content.coverageFrom, content.coverageTo]).toEqual([undefined, undefined, undefined]);
  for (const { key, content } of entries) if (content.credibility) expect([key, content.credibility, content.verification]).not.toEqual([key, "1", "confirmed"]);
  expect(entries.filter(({ content }) => content.credibility === "1" || content.reliability === "A")).toEqual([]);
});

test("nobody is named, and no group of people is labelled", () => {
  // Name parts that the report prints, as hashes, so that this file names nobody either.
  const names = new Set(["241daf2e", "efe56f11", "77446e24", "a1d0e80d", "7bd8472e", "612850c7"]);
  const words = entries.flatMap(({ content }) => JSON.stringify(content).toLowerCase().split(/[^\p{Letter}]+/u));
  const hashed = (word: string) => createHash("sha256").update(word).digest("hex").slice(0, 8);
  expect([...new Set(words)].filter((word) => names.has(hashed(word)))).toEqual([]);
  const labels = /\béleveurs?\b|bergers?\b|nomades?\b|peul|soufi|salaf|tijan|imam\b|mosquée|marabout|ethni|caste|chinois|haratin|beyd|\bmaures?\b/i;
  // A citation may name a part of the report by its printed title.
  expect(entries.filter(({ content }) => labels.test(JSON.stringify({ ...content, citation: undefined }))).map(({ key }) => key)).toEqual([]);
});
