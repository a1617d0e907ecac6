/**
 * What do the words suggest: a kind, a day, numbers? Only plain phrases count, and a kind is a suggestion until a person takes it.
 * "Hier" is the day before the report came in: that is read, not guessed.
 */
import { numbersIn } from "../../methods/matching/numbers-in.ts";
import { DAYS_BACK, KIND_PHRASES, plainWords } from "../ways/sms-words.ts";
import { MORE_KIND_PHRASES } from "./kind-words.ts";

export interface Told { suggestedKind?: string; occurredOn?: string; numbers?: { value: number }[] }

const LONGEST_PHRASE = 4;
const MOST_WORDS = 2_000;
const DAY_MS = 86_400_000;

/** @param receivedOn YYYY-MM-DD, in UTC */
export function readTold(text: string, receivedOn: string): Told {
  const words = plainWords(text).slice(0, MOST_WORDS);
  const kinds = new Map<string, number>();
  let back: number | undefined;
  for (let at = 0; at < words.length;) {
    const kind = phraseAt(words, at, (phrase) => KIND_PHRASES.get(phrase) ?? MORE_KIND_PHRASES.get(phrase));
    const days = phraseAt(words, at, (phrase) => DAYS_BACK.get(phrase));
    if (kind) kinds.set(kind.means, (kinds.get(kind.means) ?? 0) + kind.length);
    if (days) back ??= days.means;
    at += Math.max(kind?.length ?? 1, days?.length ?? 1);
  }
  // The kind that more of the words speak of; of two alike the first said.
  const suggestedKind = [...kinds].sort((a, b) => b[1] - a[1])[0]?.[0];
  const numbers = numbersIn(text).filter((value) => value < 100_000).slice(0, 20).map((value) => ({ value }));
  return {
    ...(suggestedKind ? { suggestedKind } : {}), ...(numbers.length > 0 ? { numbers } : {}),
    ...(back === undefined ? {} : { occurredOn: new Date(Date.parse(receivedOn) - back * DAY_MS).toISOString().slice(0, 10) }),
  };
}

function phraseAt<T>(words: readonly string[], at: number, meaning: (phrase: string) => T | undefined): { means: T; length: number } | undefined {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length--) {
    const means = meaning(words.slice(at, at + length).join(" "));
    if (means !== undefined) return { means, length };
  }
  return undefined;
}
