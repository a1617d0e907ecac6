/**
 * The message that a contact reads, made from their signed document and nothing else: subject, text for e-mail, and a short form
 * for SMS, phone and radio. An exercise says so first, in every form.
 */
import { codeList } from "../../platform/codes.ts";
import type { Language } from "../../platform/language.ts";
import { nameOf, standardWords } from "../alerts/standard-words.ts";
import type { ReleaseDocument } from "../release/document.ts";
import type { Where } from "../release/policy.ts";

export interface Message { subject: string; text: string; short: string; isExercise: boolean }

export const SHORT_LENGTH = 300;

const WORDS = {
  exercise: { fr: "EXERCICE – EXERCICE – ceci n’est pas réel", en: "EXERCISE – EXERCISE – this is not real", ar: "تمرين – تمرين – هذا ليس حقيقياً" },
  exerciseShort: { fr: "EXERCICE.", en: "EXERCISE.", ar: "تمرين." },
  alert: { fr: "Alerte", en: "Alert", ar: "إنذار" },
  update: { fr: "Mise à jour", en: "Update", ar: "تحديث" },
  cancel: { fr: "Annulation", en: "Cancelled", ar: "إلغاء" },
  allClear: { fr: "Fin d’alerte", en: "All clear", ar: "زوال الخطر" },
  areas: { fr: "Zones", en: "Areas", ar: "المناطق" },
  asked: { fr: "Ce qui est demandé", en: "What is asked", ar: "المطلوب" },
  relay: { fr: "À lire aux habitants", en: "To be read to residents", ar: "نص يُقرأ على السكان" },
  answer: { fr: "Répondez : OK {code} (reçu), ACTION {code} (nous agissons), INFO {code} (besoin de précisions).", en: "Reply: OK {code} (received), ACTION {code} (taking action), INFO {code} (need more).", ar: "للرد: OK {code} (تم الاستلام)، ACTION {code} (نتصرف)، INFO {code} (يلزم المزيد)." },
  link: { fr: "Ou ouvrez", en: "Or open", ar: "أو افتح" },
  deadline: { fr: "Sans réponse en {minutes} min, l’alerte passe à l’échelon suivant.", en: "Without an answer within {minutes} min it goes to the next rung.", ar: "دون رد خلال {minutes} دقيقة ينتقل الإنذار إلى الدرجة التالية." },
} as const satisfies Record<string, Record<Language, string>>;

export interface Answering { code: string; link?: string; minutes?: number }

export function messageFor(document: ReleaseDocument, language: Language, { code, link, minutes }: Answering): Message {
  const { content } = document;
  const coded = (content.coded ?? {}) as { severity?: string; urgency?: string; certainty?: string; messageType?: string; responses?: string[] };
  const where = content.where as unknown as Where[];
  const standard = standardWords({ kind: content.kind, severity: coded.severity ?? "Unknown", certainty: coded.certainty ?? "Unknown", where, ...(typeof content.from === "string" ? { from: content.from } : {}) }, language);
  const written = ((content.words ?? []) as { language: string; headline?: string; description?: string; instruction?: string; relay?: string }[]).find((one) => one.language === language);
  const { headline = standard.headline, description = standard.description, instruction = standard.instruction!, relay = standard.relay! } = written ?? {};
  const word = (name: keyof typeof WORDS) => WORDS[name][language];
  const kind = coded.responses?.includes("AllClear") ? word("allClear") : coded.messageType === "Cancel" ? word("cancel") : coded.messageType === "Update" ? word("update") : word("alert");
  const severity = codeList("cap-severity").codes.get(coded.severity ?? "")?.labels[language];
  const isExercise = content.status === "Exercise";
  const areas = [...new Set(where.map((one) => nameOf(one, language)))].join(", ");
  const mark = isExercise ? `${word("exercise")}\n\n` : "";
  const answering = word("answer").replaceAll("{code}", code);
  const subject = `${isExercise ? `${word("exerciseShort")} ` : ""}${kind} – ${headline}`;
  const text = [
    `${mark}${kind}${severity ? ` (${severity})` : ""} – ${headline}`, description, `${word("areas")} : ${areas}`, `${word("asked")} : ${instruction}`, `${word("relay")} :\n${relay}`,
    [answering, ...(link ? [`${word("link")} : ${link}`] : []), ...(minutes ? [word("deadline").replace("{minutes}", String(minutes))] : [])].join("\n"), ...(isExercise ? [word("exercise")] : []),
  ].join("\n\n");
  const ending = ` OK ${code}`;
  const start = `${isExercise ? `${word("exerciseShort")} ` : ""}${kind}: `;
  const room = SHORT_LENGTH - start.length - ending.length;
  return { subject: oneLine(subject), text, short: `${start}${clipped(oneLine(`${headline}. ${instruction}`), room)}${ending}`, isExercise };
}

const oneLine = (words: string) => words.replace(/\s+/g, " ").trim();
const clipped = (words: string, room: number) => (words.length <= room ? words : `${words.slice(0, room - 1)}…`);
