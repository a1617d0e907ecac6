/** MapLibre as a React component: it draws what it is told and tells what the reader points at. */
import "maplibre-gl/dist/maplibre-gl.css";
import type { GeoJSONSource, Map as MapLibre, VectorTileSource } from "maplibre-gl";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Query } from "../frame/api.ts";
import { isRightToLeft, language, useWords } from "../frame/words.ts";
import { makeMap, type Hears, type View } from "./make-map.ts";
import { mapStyle, tilesAddress } from "./map-style.ts";
import { PALETTES, type Appearance } from "./palette.ts";

interface Props {
  label: string;
  view: View;
  events: Query;
  appearance: Appearance;
  /** Where the list's row under the pointer lies, if it lies anywhere. */
  marked: [number, number] | undefined;
  hears: Hears;
}

/** Smaller than a pixel and a tenth of a zoom: the map is where the address says. */
const NEAR_DEGREES = 0.002;
const NEAR_ZOOM = 0.06;

export function MapCanvas({ label, view, events, appearance, marked, hears }: Props) {
  const t = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre>(undefined);
  const speaks = language();

  const claimColour = useEffectEvent(() => PALETTES[appearance].claim);
  const heard = useEffectEvent(<K extends keyof Hears>(what: K, told: Parameters<Hears[K]>[0]) => { (hears[what] as (about: typeof told) => void)(told); });
  const make = useEffectEvent((container: HTMLElement) => makeMap(container, {
    style: mapStyle(speaks, appearance, events), view, label, isRightToLeft: isRightToLeft(speaks),
    words: { "Map.Title": label, "NavigationControl.ZoomIn": t("map.closer"), "NavigationControl.ZoomOut": t("map.farther"), "FullscreenControl.Enter": t("map.fullScreen"), "FullscreenControl.Exit": t("map.leaveFullScreen") },
    claimColour,
  }, { move: (to) => { heard("move", to); }, point: (at) => { heard("point", at); }, open: (at) => { heard("open", at); }, fault: (words) => { heard("fault", words); } }));

  // The map is made once for a language: its buttons speak it. What else changes is told to it below.
  useEffect(() => {
    const made = make(frame.current!);
    map.current = made;
    return () => { made.remove(); map.current = undefined; };
  }, [speaks]);

  const restyle = useEffectEvent(() => {
    const drawn = map.current;
    if (drawn?.hasImage("claim")) drawn.removeImage("claim");
    drawn?.setStyle(mapStyle(speaks, appearance, events));
  });
  const drawnIn = useRef(appearance);
  useEffect(() => {
    if (drawnIn.current !== appearance) restyle();
    drawnIn.current = appearance;
  }, [appearance]);

  const tiles = tilesAddress(events);
  useEffect(() => {
    const drawn = map.current;
    const change = () => {
      const source = drawn?.getSource<VectorTileSource>("events");
      if (source && source.tiles[0] !== tiles) source.setTiles([tiles]);
    };
    if (drawn?.isStyleLoaded()) change(); else void drawn?.once("idle", change);
  }, [tiles]);

  useEffect(() => {
    const source = map.current?.getSource<GeoJSONSource>("marked");
    void source?.setData({ type: "FeatureCollection", features: marked ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: marked } }] : [] });
  }, [marked]);

  // The address was changed by something else than the map: a link, a button, the way back.
  useEffect(() => {
    const drawn = map.current;
    if (!drawn || drawn.isMoving()) return;
    const { lng, lat } = drawn.getCenter();
    const isThere = Math.abs(lng - view.lon) < NEAR_DEGREES && Math.abs(lat - view.lat) < NEAR_DEGREES && Math.abs(drawn.getZoom() - view.zoom) < NEAR_ZOOM;
    if (!isThere) drawn.easeTo({ center: [view.lon, view.lat], zoom: view.zoom });
  }, [view.lon, view.lat, view.zoom]);

  return <div ref={frame} dir="ltr" style={{ position: "absolute", inset: 0 }} />;
}
