import { expect, test } from "vitest";
import fc from "fast-check";
import { fold, plain, skeleton } from "./fold.ts";

// Pairs that GeoNames, the report or a map write for one place.
for (const [one, other] of [
  ["Dioumara", "Dyoumara"], ["Diéma", "Dyéma"], ["Khossanto", "Kossanto"], ["Mamakhono", "Mamakono"],
  ["Kéniéba", "Kényéba"], ["Goudiry", "Goudiri"], ["Missirah Sirimana", "Misira Sirimana"], ["Kidira", "KIDIRAH"],
  ["Ñoro", "Nyoro"], ["Magnan", "Manyan"], ["Sambabougou", "Sanbabougou"], ["Cissokho", "Sissoko"],
  ["Woudou Thierno", "Oudou Tierno"], ["Aïoun el Atrouss", "Aioun Atrouss"], ["N’Diaye", "Ndiaye"],
  ["Dialakoto", "Dialacoto"], ["Faɗɗo", "Faddo"], ["Tchad", "Chad"], ["Saphané", "Safane"],
] as const)
  test(`${one} folds as ${other}`, () => expect(fold(one)).toBe(fold(other)));

for (const [one, other] of [
  ["Bembou", "Bambou"], ["Saraya", "Siraya"], ["Kidira", "Kidiba"], ["Diéma", "Dioumara"], ["Nioro", "Noro"],
] as const)
  test(`${one} does not fold as ${other}`, () => expect(fold(one)).not.toBe(fold(other)));

for (const [arabic, latin] of [["كيديرا", "Kidira"], ["كيفة", "Kiffa"]] as const)
  test(`${arabic} folds as ${latin}`, () => expect(fold(arabic)).toBe(fold(latin)));

for (const [arabic, latin] of [
  ["باكل", "Bakel"], ["نواكشوط", "Nouakchott"], ["سيليبابي", "Sélibaby"], ["كيهيدي", "Kaédi"], ["النعمة", "Néma"],
  ["شنقيط", "Chinguetti"], ["كينيبا", "Kéniéba"],
] as const)
  test(`${arabic} has the consonants of ${latin}`, () => expect(skeleton(arabic)).toBe(skeleton(latin)));

test("short vowels are read where Arabic writes them", () => {
  expect(fold("بَاكِل")).toBe("bakil");
});

test("plain keeps the letters of the keyboard and nothing else", () => {
  expect(plain("  Kéniéba-Ñoro (N’Diaye) ")).toBe("kenieba noro ndiaye");
});

test("what says nothing folds to nothing, and an article alone stays", () => {
  expect(fold(" – ' ! ")).toBe("");
  expect(fold("El")).toBe("el");
});

test("every text folds, to its own alphabet, whatever its case, accents or doubled letters", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => /^[a-z0-9]*( [a-z0-9]+)*$/.test(fold(text))));
  const word = fc.string({ unit: fc.constantFrom(..."abdegiklmnorstu".split("")), minLength: 1, maxLength: 12 });
  fc.assert(fc.property(word, (text) => {
    expect(fold(text.toUpperCase())).toBe(fold(text));
    expect(fold([...text].map((letter) => `${letter}\u0301`).join(""))).toBe(fold(text));
    expect(skeleton(text)).not.toMatch(/[aeiou ]/);
  }));
});
