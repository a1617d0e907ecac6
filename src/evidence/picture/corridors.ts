/**
 * Along which line did it go? A corridor is what is known of the way: a crossing, a route, a river reach, from one area to
 * another, one area alone, or nothing. Its geometry is for a flow map; where there is none, the answer says so by its absence.
 */
import { labelPoint } from "../../methods/spatial/label-point.ts";
import { confirmed, placeStore, type Geography, type Place } from "../../places/index.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import type { GeoJsonGeometry } from "../../platform/noun.ts";

/** What a record says of the way; the first that it says is the corridor. */
export interface Way { crossing?: string | null; route?: string | null; reach?: string | null; fromArea?: string | null; toArea?: string | null; area?: string | null; headedFor?: string | null }

export type CorridorKind = "crossing" | "route" | "reach" | "areas" | "area" | "unsaid";

export interface Corridor {
  key: string;
  kind: CorridorKind;
  /** Of the crossing, route or reach. */
  id?: string;
  name?: string;
  from?: { pcode: string; name: string };
  to?: { pcode: string; name: string };
  geometry: GeoJsonGeometry | null;
}

export function keyOf({ crossing, route, reach, fromArea, toArea, area, headedFor }: Way): string {
  if (crossing) return `crossing ${crossing}`;
  if (route) return `route ${route}`;
  if (reach) return `reach ${reach}`;
  const [from, to] = [fromArea ?? area, toArea ?? headedFor];
  return from && to ? `areas ${from} ${to}` : from || to ? `area ${from ?? ""} ${to ?? ""}` : "unsaid";
}

/** Corridors by their keys, as the caller may read the places. */
export async function corridorsOf(node: Node, tx: Transaction, geography: Geography, keys: Iterable<string>): Promise<Map<string, Corridor>> {
  const store = await placeStore(node, tx);
  const wanted = [...new Set(keys)];
  const places = wanted.flatMap((key) => store.get(key.split(" ")[1] ?? "", tx.caller) ?? []);
  const allowed = await confirmed(tx, places);
  const named = new Map(places.filter(({ id }) => allowed.has(id)).map((place) => [place.id, place]));
  return new Map(wanted.map((key) => [key, corridor(key, named, geography)]));
}

function corridor(key: string, places: ReadonlyMap<string, Place>, geography: Geography): Corridor {
  const [kind, first = "", second = ""] = key.split(" ") as [CorridorKind, string?, string?];
  if (kind === "unsaid") return { key, kind, geometry: null };
  if (kind === "crossing" || kind === "route" || kind === "reach") {
    const place = places.get(first);
    const at = place?.coordinates ?? (place?.area ? middleOf(place.area, geography) : undefined);
    return { key, kind, id: first, ...(place ? { name: place.name } : {}), geometry: place?.line ?? (at ? { type: "Point", coordinates: at } : null) };
  }
  const [from, to] = [first, second].map((pcode) => (pcode ? { pcode, name: geography.areaByPcode(pcode)?.name ?? pcode } : undefined));
  const ends = [from, to].flatMap((end) => (end ? middleOf(end.pcode, geography) ?? [] : []));
  const points = ends.length > 0 ? [ends.slice(0, 2), ends.slice(2)].filter(({ length }) => length === 2) : [];
  const geometry: GeoJsonGeometry | null = points.length === 2 ? { type: "LineString", coordinates: points } : points.length === 1 ? { type: "Point", coordinates: points[0]! } : null;
  return { key, kind, ...(from ? { from } : {}), ...(to ? { to } : {}), geometry };
}

/** Where the area's name would stand; of its parent where it has no outline. */
function middleOf(pcode: string, geography: Geography): [number, number] | undefined {
  for (const area of [geography.areaByPcode(pcode), ...geography.ancestors(pcode)]) {
    const at = area?.geometry && labelPoint(area.geometry);
    if (at) return at;
  }
  return undefined;
}
