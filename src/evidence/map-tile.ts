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
import { markingOf, type Reader } from "../platform/marking.ts";
import type { EventFilter } from "./event-filter.ts";
import { NOT_KNOWN, type MapColumns, type Sureness, type What, type Where } from "./map-columns.ts";
import { dayWords, matching, type Tile } from "./map-filter.ts";

const EXTENT = 4_096;
/** A cluster's cell is 1/8 of a tile, 64 pixels of a page: far enough apart for a number to be read. */
const CELLS_A_SIDE = 8;
/** From this zoom on every event is a point of its own, unless a tile holds more than a slow link should carry. */
export const POINT_ZOOM = 11;
export const MOST_POINTS = 2_500;

/** How far from the truth a place of this precision may be drawn, in km. */
const RADIUS_KM: Record<string, number> = { exact: 0, near: 25, admin3: 20, admin2: 50, admin1: 150, feature: 50, country: 400, international: 400 };
/** Which p-code draws it instead, the narrowest that is known. */
const AREA_OF: Record<string, (where: Where) => string | undefined> = {
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

/** A running sum over the events of one cell or one area. */
interface Heap { count: number; x: number; y: number; fatalities: number; unknown: number; kinds: Map<string, number>; slot: number }

export interface DrawnTile { bytes: Uint8Array; strictestRank: number }

export function drawTile(columns: MapColumns, filter: EventFilter, reader: Reader, tile: Tile): DrawnTile {
  const found = matching(columns, filter, reader, tile);
  const size = WORLD / 2 ** tile.z;
  const west = tile.x * size, north = tile.y * size;
  const areaOf = columns.sureness.values.map(({ precision }) => (isWiderThanDot(precision, tile.z) ? AREA_OF[precision] : undefined));
  const showsAll = tile.z >= POINT_ZOOM && found.length <= MOST_POINTS;
  const families = familiesOf(columns.what.values);
  const cells = new Array<Heap | undefined>(CELLS_A_SIDE ** 2);
  const areas = new Map<string, Heap>();
  const points: number[] = [];
  const ranks = new Uint8Array(columns.readers.values.length);
  for (const slot of found) {
    ranks[columns.readers.numbers[slot]!] = 1;
    const areaHere = areaOf[columns.sureness.numbers[slot]!]?.(columns.where.values[columns.where.numbers[slot]!]!);
    const x = columns.x[slot]! - west, y = columns.y[slot]! - north;
    let heap: Heap;
    if (areaHere !== undefined) {
      heap = areas.get(areaHere) ?? emptyHeap(slot);
      areas.set(areaHere, heap);
    } else if (showsAll) {
      points.push(slot);
      continue;
    } else {
      heap = cells[Math.floor((y / size) * CELLS_A_SIDE) * CELLS_A_SIDE + Math.floor((x / size) * CELLS_A_SIDE)] ??= emptyHeap(slot);
    }
    const toll = columns.fatalities[slot]!;
    heap.count++;
    heap.x += x;
    heap.y += y;
    if (toll === NOT_KNOWN) heap.unknown++;
    else heap.fatalities += toll;
    const family = families[columns.what.numbers[slot]!]!;
    heap.kinds.set(family, (heap.kinds.get(family) ?? 0) + 1);
  }
  for (const heap of cells) if (heap?.count === 1) points.push(heap.slot);
  const at = (x: number, y: number): [number, number][] => [[Math.floor((x / size) * EXTENT), Math.floor((y / size) * EXTENT)]];
  const ofHeap = (heap: Heap, more: Record<string, string> = {}): Feature => ({ type: 1, geometry: at(heap.x / heap.count, heap.y / heap.count), tags: { ...tagsOf(heap), ...more } });
  const layers = {
    clusters: cells.filter((heap) => heap !== undefined && heap.count > 1).map((heap) => ofHeap(heap!)),
    areas: [...areas].map(([pcode, heap]) => ofHeap(heap, { pcode })),
    points: points.map((slot): Feature => ({ type: 1, geometry: at(columns.x[slot]! - west, columns.y[slot]! - north), tags: pointTags(columns, slot, tile.z, families) })),
  };
  return { bytes: encoded(layers), strictestRank: Math.max(0, ...columns.readers.values.map((held, number) => (ranks[number] ? held!.rank : 0))) };
}

const emptyHeap = (slot: number): Heap => ({ count: 0, x: 0, y: 0, fatalities: 0, unknown: 0, kinds: new Map(), slot });

function tagsOf({ count, fatalities, unknown, kinds }: Heap) {
  const most = Math.max(...kinds.values());
  const family = [...codeList("event-kind").codes.keys()].find((code) => kinds.get(code) === most)!;
  return { count, fatalities, ...(unknown > 0 ? { unknown } : {}), family };
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
    for (let broader = codes.get(kind)?.broader; broader; broader = codes.get(broader)?.broader) family = broader;
    return family;
  });
}

function encoded(layers: Record<string, Feature[]>): Uint8Array {
  const filled = Object.entries(layers).filter(([, features]) => features.length > 0).map(([name, features]) => [name, { features }]);
  return fromGeojsonVt(Object.fromEntries(filled), { version: 2, extent: EXTENT });
}

export type { Sureness };
