// The dossier's numbers: side by side, never netted, each kind of nothing told apart, and what lies above told from what is here.
import { expect, test } from "vitest";
import { served } from "../../../tests/database/served.ts";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { event } from "../../evidence/event.noun.ts";
import { source } from "../../evidence/source.noun.ts";
import { loadRecords } from "../../evidence/index.ts";
import { loadShippedPlaces } from "../../places/index.ts";
import { site } from "../../places/site.noun.ts";
import { save } from "../../platform/noun-store.ts";
import type { AnyNoun } from "../../platform/noun.ts";
import { indicatorValue } from "../indicators/indicator-value.noun.ts";
import { loadIndicators, loadSurvey } from "../load-shipped.ts";
import { dispute } from "../registers/dispute.noun.ts";
import { grievanceCount } from "../registers/grievance-count.noun.ts";
import { serviceState } from "../registers/service-state.noun.ts";
import { estimate } from "../survey/estimate.noun.ts";
import type { ProfileAnswer } from "./replies.ts";
import { measuredOf, profileRoutes } from "./routes.ts";

const node = await testNode();
await loadShippedPlaces(node);
await loadRecords(node, new URL("../../../data/cases/report/", import.meta.url), [source]);
await loadIndicators(node);
await loadSurvey(node, "report");
const http = await served(node, profileRoutes);
const analyst = callerWith("analyst", "AMBER");
const write = (noun: AnyNoun, content: object, marking?: "RED") => node.db.as(callerWith("analyst", "RED"), (tx) => save(tx, noun, { content, ...(marking ? { marking } : {}) }));
const json = async (path: string, caller = analyst) => { const reply = await http.get(path, caller); expect(reply.status, path).toBe(200); return reply.json() as any; };
const profileOf = (pcode: string, caller = analyst): Promise<ProfileAnswer> => json(`/api/factors/profile/${pcode}?from=2022-01-01&to=2025-12-31`, caller);
const reading = (answer: ProfileAnswer, key: string) => measuredOf(answer).find(({ indicator }) => indicator.key === key)!.reading;

test("Kédougou: half and three quarters of its own, a third of three regions together, and one value missing", async () => {
  const kedougou = await profileOf("SN06");
  expect(reading(kedougou, "unaware-jnim-mali")).toMatchObject({ state: "interval", low: 0.45, high: 0.55, intervalKind: "words", of: { kind: "area", areas: ["SN06"] } });
  expect(reading(kedougou, "peace-from-traditions")).toMatchObject({ state: "value", value: 0.75, unknown: ["respondents", "design-effect", "standard-error", "interval", "design", "wording"] });
  expect(reading(kedougou, "unaware-radicalisation")).toMatchObject({ state: "interval", of: { kind: "set", areas: ["SN06", "SN09", "SN12"] } });
  expect(reading(kedougou, "knows-involved")).toMatchObject({ state: "missing" });
  expect(reading(kedougou, "knows-involved").value).toBeUndefined();
  expect(reading(await profileOf("SN12"), "knows-involved")).toMatchObject({ state: "value", value: 0.07 });
});

test("where the wave was and is silent a value is missing; where it was not, nobody was asked", async () => {
  expect(reading(await profileOf("SN09"), "peace-from-traditions").state).toBe("missing");
  expect(reading(await profileOf("ML01"), "peace-from-traditions").state).toBe("not-asked");
});

test("0 % with an unknown number of respondents has no upper bound, and says so; with a known one it has the rule of three", async () => {
  const zero = reading(await profileOf("SN09"), "recruitment-by-origin");
  expect(zero).toMatchObject({ state: "value", value: 0 });
  expect([zero.high, zero.cautions.some(({ en }) => /no upper bound/.test(en))]).toEqual([undefined, true]);
  const { rows: [known] } = await node.owner((client) => client.query("select * from estimates where value = 0"));
  await write(estimate, { name: "zéro, effectif connu", wave: known.wave, question: known.question, answer: "yes", areas: ["SN09"], sex: "all", statistic: "proportion", state: "value", value: 0, respondents: 300, method: "published" });
  expect(reading(await profileOf("SN09"), "recruitment-by-origin")).toMatchObject({ value: 0, low: 0, high: 0.01, intervalMethod: "rule-of-three" });
});

test("exclusion is not shown finer than a region, other survey values come from the region above and say so", async () => {
  const saraya = await profileOf("SN0603");
  expect(reading(saraya, "marginalisation-as-reason")).toMatchObject({ state: "not-supported" });
  expect(reading(saraya, "peace-from-traditions")).toMatchObject({ value: 0.75, of: { kind: "above", areas: ["SN06"] } });
});

test("vulnerability and resilience stand side by side with all of the report's factors, leading ones apart from incidents, and no net number anywhere", async () => {
  const kedougou = await profileOf("SN06");
  expect(kedougou.vulnerability.map(({ factor }) => factor)).toEqual(["border-porosity", "awareness", "socio-economic", "social-exclusion", "contested-authority"]);
  expect(kedougou.resilience.map(({ factor }) => factor)).toEqual(["social-cohesion", "moderation", "civil-security-trust"]);
  const counted = kedougou.incidents.map(({ indicator }) => indicator.id);
  expect(kedougou.leading.length).toBeGreaterThan(4);
  expect(kedougou.leading.filter((id) => counted.includes(id))).toEqual([]);
  expect(Object.keys(kedougou)).toEqual(["area", "period", "vulnerability", "resilience", "leading", "incidents", "registers", "states"]);
});

test("events: no data where nobody says to have looked, at least so many where some are known, zero only under coverage", async () => {
  expect(reading(await profileOf("ML01"), "levies-reported")).toMatchObject({ state: "no-data" });
  const { row } = await write(source, { name: "Veille de la préfecture", kind: "official", reliability: "B", independenceGroup: "prefecture", coverageCountries: ["ML"], coverageFrom: "2020-01-01", coverageTo: "2026-12-31" });
  const levy = { kind: "extortion", occurredFrom: "2024-05-01", occurredTo: "2024-05-01", datePrecision: "day", placePrecision: "admin1", country: "ML", area: "ML01", admin1: "ML01", reliability: "B", credibility: "2", verification: "unverified", source: row.id };
  await write(event, levy);
  await write(event, { ...levy, occurredFrom: "2019-05-01", occurredTo: "2019-05-01" });
  expect(reading(await profileOf("ML01"), "levies-reported")).toMatchObject({ state: "value", value: 1, unknown: [], inputs: [{ noun: "event", count: 1 }] });
  expect(reading(await profileOf("ML05"), "levies-reported")).toMatchObject({ state: "value", value: 0 });
  expect(reading(await profileOf("SN06"), "levies-reported")).toMatchObject({ state: "no-data" });
});

test("registers: an empty one is no zero; open, settled and suppressed are told apart; RED is for its owner", async () => {
  expect(reading(await profileOf("SN12"), "disputes-open").state).toBe("no-data");
  const base = { issue: "water", area: "SN1201", knownSince: "2024-01-01", datePrecision: "month", tension: 1, asOf: "2025-01-01", reliability: "B", credibility: "3" };
  await write(dispute, { ...base, name: "Point d’eau du couloir nord", mediation: "agreed" });
  expect(reading(await profileOf("SN12"), "disputes-open")).toMatchObject({ state: "value", value: 0 });
  await write(dispute, { ...base, name: "Accès au couloir", issue: "corridor", mediation: "under-way" }, "RED");
  expect(reading(await profileOf("SN12", callerWith("analyst", "RED")), "disputes-open").value).toBe(1);
  expect(reading(await profileOf("SN12"), "disputes-open").value).toBe(0);
  const { rows: [{ id }] } = await node.owner((client) => client.query("select id from sources limit 1"));
  await write(serviceState, { service: "school", area: "SN1201", state: "closed", asOf: "2024-06-01", reliability: "B", credibility: "2", source: id });
  await write(serviceState, { service: "school", area: "SN1201", state: "open", asOf: "2025-06-01", reliability: "B", credibility: "2", source: id });
  await write(serviceState, { service: "court", area: "SN1202", state: "closed", asOf: "2025-06-01", reliability: "B", credibility: "2", source: id });
  expect(reading(await profileOf("SN12"), "services-open")).toMatchObject({ state: "value", value: 0.5 });
  await write(grievanceCount, { topic: "land-access", area: "SN1201", periodFrom: "2025-01-01", periodTo: "2025-03-31" });
  expect(reading(await profileOf("SN12"), "land-grievances")).toMatchObject({ state: "suppressed" });
  await expect(write(grievanceCount, { topic: "land-access", area: "SN1201", periodFrom: "2025-01-01", periodTo: "2025-03-31", cases: 9 })).rejects.toMatchObject({ code: "input.invalid" });
});

test("an imported share of the whole is that of its parts by population, projections left aside, and says how many parts it had", async () => {
  const { rows: [{ id }] } = await node.owner((client) => client.query("select id from indicators where key = 'food-crisis-share'"));
  const period = { periodFrom: "2024-01-01", periodTo: "2024-05-31", state: "value", indicator: id };
  await write(indicatorValue, { ...period, area: "SN0601", value: 0.1, population: 300 });
  await write(indicatorValue, { ...period, area: "SN0603", value: 0.3, population: 100 });
  await write(indicatorValue, { ...period, area: "SN0603", periodTo: "2024-08-31", value: 0.9, population: 100, isProjection: true });
  const found = reading(await profileOf("SN06"), "food-crisis-share");
  expect(found).toMatchObject({ state: "value", of: { kind: "parts", areas: expect.arrayContaining(["SN0601", "SN0603"]) } });
  expect(found.value).toBeCloseTo(0.15, 12);
  expect(found.cautions[0]!.en).toBe("2 of the 3 areas in it have a value");
  const { series } = await json("/api/factors/series/SN0603?to=2025-12-31");
  expect(series[0].points.map(({ isProjection }: any) => isProjection ?? false)).toEqual([false, true]);
});

test("the map shades only what is an area's own; sets and areas above are told and not shaded", async () => {
  const { rows } = await node.owner((client) => client.query("select id, key from indicators"));
  const of = (key: string) => rows.find((row) => row.key === key)!.id;
  const map = await json(`/api/factors/indicators/${of("unaware-radicalisation")}/areas?level=1`);
  expect(map.areas.filter(({ middle }: any) => middle !== undefined)).toEqual([]);
  expect(map.areas.filter(({ reading: { state } }: { reading: { state: string } }) => state === "interval").map(({ area }: any) => area.pcode)).toEqual(["SN06", "SN09", "SN12"]);
  const own = await json(`/api/factors/indicators/${of("knows-involved")}/areas?level=1`);
  expect(own.areas.filter(({ middle }: any) => middle !== undefined).map(({ area, middle }: any) => [area.pcode, middle])).toEqual([["SN09", 0.03], ["SN12", 0.07]]);
});

test("where from: estimate, question, wave, instrument, source and indicator, with their versions", async () => {
  const { rows: [{ id }] } = await node.owner((client) => client.query("select id from indicators where key = 'unemployment-as-reason'"));
  const { steps } = await json(`/api/factors/indicators/${id}/lineage/SN12`);
  expect(steps.map(({ noun }: any) => noun)).toEqual(["estimate", "question", "wave", "instrument", "source", "indicator"]);
  expect(steps[0]).toMatchObject({ version: 1, detail: { value: 0.85, words: "« 85% »", citation: expect.stringMatching(/Persistent Socio-Economic/) } });
});

test("compare takes two to four areas; a fifth is refused, an unknown one named", async () => {
  const { areas, indicators } = await json("/api/factors/compare?areas=SN06,SN12,ML01");
  expect(areas.map(({ pcode }: any) => pcode)).toEqual(["SN06", "SN12", "ML01"]);
  expect(indicators.every(({ readings }: any) => readings.length === 3)).toBe(true);
  expect((await http.get("/api/factors/compare?areas=SN01,SN02,SN03,SN04,SN05", analyst)).status).toBe(400);
  expect((await http.get("/api/factors/compare?areas=SN06,XX99", analyst)).status).toBe(404);
});

test.each([["csv", /^area,area_name.*\r\n#adm\+code,#adm\+name/], ["geojson", /"FeatureCollection"/], ["sdmx.csv", /^STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA/]] as const)("exports as %s keep missing apart from zero", async (format, begins) => {
  const text = await (await http.get(`/api/factors/profile/SN06/export.${format}`, analyst)).text();
  expect(text).toMatch(begins);
  if (format === "geojson") {
    const found = JSON.parse(text).features.map(({ properties }: any) => properties);
    expect(found.find(({ indicator }: any) => indicator === "knows-involved")).toMatchObject({ state: "missing" });
    expect("value" in found.find(({ indicator }: any) => indicator === "knows-involved")).toBe(false);
    return;
  }
  const lines = text.split("\r\n").map((line) => line.split(","));
  const at = (name: string) => lines[0]!.indexOf(name);
  const line = (key: string) => lines.find((cells) => cells.includes(key) || cells.includes(key.toUpperCase().replaceAll("-", "_")))!;
  const [value, state] = format === "csv" ? [at("value"), at("state")] : [at("OBS_VALUE"), at("OBS_STATUS")];
  expect([line("knows-involved")[value], line("knows-involved")[state]]).toEqual(["", format === "csv" ? "missing" : "L"]);
  expect(line("recruitment-by-origin")[value]).toBe("0");
});


test("travel time: not supported where no post of the state is known; from dry season to rains where one is, and shorter with one more", async () => {
  expect(reading(await profileOf("ML01"), "hours-to-post")).toMatchObject({ state: "not-supported" });
  const before = reading(await profileOf("SN12"), "hours-to-post");
  expect(before).toMatchObject({ state: "value", intervalKind: "precision" });
  expect(before.low).toBe(before.value);
  expect(before.high!).toBeGreaterThan(before.value!);
  await write(site, { name: "Poste d’essai", kind: "gendarmerie-post", country: "SN", area: "SN12", placePrecision: "exact", geometry: { type: "Point", coordinates: [-13.67, 13.77] } });
  expect(reading(await profileOf("SN12"), "hours-to-post").value!).toBeLessThan(before.value!);
});
