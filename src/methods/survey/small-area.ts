/**
 * What is an area's figure where the survey asked too few people there?
 *
 * Fay and Herriot's (1979) model: each area's true figure is what its covariates foretell plus
 * an area's own deviation; the direct estimate adds a sampling error of known variance. The
 * predictor (EBLUP) leans on the direct estimate where that is precise and on the covariates
 * where it is not; `leansOnSurvey` says how much. The result is modelled, and must be called so.
 * Units are those of the direct estimates. Sources: Rao and Molina (2015), 6.1–6.2 (REML, ML, FH's
 * moments); error by Prasad and Rao (1990), Datta and Lahiri (2000), Datta, Rao and Smith (2005).
 * Same numbers as R's sae 1.3 at its own `precision` of 1e-4; ours goes on to 1e-10.
 */
import { dot, inverse, times } from "../stats/linear.ts";
import type { Matrix } from "../stats/linear.ts";
import { quantile } from "../stats/quantile.ts";

export type SmallAreaMethod = "REML" | "ML" | "FH";

export interface SmallAreaData {
  direct: readonly number[];
  /** Squared standard errors of the direct estimates. */
  variances: readonly number[];
  /** One row per area, its first entry 1 for the intercept. */
  covariates: Matrix;
}

export interface SmallAreaModel {
  method: SmallAreaMethod;
  /** Variance of the areas' own deviations; 0 says that the covariates explain all. */
  areaVariance: number;
  coefficients: number[];
  coefficientErrors: number[];
  logLikelihood: number;
  areas: ModelledArea[];
  /** For an area without any respondent: what the covariates alone foretell. */
  predict(covariates: readonly number[]): { value: number; meanSquaredError: number };
}

export interface ModelledArea {
  value: number;
  meanSquaredError: number;
  /** From 0, covariates alone, to 1, the direct estimate alone. */
  leansOnSurvey: number;
}

export type SmallAreaFailure = { why: "too-few-areas" | "covariates-depend-on-each-other" | "no-convergence" };

const MOST_STEPS = 200;

export function smallAreas(data: SmallAreaData, method: SmallAreaMethod = "REML", precision = 1e-10): SmallAreaModel | SmallAreaFailure {
  const { direct, variances, covariates } = data;
  const p = covariates[0]?.length ?? 0;
  if (variances.length !== direct.length || covariates.some((row) => row.length !== p) || covariates.length !== direct.length)
    throw new RangeError("estimates, variances and covariates must be of as many areas");
  for (const variance of variances) if (!(variance > 0)) throw new RangeError(`a sampling variance must be positive, not ${variance}`);
  // With one area to spare there is no spread of areas to learn from; sae needs as many.
  if (direct.length < p + 2) return { why: "too-few-areas" };

  const steps = (areaVariance: number): number | undefined => {
    const fit = regress(data, areaVariance);
    return fit && scoringStep(data, fit, method);
  };
  const atZero = steps(0);
  if (atZero === undefined) return { why: "covariates-depend-on-each-other" };
  let areaVariance = quantile(variances, 0.5)!;
  // Where the slope was seen to rise and to fall: a step that leaves this range is halved instead.
  let [rising, falling] = [0, Infinity];
  for (let step = 1, change = Infinity; change > precision; step++) {
    if (step > MOST_STEPS) return { why: "no-convergence" };
    const towards = steps(areaVariance)!;
    if (towards > 0) rising = areaVariance;
    else falling = areaVariance;
    let next = areaVariance + towards;
    // It falls all the way from zero: no deviation of the areas' own is seen.
    if (next <= 0 && atZero <= 0) {
      areaVariance = 0;
      break;
    }
    if (next <= rising || next >= falling) next = falling === Infinity ? 2 * areaVariance : (rising + falling) / 2;
    change = Math.abs((next - areaVariance) / areaVariance);
    areaVariance = next;
  }
  return model(data, regress(data, areaVariance)!, method, areaVariance);
}

interface Fit {
  /** One over the total variance of each area. */
  weights: number[];
  /** (X' V⁻¹ X)⁻¹ */
  spread: number[][];
  coefficients: number[];
  residuals: number[];
}

function regress({ direct, variances, covariates }: SmallAreaData, areaVariance: number): Fit | undefined {
  const weights = variances.map((variance) => 1 / (areaVariance + variance));
  const spread = inverse(crossProduct(covariates, weights));
  if (!spread) return undefined;
  const coefficients = times(spread, spread.map((_, j) => covariates.reduce((sum, row, i) => sum + row[j]! * weights[i]! * direct[i]!, 0)));
  return { weights, spread, coefficients, residuals: direct.map((value, i) => value - dot(covariates[i]!, coefficients)) };
}

/** X' W X */
function crossProduct(rows: Matrix, weights: readonly number[]): number[][] {
  const p = rows[0]!.length;
  return Array.from({ length: p }, (_, j) => Array.from({ length: p }, (_value, k) => rows.reduce((sum, row, i) => sum + row[j]! * weights[i]! * row[k]!, 0)));
}

/** Fisher's scoring: the slope of what is maximised over how sharply it bends. */
function scoringStep({ covariates, direct }: SmallAreaData, { weights, spread, residuals }: Fit, method: SmallAreaMethod): number {
  const sum = (of: (i: number) => number) => weights.reduce((all, _, i) => all + of(i), 0);
  const p = spread.length;
  if (method === "FH") return (sum((i) => residuals[i]! ** 2 * weights[i]!) - (direct.length - p)) / sum((i) => weights[i]!);
  const squaredMisfit = sum((i) => (weights[i]! * residuals[i]!) ** 2);
  if (method === "ML") return (squaredMisfit - sum((i) => weights[i]!)) / sum((i) => weights[i]! ** 2);
  // Traces of P and of PP, P = V⁻¹ - V⁻¹X(X'V⁻¹X)⁻¹X'V⁻¹, without building P.
  const squared = product(spread, crossProduct(covariates, weights.map((w) => w ** 2)));
  const cubed = product(spread, crossProduct(covariates, weights.map((w) => w ** 3)));
  const traceP = sum((i) => weights[i]!) - trace(squared);
  const tracePP = sum((i) => weights[i]! ** 2) - 2 * trace(cubed) + trace(product(squared, squared));
  return (squaredMisfit - traceP) / tracePP;
}

const product = (a: Matrix, b: Matrix): number[][] => a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));

const trace = (matrix: Matrix): number => matrix.reduce((sum, row, i) => sum + row[i]!, 0);

function model({ variances, covariates, direct }: SmallAreaData, { weights, spread, coefficients, residuals }: Fit, method: SmallAreaMethod, areaVariance: number): SmallAreaModel {
  const m = direct.length;
  const sum = weights.reduce((all, w) => all + w, 0);
  const squares = weights.reduce((all, w) => all + w * w, 0);
  // How far the estimated area variance itself is off, and to which side.
  const varianceOfIt = method === "FH" ? (2 * m) / sum ** 2 : 2 / squares;
  const bias = method === "REML" ? 0
    : method === "ML" ? -trace(product(spread, crossProduct(covariates, weights.map((w) => w * w)))) / squares
    : (2 * (m * squares - sum ** 2)) / sum ** 3;
  const areas = direct.map((_, i): ModelledArea => {
    const shrunk = variances[i]! * weights[i]!;
    const fromCovariates = dot(covariates[i]!, times(spread, covariates[i]!));
    return {
      value: dot(covariates[i]!, coefficients) + (1 - shrunk) * residuals[i]!,
      meanSquaredError: areaVariance * shrunk + shrunk ** 2 * (fromCovariates + 2 * varianceOfIt * weights[i]! - bias),
      leansOnSurvey: 1 - shrunk,
    };
  });
  return {
    method,
    areaVariance,
    coefficients,
    coefficientErrors: spread.map((row, i) => Math.sqrt(row[i]!)),
    logLikelihood: -0.5 * residuals.reduce((all, r, i) => all + Math.log((2 * Math.PI) / weights[i]!) + r * r * weights[i]!, 0),
    areas,
    predict: (row) => ({ value: dot(row, coefficients), meanSquaredError: areaVariance + dot(row, times(spread, row)) }),
  };
}
