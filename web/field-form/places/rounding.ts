/** How exact is a point that leaves the phone? As its sender chose, and no more. */
export const KM_PER_DEGREE = 111.2;
export const ROUNDINGS_KM = [20, 5, 1, 0.1] as const;

/** The middle of the square that holds it, so that nobody can tell where in the square it was. */
export function rounded([lon, lat]: readonly [number, number], km: number): [lon: number, lat: number] {
  const middle = (value: number, step: number) => Math.round((Math.floor(value / step) + 0.5) * step * 10_000) / 10_000;
  const north = middle(lat, km / KM_PER_DEGREE);
  return [middle(lon, km / (KM_PER_DEGREE * Math.cos((north * Math.PI) / 180))), north];
}
