/**
 * Which of up to a million points are nearest to a place, and which lie within
 * some metres of it?
 *
 * Exact on the sphere of `sphere.ts`: neighbours in degrees give an upper bound,
 * then every point in the box around that circle is measured. Answers are
 * positions in the columns that were given, nearest first, equal distances in
 * column order. About 40 bytes a point beside the columns. Does not wrap at the date line and is
 * slow near the poles.
 */
import Flatbush from "flatbush";
import { boxAround, lonLatDistanceM } from "./sphere.ts";

export interface NearPoint {
  index: number;
  distanceM: number;
}

export class PointIndex {
  readonly #lons: ArrayLike<number>;
  readonly #lats: ArrayLike<number>;
  readonly #tree: Flatbush | undefined;

  /** The columns are kept, not copied: do not change them afterwards. */
  constructor(lons: ArrayLike<number>, lats: ArrayLike<number>) {
    if (lons.length !== lats.length) throw new RangeError(`${lons.length} longitudes for ${lats.length} latitudes`);
    this.#lons = lons;
    this.#lats = lats;
    if (lons.length === 0) return;
    this.#tree = new Flatbush(lons.length);
    for (let i = 0; i < lons.length; i++) this.#tree.add(lons[i]!, lats[i]!);
    this.#tree.finish();
  }

  nearest(lon: number, lat: number, count: number, maxM = Infinity): NearPoint[] {
    const guess = this.#tree?.neighbors(lon, lat, count) ?? [];
    if (guess.length === 0 || count < 1) return [];
    let boundM = 0;
    for (const i of guess) boundM = Math.max(boundM, lonLatDistanceM(lon, lat, this.#lons[i]!, this.#lats[i]!));
    return this.within(lon, lat, Math.min(boundM, maxM)).slice(0, count);
  }

  within(lon: number, lat: number, radiusM: number): NearPoint[] {
    const found: NearPoint[] = [];
    for (const index of this.#tree?.search(...boxAround(lon, lat, radiusM)) ?? []) {
      const distanceM = lonLatDistanceM(lon, lat, this.#lons[index]!, this.#lats[index]!);
      if (distanceM <= radiusM) found.push({ index, distanceM });
    }
    return found.sort((a, b) => a.distanceM - b.distanceM || a.index - b.index);
  }
}
