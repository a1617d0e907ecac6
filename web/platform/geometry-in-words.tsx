/** Where a record lies, for those who read rather than look: a point's coordinates, or how many points draw its line or outline. */
import type { GeoJsonGeometry } from "../../src/platform/noun.ts";
import { useWords } from "../frame/words.ts";

export function GeometryInWords({ geometry }: { geometry: GeoJsonGeometry }) {
  const t = useWords();
  if (geometry.type === "Point") {
    const [lon, lat] = geometry.coordinates as [number, number];
    return <span className="latin figures">{lat.toFixed(4)}, {lon.toFixed(4)}</span>;
  }
  const points = (geometry.coordinates as unknown[]).flat(Infinity).length / 2;
  return <span>{t(geometry.type.includes("Line") ? "geometry.line" : "geometry.outline", { count: points })}</span>;
}
