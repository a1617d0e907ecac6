import fc from "fast-check";
import { expect, test } from "vitest";
import { MARKINGS, markingOf, mayRead, rankOf, strictest } from "./marking.ts";

const marking = fc.constantFrom(...MARKINGS);
const row = fc.record({ marking, owner: fc.constantFrom("SN", "ML"), exercise: fc.boolean() });
const reader = fc.record({ clearance: fc.integer({ min: -1, max: 4 }), organisation: fc.constantFrom("SN", "ML", ""), exercise: fc.boolean() });

test("more clearance never reads less", () => {
  fc.assert(fc.property(reader, row, (who, what) => {
    if (mayRead(who, what)) expect(mayRead({ ...who, clearance: 4 }, what)).toBe(true);
  }));
});

test("an exercise and the actual world never meet, but for the ground that both stand on", () => {
  fc.assert(fc.property(reader, row, (who, what) => {
    if (who.exercise !== what.exercise) expect(mayRead(who, what)).toBe(false);
    if (what.exercise && !who.exercise) expect(mayRead(who, what, true)).toBe(false);
    if (!what.exercise) expect(mayRead({ ...who, exercise: true }, what, true)).toBe(mayRead({ ...who, exercise: false }, what, true));
  }));
});

test("AMBER+STRICT and RED stay with their owner; without a clearance nothing is read", () => {
  fc.assert(fc.property(reader, row, (who, what) => {
    if (rankOf(what.marking) >= 3 && who.organisation !== what.owner) expect(mayRead(who, what)).toBe(false);
    expect(mayRead({ ...who, clearance: -1 }, what)).toBe(false);
  }));
});

test("the strictest of several wins, and of none RED", () => {
  fc.assert(fc.property(fc.array(marking, { minLength: 1 }), (markings) => {
    expect(rankOf(strictest(markings))).toBe(Math.max(...markings.map(rankOf)));
  }));
  expect(strictest([])).toBe("RED");
  expect(() => markingOf(5)).toThrow(RangeError);
});
