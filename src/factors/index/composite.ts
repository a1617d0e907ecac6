/**
 * One profile of an index: scores and places with the range that other choices and other samples would have given, and which
 * choice matters. Where the grounds are too thin there is no score and no place, but the reasons. Pure: it runs in a thread.
 */
import { aggregate, type Aggregation } from "../../methods/composite/aggregate.ts";
import { choiceEffects, type ChoiceEffects } from "../../methods/composite/choice-effects.ts";
import { indicatorTable, type Goalposts } from "../../methods/composite/indicators.ts";
import { complete, MOST_IMPUTED, type MissingRule } from "../../methods/composite/missing.ts";
import { normalise, type Normalisation } from "../../methods/composite/normalise.ts";
import { placeRanges, type PlaceRange, type RankQuestion } from "../../methods/composite/rank-uncertainty.ts";
import { rankingSupport, type RankingSupport } from "../../methods/composite/support.ts";
import { equalWeights, givenWeights, principalWeights } from "../../methods/composite/weigh.ts";
import { seeded } from "../../methods/stats/random.ts";

export interface CompositeQuestion {
  /** NaN where missing; a row an area. */
  rows: number[][];
  errors: number[][];
  directions: number[];
  goalposts: (Goalposts | undefined)[];
  weights: number[];
  /** By area: the area above it. */
  peers: string[];
  independentSources: number;
  normalisation: "goalposts" | "min-max" | "z-score" | "rank";
  weighting: "equal" | "given" | "pca";
  aggregation: Aggregation;
  missing: MissingRule;
  draws: number;
  seed: number;
}

export interface CompositeAnswer {
  support: RankingSupport;
  weights: number[];
  /** Share of the variance that the principal components hold, where weights come from them. */
  explained?: number;
  missingShare: number[];
  imputedShare: number[];
  /** By area; none at all where a ranking is not supported. */
  scores?: (number | null)[];
  places?: (PlaceRange | null)[];
  effects?: ChoiceEffects;
  averageShift?: number;
}

/** Choices that others could have made, the one that was made first. */
const others = <T>(first: T, all: readonly T[]): T[] => [first, ...all.filter((one) => one !== first)];

export function composite(question: CompositeQuestion): CompositeAnswer {
  const { rows, directions, goalposts, peers, independentSources, draws, seed } = question;
  const indicators = directions.length;
  if (indicators === 0) return { support: rankingSupport({ areas: 0, indicators, independentSources, missingShare: 1 }), weights: [], missingShare: rows.map(() => 1), imputedShare: rows.map(() => 0) };
  const table = indicatorTable(rows, directions, question.normalisation === "goalposts" ? goalposts : undefined);
  const missing = rows.flat().filter(Number.isNaN).length / Math.max(1, rows.length * indicators);
  const { table: filled, missingShare, imputedShare } = complete(table, question.missing, peers);
  const how: Normalisation = question.normalisation === "goalposts" ? "min-max" : question.normalisation;
  const normalised = normalise(filled, how);
  const principal = principalWeights(normalised, indicators);
  const weights = question.weighting === "given" ? givenWeights(question.weights) : question.weighting === "pca" && principal ? principal.weights : equalWeights(indicators);
  const scores = aggregate(normalised, weights, question.aggregation);
  const scored = [...scores].filter((score, area) => !Number.isNaN(score) && imputedShare[area]! <= MOST_IMPUTED).length;
  const grounds = { areas: scored, indicators, independentSources, missingShare: missing };
  const told = { weights: [...weights], missingShare: [...missingShare], imputedShare: [...imputedShare], ...(question.weighting === "pca" && principal ? { explained: principal.explained } : {}) };
  const first = rankingSupport(grounds);
  if (!first.isSupported) return { support: first, ...told };
  const asked: RankQuestion = {
    table, standardErrors: Float64Array.from(question.errors.flat()), bounds: goalposts.map((posts) => (posts ? { low: Math.min(posts.low, 0), high: Infinity } : undefined)), peerGroups: peers, draws, random: seeded(seed),
    choices: {
      normalisations: others(how, ["min-max", "z-score", "rank"]), aggregations: others(question.aggregation, ["arithmetic", "geometric", "copeland"]), missingRules: others(question.missing, ["leave-out", "median", "peers"]),
      weightings: [weights, ...(question.weighting === "equal" ? [] : [equalWeights(indicators)]), ...(principal && question.weighting !== "pca" ? [principal.weights] : [])],
    },
  };
  const ranges = placeRanges(asked);
  const widths = ranges.flatMap((range) => (range ? [range.upper - range.lower] : [])).sort((a, b) => a - b);
  const support = rankingSupport({ ...grounds, medianRangeWidth: widths[Math.floor(widths.length / 2)] ?? Infinity });
  if (!support.isSupported) return { support, ...told };
  const { overall, averageShift } = choiceEffects({ ...asked, random: seeded(seed) });
  return {
    support, ...told, effects: overall, averageShift,
    scores: [...scores].map((score, area) => (Number.isNaN(score) || imputedShare[area]! > MOST_IMPUTED ? null : score)),
    places: ranges.map((range, area) => (range && imputedShare[area]! <= MOST_IMPUTED ? range : null)),
  };
}
