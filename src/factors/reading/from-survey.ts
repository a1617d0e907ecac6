/**
 * What did people say? The newest wave decides, and within it the estimate that is closest to the area: its own, then that
 * of a set of areas, then that of an area above it. Where a wave was there and says nothing, the value is missing; where it
 * was not, nobody was asked.
 */
import { sql } from "kysely";
import { ruleOfThree } from "../../methods/stats/proportion.ts";
import type { LabelTuple } from "../../platform/language.ts";
import { estimate } from "../survey/estimate.noun.ts";
import { isWeak } from "../survey/weak.ts";
import { question } from "../survey/question.noun.ts";
import { wave } from "../survey/wave.noun.ts";
import { held, sourceOf, type Held, type IndicatorHeld, type Look } from "./look.ts";
import { inputsOf, said, without, type Reading } from "./reading.ts";

type Estimate = Held<typeof estimate.fields>;
type Wave = Held<typeof wave.fields>;
type Question = Held<typeof question.fields>;

const CAUTIONS = {
  several: ["plusieurs réponses possibles : les parts ne s’additionnent pas", "several answers possible: shares do not add up", "إجابات متعددة ممكنة: النسب لا تُجمع"],
  few: ["petit pourcentage : quelques réponses le changent", "small percentage: a few answers change it", "نسبة صغيرة: تغيّرها إجابات قليلة"],
  noBound: ["zéro dit, effectif inconnu : la borne haute ne se calcule pas", "zero stated, number of respondents unknown: no upper bound can be computed", "صفر مذكور وعدد المجيبين مجهول: لا يمكن حساب الحد الأعلى"],
  modelled: ["valeur modélisée : la zone emprunte à ses semblables", "modelled value: the area borrows from others like it", "قيمة مُنمذجة: تستعير المنطقة من مثيلاتها"],
} as const satisfies Record<string, LabelTuple>;
const SMALL_SHARE = 0.1;

export async function fromSurvey(look: Look, indicators: readonly IndicatorHeld[], areas: readonly string[]): Promise<Reading[]> {
  const asked = [...new Set(indicators.map(({ question: id }) => id!))];
  if (asked.length === 0) return [];
  const estimates = await held(look.tx, estimate, sql`question = any(${asked}::uuid[]) and sex = 'all' and age_band is null`);
  const questions = new Map((await held(look.tx, question, sql`id = any(${asked}::uuid[])`)).map((one) => [one.id, one]));
  const waves = (await held(look.tx, wave)).sort((a, b) => (a.fieldTo < b.fieldTo ? 1 : a.fieldTo > b.fieldTo ? -1 : a.id < b.id ? -1 : 1));
  return indicators.flatMap((one) => areas.map((area) => {
    const said = estimates.filter((candidate) => candidate.question === one.question && candidate.answer === one.answer);
    return readingOf(look, one, area, said, waves, questions.get(one.question!));
  }));
}

function readingOf(look: Look, one: IndicatorHeld, area: string, estimates: readonly Estimate[], waves: readonly Wave[], asked: Question | undefined): Reading {
  const above = look.geography.ancestors(area).map(({ pcode }) => pcode);
  const concerns = (areas: readonly string[]) => areas.includes(area) || above.some((pcode) => areas.includes(pcode));
  for (const round of waves) {
    const [best] = estimates.filter((candidate) => candidate.wave === round.id && concerns(candidate.areas)).sort((a, b) => distance(a, area, above) - distance(b, area, above) || preference(a) - preference(b) || (a.id < b.id ? -1 : 1));
    if (!best) continue;
    const reading = fromEstimate(look, one, area, best, round, asked);
    if (best.method !== "modelled") return reading;
    const direct = estimates.find(({ wave: same, method, areas }) => same === round.id && method === "direct" && areas.join() === best.areas.join());
    return direct ? { ...reading, direct: { state: direct.state as Reading["state"], ...definedOf({ value: direct.value, low: direct.low, high: direct.high, respondents: direct.respondents }) } } : reading;
  }
  const rounds = waves.filter(({ instrument }) => instrument === asked?.instrument);
  const there = rounds.find(({ areas }) => concerns(areas));
  return there
    ? without(one.id, area, "missing", ["la vague couvre cette zone, mais n’en publie pas cette valeur", "the wave covers this area, but this value is not published for it", "الجولة تغطي هذه المنطقة لكن هذه القيمة غير منشورة لها"], { ...spanOf(there), ...sourceOf(look, there.source), inputs: inputsOf("wave", [there.id]) })
    : without(one.id, area, "not-asked", ["aucune vague connue n’a enquêté ici", "no known wave asked people here", "لم تسأل أي جولة معروفة الناس هنا"]);
}

/** 0: the area's own; then sets, the smaller the closer; then what lies above, the nearer the closer. */
function distance({ areas }: Estimate, area: string, above: readonly string[]): number {
  if (areas.includes(area)) return areas.length - 1;
  return 1_000 * (1 + above.findIndex((pcode) => areas.includes(pcode))) + areas.length;
}

/** A modelled value was made because the direct one is weak or hidden: it is shown in its place, and says that it is. */
const preference = ({ method }: Estimate) => (method === "modelled" ? 0 : 1);

const spanOf = ({ fieldFrom: from, fieldTo: to }: Wave) => ({ from, to });

export function fromEstimate(look: Look, one: Pick<IndicatorHeld, "id">, area: string, best: Estimate, round: Wave, asked: Question | undefined): Reading {
  const { state, value, low, high, intervalKind, intervalMethod, words, respondents, designEffect, standardError, method, inferred, citation, areas, areaWords } = best;
  const zeroBound = value === 0 && high === undefined && best.statistic === "proportion" && respondents !== undefined ? ruleOfThree(respondents / (designEffect ?? 1)) : undefined;
  const hasNumber = state === "value" || state === "interval";
  // Of a modelled value nothing was left unpublished: it has no respondents of its own.
  const unknown: Reading["unknown"] = !hasNumber || method === "modelled" ? [] : [
    ...(respondents === undefined ? ["respondents" as const] : []), ...(designEffect === undefined ? ["design-effect" as const] : []), ...(standardError === undefined ? ["standard-error" as const] : []),
    ...(low === undefined && zeroBound === undefined ? ["interval" as const] : []), ...(round.design === "unknown" ? ["design" as const] : []), ...(asked && asked.wordingStatus !== "exact" ? ["wording" as const] : []),
  ];
  const cautions = [
    ...(asked?.kind === "multiple" ? [CAUTIONS.several] : []), ...(best.statistic === "proportion" && value !== undefined && value > 0 && value < SMALL_SHARE ? [CAUTIONS.few] : []),
    ...(value === 0 && zeroBound === undefined && high === undefined ? [CAUTIONS.noBound] : []), ...(method === "modelled" ? [CAUTIONS.modelled] : []),
  ].map((words) => said(words));
  return {
    indicator: one.id, area, state: state as Reading["state"], unknown, cautions, ...spanOf(round),
    ...definedOf({ value, low, high: high ?? zeroBound, words, respondents, designEffect, standardError, citation, inferred }),
    ...(zeroBound === undefined ? definedOf({ intervalKind, intervalMethod }) : { low: 0, intervalKind: "confidence", intervalMethod: "rule-of-three" }),
    ...(method === "modelled" ? { isModelled: true, ...definedOf({ covariates: best.covariates && [...best.covariates], leansOnSurvey: best.leansOnSurvey }) } : areas.length === 1 && areas[0] === area && isWeak(best) ? { isWeak: true } : {}),
    of: { kind: areas.includes(area) ? (areas.length === 1 ? "area" : "set") : "above", areas, ...(areaWords ? { words: areaWords } : {}) },
    ...(state === "missing" ? { why: said(["demandé ici, non publié par la source", "asked here, not published by the source", "سُئل عنه هنا ولم ينشره المصدر"]) } : state === "suppressed" ? { why: said(["masqué : trop peu de répondants", "suppressed: too few respondents", "محجوب: عدد المجيبين قليل جداً"]) } : {}),
    ...sourceOf(look, best.source ?? round.source), inputs: inputsOf("estimate", [best.id]),
  };
}

const definedOf = <T extends object>(object: T) => Object.fromEntries(Object.entries(object).filter(([, one]) => one !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
