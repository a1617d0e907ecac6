/**
 * Into which few classes do values fall, so that each class holds values that are alike?
 *
 * Exact: of all ways to cut the sorted values into so many runs, the one with the least sum of squared distances from the
 * runs' means (Fisher 1958, "On grouping for maximum homogeneity"; what maps call Jenks). Equal values stay together.
 * Between two classes any number of the gap divides them equally well, so the roundest is printed.
 */

/** Runs of the sorted values, lowest first; fewer than asked where there are fewer distinct values. */
export function naturalClasses(values: readonly number[], most: number): number[][] {
  const distinct = [...Map.groupBy([...values].sort((a, b) => a - b), (value) => value).values()];
  const classes = Math.min(most, distinct.length);
  if (classes === 0) return [];

  const weight = [0], sum = [0], squares = [0];
  for (const [i, same] of distinct.entries()) {
    weight.push(weight[i]! + same.length);
    sum.push(sum[i]! + same.length * same[0]!);
    squares.push(squares[i]! + same.length * same[0]! ** 2);
  }
  /** Squared distances from the mean of the distinct values i up to, but without, j. */
  const spread = (i: number, j: number) => {
    const total = sum[j]! - sum[i]!;
    return Math.max(0, squares[j]! - squares[i]! - total ** 2 / (weight[j]! - weight[i]!));
  };
  const n = distinct.length;
  let least = Array.from({ length: n + 1 }, (_, j) => (j === 0 ? 0 : spread(0, j)));
  const cuts: number[][] = [];
  for (let k = 2; k <= classes; k++) {
    const next = Array<number>(n + 1).fill(Infinity);
    const cut = Array<number>(n + 1).fill(k - 1);
    for (let j = k; j <= n; j++) {
      for (let i = k - 1; i < j; i++) {
        const cost = least[i]! + spread(i, j);
        if (cost < next[j]!) [next[j], cut[j]] = [cost, i];
      }
    }
    least = next;
    cuts.push(cut);
  }
  const found: number[][] = [];
  let end = n;
  for (const cut of cuts.reverse()) {
    found.unshift(distinct.slice(cut[end]!, end).flat());
    end = cut[end]!;
  }
  return [distinct.slice(0, end).flat(), ...found];
}

/** The roundest number above `low` and not above `high`: a multiple of the widest step among 1, 2 and 5 times a power of ten. */
export function roundestBetween(low: number, high: number): number {
  if (!(low < high)) throw new RangeError(`nothing lies between ${low} and ${high}`);
  if (low < 0 && high >= 0) return 0;
  const widest = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high))));
  for (let exponent = widest; exponent > widest - 15; exponent--) {
    for (const step of [5, 2, 1]) {
      // Whole numbers times or by a power of ten, so that 0.15 is 0.15.
      const steps = Math.floor(exponent >= 0 ? high / (step * 10 ** exponent) : (high * 10 ** -exponent) / step);
      const multiple = exponent >= 0 ? steps * step * 10 ** exponent : (steps * step) / 10 ** -exponent;
      if (multiple > low && multiple <= high) return multiple;
    }
  }
  return high;
}
