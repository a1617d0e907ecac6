/**
 * Does a text name somebody? Telephone numbers, addresses and names of persons, and labels of communities, are found in what
 * people write (French, English, Arabic) and masked before it leaves. A screen of small lists is no lock: it finds the usual
 * ways of naming, and a person still reads what is released. Names of places are not persons: "Woudou Thierno" is a village.
 */
import { readFileSync } from "node:fs";
import { plain } from "../methods/names/fold.ts";
import { communityLabels } from "./communities.ts";

export interface Finding {
  kind: "phone" | "email" | "handle" | "person" | "community";
  /** Places in the text, as JavaScript counts; `to` is behind the last character. */
  from: number;
  to: number;
}

export interface Screened { masked: string; findings: Finding[] }

/** Whether these words, as written, are the name of a place. */
export type Gazetteer = (words: string) => boolean;

const MASK = "[…]";

export function screen(text: string, { isPlace = () => false }: { isPlace?: Gazetteer } = {}): Screened {
  const findings = withoutOverlaps([...contacts(text), ...latinNames(text, isPlace), ...arabicNames(text), ...communities(text)]);
  let masked = "";
  let at = 0;
  for (const { from, to } of findings) {
    masked += text.slice(at, from) + MASK;
    at = to;
  }
  return { masked: masked + text.slice(at), findings };
}

function withoutOverlaps(found: Finding[]): Finding[] {
  const ordered = found.sort((a, b) => a.from - b.from || b.to - a.to);
  return ordered.filter(({ from }, i) => !ordered.slice(0, i).some((before) => before.to > from));
}

// ——— Contacts

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const HANDLE = /(?<![\p{L}\p{N}@/.])@[\p{L}\p{N}_]{3,30}/gu;
const NUMBER = /(?<![\p{L}\p{N}.,/-])(?:\+|00)?[\d٠-٩](?:[\s.\-()‑]{0,2}[\d٠-٩]){6,28}(?![\p{L}\p{N}])/gu;
/** What follows an amount, and no number that one could ring. */
const UNIT = /^\s?(?:F\s?CFA|FCFA|CFA|francs?|euros?|€|\$|dollars?|ouguiyas?|MRU|habitants?|inhabitants|people|personnes|réfugiés|refugees|tonnes?|têtes|heads?|km|ha|hectares?|ans|years)/iu;

function* contacts(text: string): Generator<Finding> {
  for (const { index, 0: words } of text.matchAll(EMAIL)) yield { kind: "email", from: index, to: index + words.length };
  for (const { index, 0: words } of text.matchAll(HANDLE)) yield { kind: "handle", from: index, to: index + words.length };
  for (const { index, 0: words } of text.matchAll(NUMBER)) if (isPhone(words, text.slice(index + words.length, index + words.length + 14))) yield { kind: "phone", from: index, to: index + words.length };
}

function isPhone(words: string, after: string): boolean {
  const digits = words.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/\D/g, "");
  if (/^(?:\+|00)/.test(words)) return digits.length >= 9;
  if (UNIT.test(after)) return false;
  // Days, resolutions with their year, pairs of years and decimals have as many digits.
  if (/^(?:19|20)\d{2}[\s./-]?(?:0?[1-9]|1[0-2])[\s./-]?[0-3]?\d$|^[0-3]?\d[\s./-]{1,2}[01]?\d[\s./-]{1,2}(?:19|20)\d{2}$|^\d{4} \((?:19|20)\d{2}$|^(?:19|20)\d{2}\s?[-–/]\s?(?:19|20)\d{2}$|^\d+\.\d+$/.test(words)) return false;
  // Senegal has nine digits, Mali and Mauritania eight, with the country's three before them or not; two numbers side by side
  // have sixteen or more. A round number of millions is an amount.
  const isLong = digits.length >= 16 || (digits.length >= 11 && /^2[2-4]\d/.test(digits));
  return (digits.length === 8 || digits.length === 9 || isLong) && !/^\d{1,3}(?:[ .]000){2}$/.test(words);
}

// ——— Names in Latin letters

interface Names { latin: string[]; arabic: string[] }
const read = <T>(name: string) => JSON.parse(readFileSync(new URL(`../../data/names/${name}.json`, import.meta.url), "utf8")) as T;
const titles = read<Names>("titles");
const given = read<Names>("given-names");
const family = read<{ latin: string[]; particles: string[]; arabicParticles: string[] }>("family-names");

const givenLatin = new Set(given.latin.map(plain));
const familyLatin = new Set(family.latin.map(plain));
const particles = new Set(family.particles.map(plain));
const titlesLatin = new Set(titles.latin.map(plain));
/** Titles that are a given name too, or part of a place's: only a title before a name of its own. */
const MOST_TITLE_WORDS = 3;

interface Word { text: string; plain: string; from: number; to: number; isCapital: boolean }

const WORD = /\p{L}[\p{L}\p{M}'’-]*/gu;

function* latinNames(text: string, isPlace: Gazetteer): Generator<Finding> {
  const words: Word[] = [...text.matchAll(WORD)].filter(({ 0: word }) => !/\p{Script=Arabic}/u.test(word))
    .map(({ 0: word, index }) => ({ text: word, plain: plain(word), from: index, to: index + word.length, isCapital: /^\p{Lu}/u.test(word) }));
  const follows = (i: number) => i > 0 && i < words.length && /^[\s.]*$/.test(text.slice(words[i - 1]!.to, words[i]!.from)) && !/\n/.test(text.slice(words[i - 1]!.to, words[i]!.from));
  for (let i = 0; i < words.length;) {
    const placeEnd = placeAt(words, i, follows, isPlace, text);
    if (placeEnd > i) { i = placeEnd; continue; }
    const titled = titleAt(words, i, follows);
    const begin = titled || i;
    const end = nameEnd(words, begin, follows, isPlace, text);
    const isNamed = end > begin && (titled > 0 ? isAfterTitle(words, begin, end) : isKnownName(words.slice(begin, end)));
    if (isNamed) yield { kind: "person", from: words[begin]!.from, to: words[end - 1]!.to };
    i = isNamed ? end : Math.max(i + 1, titled ? begin : i + 1);
  }
}

/** The longest run of words from here that names a place; i itself where none does. */
function placeAt(words: readonly Word[], i: number, follows: (i: number) => boolean, isPlace: Gazetteer, text: string): number {
  if (!words[i]!.isCapital) return i;
  let end = i;
  for (let n = i + 1; n <= Math.min(words.length, i + 4); n++) {
    if (n > i + 1 && !follows(n - 1)) break;
    if (isPlace(text.slice(words[i]!.from, words[n - 1]!.to))) end = n;
  }
  return end;
}

/** Behind a title that begins here, the index of the next word; 0 where none does. */
function titleAt(words: readonly Word[], i: number, follows: (i: number) => boolean): number {
  for (let count = MOST_TITLE_WORDS; count > 0; count--) {
    const run = words.slice(i, i + count);
    if (run.length < count || !titlesLatin.has(run.map(({ plain: word }) => word).join(" "))) continue;
    if (run.some((_, n) => n > 0 && !follows(i + n))) continue;
    if (follows(i + count) && words[i + count]!.isCapital) return i + count;
  }
  return 0;
}

/** A run of capitalised words, joined by the particles of names, that names no place. */
function nameEnd(words: readonly Word[], begin: number, follows: (i: number) => boolean, isPlace: Gazetteer, text: string): number {
  let end = begin;
  for (let i = begin; i < words.length && i < begin + 6; i++) {
    if (i > begin && !follows(i)) break;
    if (/[.]\s*$/.test(text.slice(words[i - 1]?.to ?? 0, words[i]!.from)) && i > begin) break;
    if (i > begin && words[i]!.isCapital && placeAt(words, i, follows, isPlace, text) > i && !familyLatin.has(words[i]!.plain)) break;
    if (words[i]!.isCapital) end = i + 1;
    else if (!particles.has(words[i]!.plain)) break;
  }
  return end;
}

/** A title and a name; a title before another title is none. In a headline all in capitals only known names are told from words. */
function isAfterTitle(words: readonly Word[], begin: number, end: number): boolean {
  const run = words.slice(begin, end);
  if (run.every(({ text }) => text === text.toUpperCase()) && run.some(({ text }) => text.length > 1)) return isKnownName(run);
  return run.some(({ plain: word }) => word.length > 1 && !titlesLatin.has(word)) || givenLatin.has(words[begin]!.plain);
}

/** Without a title: a given name, alone or with others, or a family name beside another name. */
function isKnownName(run: readonly Word[]): boolean {
  if (run.some(({ plain: word }) => givenLatin.has(word))) return true;
  return run.length > 1 && run.some(({ plain: word }, i) => i > 0 && familyLatin.has(word) && word.length > 2);
}

// ——— Names in Arabic letters: no capitals, so only what a title, a particle or a known given name announces

const titlesArabic = new Set(titles.arabic);
const givenArabic = new Set(given.arabic);
const particlesArabic = new Set(family.arabicParticles);

function* arabicNames(text: string): Generator<Finding> {
  const words = [...text.matchAll(/[\p{Script=Arabic}\p{M}]+/gu)].map(({ 0: word, index }) => ({ word: word.replace(/\p{M}/gu, ""), from: index, to: index + word.length }));
  for (let i = 0; i < words.length; i++) {
    const isTitled = titlesArabic.has(words[i]!.word);
    let begin = isTitled ? i + 1 : i;
    while (isTitled && begin < words.length && titlesArabic.has(words[begin]!.word)) begin++;
    if (begin >= words.length || (!isTitled && !givenArabic.has(words[begin]!.word))) continue;
    let end = begin + 1;
    // A name goes on over particles and further known names; after a title one word more is taken for the family's.
    while (end < words.length && end < begin + 6 && (particlesArabic.has(words[end]!.word) || particlesArabic.has(words[end - 1]!.word) || givenArabic.has(words[end]!.word))) end++;
    yield { kind: "person", from: words[begin]!.from, to: words[end - 1]!.to };
    i = end - 1;
  }
}

// ——— Labels of communities

function* communities(text: string): Generator<Finding> {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const label = plain(word);
    if (communityLabels().has(label) || (label.endsWith("s") && communityLabels().has(label.slice(0, -1)))) yield { kind: "community", from: index, to: index + word.length };
  }
}
