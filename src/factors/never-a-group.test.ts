// No question, indicator or dispute is about a people, a community or those who fled; what ships is about none of them.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { indicator } from "./indicators/indicator.noun.ts";
import { dispute } from "./registers/dispute.noun.ts";
import { question } from "./survey/question.noun.ts";

const shipped = (file: string) => JSON.parse(readFileSync(new URL(`../../data/${file}`, import.meta.url), "utf8")) as { content: Record<string, unknown> }[];
const faults = (noun: { schema: typeof dispute.schema | typeof indicator.schema | typeof question.schema }, content: object): string[] => { const parsed = noun.schema.safeParse(content); return parsed.success ? [] : parsed.error.issues.map(({ message }) => message); };

const DISPUTE = { name: "Point d’eau du couloir nord", issue: "water", area: "SN12", knownSince: "2024-01-01", datePrecision: "month", tension: 1, mediation: "requested", asOf: "2024-06-01", reliability: "B", credibility: "3" };
test("a dispute is named by its issue", () => {
  expect(faults(dispute, DISPUTE)).toEqual([]);
  expect(faults(dispute, { ...DISPUTE, name: "Peuls contre Soninkés au puits" })).toEqual(["name the issue, never a group or a person"]);
  expect(faults(dispute, { ...DISPUTE, name: "Conflit avec les éleveurs" })).toEqual(["name the issue, never a group or a person"]);
});

const [levies] = shipped("factors/indicators.json").filter(({ content }) => content.key === "levies-reported").map(({ content }) => content);
test("an indicator is of no group, and counts nobody who fled as a threat", () => {
  expect(faults(indicator, levies!)).toEqual([]);
  expect(faults(indicator, { ...levies, name: "Part de Peuls" })).toEqual(["name the issue, never a group or a person"]);
  for (const name of ["Réfugiés accueillis", "Displaced people per 1,000", "عدد النازحين"]) expect(faults(indicator, { ...levies, name }), name).toEqual(["displacement is a matter of protection: it is never an indicator of threat"]);
  expect(faults(indicator, { ...levies, eventKinds: ["panic-displacement"] })).toHaveLength(1);
});

test("a question asks nobody for origin or belief, and its answers name no community", () => {
  const [asked] = shipped("cases/report/questions.json").map(({ content }) => content);
  expect(faults(question, asked!)).toEqual([]);
  expect(faults(question, { ...asked, wordingStatus: "exact", wording: { fr: "Quelle est votre ethnie ?" } })).toHaveLength(1);
  expect(faults(question, { ...asked, answers: [{ name: "Bambara" }, { name: "Peul" }] })).toHaveLength(1);
});

test("everything that ships passes", () => {
  for (const { content } of [...shipped("factors/indicators.json"), ...shipped("cases/report/indicators.json")]) expect(faults(indicator, content), String(content.key)).toEqual([]);
  for (const { content } of shipped("cases/report/questions.json")) expect(faults(question, content), String(content.key)).toEqual([]);
});
