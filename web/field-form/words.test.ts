// The form's words: whole in three languages; in a language that is still being written, at least none that is not asked for.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { codeList } from "../../src/platform/codes.ts";
import { GROUPS } from "./subjects.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const wordsOf = (language: string): Record<string, string> => JSON.parse(readFileSync(path.join(here, "words", `${language}.json`), "utf8"));
const languages = readdirSync(path.join(here, "words")).map((file) => path.basename(file, ".json"));
const fr = wordsOf("fr");
const valuesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

test("French, English and Arabic say the same things", () => {
  for (const language of ["en", "ar"]) expect(Object.keys(wordsOf(language)).sort(), language).toEqual(Object.keys(fr).sort());
});

test("every language's file is offered, and holds nothing but what is asked for, with the same values filled in", () => {
  const offered = [...readFileSync(path.join(here, "words.ts"), "utf8").matchAll(/import\("\.\/words\/(\w+)\.json"\)/g)].map(([, name]) => name!);
  expect(new Set(offered)).toEqual(new Set(languages));
  for (const language of languages) {
    for (const [key, text] of Object.entries(wordsOf(language))) {
      expect(fr[key], `${language}: ${key}`).toBeDefined();
      expect(text.trim(), `${language}: ${key}`).not.toBe("");
      expect([...new Set(valuesOf(text))], `${language}: ${key}`).toEqual([...new Set(valuesOf(fr[key]!))]);
    }
  }
});

test("every word is said by a screen, and every word that a screen says is there", () => {
  const code = readdirSync(here, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts")).map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8")).join("\n");
  const plain = new Set([...code.matchAll(/["'`]([a-z][\w.-]*)["'`]/g)].map(([, key]) => key!));
  const composed = [...code.matchAll(/`([a-z-]+\.)\$\{/g)].map(([, begins]) => begins!);
  expect(Object.keys(fr).filter((key) => !plain.has(key) && !composed.some((begins) => key.startsWith(begins)))).toEqual([]);
  const asked = [...code.matchAll(/\bword\("([^"]+)"/g)].map(([, key]) => key!);
  expect(asked.length).toBeGreaterThan(80);
  expect(asked.filter((key) => !(key in fr))).toEqual([]);
});

test("every subject and group has its words, and is a code of the house's lists", () => {
  const codes = ["event-kind", "demand-kind", "grievance-kind"].flatMap((list) => [...codeList(list).codes.keys()]);
  for (const { name, subjects } of GROUPS) {
    expect(fr[`group.${name}`], name).toBeDefined();
    for (const one of subjects) {
      expect(fr[`subject.${one.name}`], one.name).toBeDefined();
      expect(codes, one.name).toContain(one.kind);
    }
  }
  const names = GROUPS.flatMap(({ subjects }) => subjects.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
});

test("Arabic is written in Arabic, and French keeps its punctuation on the line", () => {
  const latin = Object.entries(wordsOf("ar")).filter(([, text]) => !/\p{Script=Arabic}/u.test(text));
  expect(latin).toEqual([]);
  expect(Object.entries(fr).filter(([, text]) => / [;:!?»]|« /.test(text))).toEqual([]);
});

test("no question asks who somebody is", () => {
  const said = languages.flatMap((language) => Object.values(wordsOf(language))).join("\n").toLowerCase();
  expect(said).not.toMatch(/ethni|religi|caste|croyance|belief|عرق|دين(?!ة)|طائف/);
});
