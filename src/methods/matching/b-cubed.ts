/**
 * How well does a grouping of items agree with the true one?
 *
 * For each item: of those grouped with it (itself included), what share belongs with it (precision), and of those that belong
 * with it, what share is grouped with it (recall). Both are means over the items, so that a large group counts by its members
 * and a single that stays single counts too. Source: Bagga and Baldwin (1998); the choice among measures: Amigó et al. (2009).
 */
export interface BCubed { precision: number; recall: number; f1: number }

/** @param found group of each item, as it was found; @param truth as it is. Items in the same order. */
export function bCubed(found: readonly unknown[], truth: readonly unknown[]): BCubed {
  if (found.length !== truth.length) throw new RangeError(`${found.length} items were grouped and ${truth.length} are known`);
  if (found.length === 0) return { precision: 1, recall: 1, f1: 1 };
  const count = (keys: readonly unknown[]) => {
    const counts = new Map<unknown, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  const inFound = count(found);
  const inTruth = count(truth);
  const both = new Map<unknown, Map<unknown, number>>();
  for (const [i, group] of found.entries()) {
    const row = both.get(group) ?? new Map<unknown, number>();
    both.set(group, row.set(truth[i], (row.get(truth[i]) ?? 0) + 1));
  }
  let precision = 0;
  let recall = 0;
  for (const [group, row] of both) {
    for (const [real, shared] of row) {
      precision += (shared * shared) / inFound.get(group)!;
      recall += (shared * shared) / inTruth.get(real)!;
    }
  }
  precision /= found.length;
  recall /= found.length;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}
