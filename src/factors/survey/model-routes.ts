/** HTTP of modelled values: looked at by whoever may read, with the direct ones beside them; kept by whoever brings surveys in. */
import { sql } from "kysely";
import { z } from "zod";
import { route, type AnyRoute, type Call } from "../../platform/http.ts";
import { problem } from "../../platform/problem.ts";
import { areaAnswer, areaAt, indicatorAnswer } from "../profile/profile.ts";
import { indicatorAt } from "../profile/across.ts";
import { AreaAnswer, IndicatorAnswer } from "../profile/replies.ts";
import { held, indicatorsOf, openLook, type IndicatorHeld, type Look } from "../reading/look.ts";
import { Reading } from "../reading/reading.ts";
import { modelSmallAreas, smallAreaView, type SmallAreaOrder, type SmallAreaView } from "./small-area.ts";
import { wave } from "./wave.noun.ts";

const tag = "surveys";
const MOST_COVARIATES = 5;
const Covariates = z.string().max(200).default("").transform((words) => [...new Set(words.split(",").filter(Boolean))]).pipe(z.array(z.uuid()).max(MOST_COVARIATES));
const Id = z.object({ id: z.uuid() });

export const ModelAnswer = z.object({
  indicator: IndicatorAnswer, wave: z.object({ id: z.uuid(), name: z.string() }), covariates: z.array(IndicatorAnswer), areas: z.int(), areaDeviation: z.number(), far: z.int(),
  error: z.object({ direct: z.number(), modelled: z.number() }).optional(),
  coefficients: z.array(z.object({ key: z.string(), value: z.number(), standardError: z.number() })),
  rows: z.array(z.object({ area: AreaAnswer, direct: Reading.shape.direct.unwrap(), modelled: z.object({ value: z.number(), low: z.number(), high: z.number(), standardError: z.number(), leansOnSurvey: z.number() }) })),
});

async function orderOf(look: Look, id: string, covariates: readonly string[]): Promise<{ indicator: IndicatorHeld; order: SmallAreaOrder; round: { id: string; name: string } }> {
  const indicator = await indicatorAt(look, id);
  const chosen = await indicatorsOf(look.tx, covariates);
  if (indicator.origin !== "survey" || chosen.length !== covariates.length) throw problem("record.notFound");
  const answer = indicator.answer ?? "yes";
  // The newest wave that says anything of single areas.
  const { rows: [last] } = await sql<{ wave: string }>`
    select e.wave from estimates e join waves w on w.id = e.wave where e.question = ${indicator.question} and e.answer = ${answer} and cardinality(e.areas) = 1 and e.method = 'direct' and not e.withdrawn
    order by w.field_to desc, w.id limit 1`.execute(look.tx.sql);
  const [round] = last ? await held(look.tx, wave, sql`id = ${last.wave}`) : [];
  if (!round) throw problem("survey.tooFewAreas", { areas: 0, needed: 10 });
  return { indicator, round, order: { question: indicator.question!, wave: round.id, answer, covariates: chosen } };
}

const answerOf = (look: Look, { indicator, round, order }: Awaited<ReturnType<typeof orderOf>>, { modelled, ...view }: SmallAreaView): z.infer<typeof ModelAnswer> => ({
  indicator: indicatorAnswer(indicator), wave: { id: round.id, name: round.name }, covariates: order.covariates.map(indicatorAnswer), areas: view.areas, areaDeviation: view.areaDeviation, far: view.far, coefficients: view.coefficients,
  ...(view.error ? { error: view.error } : {}),
  rows: modelled.map(({ direct: { areas, state, value, low, high, respondents }, ...found }) => ({
    area: areaAnswer(areaAt(look, areas[0]!)), modelled: found,
    direct: { state: state as Reading["state"], ...(value === undefined ? {} : { value }), ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }), ...(respondents === undefined ? {} : { respondents }) },
  })),
});

async function looked({ tx, node, caller }: Pick<Call, "tx" | "node" | "caller">, id: string, covariates: readonly string[], act: (look: Look, order: SmallAreaOrder) => Promise<SmallAreaView>) {
  const look = await openLook({ tx, node, caller });
  const asked = await orderOf(look, id, covariates);
  return answerOf(look, asked, await act(look, asked.order));
}

export const modelRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/factors/indicators/:id/model", tag, may: "factors.read", summary: "Where a survey asked too few: what areas like these foretell, beside the survey’s own values; nothing is written", params: Id,
    query: z.strictObject({ covariates: Covariates }), reply: ModelAnswer,
    handle: (call) => looked(call, call.params.id, call.query.covariates, smallAreaView),
  }),
  route({
    method: "POST", path: "/api/factors/indicators/:id/model", tag, may: "factors.import", summary: "Keep these modelled values as estimates that say so; the direct ones stay beside them", params: Id,
    body: z.strictObject({ covariates: z.array(z.uuid()).max(MOST_COVARIATES) }), reply: ModelAnswer,
    handle: (call) => looked(call, call.params.id, call.body.covariates, modelSmallAreas),
  }),
];
