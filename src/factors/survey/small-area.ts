/**
 * Where too few were asked, the area borrows from areas like it (Fay and Herriot 1979, REML): values for those whose direct
 * estimate is weak or hidden, each marked as modelled, with the direct ones left untouched beside them. Looking writes nothing.
 */
import { sql } from "kysely";
import { smallAreas, type SmallAreaFailure, type SmallAreaModel } from "../../methods/survey/small-area.ts";
import { idFrom } from "../../platform/identity.ts";
import { saveMany, type Checked } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { held, type Held, type IndicatorHeld, type Look } from "../reading/look.ts";
import { keyOf, readings } from "../reading/read.ts";
import { isOwn } from "../profile/across.ts";
import { middleOf } from "../reading/reading.ts";
import { estimate } from "./estimate.noun.ts";
import { isWeak } from "./weak.ts";

type Estimate = Held<typeof estimate.fields>;

/** No covariate: the areas borrow from the average of all. */
export interface SmallAreaOrder { question: string; wave: string; answer: string; covariates: readonly IndicatorHeld[] }

const Z95 = 1.959963984540054;
/** The method runs on less, but a spread between areas that is learnt from fewer is a guess. */
const FEWEST_AREAS = 10, AREAS_A_COVARIATE = 5;

export interface Modelled { direct: Estimate; value: number; low: number; high: number; standardError: number; leansOnSurvey: number }

export interface SmallAreaView {
  /** Areas with a direct estimate and all covariates: the model has learnt from these. */
  areas: number;
  modelled: Modelled[];
  /** How far areas differ beyond what the covariates say, in the estimate's unit; 0: no more than sampling explains. */
  areaDeviation: number;
  coefficients: { key: string; value: number; standardError: number }[];
  /** Of the areas learnt from, how many lie further from what is foretold than two of twenty would by chance. */
  far: number;
  /** Weak areas whose own estimate is shown: the middle standard error before and after. */
  error: { direct: number; modelled: number } | undefined;
}

export async function smallAreaView(look: Look, { question, wave, answer, covariates }: SmallAreaOrder): Promise<SmallAreaView> {
  const all = (await held(look.tx, estimate, sql`question = ${question} and wave = ${wave} and answer = ${answer} and sex = 'all' and age_band is null`))
    .filter(({ areas, method }) => areas.length === 1 && method === "direct").sort((a, b) => (a.areas[0]! < b.areas[0]! ? -1 : 1));
  const read = await readings(look, covariates, all.map(({ areas }) => areas[0]!));
  const known = all.flatMap((one) => {
    const row = covariates.map((indicator) => { const reading = read.get(keyOf(indicator.id, one.areas[0]!))!; return isOwn(reading) ? middleOf(reading) : undefined; });
    return row.every((value) => value !== undefined) ? [{ one, row: [1, ...row as number[]] }] : [];
  });
  const surveyed = known.filter(({ one }) => one.state === "value" && (one.standardError ?? 0) > 0);
  const needed = Math.max(FEWEST_AREAS, AREAS_A_COVARIATE * covariates.length);
  if (surveyed.length < needed) throw problem("survey.tooFewAreas", { areas: surveyed.length, needed });
  const model = smallAreas({ direct: surveyed.map(({ one }) => one.value!), variances: surveyed.map(({ one }) => one.standardError! ** 2), covariates: surveyed.map(({ row }) => row) });
  if ("why" in model) throw refusal(model, surveyed.length);
  const modelled = known.filter(({ one }) => isWeak(one)).map(({ one, row }): Modelled => {
    const at = surveyed.findIndex((other) => other.one.id === one.id);
    const { value, meanSquaredError } = at < 0 ? model.predict(row) : model.areas[at]!;
    return withinBounds(one, value, Math.sqrt(meanSquaredError), at < 0 ? 0 : model.areas[at]!.leansOnSurvey);
  });
  return {
    areas: surveyed.length, modelled, areaDeviation: Math.sqrt(model.areaVariance), far: farOff(model, surveyed), error: errors(modelled),
    coefficients: ["intercept", ...covariates.map(({ key }) => key)].map((key, i) => ({ key, value: model.coefficients[i]!, standardError: model.coefficientErrors[i]! })),
  };
}

function refusal({ why }: SmallAreaFailure, areas: number) {
  return why === "covariates-depend-on-each-other" ? problem("survey.covariatesTied", { areas }) : problem("survey.noModel", { areas });
}

/** A share stays one, whatever the line through the others says. */
function withinBounds(direct: Estimate, value: number, standardError: number, leansOnSurvey: number): Modelled {
  const within = (number: number) => (direct.statistic === "proportion" ? Math.min(1, Math.max(0, number)) : number);
  return { direct, value: within(value), low: within(value - Z95 * standardError), high: within(value + Z95 * standardError), standardError, leansOnSurvey };
}

const FAR = 2;

function farOff({ areaVariance, coefficients }: SmallAreaModel, surveyed: readonly { one: Estimate; row: readonly number[] }[]): number {
  const foretold = (row: readonly number[]) => row.reduce((sum, value, i) => sum + value * coefficients[i]!, 0);
  return surveyed.filter(({ one, row }) => Math.abs(one.value! - foretold(row)) > FAR * Math.sqrt(areaVariance + one.standardError! ** 2)).length;
}

function errors(modelled: readonly Modelled[]): SmallAreaView["error"] {
  const both = modelled.filter(({ direct }) => direct.standardError !== undefined);
  if (both.length === 0) return undefined;
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return { direct: middle(both.map(({ direct }) => direct.standardError!)), modelled: middle(both.map(({ standardError }) => standardError)) };
}

/** The same, written: each value as an estimate of its own, marked as modelled. */
export async function modelSmallAreas(look: Look, order: SmallAreaOrder): Promise<SmallAreaView & { written: number }> {
  const view = await smallAreaView(look, order);
  const rows = view.modelled.map((one) => modelledRow(one, order.covariates));
  const outcomes = rows.length > 0 ? await saveMany(look.tx, estimate, rows) : [];
  return { ...view, written: outcomes.filter((outcome) => outcome === "inserted" || outcome === "updated").length };
}

function modelledRow({ direct: { id: _, respondents: __, designEffect: ___, intervalMethod: ____, words: _____, inferred: ______, ...direct }, value, low, high, standardError, leansOnSurvey }: Modelled, covariates: readonly IndicatorHeld[]): Checked {
  const id = idFrom("survey estimate, modelled", [direct.wave, direct.question, direct.answer, direct.areas.join("+")].join("\n"));
  return { id, content: {
    ...direct, state: "value", value, low, high, intervalKind: "confidence", standardError, method: "modelled", leansOnSurvey, ...(covariates.length > 0 ? { covariates: covariates.map(({ key }) => key) } : {}),
    name: `${direct.name} (modélisé)`.slice(0, 400), citation: "Fay-Herriot, REML",
  } as never };
}
