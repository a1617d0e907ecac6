/**
 * Many areas were tested at once: which findings stand?
 *
 * Sixty areas tested every week at 1 in 100 give a false flag in most weeks.
 * Benjamini and Hochberg's step-up procedure keeps the expected share of false
 * ones among the flagged below a chosen rate, if the tests are independent or
 * positively related. Source: Benjamini and Hochberg (1995); R p.adjust(, "BH").
 */

/** Adjusted chances, in the given order: flag those not above the rate that one accepts. */
export function adjustForMany(chances: readonly number[]): number[] {
  for (const chance of chances)
    if (!(chance >= 0 && chance <= 1)) throw new RangeError(`a chance must lie between 0 and 1, not ${chance}`);
  const adjusted = chances.map(() => 1);
  const order = [...chances.keys()].sort((i, j) => chances[j]! - chances[i]!);
  let least = 1;
  order.forEach((index, place) => {
    // In R's order: a factor of at least 1 never rounds a chance down.
    least = Math.min(least, (chances.length / (chances.length - place)) * chances[index]!);
    adjusted[index] = least;
  });
  return adjusted;
}

export function standAtRate(chances: readonly number[], rate: number): boolean[] {
  return adjustForMany(chances).map((chance) => chance <= rate);
}
