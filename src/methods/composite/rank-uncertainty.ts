/**
 * Which places could each area have, had the index been built otherwise or the survey drawn again?
 *
 * Each draw picks one of the choices for each step, with the same chance, and moves every value by its
 * sampling error, a filled-in one by what such a guess may be off (normal, held within the indicator's
 * bounds); weights can be loosened as well. Over all
 * draws an area has a range of places: narrow where it stands firm, wide where its place is an
 * artefact. Source: Saisana, Saltelli and Tarantola (2005). Nothing is random but what `random` gives.
 */
import { USUAL_LEVEL, checkLevel } from "../stats/interval.ts";
import { normals } from "../stats/random.ts";
import type { Random } from "../stats/random.ts";
import { aggregate } from "./aggregate.ts";
import type { Aggregation } from "./aggregate.ts";
import type { Goalposts, IndicatorTable } from "./indicators.ts";
import { complete } from "./missing.ts";
import type { MissingRule } from "./missing.ts";
import { normalise } from "./normalise.ts";
import type { Normalisation } from "./normalise.ts";
import { places } from "./places.ts";

export interface IndexChoices {
  normalisations: readonly Normalisation[];
  /** Weights that sum to 1, one list per choice. */
  weightings: readonly Float64Array[];
  aggregations: readonly Aggregation[];
  missingRules: readonly MissingRule[];
}

export interface RankQuestion {
  table: IndicatorTable;
  choices: IndexChoices;
  /** In the unit of the indicator, laid out like the values; 0 or NaN where none is known. */
  standardErrors?: Float64Array;
  /** What a value can be at all, per indicator: a share stays between 0 and 1. */
  bounds?: readonly (Goalposts | undefined)[];
  peerGroups?: ArrayLike<string | number>;
  /** Each weight is multiplied by 1 ± up to this share, at most 1. */
  weightSpread?: number;
  draws?: number;
  level?: number;
  random: Random;
}

export interface PlaceRange {
  median: number;
  lower: number;
  upper: number;
  mean: number;
  /** How often the area was in the first tenth (at least the first place) of all. */
  chanceOfTop: number;
}

export const USUAL_DRAWS = 2_000;

/** Per area; undefined where it had no score in every draw. */
export function placeRanges(question: RankQuestion): (PlaceRange | undefined)[] {
  const { table: { areas }, draws = USUAL_DRAWS, level = USUAL_LEVEL } = question;
  checkLevel(level);
  // Column by area: the places of one area over all draws lie side by side.
  const drawn = new Float64Array(areas * draws);
  const drawOnce = ranker(question);
  for (let draw = 0; draw < draws; draw++) {
    const found = drawOnce();
    for (let area = 0; area < areas; area++) drawn[area * draws + draw] = found[area]!;
  }
  const top = Math.max(1, areas / 10);
  return Array.from({ length: areas }, (_, area) => describe(drawn.subarray(area * draws, (area + 1) * draws), level, top));
}

/** One draw after the other, in buffers of its own: the places of all areas, valid until the next draw. */
function ranker({ table, choices, standardErrors, bounds, peerGroups, weightSpread = 0, random }: RankQuestion): () => Float64Array {
  const { normalisations, weightings, aggregations, missingRules } = choices;
  for (const [name, list] of Object.entries(choices)) if (list.length === 0) throw new RangeError(`no choice of ${name}`);
  if (!(weightSpread >= 0 && weightSpread <= 1)) throw new RangeError(`weights can be loosened by 0 to 1, not ${weightSpread}`);
  if (weightings.some(({ length }) => length !== table.indicators)) throw new RangeError(`weights must be ${table.indicators}`);
  const completed = missingRules.map((rule) => withErrors(table, rule, peerGroups, standardErrors));
  const moved: IndicatorTable = { ...table, values: new Float64Array(table.values.length) };
  const scores = new Float64Array(table.values.length);
  const totals = new Float64Array(table.areas);
  const found = new Float64Array(table.areas);
  const loosened = new Float64Array(table.indicators);
  const normal = normals(random);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  return () => {
    const { values, errors } = pick(completed);
    moveByError(values, errors, bounds, table.indicators, normal, moved.values);
    normalise(moved, pick(normalisations), scores);
    const weights = loosen(pick(weightings), weightSpread, random, loosened);
    return places(aggregate(scores, weights, pick(aggregations), totals), found);
  };
}

/** The table filled in by a rule, and how far each of its values may be off: sampled, or guessed. */
export function withErrors(table: IndicatorTable, rule: MissingRule, peerGroups?: ArrayLike<string | number>, standardErrors?: Float64Array): { values: Float64Array; errors: Float64Array } {
  const { table: { values }, guessErrors } = complete(table, rule, peerGroups);
  return { values, errors: guessErrors.map((guess, at) => guess || standardErrors?.[at] || 0) };
}

/** Values as they might have come out otherwise; those without an error stay. */
export function moveByError(values: Float64Array, errors: Float64Array, bounds: RankQuestion["bounds"], indicators: number, normal: (at: number) => number, into: Float64Array): void {
  into.set(values);
  for (let at = 0; at < values.length; at++) {
    const error = errors[at]!;
    if (!(error > 0)) continue;
    const value = values[at]! + error * normal(at);
    const within = bounds?.[at % indicators];
    into[at] = within === undefined ? value : value < within.low ? within.low : value > within.high ? within.high : value;
  }
}

/** They need not sum to 1: what adds up divides by their sum, and majorities ask for no sum. */
function loosen(weights: Float64Array, spread: number, random: Random, into: Float64Array): Float64Array {
  if (spread === 0) return weights;
  for (let k = 0; k < weights.length; k++) into[k] = weights[k]! * (1 + spread * (2 * random() - 1));
  return into;
}

function describe(drawn: Float64Array, level: number, top: number): PlaceRange | undefined {
  const sorted = drawn.filter((place) => !Number.isNaN(place)).sort();
  if (sorted.length === 0) return undefined;
  const at = (p: number) => sorted[Math.round(p * (sorted.length - 1))]!;
  let [sum, onTop] = [0, 0];
  for (const place of sorted) {
    sum += place;
    if (place <= top) onTop += 1;
  }
  return { median: at(0.5), lower: at((1 - level) / 2), upper: at((1 + level) / 2), mean: sum / sorted.length, chanceOfTop: onTop / sorted.length };
}
