import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical } from "./canonical.ts";

// RFC 8785, section 3.2.3 (sorting) and appendix B (numbers)
test("agrees with the standard's examples", () => {
  expect(canonical({ "\u20ac": "Euro", "\r": "CR", "1": "One", "\u0080": "Control", "\u00f6": "ö", "\ud83d\ude00": "smile", "\ufb33": "dalet" }))
    .toBe('{"\\r":"CR","1":"One","\u0080":"Control","\u00f6":"ö","\u20ac":"Euro","\ud83d\ude00":"smile","\ufb33":"dalet"}');
  expect(canonical([333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0])).toBe("[333333333.3333333,1e+30,4.5,0.002,1e-27,0]");
});

test("the order of keys does not matter, and it reads back as the same value", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const words = canonical(value);
    const shuffled = JSON.parse(words, (_, inner) => (inner && typeof inner === "object" && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).reverse()) : inner));
    expect(canonical(shuffled)).toBe(words);
    expect(JSON.parse(words)).toEqual(JSON.parse(JSON.stringify(value)));
  }));
});

test("what has no canonical form is refused", () => {
  expect(() => canonical(Number.NaN)).toThrow(RangeError);
  expect(() => canonical({ f: () => 1 })).toThrow(TypeError);
});
