import { expect, test } from "vitest";
import fc from "fast-check";
import { dot, eigen, inverse, times } from "./linear.ts";

// R: set H <- 1 / outer(1:4, 0:3, "+"); solve(H); eigen(H)
const hilbert = Array.from({ length: 4 }, (_, i) => Array.from({ length: 4 }, (_value, j) => 1 / (i + j + 1)));

test("the inverse agrees with R", () => {
  const found = inverse(hilbert)!;
  [[16, -120, 240, -140], [-120, 1200, -2700, 1680], [240, -2700, 6480, -4200], [-140, 1680, -4200, 2800]].forEach((row, i) =>
    row.forEach((value, j) => expect(found[i]![j]! / value).toBeCloseTo(1, 9)));
});

test("the eigenvalues and the first vector agree with R", () => {
  const found = eigen(hilbert);
  [1.5002142800592428, 0.16914122022144999, 0.0067382736057606964, 0.00009670230402258897].forEach((value, i) => expect(found[i]!.value).toBeCloseTo(value, 13));
  [0.79260829116376, 0.45192312090160, 0.32241639858182, 0.25216116968824].forEach((value, i) => expect(found[0]!.vector[i]).toBeCloseTo(value, 10));
});

test("a column that is the sum of others has no inverse", () => {
  expect(inverse([[1, 2], [2, 4]])).toBeUndefined();
  expect(inverse([[0]])).toBeUndefined();
});

const symmetric = fc.integer({ min: 1, max: 6 }).chain((n) => fc.array(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: n, maxLength: n }), { minLength: n, maxLength: n })
  .map((rows) => rows.map((a, i) => rows.map((b, j) => dot(a, b) + (i === j ? 1 : 0)))));

test("a matrix times its inverse is one, and each vector is stretched by its value", () => {
  fc.assert(fc.property(symmetric, (matrix) => {
    const back = inverse(matrix)!;
    matrix.forEach((row, i) => back.forEach((_, j) => expect(dot(row, back.map((r) => r[j]!))).toBeCloseTo(i === j ? 1 : 0, 7)));
    for (const { value, vector } of eigen(matrix)) {
      expect(dot(vector, vector)).toBeCloseTo(1, 10);
      times(matrix, vector).forEach((entry, i) => expect(entry).toBeCloseTo(value * vector[i]!, 8));
    }
  }));
});
