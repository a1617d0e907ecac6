/**
 * What is an area's score over all indicators?
 *
 * - `arithmetic`: a strong indicator makes up for a weak one, fully.
 * - `geometric`: only in part; scores below 1 of 100 count as 1, so that one zero does not end all.
 * - `copeland`: pairs of areas are compared indicator by indicator; the score is wins less losses by
 *   weight of majority, over all others, from -1 to 1. Nothing makes up for anything, and the
 *   size of a lead does not count.
 *
 * Over what is there: the weights of missing indicators are shared out among the rest; an area with
 * nothing has no score (NaN). Source: OECD and JRC (2008), step 6; Copeland after Saari and Merlin (1996).
 */
export type Aggregation = "arithmetic" | "geometric" | "copeland";

export function aggregate(scores: Float64Array, weights: Float64Array, how: Aggregation, into = new Float64Array(scores.length / weights.length)): Float64Array {
  if (how === "copeland") return copeland(scores, weights, into);
  const indicators = weights.length;
  const isGeometric = how === "geometric";
  for (let area = 0, at = 0; area < into.length; area++) {
    let [sum, weight] = [0, 0];
    for (let k = 0; k < indicators; k++, at++) {
      const score = scores[at]!;
      if (score !== score) continue;
      sum += weights[k]! * (isGeometric ? Math.log(score < 1 ? 1 : score) : score);
      weight += weights[k]!;
    }
    into[area] = weight === 0 ? NaN : isGeometric ? Math.exp(sum / weight) : sum / weight;
  }
  return into;
}

/** The largest score in steps: a lead below one of them is a tie, for it is rounding. */
const STEPS = 2 ** 29;
/** Weights in whole parts, for the same reason. */
const PARTS = 2 ** 28;

function copeland(scores: Float64Array, weights: Float64Array, into: Float64Array): Float64Array {
  const indicators = weights.length;
  const areas = into.length;
  // Whole numbers, so that who leads is a matter of signs and the inner loop needs no branch.
  const largest = scores.reduce((most, score) => Math.max(most, score === score ? Math.abs(score) : 0), Number.MIN_VALUE);
  const steps = Int32Array.from(scores, (score) => (score === score ? Math.round((score / largest) * STEPS) : 0));
  const known = Int32Array.from(scores, (score) => (score === score ? -1 : 0));
  const parts = Int32Array.from(weights, (weight) => Math.round(weight * PARTS));
  const hasGaps = known.includes(0);
  const compared = new Int32Array(areas);
  into.fill(0);
  for (let a = 0; a < areas; a++) for (let b = a + 1; b < areas; b++) {
    const [atA, atB] = [a * indicators, b * indicators];
    if (hasGaps && !haveInCommon(known, atA, atB, indicators)) continue;
    const balance = hasGaps ? balanceWithGaps(steps, known, parts, atA, atB) : balanceOf(steps, parts, atA, atB);
    compared[a]! += 1;
    compared[b]! += 1;
    // Weights that should cancel may each be off by half a part.
    const winner = balance > indicators ? 1 : balance < -indicators ? -1 : 0;
    into[a]! += winner;
    into[b]! -= winner;
  }
  for (let area = 0; area < areas; area++) into[area] = compared[area] === 0 && areas > 1 ? NaN : into[area]! / (compared[area] || 1);
  return into;
}

function balanceOf(steps: Int32Array, parts: Int32Array, atA: number, atB: number): number {
  let balance = 0;
  for (let k = 0; k < parts.length; k++) {
    const lead = (steps[atA + k]! - steps[atB + k]!) | 0;
    const weight = parts[k]!;
    balance = (balance + (weight & (-lead >> 31)) - (weight & (lead >> 31))) | 0;
  }
  return balance;
}

/** The same where some are missing: `known` is -1, all bits, where there is a score, and 0 where there is none. */
function balanceWithGaps(steps: Int32Array, known: Int32Array, parts: Int32Array, atA: number, atB: number): number {
  let balance = 0;
  for (let k = 0; k < parts.length; k++) {
    const lead = (steps[atA + k]! - steps[atB + k]!) | 0;
    const weight = parts[k]! & known[atA + k]! & known[atB + k]!;
    balance = (balance + (weight & (-lead >> 31)) - (weight & (lead >> 31))) | 0;
  }
  return balance;
}

function haveInCommon(known: Int32Array, atA: number, atB: number, indicators: number): boolean {
  for (let k = 0; k < indicators; k++) if ((known[atA + k]! & known[atB + k]!) !== 0) return true;
  return false;
}
