/**
 * May these areas be ranked at all?
 *
 * A league table of three regions from one survey says more than anyone knows. Then the indicators
 * are shown, and no ranking. Every reason is named, so that the reader knows what is lacking.
 */
export const FEWEST_AREAS = 8;
export const FEWEST_INDICATORS = 4;
export const FEWEST_SOURCES = 2;
/** More of the table missing than this, and the stand-ins would be ranked. */
export const MOST_MISSING = 0.25;
/** A typical 90 % range of places wider than this share of all places tells nobody apart. */
export const WIDEST_RANGE = 0.5;

export interface RankingGrounds {
  /** Areas with a score. */
  areas: number;
  indicators: number;
  /** Sources that do not rest on one another: two indicators of one survey have one source. */
  independentSources: number;
  /** Share of values of the whole table that are missing. */
  missingShare: number;
  /** Width of the median area's range of places, if it has been drawn. */
  medianRangeWidth?: number;
}

export type NotSupported = "too-few-areas" | "too-few-indicators" | "too-few-sources" | "too-much-missing" | "places-cannot-be-told-apart";

export interface RankingSupport {
  isSupported: boolean;
  /** With what there is and what it would take. */
  reasons: { why: NotSupported; has: number; needs: number }[];
}

export function rankingSupport({ areas, indicators, independentSources, missingShare, medianRangeWidth }: RankingGrounds): RankingSupport {
  const reasons: RankingSupport["reasons"] = [];
  if (areas < FEWEST_AREAS) reasons.push({ why: "too-few-areas", has: areas, needs: FEWEST_AREAS });
  if (indicators < FEWEST_INDICATORS) reasons.push({ why: "too-few-indicators", has: indicators, needs: FEWEST_INDICATORS });
  if (independentSources < FEWEST_SOURCES) reasons.push({ why: "too-few-sources", has: independentSources, needs: FEWEST_SOURCES });
  if (missingShare > MOST_MISSING) reasons.push({ why: "too-much-missing", has: missingShare, needs: MOST_MISSING });
  if (medianRangeWidth !== undefined && areas >= FEWEST_AREAS && medianRangeWidth > WIDEST_RANGE * areas)
    reasons.push({ why: "places-cannot-be-told-apart", has: medianRangeWidth, needs: WIDEST_RANGE * areas });
  return { isSupported: reasons.length === 0, reasons };
}
