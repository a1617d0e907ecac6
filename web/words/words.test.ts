// The page's words: the same in three languages, with every form of plural that each language has, none missing, none left over.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const LANGUAGES = ["fr", "en", "ar"] as const;
type Language = (typeof LANGUAGES)[number];
const web = fileURLToPath(new URL("..", import.meta.url));

type Tree = { [name: string]: string | Tree };
const flat = (tree: Tree, before = ""): [string, string][] => Object.entries(tree).flatMap(([name, words]) => (typeof words === "string" ? [[before + name, words]] : flat(words, `${before}${name}.`)));
const filesOf = (language: Language) => readdirSync(path.join(web, "words"), { recursive: true, withFileTypes: true }).filter(({ name }) => name === `${language}.json`);
const said = (language: Language) => filesOf(language).flatMap(({ parentPath, name }) => flat(JSON.parse(readFileSync(path.join(parentPath, name), "utf8"))));
const words = Object.fromEntries(LANGUAGES.map((language) => [language, new Map(said(language))])) as Record<Language, Map<string, string>>;

const PLURAL = /(_ordinal)?_(?:zero|one|two|few|many|other)$/;
const baseOf = (key: string) => key.replace(PLURAL, "");
const bases = (language: Language) => [...new Set([...words[language].keys()].map(baseOf))].sort();

test("the three languages have the same keys", () => {
  expect(bases("en")).toEqual(bases("fr"));
  expect(bases("ar")).toEqual(bases("fr"));
});

test("no two files say the same key", () => {
  for (const language of LANGUAGES) expect(said(language).length, language).toBe(words[language].size);
});

test("a count has every plural form that its language knows", () => {
  const missing = LANGUAGES.flatMap((language) => {
    const formsOf = (type: "cardinal" | "ordinal") => new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories;
    const counted = [...words[language].keys()].flatMap((key) => (PLURAL.test(key) ? [baseOf(key) + (PLURAL.exec(key)![1] ?? "")] : []));
    return [...new Set(counted)].flatMap((base) => formsOf(base.endsWith("_ordinal") ? "ordinal" : "cardinal").map((form) => `${base}_${form}`)).filter((key) => !words[language].has(key)).map((key) => `${language}: ${key}`);
  });
  expect(missing).toEqual([]);
});

test("nothing is empty, and each language fills in the same values", () => {
  const valuesOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).filter((name) => name !== "count").sort();
  for (const language of LANGUAGES) {
    for (const [key, text] of words[language]) {
      expect(text.trim(), `${language}: ${key}`).not.toBe("");
      if (PLURAL.test(key)) continue; // "one event" may say its number as a word
      expect([...new Set(valuesOf(text))], `${language}: ${key}`).toEqual([...new Set(valuesOf(words.fr.get(key)!))]);
    }
  }
});

test("every key is used by a page, and every key that a page uses is there", () => {
  const code = readdirSync(web, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".test.ts"))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8")).join("\n");
  const plain = new Set([...code.matchAll(/["'`]([a-zA-Z][\w-]*(?:\.[\w+-]+)*)["'`]/g)].map(([, key]) => key!));
  // t(`role.${name}`) uses every key that begins so, and ends as the template does.
  const composed = [...code.matchAll(/`([a-zA-Z][\w.-]*\.)\$\{[^`]*?\}([\w.-]*)`/g)].map(([, begins, ends]) => [begins!, ends!] as const);
  const isUsed = (key: string) => plain.has(key) || composed.some(([begins, ends]) => key.startsWith(begins) && key.endsWith(ends) && key.length > begins.length);
  expect(bases("fr").filter((key) => !isUsed(key))).toEqual([]);
  const asked = [...code.matchAll(/\b(?:t|say)\(\s*"([\w.+-]+)"/g)].map(([, key]) => key!);
  expect([...new Set(asked)].filter((key) => !words.fr.has(key) && !words.fr.has(`${key}_other`) && !words.fr.has(`${key}_ordinal_other`))).toEqual([]);
});

test("French keeps its punctuation on the line: no ordinary space before ; : ! ? or inside guillemets", () => {
  const loose = [...words.fr].filter(([, text]) => / [;:!?»]|« /.test(text)).map(([key]) => key);
  expect(loose).toEqual([]);
});
