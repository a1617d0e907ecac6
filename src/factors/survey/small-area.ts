/**
 * Where too few were asked, the area borrows from areas like it (Fay and Herriot 1979, REML): values for those whose direct
 * estimate is weak or hidden, each marked as modelled, with the direct ones left untouched beside them.
 */
import { sql } from "kysely";
import { smallAreas } from "../../methods/survey/small-area.ts";
import type { Transaction } from "../../platform/database.ts";
import { idFrom } from "../../platform/identity.ts";
import { saveMany, type Checked } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { held, type Held, type IndicatorHeld, type Look } from "../reading/look.ts";
import { keyOf, readings } from "../reading/read.ts";
import { isOwn } from "../profile/across.ts";
import { middleOf } from "../reading/reading.ts";
import { estimate } from "./estimate.noun.ts";

type Estimate = Held<typeof estimate.fields>;

export interface SmallAreaOrder { question: string; wave: string; answer: string; covariates: readonly IndicatorHeld[] }

/** A direct estimate whose error is above this share of its value is weak. */
const WEAK = 0.3;
const Z95 = 1.959963984540054;

export async function modelSmallAreas(look: Look, { question, wave, answer, covariates }: SmallAreaOrder) {
  const { tx } = look;
  const all = (await held(tx, estimate, sql`question = ${question} and wave = ${wave} and answer = ${answer} and sex = 'all' and age_band is null`)).filter(({ areas, method }) => areas.length === 1 && method === "direct");
  const read = await readings(look, covariates, all.map(({ areas }) => areas[0]!));
  const known = all.flatMap((one) => {
    const row = covariates.map((indicator) => { const reading = read.get(keyOf(indicator.id, one.areas[0]!))!; return isOwn(reading) ? middleOf(reading) : undefined; });
    return row.every((value) => value !== undefined) ? [{ one, row: [1, ...row as number[]] }] : [];
  });
  const surveyed = known.filter(({ one }) => one.state === "value" && (one.standardError ?? 0) > 0);
  const model = smallAreas({ direct: surveyed.map(({ one }) => one.value!), variances: surveyed.map(({ one }) => one.standardError! ** 2), covariates: surveyed.map(({ row }) => row) });
  if ("why" in model) throw problem("survey.noModel", { reason: model.why.replaceAll("-", " "), areas: surveyed.length });
  const modelled = known.flatMap(({ one, row }): Checked[] => {
    const at = surveyed.findIndex((other) => other.one.id === one.id);
    const isWeak = at < 0 || one.standardError! > WEAK * Math.abs(one.value!);
    if (!isWeak) return [];
    const { value, meanSquaredError } = at < 0 ? model.predict(row) : model.areas[at]!;
    return [modelledRow(one, value, Math.sqrt(meanSquaredError), covariates)];
  });
  const outcomes = modelled.length > 0 ? await written(tx, modelled) : [];
  return {
    areas: surveyed.length, modelled: modelled.length, written: outcomes.filter((outcome) => outcome === "inserted" || outcome === "updated").length, areaVariance: model.areaVariance,
    coefficients: ["intercept", ...covariates.map(({ key }) => key)].map((name, i) => ({ name, value: model.coefficients[i]!, standardError: model.coefficientErrors[i]! })),
  };
}

const written = (tx: Transaction, rows: readonly Checked[]) => saveMany(tx, estimate, rows);

/** A share stays one, whatever the line through the others says. */
function modelledRow({ id: _, respondents: __, designEffect: ___, intervalMethod: ____, words: _____, inferred: ______, ...direct }: Estimate, value: number, error: number, covariates: readonly IndicatorHeld[]): Checked {
  const within = (number: number) => (direct.statistic === "proportion" ? Math.min(1, Math.max(0, number)) : number);
  const id = idFrom("survey estimate, modelled", [direct.wave, direct.question, direct.answer, direct.areas.join("+")].join("\n"));
  return { id, content: {
    ...direct, state: "value", value: within(value), low: within(value - Z95 * error), high: within(value + Z95 * error), intervalKind: "confidence", standardError: error, method: "modelled",
    name: `${direct.name} (modélisé)`.slice(0, 400), citation: `Fay-Herriot, REML ; covariables : ${covariates.map(({ key }) => key).join(", ")}`.slice(0, 500),
  } as never };
}
