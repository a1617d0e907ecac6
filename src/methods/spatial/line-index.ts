/**
 * Which of many lines (roads, rivers, borders) comes nearest to a point, and
 * which pass within some metres of it?
 *
 * Exact: the stretch nearest in degrees gives an upper bound, and every stretch
 * whose box meets the box around that circle is measured along the sphere
 * (`line.ts`). The same key may be given for several lines, as for the parts of
 * one river. Does not wrap at the date line.
 */
import Flatbush from "flatbush";
import { distanceToSegmentM, nearestOnLine } from "./line.ts";
import type { Line } from "./line.ts";
import { boxAround } from "./sphere.ts";
import type { Box, LonLat } from "./sphere.ts";

export interface KeyedLine<K> {
  key: K;
  line: Line;
}

export interface NearLine<K> {
  key: K;
  distanceM: number;
  /** Where the line comes nearest. */
  point: [lon: number, lat: number];
}

export class LineIndex<K> {
  readonly #stretches: { key: K; a: LonLat; b: LonLat }[] = [];
  readonly #boxes: Flatbush | undefined;

  constructor(lines: Iterable<KeyedLine<K>>) {
    for (const { key, line } of lines) {
      if (line.length === 1) this.#stretches.push({ key, a: line[0]!, b: line[0]! });
      for (let i = 1; i < line.length; i++) this.#stretches.push({ key, a: line[i - 1]!, b: line[i]! });
    }
    if (this.#stretches.length === 0) return;
    this.#boxes = new Flatbush(this.#stretches.length);
    for (const { a, b } of this.#stretches) this.#boxes.add(...arcBox(a, b));
    this.#boxes.finish();
  }

  /** Undefined only if the index holds no line. */
  nearest(lon: number, lat: number): NearLine<K> | undefined {
    if (!this.#boxes) return undefined;
    const guess = this.#boxes.neighbors(lon, lat, 1)[0];
    if (guess === undefined) return undefined;
    let best = guess;
    let bestM = this.#distanceM(guess, lon, lat);
    for (const i of this.#boxes.search(...boxAround(lon, lat, bestM))) {
      const metres = this.#distanceM(i, lon, lat);
      if (metres < bestM) [best, bestM] = [i, metres];
    }
    return this.#describe(best, lon, lat);
  }

  /** One entry for each key, nearest first. */
  within(lon: number, lat: number, radiusM: number): NearLine<K>[] {
    const nearest = new Map<K, { stretch: number; metres: number }>();
    for (const stretch of this.#boxes?.search(...boxAround(lon, lat, radiusM)) ?? []) {
      const metres = this.#distanceM(stretch, lon, lat);
      const { key } = this.#stretches[stretch]!;
      if (metres <= radiusM && metres < (nearest.get(key)?.metres ?? Infinity)) nearest.set(key, { stretch, metres });
    }
    // Sorted by the distances that are returned: measured twice, they may differ in the last digit.
    return [...nearest.values()]
      .map(({ stretch }) => this.#describe(stretch, lon, lat))
      .sort((x, y) => x.distanceM - y.distanceM);
  }

  #distanceM(stretch: number, lon: number, lat: number): number {
    const { a, b } = this.#stretches[stretch]!;
    return distanceToSegmentM([lon, lat], a, b);
  }

  #describe(stretch: number, lon: number, lat: number): NearLine<K> {
    const { key, a, b } = this.#stretches[stretch]!;
    const { distanceM, point } = nearestOnLine([lon, lat], [a, b])!;
    return { key, distanceM, point };
  }
}

/** An arc rises above its higher end by no more than an arc between two points of that latitude would. */
function arcBox(a: LonLat, b: LonLat): Box {
  const turn = Math.cos((Math.min(170, Math.abs(a[0] - b[0])) * Math.PI) / 360);
  const bulge = (lat: number) => (Math.atan(Math.tan((lat * Math.PI) / 180) / turn) * 180) / Math.PI;
  const south = Math.min(a[1], b[1]);
  const north = Math.max(a[1], b[1]);
  return [
    Math.min(a[0], b[0]),
    south < 0 ? bulge(south) : south,
    Math.max(a[0], b[0]),
    north > 0 ? bulge(north) : north,
  ];
}
