/** How were these times spread? Half were shorter than p50, nineteen of twenty than p95; and how many lay in each span that people speak of. */
import { quantileOfSorted } from "../../methods/stats/quantile.ts";

/** Upper ends, in seconds; the last span has none. */
export const SPANS = [1, 5, 15, 60, 300, 900, 3_600] as const;

export interface Spread { count: number; p50: number | null; p95: number | null; longest: number | null; bars: { upTo: number | null; count: number }[] }

export function spreadOf(seconds: readonly number[]): Spread {
  const sorted = Float64Array.from(seconds).sort();
  const ends = [...SPANS, null];
  return {
    count: sorted.length, p50: quantileOfSorted(sorted, 0.5) ?? null, p95: quantileOfSorted(sorted, 0.95) ?? null, longest: sorted.at(-1) ?? null,
    bars: ends.map((upTo, i) => ({ upTo, count: seconds.filter((one) => (upTo === null || one <= upTo) && (i === 0 || one > ends[i - 1]!)).length })),
  };
}
