// Ranges of places and what moves them.
import { expect, test } from "vitest";
import { seeded } from "../stats/random.ts";
import { choiceEffects } from "./choice-effects.ts";
import { indicatorTable } from "./indicators.ts";
import { placeRanges } from "./rank-uncertainty.ts";
import type { IndexChoices, RankQuestion } from "./rank-uncertainty.ts";
import { factorialEffects, sobolIndices } from "./sobol.ts";
import { equalWeights, givenWeights } from "./weigh.ts";

const oneWay: IndexChoices = { normalisations: ["min-max"], weightings: [equalWeights(2)], aggregations: ["arithmetic"], missingRules: ["leave-out"] };
const table = indicatorTable([[10, 10], [8, 8], [6, 7], [5, 6], [1, 1]], [1, 1]);
const question = (more: Partial<RankQuestion> = {}): RankQuestion => ({ table, choices: oneWay, random: seeded(1), draws: 400, ...more });

test("one way to build it and no sampling error: one place each", () => {
  expect(placeRanges(question()).map((range) => [range!.lower, range!.median, range!.upper])).toEqual([[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4], [5, 5, 5]]);
});

test("places change as often as the sampling error says", () => {
  // Two areas 1 apart, each with a standard error of 1: R: pnorm(1/sqrt(2)) = 0.7602499389065233
  const two = indicatorTable([[3], [2]], [1], [{ low: -100, high: 100 }]);
  const [first] = placeRanges(question({ table: two, choices: { ...oneWay, weightings: [equalWeights(1)] }, standardErrors: Float64Array.of(1, 1), draws: 40_000 }));
  expect(Math.abs(first!.chanceOfTop - 0.7602499389065233)).toBeLessThan(5 * Math.sqrt((0.76 * 0.24) / 40_000));
  expect([first!.lower, first!.upper]).toEqual([1, 2]);
});

test("the same seed gives the same ranges; a value at its bound stays there", () => {
  const errors = new Float64Array(10).fill(2);
  expect(placeRanges(question({ standardErrors: errors, random: seeded(3) }))).toEqual(placeRanges(question({ standardErrors: errors, random: seeded(3) })));
  expect(placeRanges(question({ standardErrors: errors, random: seeded(3) }))).not.toEqual(placeRanges(question({ standardErrors: errors, random: seeded(4) })));
  const held = placeRanges(question({ standardErrors: new Float64Array(10).fill(1e-9), bounds: [{ low: 4, high: 4.1 }, { low: 4, high: 4.1 }] }));
  expect(held.map((range) => range!.median)).toEqual([2.5, 2.5, 2.5, 2.5, 5]);
  const raised = placeRanges(question({ standardErrors: new Float64Array(10).fill(1e-9), bounds: [{ low: 20, high: 30 }, { low: 20, high: 30 }] }));
  expect(raised.map((range) => range!.median)).toEqual([3, 3, 3, 3, 3]);
});

test("weights that differ, and weights that are loose, widen the ranges; an area without values has none", () => {
  const crossed = indicatorTable([[10, 0], [0, 10], [6, 6], [NaN, NaN]], [1, 1]);
  const ranges = placeRanges(question({ table: crossed, choices: { ...oneWay, weightings: [givenWeights([9, 1]), givenWeights([1, 9])] } }));
  expect(ranges[0]).toMatchObject({ lower: 1, upper: 3 });
  expect(ranges[3]).toBeUndefined();
  const loose = (weightSpread: number) => placeRanges(question({ table: indicatorTable([[10, 0], [0, 9.5]], [1, 1], [{ low: 0, high: 10 }, { low: 0, high: 10 }]), weightSpread }))[0]!;
  expect(loose(0)).toMatchObject({ lower: 1, upper: 1 });
  expect(loose(0.5)).toMatchObject({ lower: 1, upper: 2 });
  expect(() => placeRanges(question({ choices: { ...oneWay, aggregations: [] } }))).toThrow("no choice of aggregations");
  expect(() => placeRanges(question({ weightSpread: 2 }))).toThrow("not 2");
});

/** Gauss–Legendre points on 0 … 1, by Newton's steps on Legendre's polynomial (DLMF 3.5.v). */
function gauss(n: number): { points: number[]; weights: number[] } {
  const found = Array.from({ length: n }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < 20; step++) {
      let [before, value] = [0, 1];
      for (let k = 0; k < n; k++) [before, value] = [value, ((2 * k + 1) * x * value - k * before) / (k + 1)];
      slope = (n * (x * value - before)) / (x * x - 1);
      x -= value / slope;
    }
    return { point: (x + 1) / 2, weight: 1 / ((1 - x * x) * slope * slope) };
  });
  return { points: found.map(({ point }) => point), weights: found.map(({ weight }) => weight) };
}

test("what was filled in is a guess: its area's range is wide, the others' stay", () => {
  const gap = indicatorTable([[10], [8], [6], [NaN], [2]], [1], [{ low: 0, high: 12 }]);
  const ranges = placeRanges(question({ table: gap, choices: { ...oneWay, weightings: [equalWeights(1)], missingRules: ["median"] }, draws: 2000 }));
  expect(ranges[3]).toMatchObject({ lower: 1, upper: 5 });
  expect(ranges[0]!.upper).toBe(2);
  // R: 1 - pnorm(10, 7, sd(c(10, 8, 6, 2)))   the guess is the median of 2, 6, 8, 10
  expect(Math.abs(ranges[3]!.chanceOfTop - 0.1898877374)).toBeLessThan(5 * Math.sqrt((0.19 * 0.81) / 2000));
});

// Ishigami and Homma (1990), a = 7, b = 0.1; exact shares of variance by Sobol' and Levitan (1999).
// R: a <- 7; b <- .1; V1 <- .5*(1+b*pi^4/5)^2; V2 <- a^2/8; V13 <- b^2*pi^8*8/225; V <- V1+V2+V13; c(V1, V2, 0, V1+V13, V2, V13)/V
const ishigami = (u: Float64Array) => {
  const [x, y, z] = Array.from(u, (value) => Math.PI * (2 * value - 1)) as [number, number, number];
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
};
const exact = { first: [0.31390519114781146, 0.44241114479004084, 0], total: [0.5575888552099592, 0.44241114479004084, 0.24368366406214774] };

test("Ishigami's function, computed on every combination of 24 Gauss points an input, to ten digits", () => {
  const { points, weights } = gauss(24);
  const outcomes = points.flatMap((x) => points.flatMap((y) => points.map((z) => ishigami(Float64Array.of(x, y, z)))));
  const { effects, mean, variance } = factorialEffects([24, 24, 24], outcomes, [weights, weights, weights]);
  expect(mean).toBeCloseTo(3.5, 10);
  expect(variance).toBeCloseTo(13.844587940719254, 9); // R: V
  effects.forEach((effect, i) => {
    expect(effect.first).toBeCloseTo(exact.first[i]!, 10);
    expect(effect.total).toBeCloseTo(exact.total[i]!, 10);
  });
});

test("Ishigami's function by Saltelli's design, to four digits", () => {
  const found = sobolIndices({ inputs: 3, model: ishigami, random: seeded(1), points: 32_768, shifts: 2 })!;
  found.forEach((effect, i) => {
    expect(Math.abs(effect.first - exact.first[i]!)).toBeLessThan(1e-4);
    expect(Math.abs(effect.total - exact.total[i]!)).toBeLessThan(1e-4);
  });
});

test("few points are off by about what the shifts say", () => {
  const found = sobolIndices({ inputs: 3, model: ishigami, random: seeded(2), points: 256, shifts: 16 })!;
  found.forEach((effect, i) => {
    expect(Math.abs(effect.first - exact.first[i]!)).toBeLessThan(5 * effect.firstError + 1e-4);
    expect(Math.abs(effect.total - exact.total[i]!)).toBeLessThan(5 * effect.totalError + 1e-2);
  });
});

test("an outcome that never varies has no effects; impossible questions are refused", () => {
  expect(sobolIndices({ inputs: 2, model: () => 4, random: seeded(1) })).toBeUndefined();
  expect(() => sobolIndices({ inputs: 2, model: () => 4, random: seeded(1), points: 100 })).toThrow("not 100");
  expect(() => sobolIndices({ inputs: 0, model: () => 4, random: seeded(1) })).toThrow("not 0");
});

test("choices: the exact decomposition agrees with R's analysis of variance, and with the estimate over the same choices", () => {
  // R: g <- expand.grid(c=0:1, b=0:2, a=0:1); y <- with(g, a*3 + b^2 + 2*a*b - c*b); s <- summary(aov(y ~ factor(a)*factor(b)*factor(c), g))
  // R: ss <- anova(lm(y ~ factor(a)*factor(b)*factor(c), g))$"Sum Sq"; rbind(c(ss[1], ss[2], ss[3]), c(ss[1]+ss[4]+ss[5]+ss[7], ss[2]+ss[4]+ss[6]+ss[7], ss[3]+ss[5]+ss[6]+ss[7]))/sum(ss)
  const of = (a: number, b: number, c: number) => a * 3 + b ** 2 + 2 * a * b - c * b;
  const outcomes = [0, 1].flatMap((a) => [0, 1, 2].flatMap((b) => [0, 1].map((c) => of(a, b, c))));
  const { effects, mean } = factorialEffects([2, 3, 2], outcomes);
  expect(mean).toBeCloseTo(3.6666666666666665, 12);
  [[0.53317535545023698, 0.59004739336492895], [0.37440758293838855, 0.44549763033175349], [0.021327014218009487, 0.035545023696682471]].forEach(([first, total], i) => {
    expect(effects[i]!.first).toBeCloseTo(first!, 12);
    expect(effects[i]!.total).toBeCloseTo(total!, 12);
  });
  const estimated = sobolIndices({ inputs: 3, random: seeded(5), points: 4096, model: (u) => of(Math.floor(u[0]! * 2), Math.floor(u[1]! * 3), Math.floor(u[2]! * 2)) })!;
  estimated.forEach((effect, i) => {
    expect(Math.abs(effect.first - effects[i]!.first)).toBeLessThan(5 * effect.firstError + 1e-4);
    expect(Math.abs(effect.total - effects[i]!.total)).toBeLessThan(5 * effect.totalError + 1e-3);
  });
  expect(factorialEffects([2], [3, 3]).effects).toEqual([{ first: 0, total: 0 }]);
  expect(() => factorialEffects([2, 2], [1])).toThrow("4 combinations");
});

test("the choice that moves the places is named, the others are cleared", () => {
  const crossed = indicatorTable([[10, 0], [0, 10], [6, 5], [3, 4]], [1, 1]);
  const found = choiceEffects(question({ table: crossed, choices: { ...oneWay, normalisations: ["min-max", "z-score"], weightings: [givenWeights([9, 1]), givenWeights([1, 9])] } }));
  expect(found.overall.weighting.total).toBeCloseTo(1, 9);
  for (const name of ["missingRule", "normalisation", "aggregation", "sample"] as const) expect(found.overall[name].total).toBeCloseTo(0, 9);
  expect(found.averageShift).toBeGreaterThan(0.5);
  expect(found.areas[0]!.weighting.first).toBeCloseTo(1, 9);
});

test("five inputs at once are told apart", () => {
  const crossed = indicatorTable([[10, 0], [5.5, 4.6], [0, 10], [7, 1]], [1, 1]);
  const found = choiceEffects(question({ table: crossed, standardErrors: new Float64Array(8).fill(1e-12), choices: { ...oneWay, normalisations: ["min-max", "z-score"], aggregations: ["arithmetic", "geometric"] } }), 5);
  expect(found.overall.sample.total).toBeCloseTo(0, 9);
  expect(found.overall.aggregation.total).toBeGreaterThan(0.5);
  const swapped = choiceEffects(question({ table: crossed, standardErrors: new Float64Array(8).fill(1e-12), choices: { ...oneWay, normalisations: ["min-max", "z-score"], aggregations: ["geometric", "arithmetic"] } }), 5);
  found.areas.forEach((area, i) => expect(area!.aggregation.total).toBeCloseTo(swapped.areas[i]!.aggregation.total, 9));
});

test("sampling error alone: all of the variance is the sample's", () => {
  const found = choiceEffects(question({ standardErrors: new Float64Array(10).fill(2) }));
  expect(found.overall.sample).toMatchObject({ first: 1, total: 1 });
});
