/** Where may an event have been whose place is in doubt? Asked anew each time, because a gazetteer may have been imported since. */
import { z } from "zod";
import { CandidateAnswer, placesThatMayBeMeant } from "../places/index.ts";
import type { Transaction } from "../platform/database.ts";
import type { Node } from "../platform/node.ts";
import type { Row } from "../platform/noun.ts";

export const LiveCandidates = z.object({
  name: z.string().nullable(),
  /** What was said of where it is. */
  words: z.string().nullable(),
  /** False: the event has its coordinates, and nothing is in doubt. */
  isInDoubt: z.boolean(),
  candidates: z.array(CandidateAnswer),
});

export async function liveCandidates(node: Node, tx: Transaction, { content }: Row): Promise<z.infer<typeof LiveCandidates>> {
  const { placeName, locationWords, area, country, geometry } = content as { placeName?: string; locationWords?: string; area?: string; country: string; geometry?: unknown };
  const isInDoubt = !geometry && placeName !== undefined;
  return {
    name: placeName ?? null, words: locationWords ?? null, isInDoubt,
    candidates: isInDoubt ? await placesThatMayBeMeant(node, tx, { name: placeName, country, ...(locationWords ? { words: locationWords } : {}), ...(area ? { area } : {}) }) : [],
  };
}
