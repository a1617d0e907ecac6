/** What was answered, said back in a line each. */
import { DON_T_KNOW, WHEN_WORDS, type Draft, type Where } from "../draft.ts";
import { subject } from "../subjects.ts";
import { dayInWords, numberInWords, spokenLanguage, word, type Key } from "../words.ts";
import type { QuestionName } from "./asking.ts";

const ARABIC = /\p{Script=Arabic}/u;

/** Of a place's names, the one in the script that is read here. */
export const nameIn = (names: readonly string[]): string => names.find((name) => ARABIC.test(name) === (spokenLanguage() === "ar")) ?? names[0]!;

export function whereInWords({ place, within, near, towards, point, roundedKm }: Where): string {
  const names = [place && [place, ...(within ?? [])].join(" · "), near && word("where.near-is", { place: near }), towards && word("where.towards-is", { place: towards })].filter(Boolean);
  return [...names, ...(point ? [word("where.point-is", { km: numberInWords(roundedKm ?? 0, 1) })] : [])].join(" – ");
}

const unlessUnknown = <T>(given: T | typeof DON_T_KNOW | undefined, say: (given: T) => string) => (given === undefined ? undefined : given === DON_T_KNOW ? word("don-t-know") : say(given as T));

const IN_WORDS: Record<QuestionName, (draft: Draft) => string | undefined> = {
  what: ({ subject: name }) => (name && subject(name) ? word(`subject.${name}` as Key) : undefined),
  count: ({ count }) => unlessUnknown(count, numberInWords),
  where: ({ where }) => unlessUnknown(where, whereInWords),
  when: ({ when }) => (when === undefined ? undefined : (WHEN_WORDS as readonly string[]).includes(when) ? word(`when.${when}` as Key) : dayInWords(when)),
  how: ({ howKnown }) => (howKnown === undefined ? undefined : word(`how.${howKnown}`)),
  attach: ({ attached }) => (attached?.length ? attached.map(({ type }) => word(type.startsWith("image/") ? "attach.a-photo" : "attach.a-recording")).join(", ") : undefined),
  words: ({ words }) => words?.trim() || undefined,
  reply: ({ phone }) => phone,
};

/** Undefined: not answered. */
export const answerInWords = (name: QuestionName, draft: Draft): string | undefined => IN_WORDS[name](draft);
