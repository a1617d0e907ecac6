/**
 * Where was it, as far as what was said settles it? A place that one gazetteer entry alone can be is a point; one of several
 * namesakes stays unresolved, with its candidates and the area that holds them all; a name that nobody holds keeps its words;
 * "near X" is near X, and in the smallest area that holds everything near X. Nothing is ever guessed.
 */
import type { z } from "zod";
import type { Candidate } from "../../evidence/index.ts";
import { destination, type LonLat } from "../../methods/spatial/sphere.ts";
import { locate, resolveArea, resolvePlace, type Geography, type Place, type PlaceStore } from "../../places/index.ts";
import type { Reader } from "../../platform/marking.ts";
import { Problem } from "../../platform/problem.ts";
import type { Said } from "../intake/accept.ts";

export interface Where {
  placeName?: string;
  placePrecision?: string;
  locationWords?: string;
  candidates?: z.infer<typeof Candidate>[];
  country?: string;
  area?: string;
  admin1?: string;
  admin2?: string;
  geometry?: { type: "Point"; coordinates: [number, number] };
}

export interface Ground { geography: Geography; store: PlaceStore; reader: Reader }

/** As place-precision "near" has it. */
const NEAR_KM = 25;
const AROUND = 16;
const MOST_CANDIDATES = 12;
const NAME_LENGTH = 160;

/** @param mayShow whether a name that nobody holds may stand outside the encrypted words: it may be a person's */
export function whereTold(ground: Ground, said: Said, mayShow: (words: string) => boolean = () => true): Where {
  const { geography, store, reader } = ground;
  const chosen = said.placeId ? store.get(said.placeId, reader) : undefined;
  if (chosen) return { ...atPlace(ground, chosen), ...bearings(ground, said) };
  if (said.point) return { placePrecision: "exact", ...(said.place && mayShow(said.place) ? { placeName: said.place.slice(0, NAME_LENGTH) } : {}), ...inArea(geography, geography.whereabouts(said.point[0], said.point[1]).area), ...pointAt(said.point) };
  const within = said.area ? areaCalled(geography, said.area) : undefined;
  if (said.place) {
    const found = called(ground, said.place, within);
    if (found) return { ...found, ...bearings(ground, said) };
  }
  const near = nearTold(ground, said, within);
  const name = said.place && mayShow(said.place) ? { placeName: said.place.slice(0, NAME_LENGTH) } : {};
  if (near) return { ...near, ...name };
  const area = inArea(geography, within);
  if (said.place) return { ...name, placePrecision: "named-only", ...area, ...bearings(ground, said) };
  return within ? { placePrecision: precisionOfArea(geography, within), ...area } : {};
}

/** What a name may mean; nothing: no gazetteer holds it. */
function called(ground: Ground, name: string, within: string | undefined): Where | undefined {
  const { geography, store, reader } = ground;
  const meant = meaningOf(ground, within ? `${name}, ${within}` : name);
  if (!(meant instanceof Problem)) return atPlace(ground, meant);
  const choices = (meant.details.choices ?? []) as { id: string; name: string }[];
  if (meant.code === "place.ambiguous") return undecided(ground, name, choices.flatMap(({ id }) => store.get(id, reader) ?? []));
  const area = areaCalled(geography, name);
  if (area) return { placeName: geography.areaByPcode(area)!.name, placePrecision: precisionOfArea(geography, area), ...inArea(geography, area) };
  if (meant.code === "place.unlocated") return { placeName: name.slice(0, NAME_LENGTH), placePrecision: "named-only", ...inArea(geography, within) };
  return undefined;
}

const meanings = new WeakMap<Ground, Map<string, Place | Problem>>();

/** A ground is of one moment: many reports speak of the same places, and each is looked for once. */
function meaningOf(ground: Ground, words: string): Place | Problem {
  let known = meanings.get(ground);
  if (!known) meanings.set(ground, known = new Map());
  let meant = known.get(words);
  if (!meant) known.set(words, meant = sought(ground, words));
  return meant;
}

function sought({ geography, store, reader }: Ground, words: string): Place | Problem {
  try {
    return resolvePlace(store, geography, reader, words);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** An area is somewhere in it; a settlement that a gazetteer knows only about is near its point. */
function atPlace({ geography }: Ground, place: Place): Where {
  const { area, country } = locate(geography, place);
  if (place.noun === "area") return { placeName: place.name, placePrecision: precisionOfArea(geography, place.pcode!), ...inArea(geography, place.pcode) };
  const holder = inArea(geography, area);
  if (!place.coordinates) return { placeName: place.name, placePrecision: "named-only", ...holder, ...(country ? { country } : {}), ...(place.locationWords ? { locationWords: place.locationWords.slice(0, 400) } : {}) };
  return { placeName: place.name, placePrecision: place.placePrecision === "near" ? "near" : "exact", ...holder, ...(country ? { country } : {}), ...pointAt(place.coordinates) };
}

function undecided({ geography }: Ground, name: string, places: readonly Place[]): Where {
  const areas = places.map((place) => (place.noun === "area" ? place.pcode : locate(geography, place).area));
  return {
    placeName: name.slice(0, NAME_LENGTH), placePrecision: "unresolved", ...inArea(geography, commonArea(geography, areas)),
    candidates: places.slice(0, MOST_CANDIDATES).map(({ id, name: called, pcode, coordinates }) => ({ place: id, name: called.slice(0, 120), ...(pcode ? { pcode } : {}), ...(coordinates ? { lon: coordinates[0], lat: coordinates[1] } : {}) })),
  };
}

/** "near X, towards Y": of places that are known, in their own names, so that no word of the sender's is needed. */
function nearTold(ground: Ground, said: Said, within: string | undefined): Where | undefined {
  const near = said.near ? onlyPlace(ground, said.near, within) : undefined;
  if (!near?.coordinates) return undefined;
  const { geography } = ground;
  const around = Array.from({ length: AROUND }, (_, i) => destination(near.coordinates!, (360 * i) / AROUND, NEAR_KM * 1_000));
  const areas = [near.coordinates, ...around].map(([lon, lat]) => geography.whereabouts(lon, lat).area);
  return { placePrecision: "near", ...bearings(ground, said), ...inArea(geography, commonArea(geography, areas)), ...pointAt(near.coordinates) };
}

/** That it is near one known place and towards another, in signs that each language reads: "≈ Kidira → Goudiry". */
function bearings(ground: Ground, { near, towards }: Said): Pick<Where, "locationWords"> {
  const named = (name: string | undefined) => (name ? onlyPlace(ground, name)?.name : undefined);
  const words = [["≈", named(near)], ["→", named(towards)]].flatMap(([how, name]) => (name ? [`${how} ${name}`] : [])).join(" ");
  return words ? { locationWords: words } : {};
}

function onlyPlace(ground: Ground, name: string, within?: string): Place | undefined {
  const meant = meaningOf(ground, within ? `${name}, ${within}` : name);
  return meant instanceof Problem ? undefined : meant;
}

function areaCalled(geography: Geography, words: string): string | undefined {
  try {
    return resolveArea(geography, words).pcode;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

const chainOf = (geography: Geography, pcode: string) => [pcode, ...geography.ancestors(pcode).map((area) => area.pcode)];

/** The smallest area that surely holds all of them; none where one of them is nowhere. */
export function commonArea(geography: Geography, pcodes: readonly (string | undefined)[]): string | undefined {
  if (pcodes.length === 0 || pcodes.includes(undefined)) return undefined;
  const chains = (pcodes as string[]).map((pcode) => chainOf(geography, pcode));
  return chains[0]!.find((pcode) => chains.every((chain) => chain.includes(pcode)));
}

/** The area and those above it, as every record keeps them. */
export function inArea(geography: Geography, pcode: string | undefined): Pick<Where, "area" | "admin1" | "admin2" | "country"> {
  const area = pcode === undefined ? undefined : geography.areaByPcode(pcode);
  if (!area) return {};
  const chain = [area, ...geography.ancestors(area.pcode)];
  const at = (level: number) => chain.find((one) => one.level === level)?.pcode;
  return { country: area.country, ...(area.level > 0 ? { area: area.pcode } : {}), ...(at(1) ? { admin1: at(1)! } : {}), ...(at(2) ? { admin2: at(2)! } : {}) };
}

const precisionOfArea = (geography: Geography, pcode: string): string => {
  const level = geography.areaByPcode(pcode)?.level ?? 0;
  return level === 0 ? "country" : `admin${Math.min(level, 3)}`;
};

const pointAt = ([lon, lat]: LonLat) => ({ geometry: { type: "Point" as const, coordinates: [lon, lat] as [number, number] } });
