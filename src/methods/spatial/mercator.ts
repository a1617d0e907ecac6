/**
 * Where does a point lie on the square web map (spherical Mercator, EPSG:3857), as whole numbers of 32 bits?
 *
 * The world is a square of 2^32 units a side, x from 180° west to the east, y from about 85.05° north to the south; one unit
 * is under a centimetre. Tile x of zoom z holds exactly the points whose first z bits are x, so that a point lies in one tile
 * of each zoom and never on the seam of two. Beyond the square's rim a point is drawn on the rim.
 * Source: OGC Two Dimensional Tile Matrix Set 2.0 (17-083r4), annex D.1, WebMercatorQuad.
 */
export const WORLD = 2 ** 32;

const onMap = (part: number): number => Math.min(WORLD - 1, Math.max(0, Math.floor(part * WORLD)));

export const xOf = (lon: number): number => onMap((lon + 180) / 360);

export function yOf(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return onMap(0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
}

/** The middle of the unit, which is within half a unit of every point in it. */
export const lonOf = (x: number): number => ((x + 0.5) / WORLD) * 360 - 180;

export const latOf = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + 0.5)) / WORLD))) * 180) / Math.PI;
