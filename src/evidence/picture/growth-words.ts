/** Plain sentences about growth, in three languages: what the counts say, and whether they can test a claim. */
import { LANGUAGES, type Labels, type Language } from "../../platform/language.ts";
import type { Coverage } from "../coverage.ts";
import type { Growth, PeriodCount, Verdict } from "./growth.ts";

/** As each language writes numbers; Arabic with the digits that the region uses beside French. */
const LOCALES: Record<Language, string> = { fr: "fr-FR", en: "en-GB", ar: "ar-u-nu-latn" };

const inAll = (say: (language: Language) => string): Labels => Object.fromEntries(LANGUAGES.map((language) => [language, say(language)])) as unknown as Labels;

const number = (value: number, language: Language) => new Intl.NumberFormat(LOCALES[language], { maximumSignificantDigits: value < 10 ? 2 : 3 }).format(value);

/** "2021", "mars 2021", or both days. */
export function periodName({ from, to }: { from: string; to: string }, language: Language): string {
  const format = (day: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(LOCALES[language], { timeZone: "UTC", ...options }).format(new Date(`${day}T00:00:00Z`));
  if (from.endsWith("-01-01") && to.endsWith("-12-31")) return from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : `${from.slice(0, 4)}–${to.slice(0, 4)}`;
  const dayAfter = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  if (from.endsWith("-01") && dayAfter.endsWith("-01") && from.slice(0, 7) === to.slice(0, 7)) return format(from, { month: "long", year: "numeric" });
  return `${format(from, { dateStyle: "medium" })} – ${format(to, { dateStyle: "medium" })}`;
}

const COVERAGE: Record<Coverage, Labels> = {
  full: { fr: "période couverte par au moins une source", en: "period covered by at least one source", ar: "فترة يغطيها مصدر واحد على الأقل" },
  part: { fr: "période couverte en partie seulement", en: "period covered in part only", ar: "فترة مغطاة جزئياً فقط" },
  none: { fr: "période qu’aucune source ne couvre", en: "period that no source covers", ar: "فترة لا يغطيها أي مصدر" },
};

const COLON: Record<Language, string> = { fr: "\u00A0: ", en: ": ", ar: ": " };
const COMMA: Record<Language, string> = { fr: ", ", en: ", ", ar: "، " };
const SEMICOLON: Record<Language, string> = { fr: "\u00A0; ", en: "; ", ar: "؛ " };

function counts({ before, now }: Pick<Growth, "before" | "now">, language: Language): string {
  const one = (period: PeriodCount) => `${periodName(period, language)}${COLON[language]}${new Intl.NumberFormat(LOCALES[language]).format(period.count)}${COMMA[language]}${COVERAGE[period.coverage.state][language]}`;
  return `${{ fr: "Événements connus", en: "Events known", ar: "الأحداث المعروفة" }[language]} — ${one(before)}${SEMICOLON[language]}${one(now)}.`;
}

function interval({ change }: Pick<Growth, "change">, language: Language): string {
  if (!change) return "";
  const { ratio, lower, upper } = change;
  const [low, high] = [number(lower, language), upper === null ? undefined : number(upper, language)];
  if (ratio === null) return { fr: `Aucun avant\u00A0: le rapport est d’au moins ${low} (à 95\u00A0%).`, en: `None before: the ratio is at least ${low} (at 95 %).`, ar: `لا شيء من قبل: النسبة لا تقل عن ${low} (بنسبة 95 %).` }[language];
  const value = number(ratio, language);
  return {
    fr: `Rapport\u00A0: ${value} (intervalle à 95\u00A0%\u00A0: de ${low} à ${high}).`,
    en: `Ratio: ${value} (95 % interval: ${low} to ${high}).`,
    ar: `النسبة: ${value} (مجال بنسبة 95 %: من ${low} إلى ${high}).`,
  }[language];
}

const WHY_NOT: Record<Exclude<Growth["comparability"], "comparable">, Labels> = {
  "not-covered": {
    fr: "Sans couverture des deux périodes, la différence peut ne tenir qu’à l’attention des sources.",
    en: "Unless both periods were covered, the difference may be nothing but the sources’ attention.",
    ar: "ما لم تكن الفترتان مغطاتين فقد لا يعكس الفرق سوى اهتمام المصادر.",
  },
  "other-sources": {
    fr: "Les deux périodes ne sont pas couvertes par les mêmes sources\u00A0: la différence peut venir d’elles.",
    en: "The two periods are not covered by the same sources: the difference may be theirs.",
    ar: "لا تغطي الفترتين المصادر نفسها: قد يعود الفرق إليها.",
  },
  "no-events": {
    fr: "Aucun événement dans les deux périodes\u00A0: il n’y a rien à comparer.",
    en: "No event in either period: there is nothing to compare.",
    ar: "لا حدث في الفترتين: لا شيء للمقارنة.",
  },
};

/** A ratio is said only where both periods were covered: otherwise it would be heard, and the warning would not. */
export const ratioSentence = ({ before, now, change, comparability }: Pick<Growth, "before" | "now" | "change" | "comparability">): Labels => inAll((language) => [
  counts({ before, now }, language),
  comparability === "comparable" || comparability === "other-sources" ? interval({ change }, language) : "",
  comparability === "comparable" ? "" : WHY_NOT[comparability][language],
].filter(Boolean).join(" "));

const VERDICTS: Record<Verdict, Labels> = {
  agrees: { fr: "Nos comptes vont dans le sens de cette affirmation.", en: "Our counts agree with this claim.", ar: "تتفق أعدادنا مع هذا الادعاء." },
  disagrees: { fr: "Nos comptes ne vont pas dans le sens de cette affirmation.", en: "Our counts do not agree with this claim.", ar: "لا تتفق أعدادنا مع هذا الادعاء." },
  undecided: { fr: "Nos comptes sont trop faibles pour trancher.", en: "Our counts are too small to decide.", ar: "أعدادنا أصغر من أن تحسم الأمر." },
  "cannot-be-tested": { fr: "Nos données ne permettent pas de vérifier cette affirmation.", en: "Our data cannot test this claim.", ar: "لا تسمح بياناتنا بالتحقق من هذا الادعاء." },
};

const NO_PERIODS: Labels = {
  fr: "Elle ne nomme pas deux périodes que l’on puisse compter.",
  en: "It does not name two periods that could be counted.",
  ar: "لا يذكر فترتين يمكن عدّهما.",
};

const SAME_THING: Labels = {
  fr: "Nous comptons les événements que nos sources rapportent avec le filtre choisi ; l’affirmation peut en compter d’autres.",
  en: "We count the events that our sources report under the chosen filter; the claim may count others.",
  ar: "نحن نعدّ الأحداث التي تذكرها مصادرنا وفق المرشح المختار؛ وقد يعدّ الادعاء أحداثاً أخرى.",
};

export const verdictSentence = (verdict: Verdict, own: Growth | null): Labels =>
  inAll((language) => [VERDICTS[verdict][language], own ? own.words[language] : NO_PERIODS[language], SAME_THING[language]].join(" "));
