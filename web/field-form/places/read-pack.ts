/** A pack of places, read back: what the server wrote in columns is a place again. */
import type { PlacesPack } from "../../../src/field/places-pack.ts";
import { uuidOf } from "../uuid.ts";

export interface Place {
  /** None: an area, which its p-code names. */
  id?: string;
  names: string[];
  /** P-code of the area that holds it; an area's own. */
  area?: string;
  /** From the finest area up to the country, each with its names. */
  within: string[][];
  at?: [lon: number, lat: number];
  weight: number;
}

const AREA_WEIGHT = 6;

export function readPack({ areas, names, at, runs, weights, ids }: PlacesPack): Place[] {
  const chainOf = (index: number): string[][] => (index < 0 ? [] : [areas[index]!.slice(3) as string[], ...chainOf(areas[index]![2])]);
  const chains = areas.map((_, index) => chainOf(index));
  const bytes = Uint8Array.from(atob(ids), (letter) => letter.charCodeAt(0));
  const places: Place[] = areas.filter(([, level]) => level > 0).map(([pcode, level, , ...spelled]) => ({ names: spelled, area: pcode, within: chains[areas.findIndex((one) => one[0] === pcode)]!.slice(1), weight: AREA_WEIGHT - level }));
  const lines = names === "" ? [] : names.split("\n");
  let [row, lon, lat] = [0, 0, 0];
  for (const [area, count] of runs) {
    for (const end = row + count; row < end; row++) {
      lon += at[row * 2]!;
      lat += at[row * 2 + 1]!;
      places.push({
        id: uuidOf(bytes.subarray(row * 16, row * 16 + 16)), names: lines[row]!.split("|"), within: chains[area] ?? [], at: [lon / 1_000, lat / 1_000], weight: Number(weights[row]),
        ...(area < 0 ? {} : { area: areas[area]![0] }),
      });
    }
  }
  return places;
}
