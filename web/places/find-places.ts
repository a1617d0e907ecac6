/** Places that a name may mean, however it is spelt. Homonyms come with their area; nothing is chosen for the reader. */
import type { Codes } from "../frame/nouns.ts";
import { ask } from "../frame/api.ts";
import { joined } from "../frame/words.ts";

interface AreaName { pcode: string; name: string; type: string | null; level: number }

export interface FoundPlace {
  id: string;
  noun: string;
  kind: string | null;
  name: string;
  spelling: string;
  country: string | null;
  areas: AreaName[];
  coordinates: [number, number] | null;
  words: string | null;
  /** @param nounWord what a noun without kinds of its own is called */
  aside(codes: Codes, nounWord: (noun: string) => string): string;
}

/** Where the pages of each noun of places lie. */
const PATHS: Record<string, string> = {
  area: "areas", settlement: "settlements", site: "sites", route: "routes", reach: "reaches", border: "borders", crossing: "crossings", "natural-area": "natural-areas", access: "access-states",
};
const KINDS: Record<string, string> = { settlement: "settlement-kind", site: "site-kind", route: "route-kind", crossing: "crossing-kind", "natural-area": "natural-area-kind" };

export const placeAddress = ({ noun, id }: { noun: string; id: string }): string => `/places/${PATHS[noun] ?? `${noun}s`}/${id}`;

export async function findPlaces(words: string, signal: AbortSignal): Promise<FoundPlace[]> {
  const { places } = await ask<{ places: Omit<FoundPlace, "aside">[] }>("/api/places/search", { signal, query: { q: words, limit: 8 } });
  return places.map((place) => ({ ...place, aside: (codes, nounWord) => asideOf(place, codes, nounWord) }));
}

/** What tells one homonym from another: its kind, the areas that hold it, or the words that are all there is. */
function asideOf({ noun, kind, name, spelling, areas, country, coordinates, words }: Omit<FoundPlace, "aside">, codes: Codes, nounWord: (noun: string) => string): string {
  const where = [...areas.filter(({ level }) => level > 0).map((area) => area.name).filter((one) => one !== name), ...(country ? [codes.word("country", country)] : [])];
  return joined([
    ...(spelling !== name && spelling ? [`“${spelling}”`] : []),
    kind && KINDS[noun] ? codes.word(KINDS[noun], kind) : areas[0]?.name === name && areas[0].type ? areas[0].type : nounWord(noun),
    ...where,
    ...(coordinates || noun === "area" ? [] : [words ?? ""]),
  ]);
}
