/**
 * HTTP of surveys: what is known of each wave, how an answer changed between waves, and the mapping of microdata. A file of
 * answers is read in memory and thrown away; it is sent once to be looked at and once to be estimated, and never kept here.
 */
import { z } from "zod";
import { sql } from "kysely";
import { waveChange } from "../../methods/survey/wave-change.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import { find, save } from "../../platform/noun-store.ts";
import { rankOf } from "../../platform/marking.ts";
import { problem } from "../../platform/problem.ts";
import { held } from "../reading/look.ts";
import { Words } from "../profile/replies.ts";
import { said } from "../reading/reading.ts";
import { estimate } from "./estimate.noun.ts";
import { questionsOfForm } from "./form.ts";
import { importSurvey } from "./import-survey.ts";
import { instrument } from "./instrument.noun.ts";
import { Mapping } from "./mapping.ts";
import { destroyMicrodata } from "./microdata.ts";
import { proposedColumns } from "./propose.ts";
import { question } from "./question.noun.ts";
import { answersFrom, MOST_BYTES, sheetsOf } from "./read-answers.ts";
import { wave } from "./wave.noun.ts";

const tag = "surveys";
const may = "factors.read";
/** base64 is a third longer. */
const BODY_BYTES = Math.ceil(MOST_BYTES * 1.4);

const Sent = z.strictObject({ name: z.string().min(1).max(200).regex(/\.(csv|xlsx)$/i, { error: "a .csv or .xlsx file" }), data: z.base64() });
const bytesOf = ({ data }: z.infer<typeof Sent>) => Buffer.from(data, "base64");
const formOf = async (sent: z.infer<typeof Sent> | undefined) => (sent ? questionsOfForm(await sheetsOf(sent.name, bytesOf(sent))) : new Map());

const EstimateAnswer = z.object({
  id: z.uuid(), answer: z.string(), areas: z.array(z.string()), areaWords: z.string().optional(), sex: z.string(), ageBand: z.string().optional(), statistic: z.string(), state: z.string(),
  value: z.number().optional(), low: z.number().optional(), high: z.number().optional(), intervalKind: z.string().optional(), intervalMethod: z.string().optional(), words: z.string().optional(),
  respondents: z.int().optional(), designEffect: z.number().optional(), standardError: z.number().optional(), method: z.string(), inferred: z.array(z.string()).optional(), citation: z.string().optional(),
});

const SurveyAnswer = z.object({
  id: z.uuid(), name: z.string(), producer: z.string().optional(), licence: z.string().optional(), citation: z.string().optional(),
  waves: z.array(z.object({ id: z.uuid(), name: z.string(), from: z.string(), to: z.string(), datePrecision: z.string(), areas: z.array(z.string()), design: z.string(), respondents: z.int().optional(), floor: z.int().optional(), microdata: z.string(), citation: z.string().optional(), estimates: z.int() })),
  questions: z.array(z.object({ id: z.uuid(), key: z.string(), names: Words, kind: z.string(), wordingStatus: z.string(), wording: z.record(z.string(), z.string()).optional(), caution: z.string().optional() })),
});

const ChangeAnswer = z.object({
  question: z.uuid(),
  changes: z.array(z.object({ answer: z.string(), areas: z.array(z.string()), before: z.uuid(), after: z.uuid(), change: z.number(), isTested: z.boolean(), low: z.number().optional(), high: z.number().optional(), isClear: z.boolean().optional(), why: Words.optional() })),
});

const NO_TEST = said(["non testé : l’effectif d’une des vagues n’est pas connu", "not tested: the number of respondents of a wave is not known", "غير مختبر: عدد المجيبين في إحدى الجولتين مجهول"]);

export const surveyRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/factors/surveys", tag, may, summary: "Every instrument with its waves and questions, and what of each is unknown", reply: z.array(SurveyAnswer),
    async handle({ tx }) {
      const [instruments, waves, questions] = [await held(tx, instrument), await held(tx, wave), await held(tx, question)];
      const { rows } = await sql<{ wave: string; count: number }>`select wave, count(*) as count from estimates where not withdrawn group by wave`.execute(tx.sql);
      const counts = new Map(rows.map((row) => [row.wave, row.count]));
      return instruments.map(({ id, name, producer, licence, citation }) => ({
        id, name, ...optional({ producer, licence, citation }),
        waves: waves.filter((one) => one.instrument === id).sort((a, b) => (a.fieldFrom < b.fieldFrom ? 1 : -1)).map((one) => ({
          id: one.id, name: one.name, from: one.fieldFrom, to: one.fieldTo, datePrecision: one.datePrecision, areas: [...one.areas], design: one.design, microdata: one.microdata, estimates: counts.get(one.id) ?? 0,
          ...optional({ respondents: one.respondents, floor: one.floor, citation: one.citation }),
        })),
        questions: questions.filter((one) => one.instrument === id).map((one) => ({ id: one.id, key: one.key, names: { fr: one.name, en: one.nameEn ?? one.name, ar: one.nameAr ?? one.name }, kind: one.kind, wordingStatus: one.wordingStatus, ...optional({ wording: one.wording, caution: one.caution }) })),
      }));
    },
  }),
  route({
    method: "GET", path: "/api/factors/questions/:id/estimates", tag, may, summary: "Every estimate of one question, by wave, area, sex and age band", params: z.object({ id: z.uuid() }),
    query: z.strictObject({ wave: z.uuid().optional(), isWhole: z.stringbool().default(false) }), reply: z.array(EstimateAnswer.extend({ wave: z.uuid() })),
    async handle({ tx, params, query }) {
      const found = await held(tx, estimate, sql`question = ${params.id}`, ...(query.wave ? [sql`wave = ${query.wave}`] : []), ...(query.isWhole ? [sql`sex = 'all' and age_band is null`] : []));
      return found.map(({ id, wave: round, answer = "yes", areas, areaWords, sex, ageBand, statistic, state, value, low, high, intervalKind, intervalMethod, words, respondents, designEffect, standardError, method, inferred, citation }) =>
        ({ id, wave: round, answer, areas: [...areas], sex, statistic, state, method, ...optional({ areaWords, ageBand, value, low, high, intervalKind, intervalMethod, words, respondents, designEffect, standardError, inferred: inferred && [...inferred], citation }) }));
    },
  }),
  route({
    method: "GET", path: "/api/factors/questions/:id/change", tag, may, summary: "Wave on wave: the change of each answer with its interval, or why it is not tested", params: z.object({ id: z.uuid() }), reply: ChangeAnswer,
    async handle({ tx, params }) {
      const order = new Map((await held(tx, wave)).sort((a, b) => (a.fieldTo < b.fieldTo ? -1 : 1)).map((one, i) => [one.id, i]));
      const found = (await held(tx, estimate, sql`question = ${params.id} and sex = 'all' and age_band is null and statistic = 'proportion' and state = 'value' and method = 'direct'`)).filter(({ wave: round }) => order.has(round));
      const alike = Map.groupBy(found, ({ answer, areas }) => `${answer}\n${[...areas].sort().join("+")}`);
      return {
        question: params.id,
        changes: [...alike.values()].flatMap((same) => same.sort((a, b) => order.get(a.wave)! - order.get(b.wave)!).slice(1).map((after, i) => {
          const before = same[i]!;
          const tested = waveChange({ share: before.value!, asked: before.respondents, designEffect: before.designEffect }, { share: after.value!, asked: after.respondents, designEffect: after.designEffect });
          return { answer: after.answer ?? "yes", areas: [...after.areas], before: before.id, after: after.id, change: tested.change, isTested: tested.isTested, ...(tested.isTested ? { low: tested.lower, high: tested.upper, isClear: tested.isClear } : { why: NO_TEST }) };
        })),
      };
    },
  }),
  route({
    method: "POST", path: "/api/factors/surveys/columns", tag, may: "factors.import", bodyLimitBytes: BODY_BYTES, summary: "Look at a file of answers: what each column may mean, and which are refused; nothing of it is kept",
    body: z.strictObject({ file: Sent, form: Sent.optional() }),
    async handle({ body }) {
      const answers = await answersFrom(body.file.name, bytesOf(body.file));
      return { respondents: answers.rows.length, columns: proposedColumns(answers, await formOf(body.form)) };
    },
  }),
  route({
    method: "POST", path: "/api/factors/surveys/import", tag, may: "factors.import", bodyLimitBytes: BODY_BYTES, withoutTransaction: true, summary: "Estimate from a file of answers by a mapping; the answers are destroyed, or kept encrypted here until somebody destroys them",
    body: z.strictObject({ file: Sent, mapping: Mapping, isDryRun: z.boolean().default(true), keep: z.boolean().default(false) }),
    async handle({ node, caller, body }) {
      const answers = await answersFrom(body.file.name, bytesOf(body.file));
      const { faults, ...result } = await importSurvey({ node, caller, answers, mapping: body.mapping, isDryRun: body.isDryRun, keep: body.keep, progress: () => {} });
      return { ...result, isDryRun: body.isDryRun, refused: faults.length, faults: faults.slice(0, 100) };
    },
  }),
  route({
    method: "POST", path: "/api/factors/waves/:id/destroy", tag, may: "factors.import", summary: "Destroy the individual answers of a wave by destroying their key; the estimates stay", params: z.object({ id: z.uuid() }),
    async handle({ tx, node, params }) {
      const row = await find(tx, wave, params.id);
      if (!row) throw problem("record.notFound");
      // First the key, then the words about it: a cut in between leaves nothing readable.
      destroyMicrodata(node.dir, params.id);
      tx.journal({ act: "microdata-destroy", noun: "wave", object: params.id, marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise" });
      return (await save(tx, wave, { id: params.id, content: { ...row.content, microdata: (row.content as { microdata: string }).microdata === "held" ? "destroyed" : (row.content as { microdata: string }).microdata } })).row;
    },
  }),
];

const optional = <T extends object>(object: T) => Object.fromEntries(Object.entries(object).filter(([, one]) => one !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
