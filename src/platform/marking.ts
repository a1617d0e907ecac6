/**
 * Who may read a row? The Traffic Light Protocol 2.0 (FIRST, August 2022) as an ordered scale, with an owner.
 *
 * The database holds the rank as a smallint, because integer comparison is leakproof and so keeps indexes usable
 * under row-level security; documents, pages and exports hold the word.
 */
export const MARKINGS = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"] as const;
export type Marking = (typeof MARKINGS)[number];

export const rankOf = (marking: Marking): number => MARKINGS.indexOf(marking);

export function markingOf(rank: number): Marking {
  const marking = MARKINGS[rank];
  if (!marking) throw new RangeError(`no marking has rank ${rank}`);
  return marking;
}

/** From this rank on, only the organisation that owns the row reads it. */
export const OWNER_ONLY_RANK = rankOf("AMBER+STRICT");

export interface Marked {
  marking: Marking;
  owner: string;
  exercise: boolean;
}

export interface Reader {
  /** Highest rank the caller may read; −1 reads nothing at all. */
  clearance: number;
  organisation: string;
  /** A caller works either in the actual world or in an exercise, never in both at once. */
  exercise: boolean;
}

/**
 * The rule that row-level security repeats in SQL (`protect` in the first migration).
 * @param isGround rows of the ground (places, codes) are read in an exercise too; an exercise's own rows never outside it
 */
export function mayRead(reader: Reader, row: Marked, isGround = false): boolean {
  const rank = rankOf(row.marking);
  return rank <= reader.clearance &&
    (rank < OWNER_ONLY_RANK || row.owner === reader.organisation) &&
    (row.exercise === reader.exercise || (isGround && !row.exercise));
}

/** The strictest of several markings wins; of none, nothing is known to be releasable. */
export function strictest(markings: readonly Marking[]): Marking {
  return markings.length === 0 ? "RED" : markingOf(Math.max(...markings.map(rankOf)));
}
