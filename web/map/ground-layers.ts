/** The ground: land, regions, rivers with names, routes, settlements by size, borders heavier than regions. Labels in the reader's language. */
import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { BOLD, REGULAR } from "./fonts.ts";
import type { Palette } from "./palette.ts";

/** The layers that the server sends as GeoJSON, each a source of its own; settlements and sites come by tile, as `places`. */
export const GROUND = ["countries", "regions", "districts", "natural-areas", "borders", "routes", "reaches", "crossings"] as const;
const SETTLEMENTS = { source: "places", "source-layer": "settlements" } as const;
const SITES = { source: "places", "source-layer": "sites" } as const;

/** The three countries that this platform looks at; what lies around them is context. */
const FOCUS: ExpressionSpecification = ["in", ["get", "country"], ["literal", ["ML", "MR", "SN"]]];

const NAMES = { fr: "nameFr", en: "nameEn", ar: "nameAr" } as const;
const named = (language: keyof typeof NAMES): ExpressionSpecification => ["coalesce", ["get", NAMES[language]], ["get", "name"]];

/** Seats first: a smaller rank is drawn sooner and wins a place for its name. */
const RANK: ExpressionSpecification = ["match", ["get", "kind"], "capital", 0, "regional-seat", 1, "district-seat", 2, "town", 3, "mining-settlement", 4, "village", 5, 6];

export function groundLayers(colours: Palette, language: keyof typeof NAMES): LayerSpecification[] {
  const halo = { "text-halo-color": colours.halo, "text-halo-width": 1.4, "text-halo-blur": 0.4 } as const;
  return [
    { id: "sea", type: "background", paint: { "background-color": colours.sea } },
    { id: "far-land", type: "fill", source: "far-land", paint: { "fill-color": colours.neighbour } },
    { id: "land", type: "fill", source: "countries", paint: { "fill-color": ["case", FOCUS, colours.land, colours.neighbour], "fill-antialias": true } },
    { id: "nature", type: "fill", source: "natural-areas", paint: { "fill-color": colours.nature, "fill-opacity": 0.8 } },
    { id: "districts", type: "line", source: "districts", minzoom: 7, paint: { "line-color": colours.district, "line-width": 0.8 } },
    { id: "regions", type: "line", source: "regions", filter: FOCUS, paint: { "line-color": colours.regionLine, "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.6, 8, 1.4] } },
    { id: "routes-case", type: "line", source: "routes", layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": colours.routeCase, "line-opacity": 0.8, "line-width": ["interpolate", ["linear"], ["zoom"], 4, 2, 8, 4.5, 12, 8] } },
    { id: "routes", type: "line", source: "routes", layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": colours.route, "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.9, 8, 2, 12, 4] } },
    { id: "country-lines", type: "line", source: "countries", paint: { "line-color": colours.border, "line-opacity": 0.35, "line-width": 1 } },
    { id: "borders-halo", type: "line", source: "borders", layout: { "line-join": "round" }, paint: { "line-color": colours.borderHalo, "line-opacity": 0.6, "line-width": ["interpolate", ["linear"], ["zoom"], 4, 3.4, 8, 6] } },
    // A river that is the border shows on both sides of the border's dashes.
    { id: "rivers", type: "line", source: "reaches", layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": colours.river, "line-width": ["interpolate", ["linear"], ["zoom"], 4, 2.4, 8, 6, 12, 10], "line-opacity": 0.85 } },
    { id: "borders", type: "line", source: "borders", layout: { "line-join": "round" }, paint: { "line-color": colours.border, "line-dasharray": [4, 1.6, 1, 1.6], "line-width": ["interpolate", ["linear"], ["zoom"], 4, 1.4, 8, 2.2] } },
    { id: "crossings", type: "circle", source: "crossings", minzoom: 6.5, paint: { "circle-radius": 4, "circle-color": colours.land, "circle-stroke-color": colours.crossing, "circle-stroke-width": 1.6 } },
    { id: "sites", type: "circle", ...SITES, minzoom: 7, paint: { "circle-radius": 3, "circle-color": colours.site, "circle-stroke-color": colours.halo, "circle-stroke-width": 1 } },
    { id: "towns", type: "circle", ...SETTLEMENTS, paint: {
      "circle-radius": ["match", RANK, 0, 4.5, 1, 3.6, 2, 3, 2.2], "circle-color": ["case", ["==", RANK, 0], colours.townRing, colours.town], "circle-stroke-color": ["case", ["==", RANK, 0], colours.town, colours.townRing], "circle-stroke-width": ["case", ["==", RANK, 0], 2, 1.2],
    } },
    { id: "region-names", type: "symbol", source: "regions", filter: FOCUS, minzoom: 5.2, maxzoom: 9, layout: { "text-field": named(language), "text-font": REGULAR, "text-size": 12, "text-letter-spacing": language === "ar" ? 0 : 0.12, "text-max-width": 7, "text-padding": 12 }, paint: { "text-color": colours.quietInk, "text-opacity": 0.85, ...halo } },
    { id: "river-names", type: "symbol", source: "reaches", minzoom: 7.5, layout: { "symbol-placement": "line", "symbol-spacing": 320, "text-field": ["get", "river"], "text-font": REGULAR, "text-size": 13, "text-offset": [0, 1.1], "text-max-angle": 60 }, paint: { "text-color": colours.riverInk, ...halo } },
    { id: "route-names", type: "symbol", source: "routes", minzoom: 7.5, layout: { "symbol-placement": "line", "symbol-spacing": 480, "text-field": ["get", "name"], "text-font": REGULAR, "text-size": 11.5, "text-offset": [0, -0.9], "text-max-angle": 35 }, paint: { "text-color": colours.quietInk, ...halo } },
    // A country that lies over several tiles has a name in each: a wide margin leaves one.
    { id: "country-names", type: "symbol", source: "countries", maxzoom: 7, layout: { "text-field": named(language), "text-font": BOLD, "text-size": ["case", FOCUS, 16, 13], "text-letter-spacing": language === "ar" ? 0 : 0.16, "text-max-width": 8, "text-padding": 90, "symbol-sort-key": ["case", FOCUS, 0, 1] }, paint: { "text-color": colours.quietInk, ...halo } },
    { id: "town-names", type: "symbol", ...SETTLEMENTS, layout: {
      "text-field": named(language), "text-font": ["case", ["<=", RANK, 1], ["literal", BOLD], ["literal", REGULAR]], "text-size": ["match", RANK, 0, 14, 1, 13, 2, 12.5, 12],
      "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.55, "text-justify": "auto", "symbol-sort-key": RANK, "text-padding": 3,
    }, paint: { "text-color": colours.ink, ...halo } },
    { id: "crossing-names", type: "symbol", source: "crossings", minzoom: 8.5, layout: { "text-field": ["get", "name"], "text-font": REGULAR, "text-size": 11.5, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.7, "text-optional": true }, paint: { "text-color": colours.crossing, ...halo } },
    // Drawn last, so that they find room first: from afar a river without its name is only a line.
    { id: "river-names-far", type: "symbol", source: "reaches", maxzoom: 7.5, layout: { "symbol-placement": "line-center", "text-rotation-alignment": "viewport", "text-field": ["get", "river"], "text-font": REGULAR, "text-size": 12.5, "text-padding": 1, "text-max-angle": 180, "text-offset": [0, 0.9] }, paint: { "text-color": colours.riverInk, ...halo } },
  ];
}
