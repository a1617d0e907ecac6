/** Do these words name a place finer than a second-level area? Then they are not for whoever may not have it. */
import { plain } from "../../methods/names/fold.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { placeStore, type PlaceStore } from "../../places/index.ts";

const WORD = /\p{L}[\p{L}\p{M}'’-]*/gu;
const MOST_WORDS = 4;
/** Shorter words are taken for a place only where they are written as a name: "Gori" is a village, "gori" may be anything. */
const LONG = 6;
/** Arabic writes "in", "to", "and" onto the word. */
const PREFIXED = /^[بلوفك]\p{Script=Arabic}/u;
const KEPT_MS = 60_000;

interface Names { fine: ReadonlySet<string>; at: number }
const kept = new WeakMap<PlaceStore, Names>();

/** @param own names that the record itself gives its places */
export async function finePlaces(node: Node, tx: Transaction, own: readonly string[] = []): Promise<(text: string) => boolean> {
  const store = await placeStore(node, tx);
  let names = kept.get(store);
  if (!names || Math.abs(tx.now.getTime() - names.at) > KEPT_MS) kept.set(store, (names = { fine: namesOf(store, node, tx), at: tx.now.getTime() }));
  const { fine } = names;
  const mine = new Set(own.map(plain));
  return (text) => namesOne(text, (words) => fine.has(words) || mine.has(words));
}

/** A town that gives its name to a district is told with the district. */
function namesOf(store: PlaceStore, node: Node, tx: Transaction): ReadonlySet<string> {
  const reader = node.keeper("release policy", tx.caller.exercise);
  const fine = new Set<string>(), coarse = new Set<string>();
  for (const { noun, level = 3, name, spellings } of store.seen(reader, ["area", "settlement", "site", "crossing", "natural-area"])) {
    for (const one of [name, ...spellings]) (noun === "area" && level <= 2 ? coarse : fine).add(plain(one));
  }
  for (const name of coarse) fine.delete(name);
  return fine;
}

export function namesOne(text: string, isFine: (plainWords: string) => boolean): boolean {
  const words = [...text.matchAll(WORD)].map(([word]) => word);
  for (let i = 0; i < words.length; i++) {
    const first = words[i]!;
    if (!/^\p{Lu}|^\p{Script=Arabic}/u.test(first) && first.length < LONG) continue;
    for (let n = 1; n <= Math.min(MOST_WORDS, words.length - i); n++) {
      const run = words.slice(i, i + n).join(" ");
      if (isFine(plain(run)) || (PREFIXED.test(run) && isFine(plain(run.slice(1))))) return true;
    }
  }
  return false;
}
