/**
 * How far is a point from a line (a road, a river, a border), where does it come
 * nearest, and how long is the line?
 *
 * Every stretch between two vertices is an arc of a great circle, as in s2.
 * Distances in metres on the sphere of `sphere.ts`, within a micrometre of sf.
 * Method: the arc and the point as vectors; the foot is the point's shadow on the
 * plane of the arc, or an end of the arc if the shadow falls outside.
 */
import { EARTH_RADIUS_M, distanceM } from "./sphere.ts";
import type { LonLat } from "./sphere.ts";

export type Line = readonly LonLat[];

export interface NearestOnLine {
  distanceM: number;
  point: [lon: number, lat: number];
  /** Which stretch: 0 lies between the first and the second vertex. */
  segment: number;
  /** From the line's start to `point`, along the line. */
  alongM: number;
}

export function lengthM(line: Line): number {
  let metres = 0;
  for (let i = 1; i < line.length; i++) metres += distanceM(line[i - 1]!, line[i]!);
  return metres;
}

export function distanceToSegmentM(p: LonLat, a: LonLat, b: LonLat): number {
  const vp = toVector(p);
  return chordM(vp, nearestOnArc(vp, toVector(a), toVector(b)));
}

/** A line of one vertex is that point; a line without any has no distance. */
export function distanceToLineM(p: LonLat, line: Line): number | undefined {
  if (line.length === 0) return undefined;
  const vp = toVector(p);
  let from = toVector(line[0]!);
  let nearest = chordM(vp, from);
  for (let i = 1; i < line.length; i++) {
    const to = toVector(line[i]!);
    nearest = Math.min(nearest, chordM(vp, nearestOnArc(vp, from, to)));
    from = to;
  }
  return nearest;
}

export function nearestOnLine(p: LonLat, line: Line): NearestOnLine | undefined {
  if (line.length === 0) return undefined;
  const vp = toVector(p);
  let from = toVector(line[0]!);
  let best = { metres: chordM(vp, from), foot: from, segment: 0, start: from };
  for (let i = 1; i < line.length; i++) {
    const to = toVector(line[i]!);
    const foot = nearestOnArc(vp, from, to);
    const metres = chordM(vp, foot);
    if (metres < best.metres) best = { metres, foot, segment: i - 1, start: from };
    from = to;
  }
  const alongM = lengthM(line.slice(0, best.segment + 1)) + chordM(best.start, best.foot);
  return { distanceM: best.metres, point: toLonLat(best.foot), segment: best.segment, alongM };
}

type Vector = readonly [x: number, y: number, z: number];

function nearestOnArc(p: Vector, a: Vector, b: Vector): Vector {
  // (a - b) × (a + b) is twice a × b and keeps its digits when a and b are neighbours.
  const normal = cross(minus(a, b), plus(a, b));
  // p in the plane of the arc, as shareA·a + shareB·b up to a common factor.
  const shareA = dot(cross(p, b), normal);
  const shareB = dot(cross(a, p), normal);
  if (shareA > 0 && shareB > 0) {
    // As a part of the chord from a to b: the shares themselves may be too small to be squared.
    const part = shareB / (shareA + shareB);
    return unit(plus(a, [part * (b[0] - a[0]), part * (b[1] - a[1]), part * (b[2] - a[2])]));
  }
  return chordM(p, a) <= chordM(p, b) ? a : b;
}

/** Angle between two unit vectors after Kahan: exact for neighbours and for antipodes. */
function chordM(a: Vector, b: Vector): number {
  return 2 * EARTH_RADIUS_M * Math.atan2(norm(minus(a, b)), norm(plus(a, b)));
}

function toVector([lon, lat]: LonLat): Vector {
  const theta = (lon * Math.PI) / 180;
  const phi = (lat * Math.PI) / 180;
  return [Math.cos(phi) * Math.cos(theta), Math.cos(phi) * Math.sin(theta), Math.sin(phi)];
}

function toLonLat([x, y, z]: Vector): [lon: number, lat: number] {
  return [(Math.atan2(y, x) * 180) / Math.PI, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI];
}

function unit(v: Vector): Vector {
  const length = norm(v);
  return [v[0] / length, v[1] / length, v[2] / length];
}

const norm = (v: Vector) => Math.sqrt(dot(v, v));
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const plus = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
