/**
 * How many times more events than before, and how sure can that be?
 *
 * Two Poisson counts, each over its own exposure (weeks, area-years, households).
 * Given the sum of both counts the first is binomial, so the exact interval of
 * Clopper and Pearson for its share becomes one for the ratio of the rates. It
 * covers at least as often as it says, at small counts more often. No units: the
 * ratio is a rate over a rate. Source: Przyborowski and Wilenski (1940), as in R
 * poisson.test, which the tests agree with to 1e-11.
 *
 * "Sevenfold" from 7 against 1 is anything from 0.9 to 315 times.
 */
import { betaOddsQuantile } from "./beta.ts";
import { USUAL_LEVEL, checkLevel } from "./interval.ts";
import type { Interval } from "./interval.ts";

export interface Counted {
  count: number;
  exposure: number;
}

/** `ratio` and `upper` are Infinity where the second count is 0. */
export interface RateRatio extends Interval {
  ratio: number;
  level: number;
}

/** First over second. Two zeros say nothing about their ratio: undefined. */
export function rateRatio(first: Counted, second: Counted, level = USUAL_LEVEL): RateRatio | undefined {
  checkLevel(level);
  for (const counted of [first, second]) check(counted);
  if (first.count === 0 && second.count === 0) return undefined;

  const tail = (1 - level) / 2;
  const perExposure = second.exposure / first.exposure;
  const { count: k } = first;
  const { count: m } = second;
  return {
    ratio: m === 0 ? Infinity : (k / m) * perExposure,
    lower: k === 0 ? 0 : betaOddsQuantile(tail, k, m + 1) * perExposure,
    upper: m === 0 ? Infinity : perExposure / betaOddsQuantile(tail, m, k + 1),
    level,
  };
}

/** The same for counts over equal exposures. */
export function countRatio(first: number, second: number, level = USUAL_LEVEL): RateRatio | undefined {
  return rateRatio({ count: first, exposure: 1 }, { count: second, exposure: 1 }, level);
}

function check({ count, exposure }: Counted): void {
  if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`a count must be a whole number, not ${count}`);
  if (!(exposure > 0 && Number.isFinite(exposure))) throw new RangeError(`an exposure must be positive, not ${exposure}`);
}
