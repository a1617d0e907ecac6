import { expect, test } from "vitest";
import { normalPair, normals, poisson, seeded, weighted } from "./random.ts";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const draws = <T>(n: number, draw: () => T) => Array.from({ length: n }, draw);

test("the same seed gives the same numbers, another seed others", () => {
  expect(draws(5, seeded(7))).toEqual(draws(5, seeded(7)));
  expect(draws(5, seeded(7))).not.toEqual(draws(5, seeded(8)));
});

test("uniform: mean ½, variance 1/12, and no value outside [0, 1)", () => {
  const values = draws(50_000, seeded(1));
  expect(mean(values)).toBeCloseTo(0.5, 2);
  expect(mean(values.map((u) => (u - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
});

test.each([0, 0.3, 4, 95])("Poisson(%d): mean and variance agree within five standard errors", (rate) => {
  const random = seeded(rate * 10 + 3);
  const values = draws(20_000, () => poisson(random, rate));
  const error = 5 * Math.sqrt(rate / values.length);
  expect(Math.abs(mean(values) - rate)).toBeLessThanOrEqual(error);
  const variance = mean(values.map((value) => (value - rate) ** 2));
  expect(Math.abs(variance - rate)).toBeLessThanOrEqual(5 * Math.sqrt((rate + 2 * rate * rate) / values.length));
});

test("normal: mean 0, variance 1", () => {
  const random = seeded(5);
  const values = draws(20_000, () => normalPair(random)).flat();
  expect(Math.abs(mean(values))).toBeLessThan(0.03);
  expect(Math.abs(mean(values.map((z) => z * z)) - 1)).toBeLessThan(0.04);
});

test("a stream of normal draws is the pairs one after the other", () => {
  const [stream, random] = [normals(seeded(6)), seeded(6)];
  expect(draws(6, stream)).toEqual(draws(3, () => normalPair(random)).flat());
});

test("weighted choices come up by their weights, and weight 0 never", () => {
  const random = seeded(9);
  const picked = draws(20_000, () => weighted(random, [["a", 3], ["b", 1], ["never", 0]] as const));
  expect(picked.filter((choice) => choice === "a").length / picked.length).toBeCloseTo(0.75, 2);
  expect(picked).not.toContain("never");
});
