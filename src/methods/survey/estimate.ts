/**
 * What do the answers of a survey say about everybody, and how far may that be off?
 *
 * Means, totals and shares of a whole survey or of a domain of it (an area, women, an age
 * band), with the standard error that the way of drawing implies: by Taylor linearisation,
 * with replacement of clusters or with the correction for a finite population. A domain keeps
 * the clusters of the whole survey, those without any of its people included.
 * Answers are one number per respondent, NaN where there is none.
 * Source: Särndal, Swensson and Wretman (1992), 5.7; checked against R's survey 4.1.
 */
import { USUAL_LEVEL, checkLevel } from "../stats/interval.ts";
import type { Interval } from "../stats/interval.ts";
import { studentQuantile } from "../stats/student.ts";
import type { Stage, SurveyDesign } from "./design.ts";

export interface Estimate {
  value: number;
  standardError: number;
  /** How many respondents answered, unweighted. */
  answered: number;
  /** For how many people they stand. */
  weight: number;
  /**
   * Variance over that of a simple random sample of as many, drawn without replacement where the
   * weights say how large the population is. Undefined where all answered alike: nothing to compare.
   */
  designEffect: number | undefined;
  /** Clusters with an answer, less their strata. */
  degreesOfFreedom: number;
  /** Kish's (Σw)² / Σw²: what the weights alone leave of `answered`. */
  weightedSize: number;
}

/** Undefined where nobody answered. */
export function mean(design: SurveyDesign, answers: ArrayLike<number>, rows?: Int32Array): Estimate | undefined {
  const found = gather(design, answers, rows);
  if (!found) return undefined;
  const { kept, weight, weightedSum } = found;
  const value = weightedSum / weight;
  const variance = linearised(design, kept, (row) => (design.weights[row]! * (answers[row]! - value)) / weight);
  return describe(design, answers, found, value, variance, value, 1);
}

/** A total is only as good as the weights: they must sum to the population. */
export function total(design: SurveyDesign, answers: ArrayLike<number>, rows?: Int32Array): Estimate | undefined {
  const found = gather(design, answers, rows);
  if (!found) return undefined;
  const { kept, weight, weightedSum } = found;
  const variance = linearised(design, kept, (row) => design.weights[row]! * answers[row]!);
  return describe(design, answers, found, weightedSum, variance, weightedSum / weight, weight);
}

export interface Share extends Estimate {
  /** How many said yes, unweighted. */
  yes: number;
}

/** The share of those who answered who said yes: 1 is yes, 0 is no, NaN no answer. */
export function share(design: SurveyDesign, answers: ArrayLike<number>, rows?: Int32Array): Share | undefined {
  const estimate = mean(design, answers, rows);
  if (!estimate) return undefined;
  let yes = 0;
  const count = (answer: number) => {
    if (answer === 1) yes += 1;
    else if (answer !== 0 && !Number.isNaN(answer)) throw new RangeError(`an answer is 1, 0 or NaN, not ${answer}`);
  };
  if (rows) for (const row of rows) count(answers[row]!);
  else for (let row = 0; row < answers.length; row++) count(answers[row]!);
  return { ...estimate, yes };
}

/** Value plus and minus, with Student's t at the design's degrees of freedom. Undefined where these are none. */
export function meanInterval({ value, standardError, degreesOfFreedom }: Estimate, level = USUAL_LEVEL): Interval | undefined {
  checkLevel(level);
  if (degreesOfFreedom < 1) return undefined;
  const reach = studentQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  return { lower: value - reach, upper: value + reach };
}

interface Gathered {
  kept: Int32Array;
  weight: number;
  weightSquared: number;
  weightedSum: number;
}

/** Those of the domain who answered and stand for somebody. */
function gather({ weights, respondents }: SurveyDesign, answers: ArrayLike<number>, rows?: Int32Array): Gathered | undefined {
  if (answers.length !== respondents) throw new RangeError(`${answers.length} answers for ${respondents} respondents`);
  const size = rows?.length ?? respondents;
  const kept = new Int32Array(size);
  let [count, weight, weightSquared, weightedSum] = [0, 0, 0, 0];
  for (let i = 0; i < size; i++) {
    const row = rows ? rows[i]! : i;
    const answer = answers[row]!;
    const own = weights[row]!;
    if (Number.isNaN(answer) || own === 0) continue;
    kept[count++] = row;
    weight += own;
    weightSquared += own * own;
    weightedSum += own * answer;
  }
  return count === 0 ? undefined : { kept: kept.subarray(0, count), weight, weightSquared, weightedSum };
}

function describe(design: SurveyDesign, answers: ArrayLike<number>, found: Gathered, value: number, variance: number, centre: number, scale: number): Estimate {
  const { kept, weight, weightSquared } = found;
  let spread = 0;
  for (const row of kept) spread += design.weights[row]! * (answers[row]! - centre) ** 2;
  const n = kept.length;
  // Weights that do not sum to more than the sample know no population: then as if drawn with replacement.
  const drawnOnce = weight > n ? (weight - n) / weight : 1;
  const simple = n > 1 ? ((spread / weight) * scale * scale * drawnOnce) / (n - 1) : 0;
  return {
    value,
    standardError: Math.sqrt(variance),
    answered: n,
    weight,
    designEffect: simple > 0 ? variance / simple : undefined,
    degreesOfFreedom: degreesOfFreedom(design.first, kept),
    weightedSize: (weight * weight) / weightSquared,
  };
}

function degreesOfFreedom({ unitOf, groupOf, drawn }: Stage, rows: Int32Array): number {
  const isSeen = new Uint8Array(groupOf.length);
  const isSeenGroup = new Uint8Array(drawn.length);
  let count = 0;
  for (const row of rows) {
    const unit = unitOf[row]!;
    if (isSeen[unit]) continue;
    isSeen[unit] = 1;
    count += 1;
    const group = groupOf[unit]!;
    if (!isSeenGroup[group]) count -= 1;
    isSeenGroup[group] = 1;
  }
  return count;
}

/** Variance of a weighted sum of what each respondent adds: between first-stage clusters, then within them. */
function linearised({ first, second, lonely }: SurveyDesign, rows: Int32Array, adds: (row: number) => number): number {
  let variance = 0;
  between(first, rows, adds, lonely).forEach((value) => (variance += value));
  // Within: only as large a part of it counts as clusters were drawn, the rest is in the difference between them.
  if (second) between(second, rows, adds, lonely).forEach((value, cluster) => {
    if (value) variance += value * (1 - first.leftOut[first.groupOf[cluster]!]!);
  });
  return variance;
}

/** For each group: how far the sums of its units lie apart. Units without a row count with a sum of 0. */
function between({ unitOf, groupOf, drawn, leftOut }: Stage, rows: Int32Array, adds: (row: number) => number, lonely: SurveyDesign["lonely"]): Float64Array {
  const sums = new Float64Array(groupOf.length);
  const isTouched = new Uint8Array(groupOf.length);
  const touchedUnits: number[] = [];
  for (const row of rows) {
    const unit = unitOf[row]!;
    sums[unit]! += adds(row);
    if (!isTouched[unit]) touchedUnits.push(unit);
    isTouched[unit] = 1;
  }
  const groupSums = new Float64Array(drawn.length);
  const touchedInGroup = new Int32Array(drawn.length);
  for (const unit of touchedUnits) {
    const group = groupOf[unit]!;
    groupSums[group]! += sums[unit]!;
    touchedInGroup[group]! += 1;
  }
  const squares = new Float64Array(drawn.length);
  for (const unit of touchedUnits) {
    const group = groupOf[unit]!;
    const n = drawn[group]!;
    // Nothing was left out: nothing is uncertain. Rounding leaves hairs.
    if (leftOut[group]! < 1e-7) continue;
    if (n === 1) {
      if (lonely === "refuse") throw new RangeError("a stratum has only one cluster: its uncertainty cannot be measured");
      squares[group] = lonely === "adjust" ? leftOut[group]! * sums[unit]! ** 2 : 0;
      continue;
    }
    const average = groupSums[group]! / n;
    squares[group]! += (leftOut[group]! * n * (sums[unit]! - average) ** 2) / (n - 1);
  }
  for (let group = 0; group < drawn.length; group++) {
    const n = drawn[group]!;
    const untouched = touchedInGroup[group]! > 0 && n > 1 && leftOut[group]! >= 1e-7 ? n - touchedInGroup[group]! : 0;
    squares[group]! += (leftOut[group]! * n * untouched * (groupSums[group]! / n) ** 2) / (n - 1 || 1);
  }
  return squares;
}
