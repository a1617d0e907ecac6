import { expect, test } from "vitest";
import fc from "fast-check";
import { naturalClasses, roundestBetween } from "./natural-breaks.ts";

const spreadOf = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
};
const cost = (classes: readonly (readonly number[])[]) => classes.reduce((sum, one) => sum + spreadOf(one), 0);

/** Every way to cut a sorted list into so many runs. */
function* cuttings(sorted: readonly number[], classes: number): Generator<number[][]> {
  if (classes === 1) { yield [[...sorted]]; return; }
  for (let i = 1; i <= sorted.length - classes + 1; i++) for (const rest of cuttings(sorted.slice(i), classes - 1)) yield [sorted.slice(0, i), ...rest];
}

test("no other cut is better", () => {
  fc.assert(fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 4 }), (values, most) => {
    const sorted = [...values].sort((a, b) => a - b);
    const classes = Math.min(most, new Set(values).size);
    const best = Math.min(...[...cuttings(sorted, classes)].map(cost));
    const found = naturalClasses(values, most);
    expect(found).toHaveLength(classes);
    expect(found.flat()).toEqual(sorted);
    expect(cost(found)).toBeCloseTo(best, 6);
  }));
});

test("equal values are never parted", () => {
  fc.assert(fc.property(fc.array(fc.nat(8), { maxLength: 40 }), (values) => {
    const found = naturalClasses(values, 5);
    return found.every((one, i) => i === 0 || found[i - 1]!.at(-1)! < one[0]!);
  }));
});

// R: classInt::classIntervals(c(1,1,2,2,3,9,10,11,40,41,120), 4, style = "fisher")$brks cuts at 6, 25.5 and 80.5
test("clear groups are found", () => {
  expect(naturalClasses([1, 1, 2, 2, 3, 9, 10, 11, 40, 41, 120], 4).map((one) => one[0])).toEqual([1, 9, 40, 120]);
});

test("no value, no class", () => {
  expect(naturalClasses([], 5)).toEqual([]);
});

test.each([[3, 9, 5], [11, 40, 40], [41, 120, 100], [99, 101, 100], [0.12, 0.19, 0.15], [4, 5, 5], [-3, 2, 0], [-9, -3, -5], [1234, 1235, 1235]])(
  "between %d and %d the roundest is %d", (low, high, roundest) => { expect(roundestBetween(low, high)).toBe(roundest); });

test("the roundest lies in the gap", () => {
  fc.assert(fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (low, more) => {
    const high = low + more;
    const found = roundestBetween(low, high);
    return found > low && found <= high;
  }));
});
