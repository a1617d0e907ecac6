// The report's survey, through the house: every figure as it was said, every silence kept, nothing invented around it.
import { expect, test } from "vitest";
import { testNode } from "../../tests/database/test-node.ts";
import { loadRecords } from "../evidence/index.ts";
import { source } from "../evidence/source.noun.ts";
import { list } from "../platform/noun-store.ts";
import type { AnyNoun } from "../platform/noun.ts";
import { indicator } from "./indicators/indicator.noun.ts";
import { loadIndicators, loadSurvey } from "./load-shipped.ts";
import { estimate } from "./survey/estimate.noun.ts";
import { question } from "./survey/question.noun.ts";
import { wave } from "./survey/wave.noun.ts";

const node = await testNode();
await loadRecords(node, new URL("../../data/cases/report/", import.meta.url), [source]);
const shipped = await loadIndicators(node);
const first = await loadSurvey(node, "report");
const all = (noun: AnyNoun): Promise<Record<string, any>[]> =>
  node.db.as(node.keeper("test"), async (tx) => (await list(tx, noun, { limit: 100 })).rows.map(({ id, content }) => ({ id, ...content })));
const questions = await all(question);
const estimates = await all(estimate);
const KMT = ["SN06", "SN09", "SN12"];
const of = (key: string, answer = "yes") => {
  const asked = questions.find((one) => one.key === key)!;
  return estimates.filter((one) => one.question === asked.id && one.answer === answer).map(({ areas, state, value, low, high }) => ({ areas, state, value, low, high }));
};

test("loads whole, and a second time changes nothing", async () => {
  expect(shipped.inserted).toBeGreaterThan(10);
  expect(first).toMatchObject({ updated: 0, unchanged: 0 });
  expect(await loadIndicators(node)).toEqual({ inserted: 0, updated: 0, unchanged: shipped.inserted });
  expect(await loadSurvey(node, "report")).toEqual({ inserted: 0, updated: 0, unchanged: first.inserted });
});

// The report's figures, one by one.
const value = (areas: string[], said: number) => ({ areas, state: "value", value: said, low: undefined, high: undefined });
const words = (areas: string[], low: number, high: number) => ({ areas, state: "interval", value: undefined, low, high });
test.each([
  ["about half of Kédougou unaware of JNIM in Mali", "unaware-jnim-mali", "yes", [words(["SN06"], 0.45, 0.55)]],
  ["a third unaware of radicalisation", "unaware-radicalisation", "yes", [words(KMT, 0.3, 0.37)]],
  ["a third of the east unaware, another wording", "unaware-threat-east", "yes", [words(KMT, 0.3, 0.37)]],
  ["85 % unemployment", "reason-to-join", "unemployment", [value(KMT, 0.85)]],
  ["a fifth marginalisation", "reason-to-join", "marginalisation", [words(KMT, 0.17, 0.23)]],
  ["13 % tension", "reason-to-join", "intercommunity-tension", [value(KMT, 0.13)]],
  ["75 % of Kédougou: traditions", "peace-from-traditions", "yes", [value(["SN06"], 0.75)]],
  ["a majority of Kédougou: it will not occur", "violence-will-not-occur", "yes", [words(["SN06"], 0.5, 1)]],
  ["no one: 0 %", "recruitment-by-origin", "yes", [value(KMT, 0)]],
  ["4 % know someone of the same ideology", "knows-sharing-ideology", "yes", [value(KMT, 0.04)]],
  ["faith leaders second", "prevention-actors", "community-of-faith-leaders", [value(["SN09", "SN12"], 2)]],
  ["55 % would tell the security forces first", "tells-security-forces-first", "yes", [value(KMT, 0.55)]],
  ["a majority: no improvement", "no-improvement-after-operations", "yes", [words(KMT, 0.5, 1)]],
  ["a majority would get involved", "would-get-involved", "yes", [words(KMT, 0.5, 1)]],
])("%s", (_, key, answer, expected) => { expect(of(key, answer)).toEqual(expected); });

test("7 % in Tambacounda, 3 % in Matam, and Kédougou is missing: neither 0 nor left out", () => {
  expect(of("knows-involved").sort((a, b) => (a.areas[0] < b.areas[0] ? -1 : 1))).toEqual([
    { areas: ["SN06"], state: "missing", value: undefined, low: undefined, high: undefined }, value(["SN09"], 0.03), value(["SN12"], 0.07),
  ]);
});

test("n, design effect, standard error, design and wording are unknown, and stay so", async () => {
  const [round] = await all(wave);
  expect(round).toMatchObject({ design: "unknown", areas: KMT, microdata: "never-held" });
  expect(round!.respondents).toBeUndefined();
  for (const one of estimates) expect([one.name, one.respondents, one.designEffect, one.standardError, one.intervalMethod]).toEqual([one.name, undefined, undefined, undefined, undefined]);
  for (const one of questions) expect([one.key, one.wordingStatus, one.wording]).toEqual([one.key, "not-published", undefined]);
  for (const one of estimates.filter(({ state }) => state === "interval")) expect([one.intervalKind, one.words.length > 5]).toEqual(["words", true]);
});

test("each of the report's five vulnerability factors and three resilience factors has indicators, and exclusion is never finer than a region", async () => {
  const registry = await all(indicator);
  const factors = (side: string) => [...new Set(registry.filter((one) => one.side === side).map(({ factor }) => factor))].sort();
  expect(factors("vulnerability")).toEqual(["awareness", "border-porosity", "contested-authority", "social-exclusion", "socio-economic"]);
  expect(factors("resilience")).toEqual(["civil-security-trust", "moderation", "social-cohesion"]);
  expect(registry.filter(({ factor }) => factor === "social-exclusion").map(({ finestLevel }) => finestLevel)).toEqual([1]);
  expect(new Set(registry.map(({ key }) => key)).size).toBe(registry.length);
});
