/**
 * Is this week's number of events more than an area's own past explains?
 *
 * The past weeks are taken as Poisson counts of one unknown rate, of which we knew
 * nothing before (Jeffreys' prior, a Gamma with shape ½). What they leave us
 * expecting for one more week is a negative binomial count, and `chance` is its
 * tail: how often a week this busy or busier comes by luck alone. That needs no
 * bell curve, so it holds where most weeks have no event; it stays exact for counts
 * of millions because the tail is computed as a beta tail. The past must be of one
 * pace: a trend or a season within it makes the chance too small or too large.
 *
 * Source: Gelman and others, Bayesian Data Analysis, section 2.6; R pnbinom.
 * Many areas at once: put their chances through `false-discovery.ts`.
 */
import { betaTails } from "./beta.ts";

export interface Surge {
  observed: number;
  /** Events a week that the past leads us to expect. */
  expected: number;
  chance: number;
  level: SurgeLevel;
  /** How many past weeks were known. */
  weeks: number;
}

export type SurgeLevel = "usual" | "raised" | "high";

/** With fewer known weeks the answer is "not enough history", which is not "no surge". */
export const MIN_BASELINE_WEEKS = 8;

export const RAISED_BELOW = 0.01;
export const HIGH_BELOW = 0.001;

/** A week that no source covered is `undefined`, not 0: it teaches nothing about the rate. */
export function surge(observed: number, baseline: readonly (number | undefined)[]): Surge | undefined {
  const known = baseline.filter((count) => count !== undefined);
  for (const count of [observed, ...known])
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`a count must be a whole number, not ${count}`);
  const weeks = known.length;
  if (weeks < MIN_BASELINE_WEEKS) return undefined;

  const shape = known.reduce((sum, count) => sum + count, 0.5);
  const chance = chanceOfAtLeast(observed, shape, weeks);
  return { observed, expected: shape / weeks, chance, level: levelOf(chance), weeks };
}

export function levelOf(chance: number): SurgeLevel {
  return chance < HIGH_BELOW ? "high" : chance < RAISED_BELOW ? "raised" : "usual";
}

/** A negative binomial tail is the part of Beta(count, shape) below 1 / (weeks + 1). */
function chanceOfAtLeast(count: number, shape: number, weeks: number): number {
  return count === 0 ? 1 : betaTails(1 / (weeks + 1), count, shape).lower;
}
