/**
 * Which known names may be meant by what somebody wrote or is still writing?
 *
 * Forgives spelling, slips, missing accents, Arabic script, word order, missing
 * words and, as one types, a missing end. Scores run from 0 to 1: from 0.97 the
 * folded spellings are equal, and only then is a match `confident`: a place may be
 * settled by it *if no other is confident too*, for homonyms all come back. What is
 * merely near is for showing, and nothing near gives nothing.
 *
 * Why one slip is not confident: for 3,000 names of GeoNames, the place itself taken
 * out of the answers, it offered another one more than 15 km away in 23 % of cases.
 * Equal folding of names that differ as written does so for 9 % (of 11,437), and a
 * sample of those were homonyms (Hamdalaye, Amdalaye). Names folded to fewer than
 * four letters meet by chance (23 %), so they must be equal as written.
 * In memory, about 150 bytes a name beside the keys and the names themselves.
 */
import { fold, plain } from "./fold.ts";
import { SimilarTerms, beginningLikeness } from "./similar-terms.ts";
import type { SimilarTerm } from "./similar-terms.ts";
import { codesOf } from "./spelling-distance.ts";
import { TermTable } from "./term-table.ts";

export interface NamedKey<K> {
  name: string;
  /** Several names may share one: the best is returned. */
  key: K;
  /** Sorts what is equally near, heaviest first, as a town before a well. From 0, 0 if not given. */
  weight?: number;
}

export interface NameMatch<K> {
  key: K;
  name: string;
  score: number;
  confident: boolean;
}

export interface NameSearch {
  limit?: number;
  /** The end may still be missing. */
  typing?: boolean;
}

/** What is less near than this is not returned; in likeness, before weights. */
const LEAST_LIKENESS = 0.66;

const EQUAL = 0.97;

const LEAST_LETTERS_FOLDED = 4;

/** A shorter word of a longer name ("du", "C") tells nothing. */
const LEAST_LETTERS_OF_PART = 3;

/** What they mean is kept for so many. */
const MOST_WHOLE_WORDS = 8;

export class NameIndex<K> {
  readonly #names: string[] = [];
  readonly #keys: K[] = [];
  readonly #weights: Float32Array;
  /** Letters of each name, folded and plain, without spaces. */
  readonly #lengths: Uint8Array;
  readonly #plainLengths: Uint8Array;
  readonly #folded: TermTable;
  readonly #plain: TermTable;
  readonly #similar: SimilarTerms;
  readonly #wholeWords = new Map<string, Map<number, SimilarTerm>>();

  constructor(entries: Iterable<NamedKey<K>>) {
    const weights: number[] = [];
    for (const { name, key, weight = 0 } of entries) {
      if (!(weight >= 0)) throw new RangeError(`a weight must not be negative: ${weight} for ${name}`);
      this.#names.push(name);
      this.#keys.push(key);
      weights.push(weight);
    }
    const heaviest = weights.reduce((most, weight) => Math.max(most, weight), 1e-9);
    this.#weights = Float32Array.from(weights, (weight) => weight / heaviest);
    this.#lengths = Uint8Array.from(this.#names, (name) => Math.min(255, codesOf(fold(name)).length));
    this.#plainLengths = Uint8Array.from(this.#names, (name) => Math.min(255, ascii(name).length));
    this.#folded = new TermTable(this.#names.length, (n) => wordsAndWhole(fold(this.#names[n]!)));
    this.#plain = new TermTable(this.#names.length, (n) => wordsAndWhole(plain(this.#names[n]!)));
    this.#similar = new SimilarTerms(this.#folded);
  }

  get size(): number {
    return this.#names.length;
  }

  search(query: string, { limit = 10, typing = true }: NameSearch = {}): NameMatch<K>[] {
    const folded = fold(query);
    if (folded === "") return [];
    const hits = new Hits(this.#names.length);
    this.#addWhole(hits, folded.replaceAll(" ", ""), typing);
    if (folded.includes(" ")) this.#addWords(hits, folded.split(" "), typing);
    if (typing) this.#addBeginnings(hits, ascii(query));
    return this.#best(hits, { folded, plain: ascii(query) }, limit);
  }

  /** All places that the whole name settles on, homonyms included: none, one, or a choice for a person. */
  settle(name: string): NameMatch<K>[] {
    return this.search(name, { typing: false, limit: Infinity }).filter(({ confident }) => confident);
  }

  /** The query as one word, which also meets names that are parted differently: Ouro Sogui, Ourossogui. */
  #addWhole(hits: Hits, letters: string, typing: boolean): void {
    for (const similar of this.#similar.find(letters, typing)) {
      const length = this.#folded.lengthOf(similar.term);
      for (const name of this.#folded.namesOf(similar.term))
        if (length === this.#lengths[name]) hits.raise(name, similar.likeness);
        else if (length >= LEAST_LETTERS_OF_PART)
          hits.raise(name, similar.likeness * partOfName(length, this.#lengths[name]!));
    }
  }

  /** Word by word in any order, long and rare words counting most. */
  #addWords(hits: Hits, words: readonly string[], typing: boolean): void {
    const found = new Map<number, { told: number; covered: number }>();
    let all = 0;
    words.forEach((word, i) => {
      const best = this.#bestOfWord(word, typing && i === words.length - 1);
      const rarity = Math.log(1 + this.size / (1 + best.size)) / Math.log(1 + this.size);
      const telling = word.length * rarity;
      all += telling;
      for (const [name, { likeness, term }] of best) {
        const sum = found.get(name) ?? { told: 0, covered: 0 };
        sum.told += telling * likeness;
        sum.covered += this.#folded.lengthOf(term);
        found.set(name, sum);
      }
    });
    for (const [name, { told, covered }] of found) hits.raise(name, (told / all) * partOfName(covered, this.#lengths[name]!));
  }

  /** A word that is whole stays the same while the next one is typed. */
  #bestOfWord(word: string, begun: boolean): Map<number, SimilarTerm> {
    const known = begun ? undefined : this.#wholeWords.get(word);
    if (known) return known;
    const best = new Map<number, SimilarTerm>();
    for (const similar of this.#similar.find(word, begun))
      for (const name of this.#folded.namesOf(similar.term))
        if (similar.likeness > (best.get(name)?.likeness ?? 0)) best.set(name, similar);
    if (!begun) {
      if (this.#wholeWords.size >= MOST_WHOLE_WORDS) this.#wholeWords.clear();
      this.#wholeWords.set(word, best);
    }
    return best;
  }

  /** Folding needs the next letter (di becomes j before a vowel), so beginnings are also looked up unfolded. */
  #addBeginnings(hits: Hits, letters: string): void {
    const typed = codesOf(letters);
    if (typed.length === 0) return;
    const { from, to } = this.#plain.beginningWith(typed);
    for (let term = from; term < to; term++) {
      const length = this.#plain.lengthOf(term);
      for (const name of this.#plain.namesOf(term)) {
        hits.raise(name, beginningLikeness(typed.length, length) * partOfName(length, this.#plainLengths[name]!));
      }
    }
  }

  #best(hits: Hits, query: { folded: string; plain: string }, limit: number): NameMatch<K>[] {
    const isLong = query.folded.replaceAll(" ", "").length >= LEAST_LETTERS_FOLDED;
    const matches = new Map<K, NameMatch<K>>();
    for (const n of hits.touched) {
      const likeness = hits.likeness[n]!;
      if (likeness < LEAST_LIKENESS) continue;
      const name = this.#names[n]!;
      const key = this.#keys[n]!;
      const isAsWritten = likeness === 1 && ascii(name) === query.plain;
      const score = scoreOf(likeness, this.#weights[n]!, isAsWritten);
      if (score <= (matches.get(key)?.score ?? 0)) continue;
      matches.set(key, { key, name, score, confident: likeness === 1 && (isLong || isAsWritten) });
    }
    return [...matches.values()].sort((a, b) => b.score - a.score).slice(0, limit);
  }
}

/** Weight moves what is equally near, and never lifts the near above the equal. */
function scoreOf(likeness: number, weight: number, isAsWritten: boolean): number {
  if (likeness < 1) return likeness * 0.91 + weight * 0.05;
  return EQUAL + (isAsWritten ? 0.02 : 0) + weight * 0.01;
}

/** The best likeness that each name has reached so far. */
class Hits {
  readonly likeness: Float32Array;
  readonly touched: number[] = [];

  constructor(names: number) {
    this.likeness = new Float32Array(names);
  }

  raise(name: number, likeness: number): void {
    if (this.likeness[name] === 0) this.touched.push(name);
    if (likeness > this.likeness[name]!) this.likeness[name] = likeness;
  }
}

/** A word that is only part of a name says less, the more of the name it leaves out. Equal only if nothing is left. */
function partOfName(covered: number, length: number): number {
  return covered >= length ? 0.99 : 0.62 + 0.33 * (covered / length);
}

function wordsAndWhole(words: string): string[] {
  return words === "" ? [] : [...words.split(" "), words.replaceAll(" ", "")];
}

const ascii = (name: string) => plain(name).replaceAll(" ", "");
