/**
 * How many hours is it from any point of a region to the nearest post, clinic, school or road?
 *
 * The land is a grid of square cells that one crosses on foot or by cart at a speed of one's own; roads, tracks
 * and the courses of pirogues run through it at theirs; rivers cut it, except where one can cross, which
 * takes its time. A season is a world of its own: give it the speeds, the ways that are passable and the rivers
 * that are up. Where no target is known or none can be reached there is no answer, which is not a long way.
 *
 * A way off the roads goes from cell to cell in 16 directions, so it comes out up to 2.8 % too long, and is
 * known to about a cell at either end; a road is taken to be bridged where it is drawn across a river. Areas that wrap
 * round the date line are not served. Least-cost path over a grid after Tobler's and Dijkstra's idea,
 * as in AccessMod and Weiss et al. (2018), without slopes.
 */
import Flatbush from "flatbush";
import type { Line } from "./line.ts";
import { shortestTimes } from "./shortest-times.ts";
import { lonLatDistanceM } from "./sphere.ts";
import type { Box, LonLat } from "./sphere.ts";

export interface TravelWorld {
  box: Box;
  cellKm: number;
  /** Away from all ways; undefined where one cannot go (open water). The point is the middle of a cell. */
  offWayKmPerHour: number | ((lon: number, lat: number) => number | undefined);
  ways: readonly TravelWay[];
  /** Rivers that cannot be forded this season. */
  barriers: readonly Line[];
  crossings: readonly { at: LonLat; hours: number }[];
}

export interface TravelWay {
  line: Line;
  /** 0: impassable this season. */
  kmPerHour: number;
  /** Where one can get on or off: the landings of a pirogue. Left out: anywhere along it. */
  landings?: readonly LonLat[];
}

export interface Target<K> {
  key: K;
  at: LonLat;
}

export interface TravelTimes<K> {
  columns: number;
  rows: number;
  /** Per cell, row by row from the south-west corner; Infinity where no target can be reached. */
  hours: Float64Array;
  /** Undefined outside the box, and where no target can be reached. */
  at(lon: number, lat: number): { hours: number; key: K } | undefined;
  /** The middle of a cell. */
  middle(cell: number): [lon: number, lat: number];
}

const MOST_CELLS = 2_000_000;
/** Two of a kind close a step of a knight or of a king; the other eight are the same backwards. */
const STEPS = [[1, 0], [0, 1], [1, 1], [-1, 1], [2, 1], [1, 2], [-1, 2], [-2, 1]] as const;
const KM_A_DEGREE = 111.195;

/** Undefined where no target lies in the box: nothing is known, which is not far away. */
export function travelTimes<K>(world: TravelWorld, targets: readonly Target<K>[]): TravelTimes<K> | undefined {
  const grid = gridOf(world);
  const inside = targets.filter(({ at }) => grid.cellAt(at[0], at[1]) !== undefined);
  if (inside.length === 0) return undefined;
  const edges = new Edges();
  const speeds = Float64Array.from({ length: grid.columns * grid.rows }, (_, cell) => offWay(world, grid.middle(cell)));
  addLand(edges, grid, speeds, barrierTest(world.barriers, true));
  // A landing, a post or a bend of the road that lies on the river itself is open to both banks.
  const isCut = barrierTest(world.barriers, false);
  let nodes = speeds.length;
  const join = (node: number, at: LonLat, hours: number, mayBeCut: boolean) => {
    for (const cell of grid.around(at)) {
      const speed = speeds[cell]!;
      const middle = grid.middle(cell);
      if (speed > 0 && !(mayBeCut && isCut(at, middle))) edges.add(node, cell, hours + lonLatDistanceM(at[0], at[1], ...middle) / 1000 / speed);
    }
  };
  for (const way of world.ways) if (way.kmPerHour > 0) nodes = addWay(edges, way, nodes, world, (node, at) => join(node, at, 0, true));
  for (const { at, hours } of world.crossings) join(nodes++, at, hours / 2, false);
  const starts = inside.map(({ at }) => {
    join(nodes, at, 0, true);
    return { node: nodes++, time: 0 };
  });
  const found = shortestTimes({ nodes, ...edges.lists() }, starts);
  const hours = found.times.subarray(0, speeds.length);
  return {
    columns: grid.columns, rows: grid.rows, hours, middle: grid.middle,
    at(lon, lat) {
      const cell = grid.cellAt(lon, lat);
      return cell === undefined || hours[cell] === Infinity ? undefined : { hours: hours[cell]!, key: inside[found.targets[cell]!]!.key };
    },
  };
}

interface Grid {
  columns: number;
  rows: number;
  cellAt(lon: number, lat: number): number | undefined;
  middle(cell: number): [lon: number, lat: number];
  /** The cell of a point and its eight neighbours. */
  around(at: LonLat): number[];
}

/** Cells are square at the middle of the box; towards the poles they are a little narrower. */
function gridOf({ box: [west, south, east, north], cellKm }: TravelWorld): Grid {
  const latStep = cellKm / KM_A_DEGREE;
  const lonStep = latStep / Math.cos(((south + north) / 2) * (Math.PI / 180));
  const columns = Math.max(1, Math.ceil((east - west) / lonStep));
  const rows = Math.max(1, Math.ceil((north - south) / latStep));
  if (!(columns * rows <= MOST_CELLS)) throw new RangeError(`cells of ${cellKm} km are too small for this box: ${columns} by ${rows}`);
  const cellAt = (lon: number, lat: number) => {
    const [column, row] = [Math.floor((lon - west) / lonStep), Math.floor((lat - south) / latStep)];
    return column >= 0 && column < columns && row >= 0 && row < rows ? row * columns + column : undefined;
  };
  return {
    columns, rows, cellAt,
    middle: (cell) => [west + ((cell % columns) + 0.5) * lonStep, south + (Math.floor(cell / columns) + 0.5) * latStep],
    around: ([lon, lat]) => [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => cellAt(lon + right * lonStep, lat + down * latStep))).filter((cell) => cell !== undefined),
  };
}

function offWay({ offWayKmPerHour: speed }: TravelWorld, [lon, lat]: LonLat): number {
  const found = typeof speed === "number" ? speed : (speed(lon, lat) ?? 0);
  if (!(found >= 0 && found < Infinity)) throw new RangeError(`a speed must be a number from 0 on, not ${found}`);
  return found;
}

function addLand(edges: Edges, grid: Grid, speeds: Float64Array, isCut: (a: LonLat, b: LonLat) => boolean): void {
  const { columns, rows } = grid;
  for (let row = 0; row < rows; row++) {
    // Every cell of a row has the same neighbours, as far away.
    const lengths = STEPS.map(([right, up]) => {
      const [[lonA, latA], [lonB, latB]] = [grid.middle(row * columns), grid.middle((row + up) * columns)];
      const lonStep = columns > 1 ? grid.middle(1)[0] - grid.middle(0)[0] : 0;
      return lonLatDistanceM(lonA, latA, lonB + right * lonStep, latB) / 1000;
    });
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      if (speeds[cell] === 0) continue;
      STEPS.forEach(([right, up], step) => {
        if (column + right < 0 || column + right >= columns || row + up >= rows) return;
        const other = cell + up * columns + right;
        if (speeds[other] === 0 || isCut(grid.middle(cell), grid.middle(other))) return;
        edges.add(cell, other, lengths[step]! * (0.5 / speeds[cell]! + 0.5 / speeds[other]!));
      });
    }
  }
}

/** Nodes along the way, no further apart than half a cell, so that one can get on anywhere. */
function addWay(edges: Edges, { line, kmPerHour, landings }: TravelWay, firstNode: number, { cellKm }: TravelWorld, join: (node: number, at: LonLat) => void): number {
  let node = firstNode;
  const points: LonLat[] = [];
  line.forEach((point, i) => {
    const before = line[i - 1];
    const metres = before ? lonLatDistanceM(before[0], before[1], point[0], point[1]) : 0;
    const pieces = before ? Math.max(1, Math.ceil(metres / 500 / cellKm)) : 1;
    for (let piece = 1; piece <= pieces; piece++) {
      const part = piece / pieces;
      points.push(before ? [before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])] : point);
      if (points.length > 1) edges.add(node - 1, node, metres / pieces / 1000 / kmPerHour);
      if (!landings) join(node, points.at(-1)!);
      node += 1;
    }
  });
  const distance = (a: LonLat, b: LonLat) => lonLatDistanceM(a[0], a[1], b[0], b[1]);
  for (const landing of points.length > 0 ? (landings ?? []) : []) {
    const nearest = points.reduce((best, point, i) => (distance(point, landing) < distance(points[best]!, landing) ? i : best), 0);
    edges.add(firstNode + nearest, node, distance(points[nearest]!, landing) / 1000 / kmPerHour);
    join(node, landing);
    node += 1;
  }
  return node;
}

/** Does a straight step cross a river? Seen on the flat of longitude and latitude, which is near enough for a step. */
function barrierTest(barriers: readonly Line[], countsTouching: boolean): (a: LonLat, b: LonLat) => boolean {
  const stretches = barriers.flatMap((line) => line.slice(1).map((point, i) => [line[i]!, point] as const));
  if (stretches.length === 0) return () => false;
  const boxes = new Flatbush(stretches.length);
  for (const [a, b] of stretches) boxes.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
  boxes.finish();
  return (a, b) => boxes.search(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]), (i) => cross(a, b, ...stretches[i]!, countsTouching)).length > 0;
}

/** Where touching counts, a step that ends on the river does not go over it unseen. */
function cross(a: LonLat, b: LonLat, c: LonLat, d: LonLat, countsTouching: boolean): boolean {
  const [ends, banks] = [side(a, b, c) * side(a, b, d), side(c, d, a) * side(c, d, b)];
  return countsTouching ? ends <= 0 && banks <= 0 : ends <= 0 && banks < 0;
}

const side = (a: LonLat, b: LonLat, p: LonLat) => Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));

/** Edges as they come, in lists that grow. */
class Edges {
  #from: Int32Array = new Int32Array(1024);
  #to: Int32Array = new Int32Array(1024);
  #times = new Float64Array(1024);
  #size = 0;

  add(from: number, to: number, hours: number): void {
    if (this.#size === this.#times.length) {
      const grown = <T extends Int32Array | Float64Array>(list: T, into: T) => (into.set(list), into);
      this.#from = grown(this.#from, new Int32Array(this.#size * 2));
      this.#to = grown(this.#to, new Int32Array(this.#size * 2));
      this.#times = grown(this.#times, new Float64Array(this.#size * 2));
    }
    this.#from[this.#size] = from;
    this.#to[this.#size] = to;
    this.#times[this.#size++] = hours;
  }

  lists(): { from: Int32Array; to: Int32Array; times: Float64Array } {
    return { from: this.#from.subarray(0, this.#size), to: this.#to.subarray(0, this.#size), times: this.#times.subarray(0, this.#size) };
  }
}
