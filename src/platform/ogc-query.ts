/** Where and when, as OGC API – Features spells them: `bbox` and `datetime` of Part 1, as conditions on a noun's columns. */
import { sql, type RawBuilder } from "kysely";
import { z } from "zod";
import { columnOf } from "./field.ts";
import type { AnyNoun } from "./noun.ts";

export interface Box { west: number; south: number; east: number; north: number }

/** Four numbers, or six with heights, which nothing here has. West may exceed east: the box then crosses the antimeridian. */
export const BoxWords = z.string().max(200).transform((words, context): Box => {
  const numbers = words.split(",").map((word) => (word.trim() === "" ? Number.NaN : Number(word)));
  const [west, south, east, north] = numbers.length === 6 ? [numbers[0], numbers[1], numbers[3], numbers[4]] : numbers;
  const isBox = (numbers.length === 4 || numbers.length === 6) && numbers.every(Number.isFinite) &&
    Math.abs(west!) <= 180 && Math.abs(east!) <= 180 && -90 <= south! && south! <= north! && north! <= 90;
  if (!isBox) context.addIssue({ code: "custom", message: "four or six numbers: west,south,east,north in degrees" });
  return { west: west!, south: south!, east: east!, north: north! };
});

export interface Interval { from?: string; to?: string }

const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).transform((words) => (words.length === 10 ? words : new Date(words).toISOString().slice(0, 10)));

/** A moment, or two with a slash between; `..` or nothing stands for an open end. Our dates are days, so moments become days (UTC). */
export const IntervalWords = z.string().max(100).transform((words, context): Interval => {
  const ends = words.split("/").map((word) => (word === "" || word === ".." ? undefined : Moment.safeParse(word)));
  const isInterval = ends.length <= 2 && ends.some(Boolean) && ends.every((end) => !end || end.success);
  const [from, to] = ends.map((end) => end?.data);
  if (!isInterval || (ends.length === 2 && from && to && from > to)) {
    context.addIssue({ code: "custom", message: "a moment, or two with a slash between (RFC 3339), the earlier first; .. for an open end" });
  }
  return ends.length === 1 ? { from, to: from } : { from, to };
});

export function inBox(noun: AnyNoun, { west, south, east, north }: Box): RawBuilder<unknown> {
  const crosses = west > east;
  // Plain ranges on plain columns: their operators are leakproof, so an index serves them under row-level security too.
  if (noun.geometry === "point") {
    const lon = crosses ? sql`(lon >= ${west} or lon <= ${east})` : sql`lon between ${west} and ${east}`;
    return sql`(${lon} and lat between ${south} and ${north})`;
  }
  const lon = crosses ? sql`(box[3] >= ${west} or box[1] <= ${east})` : sql`(box[3] >= ${west} and box[1] <= ${east})`;
  return sql`(${lon} and box[4] >= ${south} and box[2] <= ${north})`;
}

/** How a noun says when: the first of these that it declares. One without any is not narrowed by time, as Part 1 asks. */
const SPANS = [["occurredFrom", "occurredTo"], ["since", "until"], ["validFrom", "validTo"], ["observedOn", "observedOn"]] as const;

export function inInterval(noun: AnyNoun, { from, to }: Interval): RawBuilder<unknown> | undefined {
  const span = SPANS.find((names) => names.every((name) => name in noun.fields));
  if (!span) return undefined;
  const [begin, end] = span.map((name) => sql.ref(columnOf(name)));
  const bounds = [from && sql`(${end!} is null or ${end!} >= ${from})`, to && sql`(${begin!} is null or ${begin!} <= ${to})`].filter(Boolean);
  return sql`(${sql.join(bounds as RawBuilder<unknown>[], sql` and `)})`;
}
