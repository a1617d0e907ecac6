/**
 * A survey's answers from a file: mapped, checked, estimated in a thread, and then destroyed unless somebody says to keep
 * them for now. What enters the database are the instrument, its questions, the wave and the estimates; never an answer.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { loadGeography, loadShippedPlaces, resolveArea } from "../../places/index.ts";
import type { Caller } from "../../platform/caller.ts";
import { canonical } from "../../platform/canonical.ts";
import type { Transaction } from "../../platform/database.ts";
import { idFrom } from "../../platform/identity.ts";
import type { Importer, ImportJob } from "../../platform/import.ts";
import { rankOf, type Marking } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import { invalid, saveMany } from "../../platform/noun-store.ts";
import type { AnyNoun } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";
import { readFile } from "node:fs/promises";
import { datasetOf, type Dataset, type Fault } from "./dataset.ts";
import type { Before, Draft, Estimated } from "./estimate-survey.ts";
import { questionsOfForm, type FormQuestion } from "./form.ts";
import type { HeldBack } from "./groups.ts";
import { Mapping, type MappedQuestion } from "./mapping.ts";
import { keepMicrodata, destroyMicrodata } from "./microdata.ts";
import { conventional, proposedColumns } from "./propose.ts";
import { asHere, publishedBefore } from "./published.ts";
import { answersIn, sheetsOf, type Answers } from "./read-answers.ts";
import { estimate } from "./estimate.noun.ts";
import { instrument } from "./instrument.noun.ts";
import { question } from "./question.noun.ts";
import { wave } from "./wave.noun.ts";

export interface SurveyOrder {
  node: Node;
  caller: Caller;
  answers: Answers;
  mapping: Mapping;
  marking?: Marking | undefined;
  isDryRun: boolean;
  /** Encrypted on this node until somebody destroys them; otherwise they are gone once estimated. */
  keep: boolean;
  progress(words: string): void;
}

export interface SurveyResult { wave: string; respondents: number; questions: number; estimates: number; suppressed: number; heldBack: HeldBack[]; written: { inserted: number; updated: number; unchanged: number }; faults: Fault[]; microdata: "held" | "destroyed" }

export async function importSurvey({ node, caller, answers, mapping, marking, isDryRun, keep, progress }: SurveyOrder): Promise<SurveyResult> {
  await loadShippedPlaces(node);
  const geography = await node.db.as(caller, loadGeography);
  const ids = idsOf(mapping);
  const told = await publishedBefore(node, caller, { instrument: ids.instrument, wave: ids.wave, from: mapping.wave.from, to: mapping.wave.to });
  const formerBands = [...new Set(told.flatMap(({ ageBand }) => ageBand ?? []))];
  const { data, faults, inFormerBand } = datasetOf(answers, mapping, (words) => { try { return resolveArea(geography, words).pcode; } catch { return undefined; } }, formerBands);
  if (data.respondents === 0) throw problem("survey.nobody", { reason: faults[0] ? `${faults[0].field}: ${faults[0].reason}` : "" });
  progress(`${data.respondents} respondents`);
  const { drafts, heldBack } = await estimated(data, mapping, { published: asHere(told, new Set(data.areas), geography), formerBands: inFormerBand }, progress);
  if (heldBack.length === mapping.questions.length) throw problem("survey.published", heldBackDetails(heldBack[0]!));
  const result = { wave: ids.wave, respondents: data.respondents, questions: mapping.questions.length, estimates: drafts.length, suppressed: drafts.filter(({ state }) => state === "suppressed").length, heldBack, faults, microdata: keep ? "held" as const : "destroyed" as const };
  const written = await node.db.as(caller, (tx) => write(tx, { ids, data, mapping, drafts, marking, isDryRun, microdata: result.microdata }));
  if (isDryRun) return { ...result, written };
  if (keep) keepMicrodata(node.dir, ids.wave, { data, mapping });
  else destroyMicrodata(node.dir, ids.wave);
  return { ...result, written };
}

const heldBackDetails = ({ wave: round, before, now }: HeldBack) => ({ wave: round, before, now: now ?? "?" });

function estimated(data: Dataset, mapping: Mapping, before: Before, progress: (words: string) => void): Promise<Estimated> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./estimate-worker.ts", import.meta.url), { workerData: [data, mapping, before] });
    worker.on("message", (said: Estimated | { done: number; of: number }) => {
      if ("drafts" in said) resolve(said);
      else progress(`${said.done}/${said.of}`);
    });
    worker.once("error", (error) => { reject(error instanceof RangeError || error.name === "RangeError" ? problem("survey.design", { reason: error.message }) : error); });
    worker.once("exit", (code) => { if (code !== 0) reject(new Error(`the estimating thread ended with ${code}`)); });
  });
}

function idsOf({ instrument: { name }, wave: { name: round }, questions }: Mapping) {
  const instrumentId = idFrom("survey instrument", name);
  // Another wording is another question.
  const questionIds = new Map(questions.map((one) => [one.key, idFrom("survey question", [instrumentId, one.key, canonical(one.wording ?? {})].join("\n"))]));
  return { instrument: instrumentId, wave: idFrom("survey wave", `${instrumentId}\n${round}`), questions: questionIds };
}

interface Writing { ids: ReturnType<typeof idsOf>; data: Dataset; mapping: Mapping; drafts: readonly Draft[]; marking: Marking | undefined; isDryRun: boolean; microdata: "held" | "destroyed" }

async function write(tx: Transaction, { ids, data, mapping, drafts, marking, isDryRun, microdata }: Writing) {
  const areas = [...new Set(data.areas)].sort();
  const distinct = (codes: readonly number[] | undefined) => (codes ? { count: new Set(codes).size } : undefined);
  const strata = distinct(data.strata)?.count, clusters = distinct(data.clusters)?.count;
  const counts = { inserted: 0, updated: 0, unchanged: 0 };
  const put = async (noun: AnyNoun, rows: { id: string; content: Record<string, unknown> }[]) => {
    const checked = rows.map(({ id, content }) => {
      const parsed = noun.schema.safeParse(JSON.parse(JSON.stringify(content)));
      if (!parsed.success) throw invalid(parsed.error.issues);
      return { id, content: parsed.data as never, ...(marking ? { marking } : {}) };
    });
    for (const outcome of await saveMany(tx, noun, checked, { isDryRun })) {
      if (outcome === "refused") throw problem("permission.marking", { marking: marking ?? noun.marking });
      counts[outcome] += 1;
    }
  };
  await put(instrument, [{ id: ids.instrument, content: { ...mapping.instrument } }]);
  await put(question, mapping.questions.map((one) => ({ id: ids.questions.get(one.key)!, content: questionContent(ids.instrument, one) })));
  await put(wave, [{ id: ids.wave, content: {
    instrument: ids.instrument, name: mapping.wave.name, fieldFrom: mapping.wave.from, fieldTo: mapping.wave.to, datePrecision: "day", areas, respondents: data.respondents, floor: mapping.floor, microdata,
    design: strata && clusters ? "stratified-cluster" : strata ? "stratified" : clusters ? "cluster" : "simple-random", strata, clusters, weighting: mapping.weight ? "poids de la colonne du fichier" : "sans pondération",
  } }]);
  await put(estimate, drafts.map((draft) => estimateRow(ids, mapping, draft)));
  if (!isDryRun) for (const act of ["estimate", microdata === "held" ? "microdata-keep" : "microdata-destroy"]) tx.journal({ act, noun: "wave", object: ids.wave, marking: rankOf(marking ?? wave.marking), owner: tx.caller.organisation, exercise: tx.caller.exercise });
  return counts;
}

const questionContent = (instrumentId: string, { key, name, nameEn, nameAr, kind, wording, answers }: MappedQuestion) => ({
  instrument: instrumentId, key, name, nameEn, nameAr, kind, wording, wordingStatus: wording && Object.keys(wording).length > 0 ? "exact" : "not-published",
  ...(answers ? { answers: Object.entries(answers).map(([answer, words]) => ({ name: answer, words })) } : {}),
});

function estimateRow(ids: ReturnType<typeof idsOf>, { questions }: Mapping, { question: key, intervalMethod, ...draft }: Draft) {
  const id = idFrom("survey estimate", [ids.wave, ids.questions.get(key), draft.answer, draft.statistic, draft.areas.join("+"), draft.sex, draft.ageBand ?? ""].join("\n"));
  const asked = questions.find((one) => one.key === key)!;
  const name = [asked.name, draft.answer, draft.areas.join(", "), draft.sex === "all" ? "" : draft.sex, draft.ageBand ?? ""].filter(Boolean).join(" · ").slice(0, 400);
  return { id, content: { ...draft, name, wave: ids.wave, question: ids.questions.get(key), method: "direct", ...(intervalMethod ? { intervalMethod, intervalKind: "confidence" } : {}) } };
}

export const surveyImporter: Importer = {
  kind: "survey",
  summary: "a survey’s answers, CSV or XLSX, KoboToolbox and ODK exports as they are, with a mapping file or columns named by convention (area, weight, stratum, cluster, sex, age); only estimates are kept",
  may: "factors.import",
  isForFilesHere: true,
  options: { mapping: { type: "string" }, form: { type: "string" }, survey: { type: "string" }, wave: { type: "string" }, fielded: { type: "string" }, keep: { type: "boolean", default: false } },
  async run(job) {
    const counts = { read: 0, inserted: 0, updated: 0, unchanged: 0 };
    const notes: Record<string, unknown> = {};
    for (const file of job.files) {
      const answers = await answersIn(file);
      const { mapping, refused } = await mappingFor(job, file, answers);
      const found = await importSurvey({ node: job.node, caller: job.caller, answers, mapping, marking: job.marking, isDryRun: job.isDryRun, keep: job.values.keep === true, progress: job.progress });
      counts.read += answers.rows.length;
      counts.inserted += found.written.inserted; counts.updated += found.written.updated; counts.unchanged += found.written.unchanged;
      for (const { line, field, reason } of found.faults) await job.rejects.add({ file: path.basename(file), line, field, reason, row: "" });
      Object.assign(notes, { wave: found.wave, respondents: found.respondents, questions: found.questions, estimates: found.estimates, suppressed: found.suppressed, ...(found.heldBack.length > 0 ? { "left as published": found.heldBack.map(({ question: key, wave: round, before, now }) => `${key} (${round}: ${before} → ${now ?? "?"})`) } : {}), ...(refused.length > 0 ? { "columns refused, neither read nor kept": refused } : {}), "individual answers": job.isDryRun ? "not kept" : found.microdata });
    }
    return { ...counts, notes };
  },
};

async function mappingFor({ values }: ImportJob, file: string, answers: Answers): Promise<{ mapping: Mapping; refused: string[] }> {
  const form: ReadonlyMap<string, FormQuestion> = values.form ? questionsOfForm(await sheetsOf(path.basename(String(values.form)), await readFile(String(values.form)).catch(() => { throw problem("file.missing", { file: String(values.form) }); }))) : new Map();
  if (values.mapping) {
    let said: unknown;
    try { said = JSON.parse(readFileSync(String(values.mapping), "utf8")); } catch (error) { throw problem("import.unreadable", { reason: `${String(values.mapping)}: ${(error as Error).message}` }); }
    const parsed = Mapping.safeParse(said);
    if (!parsed.success) throw invalid(parsed.error.issues);
    return { mapping: parsed.data, refused: [] };
  }
  const [from, to] = String(values.fielded ?? "").split("/");
  if (!from || !to) throw problem("survey.needsMapping", { reason: "--mapping FILE, or --fielded FROM/TO" });
  const name = path.basename(file).replace(/\.(csv|xlsx|gz|zip)$/gi, "").replace(/\.(csv|xlsx)$/i, "");
  const found = conventional(answers, form, { instrument: String(values.survey ?? name), wave: String(values.wave ?? `${from}/${to}`), from, to });
  const columns = proposedColumns(answers, form);
  if (!found) throw problem("survey.needsMapping", { reason: columns.some(({ role }) => role === "area") ? "no column is a question with few answers or numbers" : `no column is named area, pcode, region, adm1_pcode …, or tagged #adm (${answers.header.slice(0, 12).join(", ")})` });
  return { mapping: found, refused: columns.flatMap(({ name: column, refused }) => (refused ? [`${column} (${refused})`] : [])) };
}
