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

export const MASK = "[…]";

export interface ScreenOptions {
  isPlace?: Gazetteer;
  /**
   * Of what somebody reports: any capitalised word within a sentence is taken for a name unless it is known to be none, for a
   * mask too many costs a look and a name too many may cost a life.
   */
  isCautious?: boolean;
  /** Names to go by: others than the shipped ones, to measure what a screen finds that does not know them. */
  known?: KnownNames;
}

export function screen(text: string, { isPlace = () => false, isCautious = false, known = KNOWN }: ScreenOptions = {}): Screened {
  const findings = withoutOverlaps([...contacts(text), ...latinNames(text, isPlace, known, isCautious), ...arabicNames(text, isPlace, known, isCautious), ...communities(text)]);
  let masked = "";
  let at = 0;
  for (const { from, to } of findings) {
    masked += text.slice(at, from) + MASK;
    at = to;
  }
  return { masked: masked + text.slice(at), findings };
}

function withoutOverlaps(found: Finding[]): Finding[] {
  let end = 0;
  return found.sort((a, b) => a.from - b.from || b.to - a.to).filter(({ from, to }) => {
    const isFree = from >= end;
    end = Math.max(end, to);
    return isFree;
  });
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
const family = read<Names & { particles: string[]; arabicParticles: string[] }>("family-names");

export interface KnownNames { given: ReadonlySet<string>; family: ReadonlySet<string>; givenArabic: ReadonlySet<string>; familyArabic: ReadonlySet<string> }

/** @param isLeftOut names that the screen is not to know */
export function knownNames(isLeftOut: (name: string) => boolean = () => false): KnownNames {
  const given = read<Names>("given-names");
  const kept = (names: readonly string[]) => names.filter((name) => !isLeftOut(name));
  return { given: new Set(kept(given.latin).map(plain)), family: new Set(kept(family.latin).map(plain)), givenArabic: new Set(kept(given.arabic)), familyArabic: new Set(kept(family.arabic)) };
}
const KNOWN = knownNames();

const particles = new Set(family.particles.map(plain));
const titlesLatin = new Set(titles.latin.map(plain));
/** Titles that are a given name too, or part of a place's: only a title before a name of its own. */
const MOST_TITLE_WORDS = 3;
/** Given names that are everyday words too where they are written small. */
const ALSO_WORDS = new Set(["said", "landing", "anta", "assa", "fily", "haby", "raby", "hama", "mama", "sira", "saly", "fanta", "adama", "aida", "amina", "aly", "khalifa", "papa", "nana", "samba", "bouna", "gora", "fode", "mody", "pape", "binta", "awa", "lala", "baba", "lamine"]);
/** What stands before a place: a name that is a village's too is the village's behind it. */
const BEFORE_PLACES = new Set("a de du des d vers pres depuis entre et village hameau ville secteur commune quartier foret route jusqu l in at near from to towards between and of around".split(" "));

interface Word { text: string; plain: string; from: number; to: number; isCapital: boolean }

const WORD = /\p{L}[\p{L}\p{M}'’-]*/gu;

function* latinNames(text: string, isPlace: Gazetteer, known: KnownNames, isCautious: boolean): Generator<Finding> {
  const words: Word[] = [...text.matchAll(WORD)].filter(({ 0: word }) => !/\p{Script=Arabic}/u.test(word))
    .map(({ 0: word, index }) => ({ text: word, plain: plain(word), from: index, to: index + word.length, isCapital: /^\p{Lu}/u.test(word) }));
  const follows = (i: number) => i > 0 && i < words.length && /^[\s.]*$/.test(text.slice(words[i - 1]!.to, words[i]!.from)) && !/\n/.test(text.slice(words[i - 1]!.to, words[i]!.from));
  for (let i = 0; i < words.length;) {
    const placeEnd = placeAt(words, i, follows, isPlace, text);
    if (placeEnd > i && !isNameAllTheSame(words, i, placeEnd, follows, known)) { i = placeEnd; continue; }
    const titled = titleAt(words, i, follows, known);
    const begin = titled || i;
    const end = nameEnd(words, begin, follows, isPlace, text, known);
    const run = words.slice(begin, end);
    const isNamed = run.length > 0 && (titled > 0 ? isAfterTitle(words, begin, end, known) : isKnownName(run, known) || (isCautious && mayBeName(run, text)));
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

/** Many a village bears a given name. One word that is both is a person's before another name, and wherever no place is announced. */
function isNameAllTheSame(words: readonly Word[], i: number, placeEnd: number, follows: (i: number) => boolean, known: KnownNames): boolean {
  if (placeEnd !== i + 1 || !known.given.has(words[i]!.plain)) return false;
  const next = words[i + 1];
  if (next && follows(i + 1) && (next.isCapital || particles.has(next.plain)) && (known.family.has(next.plain) || known.given.has(next.plain) || particles.has(next.plain))) return true;
  return !BEFORE_PLACES.has(words[i - 1]?.plain ?? "");
}

/** Behind a title that begins here, the index of the next word; 0 where none does. */
function titleAt(words: readonly Word[], i: number, follows: (i: number) => boolean, known: KnownNames): number {
  for (let count = MOST_TITLE_WORDS; count > 0; count--) {
    const run = words.slice(i, i + count);
    // "Hadja" is a title and a name of its own: a name, if it is known as one.
    if (count === 1 && run[0]?.isCapital && known.given.has(run[0].plain)) continue;
    if (run.length < count || !titlesLatin.has(run.map(({ plain: word }) => word).join(" "))) continue;
    if (run.some((_, n) => n > 0 && !follows(i + n))) continue;
    if (follows(i + count) && words[i + count]!.isCapital) return i + count;
  }
  return 0;
}

/** A run of capitalised words, joined by the particles of names, that names no place; written small, of known names alone. */
function nameEnd(words: readonly Word[], begin: number, follows: (i: number) => boolean, isPlace: Gazetteer, text: string, known: KnownNames): number {
  let end = begin;
  const isSmall = !words[begin]?.isCapital;
  for (let i = begin; i < words.length && i < begin + 6; i++) {
    const word = words[i]!;
    if (i > begin && !follows(i)) break;
    if (/[.]\s*$/.test(text.slice(words[i - 1]?.to ?? 0, word.from)) && i > begin) break;
    const isName = known.family.has(word.plain) || known.given.has(word.plain);
    if (i > begin && word.isCapital && placeAt(words, i, follows, isPlace, text) > i && !isName) break;
    if (isSmall ? isName && (i > begin || isGivenWrittenSmall(words, i, follows, known, isPlace, text)) : word.isCapital) end = i + 1;
    else if (!particles.has(word.plain) || end === begin) break;
  }
  return end;
}

/** Short messages are often written without capitals. A name that is an everyday word too is one only before a family's. */
function isGivenWrittenSmall(words: readonly Word[], i: number, follows: (i: number) => boolean, known: KnownNames, isPlace: Gazetteer, text: string): boolean {
  const word = words[i]!;
  if (!known.given.has(word.plain) || word.plain.length < 3) return false;
  if (follows(i + 1) && known.family.has(words[i + 1]!.plain)) return true;
  return word.plain.length > 3 && !ALSO_WORDS.has(word.plain) && !isPlace(text.slice(word.from, word.to));
}

/** A title and a name; a title before another title is none. In a headline all in capitals only known names are told from words. */
function isAfterTitle(words: readonly Word[], begin: number, end: number, known: KnownNames): boolean {
  const run = words.slice(begin, end);
  if (run.every(({ text }) => text === text.toUpperCase()) && run.some(({ text }) => text.length > 1)) return isKnownName(run, known);
  return run.some(({ plain: word }) => word.length > 1 && !titlesLatin.has(word)) || known.given.has(words[begin]!.plain);
}

/** Without a title: a given name, alone or with others, or a family name beside another name. */
function isKnownName(run: readonly Word[], known: KnownNames): boolean {
  if (run.some(({ plain: word }) => known.given.has(word))) return true;
  return run.length > 1 && run.some(({ plain: word }, i) => i > 0 && known.family.has(word) && word.length > 2);
}

const notNames = new Set(read<Names>("not-names").latin.map(plain));

/** A sentence's end is no further back; looking back to the beginning for every word would take hours of a long text. */
const LOOK_BACK = 12;

/** Capitals in the middle of a sentence, or two of them at its beginning, that no list knows to be no name. An abbreviation is none. */
function mayBeName(run: readonly Word[], text: string): boolean {
  const capitals = run.filter(({ isCapital }) => isCapital);
  const isNone = (word: string) => notNames.has(word) || notNames.has(word.replace(/s$/, "")) || titlesLatin.has(word);
  if (capitals.some((word) => word.plain.split(" ").some(isNone) || word.text === word.text.toUpperCase())) return false;
  const begins = /(?:^|[.!?:;\n–—"«(])\s*$/.test(text.slice(Math.max(0, run[0]!.from - LOOK_BACK), run[0]!.from));
  return capitals.length > (begins ? 1 : 0);
}

// ——— Names in Arabic letters: no capitals, so only what a title, a particle or a known given name announces

const titlesArabic = new Set(titles.arabic);
const particlesArabic = new Set(family.arabicParticles);
const beforePlacesArabic = new Set(["في", "قرب", "إلى", "الى", "من", "نحو", "قرية", "مدينة", "بين", "عند", "بلدة"]);
const DESCENT = new Set(["ولد", "منت", "آغ", "أغ"]);
/** "and", "to", "by" are written with the word behind them. */
const bare = (word: string, set: ReadonlySet<string>) => set.has(word) || (/^[وفبلك]/.test(word) && word.length > 4 && set.has(word.slice(1)));

function* arabicNames(text: string, isPlace: Gazetteer, known: KnownNames, isCautious: boolean): Generator<Finding> {
  const words = [...text.matchAll(/[\p{Script=Arabic}\p{M}]+/gu)].map(({ 0: word, index }) => ({ word: word.replace(/\p{M}/gu, ""), from: index, to: index + word.length }));
  const isTogether = (i: number) => /^[ \t]+$/.test(text.slice(words[i - 1]!.to, words[i]!.from));
  for (let i = 0; i < words.length; i++) {
    const { word } = words[i]!;
    // "Sidi" is a title and a name of its own: a name, if it is known as one.
    const isTitled = bare(word, titlesArabic) && !known.givenArabic.has(word);
    let begin = isTitled ? i + 1 : i;
    while (isTitled && begin < words.length && titlesArabic.has(words[begin]!.word)) begin++;
    // "X ould Y" names somebody whoever X is.
    const isDescent = isCautious && i + 2 < words.length && isTogether(i + 1) && DESCENT.has(words[i + 1]!.word);
    if (begin >= words.length || (!isTitled && !isDescent && !bare(words[begin]!.word, known.givenArabic))) continue;
    if (!isTitled && beforePlacesArabic.has(words[begin - 1]?.word ?? "") && isPlace(words[begin]!.word)) continue;
    let end = begin + 1;
    // A name goes on over particles and further known names.
    while (end < words.length && end < begin + 6 && isTogether(end) && (particlesArabic.has(words[end]!.word) || particlesArabic.has(words[end - 1]!.word) || known.givenArabic.has(words[end]!.word) || known.familyArabic.has(words[end]!.word))) end++;
    yield { kind: "person", from: words[begin]!.from, to: words[end - 1]!.to };
    i = end - 1;
  }
}

// ——— Labels of communities

/** "Bête" is an animal: the label is written Bété, or with a capital. */
const EVERYDAY = /^b[eê]tes?$/;

function* communities(text: string): Generator<Finding> {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (EVERYDAY.test(word)) continue;
    const label = plain(word);
    if (communityLabels().has(label) || (label.endsWith("s") && communityLabels().has(label.slice(0, -1)))) yield { kind: "community", from: index, to: index + word.length };
  }
}
