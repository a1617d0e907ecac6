/** A moment of a record, ISO 8601 in UTC to the second: sorts as text, and says nothing of a time zone that nobody meant. */
import { text } from "../platform/field.ts";
import type { LabelTuple } from "../platform/language.ts";

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

export const moment = (words: LabelTuple) => text(words, 20);

export const momentOf = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

export const isMoment = (words: string): boolean => MOMENT.test(words) && !Number.isNaN(Date.parse(words));

/** For a noun's check: the first of these fields that holds something else than a moment. */
export function notAMoment(content: Readonly<Record<string, unknown>>, fields: readonly string[]): { field: string; reason: LabelTuple } | undefined {
  const field = fields.find((name) => content[name] !== undefined && !isMoment(content[name] as string));
  return field === undefined ? undefined
    : { field, reason: ["un moment s’écrit 2025-02-09T14:30:00Z", "a moment is written 2025-02-09T14:30:00Z", "يُكتب الوقت هكذا: 2025-02-09T14:30:00Z"] };
}
