/** When, as precisely as it was said and no more: "8 févr. 2025", "vers le 8 févr. 2025", "février 2025". Days are calendar days, without a time zone. */
import { say } from "../frame/words.ts";
import { formatOf, numberOf } from "./formats.ts";

const dayOf = (iso: string) => new Date(`${iso.slice(0, 10)}T00:00:00Z`);

const UTC = { timeZone: "UTC" } as const;
const DAY = { ...UTC, day: "numeric", month: "short", year: "numeric" } as const;
const MONTH = { ...UTC, month: "long", year: "numeric" } as const;
const YEAR = { ...UTC, year: "numeric" } as const;

export const day = (iso: string): string => formatOf(DAY).format(dayOf(iso));

const range = (options: Intl.DateTimeFormatOptions, from: string, to: string) => formatOf(options).formatRange(dayOf(from), dayOf(to));

/** @param precision a code of the list `date-precision` */
export function when(from: string | undefined, to: string | undefined = from, precision = "day"): string {
  if (!from || !to || precision === "undated") return say("when.undated");
  switch (precision) {
    case "days": return say("when.about", { day: range(DAY, from, to) });
    case "week": return say("when.week", { day: day(from) });
    case "month": case "part-of-year": return range(MONTH, from, to);
    case "year": case "years": return range(YEAR, from, to);
    default: return range(DAY, from, to);
  }
}

const MOMENT = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** A moment: when something was written or done here. */
export const moment = (iso: string): string => formatOf(MOMENT).format(new Date(iso));

export const number = (value: number): string => numberOf().format(value);
