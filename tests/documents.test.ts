// The documents tell the truth: links lead somewhere, named files exist, named commands are verbs.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { commandNames } from "../src/verbs.ts";
import { repositoryFiles } from "./repository.ts";

const files = repositoryFiles();
const documents = files.filter((file) => file.endsWith(".md"));
const textOf = (file: string) => readFileSync(file, "utf8");

test.each(documents)("links of %s lead somewhere", (file) => {
  const dead = [...textOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!)
    .filter((link) => !/^(https?:|mailto:|#)/.test(link))
    .filter((link) => !existsSync(path.join(path.dirname(file), link.split("#")[0]!)));
  expect(dead).toEqual([]);
});

test.each(documents)("files that %s names exist", (file) => {
  const named = [...textOf(file).matchAll(/`((?:src|web|tests|migrations|data|docs|bench|scripts|deploy|conformance)\/[\w./-]+\.\w+)`/g)].map((match) => match[1]!);
  expect(named.filter((name) => !existsSync(name))).toEqual([]);
});

test.each(documents)("commands that %s names are verbs", (file) => {
  const verbs = [...textOf(file).matchAll(/(?:`|^ {4}|run )(?:npm run )?faleme (?:-- )?([a-z]+)/gm)].map((match) => match[1]!);
  expect(verbs.filter((verb) => !commandNames().includes(verb))).toEqual([]);
});

test.each(documents)("npm scripts that %s names exist", (file) => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const named = [...textOf(file).matchAll(/npm run ([a-z]+)/g)].map((match) => match[1]!);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("every chapter's README takes a minute", () => {
  const chapters = new Set(files.flatMap((file) => /^src\/([a-z]+)\//.exec(file)?.[1] ?? []));
  for (const chapter of chapters) {
    const readme = `src/${chapter}/README.md`;
    expect(existsSync(readme), readme).toBe(true);
    expect(textOf(readme).split(/\s+/).length, readme).toBeLessThan(260);
  }
});

test("the repository speaks of the product alone", () => {
  // Pieced together, so that this test does not find itself.
  const machine = new RegExp(["/wo" + "rk/", "/ro" + "ot/", "registry" + "\\.npmjs", "deb" + "\\.debian"].join("|"));
  const speaking = files.filter((file) => /\.(ts|tsx|md|json|mjs|sql|css|html|yml)$|^\.[\w.]+$|NOTICE|run$/.test(file) && machine.test(textOf(file)));
  expect(speaking).toEqual([]);
});

test("nothing but tests, benchmarks and CI reads the data that lies beside the repository", () => {
  const reading = files.filter((file) => /^(src|web|data|migrations)\/.*\.(ts|tsx|sql|json)$/.test(file) && !/\.test\.tsx?$/.test(file) && textOf(file).includes("../shared"));
  expect(reading).toEqual([]);
});

test("no mark of unfinished work is left in the product", () => {
  const marks = files.filter((file) => /^(src|web|migrations)\//.test(file) && new RegExp(["TO" + "DO", "FIX" + "ME", "XX" + "X"].map((mark) => `\\b${mark}\\b`).join("|")).test(textOf(file)));
  expect(marks).toEqual([]);
});
