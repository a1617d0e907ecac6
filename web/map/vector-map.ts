/**
 * The map that is on the screen, drawn again as an SVG: the same features with the colours and widths that MapLibre settled
 * for each of them, so that print stays sharp and every line can be taken up by a drawing program.
 */
import type { Map as MapLibre, MapGeoJSONFeature } from "maplibre-gl";
import { element, FONT } from "../charts/ink.ts";

type Position = [lon: number, lat: number];
type Settled = Record<string, any>;

/** Geometry comes cut by the tile that it was drawn in; what lies in a tile's margin must not show. */
interface Tiled extends MapGeoJSONFeature { _x: number; _y: number; _z: number }

let made = 0;

/** @param width in pixels of the drawing; its height follows from the screen's map */
export function vectorMap(map: MapLibre, width: number): SVGSVGElement {
  const { clientWidth, clientHeight } = map.getCanvas();
  const height = Math.round((width * clientHeight) / clientWidth);
  const svg = element("svg", { width, height, viewBox: `0 0 ${clientWidth} ${clientHeight}`, "font-family": FONT }) as SVGSVGElement;
  const defs = element("defs", {});
  svg.append(defs);
  const at = (position: Position) => { const { x, y } = map.project(position); return [Math.round(x * 10) / 10, Math.round(y * 10) / 10] as const; };
  const clips = new Map<string, string>();
  const clipOf = ({ _x: x, _y: y, _z: z }: Tiled): string => {
    const key = `${z}/${x}/${y}`;
    if (!clips.has(key)) {
      const id = `tile-${++made}`;
      const [west, north] = at(corner(x, y, z)), [east, south] = at(corner(x + 1, y + 1, z));
      defs.append(element("clipPath", { id }, element("rect", { x: west, y: north, width: Math.max(0, east - west), height: Math.max(0, south - north) })));
      clips.set(key, id);
    }
    return clips.get(key)!;
  };
  const patterns = new Map<string, string>();
  const patternOf = (name: string): string => {
    if (!patterns.has(name)) {
      const id = `pattern-${++made}`;
      defs.append(patternDrawn(id, name));
      patterns.set(name, id);
    }
    return `url(#${patterns.get(name)})`;
  };
  for (const layer of map.getStyle().layers) {
    if (layer.type === "background") { svg.append(element("rect", { width: clientWidth, height: clientHeight, fill: String(layer.paint?.["background-color"] ?? "#FFFFFF") })); continue; }
    const drawn = element("g", { id: `layer-${layer.id}` });
    const seen = new Set<string>();
    for (const feature of map.queryRenderedFeatures({ layers: [layer.id] }) as Tiled[]) {
      const paint = (feature.layer.paint ?? {}) as Settled, layout = (feature.layer.layout ?? {}) as Settled;
      if (layer.type === "fill") drawn.append(clipped(clipOf(feature), element("path", { d: pathOf(feature.geometry, at), "fill-rule": "evenodd", fill: paint["fill-pattern"] ? patternOf(String(paint["fill-pattern"])) : colour(paint["fill-color"]), "fill-opacity": Number(paint["fill-opacity"] ?? 1) })));
      else if (layer.type === "line") drawn.append(clipped(clipOf(feature), lineOf(pathOf(feature.geometry, at), paint, layout)));
      else if (feature.geometry.type === "Point" && layer.type === "circle") drawn.append(circleOf(at(feature.geometry.coordinates as Position), paint));
      else if (layer.type === "symbol") {
        const label = labelOf(feature, layout, paint, at);
        // A name that stands in two tiles is written once.
        const key = label && `${label.textContent}@${label.getAttribute("x")}`;
        if (label && !seen.has(key!)) { seen.add(key!); drawn.append(label); }
      }
    }
    if (drawn.childNodes.length > 0) svg.append(drawn);
  }
  return svg;
}

function corner(x: number, y: number, z: number): Position {
  const n = 2 ** z;
  return [(x / n) * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / n))) * 180) / Math.PI];
}

const clipped = (id: string, drawn: SVGElement) => element("g", { "clip-path": `url(#${id})` }, drawn);

function colour(value: unknown): string {
  if (value === undefined || value === null) return "none";
  const { r, g, b, a } = value as { r?: number; g?: number; b?: number; a?: number };
  if (r === undefined || g === undefined || b === undefined) return String(value);
  // MapLibre keeps its colours multiplied by their own opacity.
  const share = a === undefined || a === 0 ? 1 : a;
  const part = (one: number) => Math.round((one / share) * 255);
  return `rgba(${part(r)},${part(g)},${part(b)},${a ?? 1})`;
}

function pathOf(geometry: GeoJSON.Geometry, at: (position: Position) => readonly [number, number]): string {
  const line = (points: GeoJSON.Position[], end = "") => `M${points.map((point) => at(point as Position).join(" ")).join("L")}${end}`;
  switch (geometry.type) {
    case "LineString": return line(geometry.coordinates);
    case "MultiLineString": return geometry.coordinates.map((part) => line(part)).join("");
    case "Polygon": return geometry.coordinates.map((ring) => line(ring, "Z")).join("");
    case "MultiPolygon": return geometry.coordinates.flat().map((ring) => line(ring, "Z")).join("");
    default: return "";
  }
}

function lineOf(d: string, paint: Settled, layout: Settled): SVGElement {
  const wide = Number(paint["line-width"] ?? 1);
  const dashes = (paint["line-dasharray"]?.from ?? paint["line-dasharray"]) as number[] | undefined;
  return element("path", {
    d, fill: "none", stroke: colour(paint["line-color"]), "stroke-width": wide, "stroke-opacity": Number(paint["line-opacity"] ?? 1),
    "stroke-linecap": String(layout["line-cap"] ?? "butt"), "stroke-linejoin": String(layout["line-join"] ?? "miter"),
    ...(Array.isArray(dashes) ? { "stroke-dasharray": dashes.map((part) => part * wide).join(" ") } : {}),
  });
}

function circleOf([x, y]: readonly [number, number], paint: Settled): SVGElement {
  const [right = 0, down = 0] = (paint["circle-translate"] ?? []) as number[];
  return element("circle", {
    cx: x + right, cy: y + down, r: Number(paint["circle-radius"] ?? 5), fill: colour(paint["circle-color"]), "fill-opacity": Number(paint["circle-opacity"] ?? 1),
    stroke: colour(paint["circle-stroke-color"]), "stroke-width": Number(paint["circle-stroke-width"] ?? 0), "stroke-opacity": Number(paint["circle-stroke-opacity"] ?? 1),
  });
}

/** At the point, or on the middle of a line and along it; turned so that it is read from the left. */
function labelOf({ geometry }: Tiled, layout: Settled, paint: Settled, at: (position: Position) => readonly [number, number]): SVGElement | undefined {
  const words = layout["text-field"]?.toString() as string | undefined;
  if (!words) return undefined;
  const line = geometry.type === "LineString" ? geometry.coordinates : geometry.type === "MultiLineString" ? geometry.coordinates[0] : undefined;
  const size = Number(layout["text-size"] ?? 12);
  const [right = 0, down = 0] = (paint["text-translate"] ?? []) as number[];
  let point: readonly [number, number], turn = 0;
  if (line && line.length > 1) {
    const middle = Math.floor((line.length - 1) / 2);
    const [from, to] = [at(line[middle] as Position), at(line[middle + 1] as Position)];
    point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    turn = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
    if (turn > 90) turn -= 180;
    if (turn < -90) turn += 180;
  } else if (geometry.type === "Point") point = at(geometry.coordinates as Position);
  else if (geometry.type === "Polygon" || geometry.type === "MultiPolygon") point = middleOf(geometry.type === "Polygon" ? geometry.coordinates[0]! : geometry.coordinates[0]![0]!, at);
  else return undefined;
  const isBeside = layout["text-variable-anchor"] !== undefined;
  const [x, y] = [point[0] + right + (isBeside ? size * 0.6 : 0), point[1] + down + size * 0.35];
  const halo = colour(paint["text-halo-color"]);
  return element("text", {
    x, y, "font-size": size, fill: colour(paint["text-color"]), "fill-opacity": Number(paint["text-opacity"] ?? 1), "text-anchor": isBeside ? "start" : "middle",
    "font-weight": String(layout["text-font"] ?? "").includes("SemiBold") ? 600 : 400,
    ...(halo === "none" ? {} : { stroke: halo, "stroke-width": Number(paint["text-halo-width"] ?? 0) * 2, "paint-order": "stroke", "stroke-linejoin": "round" }),
    ...(turn ? { transform: `rotate(${Math.round(turn)} ${point[0]} ${point[1]})` } : {}),
  }, words);
}

function middleOf(ring: GeoJSON.Position[], at: (position: Position) => readonly [number, number]): readonly [number, number] {
  const points = ring.map((point) => at(point as Position));
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

/** The patterns of `hatch.ts` once more, as lines. */
function patternDrawn(id: string, name: string): SVGElement {
  if (name === "suppressed") return element("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse" }, element("circle", { cx: 3.5, cy: 3.5, r: 1.2, fill: "#8B9196" }));
  const stroke = name === "claim" ? "#B91C1C" : "#8B9196";
  return element("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, element("line", { x1: 0, y1: 0, x2: 0, y2: 6, stroke, "stroke-width": name === "claim" ? 1.4 : 1.1 }));
}
