/**
 * Which choice moves the areas' places most: how missing values are filled in, the scale, the weights,
 * the way of adding up, or who happened to be in the sample?
 *
 * Every combination of choices is computed, with a number of possible samples as the fifth input, and the
 * variance of the outcome is shared out among the inputs exactly (`sobol.ts`). Outcome: the average
 * shift in places against the index as built (the first of each choice, the values as measured), and
 * each area's own place.
 */
import { normals } from "../stats/random.ts";
import { aggregate } from "./aggregate.ts";
import { normalise } from "./normalise.ts";
import { places } from "./places.ts";
import { moveByError, withErrors } from "./rank-uncertainty.ts";
import type { RankQuestion } from "./rank-uncertainty.ts";
import { factorialEffects } from "./sobol.ts";
import type { Effect } from "./sobol.ts";

export const CHOICE_INPUTS = ["missingRule", "normalisation", "weighting", "aggregation", "sample"] as const;

export type ChoiceEffects = Record<(typeof CHOICE_INPUTS)[number], Effect>;

export interface ChoiceEffectsAnswer {
  /** Of the average shift in places. */
  overall: ChoiceEffects;
  /** Places by which an area moves on average over all combinations. */
  averageShift: number;
  /** Of each area's place; undefined where it has no score in some combination. */
  areas: (ChoiceEffects | undefined)[];
}

export const USUAL_SAMPLES = 24;

export function choiceEffects(question: RankQuestion, samples = USUAL_SAMPLES): ChoiceEffectsAnswer {
  const { table, choices, standardErrors, bounds, peerGroups, random } = question;
  const { missingRules, normalisations, weightings, aggregations } = choices;
  const filled = missingRules.map((rule) => withErrors(table, rule, peerGroups, standardErrors));
  const isUnsure = filled.some(({ errors }) => errors.some((error) => error > 0));
  const sizes = [missingRules.length, normalisations.length, weightings.length, aggregations.length, isUnsure ? samples : 1];
  const normal = normals(random);
  const count = sizes.reduce((product, size) => product * size, 1);
  const placeOf = Array.from({ length: table.areas }, () => new Float64Array(count));
  // In standard normal units; the first is the one that was drawn.
  const samplings = Array.from({ length: sizes[4]! }, (_, at) => Float64Array.from(table.values, () => (at === 0 ? 0 : normal())));
  const moved = { ...table, values: new Float64Array(table.values.length) };
  filled.forEach(({ values, errors }, m) => {
    samplings.forEach((sampling, e) => {
      // By place in the table, so that one sample is the same for every rule.
      moveByError(values, errors, bounds, table.indicators, (at) => sampling[at]!, moved.values);
      normalisations.forEach((normalisation, n) => {
        const scores = normalise(moved, normalisation);
        weightings.forEach((weights, w) => aggregations.forEach((aggregation, a) => {
          const found = places(aggregate(scores, weights, aggregation));
          const at = (((m * sizes[1]! + n) * sizes[2]! + w) * sizes[3]! + a) * sizes[4]! + e;
          found.forEach((place, area) => (placeOf[area]![at] = place));
        }));
      });
    });
  });
  const scored = placeOf.filter((own) => !own.some(Number.isNaN));
  const shifts = Float64Array.from({ length: count }, (_, at) => scored.reduce((sum, own) => sum + Math.abs(own[at]! - own[0]!), 0) / (scored.length || 1));
  const overall = factorialEffects(sizes, shifts);
  return {
    overall: named(overall.effects),
    averageShift: overall.mean,
    areas: placeOf.map((own) => (own.some(Number.isNaN) ? undefined : named(factorialEffects(sizes, own).effects))),
  };
}

function named(effects: readonly Effect[]): ChoiceEffects {
  return Object.fromEntries(CHOICE_INPUTS.map((name, i) => [name, effects[i]!])) as ChoiceEffects;
}
