/**
 * Which settlements and sites are drawn on one vector tile? Tens of thousands may be known: at each zoom those that matter at
 * its scale, and of those no more than a tile can show. What is left out appears closer in. Nothing is counted from these tiles.
 */
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import { WORLD, xOf, yOf } from "../methods/spatial/mercator.ts";
import type { Transaction } from "../platform/database.ts";
import { rankOf } from "../platform/marking.ts";
import { journalRead } from "../platform/noun-store.ts";
import { confirmed, weightOf, type Place, type PlaceStore } from "./place-store.ts";
import { settlement } from "./settlement.noun.ts";
import { site } from "./site.noun.ts";

const EXTENT = 4_096;
const MOST_IN_A_TILE = 500;
const CLOSEST_ZOOM = 11;

const SETTLEMENT_ZOOMS: Readonly<Record<string, number>> = { capital: 3, "regional-seat": 5, "district-seat": 6, town: 7, "mining-settlement": 8, village: 9, unclassified: 10, hamlet: 10 };
const SITE_ZOOMS: Readonly<Record<string, number>> = {
  port: 6, airfield: 7, "border-post": 7, "customs-post": 7, "mine-industrial": 8, hospital: 8, post: 8, "gendarmerie-post": 8, "police-station": 8, "forestry-post": 8,
  "civil-protection-post": 8, checkpoint: 8, "hosting-site": 8,
};

/** The zoom from which on a place is drawn. A large village is drawn as early as a town. */
export function firstZoomOf(noun: string, kind = "", population = 0): number {
  if (noun === "site") return SITE_ZOOMS[kind] ?? CLOSEST_ZOOM;
  const byPeople = population >= 100_000 ? 5 : population >= 20_000 ? 6 : population >= 5_000 ? 8 : CLOSEST_ZOOM;
  return Math.min(byPeople, SETTLEMENT_ZOOMS[kind] ?? CLOSEST_ZOOM);
}

export interface PlacesTile { bytes: Uint8Array; strictestRank: number }

export async function drawPlaces(tx: Transaction, store: PlaceStore, tile: { z: number; x: number; y: number }): Promise<PlacesTile> {
  const size = WORLD / 2 ** tile.z;
  const west = tile.x * size, north = tile.y * size;
  const inTile: { place: Place; x: number; y: number }[] = [];
  for (const place of store.seen(tx.caller)) {
    if (!place.coordinates || (place.noun !== "settlement" && place.noun !== "site") || firstZoomOf(place.noun, place.kind, place.population) > tile.z) continue;
    const x = xOf(place.coordinates[0]) - west, y = yOf(place.coordinates[1]) - north;
    if (x >= 0 && x < size && y >= 0 && y < size) inTile.push({ place, x, y });
  }
  const drawn = inTile.sort((a, b) => weightOf(b.place) - weightOf(a.place) || (a.place.id < b.place.id ? -1 : 1)).slice(0, MOST_IN_A_TILE);
  const allowed = await confirmed(tx, drawn.map(({ place }) => place));
  const shown = drawn.filter(({ place }) => allowed.has(place.id));
  for (const noun of [settlement, site]) {
    journalRead(tx, noun, shown.filter(({ place }) => place.noun === noun.name).map(({ place }) => ({ ...place, marking: rankOf(place.marking) })));
  }
  const layerOf = (noun: string) => shown.filter(({ place }) => place.noun === noun)
    .map(({ place, x, y }) => ({ type: 1 as const, geometry: [[Math.floor((x / size) * EXTENT), Math.floor((y / size) * EXTENT)] as [number, number]], tags: tagsOf(place) }));
  const layers = Object.entries({ settlements: layerOf("settlement"), sites: layerOf("site") }).filter(([, features]) => features.length > 0);
  return {
    bytes: fromGeojsonVt(Object.fromEntries(layers.map(([name, features]) => [name, { features }])), { version: 2, extent: EXTENT }),
    strictestRank: Math.max(0, ...shown.map(({ place }) => rankOf(place.marking))),
  };
}

const ARABIC_LETTERS = /\p{Script=Arabic}/u;

function tagsOf(place: Place): Record<string, string | number> {
  const { id, name, kind, population, placePrecision } = place;
  const nameAr = place.spellings.find((spelling) => ARABIC_LETTERS.test(spelling));
  const tags = { id, name, nameAr, kind, population, precision: placePrecision, weight: Math.round(weightOf(place) * 10) / 10 };
  return Object.fromEntries(Object.entries(tags).filter((entry): entry is [string, string | number] => entry[1] !== undefined));
}
