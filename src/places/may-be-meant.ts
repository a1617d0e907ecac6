/** Something is said to have been at a named place that nobody has settled: which places of today's gazetteers may be meant? */
import type { z } from "zod";
import type { Transaction } from "../platform/database.ts";
import type { Node } from "../platform/node.ts";
import { candidatesFor } from "./find-places.ts";
import { candidateAnswer, looking, type CandidateAnswer } from "./place-answer.ts";
import { confirmed } from "./place-store.ts";

/** As it was reported: the name, what was said of where it is, and the area or country that is certain. */
export interface Reported { name: string; words?: string; area?: string; country?: string }

/** Each namesake with its distances from the places that the words name, those that agree first. None is chosen. */
export async function placesThatMayBeMeant(node: Node, tx: Transaction, { name, words, area, country }: Reported): Promise<z.infer<typeof CandidateAnswer>[]> {
  const { geography, store } = await looking(node, tx);
  const reported = { noun: "settlement", id: "", version: 0, name, spellings: [], marking: "CLEAR", owner: "", exercise: tx.caller.exercise, locationWords: words, area, country } as const;
  const candidates = candidatesFor({ ...reported, spellings: [] }, store, geography, tx.caller);
  const allowed = await confirmed(tx, candidates.map(({ place }) => place));
  return candidates.filter(({ place }) => allowed.has(place.id)).map((candidate) => candidateAnswer(geography, candidate));
}
