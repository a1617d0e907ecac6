/** The page's words in the reader's language. Only that language's file is loaded; labels of data come from the server in all three. */
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type { Labels, Language } from "../../src/platform/language.ts";
import type briefs from "../words/briefs/fr.json";
import type exchange from "../words/exchange/fr.json";
import type factors from "../words/factors/fr.json";
import type field from "../words/field/fr.json";
import type fr from "../words/fr.json";

declare module "i18next" {
  interface CustomTypeOptions { defaultNS: "words"; resources: { words: typeof fr & typeof field & typeof exchange & typeof briefs & typeof factors } }
}

const FILES: Record<Language, () => Promise<{ default: object }>> = {
  fr: () => import("../words/fr.json"),
  en: () => import("../words/en.json"),
  ar: () => import("../words/ar.json"),
};

/** Words that only a chapter's own pages say come with its first page (`frame/wordy.ts`). */
const CHAPTER_FILES = {
  field: { fr: () => import("../words/field/fr.json"), en: () => import("../words/field/en.json"), ar: () => import("../words/field/ar.json") },
  exchange: { fr: () => import("../words/exchange/fr.json"), en: () => import("../words/exchange/en.json"), ar: () => import("../words/exchange/ar.json") },
  briefs: { fr: () => import("../words/briefs/fr.json"), en: () => import("../words/briefs/en.json"), ar: () => import("../words/briefs/ar.json") },
  factors: { fr: () => import("../words/factors/fr.json"), en: () => import("../words/factors/en.json"), ar: () => import("../words/factors/ar.json") },
} satisfies Record<string, Record<Language, () => Promise<{ default: object }>>>;
export type WordyChapter = keyof typeof CHAPTER_FILES;
const opened = new Set<WordyChapter>();

/** Adds a chapter's words to those that are spoken; a second time does nothing. */
export async function openChapterWords(chapter: WordyChapter): Promise<void> {
  if (opened.has(chapter)) return;
  await addWords(language(), CHAPTER_FILES[chapter][language()]);
  opened.add(chapter);
}

async function addWords(now: Language, file: () => Promise<{ default: object }>): Promise<void> {
  const { default: words } = await file();
  i18next.addResourceBundle(now, "words", words, true, true);
}

/** Each language names itself: a reader who is lost in another script still finds their own. */
export const LANGUAGE_NAMES: Record<Language, string> = { fr: "Français", en: "English", ar: "العربية" };

/** Latin digits in Arabic, as the region and the house's own labels write them. */
const LOCALES: Record<Language, string> = { fr: "fr-FR", en: "en-GB", ar: "ar-u-nu-latn" };

export const language = (): Language => document.documentElement.lang as Language;
export const locale = (): string => LOCALES[language()];
export const isRightToLeft = (of: Language): boolean => of === "ar";

export async function openWords(): Promise<void> {
  const now = language();
  const { default: words } = await FILES[now]();
  await i18next.use(initReactI18next).init({
    lng: now, ns: ["words"], defaultNS: "words", resources: { [now]: { words } }, interpolation: { escapeValue: false }, returnNull: false, showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
}

export async function speak(next: Language): Promise<void> {
  await Promise.all([FILES[next], ...[...opened].map((chapter) => CHAPTER_FILES[chapter][next])].map((file) => addWords(next, file)));
  document.documentElement.lang = next;
  document.documentElement.dir = isRightToLeft(next) ? "rtl" : "ltr";
  try { localStorage.setItem("faleme.language", next); } catch { /* private browsing: for this visit only */ }
  await i18next.changeLanguage(next);
}

/** Words outside a component. Inside one, `useWords` draws again when the language changes. */
export const say = i18next.t;

export function useWords() {
  const { t } = useTranslation();
  return t;
}

/** Words one after the other, with the comma of the reader's language. In Arabic each keeps its own direction (U+2068 to U+2069), the row runs from the right. */
export function joined(words: readonly (string | undefined)[]): string {
  const said = words.filter((word): word is string => Boolean(word));
  return language() === "ar" ? `\u200F${said.map((word) => `\u2068${word}\u2069`).join("، ")}` : said.join(", ");
}

/** Labels of data are written as inside a sentence; at the head of a line they begin with a capital. */
export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase(locale()) + words.slice(1);

/** A label that the server sent in three languages. */
export const inWords = (labels: Labels | undefined): string => labels?.[language()] ?? "";
