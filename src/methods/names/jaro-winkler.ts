/**
 * How alike are two words, from 0 to 1, when their beginnings count most?
 *
 * Jaro counts the letters that both have at about the same place, less half of
 * those out of order; Winkler adds up to four tenths of what is missing for a
 * common beginning of up to four letters. Compare folded names (`fold.ts`).
 * It forgives endings: Farading and Faradou score 0.9, so it ranks, it does not
 * settle. Source: Winkler (1990), weight 0.1; checked on the pairs of methods.md,
 * section 8, for R stringdist was not at hand.
 */
const PREFIX_WEIGHT = 0.1;
const PREFIX_LENGTH = 4;

export function jaroWinkler(a: string, b: string): number {
  const jaro = jaroSimilarity(a, b);
  let common = 0;
  while (common < Math.min(PREFIX_LENGTH, a.length, b.length) && a[common] === b[common]) common++;
  return jaro + common * PREFIX_WEIGHT * (1 - jaro);
}

export function jaroSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  const matched: string[] = [];
  for (let i = 0; i < a.length; i++)
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++)
      if (!taken[j] && a[i] === b[j]) {
        taken[j] = 1;
        matched.push(a[i]!);
        break;
      }
  if (matched.length === 0) return 0;

  const inOrder = [...taken.keys()].filter((j) => taken[j]);
  const moved = inOrder.filter((j, k) => b[j] !== matched[k]).length / 2;
  const m = matched.length;
  return (m / a.length + m / b.length + (m - moved) / m) / 3;
}
