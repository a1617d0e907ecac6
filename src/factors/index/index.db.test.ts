// An index that knows its limits: two profiles and no net number, ranges of places where the grounds hold, a refusal where not.
import { expect, test } from "vitest";
import { served } from "../../../tests/database/served.ts";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { loadRecords } from "../../evidence/index.ts";
import { source } from "../../evidence/source.noun.ts";
import { loadShippedPlaces } from "../../places/index.ts";
import { nounRoutes } from "../../platform/noun-routes.ts";
import { saveMany } from "../../platform/noun-store.ts";
import { idFrom } from "../../platform/identity.ts";
import { seeded } from "../../methods/stats/random.ts";
import { indicatorValue } from "../indicators/indicator-value.noun.ts";
import { indicator } from "../indicators/indicator.noun.ts";
import { loadIndicators, loadSurvey } from "../load-shipped.ts";
import { indexVersion } from "./index-version.noun.ts";
import { indexRoutes } from "./routes.ts";

const node = await testNode();
await loadShippedPlaces(node);
await loadRecords(node, new URL("../../../data/cases/report/", import.meta.url), [source]);
await loadIndicators(node);
await loadSurvey(node, "report");
const http = await served(node, [...indexRoutes, ...nounRoutes(indexVersion)]);
const analyst = callerWith("analyst", "AMBER");
const json = async (path: string) => { const reply = await http.get(path, analyst); expect(reply.status, path).toBe(200); return reply.json() as any; };

test("three regions and one survey do not support a ranking: no score, no place, and the reasons in three languages", async () => {
  const { sides } = await json("/api/factors/index?areas=SN06,SN09,SN12");
  for (const side of sides) {
    expect(side.isSupported).toBe(false);
    expect(side.reasons.map(({ why }: any) => why)).toContain("too-few-areas");
    expect(side.rows.some((row: any) => "score" in row || "place" in row)).toBe(false);
    expect(side.effects).toBeUndefined();
  }
  expect(sides[0].reasons[0].words).toEqual({ fr: "trop peu de zones : 3, il en faut 8", en: "too few areas: 3, 8 are needed", ar: "مناطق قليلة جداً: 3، والمطلوب 8" });
});

const REGIONS = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"].map((number) => `SN${number}`);
const keys = ["a", "b", "c", "d", "e"];

test("with enough areas, indicators and independent sources: scores, ranges of places, and which choice matters", async () => {
  const random = seeded(5);
  await node.db.as(callerWith("analyst", "AMBER"), async (tx) => {
    await saveMany(tx, source, ["un", "deux", "trois"].map((name) => ({ id: idFrom("t", name), content: { name: `Source ${name}`, kind: "official", reliability: "B", independenceGroup: name } as never })));
    await saveMany(tx, indicator, keys.map((key, i) => ({ id: idFrom("t", key), content: {
      key: `t-${key}`, name: `Indicateur ${key}`, definition: "essai", side: "vulnerability", factor: "socio-economic", effect: i === 4 ? "lowers" : "raises", timing: "structural", unit: "share", origin: "imported", finestLevel: 3, goalpostLow: 0, goalpostHigh: 1, rhythm: "yearly",
      source: idFrom("t", ["un", "deux", "trois"][i % 3]!), ...(i === 0 ? { nameInRankings: true } : {}),
    } as never })));
    await saveMany(tx, indicatorValue, REGIONS.flatMap((area, r) => keys.map((key, i) => ({ id: idFrom("t", area + key), content: {
      indicator: idFrom("t", key), area, periodFrom: "2024-01-01", periodTo: "2024-12-31", state: "value", value: Math.min(1, Math.max(0, (i === 4 ? 1 - r / 14 : r / 14) + (random() - 0.5) * 0.1)), standardError: 0.02, source: idFrom("t", ["un", "deux", "trois"][i % 3]!),
    } as never }))));
  });
  const ids = keys.map((key) => idFrom("t", key)).join(",");
  const asked = `/api/factors/index?areas=${REGIONS.join(",")}&indicators=${ids}&seed=3`;
  const { sides } = await json(asked);
  const [vulnerability, resilience] = sides;
  expect(vulnerability).toMatchObject({ side: "vulnerability", isSupported: true, independentSources: 3, reasons: [] });
  expect(resilience.isSupported).toBe(false);
  // SN14 was made the most vulnerable and SN01 the least: their ranges say so and do not meet.
  const place = (area: string) => vulnerability.rows.find((row: any) => row.area === area).place;
  expect(place("SN14").upper).toBeLessThan(place("SN01").lower);
  for (const row of vulnerability.rows) expect(row.place.lower <= row.place.median && row.place.median <= row.place.upper).toBe(true);
  expect(Object.keys(vulnerability.effects).sort()).toEqual(["aggregation", "missingRule", "normalisation", "sample", "weighting"]);
  for (const { first, total } of Object.values<{ first: number; total: number }>(vulnerability.effects)) expect(total).toBeGreaterThanOrEqual(first - 1e-9);
  // The same seed gives the same answer; a source is named only where it agreed.
  expect((await json(asked)).sides[0].rows).toEqual(vulnerability.rows);
  expect(vulnerability.indicators.map(({ sourceName }: any) => sourceName)).toEqual(["Source un", undefined, undefined, undefined, undefined]);
});

test("kept choices are versioned, and the result says by which version it was made", async () => {
  const write = (method: string, path: string, body: object) => http.get(path, analyst, { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  const content = { name: "Choix de la cellule", level: 1, areas: REGIONS, indicators: keys.map((key) => idFrom("t", key)), normalisation: "rank", weighting: "given", weights: { "t-a": 3 }, aggregation: "geometric", draws: 200, seed: 1 };
  const made = await (await write("POST", "/api/index-versions", { content })).json() as any;
  const before = await json(`/api/index-versions/${made.id}/result`);
  expect(before.version).toEqual({ id: made.id, name: "Choix de la cellule", version: 1 });
  expect(before.sides[0].indicators[0].weight).toBeCloseTo(3 / 7, 12);
  expect((await write("PUT", `/api/index-versions/${made.id}`, { basedOn: 1, content: { ...content, weighting: "equal" } })).status).toBe(200);
  const after = await json(`/api/index-versions/${made.id}/result`);
  expect([after.version.version, after.sides[0].indicators[0].weight]).toEqual([2, 0.2]);
});
