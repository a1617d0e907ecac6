// The house's order holds, and a planted fault is seen.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { repositoryFiles } from "./repository.ts";
import { rings, wrongImports, type SourceFile } from "./architecture.ts";

const sources: SourceFile[] = repositoryFiles().filter((path) => /^(src|web)\/.*\.tsx?$/.test(path)).map((path) => ({ path, text: readFileSync(path, "utf8") }));

test("chapters import only from those on their right, by their doors", () => {
  expect(sources.length).toBeGreaterThan(30);
  expect(wrongImports(sources)).toEqual([]);
});

test("no ring of imports", () => {
  expect(rings(sources)).toEqual([]);
});

test.each([
  ["a chapter that reaches left", { path: "src/places/x.ts", text: 'import { event } from "../evidence/index.ts";' }],
  ["platform that knows a chapter", { path: "src/platform/x.ts", text: 'import { area } from "../places/area.noun.ts";' }],
  ["a chapter entered past its door", { path: "src/evidence/x.ts", text: 'import { fold } from "../places/search.ts";' }],
  ["a chapter that imports the roof", { path: "src/evidence/x.ts", text: 'import { allRoutes } from "../server.ts";' }],
  ["mathematics that reads a file", { path: "src/methods/x.ts", text: 'import { readFileSync } from "node:fs";' }],
  ["a page that imports the server's code", { path: "web/x.tsx", text: 'import { ROLES } from "../src/platform/roles.ts";' }],
  ["a page that reckons with the server's mathematics", { path: "web/map/x.ts", text: 'import { sphere } from "../../src/methods/spatial/sphere.ts";' }],
  ["the field form beyond the spelling of names", { path: "web/field-form/x.ts", text: 'import { surge } from "../../src/methods/stats/surge.ts";' }],
  ["a page's test that leans on the server", { path: "web/map/x.test.ts", text: 'import { ROLES } from "../../src/platform/roles.ts";' }],
])("a planted fault is seen: %s", (_, planted) => {
  expect(wrongImports([...sources, planted])).toHaveLength(1);
});

test("a planted ring is seen", () => {
  const planted = [{ path: "src/places/a.ts", text: 'import { b } from "./b.ts";' }, { path: "src/places/b.ts", text: 'import { a } from "./a.ts";' }];
  expect(rings(planted)).toEqual([["src/places/a.ts", "src/places/b.ts", "src/places/a.ts"]]);
});

test("no folder or file hides the domain behind a name that says nothing", () => {
  const hiding = repositoryFiles().filter((path) => /(^|\/)(utils?|common|helpers?|core|lib|misc|shared)(\/|\.[a-z]+$)/.test(path));
  expect(hiding).toEqual([]);
});

test("no source file outgrows 500 lines", () => {
  const long = sources.filter(({ text }) => text.split("\n").length > 500).map(({ path }) => path);
  expect(long).toEqual([]);
});

test("the noun mechanism stays smaller than a framework", () => {
  const mechanism = sources.filter(({ path }) => /^src\/platform\/(noun[a-z-]*|field|codes|lifecycle[a-z-]*)\.ts$/.test(path));
  const lines = mechanism.reduce((sum, { text }) => sum + text.split("\n").length, 0);
  expect(mechanism.length).toBeGreaterThan(4);
  expect(lines).toBeLessThan(1500);
});
