// How fast are the numbers behind an area's profile: a survey of 50,000 with its design, and the places of 100 areas in 2,000 draws?
// Baselines: the same estimates from plain objects, cluster by cluster with filters; the same draws on arrays of arrays with sort.
import { aggregate } from "../src/methods/composite/aggregate.ts";
import { indicatorTable } from "../src/methods/composite/indicators.ts";
import { normalise } from "../src/methods/composite/normalise.ts";
import { placeRanges } from "../src/methods/composite/rank-uncertainty.ts";
import { equalWeights, givenWeights, principalWeights } from "../src/methods/composite/weigh.ts";
import { normalPair, seeded } from "../src/methods/stats/random.ts";
import { domains, surveyDesign } from "../src/methods/survey/design.ts";
import { share } from "../src/methods/survey/estimate.ts";
import { shareInterval } from "../src/methods/survey/share-interval.ts";
import type { BenchResult } from "./run.ts";

const DRAWS_GOAL_S = 2;
const RESPONDENTS = { full: 50_000, quick: 10_000 };
const QUESTIONS = 20;
const AREAS = 100;
const INDICATORS = 30;
const DRAWS = { full: 2_000, quick: 400 };

export async function bench({ quick }: { quick: boolean }): Promise<BenchResult[]> {
  return [surveying(quick ? RESPONDENTS.quick : RESPONDENTS.full), ranking(quick ? DRAWS.quick : DRAWS.full)];
}

interface Person {
  stratum: number;
  cluster: number;
  weight: number;
  area: number;
  sex: number;
  age: number;
  answers: number[];
}

function people(count: number): Person[] {
  const random = seeded(31);
  const clusters = count / 20;
  const lean = Array.from({ length: clusters }, () => 0.2 + 0.6 * random());
  return Array.from({ length: count }, (_, i): Person => {
    const cluster = i % clusters;
    return { stratum: cluster % 24, cluster, weight: 20 + 60 * random(), area: cluster % 60, sex: Number(random() < 0.5), age: Math.floor(random() * 5),
      answers: Array.from({ length: QUESTIONS }, () => (random() < 0.03 ? NaN : Number(random() < lean[cluster]!))) };
  });
}

/** Every question for everybody, by area, by sex and by age band, each with its interval. */
function surveying(count: number): BenchResult {
  const asked = people(count);
  const began = performance.now();
  const design = surveyDesign({ respondents: count, strata: asked.map((p) => p.stratum), clusters: asked.map((p) => p.cluster), weights: asked.map((p) => p.weight) });
  const groups = [undefined, ...[asked.map((p) => p.area), asked.map((p) => p.sex), asked.map((p) => p.age)].flatMap((keys) => [...domains(keys).values()])];
  let estimates = 0;
  let errors = 0;
  for (let q = 0; q < QUESTIONS; q++) {
    const answers = Float64Array.from(asked, (p) => p.answers[q]!);
    for (const rows of groups) {
      const found = share(design, answers, rows)!;
      shareInterval(found, "clopper-pearson");
      errors += found.standardError;
      estimates += 1;
    }
  }
  const tookMs = performance.now() - began;
  const plainBegan = performance.now();
  const plain = plainShare(asked, 0, () => true);
  const inOneArea = plainShare(asked, 0, (p) => p.area === 7);
  // One question over two groups, of which the whole survey is the dearest: scaled to all of them.
  const baselineMs = ((performance.now() - plainBegan) / 2) * estimates;
  const whole = share(design, Float64Array.from(asked, (p) => p.answers[0]!))!;
  if (Math.abs(plain - whole.standardError) > 1e-9 || !(inOneArea > 0 && errors > 0)) throw new Error("the baseline disagrees");
  return { name: "survey estimates", figures: { respondents: count, estimates, tookMs, baselineObjectsMs: baselineMs, overBaseline: tookMs / baselineMs }, goals: [{ name: "survey estimates over plain objects", goal: 1, measured: tookMs / baselineMs, isMet: tookMs < baselineMs }] };
}

function plainShare(asked: readonly Person[], q: number, isIn: (p: Person) => boolean): number {
  const kept = asked.filter((p) => isIn(p) && !Number.isNaN(p.answers[q]!));
  const weight = kept.reduce((sum, p) => sum + p.weight, 0);
  const value = kept.reduce((sum, p) => sum + p.weight * p.answers[q]!, 0) / weight;
  let variance = 0;
  for (const stratum of new Set(asked.map((p) => p.stratum))) {
    const clusters = new Map<number, number>();
    for (const p of asked) if (p.stratum === stratum) clusters.set(p.cluster, 0);
    for (const p of kept) if (p.stratum === stratum) clusters.set(p.cluster, clusters.get(p.cluster)! + (p.weight * (p.answers[q]! - value)) / weight);
    const sums = [...clusters.values()];
    const average = sums.reduce((sum, z) => sum + z, 0) / sums.length;
    variance += (sums.length / (sums.length - 1)) * sums.reduce((sum, z) => sum + (z - average) ** 2, 0);
  }
  return Math.sqrt(variance);
}

function ranking(draws: number): BenchResult {
  const random = seeded(32);
  const rows = Array.from({ length: AREAS }, () => Array.from({ length: INDICATORS }, () => (random() < 0.05 ? NaN : random())));
  const table = indicatorTable(rows, rows[0]!.map((_, k) => (k % 3 === 0 ? -1 : 1)));
  const standardErrors = new Float64Array(AREAS * INDICATORS).fill(0.05);
  const weightings = [equalWeights(INDICATORS), givenWeights(rows[0]!.map(() => random())), principalWeights(normalise(table, "z-score"), INDICATORS)?.weights ?? equalWeights(INDICATORS)];
  // The quickest of three: what else the machine does is not ours.
  const runs = Array.from({ length: 3 }, () => {
    const cpuBefore = process.cpuUsage().user;
    const began = performance.now();
    const ranges = placeRanges({
      table, standardErrors, random: seeded(33), draws, weightSpread: 0.25,
      choices: { normalisations: ["min-max", "z-score", "rank"], weightings, aggregations: ["arithmetic", "geometric", "copeland"], missingRules: ["leave-out", "median"] },
    });
    if (ranges.some((range) => !range)) throw new Error("an area has no places");
    return { tookS: (performance.now() - began) / 1000, tookCpuS: (process.cpuUsage().user - cpuBefore) / 1e6 };
  });
  const { tookS, tookCpuS } = runs.reduce((best, run) => (run.tookS < best.tookS ? run : best));
  const baselineDraws = Math.ceil(draws / 100);
  const plainBegan = performance.now();
  const random2 = seeded(34);
  for (let draw = 0; draw < baselineDraws; draw++) plainDraw(rows, table.directions, weightings[draw % 3]!, draw % 3, random2);
  const baselineS = ((performance.now() - plainBegan) / 1000 / baselineDraws) * draws;
  return {
    name: "places in all draws",
    figures: { areas: AREAS, indicators: INDICATORS, draws, tookS, tookCpuS, baselineArraysS: baselineS, overBaseline: tookS / baselineS },
    goals: [{ name: "uncertainty of places, seconds", goal: DRAWS_GOAL_S, measured: tookS, isMet: tookS < DRAWS_GOAL_S }],
  };
}

/** The same steps, min-max only, written as one would first write them. */
function plainDraw(rows: readonly (readonly number[])[], directions: ArrayLike<number>, weights: Float64Array, way: number, random: () => number): number[] {
  const moved = rows.map((row) => row.map((value) => value + 0.05 * normalPair(random)[0]));
  const scores = moved.map((row) => row.map((value, k) => {
    const column = moved.map((other) => other[k]!).filter((entry) => !Number.isNaN(entry));
    const score = ((value - Math.min(...column)) / (Math.max(...column) - Math.min(...column))) * 100;
    return directions[k]! > 0 ? score : 100 - score;
  }));
  const lead = (a: readonly number[], b: readonly number[]) => Math.sign(a.reduce((sum, score, k) => sum + (Number.isNaN(score - b[k]!) ? 0 : weights[k]! * Math.sign(score - b[k]!)), 0));
  const totals = way === 2 ? scores.map((a) => scores.reduce((sum, b) => sum + lead(a, b), 0)) : scores.map((row) => aggregate(Float64Array.from(row), weights, way === 0 ? "arithmetic" : "geometric")[0]!);
  return totals.map((_, area) => area).sort((a, b) => totals[b]! - totals[a]!);
}
