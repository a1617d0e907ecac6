/** How many events match, and how many died: one pass over the columns in memory, as this caller, split by what is asked for. */
import type { Reader } from "../../platform/marking.ts";
import type { EventFilter } from "../event-filter.ts";
import { NOT_KNOWN, type MapColumns, type Where } from "../map-columns.ts";
import { matching } from "../map-filter.ts";

export interface Toll {
  count: number;
  /** Best estimates, of the events whose toll is known. */
  fatalities: number;
  /** Events whose toll is not known. */
  unknown: number;
}

export const nothing = (): Toll => ({ count: 0, fatalities: 0, unknown: 0 });

export function add(to: Toll, { count, fatalities, unknown }: Toll): Toll {
  to.count += count;
  to.fatalities += fatalities;
  to.unknown += unknown;
  return to;
}

/** Sums over a column of small numbers. */
export class Tolls {
  readonly #sums: Float64Array;

  constructor(size: number) {
    this.#sums = new Float64Array(size * 3);
  }

  add(number: number, fatalities: number): void {
    const at = number * 3;
    this.#sums[at]!++;
    if (fatalities === NOT_KNOWN) this.#sums[at + 2]!++;
    else this.#sums[at + 1]! += fatalities;
  }

  of(number: number): Toll {
    return { count: this.#sums[number * 3]!, fatalities: this.#sums[number * 3 + 1]!, unknown: this.#sums[number * 3 + 2]! };
  }
}

export interface Tally {
  total: Toll;
  /** Whereabouts that occur, each once. */
  places: { where: Where; toll: Toll }[];
  kinds: Map<string, Toll>;
  /** Events by the source's id, and by grading ("C3"). */
  sources: Map<string, number>;
  gradings: Map<string, number>;
  /** First days of the first and the last event; nothing where none matched. */
  days?: { first: number; last: number };
}

export function tally(columns: MapColumns, filter: EventFilter, reader: Reader): Tally {
  const { day, fatalities, where, what, source, sureness } = columns;
  const found = matching(columns, filter, reader);
  const byWhere = new Tolls(where.values.length), byWhat = new Tolls(what.values.length);
  const bySource = new Float64Array(source.values.length), bySureness = new Float64Array(sureness.values.length);
  let first = Infinity, last = -Infinity;
  for (let k = 0; k < found.length; k++) {
    const slot = found[k]!;
    byWhere.add(where.numbers[slot]!, fatalities[slot]!);
    byWhat.add(what.numbers[slot]!, fatalities[slot]!);
    bySource[source.numbers[slot]!]!++;
    bySureness[sureness.numbers[slot]!]!++;
    const on = day[slot]!;
    if (on < first) first = on;
    if (on > last) last = on;
  }
  const total = nothing();
  const kinds = new Map<string, Toll>();
  for (const [number, { kind }] of what.values.entries()) {
    const toll = byWhat.of(number);
    if (toll.count === 0) continue;
    add(total, toll);
    kinds.set(kind, add(kinds.get(kind) ?? nothing(), toll));
  }
  return {
    total, kinds,
    places: where.values.map((one, number) => ({ where: one, toll: byWhere.of(number) })).filter(({ toll }) => toll.count > 0),
    sources: summed(source.values, bySource, (id) => id),
    gradings: summed(sureness.values, bySureness, ({ reliability, credibility }) => `${reliability}${credibility}`),
    ...(found.length > 0 ? { days: { first, last } } : {}),
  };
}

function summed<T>(values: readonly T[], counts: Float64Array, nameOf: (value: T) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [number, value] of values.entries()) {
    if (counts[number]! > 0) sums.set(nameOf(value), (sums.get(nameOf(value)) ?? 0) + counts[number]!);
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same of a few events that were found otherwise. */
export function tallyOf({ fatalities, source, sureness }: MapColumns, slots: Iterable<number>): Pick<Tally, "total" | "sources" | "gradings"> {
  const total = nothing();
  const sources = new Map<string, number>(), gradings = new Map<string, number>();
  const count = (map: Map<string, number>, key: string) => { map.set(key, (map.get(key) ?? 0) + 1); };
  for (const slot of slots) {
    const toll = fatalities[slot]!;
    add(total, { count: 1, fatalities: Math.max(0, toll), unknown: toll === NOT_KNOWN ? 1 : 0 });
    count(sources, source.values[source.numbers[slot]!]!);
    const { reliability, credibility } = sureness.values[sureness.numbers[slot]!]!;
    count(gradings, `${reliability}${credibility}`);
  }
  return { total, sources, gradings };
}
