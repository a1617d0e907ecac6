import { expect, test } from "vitest";
import { domains, surveyDesign } from "./design.ts";
import { share } from "./estimate.ts";
import { shareInterval } from "./share-interval.ts";
import apiclus1 from "./fixtures/apiclus1.json" with { type: "json" };
import apiclus2 from "./fixtures/apiclus2.json" with { type: "json" };

const d1 = surveyDesign({ respondents: 183, clusters: apiclus1.dnum, weights: apiclus1.pw, clustersInStratum: apiclus1.fpc });
const d2 = surveyDesign({ respondents: 126, clusters: apiclus2.dnum, units: apiclus2.snum, clustersInStratum: apiclus2.fpc1, unitsInCluster: apiclus2.fpc2 });
const noLearners = share(d1, apiclus1.ell.map((ell) => (ell === 0 ? 1 : 0)))!;
const wide = share(d2, apiclus2["sch.wide"].map((word) => (word === "Yes" ? 1 : 0)), domains(apiclus2.stype).get("E"))!;

test("the share agrees with R", () => {
  // R: s <- svyciprop(~I(ell==0), d1); c(coef(s), SE(s))
  expect(noLearners.value).toBeCloseTo(0.021857923541617467, 9);
  expect(noLearners.standardError).toBeCloseTo(0.022622450861133944, 9);
});

// R: attr(svyciprop(~I(ell==0), d1, method=m), "ci") with m = "xlogit", "beta";
// R: attr(svyciprop(~I(sch.wide=="Yes"), subset(d2, stype=="E"), method=m), "ci")
// R: Wilson: m <- svymean(~I(as.numeric(ell==0)), d1); ne <- coef(m)*(1-coef(m))/vcov(m)*(qt(.975,182)/qt(.975,degf(d1)))^2
// R:         prop.test(coef(m)*ne, ne, correct=FALSE)$conf.int
for (const [name, surveyed, method, lower, upper] of [
  ["one stage", noLearners, "logit", 0.002304691284135497, 0.177747766822699521],
  ["one stage", noLearners, "clopper-pearson", 0.00021614683274315689, 0.1375077639149808],
  ["one stage", noLearners, "wilson", 0.0032106095056131977, 0.1342253930143811891],
  ["a domain of two stages", wide, "logit", 0.79870650811432009, 0.97844890888427516],
  ["a domain of two stages", wide, "clopper-pearson", 0.80655405037229599, 0.9862039543549390],
] as const)
  test(`${method} agrees with R: ${name}`, () => {
    const found = shareInterval(surveyed, method)!;
    expect(found.lower).toBeCloseTo(lower, 11);
    expect(found.upper).toBeCloseTo(upper, 11);
    expect(found.basis).toBe("design");
  });

test("svyciprop's default stops its iteration early: its seven digits are ours", () => {
  // R: attr(svyciprop(~I(ell==0), d1, method="logit"), "ci")
  const { lower, upper } = shareInterval(noLearners, "logit")!;
  expect(lower).toBeCloseTo(0.0023046912985385075, 9);
  expect(upper).toBeCloseTo(0.1777477665135573648, 8);
});

test("nobody said yes: the rule of three over what the weights leave, and the answer says on what it leans", () => {
  const none = share(d1, new Float64Array(183))!;
  for (const method of ["wilson", "logit", "clopper-pearson"] as const) {
    // R: 1 - 0.05^(1/183)
    expect(shareInterval(none, method)).toMatchObject({ lower: 0, basis: "weights" });
    expect(shareInterval(none, method)!.upper).toBeCloseTo(0.016236859435101225, 10);
    expect(shareInterval(share(d1, new Float64Array(183).fill(1))!, method)!.lower).toBeCloseTo(1 - 0.016236859435101225, 10);
  }
});

test("a single cluster cannot say how far it is off", () => {
  const one = surveyDesign({ respondents: 4, clusters: [1, 1, 1, 1] });
  expect(shareInterval(share(one, [1, 0, 1, 1])!, "wilson")).toBeUndefined();
});
