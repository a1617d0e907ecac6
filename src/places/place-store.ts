/**
 * Which named places are there, held in memory for search and measurement, and always as fresh as the database?
 *
 * One store for a node holds every place with its marking; who asks sees only what `mayRead` allows, and every answer is
 * confirmed under row-level security as that caller before it leaves (`confirmed`). The owner's connection only fills the
 * memory. Names are indexed in segments: a change makes a small new one, small ones are merged, so that an edit costs
 * milliseconds and an import no more than it must.
 */
import { fold } from "../methods/names/fold.ts";
import { LineIndex } from "../methods/spatial/line-index.ts";
import type { LonLat } from "../methods/spatial/sphere.ts";
import { NameIndex, type NameMatch } from "../methods/names/name-index.ts";
import type { Transaction } from "../platform/database.ts";
import { mayRead, type Reader } from "../platform/marking.ts";
import type { Node } from "../platform/node.ts";
import { PLACE_NOUNS, placeChanges, placesState, readable, type PlaceRecord } from "./queries.ts";

export type Place = PlaceRecord;

export interface NamedHit { place: Place; spelling: string; score: number; isConfident: boolean }

/** Lines of one noun and one marking: read together or not at all. */
interface LineGroup { sample: Place; index: LineIndex<Place> }

interface Segment { records: readonly Place[]; names: NameIndex<number> }

export class PlaceStore {
  readonly #node: Node;
  readonly #places = new Map<string, Place>();
  readonly #byNoun = new Map<string, Set<Place>>(PLACE_NOUNS.map((noun) => [noun, new Set()]));
  readonly #byPcode = new Map<string, Set<Place>>();
  #segments: Segment[] = [];
  #lines: LineGroup[] | undefined;
  #byName: Map<string, Place[]> | undefined;
  #seq = -1;
  #refreshing: Promise<void> | undefined;

  constructor(node: Node) {
    this.#node = node;
  }

  /** Catches up with everything that was committed before the call. */
  async fresh(tx: Transaction): Promise<this> {
    const { seq } = await placesState(tx);
    while (this.#seq < seq) {
      this.#refreshing ??= this.#refresh().finally(() => { this.#refreshing = undefined; });
      await this.#refreshing;
    }
    return this;
  }

  get size(): number { return this.#places.size; }

  /** Places whose p-code is this, in capitals. */
  coded(pcode: string, reader: Reader): Place[] {
    return [...(this.#byPcode.get(pcode) ?? [])].filter((place) => isSeen(reader, place));
  }

  get(id: string, reader: Reader): Place | undefined {
    const place = this.#places.get(id);
    return place && isSeen(reader, place) ? place : undefined;
  }

  /** Whether a place that the reader may see bears this very name, in any hand: what a screen of names asks for every word. */
  isNamed(words: string, reader: Reader): boolean {
    this.#byName ??= this.#named();
    return (this.#byName.get(fold(words)) ?? []).some((place) => isSeen(reader, place));
  }

  *seen(reader: Reader, nouns: readonly string[] = PLACE_NOUNS): Generator<Place> {
    for (const noun of nouns) for (const place of this.#byNoun.get(noun) ?? []) if (isSeen(reader, place)) yield place;
  }

  /** Best first, homonyms all there. What the reader may not see takes no place among the `most`. */
  search(words: string, reader: Reader, { most = 200, typing = true } = {}): NamedHit[] {
    const found = this.#segments.flatMap(({ names, records }) => names.search(words, { limit: Infinity, typing }).map((match) => hitOf(match, records)));
    return found.filter(({ place }) => this.#places.get(place.id) === place && isSeen(reader, place)).sort((a, b) => b.score - a.score).slice(0, most);
  }

  /** The nearest line of a noun that the reader may see. */
  nearestLine(noun: string, at: LonLat, reader: Reader): { place: Place; km: number } | undefined {
    let best: { place: Place; km: number } | undefined;
    for (const { sample, index } of this.#lineGroups()) {
      if (sample.noun !== noun || !isSeen(reader, sample)) continue;
      const near = index.nearest(at[0], at[1])!;
      if (!best || near.distanceM / 1_000 < best.km) best = { place: near.key, km: near.distanceM / 1_000 };
    }
    return best;
  }

  /** Lines of these nouns within `km`, nearest first. */
  linesWithin(nouns: readonly string[], at: LonLat, km: number, reader: Reader): { place: Place; km: number }[] {
    return this.#lineGroups().filter(({ sample }) => nouns.includes(sample.noun) && isSeen(reader, sample))
      .flatMap(({ index }) => index.within(at[0], at[1], km * 1_000).map(({ key, distanceM }) => ({ place: key, km: distanceM / 1_000 })));
  }

  async #refresh(): Promise<void> {
    const { seq, changed, records } = await this.#node.owner((client) => placeChanges(client, this.#seq));
    for (const place of changed.flatMap((id) => this.#places.get(id) ?? [])) {
      this.#places.delete(place.id);
      this.#byNoun.get(place.noun)!.delete(place);
      this.#byPcode.get(place.pcode?.toUpperCase() ?? "")?.delete(place);
    }
    for (const record of records) {
      this.#places.set(record.id, record);
      this.#byNoun.get(record.noun)!.add(record);
      if (record.pcode) this.#byPcode.set(record.pcode.toUpperCase(), (this.#byPcode.get(record.pcode.toUpperCase()) ?? new Set()).add(record));
    }
    const named = records.filter(({ noun }) => noun !== "border");
    if (named.length > 0) this.#addSegment(named);
    this.#lines = undefined;
    this.#byName = undefined;
    this.#seq = seq;
  }

  #named(): Map<string, Place[]> {
    const named = new Map<string, Place[]>();
    for (const place of this.#places.values()) {
      if (place.noun === "border") continue;
      for (const name of new Set([place.name, ...place.spellings].map(fold))) named.set(name, [...named.get(name) ?? [], place]);
    }
    named.delete("");
    return named;
  }

  #addSegment(records: Place[]): void {
    let merged = records;
    while (this.#segments.length > 0 && this.#segments.at(-1)!.records.length < 4 * merged.length) {
      merged = [...this.#segments.pop()!.records.filter((record) => this.#places.get(record.id) === record), ...merged];
    }
    this.#segments.push({ records: merged, names: new NameIndex(namesOf(merged)) });
  }

  #lineGroups(): LineGroup[] {
    const lines = this.#lines ? [] : [...this.#places.values()].filter(({ line }) => line);
    const groups = Map.groupBy(lines, ({ noun, marking, owner, exercise }) => [noun, marking, owner, exercise].join("|"));
    return (this.#lines ??= [...groups.values()].map((members) => ({
      sample: members[0]!, index: new LineIndex(members.flatMap((place) => stretchesOf(place).map((line) => ({ key: place, line })))),
    })));
  }
}

const stores = new WeakMap<Node, PlaceStore>();

/** The node's store, caught up. */
export function placeStore(node: Node, tx: Transaction): Promise<PlaceStore> {
  let store = stores.get(node);
  if (!store) stores.set(node, (store = new PlaceStore(node)));
  return store.fresh(tx);
}

/** Places are the ground: an exercise is played on the real map, and its own places are never seen outside it. */
const isSeen = (reader: Reader, place: Place) => mayRead(reader, place, true);

/** Of these places, those that row-level security lets the caller read now. */
export async function confirmed(tx: Transaction, places: Iterable<Place>): Promise<Set<string>> {
  const allowed = new Set<string>();
  const byNoun = Map.groupBy(places, ({ noun }) => noun);
  for (const noun of PLACE_NOUNS) for (const id of await readable(tx, noun, [...new Set((byNoun.get(noun) ?? []).map(({ id }) => id))])) allowed.add(id);
  return allowed;
}

const HEAVIEST = 10;
const WEIGHTS: Readonly<Record<string, number>> = {
  capital: 7, "regional-seat": 6, "district-seat": 5, town: 4, village: 2.5, "mining-settlement": 2.5, unclassified: 2, hamlet: 1.5,
};

/** How likely somebody means this one: a town before a hamlet, a settlement before its school. From 0 to 10. */
export function weightOf({ noun, kind = "", level = 3, population = 0 }: Place): number {
  if (noun === "area") return Math.max(2, 6 - level);
  if (noun === "settlement") return (WEIGHTS[kind] ?? 1) + Math.min(3, Math.log10(population + 1) / 2);
  return noun === "site" ? 0.5 : 2;
}

function* namesOf(records: readonly Place[]) {
  // A nameless heaviest entry, so that weights mean the same in a segment of three places and in one of thirty thousand.
  yield { name: "", key: -1, weight: HEAVIEST };
  for (const [key, place] of records.entries()) {
    const weight = weightOf(place);
    for (const name of new Set([place.name, ...place.spellings, ...withoutKind(place)])) yield { name, key, weight };
  }
}

/** Somebody who writes "Baoulé" may mean the forest of that name: the village must not be taken for the only one. */
function withoutKind({ noun, name }: Place): string[] {
  const rest = noun === "natural-area" ? name.replace(/^(?:forêt classée|forêt|parc national|réserve|mare|lac|oued|massif)\s+(?:de la |de l’|du |des |de |d’)/i, "") : name;
  return rest === name ? [] : [rest];
}

const hitOf = ({ key, name, score, confident }: NameMatch<number>, records: readonly Place[]): NamedHit =>
  ({ place: records[key]!, spelling: name, score, isConfident: confident });

function stretchesOf({ line }: Place): LonLat[][] {
  return line!.type === "MultiLineString" ? line!.coordinates : [line!.coordinates];
}
