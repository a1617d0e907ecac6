// What became of an event that should have been warned of; and that a small number in public cannot be worked out from the others.
import fc from "fast-check";
import { expect, test } from "vitest";
import { fateOf, LATE_HOURS } from "./missed.ts";
import { LEAST, publicPage, withheldTogether, type PublicQuality } from "./public.ts";

const event = { to: "2025-02-08" };
const known = "2025-02-09T06:00:00Z";
const after = (hours: number) => new Date(Date.parse(known) + hours * 3_600_000).toISOString();

test("warned in time, late, drafted and never sent, never, or known when nobody could be warned", () => {
  expect(fateOf(event, known, [{ alert: "a", sentAt: after(LATE_HOURS) }], false)).toEqual({ fate: "in-time", alert: "a", hours: LATE_HOURS });
  expect(fateOf(event, known, [{ alert: "a", sentAt: after(LATE_HOURS + 0.1) }], false)).toMatchObject({ fate: "late" });
  // The first that went out counts, and a draft beside it does not.
  expect(fateOf(event, known, [{ alert: "b" }, { alert: "c", sentAt: after(40) }, { alert: "a", sentAt: after(2) }], false)).toMatchObject({ fate: "in-time", alert: "a" });
  expect(fateOf(event, known, [{ alert: "b" }], false)).toEqual({ fate: "not-issued", alert: "b" });
  expect(fateOf(event, known, [], false)).toEqual({ fate: "missed" });
  expect(fateOf(event, "2025-03-09T06:00:00Z", [], false)).toEqual({ fate: "known-too-late" });
  expect(fateOf(event, "2025-03-09T06:00:00Z", [], true)).toEqual({ fate: "missed" });
});

test("where one part is withheld, every other part that is not zero is, too", () => {
  fc.assert(fc.property(fc.array(fc.nat(12), { minLength: 2, maxLength: 4 }), (parts) => {
    const shown = withheldTogether(parts);
    expect(shown.every((one, i) => one === null || one === parts[i])).toBe(true);
    expect(shown.some((one) => one !== null && one > 0 && one < LEAST)).toBe(false);
    if (shown.includes(null)) expect(shown.every((one) => one === null || one === 0)).toBe(true);
  }));
});

test("the page says the same numbers in three languages, and no number below five", () => {
  const found: PublicQuality = { country: "SN", from: "2024-01-01", to: "2024-12-31", leastShown: LEAST, alerts: 40, contactsAsked: 90, acknowledged: 80, inTime: null, true: 12, false: 6, unverifiable: 0, precision: 2 / 3, atThreshold: 30, warnedInTime: null, warnedLate: null, notWarned: 0 };
  for (const language of ["fr", "en", "ar"] as const) {
    const cells = [...publicPage(found, language).matchAll(/<td dir="ltr">([^<]*)<\/td>/g)].map(([, words]) => words);
    expect(cells).toEqual(["40", "90", "80", "&lt; 5", "12", "6", "0", "67 %", "30", "&lt; 5", "&lt; 5", "0"]);
  }
  expect(publicPage(found, "ar")).toContain('dir="rtl"');
});
