/** The whole map as one style: our own ground, our own letters, nothing from elsewhere. */
import type { SourceSpecification, StyleSpecification } from "maplibre-gl";
import farLand from "virtual:far-land";
import type { Language } from "../../src/platform/language.ts";
import { address, type Query } from "../frame/api.ts";
import { eventLayers } from "./event-layers.ts";
import { fontFaces } from "./fonts.ts";
import { GROUND, groundLayers } from "./ground-layers.ts";
import { PALETTES, type Appearance } from "./palette.ts";
import { shadeLayers } from "./shade-layers.ts";
import type { DrawnShades } from "./shades.ts";

/** Past this zoom the server has nothing finer to say: the same tiles are drawn larger. */
const DEEPEST_TILES = 14;
/** From here on every settlement that is known is in its tile. */
const DEEPEST_PLACES = 12;
const NOTHING: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

export function mapStyle(language: Language, appearance: Appearance, events: Query, shades?: DrawnShades): StyleSpecification {
  const colours = PALETTES[appearance];
  const ground = groundLayers(colours, language);
  // Shaded areas lie on the land and under every line and name.
  const onLand = ground.findIndex(({ id }) => id === "nature");
  return {
    version: 8,
    "font-faces": fontFaces(),
    sources: {
      ...groundSources(),
      claims: { type: "geojson", data: groundAddress("claims") },
      marked: { type: "geojson", data: NOTHING },
      events: { type: "vector", tiles: [tilesAddress(events)], maxzoom: DEEPEST_TILES },
    },
    layers: [...ground.slice(0, onLand), ...(shades ? shadeLayers(shades, colours) : []), ...ground.slice(onLand).filter(({ id }) => !shades || id !== "nature"), ...eventLayers(colours, appearance)],
  };
}

/** What `groundLayers` draws from. */
export const groundSources = (): Record<string, SourceSpecification> => ({
  "far-land": { type: "geojson", data: absolute(farLand) },
  ...Object.fromEntries(GROUND.map((name): [string, SourceSpecification] => [name, { type: "geojson", data: groundAddress(name), tolerance: 0.4 }])),
  places: { type: "vector", tiles: [`${location.origin}${address("/api/map/places/{z}/{x}/{y}.mvt")}`], maxzoom: DEEPEST_PLACES },
});

const absolute = (path: string) => new URL(path, location.href).href;
const groundAddress = (name: string) => absolute(address(`/api/map/ground/${name}.geojson`));
/** The braces of a tile address must stay braces. */
export const tilesAddress = (events: Query) => `${location.origin}${address("/api/map/events/{z}/{x}/{y}.mvt", events)}`;
