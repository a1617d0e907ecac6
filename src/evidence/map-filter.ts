/** Which events in memory does this caller mean, and may read? The same filter as `event-filter.ts` gives to SQL. */
import { WORLD } from "../methods/spatial/mercator.ts";
import { mayRead, markingOf, type Reader } from "../platform/marking.ts";
import { settled, withNarrower, type EventFilter, type MeantFilter } from "./event-filter.ts";
import { NOT_KNOWN, type MapColumns } from "./map-columns.ts";

/** For each coded column, which of its values will do; for the others, from where to where. */
interface Wanted {
  readers: Uint8Array;
  source: Uint8Array;
  what: Uint8Array;
  sureness: Uint8Array;
  where: Uint8Array;
  fromDay: number;
  toDay: number;
  leastFatalities: number;
  mostFatalities: number;
}

const DAY_MS = 86_400_000;
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
export const dayWords = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

function wantedOf(columns: MapColumns, filter: EventFilter, reader: Reader): Wanted {
  const kinds = filter.kind && withNarrower(filter.kind);
  const meets = (wanted: readonly string[] | undefined, ...held: (string | undefined)[]) => !wanted || held.some((word) => word !== undefined && wanted.includes(word));
  return {
    readers: columns.readers.test((held) => held !== undefined && meets(filter.marking, markingOf(held.rank)) &&
      mayRead(reader, { marking: markingOf(held.rank), owner: held.owner, exercise: held.isExercise })),
    source: columns.source.test((id) => meets(filter.source, id)),
    what: columns.what.test(({ kind, tactics, targets, commodities }) => (!kinds || kinds.has(kind)) && meets(filter.tactic, ...tactics) && meets(filter.target, ...targets) && meets(filter.commodity, ...commodities)),
    sureness: columns.sureness.test(({ reliability, credibility }) => meets(filter.reliability, reliability) && meets(filter.credibility, credibility)),
    where: columns.where.test(({ country, area, admin1, admin2 }) => meets(filter.country, country) && meets(filter.admin1, admin1) &&
      meets(filter.admin2, admin2) && meets(filter.area, area, admin2, admin1, country)),
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
  const wanted = wantedOf(columns, filter, reader);
  if (!tile) return found.subarray(0, sifted(columns, filter, scan(columns, wanted, 0, 0, WORLD)));
  const hasPoint = columns.sureness.test((value) => value.hasPoint);
  const size = WORLD / 2 ** tile.z;
  return found.subarray(0, sifted(columns, filter, scan(columns, { ...wanted, sureness: wanted.sureness.map((ok, i) => ok & hasPoint[i]!) }, tile.x * size, tile.y * size, size)));
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

/** One loop over plain columns, kept free of everything that is not a look-up or a comparison. Returns how many it found. */
function scan(columns: MapColumns, wanted: Wanted, west: number, north: number, size: number): number {
  const { length, x, y, day, lastDay, fatalities } = columns;
  const readers = columns.readers.numbers, source = columns.source.numbers, what = columns.what.numbers, sureness = columns.sureness.numbers, where = columns.where.numbers;
  const { readers: readersOk, source: sourceOk, what: whatOk, sureness: surenessOk, where: whereOk, fromDay, toDay, leastFatalities, mostFatalities } = wanted;
  const east = west + size, south = north + size;
  let count = 0;
  for (let i = 0; i < length; i++) {
    if (x[i]! < west || x[i]! >= east || y[i]! < north || y[i]! >= south) continue;
    if (readersOk[readers[i]!] === 0 || whatOk[what[i]!] === 0 || whereOk[where[i]!] === 0 || surenessOk[sureness[i]!] === 0 || sourceOk[source[i]!] === 0) continue;
    if (lastDay[i]! < fromDay || day[i]! > toDay || fatalities[i]! < leastFatalities || fatalities[i]! > mostFatalities) continue;
    found[count++] = i;
  }
  return count;
}
