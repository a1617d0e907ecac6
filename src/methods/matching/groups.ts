/**
 * Which items belong together, when pairs of them have scores?
 *
 * The likeliest pair first: two groups join where the mean log-odds over all pairs between them is at least the threshold's
 * (average linkage). So one doubtful bridge does not chain two groups into one, as single linkage would. A pair that was never
 * compared, and any that is less likely than one in a thousand, counts as one in a thousand. Of equal scores the earlier pair
 * goes first: the same pairs give the same groups.
 */
export interface ScoredPair { a: number; b: number; score: number }

/** @returns for each item the number of its group, which is its first item's */
export function groupsOf(items: number, pairs: readonly ScoredPair[], threshold: number): number[] {
  const groupOf = Array.from({ length: items }, (_, i) => i);
  const members = new Map(groupOf.map((group) => [group, [group]]));
  const scores = new Map<number, Map<number, number>>();
  for (const { a, b, score } of pairs) {
    for (const [x, y] of [[a, b], [b, a]] as const) scores.set(x, (scores.get(x) ?? new Map<number, number>()).set(y, score));
  }
  const meanBetween = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, x) => sum + b.reduce((inner, y) => inner + logOdds(scores.get(x)?.get(y) ?? 0), 0), 0) / (a.length * b.length);
  for (const { a, b, score } of [...pairs].sort((x, y) => y.score - x.score)) {
    if (score < threshold) break;
    const [left, right] = [groupOf[a]!, groupOf[b]!].sort((x, y) => x - y) as [number, number];
    if (left === right || meanBetween(members.get(left)!, members.get(right)!) < logOdds(threshold)) continue;
    for (const item of members.get(right)!) groupOf[item] = left;
    members.get(left)!.push(...members.get(right)!);
    members.delete(right);
  }
  return groupOf;
}

const LEAST = 0.001;

function logOdds(score: number): number {
  const within = Math.max(LEAST, Math.min(1 - LEAST, score));
  return Math.log(within / (1 - within));
}
