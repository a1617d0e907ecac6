/** Makes the MapLibre map: north stays up, nothing tilts, and what the reader points at, opens or breaks is told to whoever listens. */
import { FullscreenControl, Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl, type MapMouseEvent, type StyleSpecification } from "maplibre-gl";
import workerAddress from "virtual:map-worker";
import { tellRest } from "./at-rest.ts";
import { CLICKABLE } from "./event-layers.ts";
import { hatch, missing, suppressed } from "./hatch.ts";
import { MISSING_PATTERN, SHADED, SUPPRESSED_PATTERN } from "./shade-layers.ts";

setWorkerUrl(new URL(workerAddress, location.href).href);

export interface View { lon: number; lat: number; zoom: number }
type Tags = Record<string, string | number>;
/** What a pointer is on: one event, several together, several that are known for an area only; or claims, one over the other. */
export interface Pointed { layer: (typeof POINTABLE)[number]; x: number; y: number; tags: Tags; all: Tags[] }

export interface Hears {
  move(view: View): void;
  point(pointed: Pointed | undefined): void;
  open(pointed: Pointed): void;
  fault(words: string): void;
}

export interface Beginning { style: StyleSpecification; view: View; label: string; words: Record<string, string>; isRightToLeft: boolean; claimColour(): string }

const CLOSER = 2;
/** The topmost first: an event before the area that it lies in. */
const POINTABLE = [...CLICKABLE, ...SHADED] as const;
/** Drawn by hand when a layer first asks for them. */
export const PATTERNS = ["claim", MISSING_PATTERN, SUPPRESSED_PATTERN] as const;

export function makeMap(container: HTMLElement, { style, view, label, words, isRightToLeft, claimColour }: Beginning, hears: Hears): MapLibre {
  const map = new MapLibre({
    container, style, center: [view.lon, view.lat], zoom: view.zoom, minZoom: 3, maxZoom: 16, locale: words,
    attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0, renderWorldCopies: false,
    // A printed page shows what was last drawn.
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const corner = isRightToLeft ? "top-left" : "top-right";
  map.addControl(new NavigationControl({ showCompass: false }), corner);
  map.addControl(new FullscreenControl({ container: container.parentElement! }), corner);
  map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-right");
  map.getCanvas().setAttribute("aria-label", label);
  map.setMissingStyleImageResolver((id) => {
    const pattern = PATTERNS.find((one) => one === id);
    if (!pattern || map.hasImage(id)) return;
    const { data, pixelRatio } = pattern === "claim" ? hatch(claimColour(), 8, 1.1) : pattern === MISSING_PATTERN ? missing() : suppressed();
    map.addImage(id, data, { pixelRatio });
  });
  const at = ({ point }: MapMouseEvent): Pointed | undefined => {
    const found = map.queryRenderedFeatures(point, { layers: POINTABLE.filter((layer) => map.getLayer(layer)) });
    const layer = POINTABLE.find((one) => found.some((feature) => feature.layer.id === one));
    if (!layer) return undefined;
    const all = found.filter((feature) => feature.layer.id === layer).map((feature) => feature.properties as Tags);
    return { layer, x: point.x, y: point.y, tags: all[0]!, all };
  };
  map.on("mousemove", (event) => {
    const found = at(event);
    map.getCanvas().style.cursor = found ? "pointer" : "";
    hears.point(found);
  });
  map.on("mouseout", () => { hears.point(undefined); });
  map.on("click", (event) => {
    const found = at(event);
    if (!found) return;
    if (found.layer === "event-clusters") map.easeTo({ center: event.lngLat, zoom: Math.min(map.getZoom() + CLOSER, map.getMaxZoom()) });
    hears.open(found);
  });
  map.on("moveend", () => {
    const { lng, lat } = map.getCenter();
    hears.move({ lon: lng, lat, zoom: map.getZoom() });
  });
  map.on("error", ({ error }) => { hears.fault(error.message); });
  tellRest(map, container);
  return map;
}
