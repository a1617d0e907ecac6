/** MapLibre as a React component: it draws what it is told and tells what the reader points at. North stays up. */
import "maplibre-gl/dist/maplibre-gl.css";
import { FullscreenControl, Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource, type MapGeoJSONFeature, type MapMouseEvent, type VectorTileSource } from "maplibre-gl";
import { useEffect, useRef } from "react";
import workerAddress from "virtual:map-worker";
import type { Query } from "../frame/api.ts";
import { language, useWords } from "../frame/words.ts";
import { CLICKABLE } from "./event-layers.ts";
import { hatch } from "./hatch.ts";
import { mapStyle, tilesAddress } from "./map-style.ts";
import { PALETTES, type Appearance } from "./palette.ts";

setWorkerUrl(new URL(workerAddress, location.href).href);

export interface View { lon: number; lat: number; zoom: number }
/** What a pointer is on: one event, several together, or several that are known for an area only. */
export interface Pointed { layer: (typeof CLICKABLE)[number]; x: number; y: number; tags: Record<string, string | number> }

interface Props {
  label: string;
  view: View;
  events: Query;
  appearance: Appearance;
  /** Where the list's row under the pointer lies, if it lies anywhere. */
  marked: [number, number] | undefined;
  onMove: (view: View) => void;
  onPoint: (pointed: Pointed | undefined) => void;
  onOpen: (pointed: Pointed) => void;
  onFault: (words: string) => void;
}

const CLOSER = 2;

export function MapCanvas(props: Props) {
  const t = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre>(undefined);
  const now = useRef(props);
  now.current = props;
  const speaks = language();

  useEffect(() => {
    const { view, events, appearance } = now.current;
    const made = new MapLibre({
      container: frame.current!, style: mapStyle(speaks, appearance, events), center: [view.lon, view.lat], zoom: view.zoom, minZoom: 3, maxZoom: 16,
      attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0, renderWorldCopies: false,
      // A printed page shows what was last drawn.
      canvasContextAttributes: { preserveDrawingBuffer: true },
      locale: { "Map.Title": now.current.label, "NavigationControl.ZoomIn": t("map.closer"), "NavigationControl.ZoomOut": t("map.farther"), "FullscreenControl.Enter": t("map.fullScreen"), "FullscreenControl.Exit": t("map.leaveFullScreen") },
    });
    map.current = made;
    made.touchZoomRotate.disableRotation();
    made.keyboard.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), speaks === "ar" ? "top-left" : "top-right");
    made.addControl(new FullscreenControl({ container: frame.current!.parentElement! }), speaks === "ar" ? "top-left" : "top-right");
    made.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-right");
    made.setMissingStyleImageResolver((id) => {
      if (id !== "claim") return;
      const { data, pixelRatio } = hatch(PALETTES[now.current.appearance].claim, 8, 1.1);
      if (!made.hasImage(id)) made.addImage(id, data, { pixelRatio });
    });
    const at = (event: MapMouseEvent): Pointed | undefined => {
      const [feature] = made.queryRenderedFeatures(event.point, { layers: CLICKABLE.filter((layer) => made.getLayer(layer)) });
      return feature && pointed(feature, event);
    };
    made.on("mousemove", (event) => { const found = at(event); made.getCanvas().style.cursor = found ? "pointer" : ""; now.current.onPoint(found); });
    made.on("mouseout", () => { now.current.onPoint(undefined); });
    made.on("click", (event) => {
      const found = at(event);
      if (!found) return;
      if (found.layer === "event-clusters") made.easeTo({ center: event.lngLat, zoom: Math.min(made.getZoom() + CLOSER, made.getMaxZoom()) });
      now.current.onOpen(found);
    });
    made.on("moveend", () => { const { lng, lat } = made.getCenter(); now.current.onMove({ lon: lng, lat, zoom: made.getZoom() }); });
    made.on("error", ({ error }) => { now.current.onFault(error.message); });
    // Read by whoever photographs or times the map: whether everything asked for has been drawn.
    made.on("dataloading", () => { frame.current?.setAttribute("data-map", "drawing"); });
    made.on("idle", () => { frame.current?.setAttribute("data-map", "drawn"); });
    made.getCanvas().setAttribute("aria-label", now.current.label);
    return () => { made.remove(); map.current = undefined; };
    // The map is made once for a language: its controls speak it. What else changes is told to it below.
  }, [speaks]);

  const { appearance, events, marked, view } = props;
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) { isFirst.current = false; return; }
    const drawn = map.current;
    if (drawn?.hasImage("claim")) drawn.removeImage("claim");
    drawn?.setStyle(mapStyle(speaks, appearance, now.current.events));
  }, [appearance, speaks]);

  const tiles = tilesAddress(events);
  useEffect(() => {
    const drawn = map.current;
    const change = () => { drawn?.getSource<VectorTileSource>("events")?.setTiles([tiles]); };
    if (drawn?.isStyleLoaded()) change(); else void drawn?.once("idle", change);
  }, [tiles]);

  useEffect(() => {
    const source = map.current?.getSource<GeoJSONSource>("marked");
    void source?.setData({ type: "FeatureCollection", features: marked ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: marked } }] : [] });
  }, [marked]);

  // The address bar was changed by something else than the map: a link, a button, the way back.
  useEffect(() => {
    const drawn = map.current;
    if (!drawn || drawn.isMoving()) return;
    const { lng, lat } = drawn.getCenter();
    const isThere = Math.abs(lng - view.lon) < 0.002 && Math.abs(lat - view.lat) < 0.002 && Math.abs(drawn.getZoom() - view.zoom) < 0.02;
    if (!isThere) drawn.easeTo({ center: [view.lon, view.lat], zoom: view.zoom });
  }, [view.lon, view.lat, view.zoom]);

  return <div ref={frame} dir="ltr" style={{ position: "absolute", inset: 0 }} />;
}

function pointed(feature: MapGeoJSONFeature, { point }: MapMouseEvent): Pointed {
  return { layer: feature.layer.id as Pointed["layer"], x: point.x, y: point.y, tags: feature.properties };
}
