// Paper without a database: what is counted, that everything counted is cited, the words in three languages, and that it fits.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LANGUAGES } from "../platform/language.ts";
import { alertSheet, SHORT_LENGTH, shortVersion } from "./alert-sheet.ts";
import { bulletinPaper } from "./bulletin-paper.ts";
import { digestOf, factsOf, mustBeOfOneWorld, QUALITY, type SeenEvent } from "./facts.ts";
import { print } from "./press.ts";
import { SAMPLE_ALERT, SAMPLE_ORIGIN, sampleWeek, shippedGeography } from "../../tests/briefs/sample-week.ts";
import { say, WORD_NAMES } from "./words.ts";

const geography = shippedGeography();
const ORIGIN = { id: "01940000-0007-7000-8000-000000000001", marking: "GREEN", state: "released", statements: [{ label: "Diffuser", at: "2025-02-10T08:00:00Z", key: "ab12cd34ef560011", reason: "relu avec la permanence" }] };
const hasTools = (() => { try { execFileSync("pdftotext", ["-v"], { stdio: "ignore" }); return true; } catch { return false; } })();

const day = fc.integer({ min: 0, max: 30 }).map((n) => new Date(Date.UTC(2025, 0, 20 + n)).toISOString().slice(0, 10));
const seen: fc.Arbitrary<SeenEvent[]> = fc.array(fc.record({
  kind: fc.constantFrom("armed-attack", "abduction"), days: fc.tuple(day, day), admin1: fc.constantFrom("ML01", "SN06", "elsewhere", undefined), deaths: fc.option(fc.nat(9), { nil: undefined }), isNew: fc.boolean(),
}), { maxLength: 40 }).map((all) => all.map(({ kind, days, admin1, deaths, isNew }, n) => {
  const [from, to] = [...days].sort() as [string, string];
  return { row: `row-${n}@1`, kind, from, to, where: { country: "ML", ...(admin1 ? { admin1 } : {}) }, ...(deaths === undefined ? {} : { deaths }), verification: isNew ? "unverified" : "checked", ...(n % 3 === 0 ? {} : { sources: n % 3 }) };
}));
const weekOf = (events: SeenEvent[], isCovered = true) => factsOf({
  world: "actual", country: "SN", from: "2025-02-03", to: "2025-02-09", before: { from: "2025-01-27", to: "2025-02-02" }, gatheredAt: "2025-02-10T00:00:00Z", events, alerts: [], sources: [],
  watched: [{ pcode: "ML01", country: "ML", name: "Kayes", isCovered, wasCovered: true }, { pcode: "SN06", country: "SN", name: "Kédougou", isCovered: true, wasCovered: true }],
});

test("every event of the week is in one area or among those without one, every figure cites as many rows as it counts, and no other row", () => {
  fc.assert(fc.property(seen, (events) => {
    const facts = weekOf(events);
    const of = (key: string) => facts.figures.find((one) => one.key === key);
    const inAreas = facts.areas.reduce((sum, area) => sum + area.events, 0);
    expect(inAreas + (of("unplaced")?.value ?? 0)).toBe(of("events")!.value);
    for (const key of ["events", "unplaced", "vague", "tollsUnknown", "ungraded", "oneSource"]) expect(of(key)?.rows.length ?? 0, key).toBe(of(key)?.value ?? 0);
    const week = events.filter(({ from, to }) => from >= "2025-02-03" && to <= "2025-02-09");
    expect([...of("events")!.rows].sort()).toEqual(week.map(({ row }) => row).sort());
    // One that nobody counted the sources of is not called single.
    expect(of("oneSource")?.value ?? 0).toBe(week.filter(({ sources }) => sources === 1).length);
    expect(of("deaths")!.value).toBe(week.reduce((sum, { deaths = 0 }) => sum + deaths, 0));
    for (const { rows, digest } of facts.figures) expect(digestOf([...rows].reverse())).toBe(digest);
  }));
});

test("silence is zero only where somebody looked; where nobody did, the figure is not a total", () => {
  expect(weekOf([]).areas.map(({ state }) => state)).toEqual(["zero", "zero"]);
  const unwatched = weekOf([], false);
  expect(unwatched.areas.map(({ state }) => state)).toEqual(["no-data", "zero"]);
  expect(unwatched.figures[0]).toMatchObject({ key: "events", value: 0, isTotal: false });
});

test("how the house warned is measured from what is known, cites its rows, and is not said where there is nothing to measure", () => {
  const events = ["a", "b", "c"].map((row) => ({ row, kind: "abduction", from: "2025-02-04", to: "2025-02-04", where: { country: "ML", admin1: "ML01" } }));
  const week = { world: "actual" as const, country: "SN", from: "2025-02-03", to: "2025-02-09", before: { from: "2025-01-27", to: "2025-02-02" }, gatheredAt: "2025-02-10T00:00:00Z", events, alerts: [], sources: [], watched: [] };
  expect(factsOf(week).figures.filter(({ key }) => QUALITY.includes(key as never))).toEqual([]);
  const alert = (row: string, more: object) => ({ row, kind: "abduction", severity: "Severe", where: [], sentAt: "2025-02-04T10:00:00Z", chains: 1, answered: 0, answers: [], ...more });
  const measured = factsOf({
    ...week, reported: [{ row: "a", at: "2025-02-09T22:00:00Z" }, { row: "b", at: "2025-02-09T20:00:00Z" }, { row: "c", at: "2025-02-09T12:00:00Z" }], warned: [{ row: "a", isInTime: true }, { row: "b", isInTime: false }],
    alerts: [alert("x", { answered: 1, answers: ["k"], firstAnswerSeconds: 600, outcome: "true" }), alert("y", { outcome: "false" }), alert("z", { outcome: "unverifiable" }), alert("w", {})],
  }).figures.filter(({ key }) => QUALITY.includes(key as never));
  // quantile(c(120, 240, 720), c(.5, .95)): 240, 672
  expect(measured.map(({ key, value, of, p95, rows }) => [key, value, of, p95, rows])).toEqual([
    ["reportToBrief", 240, 3, 672, ["a", "b", "c"]], ["alertToAnswer", 10, 1, 10, ["x"]], ["alertsTrue", 1, 2, undefined, ["x", "y"]], ["notWarned", 1, 2, undefined, ["b"]],
  ]);
});

test("a row of the exercise in an actual bulletin stops it, and the other way round", () => {
  const rows = [{ id: "a", status: "actual" as const }, { id: "b", status: "exercise" as const }];
  expect(() => { mustBeOfOneWorld(rows, "actual"); }).toThrow(/row b is of the other world/);
  expect(() => { mustBeOfOneWorld(rows, "exercise"); }).toThrow(/row a is of the other world/);
  expect(() => { mustBeOfOneWorld(rows.slice(0, 1), "actual"); }).not.toThrow();
});

test("the short version is never longer than 300 characters, says an exercise first and ends with the code", () => {
  fc.assert(fc.property(fc.string({ maxLength: 160 }), fc.string({ maxLength: 1_000 }), fc.boolean(), fc.constantFrom(...LANGUAGES), (headline, instruction, isExercise, language) => {
    const short = shortVersion({ isExercise, kind: "Alerte", headline, instruction, language, code: "K7P4XW2M" });
    expect(short.length).toBeLessThanOrEqual(SHORT_LENGTH);
    expect(short.endsWith(" OK K7P4XW2M")).toBe(true);
    expect(short.startsWith(say(language, "exercise"))).toBe(isExercise);
  }));
});

test("every word is said in three languages, with the same values", () => {
  for (const name of WORD_NAMES) {
    const values = LANGUAGES.map((language) => [...new Set([...say(language, name, new Proxy({}, { get: (_, key) => `{${String(key)}}` })).matchAll(/\{(\w+)\}/g)].map(([, value]) => value))].sort());
    expect(values[1], name).toEqual(values[0]);
    expect(values[2], name).toEqual(values[0]);
    expect(say("ar", name), name).toMatch(/[\u0600-\u06FF]/);
  }
});

test.each(LANGUAGES)("the words of both papers, as they are reviewed: %s", async (language) => {
  const sheet = alertSheet(SAMPLE_ALERT, SAMPLE_ORIGIN, geography, language).data, bulletin = bulletinPaper(sampleWeek(geography, 12, 3), ORIGIN, geography, language).data;
  await expect(`${JSON.stringify(sheet, undefined, 1)}\n`).toMatchFileSnapshot(`golden/alert-sheet.${language}.json`);
  await expect(`${JSON.stringify(bulletin, undefined, 1)}\n`).toMatchFileSnapshot(`golden/bulletin.${language}.json`);
});

test("it fits: one page and two, at their fullest and with nothing, in three languages; what was set can be read back", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-paper-"));
  for (const language of LANGUAGES) {
    const sheet = alertSheet({ ...SAMPLE_ALERT, words: [{ language, headline: "x ".repeat(79), description: "mots ".repeat(400), instruction: "faites ".repeat(140), relay: "lisez ".repeat(49) }] }, SAMPLE_ORIGIN, geography, language);
    expect((await print({ template: "alert-sheet", data: sheet.data, pictures: { "map.svg": sheet.picture }, format: "pdf", mostPages: 1, madeAt: "2025-02-08T12:10:00Z" })).pages, language).toBe(1);
    for (const [events, alerts] of [[200, 40], [0, 0]] as const) {
      const { data, picture } = bulletinPaper(sampleWeek(geography, events, alerts), ORIGIN, geography, language);
      const { pages, bytes } = await print({ template: "bulletin", data, pictures: { "map.svg": picture }, format: "pdf", mostPages: 2, madeAt: "2025-02-10T08:00:00Z" });
      expect(pages, `${language}, ${events} events`).toBe(2);
      if (!hasTools) continue;
      writeFileSync(path.join(dir, "paper.pdf"), bytes);
      const words = execFileSync("pdftotext", ["-layout", path.join(dir, "paper.pdf"), "-"], { encoding: "utf8" });
      for (const { value } of data.leading) expect(words).toContain(value);
    }
  }
  rmSync(dir, { recursive: true });
}, 60_000);
