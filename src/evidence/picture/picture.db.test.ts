// The picture over real HTTP against SQL as the restricted role: for random events, callers and filters, areas with what lies
// outside and what is not placed sum to the total, brushing equals filtering, and nobody's silence is taken for a zero.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { served, type Served } from "../../../tests/database/served.ts";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { loadShippedPlaces } from "../../places/index.ts";
import type { Caller } from "../../platform/caller.ts";
import { newId } from "../../platform/identity.ts";
import { openLive } from "../../platform/live.ts";
import { silent } from "../../platform/log.ts";
import { MARKINGS, mayRead } from "../../platform/marking.ts";
import { find, save } from "../../platform/noun-store.ts";
import { claim } from "../claim.noun.ts";
import { EventFilter, eventConditions } from "../event-filter.ts";
import { event } from "../event.noun.ts";
import { link } from "../link.noun.ts";
import { openMapIndex } from "../map-index.ts";
import { settledFilter } from "../meant-events.ts";
import { source } from "../source.noun.ts";
import { pictureRoutes } from "./routes.ts";

const node = await testNode();
await loadShippedPlaces(node);
const live = await openLive(node, silent);
const index = openMapIndex(node, live, silent);
afterAll(async () => { await index.close(); await live.stop(); });
const http: Served = await served(node, pictureRoutes);

const analyst = callerWith("analyst", "AMBER");
const readers: Caller[] = [callerWith("reader", "CLEAR"), callerWith("reader", "GREEN"), analyst, callerWith("analyst", "RED"), callerWith("analyst", "RED", { organisation: "ML" }), callerWith("analyst", "RED", { exercise: true })];

async function ask(path: string, query: Record<string, unknown> = {}, caller = analyst): Promise<any> {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]));
  const reply = await http.get(`/api/picture/${path}?${search}`, caller);
  const answer = await reply.json();
  if (!reply.ok) throw new Error(JSON.stringify(answer));
  // What the API's document says is what is answered, all of it.
  const segments = path.split("/");
  const asked = pictureRoutes.find((one) => one.path.split("/").slice(3).every((word, i, all) => all.length === segments.length && (word.startsWith(":") || word === segments[i])))!;
  expect(asked.reply!.parse(answer)).toEqual(answer);
  return answer;
}

const report = (name: string) => JSON.parse(readFileSync(new URL(`../../../data/cases/report/${name}.json`, import.meta.url), "utf8")) as { id: string; key: string; marking: any; content: any }[];
const ucdp = newId(1);
const seqNow = async () => Number((await node.owner((client) => client.query("select seq from journal_head"))).rows[0].seq);

/** UCDP as its file is: Mali and Senegal to the end of 2021; in Kayes one event in 2021, two in 2018. */
beforeAll(async () => {
  const writer = node.keeper("test");
  await node.db.as(writer, async (tx) => {
    for (const [noun, name] of [[source, "sources"], [event, "events"], [claim, "claims"], [link, "links"]] as const) {
      for (const { id, marking, content } of report(name)) await save(tx, noun, { id, marking, content });
    }
    await save(tx, source, { id: ucdp, marking: "GREEN", content: { name: "UCDP GED", kind: "dataset", reliability: "B", independenceGroup: "ucdp", coverage: ["ML", "SN"].map((country) => ({ country, from: "1989-01-01", to: "2021-12-31" })) } });
    for (const [day, admin1] of [["2018-03-02", "ML01"], ["2018-07-09", "ML01"], ["2021-10-02", "ML01"], ["2021-04-04", "ML02"], ["2020-01-06", "SN02"]] as const) {
      await save(tx, event, { content: eventOn(day, { country: admin1.slice(0, 2), admin1, area: admin1 }) });
    }
  });
  await index.asOf(await seqNow());
}, 120_000);

const eventOn = (day: string, more: Record<string, unknown> = {}) => ({
  kind: "armed-clash", occurredFrom: day, occurredTo: day, datePrecision: "day", placePrecision: "admin1", country: "ML", reliability: "B", credibility: "2", verification: "unverified", source: ucdp, fatalitiesBest: 1, ...more,
});

describe("absent is not zero", () => {
  test("inside the coverage of a source nothing is a zero; outside it nothing is known", async () => {
    const { areas, period } = await ask("areas", { from: "2021-01-01", to: "2021-12-31" });
    const of = (pcode: string) => areas.find((one: any) => one.pcode === pcode);
    expect(period).toEqual({ from: "2021-01-01", to: "2021-12-31", isStated: true });
    expect(of("ML01")).toMatchObject({ state: "value", value: 1, coverage: "full", class: 0 });
    expect(of("ML03")).toMatchObject({ state: "zero", value: 0, coverage: "full", class: null });
    expect(of("MR11")).toMatchObject({ state: "no-data", value: null, coverage: "none", reason: "not-covered" });
    const later = await ask("areas", { from: "2021-07-01", to: "2022-06-30" });
    expect(later.areas.find((one: any) => one.pcode === "ML03")).toMatchObject({ state: "no-data", coverage: "part", reason: "partly-covered" });
  });

  test("the silence of a source says nothing of a kind that it has never reported", async () => {
    const cattle = await ask("areas", { from: "2021-01-01", to: "2021-12-31", kind: "cattle-theft" });
    expect(new Set(cattle.areas.map(({ state }: any) => state))).toEqual(new Set(["no-data"]));
    const clashes = await ask("areas", { from: "2021-01-01", to: "2021-12-31", kind: "armed-attack" });
    expect(clashes.areas.find((one: any) => one.pcode === "ML03").state).toBe("zero");
  });

  test("an area that has no outline here is not empty because nothing could be placed in it", async () => {
    const { areas } = await ask("areas", { from: "2021-01-01", to: "2021-12-31" });
    expect(areas.find((one: any) => one.name === "Bandiagara")).toMatchObject({ count: 0, state: "no-data", value: null, reason: "no-outline" });
  });

  test("a death toll that is not said is not zero deaths", async () => {
    const { areas } = await ask("areas", { measure: "fatalities", from: "2024-12-01", to: "2024-12-31" });
    expect(areas.find((one: any) => one.pcode === "ML01")).toMatchObject({ count: 1, unknown: 1, value: null, state: "no-data", reason: "toll-not-known" });
  });

  test("each bin of the timeline says whether anybody was looking", async () => {
    const { steps, countries } = await ask("timeline", { by: "year", admin1: "ML01", from: "2017-01-01", to: "2024-12-31" });
    expect(countries).toEqual(["ML"]);
    expect(steps.map(({ from, count, state, coverage }: any) => [from.slice(0, 4), count, state, coverage])).toEqual([
      ["2017", 0, "zero", "full"], ["2018", 2, "value", "full"], ["2019", 0, "zero", "full"], ["2020", 0, "zero", "full"], ["2021", 1, "value", "full"],
      ["2022", 0, "no-data", "none"], ["2023", 0, "no-data", "none"], ["2024", 1, "value", "none"],
    ]);
  });

  test("what is dated to the month is pointed out where weeks are shown", async () => {
    const { steps } = await ask("timeline", { by: "week", from: "2024-12-01", to: "2024-12-31" });
    expect(steps.filter(({ count }: any) => count > 0).map(({ count, vague }: any) => [count, vague])).toEqual([[1, 1]]);
  });
});

describe("an area's page", () => {
  test("the sevenfold of Kayes stands beside our own counts, which cannot test it", async () => {
    const page = await ask("area/ML01");
    expect(page.growth).toMatchObject({ chosenBy: "claim", comparability: "not-covered", before: { from: "2021-01-01", to: "2021-12-31", count: 1, activeSources: 1, covering: [{ id: ucdp, name: "UCDP GED" }] }, now: { from: "2024-01-01", count: 1, covering: [] } });
    expect(page.claims).toHaveLength(1);
    const [sevenfold] = page.claims;
    expect(sevenfold).toMatchObject({ figureLow: 7, compares: ["2021", "2024"], reliability: "C", credibility: "3", verdict: "cannot-be-tested", sourceName: expect.stringContaining("Timbuktu") });
    expect(sevenfold.words.fr).toContain("ne permettent pas de vérifier");
    expect(sevenfold.words.fr).toContain("2021\u00A0: 1, période couverte par au moins une source\u00A0; 2024\u00A0: 1, période qu’aucune source ne couvre");
    expect(sevenfold.words.fr).not.toContain("Rapport");
    expect(sevenfold.words.en).toContain("Our data cannot test this claim");
    expect(sevenfold.words.ar).toMatch(/[\u0600-\u06ff]/);
  });

  test("two periods that were covered are compared, with the exact interval", async () => {
    const { growth } = await ask("area/ML01", { before: "2021", now: "2018" });
    expect(growth.comparability).toBe("comparable");
    // R: poisson.test(c(2, 1), c(365, 365)): ratio 2, 0.1041 to 117.99
    expect(growth.change.ratio).toBeCloseTo(2, 9);
    expect(growth.change.lower).toBeCloseTo(0.1041, 3);
    expect(growth.change.upper).toBeCloseTo(117.99, 1);
    expect(growth.change.isUncertain).toBe(true);
  });

  test("where it lies, what is beside it, what was last", async () => {
    const page = await ask("area/ML01", { latest: 3 });
    expect(page.area).toMatchObject({ name: "Kayes", level: 1, country: "ML", isFormer: false });
    expect(page.above).toEqual([expect.objectContaining({ pcode: "ML" })]);
    expect(page.border).toMatchObject({ country: expect.stringMatching(/SN|MR|GN/) });
    expect(page.neighbours.map(({ country }: any) => country)).toEqual(expect.arrayContaining(["ML", "SN", "MR"]));
    expect(page.neighbours.find(({ country }: any) => country === "MR")).toMatchObject({ count: 0, state: "no-data" });
    expect(page.latest.map(({ content }: any) => content.occurredFrom)).toEqual(["2025-02-09", "2025-02-08", "2024-12-01"]);
    expect(page.byKind.reduce((sum: number, { count }: any) => sum + count, 0)).toBe(page.total.count);
    expect(page.recurrences[0]).toMatchObject({ figureLow: 3, about: ["9e60b709-e8e7-8526-832e-3c5318194788"] });
    expect(page.surge).toMatchObject({ pcode: "ML01", week: { from: "2021-12-20", to: "2021-12-26" } });
  });

  test("a p-code that is no area", async () => {
    expect((await http.get("/api/picture/area/XX99", analyst)).status).toBe(404);
  });
});

describe("has it happened before", () => {
  const at = (lon: number, lat: number, more: Record<string, unknown> = {}) => ({ placePrecision: "exact", geometry: { type: "Point", coordinates: [lon, lat] }, kind: "cattle-theft", ...more });

  test("Melgué: said to be the third, and the first two listed nowhere", async () => {
    const found = await ask("repeats/9e60b709-e8e7-8526-832e-3c5318194788");
    expect(found).toMatchObject({ nth: null, earlier: [], asserted: [{ figureLow: 3, isListed: false }] });
    expect(found.words.en).toBe("This place is not located: nothing can be searched around it. A source calls it no. 3 of its kind: asserted, not listed.");
  });

  test("the nth of its kind, with the earlier ones; far, late, other and vague ones are not among them", async () => {
    const ids = await node.db.as(node.keeper("test"), async (tx) => {
      const made: string[] = [];
      for (const content of [
        eventOn("2023-05-01", at(-11.9, 12.85)), eventOn("2023-06-01", at(-11.88, 12.86)), eventOn("2023-06-10", at(-11.9, 12.85, { placePrecision: "near" })),
        eventOn("2023-06-02", at(-11.3, 12.85)), eventOn("2021-06-02", at(-11.9, 12.85)), eventOn("2023-06-03", at(-11.9, 12.85, { kind: "smuggling" })), eventOn("2023-06-04", at(-11.9, 12.85, { placePrecision: "admin1" })),
      ]) made.push((await save(tx, event, { content })).row.id);
      return made;
    });
    const found = await ask(`repeats/${ids[2]}`, { km: 20, days: 365, seq: await seqNow() });
    expect(found.nth).toBe(3);
    expect(found.earlier.map(({ id }: any) => id)).toEqual([ids[1], ids[0]]);
    expect(found.earlier[0]).toMatchObject({ daysBefore: 9, km: 2.4 });
    expect(await ask(`repeats/${ids[2]}`, { km: 20, days: 8 })).toMatchObject({ nth: 1, earlier: [] });
    expect(await ask(`repeats/${ids[6]}`)).toMatchObject({ nth: null });
  });
});

describe("against SQL as the restricted role", () => {
  const AREAS = [{ country: "ML", admin1: "ML01", admin2: "ML0106", area: "ML0106" }, { country: "ML", admin1: "ML01", area: "ML01" }, { country: "SN", admin1: "SN12", admin2: "SN1201", area: "SN1201" },
    { country: "ML" }, { country: "BF" }, { country: "BF", admin1: "BF13" }, { country: "MR", admin1: "MR11" }, { country: "ML", admin1: "ML99", area: "ML99" }];
  const someDay = fc.integer({ min: 0, max: 400 }).map((days) => new Date(Date.UTC(2021, 5, 1) + days * 86_400_000).toISOString().slice(0, 10));
  const someEvent = fc.record({
    where: fc.constantFrom(...AREAS), kind: fc.constantFrom("armed-clash", "cattle-theft", "ambush-of-convoy"), occurredFrom: someDay, lasts: fc.constantFrom(0, 0, 5, 40),
    marking: fc.constantFrom(...MARKINGS), reliability: fc.constantFrom("B", "F"), fatalitiesBest: fc.option(fc.nat(4), { nil: undefined }),
    actors: fc.subarray(["Groupe A", "Garde, nationale"]).map((names) => names.map((name) => ({ name, kind: "other" as const }))), commodities: fc.subarray(["fuel", "gold"]),
    title: fc.constantFrom("Vol au marché", "Attaque du poste", undefined), at: fc.option(fc.tuple(fc.integer({ min: -140, max: -80 }), fc.integer({ min: 120, max: 160 })).map(([lon, lat]) => [lon / 10, lat / 10]), { nil: undefined }),
  });
  const rarely = (...words: string[]) => fc.option(fc.constantFrom(...words), { nil: undefined, freq: 3 });
  const someFilter = fc.record({
    period: fc.option(fc.tuple(someDay, someDay), { nil: undefined }), kind: fc.option(fc.constantFrom("armed-attack", "cattle-theft"), { nil: undefined }),
    country: fc.option(fc.constantFrom("ML", "SN,BF"), { nil: undefined }), admin1: fc.option(fc.constantFrom("ML01", "ML01,MR11"), { nil: undefined }), reliability: fc.option(fc.constantFrom("B"), { nil: undefined }),
    actor: rarely("Groupe A", "Garde, nationale|Personne"), commodity: rarely("fuel", "gold,timber"), q: rarely("marche", "attaque pos"), borderKm: rarely("15", "60"),
  }).map(({ period, ...rest }) => {
    const [from, to] = [...(period ?? [])].sort();
    return Object.fromEntries(Object.entries({ from, to, ...rest }).filter(([, value]) => value !== undefined)) as Record<string, string>;
  });

  beforeAll(async () => {
    const drawn = fc.sample(someEvent, { numRuns: 300, seed: 20250508 });
    for (const [i, { where, lasts, marking, at, ...content }] of drawn.entries()) {
      const owner = readers[3 + (i % 3)]!; // SN, ML, and SN's exercise; all cleared to RED
      const occurredTo = new Date(Date.parse(content.occurredFrom) + lasts * 86_400_000).toISOString().slice(0, 10);
      await node.db.as(owner, (tx) => save(tx, event, { marking, content: eventOn(content.occurredFrom, { ...content, ...where, occurredTo, ...(at ? { placePrecision: "near", geometry: { type: "Point", coordinates: at } } : {}) }) }));
    }
  }, 120_000);

  async function rowsOf(caller: Caller, filter: Record<string, string>) {
    return node.db.as(caller, async (tx) => {
      const conditions = [sql`not withdrawn`, ...eventConditions(await settledFilter({ tx, node }, EventFilter.parse(filter)))];
      const { rows } = await sql<any>`select country, admin1, admin2, occurred_from, occurred_to, fatalities_best from events where ${sql.join(conditions, sql` and `)}`.execute(tx.sql);
      return rows;
    });
  }
  const tolls = (rows: any[]) => ({ count: rows.length, fatalities: rows.reduce((sum, row) => sum + (row.fatalities_best ?? 0), 0), unknown: rows.filter((row) => row.fatalities_best === null).length });
  const sum = (parts: any[]) => ({ count: add(parts, "count"), fatalities: add(parts, "fatalities"), unknown: add(parts, "unknown") });
  const add = (parts: any[], name: string) => parts.reduce((total, part) => total + part[name], 0);

  test("area counts, with what lies outside and what is not placed, sum to the filtered total; each is SQL's own", async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...readers), someFilter, fc.constantFrom(0, 1, 2), async (caller, filter, level) => {
      const answer = await ask("areas", { ...filter, level, seq: await seqNow(), ...(caller.exercise ? { world: "exercise" } : {}) }, caller);
      const rows = await rowsOf(caller, filter);
      expect(answer.total).toEqual(tolls(rows));
      expect(sum([...answer.areas, answer.outside, answer.unlocated])).toEqual(tolls(rows));
      expect(sum(answer.outside.byCountry)).toEqual({ count: answer.outside.count, fatalities: answer.outside.fatalities, unknown: answer.outside.unknown });
      const column = ["country", "admin1", "admin2"][level]!;
      for (const { pcode, count, fatalities, unknown } of answer.areas) expect({ count, fatalities, unknown }, pcode).toEqual(tolls(rows.filter((row: any) => row[column] === pcode)));
      expect(answer.provenance.sources.reduce((total: number, { events }: any) => total + events, 0)).toBe(rows.length);
    }), { numRuns: 40 });
  });

  test("brushing the timeline equals filtering in SQL, and its bins are SQL's own", async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...readers), someFilter, fc.constantFrom("week", "month", "year"), fc.tuple(fc.nat(400), fc.nat(400)), async (caller, filter, by, [a, b]) => {
      const world = caller.exercise ? { world: "exercise" } : {};
      const answer = await ask("timeline", { ...filter, by, seq: await seqNow(), ...world }, caller);
      const rows = await rowsOf(caller, filter);
      expect(answer.total).toEqual(tolls(rows));
      expect(sum([...answer.steps, answer.earlier])).toEqual(tolls(rows));
      for (const step of answer.steps) {
        const inStep = rows.filter((row: any) => row.occurred_from >= step.from && row.occurred_from <= step.to && (!filter.from || row.occurred_from >= filter.from));
        expect({ count: step.count, fatalities: step.fatalities, unknown: step.unknown }, step.from).toEqual(tolls(inStep));
        expect(step.vague, step.from).toBe(inStep.filter((row: any) => row.occurred_to > step.to).length);
      }
      if (answer.steps.length === 0) return;
      const [from, to] = [answer.steps[Math.min(a, b) % answer.steps.length], answer.steps[Math.max(a, b) % answer.steps.length]].sort((x, y) => (x.from < y.from ? -1 : 1));
      const brushed = { ...filter, from: from.from, to: to.to };
      const areas = await ask("areas", { ...brushed, ...world }, caller);
      expect(areas.total).toEqual(tolls(await rowsOf(caller, brushed)));
    }), { numRuns: 40 });
  });

  test("nobody is counted what they may not read", async () => {
    const all = await node.owner((client) => client.query("select marking, owner, exercise from events where not withdrawn"));
    for (const caller of readers) {
      const { total } = await ask("areas", { seq: await seqNow(), ...(caller.exercise ? { world: "exercise" } : {}) }, caller);
      expect(total.count).toBe(all.rows.filter(({ marking, owner, exercise }) => mayRead(caller, { marking: MARKINGS[marking]!, owner, exercise })).length);
    }
    expect((await http.get("/api/picture/areas")).status).toBe(401);
  });
});

test("where a number is from: sources with grades and coverage, named only to those who may read them", async () => {
  const { sources, gradings, events, method } = await ask("origin", { admin1: "ML01", from: "2021-01-01", to: "2021-12-31", source: ucdp });
  expect(method.words.ar).toMatch(/[\u0600-\u06ff]/);
  expect(sources[0]).toMatchObject({ id: ucdp, name: "UCDP GED", reliability: "B", isCovering: true, coverage: [{ country: "ML", from: "1989-01-01", to: "2021-12-31" }, { country: "SN", from: "1989-01-01", to: "2021-12-31" }] });
  expect(gradings.reduce((total: number, one: any) => total + one.events, 0)).toBe(events);
  const hidden = report("events").find(({ key }) => key === "event/2025-02-08-melgue")!;
  await node.db.as(node.keeper("test"), async (tx) => { await save(tx, source, { id: hidden.content.source, marking: "AMBER", content: (await find(tx, source, hidden.content.source))!.content }); });
  const [unnamed] = (await ask("origin", { from: "2025-02-08", to: "2025-02-08" }, callerWith("reader", "GREEN"))).sources;
  expect(unnamed).toEqual({ id: hidden.content.source, events: 1, coverage: [], isCovering: false });
});

test("too many steps are refused with a word, not computed", async () => {
  const reply = await http.get("/api/picture/timeline?by=week&from=0001-01-01&to=2025-01-01", analyst);
  expect([reply.status, (await reply.json() as { code: string }).code]).toEqual([400, "input.invalid"]);
});
