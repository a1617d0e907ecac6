/**
 * Every event that the map can ask about, as columns of numbers: 36 bytes an event, 16 for its id and 8 to find it by that.
 * What repeats (who may read it, what it was, where, how sure) is a number in a list of distinct combinations, so that a
 * filter is decided once a combination and then only looked up.
 */
import { xOf, yOf } from "../methods/spatial/mercator.ts";

export interface Readers { rank: number; owner: string; isExercise: boolean }
export interface What { kind: string; tactics: readonly string[]; targets: readonly string[]; commodities: readonly string[] }
export interface Sureness { reliability: string; credibility: string; precision: string; hasPoint: boolean }
export interface Where { country: string; area?: string; admin1?: string; admin2?: string }

/** An event on its way into the columns; the seven texts are equal where what they say is equal. */
export interface Entry {
  id: string;
  isGone: boolean;
  lon: number;
  lat: number;
  /** Days since 1970-01-01. */
  day: number;
  lastDay: number;
  /** NOT_KNOWN, or the best estimate. */
  fatalities: number;
  source: string;
  readers: string;
  what: string;
  sureness: string;
  where: string;
  /** Names, and the H3 cell; each as the database writes it. */
  actors: string;
  cell: string;
}

export const NOT_KNOWN = -1;

type Numbers = Uint16Array | Uint32Array;

/** A column of numbers into a list of distinct values. */
export class Coded<T> {
  readonly values: T[] = [];
  numbers: Numbers = new Uint16Array(0);
  readonly #read: (words: string) => T;
  readonly #numberOf = new Map<string, number>();

  /** @param read what the words say; called once for each distinct words */
  constructor(read: (words: string) => T) {
    this.#read = read;
  }

  set(slot: number, words: string): void {
    // A copy: what is kept must not hold on to the long text that it was cut from.
    const number = this.#numberOf.get(words) ?? this.#add(Buffer.from(words).toString());
    if (number > 0xffff && this.numbers instanceof Uint16Array) this.numbers = Uint32Array.from(this.numbers);
    this.numbers[slot] = number;
  }

  #add(words: string): number {
    const number = this.values.push(this.#read(words)) - 1;
    this.#numberOf.set(words, number);
    return number;
  }

  pack(): PackedCoded {
    return { words: [...this.#numberOf.keys()], numbers: this.numbers };
  }

  unpack({ words, numbers }: PackedCoded): void {
    for (const one of words) this.#add(one);
    this.numbers = numbers;
  }

  /** By number: 1 where the value will do. */
  test(isWanted: (value: T) => boolean): Uint8Array {
    return Uint8Array.from(this.values, (value) => (isWanted(value) ? 1 : 0));
  }
}

interface PackedCoded { words: string[]; numbers: Numbers }

/** The columns as plain data, to be moved from one thread to another. */
export interface Packed {
  length: number;
  x: Uint32Array<ArrayBuffer>;
  y: Uint32Array<ArrayBuffer>;
  day: Int32Array<ArrayBuffer>;
  lastDay: Int32Array<ArrayBuffer>;
  fatalities: Int32Array<ArrayBuffer>;
  ids: Uint32Array<ArrayBuffer>;
  table: Int32Array<ArrayBuffer>;
  coded: PackedCoded[];
}

const NOBODY = "";
const FIRST_CAPACITY = 1_024;
const GROWTH = 1.5;
/** Of the table by id: never more than three quarters full, so that a probe is short. */
const PLACES_AN_EVENT = 4 / 3;

export class MapColumns {
  /** How many slots are in use; one that was withdrawn keeps its slot, and nobody reads it. */
  length = 0;
  x = new Uint32Array(0);
  y = new Uint32Array(0);
  day = new Int32Array(0);
  lastDay = new Int32Array(0);
  fatalities = new Int32Array(0);
  readonly readers: Coded<Readers | undefined>;
  readonly source: Coded<string>;
  readonly what: Coded<What>;
  readonly sureness: Coded<Sureness>;
  readonly where: Coded<Where>;
  readonly actors: Coded<readonly string[]>;
  readonly cell: Coded<string>;
  #ids = new Uint32Array(0);
  /** Open addressing, linear probing: slot + 1, or 0 for nothing. */
  #table = new Int32Array(0);

  constructor(read: { readers(words: string): Readers; source(words: string): string; what(words: string): What; sureness(words: string): Sureness; where(words: string): Where; actors(words: string): readonly string[]; cell(words: string): string }) {
    this.readers = new Coded((words) => (words === NOBODY ? undefined : read.readers(words)));
    this.source = new Coded(read.source);
    this.what = new Coded(read.what);
    this.sureness = new Coded(read.sureness);
    this.where = new Coded(read.where);
    this.actors = new Coded(read.actors);
    this.cell = new Coded(read.cell);
    this.reserve(FIRST_CAPACITY);
  }

  put(entry: Entry): void {
    const id = wordsOf(entry.id);
    let place = this.#placeOf(id);
    let slot = this.#table[place]! - 1;
    if (entry.isGone) {
      if (slot >= 0) this.readers.set(slot, NOBODY);
      return;
    }
    if (slot < 0) {
      if (this.length === this.x.length) {
        this.reserve(Math.ceil(this.length * GROWTH));
        place = this.#placeOf(id);
      }
      slot = this.length++;
      this.#ids.set(id, slot * 4);
      this.#table[place] = slot + 1;
    }
    this.x[slot] = xOf(entry.lon);
    this.y[slot] = yOf(entry.lat);
    this.day[slot] = entry.day;
    this.lastDay[slot] = entry.lastDay;
    this.fatalities[slot] = entry.fatalities;
    this.readers.set(slot, entry.readers);
    this.source.set(slot, entry.source);
    this.what.set(slot, entry.what);
    this.sureness.set(slot, entry.sureness);
    this.where.set(slot, entry.where);
    this.actors.set(slot, entry.actors);
    this.cell.set(slot, entry.cell);
  }

  idOf(slot: number): string {
    let hex = "";
    for (let i = 0; i < 4; i++) hex += this.#ids[slot * 4 + i]!.toString(16).padStart(8, "0");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** Nothing for an event that was never put in. */
  slotOf(id: string): number | undefined {
    const slot = this.#table[this.#placeOf(wordsOf(id))]! - 1;
    return slot < 0 ? undefined : slot;
  }

  get bytes(): number {
    return this.buffers().reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** What moves with `pack` instead of being copied; the columns that were packed are then of no more use. */
  buffers(): ArrayBuffer[] {
    return [this.x, this.y, this.day, this.lastDay, this.fatalities, this.#ids, this.#table, ...this.#coded().map(({ numbers }) => numbers)].map(({ buffer }) => buffer as ArrayBuffer);
  }

  pack(): Packed {
    const { length, x, y, day, lastDay, fatalities } = this;
    return { length, x, y, day, lastDay, fatalities, ids: this.#ids, table: this.#table, coded: this.#coded().map((coded) => coded.pack()) };
  }

  /** Into columns that hold nothing yet. */
  unpack({ ids, table, coded, ...columns }: Packed): void {
    Object.assign(this, columns);
    this.#ids = ids;
    this.#table = table;
    this.#coded().forEach((column, i) => { column.unpack(coded[i]!); });
  }

  #coded(): Coded<unknown>[] {
    return [this.readers, this.source, this.what, this.sureness, this.where, this.actors, this.cell];
  }

  /** Where in the table this id stands, or would. */
  #placeOf(id: Uint32Array): number {
    const mask = this.#table.length - 1;
    // Ids of one moment share their first words, so all four are mixed (Knuth's multiplicative hash).
    let place = Math.imul(id[0]! ^ Math.imul(id[1]!, 31) ^ id[2]! ^ Math.imul(id[3]!, 17), 2654435761) >>> 7 & mask;
    for (;;) {
      const slot = this.#table[place]! - 1;
      if (slot < 0) return place;
      const at = slot * 4;
      if (this.#ids[at] === id[0] && this.#ids[at + 1] === id[1] && this.#ids[at + 2] === id[2] && this.#ids[at + 3] === id[3]) return place;
      place = (place + 1) & mask;
    }
  }

  /** Room for so many: asked once for many, it leaves no outgrown columns behind. */
  reserve(capacity: number): void {
    if (capacity <= this.x.length) return;
    this.x = widened(this.x, new Uint32Array(capacity));
    this.y = widened(this.y, new Uint32Array(capacity));
    this.day = widened(this.day, new Int32Array(capacity));
    this.lastDay = widened(this.lastDay, new Int32Array(capacity));
    this.fatalities = widened(this.fatalities, new Int32Array(capacity));
    this.#ids = widened(this.#ids, new Uint32Array(capacity * 4));
    for (const coded of this.#coded()) {
      coded.numbers = widened(coded.numbers, coded.numbers instanceof Uint16Array ? new Uint16Array(capacity) : new Uint32Array(capacity));
    }
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(capacity * PLACES_AN_EVENT)));
    for (let slot = 0; slot < this.length; slot++) this.#table[this.#placeOf(this.#ids.subarray(slot * 4, slot * 4 + 4))] = slot + 1;
  }
}

function widened<A extends Uint16Array | Uint32Array | Int32Array>(from: ArrayLike<number>, to: A): A {
  to.set(from);
  return to;
}

const scratch = new Uint32Array(4);

function wordsOf(id: string): Uint32Array {
  scratch[0] = Number.parseInt(id.slice(0, 8), 16);
  scratch[1] = Number.parseInt(id.slice(9, 13) + id.slice(14, 18), 16);
  scratch[2] = Number.parseInt(id.slice(19, 23) + id.slice(24, 28), 16);
  scratch[3] = Number.parseInt(id.slice(28), 16);
  return scratch;
}
