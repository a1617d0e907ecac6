/**
 * What stands in for an indicator that an area lacks, and how much of a score is such stand-ins?
 *
 * - `leave-out`: nothing; the others of the area weigh more (geometric and arithmetic means over what is there).
 * - `median`: the median of the areas that have it.
 * - `peers`: the average of the areas of the same group (its region, its livelihood zone), or the
 *   median of all where no peer has it.
 *
 * A stand-in is a guess: `guessErrors` says how far off it may be, as much as the areas that have the
 * indicator differ (their standard deviation), so that ranges of places widen where values were missing.
 * An indicator that no area has stays missing. `imputedShare` goes beside every score: an area with
 * more than `MOST_IMPUTED` of its values filled in has no score that one could stand by.
 */
import { quantile } from "../stats/quantile.ts";
import type { IndicatorTable } from "./indicators.ts";

export type MissingRule = "leave-out" | "median" | "peers";

export const MOST_IMPUTED = 1 / 3;

export interface Completed {
  table: IndicatorTable;
  /** Per area: share of its values that are missing in the data, filled in or left out. */
  missingShare: Float64Array;
  /** Per area: share of its values that were filled in. */
  imputedShare: Float64Array;
  /** Laid out like the values: standard errors of the stand-ins, 0 where a value was known. */
  guessErrors: Float64Array;
}

export function complete(table: IndicatorTable, rule: MissingRule, peerGroups?: ArrayLike<string | number>): Completed {
  const { areas, indicators, values } = table;
  if (rule === "peers" && peerGroups?.length !== areas) throw new RangeError("to fill in from peers each area needs its group");
  const filled = values.slice();
  const missingShare = new Float64Array(areas);
  const imputedShare = new Float64Array(areas);
  const guessErrors = new Float64Array(values.length);
  for (let k = 0; k < indicators; k++) {
    const known = Array.from({ length: areas }, (_, area) => area).filter((area) => !Number.isNaN(values[area * indicators + k]!));
    const valueOf = (area: number) => values[area * indicators + k]!;
    const median = quantile(known.map(valueOf), 0.5);
    const deviation = standardDeviation(known.map(valueOf));
    for (let area = 0; area < areas; area++) {
      const at = area * indicators + k;
      if (!Number.isNaN(values[at]!)) continue;
      missingShare[area]! += 1 / indicators;
      if (rule === "leave-out" || median === undefined) continue;
      const peers = rule === "peers" ? known.filter((other) => peerGroups![other] === peerGroups![area]) : [];
      filled[at] = peers.length > 0 ? peers.reduce((sum, other) => sum + valueOf(other), 0) / peers.length : median;
      imputedShare[area]! += 1 / indicators;
      guessErrors[at] = deviation;
    }
  }
  return { table: { ...table, values: filled }, missingShare, imputedShare, guessErrors };
}

function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1));
}
