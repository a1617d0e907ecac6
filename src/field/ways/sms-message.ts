/**
 * What does a short message say? "BAKEL vol betail 40 hier": a place, a kind, a number, a day, in any order and in French,
 * English or Arabic. What is not recognised is taken for the place's name, which the places' own search then forgives;
 * nothing is guessed: a part that is missing stays missing, and one of them is asked back.
 */
import { BEARINGS, DAYS_BACK, FILLERS, HOW_KNOWN, KIND_PHRASES, plainWords, WEEKDAYS } from "./sms-words.ts";

export interface SmsMessage {
  /** A code of the list event-kind. */
  kind?: string;
  /** The place in the sender's words, folded to plain letters; the text itself keeps the spelling. */
  place?: string;
  near?: string;
  towards?: string;
  /** Day in UTC, YYYY-MM-DD. */
  on?: string;
  howKnown?: "seen" | "heard" | "told";
  /** Every number that is not a date, with the word after it where that is not the name of a place: "40 boeufs". */
  numbers: { value: number; of?: string }[];
  /** The one question worth asking back, the place before the kind; nothing where both are there. */
  ask?: "place" | "kind";
}

const LONGEST_PHRASE = 4;
/** Three parts of a message are longer than any gateway sends; what lies beyond is not read, and is still kept. */
const MOST_WORDS = 120;
const COUNTED = new Set(["boeufs", "vaches", "moutons", "chevres", "tetes", "morts", "blesses", "personnes", "hommes", "femmes", "motos", "cattle", "cows", "sheep", "goats", "heads", "dead", "wounded", "people", "men", "women", "motorbikes"]);

/** @param receivedOn the day of the message in UTC, YYYY-MM-DD, from which "hier" counts back */
export function readSms(text: string, receivedOn: string): SmsMessage {
  const words = plainWords(text).slice(0, MOST_WORDS);
  const said: SmsMessage = { numbers: [] };
  const names: Record<"place" | "near" | "towards", string[]> = { place: [], near: [], towards: [] };
  let into: keyof typeof names = "place";
  for (let at = 0; at < words.length;) {
    const bearing = phraseAt(words, at, BEARINGS);
    const kind = phraseAt(words, at, KIND_PHRASES);
    const known = phraseAt(words, at, HOW_KNOWN);
    const day = dayAt(words, at, receivedOn);
    if (bearing) into = bearing.means;
    else if (kind) said.kind ??= kind.means;
    else if (known) said.howKnown = known.means;
    else if (day) said.on ??= day.means;
    else if (/^\d+$/.test(words[at]!)) {
      const of = words[at + 1];
      const isCounted = of !== undefined && COUNTED.has(of);
      // A phone number is not a count, and is none of the parts.
      if (words[at]!.length <= 6) said.numbers.push({ value: Number(words[at]), ...(isCounted ? { of } : {}) });
      at += isCounted ? 2 : 1;
      continue;
    } else if (!FILLERS.has(words[at]!) && !words[at]!.includes("/")) names[into].push(words[at]!);
    if (!bearing && (kind ?? known ?? day)) into = "place";
    at += (bearing ?? kind ?? known ?? day)?.length ?? 1;
  }
  for (const part of ["place", "near", "towards"] as const) if (names[part].length > 0) said[part] = names[part].join(" ");
  const ask = !said.place && !said.near && !said.towards ? "place" : !said.kind ? "kind" : undefined;
  return ask ? { ...said, ask } : said;
}

/** The longest phrase of a list that begins at a word. */
function phraseAt<T>(words: readonly string[], at: number, phrases: ReadonlyMap<string, T>): { means: T; length: number } | undefined {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length--) {
    const means = phrases.get(words.slice(at, at + length).join(" "));
    if (means !== undefined) return { means, length };
  }
  return undefined;
}

/** A named weekday is its last one, the day of the message included; a date without a year is its last one. */
function dayAt(words: readonly string[], at: number, receivedOn: string): { means: string; length: number } | undefined {
  const back = phraseAt(words, at, DAYS_BACK);
  if (back) return { means: daysBefore(receivedOn, back.means), length: back.length };
  const weekday = phraseAt(words, at, WEEKDAYS);
  if (weekday) return { means: daysBefore(receivedOn, (new Date(receivedOn).getUTCDay() - weekday.means + 7) % 7), length: weekday.length };
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/.exec(words[at]!) ?? [];
  if (!day || !month) return undefined;
  const thisYear = Number(receivedOn.slice(0, 4));
  const inYear = (number: number) => `${number}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const means = year ? inYear(Number(year) + (year.length === 2 ? 2000 : 0)) : inYear(thisYear) > receivedOn ? inYear(thisYear - 1) : inYear(thisYear);
  // The 31st of February is no day, and a day that has not come cannot have been seen.
  return isDay(means) && means <= receivedOn ? { means, length: 1 } : undefined;
}

const isDay = (words: string) => !Number.isNaN(Date.parse(words)) && new Date(words).toISOString().startsWith(words);

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
