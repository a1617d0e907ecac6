// From values to places, each step against R.
import { expect, test } from "vitest";
import fc from "fast-check";
import { aggregate } from "./aggregate.ts";
import { indicatorTable } from "./indicators.ts";
import { complete } from "./missing.ts";
import { normalise } from "./normalise.ts";
import { places } from "./places.ts";
import { rankingSupport } from "./support.ts";
import { equalWeights, givenWeights, principalWeights } from "./weigh.ts";

// R: x <- matrix(c(12,3.5,.2, 20,NA,.9, 15,1.25,.4, 31,2,.6, 8,5,.5, 20,2.75,.35), ncol=3, byrow=TRUE)
// R: dir <- c(1,-1,1); lo <- c(0,1,0); hi <- c(25,6,1)
const rows = [[12, 3.5, 0.2], [20, NaN, 0.9], [15, 1.25, 0.4], [31, 2, 0.6], [8, 5, 0.5], [20, 2.75, 0.35]];
const posts = [{ low: 0, high: 25 }, { low: 1, high: 6 }, { low: 0, high: 1 }];
const withPosts = indicatorTable(rows, [1, -1, 1], posts);
const asSeen = indicatorTable(rows, [1, -1, 1]);

function expectAll(found: ArrayLike<number>, values: readonly number[], digits = 11) {
  expect(found.length).toBe(values.length);
  values.forEach((value, i) => (Number.isNaN(value) ? expect(found[i]).toBeNaN() : expect(found[i]).toBeCloseTo(value, digits)));
}

test("min-max agrees with R", () => {
  // R: sapply(1:3, function(k) { s <- pmin(1, pmax(0, (x[,k]-lo[k])/(hi[k]-lo[k])))*100; if (dir[k] < 0) 100-s else s })
  expectAll(normalise(withPosts, "min-max"), [48, 50, 20, 80, NaN, 90, 60, 95, 40, 100, 80, 60, 32, 20, 50, 80, 65, 35]);
  // R: the same with lo, hi from range(x[,k], na.rm=TRUE)
  expectAll(normalise(asSeen, "min-max"), [17.391304347826086, 40, 0, 52.173913043478258, NaN, 100, 30.434782608695656, 100, 28.571428571428577, 100, 80, 57.142857142857139, 0, 0, 42.857142857142861, 52.173913043478258, 60, 21.428571428571423]);
});

test("z-scores agree with R", () => {
  // R: 50 + 10 * sweep(scale(x), 2, dir, "*")
  expectAll(normalise(asSeen, "z-score").subarray(0, 6), [42.931377655201217, 45.840998040719711, 37.932469300039713, 52.910609200799499, NaN, 66.894542979944404]);
  expectAll(normalise(asSeen, "z-score").subarray(9), [66.632052575997136, 56.238502938920433, 54.482225688556674, 37.941761882402076, 35.443493142518982, 50.344786591427436, 52.910609200799499, 51.039750489820072, 44.138627945733575]);
});

test("ranks agree with R", () => {
  // R: sapply(1:3, function(k) { r <- rank(x[,k], na.last="keep"); s <- (r-1)/(sum(!is.na(r))-1)*100; if (dir[k] < 0) 100-s else s })
  expectAll(normalise(asSeen, "rank"), [20, 25, 0, 70, NaN, 100, 40, 100, 40, 100, 75, 80, 0, 0, 60, 70, 50, 20]);
});

test("where all areas are alike everyone gets 50, and missing stays missing", () => {
  const alike = indicatorTable([[0.1], [0.1], [NaN], [0.1]], [-1]);
  for (const normalisation of ["min-max", "z-score", "rank"] as const) expectAll(normalise(alike, normalisation), [50, 50, NaN, 50]);
});

test("scores agree with R, missing values left out", () => {
  const scores = normalise(withPosts, "min-max");
  const weights = givenWeights([5, 3, 2]);
  // R: apply(mm, 1, function(r) weighted.mean(r, w, na.rm=TRUE))
  expectAll(aggregate(scores, weights, "arithmetic"), [43, 82.857142857142861, 66.5, 86, 32, 66.5]);
  // R: apply(mm, 1, function(r) { o <- !is.na(r); exp(weighted.mean(log(pmax(r[o], 1)), w[o])) })
  expectAll(aggregate(scores, weights, "geometric"), [40.786610837042495, 82.737995196230287, 63.504529839787757, 84.441754078560024, 30.386311717294948, 63.713668175405374]);
  // R: sapply(1:6, function(a) mean(sapply(setdiff(1:6, a), function(b) sign(round(sum(w*sign(mm[a,]-mm[b,]), na.rm=TRUE), 12)))))
  expectAll(aggregate(scores, weights, "copeland"), [-0.6, 0.6, 0, 1, -1, 0]);
  // R: rank(-ar)
  expectAll(places(aggregate(scores, weights, "arithmetic")), [5, 2, 3.5, 1, 6, 3.5]);
});

test("a zero does not end a geometric score: it counts as 1", () => {
  // R: exp(mean(log(c(1, 64))))
  expectAll(aggregate(Float64Array.of(0, 64, 64, 64), equalWeights(2), "geometric"), [8, 64]);
});

test("weights by principal components agree with R", () => {
  // R: m <- apply(x, 2, function(v) ifelse(is.na(v), median(v, na.rm=TRUE), v)); e <- eigen(cor(m)); e$values; e$vectors[,1]^2
  const filled = complete(asSeen, "median");
  expect(filled.table.values[4]).toBe(2.75);
  const found = principalWeights(filled.table.values, 3)!;
  expectAll(found.eigenvalues, [1.780716361089002, 0.91614499327570464, 0.30313864563529375]);
  expectAll(found.weights, [0.47049114681950405, 0.35135315325069988, 0.17815569992979582]);
  // R: e <- eigen(cor(USArrests)) has one value above 1 too: 2.4802, so that its first component alone counts
  expect(found.explained).toBeCloseTo(1.780716361089002 / 3, 11);
  expect(principalWeights(Float64Array.of(1, 2, 1, 3, 1, 4), 2)).toBeUndefined();
  expect(principalWeights(Float64Array.of(1, 2, 3, 5), 2)).toBeUndefined();
});

test("what is filled in is counted, and from whom", () => {
  const gaps = indicatorTable([[1, NaN], [3, 4], [NaN, 8], [NaN, NaN]], [1, 1]);
  const byPeers = complete(gaps, "peers", ["n", "s", "n", "s"]);
  expectAll(byPeers.table.values, [1, 8, 3, 4, 1, 8, 3, 4]);
  expectAll(byPeers.imputedShare, [0.5, 0, 0.5, 1]);
  expectAll(complete(gaps, "median").table.values, [1, 6, 3, 4, 2, 8, 2, 6]);
  // R: c(sd(c(1, 3)), sd(c(4, 8)))
  expectAll(byPeers.guessErrors, [0, 2.8284271247461903, 0, 0, 1.4142135623730951, 0, 1.4142135623730951, 2.8284271247461903]);
  const left = complete(gaps, "leave-out");
  expectAll(left.table.values, [1, NaN, 3, 4, NaN, 8, NaN, NaN]);
  expectAll(left.missingShare, [0.5, 0, 0.5, 1]);
  expectAll(left.imputedShare, [0, 0, 0, 0]);
  expectAll(left.guessErrors, [0, 0, 0, 0, 0, 0, 0, 0]);
  expectAll(aggregate(left.table.values, equalWeights(2), "arithmetic"), [1, 3.5, 8, NaN]);
  expectAll(aggregate(left.table.values, equalWeights(2), "copeland"), [-1, 0, 1, NaN]);
  expectAll(complete(indicatorTable([[NaN], [NaN]], [1]), "median").table.values, [NaN, NaN]);
  expect(() => complete(gaps, "peers")).toThrow("its group");
});

test("three regions and one survey are not ranked; enough of everything is", () => {
  const report = rankingSupport({ areas: 3, indicators: 9, independentSources: 1, missingShare: 0.1 });
  expect(report).toEqual({ isSupported: false, reasons: [{ why: "too-few-areas", has: 3, needs: 8 }, { why: "too-few-sources", has: 1, needs: 2 }] });
  const enough = { areas: 40, indicators: 6, independentSources: 3, missingShare: 0.1, medianRangeWidth: 6 };
  expect(rankingSupport(enough)).toEqual({ isSupported: true, reasons: [] });
  expect(rankingSupport({ areas: 8, indicators: 4, independentSources: 2, missingShare: 0.25, medianRangeWidth: 4 }).isSupported).toBe(true);
  expect(rankingSupport({ ...enough, indicators: 3, missingShare: 0.5, medianRangeWidth: 25 }).reasons.map(({ why }) => why)).toEqual(["too-few-indicators", "too-much-missing", "places-cannot-be-told-apart"]);
});

test("tables that cannot be are refused", () => {
  expect(() => indicatorTable([[1]], [1, 1])).toThrow("needs 2 values");
  expect(() => indicatorTable([[1]], [0.5])).toThrow("not 0.5");
  expect(() => indicatorTable([[1]], [1], [{ low: 2, high: 2 }])).toThrow("2 to 2");
  expect(() => givenWeights([0, 0])).toThrow("at least one");
});

const value = fc.oneof({ weight: 8, arbitrary: fc.double({ min: -50, max: 50, noNaN: true }) }, fc.constant(NaN));
const table = fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 5 })).chain(([areas, indicators]) =>
  fc.array(fc.array(value, { minLength: indicators, maxLength: indicators }), { minLength: areas, maxLength: areas }));
const how = fc.constantFrom("min-max", "z-score", "rank" as const);
const way = fc.constantFrom("arithmetic", "geometric", "copeland" as const);

test("another unit of the same indicator changes no place", () => {
  fc.assert(fc.property(table, how, way, fc.constantFrom(0.5, 2, 4), (values, normalisation, aggregation, factor) => {
    const build = (scale: number) => {
      const built = indicatorTable(values.map((row) => row.map((entry) => Math.round(entry) * scale)), values[0]!.map(() => 1));
      return places(aggregate(normalise(built, normalisation), equalWeights(values[0]!.length), aggregation));
    };
    expect(build(factor)).toEqual(build(1));
  }));
});

test("more of an indicator that counts never lowers the score, and turning every direction turns the places", () => {
  fc.assert(fc.property(table, how, way, fc.double({ min: 0, max: 20, noNaN: true }), (values, normalisation, aggregation, more) => {
    const weights = equalWeights(values[0]!.length);
    const fixed = values[0]!.map(() => ({ low: -100, high: 100 }));
    const place = (of: readonly (readonly number[])[], direction: number) =>
      places(aggregate(normalise(indicatorTable(of, of[0]!.map(() => direction), fixed), normalisation), weights, aggregation));
    const raised = values.map((row, area) => (area === 0 ? row.map((entry, k) => (k === 0 ? entry + more : entry)) : row));
    if (normalisation === "min-max") {
      const [before, after] = [place(values, 1)[0]!, place(raised, 1)[0]!];
      if (!Number.isNaN(before)) expect(after).toBeLessThanOrEqual(before);
    }
    if (aggregation === "copeland") {
      const [up, down] = [place(values, 1), place(values, -1)];
      const scored = up.filter((entry) => !Number.isNaN(entry)).length;
      up.forEach((entry, area) => !Number.isNaN(entry) && expect(down[area]).toBe(scored + 1 - entry));
    }
  }));
});

test("copeland without gaps is what comparing every pair says", () => {
  fc.assert(fc.property(table, (values) => {
    const rounded = values.map((row) => row.map((entry) => (Number.isNaN(entry) ? 0 : Math.round(entry))));
    const found = aggregate(Float64Array.from(rounded.flat()), equalWeights(rounded[0]!.length), "copeland");
    const expected = rounded.map((a) => rounded.reduce((sum, b) => sum + Math.sign(a.reduce((lead, entry, k) => lead + Math.sign(entry - b[k]!), 0)), 0) / (rounded.length - 1));
    expectAll(found, expected);
  }));
});
