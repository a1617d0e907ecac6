/**
 * Which words begin like this, and which names hold them?
 *
 * Each word once, in order, as codes in one block of bytes; beside each the names
 * that it occurs in. Made for many short words in little memory: about 20 bytes a
 * word and 4 for each of its names.
 */
import { codesOf } from "./spelling-distance.ts";

export class TermTable {
  readonly size: number;
  /** Word t holds `letters[start[t]]` to `letters[start[t + 1]]`. */
  readonly letters: Uint8Array;
  readonly start: Uint32Array;
  readonly #names: Uint32Array;
  readonly #namesStart: Uint32Array;

  /** `termsOf(n)`: the words of name n, for n from 0 to `count` - 1. Called twice for each name. */
  constructor(count: number, termsOf: (name: number) => Iterable<string>) {
    const uses = new Map<string, number>();
    for (let n = 0; n < count; n++) for (const term of new Set(termsOf(n))) uses.set(term, (uses.get(term) ?? 0) + 1);
    // Sorted as codes, in which digits come after letters.
    const terms = [...uses.keys()].map((term) => ({ term, codes: codesOf(term) })).sort((a, b) => compare(a.codes, b.codes));
    this.size = terms.length;
    this.start = new Uint32Array(terms.length + 1);
    this.#namesStart = new Uint32Array(terms.length + 1);
    terms.forEach(({ term, codes }, t) => {
      this.start[t + 1] = this.start[t]! + codes.length;
      this.#namesStart[t + 1] = this.#namesStart[t]! + uses.get(term)!;
      uses.set(term, t);
    });
    this.letters = new Uint8Array(this.start[terms.length]!);
    terms.forEach(({ codes }, t) => this.letters.set(codes, this.start[t]!));

    this.#names = new Uint32Array(this.#namesStart[terms.length]!);
    const next = this.#namesStart.slice();
    for (let n = 0; n < count; n++) for (const term of new Set(termsOf(n))) this.#names[next[uses.get(term)!]!++] = n;
  }

  lengthOf(term: number): number {
    return this.start[term + 1]! - this.start[term]!;
  }

  namesOf(term: number): Uint32Array {
    return this.#names.subarray(this.#namesStart[term]!, this.#namesStart[term + 1]!);
  }

  /** The words from `from` up to but without `to` begin with these letters; the first is the very word if any is. */
  beginningWith(codes: Uint8Array): { from: number; to: number } {
    return { from: this.#firstNotBefore(codes, false), to: this.#firstNotBefore(codes, true) };
  }

  /** `past`: skip also the words that begin with these letters. */
  #firstNotBefore(codes: Uint8Array, past: boolean): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      const word = this.letters.subarray(this.start[middle]!, this.start[middle + 1]!);
      const order = compare(past ? word.subarray(0, codes.length) : word, codes);
      if (order < 0 || (past && order === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
