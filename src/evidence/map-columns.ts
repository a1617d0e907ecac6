/**
 * Every event that the map can ask about, as columns of numbers: 26 bytes an event, 16 for its id and 8 to find it by that.
 * What repeats (who may read it, what it was, where, how sure) is a number in a list of distinct combinations, so that a
 * filter is decided once a combination and then looked up a million times.
 */
import { pixelOf } from "./mercator.ts";

export interface Readers { rank: number; owner: string; isExercise: boolean }
export interface What { kind: string; tactics: readonly string[]; targets: readonly string[] }
export interface Sureness { reliability: string; credibility: string; precision: string; hasPoint: boolean }
export interface Where { country: string; area?: string; admin1?: string; admin2?: string }

/** An event as the columns take it; one that is withdrawn or erased has nobody who may read it. */
export interface Entry {
  id: string;
  readers: Readers | undefined;
  lon: number;
  lat: number;
  /** Days since 1970-01-01. */
  day: number;
  fatalities: number | undefined;
  source: string;
  what: What;
  sureness: Sureness;
  where: Where;
}

export const NOT_KNOWN = -1;

/** A column of numbers into a list of distinct values. */
export class Coded<T> {
  readonly values: T[];
  numbers: Uint16Array | Uint32Array = new Uint16Array(0);
  readonly #numberOf = new Map<string, number>();

  constructor(...first: T[]) {
    this.values = first;
  }

  /** @param key the same for equal values, another for every other */
  set(slot: number, key: string, make: () => T): void {
    let number = this.#numberOf.get(key);
    if (number === undefined) {
      number = this.values.push(make()) - 1;
      this.#numberOf.set(key, number);
      if (number > 0xffff && this.numbers instanceof Uint16Array) this.numbers = Uint32Array.from(this.numbers);
    }
    this.numbers[slot] = number;
  }

  reserve(capacity: number): void {
    this.numbers = grown(this.numbers, capacity);
  }

  /** For each number whether its value will do. */
  test(isWanted: (value: T) => boolean): Uint8Array {
    return Uint8Array.from(this.values, (value) => (isWanted(value) ? 1 : 0));
  }
}

const FIRST_CAPACITY = 1_024;

export class MapColumns {
  length = 0;
  x = new Uint32Array(0);
  y = new Uint32Array(0);
  day = new Int32Array(0);
  fatalities = new Int32Array(0);
  /** Number 0 is nobody: withdrawn, erased. */
  readonly readers = new Coded<Readers | undefined>(undefined);
  readonly source = new Coded<string>();
  readonly what = new Coded<What>();
  readonly sureness = new Coded<Sureness>();
  readonly where = new Coded<Where>();
  #ids = new Uint32Array(0);
  /** Open addressing: slot + 1, or 0 for nothing. At most half full. */
  #table = new Int32Array(0);

  put(entry: Entry, keys: { readers: string; what: string; sureness: string; where: string }): void {
    const words = wordsOf(entry.id);
    let slot = this.#find(words);
    if (slot < 0) {
      if (!entry.readers) return;
      slot = this.#append(words);
    }
    if (!entry.readers) {
      this.readers.numbers[slot] = 0;
      return;
    }
    [this.x[slot], this.y[slot]] = entry.sureness.hasPoint ? pixelOf(entry.lon, entry.lat) : [0, 0];
    this.day[slot] = entry.day;
    this.fatalities[slot] = entry.fatalities ?? NOT_KNOWN;
    this.readers.set(slot, keys.readers, () => entry.readers);
    this.source.set(slot, entry.source, () => entry.source);
    this.what.set(slot, keys.what, () => entry.what);
    this.sureness.set(slot, keys.sureness, () => entry.sureness);
    this.where.set(slot, keys.where, () => entry.where);
  }

  idOf(slot: number): string {
    let hex = "";
    for (let i = 0; i < 4; i++) hex += this.#ids[slot * 4 + i]!.toString(16).padStart(8, "0");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}
