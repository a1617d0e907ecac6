/**
 * What is an area's score over all indicators, and which place does that give it?
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

function copeland(scores: Float64Array, weights: Float64Array, into: Float64Array): Float64Array {
  const indicators = weights.length;
  const areas = into.length;
  const compared = new Int32Array(areas);
  into.fill(0);
  for (let a = 0; a < areas; a++) for (let b = a + 1; b < areas; b++) {
    let [balance, shared] = [0, 0];
    for (let k = 0, atA = a * indicators, atB = b * indicators; k < indicators; k++, atA++, atB++) {
      const lead = scores[atA]! - scores[atB]!;
      if (lead !== lead) continue;
      shared += weights[k]!;
      if (lead > 0) balance += weights[k]!;
      else if (lead < 0) balance -= weights[k]!;
    }
    if (shared === 0) continue;
    compared[a]! += 1;
    compared[b]! += 1;
    // Weights that should cancel leave a hair.
    const winner = balance > 1e-12 ? 1 : balance < -1e-12 ? -1 : 0;
    into[a]! += winner;
    into[b]! -= winner;
  }
  for (let area = 0; area < areas; area++) into[area] = compared[area] === 0 && areas > 1 ? NaN : into[area]! / (compared[area] || 1);
  return into;
}

/** 1 for the highest score; ties share the average of their places; no score, no place. */
export function places(scores: Float64Array, into = new Float64Array(scores.length)): Float64Array {
  const order = Array.from(scores.keys()).filter((area) => !Number.isNaN(scores[area]!)).sort((a, b) => scores[b]! - scores[a]!);
  into.fill(NaN);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to += 1;
    for (let i = from; i < to; i++) into[order[i]!] = (from + 1 + to) / 2;
  }
  return into;
}
