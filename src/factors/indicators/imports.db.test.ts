// Tables of indicators from files: joined by p-code, idempotent, and what cannot be a value refused with its line and reason.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { testNode } from "../../../tests/database/test-node.ts";
import { runImport, type Importer } from "../../platform/import.ts";
import { foodSecurityImporter } from "./import-food-security.ts";
import { indicatorTableImporter } from "./import-table.ts";

const node = await testNode();
const dir = mkdtempSync(path.join(tmpdir(), "faleme-indicators-"));
afterAll(() => { rmSync(dir, { recursive: true, force: true }); });

const run = (importer: Importer, file: string, { isDryRun = false, ...values }: Record<string, unknown> = {}) =>
  runImport(importer, { node, caller: node.keeper("test"), files: [file], isDryRun: isDryRun === true, values, progress: () => {}, signal: new AbortController().signal });
const written = (name: string, words: string) => { const file = path.join(dir, name); writeFileSync(file, name.endsWith(".gz") ? gzipSync(words) : words); return file; };
const stored = async () => (await node.owner((client) => client.query("select area, period_from, period_to, state, value, population, is_projection, release from indicator_values order by area, period_to, is_projection nulls first"))).rows;

const HEADER = "adm0_name,adm0_pcod3,adm1_name,adm1_pcod2,adm2_name,adm2_pcod2,adm3_name,adm3_pcod2,exercise_label,exercise_year,chtype,reference_label,reference_year,start_date,end_date,population,phase_class,phase1,phase2,phase3,phase4,phase5,phase35";
const row = (area: string, type: string, population: string, three: string, five: string) => `Senegal,SEN,Kedougou,SN06,Saraya,${area},,,Sep-Dec,2023,${type},x,2023,2023-10-01,2024-01-31,${population},1.0,100,100,${three},0,0,${five}`;

test("the Cadre Harmonisé: current and projected apart, gzipped, twice the same; what has no p-code, people or sum is refused by name", async () => {
  const file = written("ch.csv.gz", [HEADER, row("SN0603", "current", "1000.0", "250.0", "250.0"), row("SN0603", "projected", "1000.0", "300.0", "300.0"),
    row("", "current", "1000.0", "0", "0"), row("SN0999", "current", "1000.0", "0", "0"), row("SN0601", "current", "0.0", "0", "0"), row("SN0602", "current", "1000.0", "10", "500"), row("SN0603", "current", "1000.0", "250.0", "250.0")].join("\n"));
  expect(await run(foodSecurityImporter, file, { isDryRun: true })).toMatchObject({ read: 7, inserted: 2, rejected: 5, dryRun: true });
  expect(await stored()).toEqual([]);
  const first = await run(foodSecurityImporter, file);
  expect(first).toMatchObject({ read: 7, inserted: 2, updated: 0, unchanged: 0, rejected: 5 });
  expect(readFileSync(first.rejectsFile!, "utf8").split("\r\n").slice(1, 6).map((line) => line.split(",").slice(1, 4).join(" "))).toEqual([
    "4 adm2_pcod2 no p-code: a name alone is not joined", "5 adm2_pcod2 no area here has the p-code SN0999: import boundaries first", "6 population no population: a share cannot be computed",
    "7 phase35 phases 3 to 5 do not add up to what is stated", expect.stringMatching(/^8 area "?the same indicator/)]);
  expect(await stored()).toMatchObject([{ area: "SN0603", value: 0.25, population: 1000, is_projection: null, release: "Sep-Dec 2023" }, { value: 0.3, is_projection: true }]);
  expect(await run(foodSecurityImporter, file)).toMatchObject({ inserted: 0, updated: 0, unchanged: 2, rejected: 5 });
});

test("a table with HXL tags, whatever its columns are called; an empty value is missing and never zero", async () => {
  const file = written("hxl.csv", "Département;Code;Année;Part en crise\r\n#adm2+name;#adm2+code;#date+year;#indicator+value+num\r\nBakel;SN1201;2022;0,4\r\nGoudiry;SN1202;2022;\r\nRanérou;SN0903;2022;40\r\nNulle part;;2022;0,1\r\nKanel;SN0901;jadis;0,1");
  const result = await run(indicatorTableImporter, file, { indicator: "food-crisis-share", release: "test" });
  expect(result).toMatchObject({ read: 5, inserted: 2, rejected: 3 });
  expect((await stored()).filter(({ release }) => release === "test")).toMatchObject([
    { area: "SN1201", period_from: "2022-01-01", period_to: "2022-12-31", state: "value", value: 0.4 }, { area: "SN1202", state: "missing", value: null }]);
  expect(await run(indicatorTableImporter, file, { indicator: "food-crisis-share", release: "test" })).toMatchObject({ unchanged: 2 });
});

test("thousands parted by spaces, as a French table writes them, in Windows-1252", async () => {
  const file = path.join(dir, "or.csv");
  writeFileSync(file, Buffer.from("Région;Année;Valeur\n#adm1+code;#date+year;#value+num\nSN06;2023;900 000 000 000,5\n", "latin1"));
  expect(await run(indicatorTableImporter, file, { indicator: "gold-output-value", release: "or" })).toMatchObject({ inserted: 1, rejected: 0 });
  expect((await stored()).find(({ release }) => release === "or")).toMatchObject({ area: "SN06", value: 900_000_000_000.5 });
});

test("what is computed from our own records is not imported, and a table without an area or value is refused whole", async () => {
  expect(await run(indicatorTableImporter, written("own.csv", "pcode,date,value\nSN06,2024,3"), { indicator: "disputes-open" })).toMatchObject({ inserted: 0, rejected: 1 });
  await expect(run(indicatorTableImporter, written("bare.csv", "name,number\nBakel,3"), { indicator: "food-crisis-share" })).rejects.toMatchObject({ code: "import.columns" });
});

const real = "../shared/data/food_security/cadre_harmonise_adm2_2018-2024.csv.gz";
test.skipIf(!existsSync(real))("the real file: every row is accounted for; areas that ship are joined", async () => {
  const result = await run(foodSecurityImporter, real, { isDryRun: true });
  expect(result.read).toBe(4_255);
  expect(result.inserted + result.updated + result.unchanged + result.rejected).toBe(result.read);
  expect(result.inserted).toBeGreaterThan(300);
});
if (!existsSync(real)) process.stderr.write("SKIPPED: the real Cadre Harmonisé, because ../shared/data is not here.\n");
