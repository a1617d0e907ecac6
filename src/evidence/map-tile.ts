/**
 * One vector tile of the events that match. Each event is in exactly one tile of a zoom and, in it, in exactly one feature:
 * - `clusters`: several events, at their mean position, with how many, the deaths of those whose toll is known, how many tolls
 *   are not known, and the broadest kind that is most frequent;
 * - `points`: one event;
 * - `areas`: events that are known only for an area that is wider than a dot at this zoom: by its p-code, for the page to draw.
 * So the counts of all tiles of a zoom sum to the number of events that match and have coordinates.
 */
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import { WORLD } from "../methods/spatial/mercator.ts";
import { codeList } from "../platform/codes.ts";
import { markingOf, OWNER_ONLY_RANK, type Reader } from "../platform/marking.ts";
import type { EventFilter } from "./event-filter.ts";
import { NOT_KNOWN, type MapColumns, type What, type Where } from "./map-columns.ts";
import { dayWords, matching, type Tile } from "./map-filter.ts";

const EXTENT = 4_096;
/** A cluster's cell is 1/8 of a tile, 64 pixels of a page: far enough apart for a number to be read. */
const CELLS_A_SIDE = 8;
const CELLS = CELLS_A_SIDE ** 2;
/** From this zoom on every event is a point of its own, unless a tile holds more than a slow link should carry. */
export const POINT_ZOOM = 11;
export const MOST_POINTS = 2_500;

/** How far from the truth a place of this precision may be drawn, in km. */
const RADIUS_KM: Record<string, number> = { exact: 0, near: 25, admin3: 20, admin2: 50, admin1: 150, feature: 50, country: 400, international: 400 };
/** Which p-code draws it instead, the narrowest that is known. */
const AREA_OF: Record<string, (where: Where) => string> = {
  admin3: ({ area, admin2, admin1, country }) => area ?? admin2 ?? admin1 ?? country,
  admin2: ({ admin2, admin1, country }) => admin2 ?? admin1 ?? country,
  admin1: ({ admin1, country }) => admin1 ?? country,
  country: ({ country }) => country,
};
/** A dot of a page is drawn about this wide. */
const DOT_PIXELS = 24;
const EQUATOR_KM = 40_075;
const PIXELS_A_TILE = 512;

export const isWiderThanDot = (precision: string, zoom: number): boolean =>
  (RADIUS_KM[precision] ?? 0) / (EQUATOR_KM / (PIXELS_A_TILE * 2 ** zoom)) > DOT_PIXELS;

interface Feature { type: 1; geometry: [number, number][]; tags: Record<string, string | number> }

export interface DrawnTile {
  bytes: Uint8Array;
  strictestRank: number;
  /** Of the events that are shown one by one those whose reading is journalled. */
  ownersOnly: { id: string; marking: number; owner: string; exercise: boolean }[];
}

export function drawTile(columns: MapColumns, filter: EventFilter, reader: Reader, tile: Tile): DrawnTile {
  const found = matching(columns, filter, reader, tile);
  const size = WORLD / 2 ** tile.z;
  const west = tile.x * size, north = tile.y * size;
  const families = familiesOf(columns.what.values);
  const areas = areasOf(columns, tile.z);
  const heaps = new Heaps(CELLS + areas.pcodes.length, families);
  const points: number[] = [];
  const showsAll = tile.z >= POINT_ZOOM && found.length <= MOST_POINTS;
  const cellsPerUnit = CELLS_A_SIDE / size;
  const ranks = new Uint8Array(columns.readers.values.length);
  const { x: xs, y: ys, fatalities } = columns;
  const readers = columns.readers.numbers, sureness = columns.sureness.numbers, what = columns.what.numbers, where = columns.where.numbers;
  for (let k = 0; k < found.length; k++) {
    const slot = found[k]!;
    const x = xs[slot]! - west, y = ys[slot]! - north;
    ranks[readers[slot]!] = 1;
    const area = areas.bySureness[sureness[slot]!]?.[where[slot]!];
    if (area === undefined && showsAll) points.push(slot);
    else heaps.add(area === undefined ? Math.floor(y * cellsPerUnit) * CELLS_A_SIDE + Math.floor(x * cellsPerUnit) : CELLS + area, x, y, fatalities[slot]!, what[slot]!, slot);
  }
  const at = (x: number, y: number): [number, number][] => [[Math.floor((x / size) * EXTENT), Math.floor((y / size) * EXTENT)]];
  const drawn = (heap: number, more: Record<string, string> = {}): Feature =>
    ({ type: 1, geometry: at(heaps.x[heap]! / heaps.count[heap]!, heaps.y[heap]! / heaps.count[heap]!), tags: { ...heaps.tagsOf(heap), ...more } });
  const layers: Record<string, Feature[]> = { clusters: [], areas: [], points: [] };
  for (let heap = 0; heap < CELLS; heap++) {
    if (heaps.count[heap] === 1) points.push(heaps.last[heap]!);
    else if (heaps.count[heap]! > 1) layers.clusters!.push(drawn(heap));
  }
  const alone = points.slice();
  areas.pcodes.forEach((pcode, area) => {
    const heap = CELLS + area;
    if (heaps.count[heap]! > 0) layers.areas!.push(drawn(heap, { pcode }));
    if (heaps.count[heap] === 1) alone.push(heaps.last[heap]!);
  });
  for (const slot of points) {
    layers.points!.push({ type: 1, geometry: at(columns.x[slot]! - west, columns.y[slot]! - north), tags: pointTags(columns, slot, tile.z, families) });
  }
  const ownersOnly = alone.map((slot) => ({ slot, held: columns.readers.values[columns.readers.numbers[slot]!]! })).filter(({ held }) => held.rank > OWNER_ONLY_RANK)
    .map(({ slot, held: { rank, owner, isExercise } }) => ({ id: columns.idOf(slot), marking: rank, owner, exercise: isExercise }));
  return { bytes: encoded(layers), ownersOnly, strictestRank: Math.max(0, ...columns.readers.values.map((held, number) => (ranks[number] ? held!.rank : 0))) };
}

/** Running sums over the events of a cell or an area. */
class Heaps {
  readonly count: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly last: Int32Array;
  readonly #fatalities: Float64Array;
  readonly #unknown: Float64Array;
  /** How many of each family, family by family within a heap. */
  readonly #kinds: Float64Array;
  readonly #familyNames: string[];
  readonly #familyOf: Uint16Array;

  constructor(size: number, families: readonly string[]) {
    this.count = new Float64Array(size);
    this.x = new Float64Array(size);
    this.y = new Float64Array(size);
    this.last = new Int32Array(size);
    this.#fatalities = new Float64Array(size);
    this.#unknown = new Float64Array(size);
    // In the order of the code list, so that of equally frequent families the same one is always shown.
    this.#familyNames = [...codeList("event-kind").codes.keys()].filter((code) => families.includes(code));
    this.#familyOf = Uint16Array.from(families, (family) => this.#familyNames.indexOf(family));
    this.#kinds = new Float64Array(size * this.#familyNames.length);
  }

  add(heap: number, x: number, y: number, fatalities: number, what: number, slot: number): void {
    this.count[heap]!++;
    this.x[heap]! += x;
    this.y[heap]! += y;
    this.last[heap] = slot;
    if (fatalities === NOT_KNOWN) this.#unknown[heap]!++;
    else this.#fatalities[heap]! += fatalities;
    this.#kinds[heap * this.#familyNames.length + this.#familyOf[what]!]!++;
  }

  tagsOf(heap: number) {
    const kinds = this.#kinds.subarray(heap * this.#familyNames.length, (heap + 1) * this.#familyNames.length);
    const unknown = this.#unknown[heap]!;
    return { count: this.count[heap]!, fatalities: this.#fatalities[heap]!, ...(unknown > 0 ? { unknown } : {}), family: this.#familyNames[kinds.indexOf(Math.max(...kinds))]! };
  }
}

/** For each way to be sure and each whereabouts, the area that stands for a dot at this zoom; nothing where a dot is honest. */
function areasOf(columns: MapColumns, zoom: number): { pcodes: string[]; bySureness: (Int32Array | undefined)[] } {
  const numbers = new Map<string, number>();
  const byPrecision = new Map<string, Int32Array>();
  const bySureness = columns.sureness.values.map(({ precision }) => {
    const areaOf = AREA_OF[precision];
    if (!areaOf || !isWiderThanDot(precision, zoom)) return undefined;
    const held = byPrecision.get(precision) ?? Int32Array.from(columns.where.values, (where) => {
      const pcode = areaOf(where);
      if (!numbers.has(pcode)) numbers.set(pcode, numbers.size);
      return numbers.get(pcode)!;
    });
    byPrecision.set(precision, held);
    return held;
  });
  return { pcodes: [...numbers.keys()], bySureness };
}

function pointTags(columns: MapColumns, slot: number, zoom: number, families: readonly string[]) {
  const what = columns.what.numbers[slot]!;
  const { reliability, credibility, precision } = columns.sureness.values[columns.sureness.numbers[slot]!]!;
  const toll = columns.fatalities[slot]!;
  return {
    id: columns.idOf(slot), kind: columns.what.values[what]!.kind, family: families[what]!, day: dayWords(columns.day[slot]!), precision,
    grading: `${reliability}${credibility}`, marking: markingOf(columns.readers.values[columns.readers.numbers[slot]!]!.rank),
    ...(toll === NOT_KNOWN ? {} : { fatalities: toll }),
    // Wider than a dot, and no area that would say so: the page draws a circle of this radius.
    ...(isWiderThanDot(precision, zoom) ? { radiusKm: RADIUS_KM[precision]! } : {}),
  };
}

/** The broadest kind above each kind. */
export function familiesOf(whats: readonly What[]): string[] {
  const { codes } = codeList("event-kind");
  return whats.map(({ kind }) => {
    let family = kind;
    // A list that an administrator bent into a ring still ends.
    for (let steps = codes.size; steps > 0 && codes.get(family)?.broader; steps--) family = codes.get(family)!.broader!;
    return family;
  });
}

function encoded(layers: Record<string, Feature[]>): Uint8Array {
  const filled = Object.entries(layers).filter(([, features]) => features.length > 0).map(([name, features]) => [name, { features }]);
  return fromGeojsonVt(Object.fromEntries(filled), { version: 2, extent: EXTENT });
}
