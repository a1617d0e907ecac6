/** Ways on a map: lines as wide as they are often observed, arcs from area to area, rings for what is known of one place only. */
import type { GeoJsonGeometry } from "../../src/platform/noun.ts";

export interface WayTags {
  /** What is said when the reader points at it. */
  words: string;
  colour: string;
  width: number;
  isDashed: boolean;
  hasArrow: boolean;
  /** Pixels beside the line, so that two on one way are both seen. */
  offset: number;
  label: string;
}

export interface WayFeature { type: "Feature"; properties: WayTags; geometry: { type: "Point" | "LineString" | "MultiLineString"; coordinates: unknown } }
export interface Ways { type: "FeatureCollection"; features: WayFeature[] }

export interface Way extends Omit<WayTags, "width" | "offset" | "label"> {
  /** In the ring; the count, if nothing else is said. */
  label?: string;
  geometry: GeoJsonGeometry | null;
  count: number;
  /** From one area to another: no road is meant, and so it is drawn as an arc. */
  isArc: boolean;
}

const NARROWEST = 2.5, WIDEST = 13;
/** The area under the count, not the count itself, is what the eye compares. */
export const widthOf = (count: number): number => Math.min(WIDEST, NARROWEST + 1.6 * (Math.sqrt(count) - 1));

export function waysOf(ways: readonly Way[]): Ways {
  const taken = new Map<string, number>();
  const features = atOnePlace(ways).flatMap(({ geometry, count, isArc, label = String(count), ...tags }): WayFeature[] => {
    if (!geometry || geometry.type === "Polygon" || geometry.type === "MultiPolygon") return [];
    const place = JSON.stringify(geometry.coordinates);
    const nth = taken.get(place) ?? 0;
    taken.set(place, nth + 1);
    const width = widthOf(count);
    const drawn = geometry.type === "LineString" && isArc ? { type: "LineString" as const, coordinates: arc(geometry.coordinates as [number, number][], nth) } : { type: geometry.type as "Point", coordinates: geometry.coordinates };
    return [{ type: "Feature", properties: { ...tags, width, offset: isArc ? 0 : sideOf(nth) * (width + 2), label }, geometry: drawn }];
  });
  return { type: "FeatureCollection", features };
}

/** What is known of one place is one ring: its colour is that of the most frequent, its words name them all. */
function atOnePlace(ways: readonly Way[]): Way[] {
  const isPoint = ({ geometry }: Way) => geometry?.type === "Point";
  const places = Map.groupBy(ways.filter(isPoint), ({ geometry }) => JSON.stringify(geometry!.coordinates));
  const merged = [...places.values()].map((group): Way => {
    const most = group.reduce((one, other) => (other.count > one.count ? other : one));
    return group.length === 1 ? most : { ...most, label: undefined, count: group.reduce((sum, { count }) => sum + count, 0), isDashed: group.every(({ isDashed }) => isDashed), words: group.map(({ words }) => words).join("\n") };
  });
  return [...ways.filter((way) => !isPoint(way)), ...merged.sort((a, b) => a.count - b.count)];
}

/** 0, 1, −1, 2, −2 … */
const sideOf = (nth: number) => (nth % 2 === 0 ? 0 - nth / 2 : (nth + 1) / 2);

const ARC_STEPS = 32;

/** A quadratic curve between two points, bent further to the side for each that already runs there. */
function arc([from, to]: readonly [number, number][], nth: number): [number, number][] {
  const [[x1, y1], [x2, y2]] = [from!, to!];
  const bend = 0.18 + 0.12 * nth;
  const [cx, cy] = [(x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend];
  return Array.from({ length: ARC_STEPS + 1 }, (_, step) => {
    const t = step / ARC_STEPS, u = 1 - t;
    return [u * u * x1 + 2 * u * t * cx + t * t * x2, u * u * y1 + 2 * u * t * cy + t * t * y2];
  });
}

/** The window that shows them all, with room around; nothing where there is none. */
export function boundsOf({ features }: Ways): [[number, number], [number, number]] | undefined {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  const look = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    if (typeof coordinates[0] !== "number") { for (const one of coordinates) look(one); return; }
    const [lon, lat] = coordinates as [number, number];
    west = Math.min(west, lon); east = Math.max(east, lon); south = Math.min(south, lat); north = Math.max(north, lat);
  };
  for (const { geometry } of features) look(geometry.coordinates);
  return west > east ? undefined : [[west - 0.6, south - 0.6], [east + 0.6, north + 0.6]];
}
