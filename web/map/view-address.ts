/** The map's position as the address holds it: `at=lon,lat,zoom`. */
import type { View } from "./make-map.ts";

/** The tri-border area: Kayes, Kidira, Bakel, Kédougou, Nioro in one look. */
export const FIRST_VIEW: View = { lon: -11.2, lat: 14.3, zoom: 6.1 };

export function viewOf(at: string | undefined): View {
  const [lon, lat, zoom] = (at ?? "").split(",").map(Number);
  return [lon, lat, zoom].every((number) => Number.isFinite(number)) && Math.abs(lat!) <= 85 ? { lon: lon!, lat: lat!, zoom: zoom! } : FIRST_VIEW;
}

export const addressOfView = ({ lon, lat, zoom }: View): string => `${lon.toFixed(3)},${lat.toFixed(3)},${zoom.toFixed(1)}`;
