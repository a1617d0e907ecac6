/**
 * Which village is meant by what somebody is typing? The same forgiving search as in the office, over the packs that the phone
 * carries. One or two letters are only looked up as a beginning: everything would resemble them.
 */
import { fold, plain } from "../../../src/methods/names/fold.ts";
import { NameIndex } from "../../../src/methods/names/name-index.ts";
import type { Place } from "./read-pack.ts";

export interface FoundPlace extends Place { /** Where another name than the first one was met. */ spelling?: string; km?: number }

const SHORTEST = 3;

export class PlaceSearch {
  readonly #places: Place[] = [];
  readonly #index: NameIndex<Place>;
  readonly #beginnings: { plain: string; place: Place; name: string }[];

  constructor(packs: readonly (readonly Place[])[]) {
    // An area stands in the pack of each of its parts.
    const areas = new Set<string>();
    for (const place of packs.flat()) {
      if (!place.id && areas.has(place.area!)) continue;
      if (!place.id) areas.add(place.area!);
      this.#places.push(place);
    }
    const named = this.#places.flatMap((place) => place.names.map((name) => ({ name, key: place, weight: place.weight })));
    this.#index = new NameIndex(named);
    this.#beginnings = named.map(({ name, key }) => ({ plain: plain(name), place: key, name })).sort((a, b) => (a.plain < b.plain ? -1 : 1));
  }

  get size(): number { return this.#places.length; }

  find(words: string, limit = 8): FoundPlace[] {
    if (fold(words) === "") return [];
    if (plain(words).replaceAll(" ", "").length < SHORTEST) return this.#beginningWith(plain(words), limit);
    return this.#index.search(words, { limit }).map(({ key, name }) => spelled(key, name));
  }

  #beginningWith(letters: string, limit: number): FoundPlace[] {
    let [low, high] = [0, this.#beginnings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#beginnings[middle]!.plain < letters) low = middle + 1;
      else high = middle;
    }
    // One letter begins thousands of names: the few best are kept on the way, and the rest is never sorted.
    const seen = new Set<Place>();
    const best: FoundPlace[] = [];
    for (let at = low; this.#beginnings[at]?.plain.startsWith(letters); at++) {
      const { place, name } = this.#beginnings[at]!;
      if (seen.has(place)) continue;
      seen.add(place);
      if (best.length === limit && !isBefore(place, best[limit - 1]!)) continue;
      const behind = best.findIndex((other) => isBefore(place, other));
      best.splice(behind < 0 ? best.length : behind, 0, spelled(place, name));
      if (best.length > limit) best.pop();
    }
    return best;
  }

  near([lon, lat]: readonly [number, number], limit = 8): FoundPlace[] {
    const narrowing = Math.cos((lat * Math.PI) / 180);
    return this.#places.flatMap((place) => (place.at ? [{ ...place, km: Math.hypot((place.at[0] - lon) * narrowing, place.at[1] - lat) * 111.2 }] : []))
      .sort((a, b) => a.km - b.km).slice(0, limit);
  }
}

const isBefore = (a: Place, b: Place) => a.weight > b.weight || (a.weight === b.weight && a.names[0]! < b.names[0]!);
const spelled = (place: Place, name: string): FoundPlace => (name === place.names[0] ? place : { ...place, spelling: name });
