// What the screen of names finds, on seeded texts whose names are known; the figures in the docs are these.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { seeded } from "../methods/stats/random.ts";
import { labelledTexts } from "./labelled-texts.ts";
import { countFound, countFoundUnknown, recallTable } from "./screening-recall.ts";
import { knownNames } from "./screening.ts";

const texts = labelledTexts(seeded(20250213), 3_000);

test("the table in the docs is what the screen does", () => {
  const docs = readFileSync("docs/SCREENING.md", "utf8");
  for (const line of recallTable(texts)) expect(docs).toContain(line);
});

test("names of the lists are found and little else is, in each language", () => {
  for (const language of ["fr", "en", "ar"]) for (const isCautious of [true, false]) {
    const { names, masked, findings, right } = countFound(texts.filter((one) => one.language === language), { isCautious });
    expect(masked / names, language).toBeGreaterThanOrEqual(0.97);
    expect(right / findings, language).toBeGreaterThanOrEqual(0.97);
  }
});

test("a screen that knows no names finds only what a title announces: the measure can fail", () => {
  const { masked, names } = countFound(texts, { known: knownNames(() => true) });
  expect(masked / names).toBeLessThan(0.5);
  expect(countFoundUnknown(texts).masked).toBeLessThan(countFound(texts).masked);
});

test("texts name somebody about every second time, where the label says", () => {
  expect(texts.filter(({ form }) => form === "none").length / texts.length).toBeCloseTo(0.5, 1);
  for (const { form, text, from, to, parts } of texts) if (form !== "none") expect(parts.some((part) => text.slice(from, to).toLowerCase().includes(part.toLowerCase())), text).toBe(true);
});
