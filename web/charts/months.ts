/** Months as whole numbers, so that a stretch of time can be dragged, moved by keys, and turned into days again. */

/** Both ends included. */
export type Stretch = readonly [from: number, to: number];
export interface MonthCount { month: number; count: number; isCovered: boolean }
export interface MonthGroup { from: number; to: number; count: number; isCovered: boolean }

export const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
export const firstDayOf = (month: number): string => `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
export const lastDayOf = (month: number): string => new Date(Date.parse(firstDayOf(month + 1)) - 86_400_000).toISOString().slice(0, 10);

/** As many bars as have room: neighbouring months together, counted from the last so that the newest stands alone longest. */
export function grouped(months: readonly MonthCount[], most: number): MonthGroup[] {
  const size = Math.max(1, Math.ceil(months.length / Math.max(1, most)));
  const groups: MonthGroup[] = [];
  for (let to = months.length; to > 0; to -= size) {
    const some = months.slice(Math.max(0, to - size), to);
    groups.unshift({ from: some[0]!.month, to: some.at(-1)!.month, count: some.reduce((sum, { count }) => sum + count, 0), isCovered: some.every(({ isCovered }) => isCovered) });
  }
  return groups;
}

/** Kept within the whole, its length unchanged. */
export function moved([from, to]: Stretch, by: number, [first, last]: Stretch): Stretch {
  const step = Math.max(first - from, Math.min(last - to, by));
  return [from + step, to + step];
}

/** The stretch between two months, whichever comes first, within the whole. */
export function between(one: number, other: number, [first, last]: Stretch): Stretch {
  const kept = (month: number) => Math.max(first, Math.min(last, month));
  return [kept(Math.min(one, other)), kept(Math.max(one, other))];
}
