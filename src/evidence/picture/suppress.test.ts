import fc from "fast-check";
import { expect, test } from "vitest";
import { totalOf, withheld } from "./suppress.ts";

const toll = fc.record({ count: fc.nat(30), fatalities: fc.nat(30), unknown: fc.nat(3) });
const k = fc.integer({ min: 1, max: 10 });

test("a small count is not shown, any other is; zero stays zero", () => {
  fc.assert(fc.property(toll, k, (one, least) => {
    const shown = withheld(one, one.count > 0 ? "value" : "zero", least);
    const isSmall = one.count > 0 && one.count < least;
    expect(shown.count).toBe(isSmall ? null : one.count);
    expect(shown.state).toBe(isSmall ? "suppressed" : one.count > 0 ? "value" : "zero");
    if (isSmall || (one.fatalities > 0 && one.fatalities < least)) expect(shown.fatalities).toBeNull();
  }));
});

test("the total gives no withheld count away: it is the same whatever the small counts are", () => {
  fc.assert(fc.property(fc.array(toll), k.filter((least) => least > 1), fc.integer({ min: 1, max: 9 }), (tolls, least, other) => {
    const small = Math.min(other, least - 1);
    const shown = (replace: boolean) => tolls.map((one) => withheld(replace && one.count > 0 && one.count < least ? { ...one, count: small } : one, "value", least));
    expect(totalOf(shown(true))).toEqual(totalOf(shown(false)));
  }));
});

test("with 1 every count is shown", () => {
  fc.assert(fc.property(toll, (one) => { expect(withheld(one, "value", 1).count).toBe(one.count); }));
});
