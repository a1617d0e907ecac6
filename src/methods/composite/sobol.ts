/**
 * Which input is it that makes an outcome vary: by itself (`first`), and with all it takes part in (`total`)?
 *
 * Shares of the outcome's variance. First-order shares that sum to clearly less than 1, or a total well
 * above its first, mean that inputs act together. Two ways:
 *
 * - `sobolIndices` for inputs that are numbers, uniform on 0 … 1: Saltelli's (2010) design with
 *   Jansen's estimator of the total effect, on randomly shifted lattice points (so that
 *   errors fall faster than by chance, and the shifts tell how large they are);
 * - `factorialEffects` for inputs that are choices among a few: every combination is computed
 *   and the decomposition of variance is exact.
 */
import type { Random } from "../stats/random.ts";

export interface Effect {
  first: number;
  total: number;
}

export interface EstimatedEffect extends Effect {
  /** Standard errors over the shifts. */
  firstError: number;
  totalError: number;
}

export interface SobolQuestion {
  inputs: number;
  model: (inputs: Float64Array) => number;
  random: Random;
  /** Per shift, a power of two; the model is asked `shifts * points * (inputs + 2)` times. */
  points?: number;
  shifts?: number;
}

/** First entries of a lattice rule with 2^20 points by Cools, Kuo and Nuyens (2006), two per input. */
const LATTICE = [1, 182667, 469891, 498753, 110745, 446247, 250185, 118627, 245333, 283199, 408519, 391023, 246327, 126539, 399185, 461527, 300343, 69681, 516695, 436179, 106383, 238523, 413283, 70841];

/** Undefined where the outcome does not vary. */
export function sobolIndices({ inputs, model, random, points = 1024, shifts = 8 }: SobolQuestion): EstimatedEffect[] | undefined {
  if (!(inputs >= 1 && 2 * inputs <= LATTICE.length)) throw new RangeError(`from 1 to ${LATTICE.length / 2} inputs, not ${inputs}`);
  if (!(points >= 2 && (points & (points - 1)) === 0)) throw new RangeError(`points must be a power of two, not ${points}`);
  if (!(shifts >= 2)) throw new RangeError(`the error shows over at least 2 shifts, not ${shifts}`);
  const perShift = Array.from({ length: shifts }, () => oneShift(inputs, model, points, Float64Array.from({ length: 2 * inputs }, random)));
  const known = perShift.filter((effects) => effects !== undefined);
  if (known.length === 0) return undefined;
  return Array.from({ length: inputs }, (_, i) => {
    const [first, firstError] = average(known.map((effects) => effects[i]!.first));
    const [total, totalError] = average(known.map((effects) => effects[i]!.total));
    return { first, firstError, total, totalError };
  });
}

function oneShift(inputs: number, model: SobolQuestion["model"], points: number, shift: Float64Array): Effect[] | undefined {
  const a = new Float64Array(inputs);
  const b = new Float64Array(inputs);
  const [ofA, ofB] = [new Float64Array(points), new Float64Array(points)];
  const ofMixed = Array.from({ length: inputs }, () => new Float64Array(points));
  for (let n = 0; n < points; n++) {
    for (let i = 0; i < inputs; i++) {
      a[i] = latticeValue(n, 2 * i, points, shift);
      b[i] = latticeValue(n, 2 * i + 1, points, shift);
    }
    ofA[n] = model(a);
    ofB[n] = model(b);
    // A with one input from B.
    for (let i = 0; i < inputs; i++) {
      const own = a[i]!;
      a[i] = b[i]!;
      ofMixed[i]![n] = model(a);
      a[i] = own;
    }
  }
  const mean = (sum(ofA) + sum(ofB)) / (2 * points);
  let variance = 0;
  for (let n = 0; n < points; n++) variance += ((ofA[n]! - mean) ** 2 + (ofB[n]! - mean) ** 2) / (2 * points);
  if (!(variance > 1e-14 * mean * mean && variance > 0)) return undefined;
  return ofMixed.map((mixed) => {
    let [together, apart] = [0, 0];
    for (let n = 0; n < points; n++) {
      together += (ofB[n]! - mean) * (mixed[n]! - ofA[n]!);
      apart += (ofA[n]! - mixed[n]!) ** 2;
    }
    return { first: together / points / variance, total: apart / (2 * points) / variance };
  });
}

/** Folded like a tent, so that what differs between the two ends of an input does no harm. */
function latticeValue(n: number, dimension: number, points: number, shift: Float64Array): number {
  const value = (((n * (LATTICE[dimension]! % points)) % points) / points + shift[dimension]!) % 1;
  return 1 - Math.abs(2 * value - 1);
}

export interface FactorialEffects {
  effects: Effect[];
  mean: number;
  variance: number;
}

/**
 * The outcome of every combination, the last choice running fastest: of sizes [2, 3] those of
 * (0,0) (0,1) (0,2) (1,0) (1,1) (1,2). How likely each choice is: per input a list that sums to 1, left
 * out where all are as likely. Effects are 0 where the outcome does not vary.
 */
export function factorialEffects(sizes: readonly number[], outcomes: ArrayLike<number>, likelihoods?: readonly (ArrayLike<number> | undefined)[]): FactorialEffects {
  const count = sizes.reduce((product, size) => product * size, 1);
  if (outcomes.length !== count) throw new RangeError(`${count} combinations, but ${outcomes.length} outcomes`);
  const strides = sizes.map((_, i) => sizes.slice(i + 1).reduce((product, size) => product * size, 1));
  const choice = (n: number, i: number) => Math.floor(n / strides[i]!) % sizes[i]!;
  const chance = (n: number, i: number) => likelihoods?.[i]?.[choice(n, i)] ?? 1 / sizes[i]!;
  const chances = Float64Array.from({ length: count }, (_, n) => sizes.reduce((product, _size, i) => product * chance(n, i), 1));
  const mean = chances.reduce((all, weight, n) => all + weight * outcomes[n]!, 0);
  const variance = chances.reduce((all, weight, n) => all + weight * (outcomes[n]! - mean) ** 2, 0);
  const effects = sizes.map((size, i): Effect => {
    if (!(variance > 1e-20 * mean * mean)) return { first: 0, total: 0 };
    // Averages with this choice fixed, and with all others fixed.
    const fixed = new Float64Array(size);
    const others = new Float64Array(count / size);
    const chanceOfOthers = new Float64Array(count / size);
    for (let n = 0; n < count; n++) {
      const own = chance(n, i);
      const rest = Math.floor(n / (strides[i]! * size)) * strides[i]! + (n % strides[i]!);
      fixed[choice(n, i)]! += own === 0 ? 0 : ((outcomes[n]! - mean) * chances[n]!) / own;
      others[rest]! += (outcomes[n]! - mean) * own;
      chanceOfOthers[rest]! += chances[n]!;
    }
    const between = fixed.reduce((all, average, at) => all + (likelihoods?.[i]?.[at] ?? 1 / size) * average ** 2, 0);
    const amongOthers = others.reduce((all, average, rest) => all + chanceOfOthers[rest]! * average ** 2, 0);
    return { first: between / variance, total: Math.max(0, 1 - amongOthers / variance) };
  });
  return { effects, mean, variance };
}

function sum(values: ArrayLike<number>): number {
  let all = 0;
  for (let i = 0; i < values.length; i++) all += values[i]!;
  return all;
}

function average(values: readonly number[]): [mean: number, error: number] {
  const mean = sum(values) / values.length;
  const squares = values.reduce((all, value) => all + (value - mean) ** 2, 0);
  return [mean, values.length > 1 ? Math.sqrt(squares / (values.length - 1) / values.length) : NaN];
}
