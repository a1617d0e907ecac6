/**
 * Which weights fit statements of which the truth is known?
 *
 * For each part and level: how often it comes up among pairs that tell of one occurrence (m) and among the others (u), one added
 * to each count; the weight is log2(m / u), never beyond six bits: what was not met in the fit may come up all the same. Pairs are those that a search would compare: at most so many days apart, or one of
 * them undated. Without the truth, expectation–maximisation would do the same (Fellegi and Sunter 1969; Winkler 1988).
 */
import { levelsOf, OF_ONE_KIND, PARTS, type PartName } from "./compare.ts";
import { rarityOf } from "./likeness.ts";
import type { Told } from "./synthetic-statements.ts";

export const WINDOW_DAYS = 10;
const MOST_BITS = 6;

export interface Fit { priorLogOdds: number; weights: Record<PartName, Record<string, number>> }

/** @param sets each a world of its own: pairs are made within one */
export function fitWeights(sets: readonly (readonly Told[])[]): Fit {
  const counts = new Map<string, [same: number, different: number]>();
  const said = new Map<string, [same: number, different: number]>();
  const pairs: [number, number] = [0, 0];
  const add = (to: Map<string, [number, number]>, key: string, which: 0 | 1) => {
    const held = to.get(key) ?? [0, 0];
    held[which] += 1;
    to.set(key, held);
  };
  for (const told of sets) {
    const rarity = rarityOf(told);
    for (const [a, b] of comparablePairs(told)) {
      const which = a.truth === b.truth ? 0 : 1;
      pairs[which] += 1;
      const levels = levelsOf(a, b, rarity);
      for (const name of PARTS) {
        if (levels[name][0] === "not-said") continue;
        add(counts, `${name} ${levels[name][0]}`, which);
        add(said, conditionOf(name, levels[name][0]), which);
      }
    }
  }
  const weights = Object.fromEntries(PARTS.map((name) => [name, {} as Record<string, number>])) as Fit["weights"];
  for (const [key, [same, different]] of [...counts].sort()) {
    const [name, level] = key.split(" ") as [PartName, string];
    const [allSame, allDifferent] = said.get(conditionOf(name, level))!;
    const bits = Math.log2(((same + 1) / (allSame + 1)) / ((different + 1) / (allDifferent + 1)));
    weights[name][level] = Math.max(-MOST_BITS, Math.min(MOST_BITS, bits));
  }
  return { priorLogOdds: Math.log2(pairs[0] / pairs[1]), weights };
}

/** Levels under one condition are weighed among themselves. */
const conditionOf = (name: PartName, level: string): string => (level.endsWith(OF_ONE_KIND) ? `${name}${OF_ONE_KIND}` : name);

/** Each pair once that may tell of one occurrence, judging by the days alone. */
export function* comparablePairs<S extends { day?: number | undefined }>(all: readonly S[]): Generator<[S, S]> {
  const dated = all.filter(({ day }) => day !== undefined).sort((a, b) => a.day! - b.day!);
  const undated = all.filter(({ day }) => day === undefined);
  for (const [i, a] of dated.entries()) for (let j = i + 1; j < dated.length && dated[j]!.day! - a.day! <= WINDOW_DAYS; j++) yield [a, dated[j]!];
  for (const [i, a] of undated.entries()) {
    for (const b of dated) yield [a, b];
    for (const b of undated.slice(i + 1)) yield [a, b];
  }
}
