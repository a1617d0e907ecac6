/**
 * What does a phone draw when a person shows a place on a map? Outlines of countries and regions, and rivers: a few kilobytes of
 * lines, coarser than a kilometre, so that nobody takes them for a survey.
 */

/** Hundredths of a degree, longitude and latitude in turn: first where the line begins, then steps. */
export type OutlineLine = number[];
export interface Outline { v: 1; country: OutlineLine[]; region: OutlineLine[]; river: OutlineLine[] }
type Points = readonly (readonly number[])[];

/** About a kilometre. */
const TOLERANCE_DEGREES = 0.01;
const MOST_DISTINCT = 100;

/** Lines of a GeoJSON geometry: rings of areas, stretches of rivers. */
export function linesOf(geometry: { type: string; coordinates: unknown } | undefined): Points[] {
  if (!geometry) return [];
  if (geometry.type === "LineString") return [geometry.coordinates as Points];
  if (geometry.type === "MultiLineString" || geometry.type === "Polygon") return geometry.coordinates as Points[];
  return geometry.type === "MultiPolygon" ? (geometry.coordinates as Points[][]).flat() : [];
}

export const outlineOf = (lines: { country: Points[]; region: Points[]; river: Points[] }): Outline =>
  ({ v: 1, country: lines.country.flatMap(drawn), region: lines.region.flatMap(drawn), river: lines.river.flatMap(drawn) });

function drawn(line: Points): OutlineLine[] {
  const kept = simplify(line, TOLERANCE_DEGREES).map((point) => point.slice(0, 2).map((degrees) => Math.round(degrees * MOST_DISTINCT)));
  const distinct = kept.filter((point, at) => at === 0 || point[0] !== kept[at - 1]![0] || point[1] !== kept[at - 1]![1]);
  if (distinct.length < 2) return [];
  return [distinct.flatMap((point, at) => (at === 0 ? point : point.map((value, axis) => value - distinct[at - 1]![axis]!)))];
}

/** Douglas and Peucker: a point stays where leaving it out would move the line by more than `tolerance`. */
export function simplify(line: Points, tolerance: number): Points {
  if (line.length < 3) return line;
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    let farthest = -1, most = tolerance;
    for (let at = from + 1; at < to; at++) {
      const distance = distanceToStretch(line[at]!, line[from]!, line[to]!);
      if (distance > most) [farthest, most] = [at, distance];
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    open.push([from, farthest], [farthest, to]);
  }
  return line.filter((_, at) => keep[at]);
}

function distanceToStretch([x = 0, y = 0]: readonly number[], [ax = 0, ay = 0]: readonly number[], [bx = 0, by = 0]: readonly number[]): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = dx || dy ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy))) : 0;
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
