/**
 * Small symmetric matrices: what solves them, and along which directions do they stretch?
 *
 * For a handful of covariates or indicators, not for thousands. A matrix is an array of its
 * rows. Sources: Cholesky's factorisation; Jacobi's rotations (Golub and Van Loan 2013, 4.2 and 8.5).
 */
export type Matrix = readonly (readonly number[])[];

/** The inverse of a positive definite matrix; undefined where it is singular (a column is a sum of others). */
export function inverse(matrix: Matrix): number[][] | undefined {
  const n = matrix.length;
  const lower: number[][] = [];
  for (let i = 0; i < n; i++) {
    const row: number[] = (lower[i] = []);
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * lower[j]![k]!;
      if (j < i) row[j] = sum / lower[j]![j]!;
      // What is left of a column after the others, against its own size: rounding alone leaves about 1e-16.
      else if (sum <= 1e-12 * Math.abs(matrix[i]![i]!) || !Number.isFinite(sum)) return undefined;
      else row[i] = Math.sqrt(sum);
    }
  }
  const columns = Array.from({ length: n }, (_, at) => {
    const x = Array.from({ length: n }, (_value, i) => (i === at ? 1 : 0));
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) x[i]! -= lower[i]![k]! * x[k]!;
      x[i]! /= lower[i]![i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) x[i]! -= lower[k]![i]! * x[k]!;
      x[i]! /= lower[i]![i]!;
    }
    return x;
  });
  return columns.map((_, i) => columns.map((column) => column[i]!));
}

export const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

export const times = (matrix: Matrix, vector: readonly number[]): number[] => matrix.map((row) => dot(row, vector));

export interface Stretch {
  value: number;
  /** Of length 1; its largest entry by size is positive, so that the sign is settled. */
  vector: number[];
}

/** Eigenvalues with their vectors, largest first. */
export function eigen(matrix: Matrix): Stretch[] {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors: number[][] = a.map((_, i) => a.map((_row, j) => (i === j ? 1 : 0)));
  const scale = Math.max(...a.flat().map(Math.abs), Number.MIN_VALUE);
  for (let sweep = 0; sweep < 60; sweep++) {
    let rest = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rest = Math.max(rest, Math.abs(a[p]![q]!));
    if (rest <= 1e-16 * scale) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, p, q);
  }
  return a.map((row, i) => ({ value: row[i]!, vector: signed(vectors.map((entries) => entries[i]!)) })).sort((x, y) => y.value - x.value);
}

/** Turns the plane of p and q until their shared entry is zero. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const shared = a[p]![q]!;
  if (shared === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * shared);
  const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  const turn = (row: number[]) => {
    const [x, y] = [row[p]!, row[q]!];
    row[p] = cosine * x - sine * y;
    row[q] = sine * x + cosine * y;
  };
  for (const row of a) turn(row);
  const [rowP, rowQ] = [a[p]!, a[q]!];
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [rowP[k]!, rowQ[k]!];
    rowP[k] = cosine * x - sine * y;
    rowQ[k] = sine * x + cosine * y;
  }
  a[p]![q] = a[q]![p] = 0;
  for (const row of vectors) turn(row);
}

function signed(vector: number[]): number[] {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) + 1e-12 ? value : best), 0);
  return largest < 0 ? vector.map((value) => -value) : vector;
}
