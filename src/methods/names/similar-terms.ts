/**
 * Which words of a table are spelled nearly like this one?
 *
 * Candidates are words with enough letter pairs in common, words with the same
 * consonants, and, as somebody types, words that begin like it; each is then
 * measured with `spelling-distance.ts`. Likeness runs from 0 to 1: one less the
 * distance per letter.
 */
import { openEnds, skeletonOfFolded } from "./fold.ts";
import { CODES, codesOf, distanceOfCodes } from "./spelling-distance.ts";
import type { TermTable } from "./term-table.ts";

export interface SimilarTerm {
  term: number;
  /** 1 if and only if the two are the same word. */
  likeness: number;
}

/** Below this two words are not worth showing side by side. */
const LEAST_LIKENESS = 0.7;

/** Two of a word's pairs at most change with each letter; this share of them must remain. */
const COMMON_PAIRS = 0.34;

export class SimilarTerms {
  readonly #table: TermTable;
  readonly #terms: Uint32Array;
  readonly #termsStart: Uint32Array;
  readonly #bySkeleton: Uint32Array;
  readonly #skeletons: Uint32Array;
  readonly #common: Uint8Array;

  constructor(table: TermTable) {
    this.#table = table;
    this.#common = new Uint8Array(table.size);

    // Two passes, count then fill: pair p occurs in terms `#terms[#termsStart[p]]` and on.
    this.#termsStart = new Uint32Array(CODES * CODES + 1);
    this.#forEachPair((pair) => this.#termsStart[pair + 1]!++);
    for (let p = 1; p < this.#termsStart.length; p++) this.#termsStart[p]! += this.#termsStart[p - 1]!;
    this.#terms = new Uint32Array(this.#termsStart.at(-1)!);
    const next = this.#termsStart.slice();
    this.#forEachPair((pair, term) => (this.#terms[next[pair]!++] = term));

    const hashes = Uint32Array.from({ length: table.size }, (_, term) => skeletonHash(this.#codes(term)));
    this.#bySkeleton = Uint32Array.from(hashes.keys()).sort((a, b) => hashes[a]! - hashes[b]!);
    this.#skeletons = this.#bySkeleton.map((term) => hashes[term]!);
  }

  /** In no order. `begun`: the word may be only the beginning of another. */
  find(folded: string, begun: boolean): SimilarTerm[] {
    const codes = codesOf(folded);
    const found: SimilarTerm[] = [];
    if (codes.length === 0) return found;
    const { from, to } = this.#table.beginningWith(codes);
    for (let term = from; term < to; term++) {
      const isWhole = this.#table.lengthOf(term) === codes.length;
      if (isWhole) found.push({ term, likeness: 1 });
      else if (begun) found.push({ term, likeness: beginningLikeness(codes.length, this.#table.lengthOf(term)) });
    }
    if (begun) for (const open of openEnds(folded)) this.#addBeginning(found, codesOf(open));
    for (const term of this.#candidates(codes, begun)) {
      const isKnown = term >= from && term < to && (begun || this.#table.lengthOf(term) === codes.length);
      const similar = isKnown ? undefined : this.#measure(codes, term, begun);
      if (similar) found.push(similar);
    }
    return found;
  }

  /** A little less than what begins as written. */
  #addBeginning(found: SimilarTerm[], codes: Uint8Array): void {
    const { from, to } = this.#table.beginningWith(codes);
    for (let term = from; term < to; term++)
      found.push({ term, likeness: 0.97 * beginningLikeness(codes.length, this.#table.lengthOf(term)) });
  }

  #measure(codes: Uint8Array, term: number, begun: boolean): SimilarTerm | undefined {
    const { letters, start } = this.#table;
    const [from, to] = [start[term]!, start[term + 1]!];
    const longest = Math.max(codes.length, to - from);
    const limit = (1 - LEAST_LIKENESS) * longest;
    const distance = distanceOfCodes(codes, letters, from, to, limit);
    const whole = 1 - distance / longest;
    if (!begun || to - from <= codes.length) return whole >= LEAST_LIKENESS ? { term, likeness: whole } : undefined;
    const slip = distanceOfCodes(codes, letters, from, to, (1 - LEAST_LIKENESS) * codes.length, true);
    const part = (1 - slip / codes.length) * beginningLikeness(codes.length, to - from);
    const likeness = Math.max(whole, part);
    return likeness >= LEAST_LIKENESS ? { term, likeness } : undefined;
  }

  #candidates(codes: Uint8Array, begun: boolean): number[] {
    const common = this.#common;
    const touched: number[] = [];
    const pairs = pairsOf(codes, 0, codes.length);
    if (begun) pairs.pop();
    for (const pair of new Set(pairs))
      for (let i = this.#termsStart[pair]!; i < this.#termsStart[pair + 1]!; i++) {
        const term = this.#terms[i]!;
        if (common[term]!++ === 0) touched.push(term);
      }
    // Words with the same consonants qualify however many pairs their vowels break.
    for (const term of this.#withSkeleton(codes)) {
      if (common[term] === 0) touched.push(term);
      common[term] = 255;
    }
    const enough = Math.max(2, Math.ceil(pairs.length * COMMON_PAIRS));
    const candidates = touched.filter((term) => common[term]! >= enough);
    for (const term of touched) common[term] = 0;
    return candidates;
  }

  #withSkeleton(codes: Uint8Array): Uint32Array {
    const hash = skeletonHash(codes);
    const from = lowerBound(this.#skeletons, hash);
    return this.#bySkeleton.subarray(from, lowerBound(this.#skeletons, hash + 1));
  }

  #codes(term: number): Uint8Array {
    return this.#table.letters.subarray(this.#table.start[term]!, this.#table.start[term + 1]!);
  }

  #forEachPair(visit: (pair: number, term: number) => void): void {
    const { letters, start, size } = this.#table;
    for (let term = 0; term < size; term++)
      for (const pair of new Set(pairsOf(letters, start[term]!, start[term + 1]!))) visit(pair, term);
  }
}

/** As somebody types, the first letters of a word are already much of it. */
export function beginningLikeness(typed: number, length: number): number {
  return 0.9 + 0.06 * (typed / length);
}

/** Neighbouring letters, with the edge of the word before the first and after the last. */
function pairsOf(letters: Uint8Array, from: number, to: number): number[] {
  const pairs: number[] = [];
  let before = 0;
  for (let i = from; i < to; i++) {
    pairs.push(before * CODES + letters[i]!);
    before = letters[i]!;
  }
  pairs.push(before * CODES);
  return pairs;
}

const hashOf = (text: string) => [...text].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0, 7);

function skeletonHash(codes: Uint8Array): number {
  const letters = Array.from(codes, (code) => String.fromCharCode(code <= 26 ? 96 + code : code - 27 + 48)).join("");
  return hashOf(skeletonOfFolded(letters));
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
