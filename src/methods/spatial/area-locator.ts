/**
 * In which area does a point lie, asked hundreds of thousands of times?
 *
 * One locator holds the areas of one level. Where areas share their very vertices
 * (as COD-AB levels do) a point on a shared edge or corner lies in exactly one of
 * them, because both see the same edge with the same exact rule (`side.ts`).
 * Where the data leave gaps or overlaps, a point in a gap has no area and a point
 * in an overlap goes to the area that was given first.
 * Degrees, edges straight in degrees, no wrapping at the date line.
 */
import Flatbush from "flatbush";
import { bboxOf, isEastOf, partsOf } from "./polygon.ts";
import type { AreaGeometry } from "./polygon.ts";

export interface Area<K> {
  key: K;
  geometry: AreaGeometry;
}

export class AreaLocator<K> {
  readonly keys: readonly K[];
  readonly #boxes: Flatbush | undefined;
  readonly #edges: EdgeTable[];

  constructor(areas: Iterable<Area<K>>) {
    const given = [...areas].filter(({ geometry }) => bboxOf(geometry.coordinates));
    this.keys = given.map(({ key }) => key);
    this.#edges = given.map(({ geometry }) => edgeTable(geometry));
    if (given.length === 0) return;
    this.#boxes = new Flatbush(given.length);
    for (const { geometry } of given) this.#boxes.add(...bboxOf(geometry.coordinates)!);
    this.#boxes.finish();
  }

  locate(lon: number, lat: number): K | undefined {
    const index = this.locateIndex(lon, lat);
    return index < 0 ? undefined : this.keys[index];
  }

  /** Index into `keys`, -1 for nowhere. */
  locateIndex(lon: number, lat: number): number {
    if (!this.#boxes || Number.isNaN(lon) || Number.isNaN(lat)) return -1;
    let found = -1;
    for (const index of this.#boxes.search(lon, lat, lon, lat))
      if ((found < 0 || index < found) && holds(this.#edges[index]!, lon, lat)) found = index;
    return found;
  }

  locateMany(lons: ArrayLike<number>, lats: ArrayLike<number>): Int32Array {
    const found = new Int32Array(lons.length);
    for (let i = 0; i < found.length; i++) found[i] = this.locateIndex(lons[i]!, lats[i]!);
    return found;
  }
}

/**
 * Edges of one area, listed by slab of latitude so that a look-up reads the few
 * edges beside the point: slab s holds `list[start[s]]` to `list[start[s + 1]]`.
 */
interface EdgeTable {
  /** ax, ay, bx, by of each edge, a the southern end. */
  ends: Float64Array;
  start: Uint32Array;
  list: Uint32Array;
  south: number;
  slabsPerDegree: number;
}

function edgeTable(geometry: AreaGeometry): EdgeTable {
  const flat: number[] = [];
  for (const ring of partsOf(geometry).flat())
    for (let i = 1; i < ring.length; i++) {
      const a = ring[i - 1]!;
      const b = ring[i]!;
      if (a[1] < b[1]) flat.push(a[0], a[1], b[0], b[1]);
      else if (a[1] > b[1]) flat.push(b[0], b[1], a[0], a[1]);
      // An edge along a parallel never counts: its neighbours do.
    }
  const ends = Float64Array.from(flat);
  const [, south, , north] = bboxOf(geometry.coordinates)!;
  const slabs = Math.max(1, ends.length / 4);
  const slabsPerDegree = north > south ? slabs / (north - south) : 0;
  const table = { ends, south, slabsPerDegree };

  // Two passes, count then fill. One slab more for the point that lies exactly on the northern end.
  const start = new Uint32Array(slabs + 2);
  forEachSlab(table, (slab) => start[slab + 1]!++);
  for (let s = 1; s < start.length; s++) start[s]! += start[s - 1]!;
  const next = start.slice();
  const list = new Uint32Array(start.at(-1)!);
  forEachSlab(table, (slab, edge) => (list[next[slab]!++] = edge));
  return { ...table, start, list };
}

type Slabs = Pick<EdgeTable, "ends" | "south" | "slabsPerDegree">;

function forEachSlab(table: Slabs, visit: (slab: number, edge: number) => void): void {
  for (let e = 0; e < table.ends.length; e += 4) {
    const last = slabOf(table, table.ends[e + 3]!);
    for (let slab = slabOf(table, table.ends[e + 1]!); slab <= last; slab++) visit(slab, e);
  }
}

/** Rounding may shift a slab's rim, but alike for edges and points: the order is kept. */
function slabOf({ south, slabsPerDegree }: Slabs, lat: number): number {
  return Math.floor((lat - south) * slabsPerDegree);
}

function holds(table: EdgeTable, lon: number, lat: number): boolean {
  const { ends, start, list } = table;
  const slab = slabOf(table, lat);
  let inside = false;
  for (let i = start[slab]!; i < start[slab + 1]!; i++) {
    const e = list[i]!;
    if (isEastOf(ends[e]!, ends[e + 1]!, ends[e + 2]!, ends[e + 3]!, lon, lat)) inside = !inside;
  }
  return inside;
}
