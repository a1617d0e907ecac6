/**
 * How do indicators of different units come on one scale?
 *
 * - `min-max`: 0 at one goalpost, 100 at the other, held there beyond; where none are given, at
 *   the least and the most seen. The only one that can be compared over time.
 * - `z-score`: 50 at the average, 10 points a standard deviation (n - 1, as R's scale).
 * - `rank`: 0 for the lowest, 100 for the highest, ties share the average of their places.
 *
 * All point the index's way: 100 is always the most of what it measures. Where all areas are alike
 * everyone gets 50. Missing stays missing.
 */
import type { IndicatorTable } from "./indicators.ts";
import { countAtMost, countBelow } from "./places.ts";

export type Normalisation = "min-max" | "z-score" | "rank";

export function normalise(table: IndicatorTable, how: Normalisation, into = new Float64Array(table.values.length)): Float64Array {
  for (let k = 0; k < table.indicators; k++) column(table, how, k, into);
  return into;
}

function column({ areas, indicators, values, directions, goalposts }: IndicatorTable, how: Normalisation, k: number, into: Float64Array): void {
  if (how === "rank") return ranked(areas, indicators, values, directions[k]!, k, into);
  let [least, most, sum, count] = [Infinity, -Infinity, 0, 0];
  for (let at = k; at < values.length; at += indicators) {
    const value = values[at]!;
    if (value !== value) continue;
    if (value < least) least = value;
    if (value > most) most = value;
    sum += value;
    count += 1;
  }
  if (how === "min-max") {
    const { low, high } = goalposts?.[k] ?? { low: least, high: most };
    const zero = directions[k]! > 0 ? low : high;
    const span = directions[k]! > 0 ? high - low : low - high;
    for (let at = k; at < values.length; at += indicators) {
      const value = values[at]!;
      const score = span === 0 ? 50 : ((value - zero) / span) * 100;
      into[at] = value !== value ? NaN : score < 0 ? 0 : score > 100 ? 100 : score;
    }
    return;
  }
  const average = sum / count;
  let squares = 0;
  for (let at = k; at < values.length; at += indicators) {
    const value = values[at]!;
    if (value === value) squares += (value - average) ** 2;
  }
  // Alike but for rounding is alike.
  const deviation = most > least ? Math.sqrt(squares / (count - 1)) : Infinity;
  const points = (10 * directions[k]!) / deviation;
  for (let at = k; at < values.length; at += indicators) {
    const value = values[at]!;
    into[at] = value === value ? 50 + (value - average) * points : NaN;
  }
}

function ranked(areas: number, indicators: number, values: Float64Array, direction: number, k: number, into: Float64Array): void {
  const seen = new Float64Array(areas);
  let count = 0;
  for (let at = k; at < values.length; at += indicators) if (!Number.isNaN(values[at]!)) seen[count++] = values[at]!;
  const sorted = seen.subarray(0, count).sort();
  for (let at = k; at < values.length; at += indicators) {
    const value = values[at]!;
    if (Number.isNaN(value)) {
      into[at] = NaN;
      continue;
    }
    const place = (countBelow(sorted, value) + countAtMost(sorted, value) - 1) / 2;
    const score = count === 1 ? 50 : (place / (count - 1)) * 100;
    into[at] = direction > 0 ? score : 100 - score;
  }
}
