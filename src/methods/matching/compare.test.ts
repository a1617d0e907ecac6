import fc from "fast-check";
import { expect, test } from "vitest";
import { seeded } from "../stats/random.ts";
import { bCubed } from "./b-cubed.ts";
import { compare, PARTS, type Statement } from "./compare.ts";
import { comparablePairs, fitWeights } from "./fit-weights.ts";
import { groupsOf } from "./groups.ts";
import { rarityOf, stemsOf, textLikeness } from "./likeness.ts";
import { SYNTHETIC_KINDS } from "./synthetic-kinds.ts";
import { syntheticStatements, type Told } from "./synthetic-statements.ts";
import { PRIOR_LOG_ODDS, WEIGHTS } from "./weights.ts";

const world = (seed: number, occurrences = 300) => syntheticStatements(seeded(seed), { kinds: SYNTHETIC_KINDS, occurrences });
const bakel: Statement = { id: "a", at: [-12.46, 14.9], areas: ["SN0501", "SN05", "SN"], day: 100, kinds: ["cattle-theft", "illicit-economy"], language: "fr", stems: stemsOf("40 têtes volées au puits, les voleurs à moto"), numbers: [40] };

test("the same told twice is near certain, and each part says what it gave", () => {
  const { score, parts } = compare(bakel, { ...bakel, id: "b" });
  expect(score).toBeGreaterThan(0.999);
  expect(parts.map(({ name }) => name)).toEqual([...PARTS]);
  expect(1 / (1 + 2 ** -parts.reduce((sum, { weight }) => sum + weight, PRIOR_LOG_ODDS))).toBe(score);
});

test("what one of them does not say weighs nothing", () => {
  const { parts } = compare(bakel, { id: "b", day: 100 });
  expect(parts.filter(({ weight }) => weight !== 0).map(({ name, level }) => [name, level])).toEqual([["time", "same-day"]]);
});

test.each([
  ["another day", { day: 120 }, "time", "apart"], ["another region", { at: [-11, 15.2] as const }, "place", "far"], ["another kind of thing", { kinds: ["flood", "hazard"] }, "kind", "different"],
  ["a broader kind", { kinds: ["illicit-economy"] }, "kind", "broader"], ["a neighbour of a kind", { kinds: ["extortion", "illicit-economy"] }, "kind", "related"],
  ["near, where near is wide", { at: [-12.3, 14.95] as const, withinKm: 25 }, "place", "within-precision"], ["known by its area alone", { at: undefined, areas: ["SN0501", "SN05", "SN"] }, "place", "same-area"],
  ["in another area", { at: undefined, areas: ["SN0502", "SN05", "SN"] }, "place", "far"], ["known by its region alone", { at: undefined, areas: ["SN05", "SN"] }, "place", "same-region"],
  ["a number near it", { numbers: [36] }, "numbers", "near"], ["in another language", { language: "en", stems: stemsOf("forty animals were taken at night") }, "text", "not-said"],
] as const)("%s is on its own level", (_, change, part, level) => {
  const { parts } = compare(bakel, { ...bakel, id: "b", ...(change as Partial<Statement>) });
  expect(parts.find(({ name }) => name === part)).toMatchObject({ level });
});

test("a name that no gazetteer holds agrees with itself alone", () => {
  const told = (placeName: string): Statement => ({ id: "x", placeName, day: 1 });
  expect(compare(told("sintiu"), told("sintiu")).parts[0]!.level).toBe("same-name");
  expect(compare(told("sintiu"), told("kidira")).parts[0]!.level).toBe("not-said");
});

test("comparing has no direction, and a score is a chance", () => {
  const told = world(11, 60);
  fc.assert(fc.property(fc.nat(told.length - 1), fc.nat(told.length - 1), (i, j) => {
    const there = compare(told[i]!, told[j]!);
    expect(there.score).toBeCloseTo(compare(told[j]!, told[i]!).score, 12);
    expect(there.score).toBeGreaterThan(0);
    expect(there.score).toBeLessThan(1);
  }));
});

test("rare words count more than what everybody says", () => {
  const rarity = rarityOf([...Array(20).fill({ stems: ["betai"] }), { stems: ["puits"] }]);
  expect(textLikeness(["betai", "puits"], ["betai", "marig"], rarity)).toBeLessThan(textLikeness(["betai", "puits"], ["marig", "puits"], rarity));
});

/** No made-up statement has a place that the gazetteer lacks, so this one weight is set by hand. */
const BY_HAND = "same-name";

test("the weights in the repository are those that the seeded worlds give", () => {
  const { priorLogOdds, weights } = fitWeights([101, 102, 103, 104, 105].map((seed) => world(seed)));
  expect(PRIOR_LOG_ODDS).toBeCloseTo(priorLogOdds, 1);
  for (const name of PARTS) expect(Object.fromEntries(Object.entries(weights[name]).map(([level, weight]) => [level, Math.round(weight * 100) / 100])), name).toEqual(Object.fromEntries(Object.entries(WEIGHTS[name]).filter(([level]) => level !== BY_HAND)));
});

function grouped(told: readonly Told[], threshold: number): number[] {
  const rarity = rarityOf(told);
  const place = new Map(told.map((one, i) => [one.id, i]));
  const pairs = [...comparablePairs(told)].map(([a, b]) => ({ a: place.get(a.id)!, b: place.get(b.id)!, score: compare(a, b, rarity).score })).filter(({ score }) => score > 0.001);
  return groupsOf(told.length, pairs, threshold);
}

test("duplicates are found: B-cubed F1 of at least .95 over eight worlds that the weights have not seen", () => {
  const worlds = [2, 3, 4, 5, 6, 7, 8, 9].map((seed) => world(seed));
  const all = (keyOf: (told: readonly Told[], w: number) => unknown[]) => worlds.flatMap((told, w) => keyOf(told, w).map((key) => `${w} ${key}`));
  const truth = all((told) => told.map((one) => one.truth));
  const at = (threshold: number) => bCubed(all((told) => grouped(told, threshold)), truth);
  expect(at(0.5).f1).toBeGreaterThanOrEqual(0.95);
  // Where a suggestion is nearly certain it is nearly always right; what it then leaves apart, a person still finds.
  expect(at(0.9).precision).toBeGreaterThanOrEqual(0.98);
  // The test can fail: nothing joined, and everything joined, are both worse by far.
  expect(bCubed(all((told) => told.map((_, i) => i)), truth).f1).toBeLessThan(0.8);
  expect(bCubed(all((told) => told.map(() => 0)), truth).f1).toBeLessThan(0.1);
});

test("groups do not hang on the order of the pairs, and one bridge does not join two groups", () => {
  const certain = [[0, 1], [2, 3]].map(([a, b]) => ({ a: a!, b: b!, score: 0.99 }));
  expect(groupsOf(4, [...certain, { a: 1, b: 2, score: 0.7 }], 0.5)).toEqual([0, 0, 2, 2]);
  expect(groupsOf(4, [{ a: 1, b: 2, score: 0.7 }, ...certain], 0.5)).toEqual([0, 0, 2, 2]);
  expect(groupsOf(3, [{ a: 0, b: 2, score: 0.4 }], 0.5)).toEqual([0, 1, 2]);
});
