/** What a person or a program is told of a place: the same answer on the command line and over HTTP, as a schema and as a builder. */
import { z } from "zod";
import type { LonLat } from "../methods/spatial/sphere.ts";
import type { Transaction } from "../platform/database.ts";
import type { Node } from "../platform/node.ts";
import { findPlaces, type Candidate, type FindOptions } from "./find-places.ts";
import type { Geography } from "./geography.ts";
import { loadGeography } from "./load-geography.ts";
import { locate } from "./locate.ts";
import { confirmed, placeStore, type Place, type PlaceStore } from "./place-store.ts";
import { nearest, surroundings, type NearPlace, type Surroundings, type Wanted } from "./surroundings.ts";

const Coordinates = z.tuple([z.number(), z.number()]);
const AreaName = z.object({ pcode: z.string(), name: z.string(), type: z.string().nullable(), level: z.int() });
const Near = z.object({ id: z.uuid(), name: z.string(), km: z.number() });

export const SurroundingsAnswer = z.object({
  /** The nearest border and the country beyond it; how far the line itself may be off. */
  border: z.object({ km: z.number(), country: z.string(), precisionKm: z.number().nullable() }).nullable(),
  route: Near.nullable(), reach: Near.nullable(), crossing: Near.nullable(),
});

export const PlaceAnswer = z.object({
  id: z.uuid(), noun: z.string(), kind: z.string().nullable(), name: z.string(), pcode: z.string().nullable(),
  /** From the finest area that holds it up to the country. */
  areas: z.array(AreaName), area: z.string().nullable(), country: z.string().nullable(),
  coordinates: Coordinates.nullable(), placePrecision: z.string().nullable(),
  /** Where it is, in words: all there is for a place without coordinates. */
  words: z.string().nullable(), gazetteer: z.string().nullable(),
});
export type PlaceAnswer = z.infer<typeof PlaceAnswer>;

export const CandidateAnswer = PlaceAnswer.extend({
  distances: z.array(z.object({ from: z.string(), km: z.number(), saidKm: z.number().nullable(), said: z.string().nullable(), agrees: z.boolean() })),
  /** Whether the place's own words allow it; null where they say nothing to compare. */
  agrees: z.boolean().nullable(),
});

export const SearchAnswer = z.object({
  query: z.string(),
  /** Whether any place bears the name; otherwise all there is, is near in spelling. */
  isFound: z.boolean(),
  /** Set only where a single place can be meant. */
  settled: z.uuid().nullable(),
  places: z.array(PlaceAnswer.extend({
    ...SurroundingsAnswer.shape,
    spelling: z.string(), score: z.number(), isConfident: z.boolean(), sameAs: z.array(z.uuid()), candidates: z.array(CandidateAnswer).optional(),
  })),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

export const AtAnswer = z.object({
  /** The finest area that holds the point; null where none does. */
  id: z.uuid().nullable(), name: z.string().nullable(), kind: z.string().nullable(), pcode: z.string().nullable(),
  coordinates: Coordinates, country: z.string().nullable(), areas: z.array(AreaName), area: z.string().nullable(),
  ...SurroundingsAnswer.shape, settlements: z.array(PlaceAnswer.extend({ km: z.number() })),
});
export type AtAnswer = z.infer<typeof AtAnswer>;

export const NearAnswer = z.object({ coordinates: Coordinates, places: z.array(PlaceAnswer.extend({ km: z.number() })) });
export type NearAnswer = z.infer<typeof NearAnswer>;

/** The chapter's memory, caught up, as one caller sees it. */
export interface Looking { tx: Transaction; geography: Geography; store: PlaceStore }

export async function looking(node: Node, tx: Transaction): Promise<Looking> {
  return { tx, geography: await loadGeography(tx), store: await placeStore(node, tx) };
}

export async function searchAnswer(look: Looking, words: string, options: FindOptions): Promise<SearchAnswer> {
  const { tx, geography, store } = look;
  const { places, settled } = findPlaces(store, geography, tx.caller, words, options);
  const around = places.map(({ place }) => (place.coordinates ? surroundings(geography, store, tx.caller, place.coordinates, locate(geography, place).country) : undefined));
  const allowed = await confirmed(tx, [...places.flatMap((one) => [one.place, ...one.sameAs, ...(one.candidates ?? []).map(({ place }) => place)]), ...around.flatMap(placesAround)]);
  return {
    query: words,
    isFound: places.some(({ place, isConfident }) => isConfident && allowed.has(place.id)),
    settled: settled && allowed.has(settled.id) ? settled.id : null,
    places: places.flatMap(({ place, spelling, score, isConfident, sameAs, candidates }, i) => (allowed.has(place.id) ? [{
      ...placeAnswer(geography, place), ...surroundingsAnswer(around[i], allowed), spelling, score: Math.round(score * 1_000) / 1_000, isConfident,
      sameAs: sameAs.map(({ id }) => id).filter((id) => allowed.has(id)),
      ...(candidates ? { candidates: candidates.filter((one) => allowed.has(one.place.id)).map((one) => candidateAnswer(geography, one)) } : {}),
    }] : [])),
  };
}

export async function atAnswer({ tx, geography, store }: Looking, at: LonLat, { own, count = 3 }: { own?: string; count?: number } = {}): Promise<AtAnswer> {
  const around = surroundings(geography, store, tx.caller, at, own);
  const settlements = nearest(store, tx.caller, at, { nouns: ["settlement"], count });
  const allowed = await confirmed(tx, [...settlements.map(({ place }) => place), ...placesAround(around)]);
  const { country, area } = geography.whereabouts(at[0], at[1]);
  const holder = area ? geography.areaByPcode(area) : undefined;
  return {
    id: holder?.id ?? null, name: holder?.name ?? null, kind: holder?.areaType ?? null, pcode: area ?? null,
    coordinates: [at[0], at[1]], country: country ?? null, area: area ?? null, areas: areaNames(geography, area),
    ...surroundingsAnswer(around, allowed), settlements: nearAnswers(geography, settlements, allowed),
  };
}

export async function nearAnswer({ tx, geography, store }: Looking, at: LonLat, wanted: Wanted): Promise<NearAnswer> {
  const found = nearest(store, tx.caller, at, wanted);
  return { coordinates: [at[0], at[1]], places: nearAnswers(geography, found, await confirmed(tx, found.map(({ place }) => place))) };
}

function nearAnswers(geography: Geography, found: readonly NearPlace[], allowed: ReadonlySet<string>) {
  return found.filter(({ place }) => allowed.has(place.id)).map(({ place, km }) => ({ ...placeAnswer(geography, place), km: metres(km) }));
}

export function placeAnswer(geography: Geography, place: Place): PlaceAnswer {
  const { id, noun, kind, name, pcode, coordinates, placePrecision, locationWords, gazetteer } = place;
  const located = locate(geography, place);
  const holder = noun === "area" ? pcode : located.area;
  const areas = areaNames(geography, holder);
  return {
    id, noun, kind: kind ?? null, name, pcode: pcode ?? null, areas: noun === "area" ? areas.slice(1) : areas, area: holder ?? null,
    country: located.country ?? areas.at(-1)?.pcode ?? null, coordinates: coordinates ?? null, placePrecision: placePrecision ?? null,
    words: locationWords ?? null, gazetteer: gazetteer ?? null,
  };
}

function areaNames(geography: Geography, pcode: string | undefined) {
  const area = pcode === undefined ? undefined : geography.areaByPcode(pcode);
  if (!area) return [];
  return [area, ...geography.ancestors(area.pcode)].map(({ pcode, name, areaType, level }) => ({ pcode, name, type: areaType ?? null, level }));
}

export function candidateAnswer(geography: Geography, { place, references, agrees }: Candidate) {
  const distances = references.map(({ from, km, saidKm, said, agrees }) => ({ from, km: metres(km), saidKm: saidKm ?? null, said: said ?? null, agrees }));
  return { ...placeAnswer(geography, place), distances, agrees: agrees ?? null };
}

const placesAround = (around: Surroundings | undefined): Place[] => [around?.route, around?.reach, around?.crossing].flatMap((near) => (near ? [near.place] : []));

export function surroundingsAnswer(around: Surroundings | undefined, allowed: ReadonlySet<string>): z.infer<typeof SurroundingsAnswer> {
  const near = (one: NearPlace | null | undefined) => (one && allowed.has(one.place.id) ? { id: one.place.id, name: one.place.name, km: metres(one.km) } : null);
  const border = around?.border;
  return { border: border ? { ...border, km: metres(border.km) } : null, route: near(around?.route), reach: near(around?.reach), crossing: near(around?.crossing) };
}

/** Kilometres to the metre. */
export const metres = (km: number): number => Math.round(km * 1_000) / 1_000;
