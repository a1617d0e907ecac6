/**
 * Statements of which the truth is known: some tell of one occurrence, most of different ones, and every one is said as people
 * say it. Made from a seed, for fitting weights and for measuring how well duplicates are found.
 *
 * Villages lie scattered over a region of about 220 by 170 km, few of them busy. An occurrence has a village, a day, a kind and
 * some numbers; two in three are told once, the others by two to six people. Each teller may name a neighbouring village, only
 * the area, a spot off the map, or no place; miss the day; choose a broader or a neighbouring kind; round or mistake a number;
 * use other words of another language, leave some out and misspell some. Hard cases are meant: occurrences of one kind in one
 * village days apart, and different kinds in one village on one day.
 */
import type { Random } from "../stats/random.ts";
import { weighted } from "../stats/random.ts";
import { destination } from "../spatial/sphere.ts";
import { stemsOf } from "./likeness.ts";
import { numbersIn } from "./numbers-in.ts";
import type { Statement } from "./compare.ts";

/** What happens, and in each language sentences with {n} for the number, {m} for a second one, {d} for a detail. */
export interface SyntheticKind {
  kind: string;
  broader?: string;
  /** By language: sentences, each a way to tell it. */
  told: Readonly<Record<string, readonly string[]>>;
  /** By language, in the same order: the details that tell one occurrence from another. */
  details: Readonly<Record<string, readonly string[]>>;
}

export interface Told extends Statement {
  /** Which occurrence it tells of. */
  truth: number;
  text: string;
}

interface Village { at: readonly [number, number]; areas: string[]; weight: number }
interface Occurrence { truth: number; village: Village; day: number; kind: SyntheticKind; count: number; second: number; detail: number }

export interface Synthesis { kinds: readonly SyntheticKind[]; occurrences: number; days?: number; villages?: number }

const WEST = -12.5, SOUTH = 13.5;
const WIDTH_DEG = 2, HEIGHT_DEG = 1.5;

export function syntheticStatements(random: Random, { kinds, occurrences, days = 90, villages: many = 150 }: Synthesis): Told[] {
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  const villages = Array.from({ length: many }, (): Village => {
    const [x, y] = [random(), random()];
    const [region, district] = [`R${Math.floor(x * 2)}`, `R${Math.floor(x * 2)}D${Math.floor(y * 4)}${Math.floor(x * 6)}`];
    return { at: [WEST + x * WIDTH_DEG, SOUTH + y * HEIGHT_DEG], areas: [district, region, "country"], weight: 1 / (1 + 8 * random()) };
  });
  const byWeight = villages.map((village) => [village, village.weight] as const);
  const told: Told[] = [];
  for (let truth = 0; truth < occurrences; truth++) {
    const kind = pick(kinds);
    const occurrence: Occurrence = { truth, kind, village: weighted(random, byWeight), day: Math.floor(random() * days), count: 2 + Math.floor(random() ** 2 * 80), second: 1 + Math.floor(random() * 9), detail: Math.floor(random() * 50) };
    const tellers = weighted(random, [[1, 66], [2, 16], [3, 9], [4, 5], [5, 3], [6, 1]]);
    for (let teller = 0; teller < tellers; teller++) told.push(tell(random, occurrence, villages, kinds, told.length));
  }
  return shuffled(random, told);
}

function tell(random: Random, occurrence: Occurrence, villages: readonly Village[], kinds: readonly SyntheticKind[], number: number): Told {
  const language = weighted(random, [["fr", 7], ["en", 1], ["ar", 2]]);
  const text = random() < 0.08 ? "" : textOf(random, occurrence, language);
  return {
    id: `s${number}`, truth: occurrence.truth, language, text, stems: stemsOf(text),
    ...placeOf(random, occurrence, villages), ...dayOf(random, occurrence), ...kindOf(random, occurrence, kinds), numbers: numbersIn(text),
  };
}

function placeOf(random: Random, { village }: Occurrence, villages: readonly Village[]): Pick<Statement, "at" | "withinKm" | "areas"> {
  const how = weighted(random, [["exact", 72], ["point", 8], ["neighbour", 8], ["near", 4], ["area", 6], ["none", 2]]);
  if (how === "none") return {};
  if (how === "area") return { areas: village.areas.slice(random() < 0.6 ? 0 : 1) };
  if (how === "near") return { at: village.at, withinKm: 25, areas: village.areas.slice(1) };
  if (how === "point") return { at: destination(village.at, random() * 360, random() * 4_000), areas: village.areas };
  if (how === "exact") return { at: village.at, areas: village.areas };
  const apart = (one: Village) => Math.hypot(one.at[0] - village.at[0], one.at[1] - village.at[1]);
  const neighbour = villages.filter((one) => one !== village).sort((a, b) => apart(a) - apart(b))[0]!;
  return { at: neighbour.at, areas: neighbour.areas };
}

function dayOf(random: Random, { day }: Occurrence): Pick<Statement, "day"> {
  const how = weighted(random, [["right", 78], ["one-off", 14], ["two-off", 4], ["none", 4]]);
  if (how === "none") return {};
  return { day: day + (how === "right" ? 0 : (how === "one-off" ? 1 : 2) * (random() < 0.5 ? -1 : 1)) };
}

function kindOf(random: Random, { kind }: Occurrence, kinds: readonly SyntheticKind[]): Pick<Statement, "kinds"> {
  const how = weighted(random, [["right", 80], ["broader", 10], ["other", 5], ["none", 5]]);
  const chain = ({ kind: own, broader }: SyntheticKind) => (broader ? [own, broader] : [own]);
  if (how === "none") return {};
  if (how === "broader") return { kinds: chain(kind).slice(-1) };
  const siblings = kinds.filter((one) => one !== kind && one.broader === kind.broader);
  return { kinds: chain(how === "other" && siblings.length > 0 ? siblings[Math.floor(random() * siblings.length)]! : kind) };
}

function textOf(random: Random, { kind, count, second, detail }: Occurrence, language: string): string {
  const sentences = kind.told[language]!;
  const details = kind.details[language]!;
  const said = weighted(random, [[count, 65], [Math.max(5, Math.round(count / 10) * 10), 20], [count + 1 + Math.floor(random() * 6), 15]]);
  const words = sentences[Math.floor(random() * sentences.length)]!
    .replace("{n}", random() < 0.85 ? String(said) : "").replace("{m}", random() < 0.8 ? String(second) : "").replace("{d}", details[detail % details.length]!);
  return words.split(" ").filter((word) => word !== "" && random() > 0.06).map((word) => misspelt(random, word)).join(" ");
}

function misspelt(random: Random, word: string): string {
  if (word.length < 5 || random() > 0.06) return word;
  const at = 1 + Math.floor(random() * (word.length - 2));
  return random() < 0.5 ? word.slice(0, at) + word.slice(at + 1) : word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
}

function shuffled<T>(random: Random, items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
