// Beside the page, so that reading a pack and searching it never hold up a tap.
import type { PlacesPack } from "../../../src/field/places-pack.ts";
import { PlaceSearch } from "./place-search.ts";
import { readPack } from "./read-pack.ts";

export type Asked = { packs: PlacesPack[] } | { find: string; number: number } | { near: [number, number]; limit: number; number: number };

let search = new PlaceSearch([]);

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  if ("packs" in data) {
    search = new PlaceSearch(data.packs.map(readPack));
    postMessage({ size: search.size });
  } else postMessage({ number: data.number, found: "find" in data ? search.find(data.find) : search.near(data.near, data.limit) });
});
