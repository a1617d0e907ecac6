/** Which words does this reader see? Every string a person sees exists in French, English and Arabic. */
export const LANGUAGES = ["fr", "en", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];
export type Labels = Readonly<Record<Language, string>>;

/** Declarations write labels as a tuple, in the order French, English, Arabic. */
export type LabelTuple = readonly [fr: string, en: string, ar: string];

export const labels = ([fr, en, ar]: LabelTuple): Labels => ({ fr, en, ar });

/** First supported language of an Accept-Language header; French when none is. */
export function languageOf(accept: string | undefined): Language {
  for (const part of (accept ?? "").split(",")) {
    const tag = part.trim().slice(0, 2).toLowerCase();
    if ((LANGUAGES as readonly string[]).includes(tag)) return tag as Language;
  }
  return "fr";
}

/** The language of the terminal's locale; English where it names none of ours, as with C. */
export function terminalLanguage({ LC_ALL, LC_MESSAGES, LANG }: Record<string, string | undefined> = process.env): Language {
  const tag = (LC_ALL || LC_MESSAGES || LANG || "").slice(0, 2).toLowerCase();
  return LANGUAGES.find((language) => language === tag) ?? "en";
}
