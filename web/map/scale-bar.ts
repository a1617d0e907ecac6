/** The scale bar stands beside the map's canvas, so it is drawn again into a picture that leaves the page. */
import { element } from "../charts/ink.ts";

/** @param width and height of the picture, in which the whole canvas is shown */
export function scaleBar(canvas: HTMLCanvasElement, width: number, height: number): SVGElement[] {
  const bar = canvas.closest(".maplibregl-map")?.querySelector<HTMLElement>(".maplibregl-ctrl-scale");
  if (!bar) return [];
  const long = (bar.offsetWidth * width) / canvas.clientWidth;
  const [left, right, y] = [width - long - 12, width - 12, height - 14];
  return [
    element("path", { d: `M${left} ${y - 7}V${y}H${right}V${y - 7}`, fill: "none", stroke: "#16202B", "stroke-width": 2 }),
    element("text", { x: right, y: y - 10, "font-size": 12, "text-anchor": "end", fill: "#16202B", stroke: "#FFFFFF", "stroke-width": 3, "paint-order": "stroke" }, bar.textContent ?? ""),
  ];
}
