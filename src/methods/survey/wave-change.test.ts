import { expect, test } from "vitest";
import fc from "fast-check";
import { waveChange } from "./wave-change.ts";

test("agrees with R, and with Newcombe's own example (56 of 70, 48 of 80)", () => {
  // R: w <- function(x, n) prop.test(x, n, correct=FALSE)$conf.int; a <- w(56,70); b <- w(48,80); d <- 48/80 - 56/70
  // R: c(d - sqrt((48/80-b[1])^2 + (a[2]-.8)^2), d + sqrt((b[2]-.6)^2 + (.8-a[1])^2))
  const found = waveChange({ share: 0.8, asked: 70, designEffect: 1 }, { share: 0.6, asked: 80, designEffect: 1 });
  expect(found).toMatchObject({ isTested: true, isClear: true, assumesSimpleSample: false });
  if (!found.isTested) throw new Error("not tested");
  expect(found.lower).toBeCloseTo(-0.333872654036905858, 12);
  expect(found.upper).toBeCloseTo(-0.052431472402364926, 12);
});

test("a design effect divides what each wave is worth", () => {
  // R: the same with a <- w(.33*300, 300); b <- w(.25*400, 400)
  const found = waveChange({ share: 0.33, asked: 600, designEffect: 2 }, { share: 0.25, asked: 800, designEffect: 2 });
  if (!found.isTested) throw new Error("not tested");
  expect(found.lower).toBeCloseTo(-0.148012832209896417, 12);
  expect(found.upper).toBeCloseTo(-0.012374665314605973, 12);
  expect(waveChange({ share: 0.33, asked: 600 }, { share: 0.25, asked: 800 })).toEqual({ ...waveChange({ share: 0.33, asked: 600, designEffect: 1 }, { share: 0.25, asked: 800, designEffect: 1 }), assumesSimpleSample: true });
  expect(waveChange({ share: 0.33, asked: 600 }, { share: 0.25, asked: 800, designEffect: 2 })).toMatchObject({ assumesSimpleSample: true });
});

test("a wave that does not say how many it asked is not tested", () => {
  expect(waveChange({ share: 0.2 }, { share: 0.3, asked: 100 })).toEqual({ isTested: false, change: 0.3 - 0.2, why: "asked-unknown-before" });
  expect(waveChange({ share: 0.2, asked: 100 }, { share: 0.3 })).toMatchObject({ why: "asked-unknown-after" });
  expect(waveChange({ share: 0.2 }, { share: 0.3 })).toMatchObject({ why: "asked-unknown-in-both" });
});

const wave = fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), asked: fc.integer({ min: 1, max: 5000 }), designEffect: fc.double({ min: 1, max: 8, noNaN: true }) });

test("the interval holds the change, stays between -1 and 1, and turns round with the waves", () => {
  fc.assert(fc.property(wave, wave, (a, b) => {
    const [there, back] = [waveChange(a, b), waveChange(b, a)];
    if (!there.isTested || !back.isTested) throw new Error("not tested");
    expect(there.lower).toBeLessThanOrEqual(there.change + 1e-12);
    expect(there.upper).toBeGreaterThanOrEqual(there.change - 1e-12);
    expect(there.lower).toBeGreaterThanOrEqual(-1 - 1e-12);
    expect(there.upper).toBeLessThanOrEqual(1 + 1e-12);
    expect(there.lower).toBeCloseTo(-back.upper, 10);
  }));
});
