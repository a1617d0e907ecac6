import fc from "fast-check";
import { expect, test } from "vitest";
import { isCode } from "../../platform/codes.ts";
import { readSms } from "./sms-message.ts";
import { KIND_PHRASES } from "./sms-words.ts";

const TUESDAY = "2026-11-24";

for (const [text, said] of [
  ["BAKEL vol betail 40 hier", { place: "bakel", kind: "cattle-theft", numbers: [{ value: 40 }], on: "2026-11-23" }],
  ["hier, 40 boeufs: VOL DE BÉTAIL à Bakel!!", { place: "bakel", kind: "cattle-theft", numbers: [{ value: 40, of: "boeufs" }], on: "2026-11-23" }],
  ["Flood near Kidira today, seen", { near: "kidira", kind: "flood", numbers: [], on: TUESDAY, howKnown: "seen" }],
  ["hommes armés près de Diboli vers Kayes lundi", { near: "diboli", towards: "kayes", kind: "armed-visit", numbers: [], on: "2026-11-23" }],
  ["سرقة مواشي باكل أمس ٤٠", { place: "باكل", kind: "cattle-theft", numbers: [{ value: 40 }], on: "2026-11-23" }],
  ["saint louis inondation 30/12", { place: "saint louis", kind: "flood", numbers: [], on: "2025-12-30" }],
  ["attaque Bakel vol betail", { place: "bakel", kind: "armed-attack", numbers: [] }],
  ["avant-hier enlèvement Aroundou", { place: "aroundou", kind: "abduction", numbers: [], on: "2026-11-22" }],
] as const)
  test(`reads: ${text}`, () => { expect(readSms(text, TUESDAY)).toEqual(said); });

test("one question is asked back, the place first", () => {
  expect(readSms("vol betail 40 hier", TUESDAY).ask).toBe("place");
  expect(readSms("BAKEL hier", TUESDAY).ask).toBe("kind");
  expect(readSms("", TUESDAY).ask).toBe("place");
  expect(readSms("BAKEL crue", TUESDAY).ask).toBeUndefined();
});

test("a word of two meanings is asked about", () => {
  for (const text of ["Kenieba mine", "Bakel coups de feu"]) expect(readSms(text, TUESDAY).ask).toBe("kind");
});

test("days that cannot be stay unsaid, and phone numbers are no counts", () => {
  expect(readSms("Bakel crue 31/02", TUESDAY)).toEqual({ place: "bakel", kind: "flood", numbers: [] });
  expect(readSms("Bakel crue 25/11/2026", TUESDAY).on).toBeUndefined();
  expect(readSms("Bakel crue 771234567", TUESDAY).numbers).toEqual([]);
});

test("every word list means a code that the house knows", () => {
  for (const [phrase, code] of KIND_PHRASES) expect(isCode("event-kind", code), phrase).toBe(true);
});

test("any text is read without a fault, and numbers stay finite", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => readSms(text, TUESDAY).numbers.every(({ value }) => Number.isSafeInteger(value))));
});
