import { expect, test } from "vitest";
import fc from "fast-check";
import { studentQuantile } from "./student.ts";

// R: qt(p, df)
for (const [p, df, value] of [
  [0.975, 1, 12.70620473617469415], [0.975, 14, 2.14478668791780391], [0.6, 3.7, 0.27216446429206936],
  [1e-10, 5, -156.82559270889427694], [0.025, 200.5, -1.97186629030437666], [0.999, 1e6, 3.0902404563165193],
] as const)
  test(`agrees with R: qt(${p}, ${df})`, () => expect(studentQuantile(p, df) / value).toBeCloseTo(1, 11));

test("endless degrees of freedom are the normal distribution, and half lies below 0", () => {
  expect(studentQuantile(0.975, Infinity)).toBeCloseTo(1.959963984540054, 12); // R: qnorm(.975)
  expect(studentQuantile(0.5, 3)).toBe(0);
});

test("it rises with p, falls towards the normal with more degrees of freedom, and mirrors itself", () => {
  fc.assert(fc.property(fc.double({ min: 0.51, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 500 }), (p, df) => {
    const value = studentQuantile(p, df);
    expect(studentQuantile(1 - p, df)).toBeCloseTo(-value, 6);
    expect(studentQuantile(p, df + 1)).toBeLessThan(value);
  }));
});

test("impossible questions are refused", () => {
  expect(() => studentQuantile(2, 3)).toThrow("not 2");
  expect(() => studentQuantile(0.5, 0)).toThrow("not 0");
});
