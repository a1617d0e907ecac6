/** Is a post on duty at this moment, by its own clock? No hours stated: always. */
import type { OpenHours } from "./contact.noun.ts";

export interface Duty { timeZone: string; hours?: readonly OpenHours[] | undefined }

const DAY_MINUTES = 1_440;

export function isOnDuty({ timeZone, hours }: Duty, at: Date): boolean {
  if (!hours || hours.length === 0) return true;
  const { day, minute } = localTime(timeZone, at);
  const yesterday = ((day + 5) % 7) + 1;
  return hours.some(({ days, from, to }) => {
    const [begin, end] = [minutesOf(from), minutesOf(to)];
    if (begin < end) return days.includes(day) && minute >= begin && minute < end;
    // Past midnight, or the whole day where both are the same.
    return (days.includes(day) && minute >= begin) || (days.includes(yesterday) && minute < end);
  });
}

const STEP_MINUTES = 15;
const WEEK_STEPS = (7 * DAY_MINUTES) / STEP_MINUTES;

/** The next moment at which the post is on duty, to a quarter of an hour; now, where it is. */
export function nextOnDuty(duty: Duty, at: Date): Date {
  for (let step = 0; step <= WEEK_STEPS; step++) {
    const moment = new Date(at.getTime() + step * STEP_MINUTES * 60_000);
    if (isOnDuty(duty, moment)) return moment;
  }
  return at;
}

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

const formats = new Map<string, Intl.DateTimeFormat>();
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function localTime(timeZone: string, at: Date): { day: number; minute: number } {
  let format = formats.get(timeZone);
  if (!format) formats.set(timeZone, (format = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })));
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: WEEKDAYS.indexOf(parts.weekday!) + 1, minute: Number(parts.hour) * 60 + Number(parts.minute) };
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
