import { expect, test } from "vitest";
import fc from "fast-check";
import { jaroWinkler } from "./jaro-winkler.ts";

// The anchors of methods.md, section 8.
for (const [a, b, similarity] of [
  ["MARTHA", "MARHTA", 0.9611111111], ["DIXON", "DICKSONX", 0.8133333333],
  ["kidira", "kidirah", 0.9714285714], ["diema", "dieema", 0.9611111111],
] as const)
  test(`${a} and ${b}`, () => expect(jaroWinkler(a, b)).toBeCloseTo(similarity, 9));

test("nothing in common is 0, the same is 1, and the order of the two does not matter", () => {
  expect(jaroWinkler("abc", "xyz")).toBe(0);
  expect(jaroWinkler("", "abc")).toBe(0);
  expect(jaroWinkler("", "")).toBe(1);
  const word = fc.string({ unit: fc.constantFrom("a", "b", "k", "i", "r"), maxLength: 10 });
  fc.assert(fc.property(word, word, (a, b) => {
    const likeness = jaroWinkler(a, b);
    expect(likeness >= 0 && likeness <= 1).toBe(true);
    expect(likeness === 1).toBe(a === b);
    expect(Math.abs(likeness - jaroWinkler(b, a))).toBeLessThan(0.06);
  }));
});
