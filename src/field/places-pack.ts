/**
 * Which places does a phone carry, so that a village can be picked without a network? Packs: every place marked CLEAR, cut by
 * area so that none is heavier than a slow link bears, in columns that compress well and are read back without a library.
 */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** An area as a pack needs it. */
export interface PackArea { pcode: string; name: string; level: number; parentPcode?: string; spellings: readonly string[] }
export interface PackPlace { id: string; name: string; spellings: readonly string[]; coordinates: readonly [lon: number, lat: number]; area?: string; kind?: string }

/** What travels, as JSON. */
export interface PlacesPack {
  v: 1;
  /** P-code, level, index of the parent or −1, then its names, the first one first. Parents stand before children. */
  areas: [pcode: string, level: number, parent: number, ...names: string[]][];
  /** One place a line, its other spellings after a bar. */
  names: string;
  /** Longitude and latitude in turn, in thousandths of a degree, each as the difference from the place before. */
  at: number[];
  /** How many places in a row lie in which area (index, −1 for none): places are sorted by area. */
  runs: [area: number, count: number][];
  /** A digit a place: how much it stands out among its namesakes. */
  weights: string;
  /** Sixteen bytes an id, all of them in base64. */
  ids: string;
}

export interface PackOffer { name: string; /** P-code and names of the area that it covers; none: everything. */ area?: string; names?: string[]; places: number; bytes: number }

export interface Pack extends PackOffer { br: Buffer; gz: Buffer; json: Buffer }

/** A pack that is no heavier than a minute of the slowest link; its parts by area are worth the trouble from here on. */
export const MOST_PLACES_WHOLE = 2_500;
/** Thirty bytes a place: 210 KB. */
export const MOST_PLACES = 7_000;

const WEIGHTS: Readonly<Record<string, number>> = { capital: 9, "regional-seat": 7, "district-seat": 5, town: 4, "mining-settlement": 3, village: 2, hamlet: 0 };

interface Cut { area?: PackArea; places: PackPlace[]; areas: PackArea[] }

/** The whole where it is small, otherwise by area, level after level, and at last by number. */
export function cutIntoPacks(places: readonly PackPlace[], areas: readonly PackArea[]): Cut[] {
  const byPcode = new Map(areas.map((area) => [area.pcode, area]));
  const lineOf = (pcode: string | undefined): PackArea[] => {
    const line: PackArea[] = [];
    for (let at = byPcode.get(pcode ?? ""); at && !line.includes(at); at = byPcode.get(at.parentPcode ?? "")) line.unshift(at);
    return line;
  };
  const lines = new Map(areas.map((area) => [area.pcode, lineOf(area.pcode)]));
  const placed = places.map((place) => ({ place, line: lines.get(place.area ?? "") ?? [] }));
  const within = (area: PackArea | undefined) => (area ? areas.filter(({ pcode }) => lines.get(pcode)!.includes(area) || lines.get(area.pcode)!.some((above) => above.pcode === pcode)) : [...areas]);

  function cut(some: typeof placed, area: PackArea | undefined, depth: number): Cut[] {
    if (some.length <= MOST_PLACES_WHOLE) return [{ ...(area ? { area } : {}), places: some.map(({ place }) => place), areas: within(area) }];
    const below = Map.groupBy(some, ({ line }) => line[depth]);
    // Whatever names no finer area stays with the area itself, in parts of a bearable size.
    const rest = below.get(undefined) ?? [];
    below.delete(undefined);
    if (below.size === 0) return chunksOf(rest, MOST_PLACES).map((chunk) => ({ ...(area ? { area } : {}), places: chunk.map(({ place }) => place), areas: within(area) }));
    return [...(rest.length > 0 ? cut(rest, area, Infinity) : []), ...[...below].flatMap(([finer, theirs]) => cut(theirs, finer, depth + 1))];
  }
  return cut(placed, undefined, 0);
}

const chunksOf = <T>(list: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

export function writePack({ places, areas }: Cut): PlacesPack {
  const ordered = [...areas].sort((a, b) => a.level - b.level || (a.pcode < b.pcode ? -1 : 1));
  const indexOf = new Map(ordered.map(({ pcode }, at) => [pcode, at]));
  const areaOf = (place: PackPlace) => indexOf.get(place.area ?? "") ?? -1;
  const rows = [...places].sort((a, b) => areaOf(a) - areaOf(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  const runs: [number, number][] = [];
  for (const place of rows) {
    const area = areaOf(place);
    if (runs.at(-1)?.[0] === area) runs.at(-1)![1]++;
    else runs.push([area, 1]);
  }
  let last = [0, 0];
  const at = rows.flatMap(({ coordinates }) => {
    const now = coordinates.map((degrees) => Math.round(degrees * 1_000));
    const step = now.map((value, axis) => value - last[axis]!);
    last = now;
    return step;
  });
  return {
    v: 1, runs, at,
    areas: ordered.map(({ pcode, level, parentPcode, name, spellings }) => [pcode, level, indexOf.get(parentPcode ?? "") ?? -1, ...namesOf(name, spellings)]),
    names: rows.map(({ name, spellings }) => namesOf(name, spellings).join("|")).join("\n"),
    weights: rows.map(({ kind = "" }) => WEIGHTS[kind] ?? 1).join(""),
    ids: Buffer.from(rows.map(({ id }) => id.replaceAll("-", "")).join(""), "hex").toString("base64"),
  };
}

/** A bar or a line's end in a name would be taken for the next one. */
const namesOf = (name: string, spellings: readonly string[]) => [...new Set([name, ...spellings].map((one) => one.replaceAll(/[|\n\r]/g, " ").trim()))].filter(Boolean);

/** Compressed once, for everybody; the name carries a digest, so that a phone asks for a pack again only when it has changed. */
export async function compressPack(json: Buffer, offer: Omit<PackOffer, "name" | "bytes">, stem: string): Promise<Pack> {
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(json, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: json.length } }),
    promisify(gzip)(json, { level: 9 }),
  ]);
  const digest = createHash("sha256").update(json).digest("hex").slice(0, 12);
  return { name: `${stem}-${digest}`, ...offer, bytes: br.length, br, gz, json };
}

export async function packsOf(places: readonly PackPlace[], areas: readonly PackArea[]): Promise<Pack[]> {
  const packs: Pack[] = [];
  for (const cut of cutIntoPacks(places, areas)) {
    const names = cut.area && [cut.area.name, ...cut.area.spellings];
    packs.push(await compressPack(Buffer.from(JSON.stringify(writePack(cut))), { places: cut.places.length, ...(cut.area ? { area: cut.area.pcode, names } : {}) }, cut.area?.pcode.toLowerCase() ?? "all"));
  }
  return packs;
}
