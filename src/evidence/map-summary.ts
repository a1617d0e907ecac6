/** How many events match: in all, on the map and off it, by kind, by month, by area. Counted in memory, as this caller. */
import { latOf, lonOf, WORLD } from "../methods/spatial/mercator.ts";
import type { Reader } from "../platform/marking.ts";
import type { EventFilter } from "./event-filter.ts";
import { NOT_KNOWN, type MapColumns } from "./map-columns.ts";
import { matching } from "./map-filter.ts";

export interface Toll { count: number; fatalities: number; /** Events whose toll is not known. */ unknown: number }
export interface MapSummary extends Toll {
  onMap: number;
  /** Events that match and have no coordinates. */
  notOnMap: number;
  bbox?: [west: number, south: number, east: number, north: number];
  byKind: ({ kind: string } & Toll)[];
  byMonth: ({ month: string } & Toll)[];
  /** Of each level its p-codes; `pcode` absent: not known at that level. */
  byCountry: ({ pcode?: string } & Toll)[];
  byAdmin1: ({ pcode?: string } & Toll)[];
  byAdmin2: ({ pcode?: string } & Toll)[];
}

export function summarise(columns: MapColumns, filter: EventFilter, reader: Reader): MapSummary {
  const found = matching(columns, filter, reader);
  const hasPoint = columns.sureness.test((value) => value.hasPoint);
  const { x, y, day, fatalities } = columns;
  const what = columns.what.numbers, where = columns.where.numbers, sureness = columns.sureness.numbers;
  const byWhat = new Tolls(columns.what.values.length);
  const byWhere = new Tolls(columns.where.values.length);
  const months = monthsOf(day, found);
  const byMonth = new Tolls(months.count);
  let onMap = 0, west = WORLD, east = 0, north = WORLD, south = 0;
  for (let k = 0; k < found.length; k++) {
    const slot = found[k]!;
    const toll = fatalities[slot]!;
    byWhat.add(what[slot]!, toll);
    byWhere.add(where[slot]!, toll);
    byMonth.add(months.of(day[slot]!), toll);
    if (hasPoint[sureness[slot]!] === 0) continue;
    onMap++;
    west = Math.min(west, x[slot]!);
    east = Math.max(east, x[slot]!);
    north = Math.min(north, y[slot]!);
    south = Math.max(south, y[slot]!);
  }
  const by = <K extends string>(name: K, tolls: Tolls, wordOf: (number: number) => string | undefined) =>
    tolls.grouped(wordOf).map(([word, toll]) => ({ ...(word === undefined ? {} : { [name]: word }), ...toll }) as { [N in K]: string } & Toll);
  const byArea = (name: "country" | "admin1" | "admin2") => by("pcode", byWhere, (number) => columns.where.values[number]![name]);
  return {
    ...byWhat.total(), onMap, notOnMap: found.length - onMap,
    ...(onMap > 0 ? { bbox: [lonOf(west), latOf(south), lonOf(east), latOf(north)] } : {}),
    byKind: by("kind", byWhat, (number) => columns.what.values[number]!.kind),
    byMonth: by("month", byMonth, (number) => monthWords(months.first + number)),
    byCountry: byArea("country"), byAdmin1: byArea("admin1"), byAdmin2: byArea("admin2"),
  };
}

/** The months that these days span, and which of them a day is in: looked up, because the days are far fewer than the events. */
function monthsOf(day: Int32Array, found: Uint32Array): { first: number; count: number; of(day: number): number } {
  let first = Infinity, last = -Infinity;
  for (let k = 0; k < found.length; k++) {
    const d = day[found[k]!]!;
    if (d < first) first = d;
    if (d > last) last = d;
  }
  if (found.length === 0) return { first: 0, count: 0, of: () => 0 };
  const firstMonth = monthOf(first);
  const table = Int32Array.from({ length: last - first + 1 }, (_, i) => monthOf(first + i) - firstMonth);
  return { first: firstMonth, count: monthOf(last) - firstMonth + 1, of: (d) => table[d - first]! };
}

/** Months since January of the year 0, of days since 1970 (H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days). */
export function monthOf(day: number): number {
  const sinceMarch0 = day + 719_468;
  const era = Math.floor(sinceMarch0 / 146_097);
  const dayOfEra = sinceMarch0 - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  return (yearOfEra + era * 400) * 12 + monthFromMarch + 2;
}

export const monthWords = (month: number): string => `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;

class Tolls {
  readonly #count: Float64Array;
  readonly #fatalities: Float64Array;
  readonly #unknown: Float64Array;

  constructor(size: number) {
    this.#count = new Float64Array(size);
    this.#fatalities = new Float64Array(size);
    this.#unknown = new Float64Array(size);
  }

  add(number: number, fatalities: number): void {
    this.#count[number]!++;
    if (fatalities === NOT_KNOWN) this.#unknown[number]!++;
    else this.#fatalities[number]! += fatalities;
  }

  /** Sums by the word that each number stands for, in order of the words; numbers that nothing was added to are left out. */
  grouped(wordOf: (number: number) => string | undefined): [string | undefined, Toll][] {
    const groups = new Map<string | undefined, Toll>();
    this.#count.forEach((count, number) => {
      if (count === 0) return;
      const word = wordOf(number);
      const group = groups.get(word) ?? { count: 0, fatalities: 0, unknown: 0 };
      groups.set(word, group);
      group.count += count;
      group.fatalities += this.#fatalities[number]!;
      group.unknown += this.#unknown[number]!;
    });
    return [...groups].sort(([a], [b]) => ((a ?? "") < (b ?? "") ? -1 : 1));
  }

  total(): Toll {
    return this.grouped(() => "all")[0]?.[1] ?? { count: 0, fatalities: 0, unknown: 0 };
  }
}
