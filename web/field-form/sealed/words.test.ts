// The words under seal: the same in three languages, each one used, none missing.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const here = new URL(".", import.meta.url);
const words = (language: string): Record<string, string> => JSON.parse(readFileSync(new URL(`words/${language}.json`, here), "utf8"));
const code = readdirSync(here).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts")).map((name) => readFileSync(new URL(name, here), "utf8")).join("\n");

test("three languages say the same, and nothing is left over or missing", () => {
  const keys = Object.keys(words("fr"));
  for (const language of ["en", "ar"]) expect(Object.keys(words(language))).toEqual(keys);
  expect(keys.filter((key) => !code.includes(`"${key}"`))).toEqual([]);
  expect([...code.matchAll(/\btold\("([\w.-]+)"/g)].map(([, key]) => key!).filter((key) => !keys.includes(key))).toEqual([]);
  for (const [key, text] of Object.entries(words("ar"))) expect(text, key).toMatch(/[\u0600-\u06FF]/);
  for (const [key, text] of Object.entries(words("fr"))) expect(text, key).not.toMatch(/ [;:!?]/);
});
