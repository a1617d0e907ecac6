// A survey's answers: estimated as R does, small groups hidden, what must not be read refused, and nobody's answers left anywhere.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { testNode } from "../../../tests/database/test-node.ts";
import { verifyJournal } from "../../platform/journal.ts";
import { runImport } from "../../platform/import.ts";
import { importSurvey, surveyImporter } from "./import-survey.ts";
import { Mapping } from "./mapping.ts";
import { destroyMicrodata, readMicrodata } from "./microdata.ts";
import { answersFrom } from "./read-answers.ts";
import { SAMPLE_HEADER, SAMPLE_MAPPING, sampleCsv, sampleSurvey } from "./sample-survey.ts";

const node = await testNode();
const dir = mkdtempSync(path.join(tmpdir(), "faleme-survey-"));
afterAll(() => { rmSync(dir, { recursive: true, force: true }); });
const order = { node, caller: node.keeper("test"), isDryRun: false, keep: false, progress: () => {} };
const table = (header: readonly string[], rows: readonly (readonly string[])[]) => answersFrom("answers.csv", Buffer.from([header, ...rows].map((row) => row.map((cell) => (/[,;"]/.test(cell) ? `"${cell}"` : cell)).join(",")).join("\n")));
const estimates = async (wave: string): Promise<Record<string, any>[]> => (await node.owner((client) => client.query("select e.*, q.key from estimates e join questions q on q.id = e.question where e.wave = $1 and not e.withdrawn", [wave]))).rows;

test("fifty thousand respondents, whole: every estimate is R's", async () => {
  const file = path.join(dir, "sample.csv");
  const said = path.join(dir, "mapping.json");
  writeFileSync(file, sampleCsv(50_000));
  writeFileSync(said, JSON.stringify(SAMPLE_MAPPING));
  const first = await run([file], said, false);
  expect(first).toMatchObject({ read: 50_000, rejected: 0, notes: { respondents: 50_000, "individual answers": "destroyed" } });
  const found = await estimates(first.notes!.wave as string);
  const of = (key: string, answer: string, areas = 14, sex = "all", band: string | null = null) => found.find((one) => one.key === key && one.answer === answer && (typeof areas === "number" && one.areas.length === areas) && one.sex === sex && one.age_band === band)!;
  // R 4.2, survey 4.1, on this sample:
  // d <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = s, nest = TRUE)
  // svymean(~I(aware == "yes"), d, na.rm = TRUE, deff = TRUE); svyciprop(~I(aware == "yes"), d, method = "logit", na.rm = TRUE)
  expect(of("aware", "yes").value).toBeCloseTo(ANCHOR.value, 9);
  expect(of("aware", "yes").standard_error).toBeCloseTo(ANCHOR.standardError, 9);
  expect([of("aware", "yes").low, of("aware", "yes").high]).toEqual([expect.closeTo(ANCHOR.low, 9), expect.closeTo(ANCHOR.high, 9)]);
  expect(of("income", "mean").standard_error).toBeCloseTo(ANCHOR.incomeStandardError, 6);
  if (!hasR) { process.stderr.write("SKIPPED: the other estimates against R, because Rscript with survey is not here.\n"); return; }
  for (const [key, answer, sex, band, area, value, standardError] of fromR(file)) {
    const ours = found.find((one) => one.key === key && one.answer === answer && one.sex === sex && (one.age_band ?? "") === band && (area === "" ? one.areas.length === 14 : one.areas.length === 1 && one.areas[0] === area))!;
    expect([ours.value, ours.standard_error], `${key} ${answer} ${sex} ${band} ${area}`).toEqual([expect.closeTo(Number(value), key === "income" ? 5 : 9), expect.closeTo(Number(standardError), key === "income" ? 5 : 9)]);
  }
});

const run = (files: string[], said: string, isDryRun: boolean) =>
  runImport(surveyImporter, { node, caller: node.keeper("test"), files, isDryRun, values: { mapping: said }, progress: () => {}, signal: new AbortController().signal });

test("a dry run writes nothing, and the same file twice changes nothing", async () => {
  const file = path.join(dir, "twice.csv");
  const said = path.join(dir, "twice.json");
  writeFileSync(file, sampleCsv(1_000));
  writeFileSync(said, JSON.stringify({ ...SAMPLE_MAPPING, wave: { ...SAMPLE_MAPPING.wave, name: "deux fois" } }));
  const stored = async () => (await node.owner((client) => client.query("select count(*) from versions"))).rows[0].count;
  const before = await stored();
  expect(await run([file], said, true)).toMatchObject({ read: 1_000, dryRun: true });
  expect(await stored()).toBe(before);
  expect((await run([file], said, false)).inserted).toBeGreaterThan(100);
  expect(await run([file], said, false)).toMatchObject({ inserted: 0, updated: 0 });
});

const ANCHOR = { value: 0.52544155866616371, standardError: 0.00427235781450124, low: 0.517056369093191, high: 0.533812424942389, incomeStandardError: 130.420155336186 };
const hasR = spawnSync("Rscript", ["-e", "library(survey)"], { stdio: "ignore" }).status === 0;

function fromR(file: string): string[][] {
  const script = `
    suppressMessages(library(survey)); options(digits = 15)
    s <- read.csv("${file}", na.strings = ""); s$band <- cut(s$age, c(14, 24, 34, 54, Inf), c("15-24", "25-34", "35-54", "55+"))
    d <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = s, nest = TRUE)
    say <- function(...) cat(paste(c(...), collapse = "\\t"), "\\n")
    one <- function(key, answer, f, d, sex, band, area) { m <- svymean(f, d, na.rm = TRUE); say(key, answer, sex, band, area, format(as.numeric(coef(m)), digits = 15), format(as.numeric(SE(m)), digits = 15)) }
    one("rare", "yes", ~I(as.numeric(rare == "yes")), d, "all", "", "")
    for (a in c("SN06", "SN12")) { x <- subset(d, region == a); one("aware", "yes", ~I(as.numeric(aware == "yes")), x, "all", "", a); one("income", "mean", ~income, x, "all", "", a) }
    for (v in c("F", "M")) one("trust", "army", ~I(as.numeric(trust == "army")), subset(d, sex == v), ifelse(v == "F", "female", "male"), "", "")
    one("trust", "chief", ~I(as.numeric(trust == "chief")), subset(d, sex == "F" & region == "SN06"), "female", "", "SN06")
    one("aware", "no", ~I(as.numeric(aware == "no")), subset(d, band == "25-34" & region == "SN09"), "all", "25-34", "SN09")`;
  return execFileSync("Rscript", ["-e", script], { encoding: "utf8" }).trim().split("\n").map((line) => line.trimEnd().split("\t"));
}

test("columns on origin, belief, names, contacts and positions are refused, whatever they are called, before anything is read from them", async () => {
  const rows = sampleSurvey(200);
  for (const [name, values] of [
    ["ethnie", ["a", "b"]], ["q7_Religion", ["x", "y"]], ["caste", ["1", "2"]], ["nom_enquete", ["Z"]], ["tel", ["1"]], ["gps_lat", ["1"]], ["q12", ["Peul", "Soninké", "Bambara"]], ["q13", ["77 123 45 67", "78 765 43 21"]], ["p", rows.map((_, i) => String(12.345678 + i / 1_000))],
  ] as const) {
    const answers = await table([...SAMPLE_HEADER, name], rows.map((row, i) => [...row, values[i % values.length]!]));
    const asked = Mapping.parse({ ...SAMPLE_MAPPING, questions: [{ key: "q", name: "Question", kind: "single", column: name }] });
    await expect(importSurvey({ ...order, answers, mapping: asked }), name).rejects.toMatchObject({ code: "survey.columnsRefused", details: { columns: expect.stringContaining(name) } });
  }
  // A harmless name does not help a question that asks for it.
  const answers = await table([...SAMPLE_HEADER, "q9"], rows.map((row) => [...row, "1"]));
  const asked = Mapping.parse({ ...SAMPLE_MAPPING, questions: [{ key: "q9", name: "Quelle est votre ethnie ?", kind: "single", column: "q9" }] });
  await expect(importSurvey({ ...order, answers, mapping: asked })).rejects.toMatchObject({ code: "survey.columnsRefused" });
});

test("an opinion about religious leaders is an opinion, and passes", async () => {
  const answers = await table([...SAMPLE_HEADER, "q9"], sampleSurvey(600).map((row, i) => [...row, i % 2 ? "yes" : "no"]));
  const asked = Mapping.parse({ ...SAMPLE_MAPPING, wave: { ...SAMPLE_MAPPING.wave, name: "opinion" }, questions: [{ key: "q9", name: "Les responsables religieux aident-ils à prévenir la violence ?", kind: "single", column: "q9" }] });
  expect((await importSurvey({ ...order, isDryRun: true, answers, mapping: asked })).estimates).toBeGreaterThan(10);
});

test("groups below the floor are hidden without a number, and nothing that is shown gives them away", async () => {
  // Six women in SN06, everybody else many.
  const rows = sampleSurvey(2_000).map((row) => [...row]);
  let kept = 0;
  const few = rows.filter((row) => row[0] !== "SN06" || row[4] === "M" || ++kept <= 6);
  const asked = Mapping.parse({ ...SAMPLE_MAPPING, wave: { ...SAMPLE_MAPPING.wave, name: "peu de femmes" }, age: undefined, questions: [SAMPLE_MAPPING.questions[1]] });
  const result = await importSurvey({ ...order, answers: await table(SAMPLE_HEADER, few), mapping: asked });
  const found = (await estimates(result.wave)).filter(({ answer }) => answer === "army");
  const cell = (area: string, sex: string) => found.find((one) => one.areas.length === 1 && one.areas[0] === area && one.sex === sex)!;
  expect(cell("SN06", "female")).toMatchObject({ state: "suppressed", value: null, low: null, respondents: null, standard_error: null });
  // With the total of SN06 and its men shown, the women would be found: one of the two is hidden too, and so in another area.
  expect([cell("SN06", "male").state, cell("SN06", "all").state]).toContain("suppressed");
  const perSex = (sex: string) => found.filter((one) => one.areas.length === 1 && one.sex === sex && one.state === "suppressed").length;
  expect(perSex("female")).toBeGreaterThanOrEqual(2);
  expect(cell("SN01", "all").state).toBe("value");
});

const perQuestion = (questions: readonly unknown[], name: string, more: object = {}) => Mapping.parse({ ...SAMPLE_MAPPING, weight: undefined, stratum: undefined, cluster: undefined, wave: { ...SAMPLE_MAPPING.wave, name }, questions, ...more });

test("the same people brought in again with other age bands: what of both together would be a few is not shown", async () => {
  const rows = sampleSurvey(2_400).map((row) => [...row]);
  const answers = await table(SAMPLE_HEADER, rows);
  const [, trust] = SAMPLE_MAPPING.questions;
  const before = await importSurvey({ ...order, answers, mapping: perQuestion([trust], "deux découpages", { ageBands: ["15-24", "25-74"] }) });
  const after = await importSurvey({ ...order, answers, mapping: perQuestion([trust], "deux découpages", { ageBands: ["15-25", "26-74"] }) });
  expect([after.wave, after.heldBack]).toEqual([before.wave, []]);
  const shown = (await estimates(before.wave)).filter(({ answer, state }) => answer === "army" && state === "value");
  // As a reader sees it: every group that was ever shown, with who is in it. Those of 25 years of one area are four or so.
  const within = shown.map(({ areas, sex, age_band }) => new Set(rows.flatMap((row, i) => {
    const [from, to] = age_band ? age_band.split("-").map(Number) : [0, 200];
    return areas.includes(row[0]) && (sex === "all" || row[4] === (sex === "female" ? "F" : "M")) && Number(row[5]) >= from && Number(row[5]) <= to ? [i] : [];
  })));
  expect(shown.some(({ age_band }) => age_band === "15-25")).toBe(true);
  expect((await estimates(before.wave)).filter(({ age_band, state }) => age_band === "15-25" && state === "suppressed").length).toBeGreaterThan(10);
  for (const [i, one] of within.entries()) {
    expect(one.size).toBe(shown[i]!.respondents);
    for (const other of within.slice(0, i)) {
      const shared = [...one].filter((row) => other.has(row)).length;
      const apart = one.size + other.size - 2 * shared;
      expect(apart === 0 || apart >= 10, `${apart} people between two of what is shown`).toBe(true);
    }
  }
  // The first once more: nothing more is told, nothing less.
  expect((await importSurvey({ ...order, answers, mapping: perQuestion([trust], "deux découpages", { ageBands: ["15-24", "25-74"] }) })).written).toMatchObject({ inserted: 0 });
});

test("a file with three more respondents than was published changes nothing, and says why; a new question still comes in", async () => {
  const rows = sampleSurvey(1_400).map((row) => [...row]);
  const [aware, trust, rare] = SAMPLE_MAPPING.questions;
  const first = await importSurvey({ ...order, answers: await table(SAMPLE_HEADER, rows), mapping: perQuestion([trust], "tardifs") });
  const later = await table(SAMPLE_HEADER, [...rows, ...rows.slice(0, 3)]);
  const stored = async () => (await node.owner((client) => client.query("select count(*) from versions where noun = 'estimate'"))).rows[0].count;
  const before = await stored();
  await expect(importSurvey({ ...order, answers: later, mapping: perQuestion([trust], "tardifs") })).rejects.toMatchObject({ code: "survey.published", details: { wave: "tardifs" } });
  expect(await stored()).toBe(before);
  const more = await importSurvey({ ...order, answers: later, mapping: perQuestion([trust, rare], "tardifs") });
  expect(more.heldBack).toMatchObject([{ question: "trust", wave: "tardifs" }]);
  expect(more.heldBack[0]!.now! - more.heldBack[0]!.before).toBeGreaterThan(0);
  expect((await estimates(first.wave)).filter(({ key }) => key === "rare").length).toBeGreaterThan(20);
  // Week by week under other names is the same people too; other days, or another instrument, are not.
  await expect(importSurvey({ ...order, answers: later, mapping: perQuestion([trust], "cumulé", { wave: { name: "cumulé", from: "2024-06-01", to: "2024-07-07" } }) })).rejects.toMatchObject({ code: "survey.published" });
  expect((await importSurvey({ ...order, answers: later, mapping: perQuestion([trust, aware], "après", { wave: { name: "après", from: "2024-09-01", to: "2024-09-30" } }) })).heldBack).toEqual([]);
});

test("a row without an area or a weight is refused by line and field alone: a reject never keeps what somebody answered", async () => {
  const rows = sampleSurvey(400).map((row) => [...row]);
  rows[3]![0] = "Nulle part";
  rows[7]![3] = "beaucoup";
  const file = path.join(dir, "faulty.csv");
  writeFileSync(file, [SAMPLE_HEADER, ...rows].map((row) => row.join(",")).join("\n"));
  const said = path.join(dir, "faulty.json");
  writeFileSync(said, JSON.stringify({ ...SAMPLE_MAPPING, wave: { ...SAMPLE_MAPPING.wave, name: "fautes" } }));
  const result = await run([file], said, true);
  expect(result.rejected).toBe(2);
  expect(readFileSync(result.rejectsFile!, "utf8").trim().split("\r\n").slice(1)).toEqual(["faulty.csv,5,region,no single area here is meant by this,", "faulty.csv,9,weight,a weight is a number from 0 on,"]);
});

test("kept microdata lie encrypted; destroying the key destroys them, and the journal tells of each step and still verifies", async () => {
  const secret = "zanzibar-tango";
  const rows = sampleSurvey(800).map((row, i) => [...row, i % 3 ? secret : "autre"]);
  const asked = Mapping.parse({ ...SAMPLE_MAPPING, wave: { ...SAMPLE_MAPPING.wave, name: "gardée" }, questions: [{ key: "q", name: "Question", kind: "single", column: "q" }, SAMPLE_MAPPING.questions[3]] });
  const { wave } = await importSurvey({ ...order, keep: true, answers: await table([...SAMPLE_HEADER, "q"], rows), mapping: asked });
  expect(readMicrodata(node.dir, wave)!.data.respondents).toBe(800);
  expect(filesIn(node.dir).filter((file) => readFileSync(file).includes(secret))).toEqual([]);
  const sealed = readFileSync(path.join(node.dir, "microdata", `${wave}.bin`));
  expect(destroyMicrodata(node.dir, wave)).toBe(true);
  writeFileSync(path.join(node.dir, "microdata", `${wave}.bin`), sealed); // a copy from elsewhere opens with no key
  expect(readMicrodata(node.dir, wave)).toBeUndefined();
  const { rows: acts } = await node.owner((client) => client.query("select act from journal where object = $1 order by seq", [wave]));
  expect(acts.map(({ act }) => act)).toEqual(expect.arrayContaining(["create", "estimate", "microdata-keep"]));
  await node.owner(verifyJournal);
});

const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name)).filter((file) => existsSync(file) && statSync(file).isFile());
