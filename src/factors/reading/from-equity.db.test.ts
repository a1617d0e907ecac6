// The equity gap: nothing is computed where a part of it is not there, and each part that is missing is named.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { served } from "../../../tests/database/served.ts";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { loadRecords } from "../../evidence/index.ts";
import { source } from "../../evidence/source.noun.ts";
import { loadShippedPlaces } from "../../places/index.ts";
import { runImport } from "../../platform/import.ts";
import { indicatorTableImporter } from "../indicators/import-table.ts";
import { loadIndicators, loadSurvey } from "../load-shipped.ts";
import { profileRoutes } from "../profile/routes.ts";

const node = await testNode();
await loadShippedPlaces(node);
await loadRecords(node, new URL("../../../data/cases/report/", import.meta.url), [source]);
await loadIndicators(node);
await loadSurvey(node, "report");
const http = await served(node, profileRoutes);
const dir = mkdtempSync(path.join(tmpdir(), "faleme-equity-"));
afterAll(() => { rmSync(dir, { recursive: true, force: true }); });

const brought = (words: string, indicator: string) => {
  const file = path.join(dir, `${indicator}.csv`);
  writeFileSync(file, words);
  return runImport(indicatorTableImporter, { node, caller: node.keeper("test"), files: [file], isDryRun: false, values: { indicator }, progress: () => {}, signal: new AbortController().signal });
};
const gap = async (area: string) => ((await (await http.get(`/api/factors/profile/${area}`, callerWith("analyst", "AMBER"))).json()) as any).vulnerability.flatMap(({ indicators }: any) => indicators).find(({ indicator: { key } }: any) => key === "equity-gap").reading;

test("with no table it cannot be computed, and says what is missing; what people say stands beside it all the same", async () => {
  const reading = await gap("SN06");
  expect(reading).toMatchObject({ state: "not-supported", why: { fr: "il manque : la valeur de la production d’or de la zone, sa population, le revenu local par habitant" } });
  expect(reading.value).toBeUndefined();
  expect(reading.cautions.map(({ en }: { en: string }) => en).join()).toMatch(/perceived: \d+ % cite being left aside \(SN06/);
});

test("output without an income is still no gap; with both it is their ratio per inhabitant, with its records", async () => {
  expect(await brought("pcode;date;value;population\nSN06;2023;900000000000;245000\nSN12;2023;;\n", "gold-output-value")).toMatchObject({ inserted: 2, rejected: 0 });
  expect(await gap("SN06")).toMatchObject({ state: "not-supported", why: { en: "missing: the local income per inhabitant" } });
  expect(await brought("pcode;date;value\nSN06;2021;480000\n", "local-income-per-head")).toMatchObject({ inserted: 1 });
  const reading = await gap("SN06");
  expect(reading).toMatchObject({ state: "value", value: 7.65, from: "2023-01-01", unknown: ["interval"], inputs: [{ noun: "indicator-value", count: 2 }] }); // 900e9 / 245 000 / 480 000
  expect(reading.cautions[0].en).toBe("different years: output 2023, income 2021, population 2023");
  // A missing output next door is not zero, and a region's gold is no department's.
  expect((await gap("SN12")).state).toBe("not-supported");
  expect((await gap("SN0603")).state).toBe("not-supported");
});
