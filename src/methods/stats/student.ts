/**
 * Below which value does a share p of Student's t distribution lie?
 *
 * The square of t over its degrees of freedom is the odds of a beta variable, so the
 * error is that of `beta.ts`. Infinite degrees of freedom are the normal distribution.
 * Source: DLMF 8.17 with Johnson, Kotz and Balakrishnan (1995), chapter 28. Checked against R qt.
 */
import { betaOddsQuantile } from "./beta.ts";
import { normalQuantile } from "./normal.ts";

export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie between 0 and 1, not ${p}`);
  if (!(degreesOfFreedom > 0)) throw new RangeError(`degrees of freedom must be positive, not ${degreesOfFreedom}`);
  if (degreesOfFreedom === Infinity) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  // From the far side: a small tail keeps its digits there.
  const size = Math.sqrt(degreesOfFreedom / betaOddsQuantile(2 * tail, degreesOfFreedom / 2, 0.5));
  return p < 0.5 ? -size : size;
}
