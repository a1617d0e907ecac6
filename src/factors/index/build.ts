/** An index of the areas of a level: two profiles, vulnerability and resilience, and never one number. */
import { Worker } from "node:worker_threads";
import { MOST_IMPUTED } from "../../methods/composite/missing.ts";
import { labels, type LabelTuple } from "../../platform/language.ts";
import { problem } from "../../platform/problem.ts";
import { areasOf, isOwn } from "../profile/across.ts";
import { areaAnswer, areaAt, indicatorAnswer } from "../profile/profile.ts";
import { indicatorsOf, type IndicatorHeld, type Look } from "../reading/look.ts";
import { keyOf, readings } from "../reading/read.ts";
import { middleOf, type Reading } from "../reading/reading.ts";
import type { CompositeAnswer, CompositeQuestion } from "./composite.ts";

export interface IndexSettings {
  indicators?: readonly string[] | undefined;
  areas?: readonly string[] | undefined;
  level: number;
  normalisation: CompositeQuestion["normalisation"];
  weighting: CompositeQuestion["weighting"];
  weights?: Readonly<Record<string, number>> | undefined;
  aggregation: CompositeQuestion["aggregation"];
  missing?: CompositeQuestion["missing"] | undefined;
  draws: number;
  seed: number;
}

const SIDES = ["vulnerability", "resilience"] as const;
/** An indicator that fewer areas have than this tells them not apart. */
const FEWEST_WITH_VALUE = 3;

const WHY: Record<string, LabelTuple> = {
  "too-few-areas": ["trop peu de zones : {has}, il en faut {needs}", "too few areas: {has}, {needs} are needed", "مناطق قليلة جداً: {has}، والمطلوب {needs}"],
  "too-few-indicators": ["trop peu d’indicateurs : {has}, il en faut {needs}", "too few indicators: {has}, {needs} are needed", "مؤشرات قليلة جداً: {has}، والمطلوب {needs}"],
  "too-few-sources": ["trop peu de sources indépendantes : {has}, il en faut {needs}", "too few independent sources: {has}, {needs} are needed", "مصادر مستقلة قليلة جداً: {has}، والمطلوب {needs}"],
  "too-much-missing": ["trop de valeurs manquent : {has} %, au plus {needs} %", "too many values are missing: {has} %, at most {needs} %", "قيم ناقصة كثيرة: {has} %، وأقصاها {needs} %"],
  "places-cannot-be-told-apart": ["les rangs ne se distinguent pas : l’intervalle médian est large de {has} rangs, au plus {needs}", "places cannot be told apart: the median range is {has} places wide, at most {needs}", "لا يمكن تمييز الرتب: عرض المجال الوسيط {has} رتبة، وأقصاه {needs}"],
};

export async function buildIndex(look: Look, settings: IndexSettings) {
  // An amount of one country's money is no measure across borders, and stands in the equity gap already.
  const all = (await indicatorsOf(look.tx, settings.indicators)).filter(({ timing, unit }) => timing !== "incident" && unit !== "national-currency");
  const areas = settings.areas && settings.areas.length > 0 ? settings.areas.map((pcode) => areaAt(look, pcode)) : areasOf(look, settings.level);
  const pcodes = areas.map(({ pcode }) => pcode);
  const read = await readings(look, all, pcodes);
  const sides = SIDES.map((side) => {
    const indicators = all.filter((one) => one.side === side);
    const own = (one: IndicatorHeld, area: string): Reading | undefined => { const reading = read.get(keyOf(one.id, area))!; return isOwn(reading) && middleOf(reading) !== undefined ? reading : undefined; };
    const used = indicators.filter((one) => pcodes.filter((area) => own(one, area)).length >= FEWEST_WITH_VALUE);
    const sources = new Set(used.flatMap((one) => pcodes.flatMap((area) => { const reading = own(one, area); return reading ? [groupOf(look, one, reading)] : []; })));
    const question: CompositeQuestion = {
      rows: pcodes.map((area) => used.map((one) => middleOf(own(one, area) ?? {}) ?? NaN)), errors: pcodes.map((area) => used.map((one) => errorOf(own(one, area)))),
      directions: used.map(({ effect }) => (effect === "raises" ? 1 : -1)), goalposts: used.map(({ goalpostLow: low, goalpostHigh: high }) => (low !== undefined && high !== undefined && low < high ? { low, high } : undefined)),
      weights: used.map(({ key }) => settings.weights?.[key] ?? 1), peers: areas.map(({ parentPcode, country }) => parentPcode ?? country), independentSources: sources.size,
      normalisation: settings.normalisation, weighting: settings.weighting, aggregation: settings.aggregation, missing: settings.missing ?? "leave-out", draws: settings.draws, seed: settings.seed,
    };
    return { side, used, leftOut: indicators.filter((one) => !used.includes(one)), question };
  });
  const answers = await computed(sides.map(({ question }) => question));
  const { indicators: _, areas: __, ...choices } = settings;
  return {
    settings: choices, period: { from: look.from, to: look.to }, areas: areas.map(areaAnswer), mostImputed: MOST_IMPUTED,
    sides: sides.map(({ side, used, leftOut, question }, i) => {
      const { support, places, scores, ...rest } = answers[i]!;
      return {
        side, isSupported: support.isSupported, independentSources: question.independentSources,
        reasons: support.reasons.map(({ why, has, needs }) => ({ why, has, needs, words: labels(WHY[why]!.map((words) => filled(words, why, has, needs)) as unknown as LabelTuple) })),
        indicators: used.map((one, k) => ({ indicator: indicatorAnswer(one), weight: rest.weights[k]!, known: question.rows.filter((row) => !Number.isNaN(row[k]!)).length, ...sourceNamed(look, one) })),
        leftOut: leftOut.map((one) => ({ indicator: indicatorAnswer(one) })),
        rows: pcodes.map((area, a) => ({
          area, missingShare: rest.missingShare[a]!, imputedShare: rest.imputedShare[a]!, ...(scores?.[a] === undefined || scores[a] === null ? {} : { score: scores[a]! }), ...(places?.[a] ? { place: places[a]! } : {}),
        })),
        ...(rest.effects ? { effects: rest.effects, averageShift: rest.averageShift! } : {}), ...(rest.explained === undefined ? {} : { explained: rest.explained }),
      };
    }),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
const filled = (words: string, why: string, has: number, needs: number) => {
  const asPercent = why === "too-much-missing" ? 100 : 1;
  const written = (value: number) => String(asPercent === 100 ? Math.round(value * 100) : round(value));
  return words.replace("{has}", written(has)).replace("{needs}", written(needs));
};

/** A ranking names a source only where that source agreed. */
function sourceNamed({ sources }: Look, { nameInRankings, source }: IndicatorHeld) {
  const name = nameInRankings && source ? sources.get(source)?.name : undefined;
  return name ? { sourceName: name } : {};
}

/** Whether two indicators rest on the same eyes. */
function groupOf({ sources }: Look, { origin, question }: IndicatorHeld, { source }: Reading): string {
  const known = source && sources.get(source.id);
  return known ? known.independenceGroup : source?.id ?? (origin === "survey" ? `survey ${question}` : ["border-distance", "crossing-density", "travel-time"].includes(origin) ? "places" : origin);
}

const Z95 = 1.959963984540054;

/** The standard error, or what an interval says of it: a confidence interval as normal, words as equally likely within. */
function errorOf(reading: Reading | undefined): number {
  if (!reading) return NaN;
  const { standardError, low, high, intervalKind } = reading;
  if (standardError !== undefined) return standardError;
  if (low === undefined || high === undefined) return NaN;
  return intervalKind === "words" || intervalKind === "precision" ? (high - low) / Math.sqrt(12) : (high - low) / (2 * Z95);
}

function computed(questions: CompositeQuestion[]): Promise<CompositeAnswer[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./composite-worker.ts", import.meta.url), { workerData: questions });
    worker.once("message", resolve);
    worker.once("error", (error) => { reject(error.name === "RangeError" ? problem("input.invalid", { reason: error.message }) : error); });
  });
}
