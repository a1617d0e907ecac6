/** The words of the pages under seal and of a sentinel's sign: their own, so that the form does not carry them on a slow link. */
import { spokenLanguage } from "../words.ts";
import type fr from "./words/fr.json";

export type Key = keyof typeof fr;
const FILES = { fr: () => import("./words/fr.json"), en: () => import("./words/en.json"), ar: () => import("./words/ar.json") };
let words: Partial<Record<Key, string>> = {};

/** A language that these words are not in yet reads them in French, as the form does. */
const written = () => { const now = spokenLanguage(); return now in FILES ? now as keyof typeof FILES : "fr"; };

export async function openTold(): Promise<void> {
  words = (await FILES[written()]()).default;
}

export const told = (key: Key, values: Record<string, string> = {}): string => (words[key] ?? key).replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");

export const dayTold = (iso: string): string => new Intl.DateTimeFormat({ fr: "fr-FR", en: "en-GB", ar: "ar-u-nu-latn" }[written()], { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
