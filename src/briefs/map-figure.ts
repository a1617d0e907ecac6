/**
 * A small map for paper: regions, borders drawn heavier, the areas that are meant, and nothing finer. The outlines are our own;
 * no dot is ever drawn. An area without an outline here is shown by the region that holds it, hatched, and said so by the caller.
 * Names are not in the picture: they are set as text, so that Arabic is shaped as the rest of the page.
 */
import { labelPoint } from "../methods/spatial/label-point.ts";
import { bboxOf, holdsPoint, partsOf, type Ring } from "../methods/spatial/polygon.ts";
import type { Area, Geography } from "../places/index.ts";

export interface Shade { fill: string; /** Lines over the fill: what is known only coarsely, or not at all. */ isHatched?: boolean }

export interface MapFigure {
  svg: string;
  widthMm: number;
  heightMm: number;
  /** Middles of names, in millimetres from the left and the top. */
  names: { text: string; xMm: number; yMm: number; isStrong: boolean; isCountry: boolean }[];
}

export interface MapQuestion {
  geography: Geography;
  widthMm: number;
  heightMm: number;
  /** By p-code of a first-level area. */
  shades: ReadonlyMap<string, Shade>;
  /** Second-level areas with an outline of their own, over the rest. */
  over?: ReadonlyMap<string, Shade>;
  /** What must be in sight; none, everything. */
  focus: readonly string[];
  /** Named beside the countries. */
  named: readonly string[];
  nameOf(area: Area): string;
}

const INK = "#16202B", REGION = "#8A949E", LAND = "#F1F0EA";
/** Around what is meant, so that a reader knows where on the land it is: kilometres at least. */
const SURROUNDINGS_KM = 110;
const KM_A_DEGREE = 111.2;
const STEP = 100; // hundredths of a millimetre: the picture's own units

export function mapFigure({ geography, widthMm, heightMm, shades, over = new Map(), focus, named, nameOf }: MapQuestion): MapFigure {
  const drawn = geography.areas.filter(({ hierarchy, geometry, validTo, level }) => hierarchy === "admin" && geometry && !validTo && level <= 2);
  const inSight = focus.map((pcode) => drawn.find((one) => one.pcode === pcode)).filter((one) => one !== undefined);
  const project = projection(inSight.length > 0 ? inSight : drawn.filter(({ level }) => level === 1), widthMm, heightMm);
  const pathOf = ({ geometry }: Area) => partsOf(geometry!).flat().map((ring) => ringPath(ring, project)).join("");
  const layer = (level: number, paint: (area: Area) => string) => drawn.filter((area) => area.level === level).map((area) => ({ d: pathOf(area), style: paint(area) })).filter(({ d, style }) => d !== "" && style !== "").map(({ d, style }) => `<path d="${d}" ${style}/>`).join("");
  const shaded = (by: ReadonlyMap<string, Shade>, { pcode }: Area, stroke: string) => {
    const shade = by.get(pcode);
    return shade ? `fill="${shade.fill}" ${stroke}` : "";
  };
  const hatched = (by: ReadonlyMap<string, Shade>, { pcode }: Area) => (by.get(pcode)?.isHatched ? 'fill="url(#hatch)" stroke="none"' : "");
  const thin = `stroke="${REGION}" stroke-width="18"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${widthMm}mm" height="${heightMm}mm" viewBox="0 0 ${widthMm * STEP} ${heightMm * STEP}">`
    + '<defs><pattern id="hatch" width="160" height="160" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="36" height="160" fill="#16202B" fill-opacity="0.45"/></pattern></defs>'
    + layer(0, () => `fill="${LAND}" stroke="none"`)
    + layer(1, (area) => shaded(shades, area, thin) || `fill="none" ${thin}`) + layer(1, (area) => hatched(shades, area))
    + layer(2, (area) => shaded(over, area, `stroke="${INK}" stroke-width="30"`)) + layer(2, (area) => hatched(over, area))
    + layer(0, () => `fill="none" stroke="${INK}" stroke-width="45" stroke-linejoin="round"`)
    + `</svg>`;
  return { svg, widthMm, heightMm, names: namesOn(drawn, { named, nameOf, project, widthMm, heightMm }) };
}

interface Projection { to(lon: number, lat: number): [x: number, y: number]; back(x: number, y: number): [lon: number, lat: number] }

/** Degrees as a plane: a parallel shortened by its latitude's cosine, the whole as large as the paper allows. */
function projection(areas: readonly Area[], widthMm: number, heightMm: number): Projection {
  const boxes = areas.map(({ geometry }) => bboxOf(geometry!.coordinates as never)!);
  const [west, south, east, north] = [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1])), Math.max(...boxes.map((box) => box[2])), Math.max(...boxes.map((box) => box[3]))];
  const middle = [(west + east) / 2, (south + north) / 2] as const;
  const narrow = Math.cos((middle[1] * Math.PI) / 180);
  const around = (2 * SURROUNDINGS_KM) / KM_A_DEGREE;
  const scale = Math.min((widthMm * STEP) / ((east - west) * narrow + around), (heightMm * STEP) / (north - south + around));
  const [left, top] = [(widthMm * STEP) / 2, (heightMm * STEP) / 2];
  return {
    to: (lon, lat) => [left + (lon - middle[0]) * narrow * scale, top - (lat - middle[1]) * scale],
    back: (x, y) => [middle[0] + (x - left) / (narrow * scale), middle[1] - (y - top) / scale],
  };
}

/** Points closer than a fifth of a millimetre are one. */
const CLOSE = 20;

function ringPath(ring: Ring, project: Projection): string {
  const points: [number, number][] = [];
  for (const [lon, lat] of ring) {
    const [x, y] = project.to(lon, lat);
    const before = points.at(-1);
    if (!before || Math.abs(x - before[0]) + Math.abs(y - before[1]) >= CLOSE) points.push([Math.round(x), Math.round(y)]);
  }
  return points.length < 3 ? "" : `M${points.map(([x, y]) => `${x} ${y}`).join("L")}Z`;
}

interface Naming { named: readonly string[]; nameOf(area: Area): string; project: Projection; widthMm: number; heightMm: number }

/** What is meant first, then the countries in sight, each where it has most room; a name that would touch another is left out. */
function namesOn(drawn: readonly Area[], { named, nameOf, project, widthMm, heightMm }: Naming): MapFigure["names"] {
  const kept: MapFigure["names"] = [];
  const fits = (text: string, x: number, y: number, letterMm: number) => {
    const half = (text.length * letterMm) / 2 + 1;
    return x >= half && x <= widthMm - half && y >= 3 && y <= heightMm - 3 && !kept.some((one) => Math.abs(one.yMm - y) < 4.5 && Math.abs(one.xMm - x) < half + one.text.length * 0.75);
  };
  for (const area of named.flatMap((pcode) => drawn.find((one) => one.pcode === pcode) ?? [])) {
    const at = labelPoint(area.geometry!);
    if (!at) continue;
    const [x, y] = project.to(...at).map((value) => value / STEP) as [number, number];
    if (fits(nameOf(area), x, y, 1.5)) kept.push({ text: nameOf(area), xMm: round(x), yMm: round(y), isStrong: true, isCountry: false });
  }
  const countries = drawn.filter(({ level }) => level === 0);
  const grid = samples(countries, project, widthMm, heightMm);
  for (const country of countries) {
    const own = grid.filter((one) => one.country === country), foreign = grid.filter((one) => one.country !== country);
    const room = ({ x, y }: Sample) => foreign.reduce((least, one) => Math.min(least, (one.x - x) ** 2 + (one.y - y) ** 2), Math.min(x, widthMm - x, y, heightMm - y) ** 2 * 4);
    const [place] = own.filter(({ x, y }) => fits(nameOf(country), x, y, 2)).sort((a, b) => room(b) - room(a));
    if (place) kept.push({ text: nameOf(country), xMm: round(place.x), yMm: round(place.y), isStrong: false, isCountry: true });
  }
  return kept;
}

interface Sample { x: number; y: number; country: Area | undefined }
const SAMPLE_MM = 5;

function samples(countries: readonly Area[], project: Projection, widthMm: number, heightMm: number): Sample[] {
  const found: Sample[] = [];
  for (let x = SAMPLE_MM; x < widthMm; x += SAMPLE_MM) for (let y = SAMPLE_MM; y < heightMm; y += SAMPLE_MM) {
    const [lon, lat] = project.back(x * STEP, y * STEP);
    found.push({ x, y, country: countries.find(({ geometry }) => holdsPoint(geometry!, lon, lat)) });
  }
  return found;
}

const round = (value: number) => Math.round(value * 10) / 10;
