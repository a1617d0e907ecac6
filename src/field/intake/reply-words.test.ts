import { expect, test } from "vitest";
import { codeList } from "../../platform/codes.ts";
import { LANGUAGES, type Language } from "../../platform/language.ts";
import { sentence, SENTENCES, type Sentence } from "./reply-words.ts";

const all = (Object.keys(SENTENCES) as Sentence[]).flatMap((name) => LANGUAGES.map((language) => [name, language, sentence(name, language, "1234 5678 9012 3456")] as const));

/** What would tell somebody over the sender's shoulder who writes, or about what. */
const TELLING = [
  /fal[eé]m[eé]|فاليمي/i,
  /signal|alert|report|incident|dénonc|tip\b|inform(er|ant|ation)|renseign|intelligence|بلاغ|إنذار|تبليغ|مخبر/i,
  /police|gendarm|arm[ée]e|army|militar|préfect|douane|customs|gouvern|état|شرطة|جيش|درك|جمارك/i,
  /sentinel|triage|jnim|terror|attack|attaque|vol\b|theft|هجوم|سرقة/i,
];

test("no sentence names the platform, a service or the matter", () => {
  const kinds = [...codeList("event-kind").codes.values()].flatMap(({ labels }) => Object.values(labels)).map((words) => words.toLowerCase());
  for (const [name, language, words] of all) {
    for (const telling of TELLING) expect(words, `${name} ${language}`).not.toMatch(telling);
    for (const kind of kinds) expect(words.toLowerCase(), `${name} ${language}`).not.toContain(kind);
  }
  expect(TELLING.some((telling) => telling.test("Votre signalement est arrivé"))).toBe(true);
});

const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;
const longest: Record<Language, number> = { fr: 160, en: 160, ar: 70 };

test("each fits one SMS", () => {
  for (const [name, language, words] of all) {
    expect([...words].length, `${name} ${language}`).toBeLessThanOrEqual(longest[language]);
    if (language !== "ar") expect(words, `${name} ${language}`).toMatch(GSM);
  }
});
