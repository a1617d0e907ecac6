/**
 * How alike are two short texts, from 0 to 1?
 *
 * The weight of the stems that both have over that of all stems that either has (a weighted Jaccard index). A stem that few texts
 * have weighs more: ln((1 + texts) / texts with it), where the other texts are known; otherwise all weigh alike. A stem is the
 * first letters of a word without accents, Arabic in Latin letters: crude, the same for three languages, and enough to let
 * "voleurs", "volé" and "vols" differ and "troupeau", "troupeaux" meet.
 */
import { plain } from "../names/fold.ts";

const STEM_LETTERS = 5;
/** Words that every text has, in the house's languages; articles, prepositions, and what a report begins with. */
const EMPTY = new Set(("le la les un une des du de au aux et ou en sur sous dans par pour avec sans est sont ont ete etait qui que quoi il elle ils on nous vous je ce cet cette ces son sa ses leur leurs pas ne se " +
  "the a an of to in on at by for with and or was were is are has have had be been it they we he she this that these from not " +
  "fi min ila ala an wa ma la hadha qad kan").split(" "));

export const stemsOf = (text: string): string[] =>
  [...new Set(plain(text).split(" ").filter((word) => word.length > 1 && !/^\d+$/.test(word) && !EMPTY.has(word)).map((word) => word.slice(0, STEM_LETTERS)))];

/** In how many of so many texts a stem stands; of all texts, and of those that tell of one kind of thing. */
export interface Rarity { all: Counted; ofKind: ReadonlyMap<string, Counted> }
interface Counted { texts: number; withStem: Map<string, number> }

/** A kind of fewer texts than this says little about which of its words are rare. */
const FEWEST_TEXTS = 8;

export function rarityOf(statements: Iterable<{ stems?: readonly string[] | undefined; kinds?: readonly string[] | undefined }>): Rarity {
  const all: Counted = { texts: 0, withStem: new Map() };
  const ofKind = new Map<string, Counted>();
  for (const { stems = [], kinds } of statements) {
    const kind = kinds?.[0] ?? "";
    const own = ofKind.get(kind) ?? { texts: 0, withStem: new Map<string, number>() };
    ofKind.set(kind, own);
    for (const counted of [all, own]) {
      counted.texts += 1;
      for (const stem of stems) counted.withStem.set(stem, (counted.withStem.get(stem) ?? 0) + 1);
    }
  }
  return { all, ofKind };
}

/** @param kind of both; then what is rare among texts of that kind counts */
export function textLikeness(a: readonly string[], b: readonly string[], rarity?: Rarity, kind?: string): number {
  const own = kind === undefined ? undefined : rarity?.ofKind.get(kind);
  const counted = own && own.texts >= FEWEST_TEXTS ? own : rarity?.all;
  const weightOf = (stem: string) => (counted ? Math.log((1 + counted.texts) / Math.max(1, counted.withStem.get(stem) ?? 1)) : 1);
  const ofA = new Set(a);
  const ofB = new Set(b);
  let shared = 0;
  let all = 0;
  for (const stem of new Set([...ofA, ...ofB])) {
    const weight = weightOf(stem);
    all += weight;
    if (ofA.has(stem) && ofB.has(stem)) shared += weight;
  }
  return all === 0 ? 0 : shared / all;
}
