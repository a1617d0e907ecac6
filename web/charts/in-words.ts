/** Ratios, periods and lists of names as people read them. */
import { formatOf, numberOf } from "../design/formats.ts";
import { day } from "../design/when.ts";
import { locale } from "../frame/words.ts";

/** Two figures are as many as a small count can carry. */
export const rounded = (value: number): string => numberOf({ maximumSignificantDigits: value < 100 ? 2 : 3 }).format(value);

/** "2021", "mars 2021", "2019–2021", or both days. */
export function periodName(from: string, to: string): string {
  const [first, last] = [from.slice(0, 4), to.slice(0, 4)];
  if (from.endsWith("-01-01") && to.endsWith("-12-31")) return first === last ? first : `${first}–${last}`;
  if (from.endsWith("-01") && from.slice(0, 7) === to.slice(0, 7) && dayAfter(to).endsWith("-01")) return monthName(from);
  return `${day(from)} – ${day(to)}`;
}

export const monthName = (iso: string, style: "long" | "short" = "long"): string =>
  formatOf({ timeZone: "UTC", month: style, year: "numeric" }).format(new Date(`${iso.slice(0, 7)}-01T00:00:00Z`));

const dayAfter = (iso: string) => new Date(Date.parse(`${iso}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** A number that compares: twice as many, or a third. What rounds to one is "as many". */
export function timesWords(ratio: number): string {
  if (ratio === 0) return `×${rounded(0)}`;
  return ratio >= 1 || rounded(1 / ratio) === "1" ? `×${rounded(Math.max(1, ratio))}` : `÷${rounded(1 / ratio)}`;
}

export const listed = (names: readonly string[]): string => new Intl.ListFormat(locale(), { type: "conjunction" }).format(names);
