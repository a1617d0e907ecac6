// What was answered is what is sent: nothing added, nothing lost, "I do not know" apart from what was not asked.
import fc from "fast-check";
import { expect, test } from "vitest";
import { checked, Sent } from "../../src/field/intake/incoming.ts";
import { DON_T_KNOW, isEmpty, maySend, reportOf, WHEN_WORDS, type Draft } from "./draft.ts";
import { rounded, ROUNDINGS_KM } from "./places/rounding.ts";
import { GROUPS } from "./subjects.ts";
import { uuid7 } from "./uuid.ts";

const subjects = GROUPS.flatMap(({ subjects: some }) => some.map(({ name }) => name));
const said = fc.string({ minLength: 1, maxLength: 60 }).map((words) => words.trim()).filter(Boolean);
const draft: fc.Arbitrary<Draft> = fc.record({
  subject: fc.constantFrom(...subjects), count: fc.oneof(fc.nat(100_000), fc.constant(DON_T_KNOW as typeof DON_T_KNOW)),
  where: fc.oneof(fc.constant(DON_T_KNOW as typeof DON_T_KNOW), fc.record({ place: said, placeId: fc.uuid(), area: fc.constant("SN0501"), within: fc.array(said) }), fc.record({ near: said, towards: said }), fc.record({ point: fc.tuple(fc.double({ min: -17, max: -5, noNaN: true }), fc.double({ min: 10, max: 20, noNaN: true })), roundedKm: fc.constantFrom(...ROUNDINGS_KM) })),
  when: fc.oneof(fc.constantFrom(...WHEN_WORDS), fc.constant("2026-11-24")), howKnown: fc.constantFrom("seen", "heard", "told", DON_T_KNOW) as fc.Arbitrary<Draft["howKnown"]>,
  words: said, phone: fc.constant("+221770000000"), attached: fc.array(fc.record({ key: fc.uuid(), type: fc.constant("image/jpeg"), bytes: fc.nat(200_000), sha256: fc.constant("0".repeat(64)) }), { maxLength: 3 }),
}, { requiredKeys: [] });

test("whatever is answered, the server takes it", () => {
  fc.assert(fc.property(draft, (answers) => {
    if (!maySend(answers)) return;
    const report = reportOf(uuid7(), answers, "fr");
    expect(() => Sent.parse(JSON.parse(JSON.stringify(report)))).not.toThrow();
    expect(() => checked(report)).not.toThrow();
  }));
});

test("what the phone keeps for the eye is not sent, nor a key of its own store", () => {
  const wire = JSON.stringify(reportOf(uuid7(), { subject: "cattle", where: { place: "Bakel", within: ["Tambacounda"] }, attached: [{ key: "key-of-the-store", type: "image/jpeg", bytes: 1, sha256: "0".repeat(64) }] }, "fr"));
  expect(wire).not.toMatch(/Tambacounda|key-of-the-store/);
});

test("not known is said, not asked is not", () => {
  expect(reportOf("x", { subject: "cattle", count: DON_T_KNOW, where: DON_T_KNOW, when: DON_T_KNOW, howKnown: DON_T_KNOW }, "ff")).toEqual({
    id: "x", way: "web", language: "fr", said: { kind: "cattle-theft" }, answers: { count: DON_T_KNOW, where: DON_T_KNOW, when: DON_T_KNOW, howKnown: DON_T_KNOW },
  });
  expect(reportOf("x", { subject: "cattle", count: 0 }, "ar")).toEqual({ id: "x", way: "web", language: "ar", said: { kind: "cattle-theft", numbers: [{ value: 0, of: "animals" }] } });
});

test("nothing at all cannot be sent; a photograph alone can", () => {
  expect([isEmpty({}), maySend({}), maySend({ words: "  " }), maySend({ phone: "+221770000000" })]).toEqual([true, false, false, false]);
  expect(maySend({ attached: [{ key: "k", type: "image/jpeg", bytes: 1, sha256: "0".repeat(64) }] })).toBe(true);
});

test("a report in Arabic with 300 letters of one's own stays under two kilobytes with what a browser adds", () => {
  const wire = JSON.stringify(reportOf(uuid7(), { subject: "cattle", count: 40, where: { place: "Bakel", placeId: uuid7(), area: "SN0501" }, when: "2026-11-24", howKnown: "seen", words: "ه".repeat(300), phone: "+221770000000" }, "ar"));
  expect(Buffer.byteLength(wire)).toBeLessThan(1_200);
});

test("a point says no more than its square: every point of it becomes the same one, and stays within it", () => {
  fc.assert(fc.property(fc.double({ min: -17, max: -5, noNaN: true }), fc.double({ min: 10, max: 20, noNaN: true }), fc.constantFrom(...ROUNDINGS_KM), (lon, lat, km) => {
    const [east, north] = rounded([lon, lat], km);
    expect(rounded([east, north], km)).toEqual([east, north]);
    const off = Math.hypot((east - lon) * Math.cos((north * Math.PI) / 180), north - lat) * 111.2;
    expect(off).toBeLessThanOrEqual(km * Math.SQRT1_2 + 0.02);
  }));
});

test("ids sort by their moment, are of version 7 and never twice the same", () => {
  const ids = Array.from({ length: 500 }, (_, at) => uuid7(1_700_000_000_000 + at));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(Array.from({ length: 500 }, () => uuid7(5))).size).toBe(500);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(ids[3]!.replaceAll("-", "").slice(0, 12), 16)).toBe(1_700_000_000_003);
});
