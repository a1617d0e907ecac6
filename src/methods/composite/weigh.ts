/**
 * How much does each indicator count?
 *
 * Equal; as given (by a group of people, its budget of points); or by principal components: each
 * indicator by its squared loadings on the components that matter (eigenvalue above 1), each component by
 * its share of the variance (Nicoletti, Scarpetta and Boylaud 2000, without rotation). The last
 * says what moves together, not what matters. Weights sum to 1.
 */
import { eigen } from "../stats/linear.ts";

export function equalWeights(indicators: number): Float64Array {
  return new Float64Array(indicators).fill(1 / indicators);
}

export function givenWeights(points: ArrayLike<number>): Float64Array {
  const weights = Float64Array.from(points);
  const sum = weights.reduce((all, value) => all + value, 0);
  if (!(sum > 0 && weights.every((value) => value >= 0))) throw new RangeError("weights must be numbers from 0 on, at least one above");
  return weights.map((value) => value / sum);
}

export interface PrincipalWeights {
  weights: Float64Array;
  /** Of the correlations, largest first. */
  eigenvalues: number[];
  /** Share of all variance in the components that were kept. */
  explained: number;
}

/** From normalised scores, row-major. Undefined where fewer than three areas have every indicator or one never varies. */
export function principalWeights(scores: Float64Array, indicators: number): PrincipalWeights | undefined {
  const rows: number[][] = [];
  for (let at = 0; at < scores.length; at += indicators) {
    const row = Array.from(scores.subarray(at, at + indicators));
    if (!row.some(Number.isNaN)) rows.push(row);
  }
  const correlations = rows.length < 3 ? undefined : correlate(rows, indicators);
  if (!correlations) return undefined;
  const found = eigen(correlations);
  const kept = found.filter(({ value }, i) => i === 0 || value > 1);
  const sum = kept.reduce((all, { value }) => all + value, 0);
  // A squared loading is value * vector²; over a component they sum to its value.
  const weights = Float64Array.from({ length: indicators }, (_, k) => kept.reduce((all, { value, vector }) => all + value * vector[k]! ** 2, 0) / sum);
  return { weights, eigenvalues: found.map(({ value }) => value), explained: sum / indicators };
}

function correlate(rows: readonly number[][], indicators: number): number[][] | undefined {
  const means = Array.from({ length: indicators }, (_, k) => rows.reduce((sum, row) => sum + row[k]!, 0) / rows.length);
  const apart = rows.map((row) => row.map((value, k) => value - means[k]!));
  const together = (a: number, b: number) => apart.reduce((sum, row) => sum + row[a]! * row[b]!, 0);
  const sizes = means.map((_, k) => Math.sqrt(together(k, k)));
  if (sizes.some((size) => !(size > 1e-9))) return undefined;
  return sizes.map((size, a) => sizes.map((other, b) => together(a, b) / (size * other)));
}
