import { expect, test } from "vitest";
import fc from "fast-check";
import { betaCdf, betaOddsQuantile, betaQuantile, betaTails } from "./beta.ts";
import { logGamma } from "./gamma.ts";
import { normalQuantile } from "./normal.ts";

/** Relative, and absolute next to 0. */
function expectClose(value: number, reference: number, tolerance = 1e-12) {
  expect(Math.abs(value - reference)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(reference), 1e-300));
}

// R: sprintf("%.17g", lgamma(x))
for (const [x, value] of [
  [1e-8, 18.420680738180209], [0.1, 2.252712651734206], [0.5, 0.57236494292470008], [1.5, -0.12078223763524518],
  [3, 0.69314718055994529], [10, 12.801827480081469], [15.5, 26.536914491115613], [100, 359.1342053695754],
  [1e6, 12815504.569147611], [1e10, 220258509288.81058],
] as const)
  test(`logGamma agrees with R at ${x}`, () => expectClose(logGamma(x), value, 1e-14));

// R: c(pbeta(x, a, b), pbeta(x, a, b, lower.tail = FALSE))
for (const [x, a, b, lower, upper] of [
  [0.2, 0.5, 0.5, 0.29516723530086642, 0.70483276469913358],
  [0.3, 2, 3, 0.34829999999999989, 0.65170000000000017],
  [0.999, 8, 0.5, 0.90086982173180052, 0.099130178268199406],
  [1e-6, 1, 1000, 0.00099950066612559127, 0.99900049933387436],
  [0.04, 4, 97, 0.57052443069706293, 0.42947556930293707],
  [0.5, 1e5, 1e5, 0.49999999999999994, 0.5],
  [0.01, 0.001, 5, 0.9974410690871125, 0.0025589309128875746],
  [0.9, 200, 10, 0.0019952082927795784, 0.99800479170722034],
  [0.3, 1e6, 2.3e6, 1.758194376387723e-33, 1],
] as const)
  test(`the tails of Beta(${a}, ${b}) at ${x} agree with R`, () => {
    const tails = betaTails(x, a, b);
    expectClose(tails.lower, lower, lower < 1e-20 ? 1e-9 : 1e-12);
    expectClose(tails.upper, upper);
  });

// R: qbeta(p, a, b)
for (const [p, a, b, x] of [
  [0.025, 4, 97, 0.011004493986188205],
  [0.975, 5, 96, 0.099257156712659889],
  [0.5, 0.5, 0.5, 0.49999999999999989],
  [0.025, 0.5, 1e4, 4.9104682254863743e-8],
  [0.975, 8, 1, 0.99684027646874807],
  [1e-10, 3, 2, 0.00029242315320945293],
  [0.025, 3000, 2801, 0.50428907776980503],
  [0.9, 0.1, 0.1, 0.9999999113071999],
  [0.999999, 2, 3, 0.99369042632979454],
  [0.025, 1e6, 1, 0.99999631112734977],
] as const)
  test(`the quantile ${p} of Beta(${a}, ${b}) agrees with R`, () => expectClose(betaQuantile(p, a, b), x));

// R: qnorm(p)
for (const [p, z] of [
  [0.975, 1.9599639845400536], [0.5, 0], [0.6, 0.25334710313579978], [0.1, -1.2815515655446008],
  [1e-300, -37.047096299361201], [1e-10, -6.3613409024040557], [0.999999, 4.7534243088170891],
] as const)
  test(`the normal quantile agrees with R at ${p}`, () => expectClose(normalQuantile(p), z, 1e-14));

const shape = fc.double({ min: 0.05, max: 5000, noNaN: true });
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

test("a quantile leads back to its share, and its odds to the quantile", () => {
  fc.assert(fc.property(share, shape, shape, (p, a, b) => {
    const x = betaQuantile(p, a, b);
    const odds = betaOddsQuantile(p, a, b);
    // Where x crowds against 1 a double cannot carry it; the odds can.
    if (x > 1e-250 && 1 - x > 1e-4) expect(Math.abs(betaCdf(x, a, b) - p)).toBeLessThan(1e-9);
    if (1 - x > 1e-4) expectClose(odds / (1 + odds), x, 1e-9);
  }));
});

test("turning the distribution round swaps its tails", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 255 }), shape, shape, (n, a, b) => {
    // In 256ths, for 1 - x to be exact.
    const there = betaTails(n / 256, a, b);
    const back = betaTails(1 - n / 256, b, a);
    expect(Math.abs(there.lower - back.upper)).toBeLessThan(1e-11);
  }));
});

test("what has no answer is refused with its value", () => {
  expect(() => betaCdf(1.5, 1, 1)).toThrow("not 1.5");
  expect(() => betaCdf(0.5, 0, 1)).toThrow("not 0 and 1");
  expect(() => betaQuantile(-1, 1, 1)).toThrow("not -1");
  expect(() => logGamma(0)).toThrow("not 0");
  expect(() => normalQuantile(2)).toThrow("not 2");
});
