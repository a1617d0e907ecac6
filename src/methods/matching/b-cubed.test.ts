import fc from "fast-check";
import { expect, test } from "vitest";
import { bCubed } from "./b-cubed.ts";

// Counted by hand on the example of Amigó et al. (2009): two of three right in the first group, one alone in the second.
test("agrees with a count by hand", () => {
  const { precision, recall, f1 } = bCubed(["x", "x", "x", "y"], ["a", "a", "b", "b"]);
  expect(precision).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, 12);
  expect(recall).toBeCloseTo((1 + 1 + 1 / 2 + 1 / 2) / 4, 12);
  expect(f1).toBeCloseTo((2 * precision * recall) / (precision + recall), 12);
});

const groups = fc.array(fc.nat(5), { minLength: 1, maxLength: 40 });

test("the truth itself scores 1, whatever its groups are called", () => {
  fc.assert(fc.property(groups, (truth) => { expect(bCubed(truth.map((group) => `g${group}`), truth)).toEqual({ precision: 1, recall: 1, f1: 1 }); }));
});

test("all alone is precise, all together recalls everything; swapping the two swaps the measures", () => {
  fc.assert(fc.property(groups, groups, (a, b) => {
    const length = Math.min(a.length, b.length);
    const [found, truth] = [a.slice(0, length), b.slice(0, length)];
    expect(bCubed(found.map((_, i) => i), truth).precision).toBe(1);
    expect(bCubed(found.map(() => 0), truth).recall).toBeCloseTo(1, 12);
    const there = bCubed(found, truth);
    const back = bCubed(truth, found);
    expect(there.precision).toBeCloseTo(back.recall, 12);
    expect(there.recall).toBeCloseTo(back.precision, 12);
  }));
});

test("two lists of different length are no question", () => { expect(() => bCubed([1], [1, 2])).toThrow(RangeError); });
