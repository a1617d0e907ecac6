/**
 * Do two spellings name the same place?
 *
 * `fold` writes a name so that the usual spellings of West African places meet:
 * French, English, Fula, Soninke, Bambara and Arabic hands write the same sounds
 * differently (Dioumara, Dyoumara, Djoumara). `skeleton` keeps only consonants, in
 * classes, for hands that leave vowels out. Both are keys, never shown to people.
 *
 * Alphabet of a folded name: a–z without h, q, v, x, z, where c is the sound of
 * "ch", j that of "dj", and w and y stand only before vowels; words are parted by
 * single spaces. Errors on both sides are possible: Saré and Sar fold alike,
 * Bembou and Bambou do not. Rules: methods.md, section 8, extended by judgement.
 * Measured on the gazetteers: 25 % of 8,355 alternate names that are written
 * differently fold like the main name; 9 % of 11,437 villages fold like a place more
 * than 15 km away that is written differently. Merging o with u, e with i or dropping
 * a final i met 1 to 2 % more alternates and 2 to 4 % more strangers: not done.
 */
import { latinOfArabic } from "./arabic.ts";

const LETTERS: Readonly<Record<string, string>> = {
  ŋ: "ng", ɲ: "ny", ɓ: "b", ɗ: "d", ƴ: "y", ɛ: "e", ɔ: "o", œ: "oe", æ: "ae", ø: "o", đ: "d", ß: "ss", ı: "i",
};

/** In this order: later rules read what earlier ones wrote. Capitals are sounds already settled. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/ñ/g, "ny"],
  [/t?sch|tch|tsh|ch|sh/g, "C"],
  [/ph/g, "f"],
  [/gn(?=[aeiouy])|nh(?=[aeiouy])/g, "ny"],
  // A silent h, after the digraphs that need it: kh, gh, dh, th, final -h.
  [/h/g, ""],
  [/ç|c(?=[eiy])/g, "s"],
  [/gu(?=[eiy])/g, "g"],
  [/qu(?=[aeiou])|c|k|q|x/g, "k"],
  [/z/g, "s"],
  [/v/g, "w"],
  [/([a-z])\1+/gi, "$1"],
  [/dj|d[iy]{1,2}(?=[aeou])/g, "j"],
  [/ou|w/g, "u"],
  [/y/g, "i"],
  [/n(?=[bp])/g, "m"],
  [/([a-z])\1+/gi, "$1"],
  // Glides: the same letter between vowels and before them, whoever wrote it.
  [/i(?=[aeou])/g, "y"],
  [/u(?=[aeio])/g, "w"],
  [/C/g, "c"],
];

/** "el" comes and goes between a map's Latin and Arabic names. */
const ARTICLES = new Set(["el", "al", "ul"]);

export function fold(name: string): string {
  const words = unaccented(name).split(" ").map(foldWord).filter(Boolean);
  const telling = words.filter((word) => !ARTICLES.has(word));
  return (telling.length > 0 ? telling : words).join(" ");
}

/** Only what any keyboard gives: lower case, no accents, Arabic in Latin letters. For matching as one types. */
export function plain(name: string): string {
  return unaccented(name).replaceAll("ñ", "n").replaceAll("ç", "c");
}

/** Most words need none of the steps below. */
const ASCII = /^\p{ASCII}*$/u;

function unaccented(name: string): string {
  if (ASCII.test(name)) return name.toLowerCase().replace(/['`]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
  return latinOfArabic(name)
    .toLowerCase()
    .replace(/\P{ASCII}/gu, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFD")
    // ñ and ç are letters of their own here, not accents.
    .replace(/n\u0303/g, "ñ")
    .replace(/c\u0327/g, "ç")
    .replace(/\p{M}/gu, "")
    .replace(/['’‘ʼʿʾ`´]/g, "")
    .replace(/[^a-z0-9ñç]+/g, " ")
    .trim();
}

/** Consonants only, those alike that scripts confuse: k g, s ch, d dj, b p. A glide after a consonant is a vowel in Arabic. */
export function skeleton(name: string): string {
  return skeletonOfFolded(fold(name));
}

export function skeletonOfFolded(folded: string): string {
  return folded
    .replace(/(?<=[b-df-hj-np-tvxz])[wy]|[aeiou ]/g, "")
    .replace(/g/g, "k")
    .replace(/c/g, "s")
    .replace(/j/g, "d")
    .replace(/p/g, "b")
    .replace(/([a-z])\1+/g, "$1");
}

/** A folded beginning whose last letters may turn into another sound with the next letter typed. */
const OPEN_ENDS: readonly (readonly [RegExp, string])[] = [
  [/di?$/, "j"], [/o$/, "u"], [/[ou]$/, "w"], [/i$/, "y"], [/n$/, "m"], [/gn?$/, "ny"], [/[kst]$/, "c"], [/gu$/, "g"],
];

/** Di may become the Dy of Dyoumara, Ko the Kou of Koumba: what else a beginning may fold to. */
export function openEnds(folded: string): string[] {
  return OPEN_ENDS.filter(([end]) => end.test(folded)).map(([end, by]) => folded.replace(end, by));
}

function foldWord(word: string): string {
  const folded = RULES.reduce((text, [pattern, by]) => text.replace(pattern, by), word);
  // A final e is silent in French and written é, e or i elsewhere: without it they meet.
  return folded.length > 3 ? folded.replace(/e$/, "") : folded;
}
