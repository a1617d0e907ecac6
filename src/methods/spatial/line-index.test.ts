import { expect, test } from "vitest";
import fc from "fast-check";
import { LineIndex } from "./line-index.ts";
import { distanceToLineM } from "./line.ts";

const inRegion = fc.tuple(
  fc.double({ min: -18, max: 5, noNaN: true }),
  fc.double({ min: 8, max: 28, noNaN: true }),
);
const lines = fc
  .array(fc.array(inRegion, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 20 })
  .map((all) => all.map((line, key) => ({ key, line })));

test("the nearest line is the one that measuring them all finds", () => {
  fc.assert(fc.property(lines, inRegion, (all, p) => {
    const found = new LineIndex(all).nearest(...p)!;
    const nearest = Math.min(...all.map(({ line }) => distanceToLineM(p, line)!));
    expect(Math.abs(found.distanceM - nearest)).toBeLessThan(1e-6);
    expect(Math.abs(distanceToLineM(p, all[found.key]!.line)! - nearest)).toBeLessThan(1e-6);
    expect(distanceToLineM(found.point, all[found.key]!.line)!).toBeLessThan(1e-5);
  }));
});

test("the lines within a radius are those that measuring them all finds, nearest first", () => {
  fc.assert(fc.property(lines, inRegion, fc.integer({ min: 1, max: 1_500_000 }), (all, p, radius) => {
    const found = new LineIndex(all).within(...p, radius);
    const near = all.filter(({ line }) => distanceToLineM(p, line)! <= radius);
    expect(found.map(({ key }) => key).sort()).toEqual(near.map(({ key }) => key).sort());
    for (let i = 1; i < found.length; i++) expect(found[i - 1]!.distanceM).toBeLessThanOrEqual(found[i]!.distanceM);
  }));
});

test("lines that differ by a rounding still come nearest first", () => {
  // Found by fast-check.
  const found = new LineIndex([
    { key: 0, line: [[0, 8], [0, 9.918896941362316]] },
    { key: 1, line: [[0, 8.000000000000005], [0, 23.7265481430401]] },
    { key: 2, line: [[0, 8]] },
  ]).within(0, 8.000000000000007, 1);
  expect(found.map(({ distanceM }) => distanceM)).toEqual(found.map(({ distanceM }) => distanceM).sort((a, b) => a - b));
});

test("an arc that bulges north of both its ends is found from up there", () => {
  const index = new LineIndex([
    { key: "arc", line: [[-18, 28], [5, 28]] },
    { key: "decoy", line: [[-6.5, 29.2], [-6.4, 29.2]] },
  ]);
  // R: st_distance gives 57336.5291 m to the arc from (-6.5, 29); the decoy is 22 km away
  expect(index.nearest(-6.5, 29)!.key).toBe("decoy");
  expect(index.nearest(-6.5, 28.5)!.key).toBe("arc");
  expect(index.within(-6.5, 28.5, 2_000).map(({ key }) => key)).toEqual(["arc"]);
});

test("parts of one river count once; no lines, no answer", () => {
  const index = new LineIndex([
    { key: "Falémé", line: [[-12, 14], [-12, 13]] },
    { key: "Falémé", line: [[-12, 13], [-11.5, 12.5]] },
  ]);
  expect(index.within(-12, 13, 5_000)).toHaveLength(1);
  expect(new LineIndex([]).nearest(0, 0)).toBeUndefined();
  expect(new LineIndex([]).within(0, 0, 1e6)).toEqual([]);
});
