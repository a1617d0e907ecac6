/** The layers of shaded areas: above the land, below every line and dot. Missing is hatched, zero is the palest with a 0. */
import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { BOLD } from "./fonts.ts";
import type { Palette } from "./palette.ts";
import { ZERO_COLOUR, type DrawnShades } from "./shades.ts";

export const MISSING_PATTERN = "missing";
export const SUPPRESSED_PATTERN = "suppressed";
/** What answers to a pointer. */
export const SHADED = ["shades", "shades-missing", "shades-suppressed"] as const;

const PCODE: ExpressionSpecification = ["get", "pcode"];
const among = (pcodes: readonly string[]): ExpressionSpecification => ["in", PCODE, ["literal", [...pcodes]]];

export function shadeLayers({ source, coloured, zero, missing, suppressed }: DrawnShades, colours: Palette): LayerSpecification[] {
  const fill = { type: "fill", source } as const;
  const shown: [string, string][] = [...coloured, ...zero.map((pcode): [string, string] => [pcode, ZERO_COLOUR])];
  // An expression wants at least one branch.
  const colour = ["match", PCODE, ...(shown.length > 0 ? shown.flat() : ["", colours.land]), colours.land] as unknown as ExpressionSpecification;
  return [
    { id: "shades", ...fill, filter: among(shown.map(([pcode]) => pcode)), paint: { "fill-color": colour, "fill-opacity": 0.82 } },
    { id: "shades-missing", ...fill, filter: among(missing), paint: { "fill-pattern": MISSING_PATTERN, "fill-opacity": 0.9 } },
    { id: "shades-suppressed", ...fill, filter: among(suppressed), paint: { "fill-pattern": SUPPRESSED_PATTERN } },
    { id: "shades-edge", type: "line", source, filter: among([...shown.map(([pcode]) => pcode), ...missing, ...suppressed]), paint: { "line-color": colours.border, "line-width": 0.8, "line-opacity": 0.7 } },
    { id: "shades-zero", type: "symbol", source, filter: among(zero), layout: { "text-field": "0", "text-font": BOLD, "text-size": 13, "text-padding": 20 }, paint: { "text-color": "#44505C" } },
  ];
}
