/**
 * The form's words, one file a language. French, English and Arabic are whole. A language whose file is still being written
 * falls back to French word by word, and the page says how much of it is there.
 */
import type fr from "./words/fr.json";
import { keepSetting, setting } from "./store.ts";

export type Key = keyof typeof fr;
type Words = Partial<Record<Key, string>>;

/** Its own name, and how it is written; a new language is a line here and a file beside the others. */
export const LANGUAGES = {
  fr: { name: "Français", dir: "ltr", load: () => import("./words/fr.json") },
  ar: { name: "العربية", dir: "rtl", load: () => import("./words/ar.json") },
  ff: { name: "Pulaar", dir: "ltr", load: () => import("./words/ff.json") },
  snk: { name: "Sooninkanxanne", dir: "ltr", load: () => import("./words/snk.json") },
  en: { name: "English", dir: "ltr", load: () => import("./words/en.json") },
} as const satisfies Record<string, { name: string; dir: "ltr" | "rtl"; load(): Promise<{ default: object }> }>;
export type LanguageName = keyof typeof LANGUAGES;

const spoken: { language: LanguageName; words: Words; fallback: Words } = { language: "fr", words: {}, fallback: {} };

export const spokenLanguage = (): LanguageName => spoken.language;

const wordsOf = async (language: LanguageName): Promise<Words> => (await LANGUAGES[language].load()).default as Words;

export async function speak(language: LanguageName): Promise<void> {
  const words = await wordsOf(language);
  const isWhole = (["fr", "en", "ar"] as readonly string[]).includes(language);
  Object.assign(spoken, { language, words, fallback: isWhole ? {} : await wordsOf("fr") });
  document.documentElement.lang = language;
  document.documentElement.dir = LANGUAGES[language].dir;
  document.title = word("name");
}

/** The one chosen before, the browser's, or French. @returns whether it was chosen */
export async function speakAsChosen(): Promise<boolean> {
  const chosen = await setting("language").catch(() => undefined);
  const named = navigator.languages.map((tag) => tag.split("-")[0]!).find((tag) => tag in LANGUAGES);
  await speak((chosen && chosen in LANGUAGES ? chosen : named ?? "fr") as LanguageName);
  return chosen !== undefined;
}

export async function choose(language: LanguageName): Promise<void> {
  await speak(language);
  await keepSetting("language", language);
}

/** `{name}` is filled in. */
export function word(key: Key, values: Record<string, string | number> = {}): string {
  const text = spoken.words[key] ?? spoken.fallback[key] ?? key;
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** Set where the language is not whole: how many of the words are there. */
export function wholeness(): { there: number; all: number } | undefined {
  const all = Object.keys(spoken.fallback).length;
  return all > 0 ? { there: Object.keys(spoken.words).filter((key) => key in spoken.fallback).length, all } : undefined;
}

const locale = () => (spoken.language === "ar" ? "ar-u-nu-latn" : spoken.language === "en" ? "en-GB" : "fr");
export const dayInWords = (day: string) => new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
export const momentInWords = (at: string) => new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(at));
export const numberInWords = (value: number, digits = 0) => new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);
