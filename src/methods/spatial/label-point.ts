/**
 * Where may an area's name or symbol stand, so that it lies inside the area?
 *
 * The centroid can fall outside a bent area or into a hole. Here some parallels
 * are cut through the area, the middle of the longest cut is taken, and then the
 * middle of the meridian's cut through it. Degrees in, degrees out; a choice that
 * looks right rather than an exact centre. Undefined if the area has no inside.
 */
import { bboxOf, holdsPoint, partsOf } from "./polygon.ts";
import type { AreaGeometry } from "./polygon.ts";

/** Odd, so that the middle of the box is among them. */
const PARALLELS = 15;

export function labelPoint(geometry: AreaGeometry): [lon: number, lat: number] | undefined {
  const box = bboxOf(geometry.coordinates);
  if (!box) return undefined;
  const [, south, , north] = box;

  let best: { length: number; point: [number, number] } | undefined;
  for (let i = 1; i <= PARALLELS; i++) {
    const lat = south + ((north - south) * i) / (PARALLELS + 1);
    for (const [west, east] of cuts(geometry, 1, lat)) {
      const point: [number, number] = [(west + east) / 2, lat];
      if (east - west > (best?.length ?? 0) && holdsPoint(geometry, ...point)) best = { length: east - west, point };
    }
  }
  if (!best) return undefined;

  const [lon, lat] = best.point;
  const cut = cuts(geometry, 0, lon).find(([from, to]) => from <= lat && lat <= to);
  const centred: [number, number] = cut ? [lon, (cut[0] + cut[1]) / 2] : best.point;
  return holdsPoint(geometry, ...centred) ? centred : best.point;
}

/** The stretches inside the area along a parallel (`axis` 1, fixed latitude) or a meridian (`axis` 0). */
function cuts(geometry: AreaGeometry, axis: 0 | 1, at: number): [from: number, to: number][] {
  const other = axis === 1 ? 0 : 1;
  const crossings: number[] = [];
  for (const ring of partsOf(geometry).flat())
    for (let i = 1; i < ring.length; i++) {
      const a = ring[i - 1]!;
      const b = ring[i]!;
      if (a[axis] > at === b[axis] > at) continue;
      crossings.push(a[other] + ((at - a[axis]) / (b[axis] - a[axis])) * (b[other] - a[other]));
    }
  crossings.sort((x, y) => x - y);
  const stretches: [number, number][] = [];
  for (let i = 1; i < crossings.length; i += 2) stretches.push([crossings[i - 1]!, crossings[i]!]);
  return stretches;
}
