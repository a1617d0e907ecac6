/** Events on the map: clusters whose counts sum to the list, then points; what is known for an area only is never a dot. Claims are hatched, coarse. */
import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { BOLD } from "./fonts.ts";
import { FAMILIES, familyColour, type Appearance, type Palette } from "./palette.ts";

const SOURCE = { source: "events" } as const;
/** What answers to a pointer, the topmost first. */
export const CLICKABLE = ["event-points", "event-clusters", "event-areas", "claims", "claim-routes"] as const;

/** Metres to pixels at 14° north, the middle of the area: a circle of so many kilometres grows with the zoom. */
const PIXELS_A_KM_AT_ZOOM_0 = 512 / (40_075 * Math.cos((14 * Math.PI) / 180));
const kilometres = (km: ExpressionSpecification): ExpressionSpecification => ["interpolate", ["exponential", 2], ["zoom"], 0, ["*", km, PIXELS_A_KM_AT_ZOOM_0], 20, ["*", km, PIXELS_A_KM_AT_ZOOM_0 * 2 ** 20]];

/** What is known for an area stands beside the cluster that may lie at the same point, not on it. */
const ASIDE: [number, number] = [17, -15];

export function eventLayers(colours: Palette, appearance: Appearance): LayerSpecification[] {
  const family = ["match", ["get", "family"], ...FAMILIES.flatMap((name) => [name, familyColour(name, appearance)]), familyColour("other", appearance)] as unknown as ExpressionSpecification;
  const size: ExpressionSpecification = ["step", ["get", "count"], 13, 10, 16, 100, 20, 1_000, 25, 10_000, 30];
  const number: ExpressionSpecification = ["case", [">=", ["get", "count"], 10_000], ["concat", ["to-string", ["round", ["/", ["get", "count"], 1_000]]], "k"], ["to-string", ["get", "count"]]];
  return [
    { id: "claims", type: "fill", source: "claims", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-pattern": "claim", "fill-opacity": 0.75 } },
    { id: "claim-routes", type: "line", source: "claims", filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": colours.claim, "line-width": 7, "line-opacity": 0.3, "line-dasharray": [0.5, 0.5] } },
    { id: "claim-lines", type: "line", source: "claims", paint: { "line-color": colours.claim, "line-width": 1, "line-dasharray": [2, 2], "line-opacity": 0.7 } },
    { id: "event-radii", type: "circle", ...SOURCE, "source-layer": "points", filter: ["has", "radiusKm"], paint: { "circle-radius": kilometres(["get", "radiusKm"]), "circle-color": family, "circle-opacity": 0.1, "circle-stroke-color": family, "circle-stroke-width": 1, "circle-stroke-opacity": 0.5 } },
    { id: "event-clusters", type: "circle", ...SOURCE, "source-layer": "clusters", paint: { "circle-radius": size, "circle-color": colours.cluster, "circle-stroke-color": family, "circle-stroke-width": 3.5 } },
    { id: "event-areas", type: "circle", ...SOURCE, "source-layer": "areas", paint: { "circle-radius": size, "circle-color": colours.cluster, "circle-opacity": 0.85, "circle-stroke-color": colours.quietInk, "circle-stroke-width": 1.2, "circle-translate": ASIDE } },
    { id: "event-points", type: "circle", ...SOURCE, "source-layer": "points", paint: { "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, 6, 10, 8], "circle-color": family, "circle-stroke-color": colours.cluster, "circle-stroke-width": 1.8 } },
    { id: "cluster-counts", type: "symbol", ...SOURCE, "source-layer": "clusters", layout: { "text-field": number, "text-font": BOLD, "text-size": 12.5, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": colours.clusterInk } },
    { id: "area-counts", type: "symbol", ...SOURCE, "source-layer": "areas", layout: { "text-field": ["concat", "≈", number], "text-font": BOLD, "text-size": 12, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": colours.clusterInk, "text-translate": ASIDE } },
    { id: "marked", type: "circle", source: "marked", paint: { "circle-radius": 14, "circle-color": colours.mark, "circle-opacity": 0.15, "circle-stroke-color": colours.mark, "circle-stroke-width": 3 } },
  ];
}
