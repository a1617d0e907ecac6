/**
 * Missing answers were filled in several times over: what do the fillings say together?
 *
 * Rubin's (1987) rules: the average of the estimates; its variance is the average variance within
 * a filling plus what the fillings differ among each other. Degrees of freedom after Barnard and
 * Rubin (1999) where those of the complete data are known. Checked against R's mice and mitools.
 */
import { USUAL_LEVEL, checkLevel } from "../stats/interval.ts";
import type { Interval } from "../stats/interval.ts";
import { studentQuantile } from "../stats/student.ts";

export interface Filling {
  estimate: number;
  variance: number;
}

export interface Pooled extends Interval {
  estimate: number;
  standardError: number;
  within: number;
  between: number;
  degreesOfFreedom: number;
  /** Share of the variance that is due to what was missing. */
  missingInformation: number;
  level: number;
}

/** Degrees of freedom of the complete data: of a survey design, or respondents less coefficients. */
export function pool(fillings: readonly Filling[], completeDegrees = Infinity, level = USUAL_LEVEL): Pooled {
  checkLevel(level);
  const m = fillings.length;
  if (m < 2) throw new RangeError(`a single filling hides what is unknown: at least 2, not ${m}`);
  const estimate = fillings.reduce((sum, filling) => sum + filling.estimate, 0) / m;
  const within = fillings.reduce((sum, filling) => sum + filling.variance, 0) / m;
  const between = fillings.reduce((sum, filling) => sum + (filling.estimate - estimate) ** 2, 0) / (m - 1);
  const added = between * (1 + 1 / m);
  const variance = within + added;
  const lambda = variance > 0 ? added / variance : 0;
  const standardError = Math.sqrt(variance);
  const degreesOfFreedom = degrees(m, lambda, completeDegrees);
  const reach = standardError === 0 ? 0 : studentQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  const riv = lambda === 0 ? 0 : lambda / (1 - lambda);
  const missingInformation = lambda === 0 ? 0 : lambda === 1 ? 1 : (riv + 2 / (degreesOfFreedom + 3)) / (riv + 1);
  return { estimate, standardError, within, between, degreesOfFreedom, missingInformation, lower: estimate - reach, upper: estimate + reach, level };
}

function degrees(m: number, lambda: number, complete: number): number {
  const fromFillings = (m - 1) / lambda ** 2;
  if (complete === Infinity) return fromFillings;
  const observed = ((complete + 1) / (complete + 3)) * complete * (1 - lambda);
  return 1 / (1 / fromFillings + 1 / observed);
}
