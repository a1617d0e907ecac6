/**
 * Which places may a name mean? All of them, best first: spelling is forgiven, homonyms are told apart by their area, one
 * place that several gazetteers list is one answer, and a place whose own words its namesakes contradict stays unresolved,
 * with its candidates. Only where a single place can be meant is one called settled.
 */
import { bearingDeg, distanceM } from "../methods/spatial/sphere.ts";
import { fold } from "../methods/names/fold.ts";
import type { Reader } from "../platform/marking.ts";
import type { Geography } from "./geography.ts";
import { locate } from "./locate.ts";
import { agreesInBearing, agreesInDistance, readOwnWords, type Bearing } from "./own-words.ts";
import { weightOf, type NamedHit, type Place, type PlaceStore } from "./place-store.ts";

export interface FindOptions {
  limit?: number;
  country?: string;
  /** Only places in this area or below it, by p-code. */
  area?: string;
  /** The end may still be missing, as in a search box. */
  typing?: boolean;
}

export interface FromReference {
  /** The name in the place's own words, and where it was taken to be. */
  from: string;
  km: number;
  saidKm?: number;
  said?: Bearing;
  agrees: boolean;
}

/** A located place of the same name as one that is known by words alone. */
export interface Candidate {
  place: Place;
  /** Distances from the places that the words name. */
  references: FromReference[];
  isElsewhere: boolean;
  /** Undefined: the words say nothing to compare. */
  agrees?: boolean;
}

export interface FoundPlace extends NamedHit {
  /** The same name, as good as at the same spot, in other gazetteers. */
  sameAs: Place[];
  /** Only for a place without coordinates. */
  candidates?: Candidate[];
}

export interface Found {
  places: FoundPlace[];
  /** The one place that is meant, where nothing else can be. */
  settled?: Place;
}

/** From here on a folded spelling is equal (`name-index.ts`). */
const EQUAL = 0.97;
/** Gazetteers place the same village this far apart. */
const SAME_PLACE_KM = 5;
/** A name known in ten places tells nothing by being near one more. */
const MOST_LOOKED_AT = 400;

export function findPlaces(store: PlaceStore, geography: Geography, reader: Reader, words: string, { limit = 10, country, area, typing = true }: FindOptions = {}): Found {
  const within = area === undefined ? undefined : new Set(geography.within(area));
  const suits = (place: Place) => (!country || countryOf(place) === country || place.between?.split("-").includes(country)) && (!within || isWithin(place, within));
  const hits = [...coded(store, reader, words), ...store.search(words, reader, { most: MOST_LOOKED_AT, typing })].filter(({ place }) => suits(place));
  const located = onePerPlace(hits.filter(({ place }) => isLocated(place)));
  const told = uniquePlaces(hits.filter(({ place }) => !isLocated(place))).slice(0, limit).map((hit) => ({ ...hit, sameAs: [], candidates: candidatesFor(hit.place, store, geography, reader) }));
  const verdicts = verdictsOf(told);
  const ordered = [...located, ...told].sort((a, b) => tier(a, verdicts) - tier(b, verdicts) || b.score - a.score || weightOf(b.place) - weightOf(a.place) || (a.place.id < b.place.id ? -1 : 1));
  const meant = ordered.filter(({ isConfident }) => isConfident);
  const places = ordered.slice(0, Math.max(limit, 0));
  return { places, ...(meant.length === 1 && isLocated(meant[0]!.place) ? { settled: meant[0]!.place } : {}) };
}

/** A p-code names its place exactly, as does an id. */
function coded(store: PlaceStore, reader: Reader, words: string): NamedHit[] {
  const code = words.trim();
  const byId = store.get(code.toLowerCase(), reader);
  if (byId) return [{ place: byId, spelling: byId.name, score: 1, isConfident: true }];
  return store.coded(code.toUpperCase(), reader).map((place) => ({ place, spelling: code, score: 1, isConfident: true }));
}

/** An area is where it is: its outline, or its p-code, says so. A line has its line. */
export const isLocated = ({ noun, coordinates, line }: Place) => noun === "area" || coordinates !== undefined || line !== undefined;

const countryOf = ({ country, pcode, noun }: Place) => country ?? (noun === "area" ? pcode?.slice(0, 2) : undefined);
const isWithin = (place: Place, within: ReadonlySet<string>) => within.has(place.area ?? "") || (place.noun === "area" && within.has(place.pcode!));

function uniquePlaces(hits: readonly NamedHit[]): NamedHit[] {
  const best = new Map<string, NamedHit>();
  for (const hit of hits) if (!best.has(hit.place.id)) best.set(hit.place.id, hit);
  return [...best.values()];
}

/** Settlements of one name within a few kilometres are one place, which several gazetteers list: the weightiest stands for all. */
function onePerPlace(hits: readonly NamedHit[]): FoundPlace[] {
  const found: FoundPlace[] = [];
  for (const hit of uniquePlaces(hits).sort((a, b) => b.score - a.score || weightOf(b.place) - weightOf(a.place))) {
    const same = found.find((one) => isSame(one, hit));
    if (!same) found.push({ ...hit, sameAs: [] });
    else {
      same.sameAs.push(hit.place);
      same.isConfident ||= hit.isConfident;
    }
  }
  return found;
}

function isSame(a: NamedHit, b: NamedHit): boolean {
  if (a.place.noun !== b.place.noun || a.place.noun === "area" || !a.place.coordinates || !b.place.coordinates) return false;
  // Most pairs part here, before anything is computed.
  if (Math.abs(a.place.coordinates[1] - b.place.coordinates[1]) > SAME_PLACE_KM / 111) return false;
  if (a.place.noun === "site" && a.place.kind !== b.place.kind) return false;
  if (distanceM(a.place.coordinates, b.place.coordinates) > SAME_PLACE_KM * 1_000) return false;
  const names = foldedNames(a.place);
  return foldedNames(b.place).some((name) => names.includes(name));
}

const folds = new WeakMap<Place, string[]>();

function foldedNames(place: Place): string[] {
  let names = folds.get(place);
  if (!names) folds.set(place, (names = [place.name, ...place.spellings].map(fold)));
  return names;
}

export function candidatesFor(place: Place, store: PlaceStore, geography: Geography, reader: Reader): Candidate[] {
  const hits = [place.name, ...place.spellings].flatMap((name) => store.search(name, reader, { typing: false }));
  const namesakes = onePerPlace(hits.filter(({ isConfident, place: { coordinates } }) => isConfident && coordinates));
  const { distances, bearings } = readOwnWords(place.locationWords ?? "");
  const references = [...new Set([...distances, ...bearings].map(({ from }) => from))].flatMap((from) => {
    const at = theOnly(store, reader, from);
    return at ? [{ from, at }] : [];
  });
  return namesakes.map(({ place: namesake }) => {
    const at = namesake.coordinates!;
    const compared = references.map(({ from, at: reference }): FromReference => {
      const km = distanceM(reference.coordinates!, at) / 1_000;
      const saidKm = distances.find((said) => said.from === from)?.km;
      const said = bearings.find((one) => one.from === from)?.bearing;
      const agrees = (saidKm === undefined || agreesInDistance(saidKm, km)) && (said === undefined || agreesInBearing(said, bearingDeg(reference.coordinates!, at)));
      return { from, km, agrees, ...(saidKm === undefined ? {} : { saidKm }), ...(said ? { said } : {}) };
    });
    const isElsewhere = liesElsewhere(place, namesake, geography);
    const says = compared.length > 0 || place.area !== undefined || place.country !== undefined;
    return { place: namesake, references: compared, isElsewhere, ...(says ? { agrees: !isElsewhere && compared.every(({ agrees }) => agrees) } : {}) };
  }).sort((a, b) => Number(b.agrees ?? false) - Number(a.agrees ?? false) || (a.references[0]?.km ?? 0) - (b.references[0]?.km ?? 0));
}

/** The one settlement that a reference can mean, by its first name rather than an alternate one; a homonym makes it useless. */
function theOnly(store: PlaceStore, reader: Reader, name: string): Place | undefined {
  const hits = store.search(name, reader, { typing: false }).filter(({ place, isConfident }) => isConfident && place.noun === "settlement" && place.coordinates);
  const byFirstName = hits.filter(({ place }) => foldedNames(place)[0] === fold(name));
  const found = onePerPlace(byFirstName.length > 0 ? byFirstName : hits);
  return found.length === 1 ? found[0]!.place : undefined;
}

/** Outside the country, or the area, that the place is said to be in; told only where that area has an outline. */
function liesElsewhere({ area, country }: Place, namesake: Place, geography: Geography): boolean {
  const there = locate(geography, namesake);
  if (country && there.country && there.country !== country) return true;
  const said = area ? geography.areaByPcode(area) : undefined;
  if (!said?.geometry || !there.area) return false;
  return there.area !== said.pcode && !geography.ancestors(there.area).some(({ pcode }) => pcode === said.pcode);
}

type Verdict = "agrees" | "contradicts";

/** What the words of unlocated places say of their located namesakes. */
function verdictsOf(told: readonly FoundPlace[]): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { isConfident, candidates } of told) {
    if (!isConfident) continue;
    for (const { place, agrees } of candidates ?? []) if (agrees !== undefined) verdicts.set(place.id, agrees ? "agrees" : "contradicts");
  }
  return verdicts;
}

/** Equal names first. Among them: what a place's own words confirm, the rest that has a position, what is known by words, sites. */
function tier({ place, score, isConfident }: FoundPlace, verdicts: ReadonlyMap<string, Verdict>): number {
  if (!isConfident) return 6;
  if (score < EQUAL) return 5;
  const verdict = verdicts.get(place.id);
  if (verdict === "contradicts") return 3;
  if (place.noun === "site") return verdict === "agrees" ? 2 : 4;
  if (!isLocated(place)) return 2;
  return verdict === "agrees" ? 0 : 1;
}
