/** The map's position as the address holds it: `at=lon,lat,zoom`. */
import type { GeoJsonGeometry } from "../../src/platform/noun.ts";
import type { View } from "./make-map.ts";

/** The tri-border area: Kayes, Kidira, Bakel, Kédougou, Nioro in one look. */
export const FIRST_VIEW: View = { lon: -11.2, lat: 14.3, zoom: 6.1 };

export function viewOf(at: string | undefined): View {
  const [lon, lat, zoom] = (at ?? "").split(",").map(Number);
  return [lon, lat, zoom].every((number) => Number.isFinite(number)) && Math.abs(lat!) <= 85 ? { lon: lon!, lat: lat!, zoom: zoom! } : FIRST_VIEW;
}

export const addressOfView = ({ lon, lat, zoom }: View): string => `${lon.toFixed(3)},${lat.toFixed(3)},${zoom.toFixed(1)}`;

const CLOSEST = 10;

/** The middle of a geometry, at a zoom where its longer side fills about half a screen. */
export function viewAround({ coordinates }: GeoJsonGeometry): string {
  const numbers = (coordinates as unknown[]).flat(Infinity) as number[];
  const lons = numbers.filter((_, at) => at % 2 === 0), lats = numbers.filter((_, at) => at % 2 === 1);
  const [west, east, south, north] = [least(lons), most(lons), least(lats), most(lats)];
  const zoom = Math.min(CLOSEST, Math.log2(360 / Math.max(east - west, north - south, 0.05)));
  return addressOfView({ lon: (west + east) / 2, lat: (south + north) / 2, zoom });
}

// Outlines have more points than a call takes arguments.
const least = (numbers: number[]) => numbers.reduce((a, b) => Math.min(a, b), Infinity);
const most = (numbers: number[]) => numbers.reduce((a, b) => Math.max(a, b), -Infinity);
