/**
 * Do two statements tell of the same occurrence, and what speaks for it?
 *
 * Each part (place, time, kind, text, numbers) is compared and put on a level; the level's weight is the logarithm (base 2) of
 * how much more often it comes up between two statements of one occurrence than between two of different ones (Fellegi and
 * Sunter 1969). Weights add up, so that each part's contribution can be shown. A part that one side does not say weighs nothing:
 * missing is neither agreement nor disagreement. Windows of place and time and a tree of kinds: MELTT (Donnay et al. 2019).
 * Parts are taken for independent, which they are not quite: a score ranks and explains, a person settles.
 */
import { distanceM } from "../spatial/sphere.ts";
import type { LonLat } from "../spatial/sphere.ts";
import { textLikeness, type Rarity } from "./likeness.ts";
import { PRIOR_LOG_ODDS, WEIGHTS } from "./weights.ts";

export interface Statement {
  id: string;
  at?: LonLat | undefined;
  /** How far from `at` it may have been: 0 for a place that is exact. */
  withinKm?: number | undefined;
  /** The areas that surely hold it, finest first: keys of any kind. */
  areas?: readonly string[] | undefined;
  /** The place's name in a form that equal places share, where it has no position. */
  placeName?: string | undefined;
  /** Days since any fixed day. */
  day?: number | undefined;
  /** The kind and the broader ones above it, narrowest first. */
  kinds?: readonly string[] | undefined;
  language?: string | undefined;
  /** Stems of its words. */
  stems?: readonly string[] | undefined;
  numbers?: readonly number[] | undefined;
}

export const PARTS = ["place", "time", "kind", "text", "numbers"] as const;
export type PartName = (typeof PARTS)[number];

export interface Part {
  name: PartName;
  /** "not-said": this part weighs nothing. */
  level: string;
  /** Bits for (above 0) or against. */
  weight: number;
  /** What was measured: km, days, likeness. */
  measured?: number;
}

export interface Comparison {
  /** Chance that both tell of one occurrence, as far as the weights fit: 0 to 1. */
  score: number;
  parts: Part[];
}

type Level = [level: string, measured?: number];
const NOT_SAID: Level = ["not-said"];

const SAME_SPOT_KM = 2;
const CLOSE_KM = 8;
const NEIGHBOURHOOD_KM = 25;

export function levelsOf(a: Statement, b: Statement, rarity?: Rarity): Record<PartName, Level> {
  return { place: placeLevel(a, b), time: timeLevel(a, b), kind: kindLevel(a, b), text: textLevel(a, b, rarity), numbers: numbersLevel(a, b) };
}

export function compare(a: Statement, b: Statement, rarity?: Rarity): Comparison {
  const levels = levelsOf(a, b, rarity);
  const parts = PARTS.map((name): Part => {
    const [level, measured] = levels[name];
    return { name, level, weight: level === "not-said" ? 0 : WEIGHTS[name][level] ?? 0, ...(measured === undefined ? {} : { measured }) };
  });
  const bits = parts.reduce((sum, { weight }) => sum + weight, PRIOR_LOG_ODDS);
  return { score: 1 / (1 + 2 ** -bits), parts };
}

function placeLevel(a: Statement, b: Statement): Level {
  if (a.at && b.at) {
    const km = distanceM(a.at, b.at) / 1_000;
    const slack = (a.withinKm ?? 0) + (b.withinKm ?? 0);
    if (slack === 0) return [km <= SAME_SPOT_KM ? "same-spot" : km <= CLOSE_KM ? "close" : km <= NEIGHBOURHOOD_KM ? "neighbourhood" : "far", km];
    return [km <= CLOSE_KM + slack ? "within-precision" : "far", km];
  }
  // A name that no gazetteer holds tells as much as a spot, if both say it.
  if (a.placeName && b.placeName && !a.at && !b.at && a.placeName === b.placeName) return ["same-name"];
  if (!a.areas?.length || !b.areas?.length) return NOT_SAID;
  const [fine, coarse] = a.areas.length >= b.areas.length ? [a.areas, b.areas] : [b.areas, a.areas];
  // The coarser one's own area must hold the finer: then both may be one place.
  if (!fine.includes(coarse[0]!)) return ["far"];
  return [coarse.length >= 3 ? "same-area" : coarse.length === 2 ? "same-region" : "same-country"];
}

function timeLevel(a: Statement, b: Statement): Level {
  if (a.day === undefined || b.day === undefined) return NOT_SAID;
  const days = Math.abs(a.day - b.day);
  return [days === 0 ? "same-day" : days === 1 ? "next-day" : days <= 3 ? "few-days" : days <= 7 ? "same-week" : "apart", days];
}

function kindLevel(a: Statement, b: Statement): Level {
  if (!a.kinds?.length || !b.kinds?.length) return NOT_SAID;
  if (a.kinds[0] === b.kinds[0]) return ["same"];
  if (a.kinds.includes(b.kinds[0]!) || b.kinds.includes(a.kinds[0]!)) return ["broader"];
  return [a.kinds.at(-1) === b.kinds.at(-1) ? "related" : "different"];
}

/** Whoever tells of one kind of thing uses the words of that kind: between two of those the same likeness says less. */
export const OF_ONE_KIND = "-of-kind";
const isOneKind = (a: Statement, b: Statement) => a.kinds !== undefined && b.kinds !== undefined && a.kinds[0] === b.kinds[0];

const FEWEST_STEMS = 3;
const TELLING_NUMBER = 10;

function textLevel(a: Statement, b: Statement, rarity: Rarity | undefined): Level {
  // Words of two languages differ whatever they tell.
  if (!a.stems || !b.stems || a.stems.length < FEWEST_STEMS || b.stems.length < FEWEST_STEMS || a.language !== b.language) return NOT_SAID;
  const likeness = textLikeness(a.stems, b.stems, rarity, isOneKind(a, b) ? a.kinds![0] : undefined);
  const level = likeness >= 0.6 ? "alike" : likeness >= 0.15 ? "partly-alike" : "unlike";
  return [isOneKind(a, b) ? `${level}${OF_ONE_KIND}` : level, likeness];
}

function numbersLevel(a: Statement, b: Statement): Level {
  if (!a.numbers?.length || !b.numbers?.length) return NOT_SAID;
  const near = (x: number, y: number) => Math.abs(x - y) <= 0.2 * Math.max(x, y);
  const shared = a.numbers.filter((x) => b.numbers!.includes(x));
  if (shared.length > 1) return ["several-same"];
  // Two people who both say "3" agree by chance more often than two who say "47".
  if (shared.length > 0) return [shared[0]! >= TELLING_NUMBER ? "same" : "same-small"];
  return [a.numbers.some((x) => b.numbers!.some((y) => near(x, y))) ? "near" : "different"];
}
