/** Which days are meant? Periods as day numbers, both ends included, and the weeks, months and years that divide them. */
import { z } from "zod";
import { dayNumber, dayWords } from "../map-filter.ts";

export interface Period { from: number; to: number }

export const daysOf = ({ from, to }: Period): number => to - from + 1;
export const periodWords = ({ from, to }: Period): { from: string; to: string } => ({ from: dayWords(from), to: dayWords(to) });

/** "2021-01-01..2021-12-31", "2021-03" or "2021", as a period. */
export const PeriodWords = z.string().max(30).transform((words, context): Period => {
  const ends = words.split("..").map(spanOf);
  const [first, last] = [ends[0], ends.at(-1)];
  if (ends.length > 2 || !first || !last || first.from > last.to) {
    context.addIssue({ code: "custom", message: "a year, a month, or two days with .. between them, the earlier first" });
    return { from: 0, to: 0 };
  }
  return { from: first.from, to: last.to };
});

/** A year, a month or a day in ISO 8601; nothing where the words are not one. */
export function spanOf(words: string): Period | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(words.trim()) ?? [];
  if (!year) return undefined;
  const from = dayNumber(`${year}-${month ?? "01"}-${day ?? "01"}`);
  if (Number.isNaN(from) || (day && dayWords(from) !== words.trim())) return undefined;
  return { from, to: day ? from : dayNumber(month ? nextMonth(Number(year), Number(month)) : `${String(Number(year) + 1).padStart(4, "0")}-01-01`) - 1 };
}

const nextMonth = (year: number, month: number) =>
  month === 12 ? `${String(year + 1).padStart(4, "0")}-01-01` : `${String(year).padStart(4, "0")}-${String(month + 1).padStart(2, "0")}-01`;

export type Step = "week" | "month" | "year";

/** The first day of the week (Monday, ISO 8601), month or year that holds this day. */
export function startOf(day: number, step: Step): number {
  if (step === "week") return day - ((((day + 3) % 7) + 7) % 7); // 1970-01-01 was a Thursday
  return dayNumber(`${dayWords(day).slice(0, step === "month" ? 7 : 4)}${step === "month" ? "-01" : "-01-01"}`);
}

/** The whole weeks, months or years that touch a period, in order. */
export function stepsOf(period: Period, step: Step): Period[] {
  const steps: Period[] = [];
  for (let from = startOf(period.from, step); from <= period.to;) {
    const next = step === "week" ? from + 7 : startOf(from + (step === "month" ? 31 : 366), step);
    steps.push({ from, to: next - 1 });
    from = next;
  }
  return steps;
}
