/**
 * Which value has a share p of the values below it?
 *
 * Between two values a straight line (type 7 of Hyndman and Fan 1996, the default
 * of R quantile and of numpy). In the unit of the values. No value, no quantile.
 */
export function quantile(values: readonly number[], p: number): number | undefined {
  return quantileOfSorted(Float64Array.from(values).sort(), p);
}

/** Without sorting again, for several quantiles of the same values. */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number | undefined {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie between 0 and 1, not ${p}`);
  if (sorted.length === 0) return undefined;
  const place = (sorted.length - 1) * p;
  // As R: a place that misses a whole number by rounding alone is that number.
  const below = Math.floor(place + 4 * Number.EPSILON);
  const part = place - below;
  const low = sorted[below]!;
  if (Math.abs(part) < 4 * Number.EPSILON) return low;
  return low + part * (sorted[below + 1]! - low);
}
