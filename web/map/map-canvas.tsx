/** MapLibre as a React component: it draws what it is told and tells what the reader points at. */
import "maplibre-gl/dist/maplibre-gl.css";
import type { GeoJSONSource, Map as MapLibre, VectorTileSource } from "maplibre-gl";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Query } from "../frame/api.ts";
import { isRightToLeft, language, useWords } from "../frame/words.ts";
import { makeMap, PATTERNS, type Hears, type View } from "./make-map.ts";
import { mapStyle, tilesAddress } from "./map-style.ts";
import { PALETTES, type Appearance } from "./palette.ts";
import type { DrawnShades } from "./shades.ts";

interface Props {
  label: string;
  view: View;
  events: Query;
  appearance: Appearance;
  shades: DrawnShades | undefined;
  /** Told the map while it stands, for whoever takes a picture of it. */
  onMade: (map: MapLibre | undefined) => void;
  /** Where the list's row under the pointer lies, if it lies anywhere. */
  marked: [number, number] | undefined;
  hears: Hears;
}

/** Smaller than a pixel and a tenth of a zoom: the map is where the address says. */
const NEAR_DEGREES = 0.002;
const NEAR_ZOOM = 0.06;

export function MapCanvas({ label, view, events, appearance, shades, onMade, marked, hears }: Props) {
  const t = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre>(undefined);
  const speaks = language();

  const claimColour = useEffectEvent(() => PALETTES[appearance].claim);
  const heard = useEffectEvent(<K extends keyof Hears>(what: K, told: Parameters<Hears[K]>[0]) => { (hears[what] as (about: typeof told) => void)(told); });
  const make = useEffectEvent((container: HTMLElement) => makeMap(container, {
    style: mapStyle(speaks, appearance, events, shades), view, label, isRightToLeft: isRightToLeft(speaks),
    words: { "Map.Title": label, "NavigationControl.ZoomIn": t("map.closer"), "NavigationControl.ZoomOut": t("map.farther"), "FullscreenControl.Enter": t("map.fullScreen"), "FullscreenControl.Exit": t("map.leaveFullScreen") },
    claimColour,
  }, { move: (to) => { heard("move", to); }, point: (at) => { heard("point", at); }, open: (at) => { heard("open", at); }, fault: (words) => { heard("fault", words); } }));

  const told = useEffectEvent(onMade);

  // The map is made once for a language: its buttons speak it. What else changes is told to it below.
  useEffect(() => {
    const made = make(frame.current!);
    map.current = made;
    told(made);
    return () => { made.remove(); map.current = undefined; told(undefined); };
  }, [speaks]);

  const restyle = useEffectEvent(() => {
    for (const pattern of PATTERNS) if (map.current?.hasImage(pattern)) map.current.removeImage(pattern);
    map.current?.setStyle(mapStyle(speaks, appearance, events, shades));
  });
  const drawnIn = useRef({ appearance, shades });
  useEffect(() => {
    const { current } = drawnIn;
    if (current.appearance === appearance && current.shades === shades) return;
    drawnIn.current = { appearance, shades };
    // While tiles or ground still load the style cannot be compared; it is as soon as it is whole.
    if (map.current?.isStyleLoaded()) restyle(); else void map.current?.once("idle", () => { restyle(); });
  }, [appearance, shades]);

  const tiles = tilesAddress(events);
  useEffect(() => {
    const made = map.current;
    const change = () => {
      const source = made?.getSource<VectorTileSource>("events");
      if (source && source.tiles[0] !== tiles) source.setTiles([tiles]);
    };
    if (made?.isStyleLoaded()) change(); else void made?.once("idle", change);
  }, [tiles]);

  useEffect(() => {
    const source = map.current?.getSource<GeoJSONSource>("marked");
    void source?.setData({ type: "FeatureCollection", features: marked ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: marked } }] : [] });
  }, [marked]);

  // The address was changed by something else than the map: a link, a button, the way back.
  useEffect(() => {
    const made = map.current;
    if (!made || made.isMoving()) return;
    const { lng, lat } = made.getCenter();
    const isThere = Math.abs(lng - view.lon) < NEAR_DEGREES && Math.abs(lat - view.lat) < NEAR_DEGREES && Math.abs(made.getZoom() - view.zoom) < NEAR_ZOOM;
    if (!isThere) made.easeTo({ center: [view.lon, view.lat], zoom: view.zoom });
  }, [view.lon, view.lat, view.zoom]);

  return <div ref={frame} dir="ltr" style={{ position: "absolute", inset: 0 }} />;
}
