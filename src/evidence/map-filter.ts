/** Which events in memory does this caller mean, and may read? The same filter as `event-filter.ts` gives to SQL. */
import { WORLD } from "../methods/spatial/mercator.ts";
import { mayRead, markingOf, type Reader } from "../platform/marking.ts";
import { settled, withNarrower, type EventFilter, type MeantFilter } from "./event-filter.ts";
import { NOT_KNOWN, type Coded, type MapColumns } from "./map-columns.ts";

/** For each coded column, which of its values will do; for the others, from where to where. */
interface Wanted {
  readers: Uint8Array;
  /** Only the columns in which something will not do. */
  coded: { numbers: Uint16Array | Uint32Array; ok: Uint8Array }[];
  fromDay: number;
  toDay: number;
  leastFatalities: number;
  mostFatalities: number;
}

const DAY_MS = 86_400_000;
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
export const dayWords = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

function wantedOf(columns: MapColumns, filter: EventFilter, reader: Reader, isOnMapOnly: boolean): Wanted {
  const kinds = filter.kind && withNarrower(filter.kind);
  const meets = (wanted: readonly string[] | undefined, ...held: (string | undefined)[]) => !wanted || held.some((word) => word !== undefined && wanted.includes(word));
  const tests = <T>(coded: Coded<T>, isWanted: (value: T) => boolean) => ({ numbers: coded.numbers, ok: coded.test(isWanted) });
  return {
    readers: columns.readers.test((held) => held !== undefined && meets(filter.marking, markingOf(held.rank)) &&
      mayRead(reader, { marking: markingOf(held.rank), owner: held.owner, exercise: held.isExercise })),
    coded: [
      tests(columns.source, (id) => meets(filter.source, id)),
      tests(columns.what, ({ kind, tactics, targets, commodities }) => (!kinds || kinds.has(kind)) && meets(filter.tactic, ...tactics) && meets(filter.target, ...targets) && meets(filter.commodity, ...commodities)),
      tests(columns.sureness, ({ reliability, credibility, hasPoint }) => (hasPoint || !isOnMapOnly) && meets(filter.reliability, reliability) && meets(filter.credibility, credibility)),
      tests(columns.where, ({ country, area, admin1, admin2 }) => meets(filter.country, country) && meets(filter.admin1, admin1) &&
        meets(filter.admin2, admin2) && meets(filter.area, area, admin2, admin1, country)),
    ].filter(({ ok }) => ok.includes(0)),
    fromDay: filter.from ? dayNumber(filter.from) : -Infinity,
    toDay: filter.to ? dayNumber(filter.to) : Infinity,
    leastFatalities: filter.fatalitiesMin ?? (filter.fatalitiesMax === undefined ? NOT_KNOWN : 0),
    mostFatalities: filter.fatalitiesMax ?? Infinity,
  };
}

export interface Tile { z: number; x: number; y: number }

/** Used again by the next question, so that none leaves four megabytes behind. */
let found = new Uint32Array(0);

/**
 * Slots of the events that match, in order of slot; with a tile, of those with coordinates that lie in it.
 * Read it at once: the next call writes over it.
 */
export function matching(columns: MapColumns, filter: MeantFilter, reader: Reader, tile?: Tile): Uint32Array {
  if (found.length < columns.length) found = new Uint32Array(columns.x.length);
  const size = tile ? WORLD / 2 ** tile.z : WORLD;
  return found.subarray(0, sifted(columns, filter, scan(columns, wantedOf(columns, filter, reader, tile !== undefined), (tile?.x ?? 0) * size, (tile?.y ?? 0) * size, size)));
}

/** What few questions ask, tested on what the scan left: actors, words, nearness to a border. */
function sifted({ actors, cell }: MapColumns, { actor, q, holdsWords, borderKm, near }: MeantFilter, scanned: number): number {
  let count = scanned;
  const keep = (isKept: (slot: number) => boolean) => {
    let kept = 0;
    for (let k = 0; k < count; k++) if (isKept(found[k]!)) found[kept++] = found[k]!;
    count = kept;
  };
  if (actor) {
    const ok = actors.test((names) => names.some((name) => actor.includes(name)));
    keep((slot) => ok[actors.numbers[slot]!] === 1);
  }
  if (q) {
    const ok = settled("holdsWords", holdsWords);
    keep((slot) => ok[slot] === 1);
  }
  if (borderKm !== undefined) {
    const cells = settled("near", near);
    const ok = cell.test((one) => cells.has(one));
    keep((slot) => ok[cell.numbers[slot]!] === 1);
  }
  return count;
}

/** Loops over plain columns, kept free of everything that is not a look-up or a comparison. Returns how many it found. */
function scan(columns: MapColumns, wanted: Wanted, west: number, north: number, size: number): number {
  const { length, x, y, day, lastDay, fatalities } = columns;
  const { readers: readersOk, coded, fromDay, toDay, leastFatalities, mostFatalities } = wanted;
  const readers = columns.readers.numbers;
  const east = west + size, south = north + size;
  let count = 0;
  if (size === WORLD) {
    for (let i = 0; i < length; i++) if (readersOk[readers[i]!] === 1) found[count++] = i;
  } else {
    for (let i = 0; i < length; i++) {
      if (x[i]! >= west && x[i]! < east && y[i]! >= north && y[i]! < south && readersOk[readers[i]!] === 1) found[count++] = i;
    }
  }
  // What is left is looked at again for each thing that was asked: most questions ask one or two.
  if (fromDay !== -Infinity || toDay !== Infinity) {
    const scanned = count;
    count = 0;
    for (let k = 0; k < scanned; k++) {
      const i = found[k]!;
      if (lastDay[i]! >= fromDay && day[i]! <= toDay) found[count++] = i;
    }
  }
  if (leastFatalities !== NOT_KNOWN || mostFatalities !== Infinity) {
    const scanned = count;
    count = 0;
    for (let k = 0; k < scanned; k++) {
      const i = found[k]!;
      if (fatalities[i]! >= leastFatalities && fatalities[i]! <= mostFatalities) found[count++] = i;
    }
  }
  for (const { numbers, ok } of coded) count = lookedUp(numbers, ok, count);
  return count;
}

function lookedUp(numbers: Uint16Array | Uint32Array, ok: Uint8Array, scanned: number): number {
  let count = 0;
  for (let k = 0; k < scanned; k++) {
    const i = found[k]!;
    if (ok[numbers[i]!] === 1) found[count++] = i;
  }
  return count;
}
