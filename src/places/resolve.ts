/**
 * Which area, or which place, is meant by what somebody wrote: a p-code, an ISO 3166 code, an id, or a name in any of its
 * spellings? Nothing is ever guessed: of several that fit equally, a person chooses. An area's word may stand beside its
 * name ("cercle de Kayes"), an area behind a place's ("Saraya, Kédougou").
 */
import { fold } from "../methods/names/fold.ts";
import type { Reader } from "../platform/marking.ts";
import { problem } from "../platform/problem.ts";
import { findPlaces, isLocated } from "./find-places.ts";
import type { Area, Geography } from "./geography.ts";
import { locate } from "./locate.ts";
import type { Place, PlaceStore } from "./place-store.ts";

export function resolveArea(geography: Geography, words: string): Area {
  const found = withoutUndrawn(geography, areasCalled(geography, words));
  if (found.length === 1) return found[0]!;
  if (found.length === 0) throw problem("place.notFound", { name: words.trim() });
  throw ambiguous(words, found.map((area) => choiceOfArea(geography, area)));
}

/** Every area that the words name equally well: by code one, by name perhaps several. */
export function areasCalled(geography: Geography, words: string): Area[] {
  const wanted = words.trim();
  const upper = wanted.toUpperCase();
  const coded = geography.areaByPcode(wanted) ?? geography.areas.find(({ pcode, iso }) => pcode.toUpperCase() === upper || iso?.toUpperCase() === upper);
  if (coded) return [coded];
  const folded = fold(wanted);
  if (folded === "") return [];
  const named = geography.areas.filter((area) => namesOf(area).includes(folded));
  if (named.length > 0) return named;
  return geography.areas.filter((area) => area.areaType && withoutType(folded, fold(area.areaType)).some((rest) => namesOf(area).includes(rest)));
}

/**
 * "Kayes" is the region as long as the cercle of that name inside it has no outline here: nothing can be placed in the cercle
 * then, so that nobody can be misled. Once its outline is imported, both may be meant, and a person chooses.
 */
function withoutUndrawn(geography: Geography, found: readonly Area[]): readonly Area[] {
  const isInsideAnother = (area: Area) => geography.ancestors(area.pcode).some((holder) => found.includes(holder));
  return found.filter((area) => area.geometry || !isInsideAnother(area));
}

/** The one place with a position that the words name. */
export function resolvePlace(store: PlaceStore, geography: Geography, reader: Reader, words: string): Place {
  const name = words.trim();
  const comma = name.lastIndexOf(",");
  const areas = comma > 0 ? areasCalled(geography, name.slice(comma + 1)) : [];
  const searches = areas.length > 0 ? areas.map(({ pcode }) => ({ name: name.slice(0, comma), area: pcode })) : [{ name, area: undefined }];
  const hits = searches.flatMap((one) => findPlaces(store, geography, reader, one.name, { area: one.area, typing: false, limit: 20 }).places).filter(({ isConfident }) => isConfident);
  const found = [...new Map(hits.map((hit) => [hit.place.id, hit])).values()];
  if (found.length === 0) throw problem("place.notFound", { name });
  // Where settlements bear the name, their schools, wells and areas are not meant; where a place is known by words alone, its namesakes may be.
  const settlements = found.filter(({ place }) => place.noun === "settlement");
  const meant = settlements.length > 0 ? settlements : found;
  const [only, ...others] = meant;
  if (others.length > 0) throw ambiguous(name, meant.map(({ place }) => choiceOfPlace(geography, place)));
  if (!isLocated(only!.place) || !only!.place.coordinates) throw problem("place.unlocated", { name: only!.place.name, words: only!.place.locationWords ?? only!.place.pcode ?? only!.place.noun });
  return only!.place;
}

interface Choice { id: string; name: string; pcode: string | null; kind: string | null; parent: string | null; country: string | null }

const choiceOfArea = (geography: Geography, { id, name, pcode, areaType, country, parentPcode }: Area): Choice =>
  ({ id, name, pcode, kind: areaType ?? null, country, parent: parentPcode ? geography.areaByPcode(parentPcode)?.name ?? parentPcode : null });

function choiceOfPlace(geography: Geography, place: Place): Choice {
  const { id, name, pcode, kind } = place;
  const { area: holder, country } = locate(geography, place);
  return { id, name, pcode: pcode ?? null, kind: kind ?? null, country: country ?? null, parent: holder ? geography.areaByPcode(holder)?.name ?? holder : null };
}

function ambiguous(name: string, choices: readonly Choice[]) {
  const words = choices.map(({ name, kind, parent, country, pcode, id }) => `${name} (${[kind, parent, country].filter(Boolean).join(", ")}) ${pcode ?? id}`);
  return problem("place.ambiguous", { name: name.trim(), candidates: words.join("; "), choices });
}

const foldedNames = new WeakMap<Area, readonly string[]>();

/** Folded once for as long as the geography stands: each name that is asked for is held against all of them. */
function namesOf(area: Area): readonly string[] {
  let names = foldedNames.get(area);
  if (!names) foldedNames.set(area, names = [area.name, ...area.spellings].map(fold));
  return names;
}

/** "serkle de kayes" and "kayes serkle" without the word for its type. */
function withoutType(folded: string, type: string): string[] {
  if (folded.endsWith(` ${type}`)) return [folded.slice(0, -type.length - 1)];
  if (!folded.startsWith(`${type} `)) return [];
  const rest = folded.slice(type.length + 1);
  return [rest, rest.replace(/^(?:de la|de|du|des|d) /, "")];
}
