import { expect, test } from "vitest";
import { pool } from "./pooling.ts";
import nhanes from "./fixtures/nhanes-imputed.json" with { type: "json" };

const fillings = (at: number) => nhanes.estimates.map((estimates, i) => ({ estimate: estimates[at]!, variance: nhanes.variances[i]![at]! }));

// R: library(mice); p <- pool(with(mice(nhanes, m = 5, seed = 1), lm(chl ~ age + bmi))); p$pooled; summary(p, conf.int = TRUE)
for (const [at, name, estimate, error, between, df, fmi, lower, upper] of [
  [0, "(Intercept)", -17.0653568920356591, 82.8627722791398185, 3208.023175766433, 5.2344327923047889, 0.66736826429102103, -227.2332693189670465, 193.102555534895743],
  [1, "age", 30.8737266194936382, 12.5309520930087110, 69.0804601197393566, 5.7361368245758495, 0.63599543002560566, -0.13357586274996791, 61.881029101737241],
  [2, "bmi", 5.9372966360414097, 2.6011353568002358, 3.0823480248397619, 5.4434590289088831, 0.65406147108546031, -0.58857024806480673, 12.463163520147626],
] as const)
  test(`agrees with mice: ${name}`, () => {
    const found = pool(fillings(at), 22);
    for (const [ours, theirs] of [[found.estimate, estimate], [found.standardError, error], [found.between, between], [found.degreesOfFreedom, df], [found.missingInformation, fmi], [found.lower, lower], [found.upper, upper]] as const)
      expect(ours / theirs).toBeCloseTo(1, 10);
  });

test("without the degrees of the complete data agrees with mitools", () => {
  // R: library(mitools); s <- MIcombine(estimates, variances); s$df; s$missinfo
  [12.725074725891332, 14.352360508613163, 13.384001082992027].forEach((df, at) => expect(pool(fillings(at)).degreesOfFreedom).toBeCloseTo(df, 10));
  [0.61653792019221354, 0.58233127012482455, 0.60202114122215589].forEach((missing, at) => expect(pool(fillings(at)).missingInformation).toBeCloseTo(missing, 10));
});

test("fillings that agree add nothing; a single one is refused", () => {
  expect(pool([{ estimate: 2, variance: 4 }, { estimate: 2, variance: 4 }])).toMatchObject({ estimate: 2, standardError: 2, missingInformation: 0 });
  expect(() => pool([{ estimate: 2, variance: 4 }])).toThrow("not 1");
});
