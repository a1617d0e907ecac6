import { expect, test } from "vitest";
import fc from "fast-check";
import { domains, surveyDesign } from "./design.ts";
import { mean, meanInterval, share, total } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { shareInterval } from "./share-interval.ts";
import apiclus1 from "./fixtures/apiclus1.json" with { type: "json" };
import apiclus2 from "./fixtures/apiclus2.json" with { type: "json" };
import apistrat from "./fixtures/apistrat.json" with { type: "json" };

// R: library(survey); data(api)
// d1 <- svydesign(id=~dnum, weights=~pw, fpc=~fpc, data=apiclus1)
// d2 <- svydesign(id=~dnum+snum, fpc=~fpc1+fpc2, data=apiclus2); d2w <- svydesign(id=~dnum+snum, weights=~pw, data=apiclus2)
// ds <- svydesign(id=~1, strata=~stype, weights=~pw, fpc=~fpc, data=apistrat)
const d1 = surveyDesign({ respondents: 183, clusters: apiclus1.dnum, weights: apiclus1.pw, clustersInStratum: apiclus1.fpc });
const d2 = surveyDesign({ respondents: 126, clusters: apiclus2.dnum, units: apiclus2.snum, clustersInStratum: apiclus2.fpc1, unitsInCluster: apiclus2.fpc2 });
const d2w = surveyDesign({ respondents: 126, clusters: apiclus2.dnum, units: apiclus2.snum, weights: apiclus2.pw });
const ds = surveyDesign({ respondents: 200, strata: apistrat.stype, weights: apistrat.pw, clustersInStratum: apistrat.fpc });
const numbers = (column: readonly (number | null)[]) => Float64Array.from(column, (value) => value ?? NaN);
const isYes = (column: readonly string[]) => Float64Array.from(column, (word) => (word === "Yes" ? 1 : 0));

function expectClose(found: number | undefined, value: number) {
  expect(Math.abs(found! / value - 1)).toBeLessThan(1e-11);
}

// R: m <- svymean(~api00, d, deff=TRUE); c(coef(m), SE(m), deff(m)); the same with svytotal(~enroll, d, na.rm=TRUE, deff=TRUE)
for (const [name, found, value, standardError, designEffect] of [
  ["mean, one stage", mean(d1, apiclus1.api00), 644.1693989071038686, 23.5422406937810393, 9.3458694505909499],
  ["mean, two stages", mean(d2, apiclus2.api00), 670.8118081180812169, 30.0990273768366023, 6.2505137557125794],
  ["mean, two stages of unknown size", mean(d2w, apiclus2.api00), 670.8118081180811032, 30.7115763093288479, 6.5075124361641015],
  ["mean, strata", mean(ds, apistrat.api00), 662.287363159320762, 9.4089408027845796, 1.2044572685377168],
  ["total, strata", total(ds, apistrat.enroll), 3.6871775324382782e6, 1.1464171610078029e5, 3.6201812236340364e-1],
  ["total, one stage", total(d1, apiclus1.enroll), 3.4049401345291138e6, 9.3223502704121522e5, 3.1310656094349433e1],
  ["total, two stages, some answers missing", total(d2, numbers(apiclus2.enroll)), 2.63927293e6, 7.9963777364835783e5, 2.4194009306559312e1],
  ["share, two stages", share(d2, isYes(apiclus2["sch.wide"])), 0.75129151291512919, 0.06639498843428826, 3.0233220605108202],
] as const)
  test(`agrees with R: ${name}`, () => {
    expectClose(found!.value, value);
    expectClose(found!.standardError, standardError);
    expectClose(found!.designEffect, designEffect);
  });

// R: svyby(~api00, ~stype, d, svymean, deff=TRUE); svyby(~enroll, ~sch.wide, ds, svytotal, deff=TRUE)
for (const [name, keys, estimate, rows] of [
  ["one stage by kind", apiclus1.stype, (of: Int32Array) => mean(d1, apiclus1.api00, of), [
    ["E", 648.86805555555554, 22.362408893831891, 6.5836735250278027], ["H", 618.57142857142856, 38.020249359407529, 2.2282593168686184], ["M", 631.44, 31.609465227245526, 2.1638997200804564]]],
  ["two stages by kind", apiclus2.stype, (of: Int32Array) => mean(d2, apiclus2.api00, of), [
    ["E", 692.81040086673886, 29.926604237402966, 3.94603594062853791], ["H", 598.34065934065939, 17.694167126090992, 0.66291079488517657], ["M", 642.352, 45.09131630033113, 2.67499442136879662]]],
  ["totals across the strata", apistrat["sch.wide"], (of: Int32Array) => total(ds, apistrat.enroll, of), [
    ["No", 1013067.4193115234, 133475.23301585278, 1.56989003115502657], ["Yes", 2674110.1131267548, 128645.68846718949, 0.96821473421577997]]],
] as const)
  test(`domains agree with R: ${name}`, () => {
    const found = domains(keys as readonly string[]);
    for (const [key, value, standardError, designEffect] of rows) {
      const own = estimate(found.get(key)!) as Estimate;
      expectClose(own.value, value);
      expectClose(own.standardError, standardError);
      expectClose(own.designEffect, designEffect);
    }
  });

test("degrees of freedom and the interval of a mean agree with R", () => {
  // R: c(degf(d1), degf(d2), degf(ds), degf(subset(d1, stype == "H"))); confint(svymean(~api00, d1), df = degf(d1))
  const high = mean(d1, apiclus1.api00, domains(apiclus1.stype).get("H")!)!;
  expect([mean(d1, apiclus1.api00)!, mean(d2, apiclus2.api00)!, mean(ds, apistrat.api00)!, high].map((e) => e.degreesOfFreedom)).toEqual([14, 39, 197, 7]);
  const { lower, upper } = meanInterval(mean(d1, apiclus1.api00)!)!;
  expectClose(lower, 593.67631446332553);
  expectClose(upper, 694.66248335088221);
});

test("a stratum with one cluster: as R's survey.lonely.psu adjust and certainty, or refused", () => {
  // R: x <- data.frame(s=c("a","a","a","a","b","b"), c=c(1,1,2,2,3,3), y=c(3,5,4,8,10,11), w=c(2,3,2,2,5,4))
  // R: options(survey.lonely.psu="adjust"); SE(svymean(~y, svydesign(id=~c, strata=~s, weights=~w, data=x)))
  const columns = { respondents: 6, strata: ["a", "a", "a", "a", "b", "b"], clusters: [1, 1, 2, 2, 3, 3], weights: [2, 3, 2, 2, 5, 4] };
  const y = [3, 5, 4, 8, 10, 11];
  expectClose(mean(surveyDesign(columns), y)!.standardError, 1.485751305750477);
  expectClose(mean(surveyDesign({ ...columns, lonely: "certainty" }), y)!.standardError, 0.5956790123456791);
  expect(() => mean(surveyDesign({ ...columns, lonely: "refuse" }), y)).toThrow("only one cluster");
});

test("50,000 respondents in 20 strata and 1,000 clusters agree with R", () => {
  // R: i <- 0:49999; s <- i %% 20; c <- i %% 1000; w <- 40 + (i*31) %% 53; area <- c %% 40; sex <- (i*17) %% 7 < 3
  // R: yes <- as.numeric((i*7919) %% 997 < 200 + 10*(c %% 50)); x <- data.frame(s, c, w, area, sex, yes, N=400)
  // R: d <- svydesign(id=~c, strata=~s, weights=~w, fpc=~N, data=x); p <- subset(d, sex & area==7)
  // R: svymean(~yes, d, deff=TRUE); svytotal(~yes, d, deff=TRUE); svymean(~yes, p, deff=TRUE); attr(svyciprop(~I(yes==1), p, method="beta"), "ci")
  const i = Array.from({ length: 50_000 }, (_, at) => at);
  const design = surveyDesign({ respondents: i.length, strata: i.map((at) => at % 20), clusters: i.map((at) => at % 1000), weights: i.map((at) => 40 + ((at * 31) % 53)), clustersInStratum: i.map(() => 400) });
  const yes = Float64Array.from(i, (at) => Number((at * 7919) % 997 < 200 + 10 * (at % 1000 % 50)));
  const women = domains(i.map((at) => ((at * 17) % 7 < 3 ? (at % 1000) % 40 : null))).get(7)!;
  for (const [found, value, standardError, designEffect] of [
    [share(design, yes), 0.4463476238456352, 0.004290183653729988, 3.78123196187241062],
    [total(design, yes), 1472936, 14164.751866113695, 3.7851072989971257],
    [share(design, yes, women), 0.47275600327323009, 0.029035835969402096, 1.840839424521227174],
  ] as const) {
    expectClose(found!.value, value);
    expectClose(found!.standardError, standardError);
    expectClose(found!.designEffect, designEffect);
  }
  const { lower, upper } = shareInterval(share(design, yes, women)!, "clopper-pearson")!;
  expectClose(lower, 0.41169123516849898);
  expectClose(upper, 0.53443022317923461);
});

test("everybody asked: no uncertainty; nobody answered: no estimate", () => {
  const everybody = surveyDesign({ respondents: 3, clustersInStratum: [3, 3, 3] });
  expect(mean(everybody, [1, 2, 6])).toMatchObject({ value: 3, standardError: 0 });
  expect(mean(everybody, [NaN, NaN, NaN])).toBeUndefined();
  expect(share(everybody, [1, 0, NaN])).toMatchObject({ yes: 1, answered: 2, value: 0.5 });
});

test("designs that cannot be are refused", () => {
  expect(() => surveyDesign({ respondents: 2, weights: [1] })).toThrow("1 entries for 2");
  expect(() => surveyDesign({ respondents: 2, weights: [1, -1] })).toThrow("not -1");
  expect(() => surveyDesign({ respondents: 3, clustersInStratum: [2, 2, 2] })).toThrow("3 were drawn from 2");
  expect(() => surveyDesign({ respondents: 2, clustersInStratum: [5, 6] })).toThrow("both 5 and 6");
  expect(() => share(surveyDesign({ respondents: 1 }), [2])).toThrow("not 2");
});

const respondent = fc.record({ s: fc.nat(2), c: fc.nat(4), w: fc.double({ min: 0.5, max: 5, noNaN: true }), y: fc.integer({ min: 0, max: 1 }), area: fc.nat(2) });

test("order does not matter, weights only by their proportion, and domains add up to the whole", () => {
  fc.assert(fc.property(fc.array(respondent, { minLength: 4, maxLength: 60 }), fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (people, order) => {
    const design = (list: typeof people, scale = 1) => surveyDesign({ respondents: list.length, strata: list.map((p) => p.s), clusters: list.map((p) => p.c), weights: list.map((p) => p.w * scale) });
    const answers = (list: typeof people) => list.map((p) => p.y);
    const shuffled = people.map((p) => [order.next().value as number, p] as const).sort(([a], [b]) => a - b).map(([, p]) => p);
    const [whole, mixed, scaled] = [mean(design(people), answers(people))!, mean(design(shuffled), answers(shuffled))!, mean(design(people, 7), answers(people))!];
    for (const other of [mixed, scaled]) {
      expect(other.value).toBeCloseTo(whole.value, 10);
      expect(other.standardError).toBeCloseTo(whole.standardError, 7);
    }
    const parts = [...domains(people.map((p) => p.area)).values()].map((rows) => total(design(people), answers(people), rows)!.value);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(total(design(people), answers(people))!.value, 8);
  }));
});
