import { expect, test } from "vitest";
import fc from "fast-check";
import { smallAreas } from "./small-area.ts";
import type { SmallAreaData, SmallAreaMethod, SmallAreaModel } from "./small-area.ts";
import milk from "./fixtures/milk.json" with { type: "json" };

const data: SmallAreaData = {
  direct: milk.direct,
  variances: milk.standardError.map((error) => error ** 2),
  covariates: milk.majorArea.map((area) => [1, Number(area === 2), Number(area === 3), Number(area === 4)]),
};

function fitted(from: SmallAreaData, method: SmallAreaMethod, precision?: number): SmallAreaModel {
  const found = smallAreas(from, method, precision);
  if ("why" in found) throw new Error(found.why);
  return found;
}

// R: library(sae); m <- mseFH(yi ~ as.factor(MajorArea), SD^2, method = "REML", data = milk)
// R: f <- m$est$fit; c(f$refvar, f$estcoef$beta, f$estcoef$std.error, f$goodness["loglike"]); m$est$eblup[1:5]; m$mse[1:5]
// (digits beyond those that sae 1.3 prints come from its formulas, run in R 4.2 with the same precision of 1e-4)
const fromR = {
  REML: { areaVariance: 0.018550222322723225, logLikelihood: 12.67747813220258557,
    coefficients: [0.968188970442103947, 0.132780142471053353, 0.226946218875756445, -0.241301079692452486],
    coefficientErrors: [0.069362084115617867, 0.103000724352195164, 0.092329810346263252, 0.081617070468964381],
    values: [1.02197034245261409, 1.04760182373012523, 1.06795125807432889, 0.76081704937644279, 0.84615735683511273],
    errors: [0.0134602201642976035, 0.0053728759761417716, 0.0057019903430224747, 0.0085417399450511116, 0.0095795937099627266] },
  ML: { areaVariance: 0.015517550263334673, logLikelihood: 12.771174311712696792,
    coefficients: [0.967798629937036914, 0.127875592537289945, 0.226690891960677932, -0.242580405535109095],
    coefficientErrors: [0.065907466126836442, 0.098409392323841827, 0.088139734300126574, 0.077538752197353483],
    values: [1.01617332070716815, 1.04369683152725767, 1.06281678896325182, 0.77534894669534882, 0.85549029590559955],
    errors: [0.0135799534739888712, 0.0055128684683166283, 0.0058505843440688514, 0.0087354536261504395, 0.0097745275859443016] },
  FH: { areaVariance: 0.016420270383264858, logLikelihood: 12.762050501047877304,
    coefficients: [0.967901150412547318, 0.129450196099399922, 0.226791026012749614, -0.242151783832916051],
    coefficientErrors: [0.066958963222867332, 0.09980334499186834, 0.089411914486451902, 0.078779866780020039],
    values: [1.01797593739937065, 1.04496386870760505, 1.06448075768660444, 0.77069202454033459, 0.85251238626951986],
    errors: [0.0127570162980940507, 0.0053144667258790482, 0.0056322006650299794, 0.0083234714659981904, 0.0092835197679867788] },
};

for (const method of ["REML", "ML", "FH"] as const)
  test(`milk expenditure agrees with R: ${method}`, () => {
    const found = fitted(data, method, 1e-4);
    const { areaVariance, logLikelihood, coefficients, coefficientErrors, values, errors } = fromR[method];
    expect(found.areaVariance).toBeCloseTo(areaVariance, 12);
    expect(found.logLikelihood).toBeCloseTo(logLikelihood, 10);
    coefficients.forEach((value, i) => expect(found.coefficients[i]).toBeCloseTo(value, 12));
    coefficientErrors.forEach((value, i) => expect(found.coefficientErrors[i]).toBeCloseTo(value, 12));
    values.forEach((value, i) => expect(found.areas[i]!.value).toBeCloseTo(value, 12));
    errors.forEach((value, i) => expect(found.areas[i]!.meanSquaredError).toBeCloseTo(value, 12));
  });

// R: the same with PRECISION = 1e-13: $refvar
for (const [method, areaVariance] of [["REML", 0.018550334762766706], ["ML", 0.015517508712419499], ["FH", 0.016420263654128551]] as const)
  test(`iterated to the end agrees with R: ${method}`, () => expect(fitted(data, method).areaVariance).toBeCloseTo(areaVariance, 12));

test("an area without respondents gets what its covariates foretell, less sure than any other of its kind", () => {
  const found = fitted(data, "REML");
  const unseen = found.predict([1, 0, 0, 1]);
  expect(unseen.value).toBeCloseTo(found.coefficients[0]! + found.coefficients[3]!, 12);
  for (const area of found.areas.slice(25)) expect(area.meanSquaredError).toBeLessThan(unseen.meanSquaredError);
});

test("what cannot be fitted says why", () => {
  const three = { direct: [1, 2, 3], variances: [1, 1, 1], covariates: [[1, 0], [1, 1], [1, 2]] };
  expect(smallAreas(three)).toEqual({ why: "too-few-areas" });
  const doubled = { ...data, covariates: data.covariates.map((row) => [row[0]!, row[0]! * 2]) };
  expect(smallAreas(doubled)).toEqual({ why: "covariates-depend-on-each-other" });
  expect(() => smallAreas({ ...three, variances: [1, 0, 1] })).toThrow("not 0");
});

const area = fc.record({ direct: fc.double({ min: -3, max: 3, noNaN: true }), variance: fc.double({ min: 0.05, max: 2, noNaN: true }), x: fc.double({ min: -2, max: 2, noNaN: true }) });

const line = (areas: readonly { direct: number; variance: number; x: number }[]): SmallAreaData => ({ direct: areas.map((a) => a.direct), variances: areas.map((a) => a.variance), covariates: areas.map((a) => [1, a.x]) });
const areas = fc.uniqueArray(area, { minLength: 6, maxLength: 25, selector: (a) => Math.round(a.x * 50) });

/** What REML and ML maximise, written out for a straight line (Rao and Molina 2015, 5.2.4). */
function logLikelihood({ direct, variances, covariates }: SmallAreaData, areaVariance: number, isRestricted: boolean): number {
  const w = variances.map((variance) => 1 / (areaVariance + variance));
  const sum = (of: (i: number) => number) => w.reduce((all, weight, i) => all + weight * of(i), 0);
  const x = (i: number) => covariates[i]![1]!;
  const [s0, s1, s2, y0, y1] = [sum(() => 1), sum(x), sum((i) => x(i) ** 2), sum((i) => direct[i]!), sum((i) => x(i) * direct[i]!)];
  const spread = s0 * s2 - s1 * s1;
  const [slope, intercept] = [(s0 * y1 - s1 * y0) / spread, (s2 * y0 - s1 * y1) / spread];
  const misfit = sum((i) => (direct[i]! - intercept - slope * x(i)) ** 2);
  return -0.5 * (misfit - w.reduce((all, weight) => all + Math.log(weight), 0) + (isRestricted ? Math.log(spread) : 0));
}

test("REML and ML stand on a peak, or at zero where it falls from there", () => {
  fc.assert(fc.property(areas, fc.boolean(), (list, isRestricted) => {
    const { areaVariance } = fitted(line(list), isRestricted ? "REML" : "ML");
    const at = (value: number) => logLikelihood(line(list), value, isRestricted);
    if (areaVariance > 0) for (const near of [0.99, 1.01]) expect(at(areaVariance)).toBeGreaterThanOrEqual(at(areaVariance * near) - 1e-9);
    else expect(at(0)).toBeGreaterThanOrEqual(at(1e-4) - 1e-9);
  }), { numRuns: 60 });
});

test("the moments of Fay and Herriot: squared misfits over their variance are as many as areas less coefficients", () => {
  fc.assert(fc.property(areas, (list) => {
    const found = fitted(line(list), "FH");
    const misfit = list.reduce((sum, a) => sum + (a.direct - found.coefficients[0]! - found.coefficients[1]! * a.x) ** 2 / (found.areaVariance + a.variance), 0);
    if (found.areaVariance > 0) expect(misfit).toBeCloseTo(list.length - 2, 6);
    else expect(misfit).toBeLessThanOrEqual(list.length - 2 + 1e-9);
  }), { numRuns: 60 });
});

test("a step that overshoots zero is not the end of it", () => {
  // Sampling variances far larger than what the areas differ, but for four that are precise.
  const list = [[1, 0.01, 0], [1.3, 0.01, 1], [0.8, 0.01, 2], [1.4, 0.01, 3], [1.1, 9, 4], [1, 9, 5], [1.2, 9, 6], [1.1, 9, 7], [1, 9, 8]].map(([direct, variance, x]) => ({ direct: direct!, variance: variance!, x: x! }));
  expect(fitted(line(list), "REML").areaVariance).toBeGreaterThan(0.01);
});

test("each figure lies between the direct one and the foretold, and the order of the areas does not matter", () => {
  fc.assert(fc.property(areas, (list) => {
    const [found, turned] = [fitted(line(list), "REML"), fitted(line([...list].reverse()), "REML")];
    list.forEach(({ direct, x }, i) => {
      const foretold = found.predict([1, x]).value;
      expect(found.areas[i]!.value).toBeGreaterThanOrEqual(Math.min(direct, foretold) - 1e-9);
      expect(found.areas[i]!.value).toBeLessThanOrEqual(Math.max(direct, foretold) + 1e-9);
      expect(turned.areas[list.length - 1 - i]!.value).toBeCloseTo(found.areas[i]!.value, 6);
    });
  }), { numRuns: 40 });
});
