/**
 * An alert in words, from its coded fields alone: for a draft that a rule proposes, and for a recipient from whom the officer's
 * own words were kept because they name a village.
 */
import { codeList } from "../../platform/codes.ts";
import { LANGUAGES, type Language } from "../../platform/language.ts";
import type { Where } from "../release/policy.ts";
import type { Info } from "./alert.noun.ts";
import { guidanceFor } from "./guidance.ts";

export interface CodedAlert { kind: string; severity: string; certainty: string; basis?: string; where: readonly Where[]; from?: string }

const HEADLINE: Readonly<Record<Language, string>> = { fr: "{kind} : {area}", en: "{kind}: {area}", ar: "{kind}: {area}" };
const DESCRIPTION: Readonly<Record<Language, string>> = {
  fr: "{kind}. Zones concernées : {areas}. Gravité {severity}, certitude : {certainty}.{from}{basis}",
  en: "{kind}. Areas concerned: {areas}. Severity {severity}, certainty: {certainty}.{from}{basis}",
  ar: "{kind}. المناطق المعنية: {areas}. الخطورة {severity}، درجة اليقين: {certainty}.{from}{basis}",
};
const FROM: Readonly<Record<Language, string>> = { fr: " Date : {from}.", en: " Date: {from}.", ar: " التاريخ: {from}." };
const BASIS: Readonly<Record<Language, string>> = { fr: " Localisation fondée sur : {basis}.", en: " Located by: {basis}.", ar: " أساس تحديد الموقع: {basis}." };
const COUNTRY_ONLY: Readonly<Record<Language, string>> = { fr: "zone non précisée", en: "area not known", ar: "منطقة غير محددة" };
const MOST_NAMED = 6;

export function standardWords(alert: CodedAlert, language: Language): Info {
  const word = (list: string, code: string) => codeList(list).codes.get(code)?.labels[language] ?? code;
  const kind = capital(word("event-kind", alert.kind));
  const names = [...new Set(alert.where.map((where) => nameOf(where, language)))];
  const areas = names.length > MOST_NAMED ? `${names.slice(0, MOST_NAMED).join(", ")} (+${names.length - MOST_NAMED})` : names.join(", ") || COUNTRY_ONLY[language];
  const fill = (template: string) => template
    .replace("{kind}", kind).replace("{areas}", areas).replace("{area}", names.slice(0, 2).join(", ") || COUNTRY_ONLY[language])
    .replace("{severity}", word("cap-severity", alert.severity)).replace("{certainty}", word("cap-certainty", alert.certainty))
    .replace("{from}", alert.from ? FROM[language].replace("{from}", alert.from) : "").replace("{basis}", alert.basis ? BASIS[language].replace("{basis}", word("alert-basis", alert.basis)) : "");
  const { instruction, relay } = guidanceFor(alert.kind);
  return {
    language, headline: fill(HEADLINE[language]).slice(0, 160), description: fill(DESCRIPTION[language]).slice(0, 2_000),
    instruction: instruction[language], relay: fill(relay[language]).slice(0, 300),
  };
}

export const standardInfo = (alert: CodedAlert): Info[] => LANGUAGES.map((language) => standardWords(alert, language));

/** The second-level area at finest. */
export function nameOf({ admin2Name, admin2, admin1Name, admin1, country, countryName }: Where, language: Language): string {
  return admin2Name ?? admin2 ?? admin1Name ?? admin1 ?? codeList("country").codes.get(country)?.labels[language] ?? countryName ?? country;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
