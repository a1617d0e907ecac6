import { expect, test } from "vitest";
import fc from "fast-check";
import { codesOf, distanceOfCodes, spellingDistance } from "./spelling-distance.ts";

for (const [a, b, distance] of [
  ["bambu", "bembu", 0.5], ["bambu", "sembu", 1.5], ["gemej", "gemeji", 0.5], ["bakl", "bakel", 0.5],
  ["kidira", "gidira", 0.5], ["kidira", "kidria", 0.7], ["kidira", "kidiba", 1], ["kidira", "", 4.5],
] as const)
  test(`${a} and ${b || "nothing"} are ${distance} apart`, () => expect(spellingDistance(a, b)).toBeCloseTo(distance, 9));

const word = fc.string({ unit: fc.constantFrom(..."abdegikmrst".split("")), maxLength: 9 });

test("the same is 0 apart, both ways are equal, and never more than every letter", () => {
  fc.assert(fc.property(word, word, (a, b) => {
    const distance = spellingDistance(a, b);
    expect(distance === 0).toBe(a === b);
    expect(distance).toBeCloseTo(spellingDistance(b, a), 9);
    expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
  }));
});

test("a limit changes no answer within it, and answers Infinity beyond", () => {
  const limit = fc.integer({ min: 0, max: 8 }).map((n) => n / 2);
  fc.assert(fc.property(word, word, limit, (a, b, most) => {
    const letters = codesOf(b);
    const limited = distanceOfCodes(codesOf(a), letters, 0, letters.length, most);
    const full = spellingDistance(a, b);
    expect(limited).toBe(full <= most ? full : Infinity);
  }));
});

test("a beginning costs nothing", () => {
  fc.assert(fc.property(word, word, (a, rest) => {
    const letters = codesOf(a + rest);
    return distanceOfCodes(codesOf(a), letters, 0, letters.length, 9, true) === 0;
  }));
});
