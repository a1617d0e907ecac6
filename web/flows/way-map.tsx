/** Lines over our own ground: how wide, which colour, broken or whole, with an arrow or without. The table beside it says the same. */
import "maplibre-gl/dist/maplibre-gl.css";
import { useComputedColorScheme } from "@mantine/core";
import type { GeoJSONSource, LayerSpecification, Map as MapLibre, StyleSpecification } from "maplibre-gl";
import { useEffect, useRef, type RefObject } from "react";
import { language, useWords } from "../frame/words.ts";
import { makeFigureMap } from "../map/figure-map.ts";
import { BOLD, fontFaces } from "../map/fonts.ts";
import { groundLayers } from "../map/ground-layers.ts";
import { groundSources } from "../map/map-style.ts";
import { PALETTES, type Appearance } from "../map/palette.ts";
import { FIRST_VIEW } from "../map/view-address.ts";
import styles from "./flows.module.css";
import { boundsOf, type Ways } from "./way-features.ts";

interface Props { label: string; ways: Ways; canvas: RefObject<(() => HTMLCanvasElement) | null> }

export default function WayMap({ label, ways, canvas }: Props) {
  const t = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre>(undefined);
  const appearance = useComputedColorScheme("light");
  const now = useRef({ ways, label });
  now.current = { ways, label };
  const speaks = language();

  useEffect(() => {
    const { map: made, slip } = makeFigureMap(frame.current!, { style: styleOf(appearance, now.current.ways), label: now.current.label, words: t, className: styles.said, zoom: FIRST_VIEW.zoom - 0.6, maxZoom: 12 });
    map.current = made;
    canvas.current = () => made.getCanvas();
    made.setMissingStyleImageResolver((id) => { if (id === "arrow" && !made.hasImage(id)) made.addImage(id, arrowHead(), { sdf: true, pixelRatio: 2 }); });
    for (const layer of ["ways", "ways-dashed", "way-points"]) {
      made.on("mousemove", layer, ({ features, lngLat }) => { made.getCanvas().style.cursor = "pointer"; slip.setLngLat(lngLat).setText(String(features?.[0]?.properties.words)).addTo(made); });
      made.on("mouseleave", layer, () => { made.getCanvas().style.cursor = ""; slip.remove(); });
    }
    const bounds = boundsOf(now.current.ways);
    if (bounds) made.fitBounds(bounds, { animate: false, padding: 24, maxZoom: 8 });
    return () => { made.remove(); canvas.current = null; };
    // Made anew for another language or appearance; what it shows is told to it below.
  }, [appearance, speaks]);

  useEffect(() => {
    const source = map.current?.getSource<GeoJSONSource>("ways");
    if (!source) return;
    void source.setData(ways as never);
    const bounds = boundsOf(ways);
    if (bounds) map.current?.fitBounds(bounds, { animate: false, padding: 24, maxZoom: 8 });
  }, [ways]);

  return <div ref={frame} dir="ltr" style={{ position: "absolute", inset: 0 }} />;
}

function styleOf(appearance: Appearance, ways: Ways): StyleSpecification {
  const colours = PALETTES[appearance];
  const layers = groundLayers(colours, language());
  // Ways lie above the ground and below its names.
  const at = layers.findIndex(({ type }) => type === "symbol");
  return {
    version: 8, "font-faces": fontFaces(),
    sources: { ...groundSources(), ways: { type: "geojson", data: ways as never } },
    layers: [...layers.slice(0, at), ...wayLayers(appearance), ...layers.slice(at), ...countLayers(appearance)],
  };
}

function wayLayers(appearance: Appearance): LayerSpecification[] {
  const { ink } = PALETTES[appearance];
  const line = { type: "line", source: "ways" } as const;
  const round = { "line-cap": "round", "line-join": "round" } as const;
  const isLine = ["!=", ["geometry-type"], "Point"] as never;
  return [
    // A dark edge, so that light colours hold against a light ground.
    { id: "ways-edge", ...line, layout: round, filter: ["all", isLine, ["!", ["get", "isDashed"]]], paint: { "line-color": ink, "line-opacity": 0.65, "line-width": ["+", ["get", "width"], 2], "line-offset": ["get", "offset"] } },
    { id: "ways", ...line, layout: round, filter: ["all", isLine, ["!", ["get", "isDashed"]]], paint: { "line-color": ["get", "colour"], "line-width": ["get", "width"], "line-offset": ["get", "offset"] } },
    { id: "ways-dashed-edge", ...line, filter: ["all", isLine, ["get", "isDashed"]], paint: { "line-color": ink, "line-opacity": 0.3, "line-width": ["+", ["get", "width"], 2], "line-offset": ["get", "offset"] } },
    { id: "ways-dashed", ...line, filter: ["all", isLine, ["get", "isDashed"]], paint: { "line-color": ["get", "colour"], "line-width": ["get", "width"], "line-offset": ["get", "offset"], "line-dasharray": [1.6, 1.2] } },
    { id: "way-arrows", type: "symbol", source: "ways", filter: ["all", isLine, ["get", "hasArrow"]], layout: { "symbol-placement": "line", "symbol-spacing": 110, "icon-image": "arrow", "icon-size": ["interpolate", ["linear"], ["get", "width"], 2, 0.8, 13, 1.5], "icon-allow-overlap": true, "icon-ignore-placement": true }, paint: { "icon-color": ink } },
    { id: "way-points", type: "circle", source: "ways", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": ["+", 8, ["get", "width"]], "circle-color": PALETTES[appearance].cluster, "circle-opacity": 0.92, "circle-stroke-color": ["get", "colour"], "circle-stroke-width": 4, "circle-stroke-opacity": ["case", ["get", "isDashed"], 0.7, 1] } },
  ];
}

const countLayers = (appearance: Appearance): LayerSpecification[] => [
  { id: "way-counts", type: "symbol", source: "ways", filter: ["==", ["geometry-type"], "Point"], layout: { "text-field": ["get", "label"], "text-font": BOLD, "text-size": 13, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": PALETTES[appearance].clusterInk } },
];

/** A head that points along the line, as a mask that each layer colours. */
function arrowHead(): ImageData {
  const size = 28;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const draw = canvas.getContext("2d")!;
  draw.beginPath();
  draw.moveTo(size * 0.2, size * 0.12);
  draw.lineTo(size * 0.88, size / 2);
  draw.lineTo(size * 0.2, size * 0.88);
  draw.lineTo(size * 0.38, size / 2);
  draw.closePath();
  draw.fill();
  return draw.getImageData(0, 0, size, size);
}
