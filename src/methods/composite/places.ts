/**
 * Which place does a score give: 1 for the highest; ties share the average of their places; no score, no place?
 */
export function places(scores: Float64Array, into = new Float64Array(scores.length)): Float64Array {
  // Numbers in order, then what has no score (NaN).
  const sorted = scores.slice().sort();
  let count = sorted.length;
  while (count > 0 && Number.isNaN(sorted[count - 1]!)) count -= 1;
  const known = sorted.subarray(0, count);
  for (let area = 0; area < scores.length; area++) {
    const score = scores[area]!;
    // Above it are all but those at most as high; those as high share.
    into[area] = score === score ? count + 1 - (countBelow(known, score) + 1 + countAtMost(known, score)) / 2 : NaN;
  }
  return into;
}

/** How many of the sorted values are below the value. */
export function countBelow(sorted: Float64Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** How many of the sorted values are at most the value. */
export function countAtMost(sorted: Float64Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
