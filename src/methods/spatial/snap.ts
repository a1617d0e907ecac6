/**
 * A lighter copy of a line or an area for drawing: every vertex moves to the nearest crossing of a fine grid, and what then
 * repeats, doubles back or has no inside is left out.
 *
 * Each vertex moves by itself, so that areas which share vertices still share them afterwards: no gap opens between
 * neighbours, as it would with Douglas–Peucker on each area alone. A vertex moves at most 0.71 of a grid step. What is too
 * small for the grid altogether comes back undefined. Degrees; `stepsPerDegree` 1000 is about 110 m.
 */
import type { LonLat } from "./sphere.ts";

export type Shape =
  | { type: "Point"; coordinates: LonLat }
  | { type: "LineString"; coordinates: readonly LonLat[] }
  | { type: "MultiLineString" | "Polygon"; coordinates: readonly (readonly LonLat[])[] }
  | { type: "MultiPolygon"; coordinates: readonly (readonly (readonly LonLat[])[])[] };

export function snapped(shape: Shape, stepsPerDegree: number): Shape | undefined {
  const line = (positions: readonly LonLat[]) => onGrid(positions, stepsPerDegree);
  const lines = (all: readonly (readonly LonLat[])[]) => all.map(line).filter((positions) => positions.length > 1);
  switch (shape.type) {
    case "Point": return { type: shape.type, coordinates: moved(shape.coordinates, stepsPerDegree) };
    case "LineString": return filled({ type: shape.type, coordinates: lines([shape.coordinates])[0] ?? [] });
    case "MultiLineString": return filled({ type: shape.type, coordinates: lines(shape.coordinates) });
    case "Polygon": return filled({ type: shape.type, coordinates: rings(shape.coordinates, line) });
    case "MultiPolygon": return filled({ type: shape.type, coordinates: shape.coordinates.map((part) => rings(part, line)).filter((part) => part.length > 0) });
  }
}

const filled = <S extends Shape>(shape: S): S | undefined => (shape.coordinates.length > 0 ? shape : undefined);

/** Holes go with an outer ring that is too small for the grid. */
function rings([outer, ...holes]: readonly (readonly LonLat[])[], line: (positions: readonly LonLat[]) => LonLat[]): LonLat[][] {
  const [first, ...rest] = [outer ?? [], ...holes].map((ring) => withoutSpikeAtTheSeam(line(ring)));
  return isRing(first!) ? [first!, ...rest.filter(isRing)] : [];
}

const isRing = (positions: readonly LonLat[]) => positions.length > 3;

const moved = ([lon, lat]: LonLat, steps: number): [number, number] => [Math.round(lon * steps) / steps, Math.round(lat * steps) / steps];

const isSame = (a: LonLat | undefined, b: LonLat | undefined) => a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];

function onGrid(positions: readonly LonLat[], steps: number): LonLat[] {
  const out: LonLat[] = [];
  for (const position of positions) {
    const at = moved(position, steps);
    if (isSame(out.at(-1), at)) continue;
    // There and back again is nothing.
    if (isSame(out.at(-2), at)) out.pop();
    else out.push(at);
  }
  return out;
}

/** Where a ring begins and ends is as much a place as any other. */
function withoutSpikeAtTheSeam(ring: LonLat[]): LonLat[] {
  let open = ring.slice(0, -1);
  while (open.length > 2 && isSame(open[1], open.at(-1))) open = open.slice(1, -1);
  return open.length > 2 ? [...open, open[0]!] : [];
}
