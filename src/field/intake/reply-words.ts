/**
 * Every sentence that leaves for a sender by SMS or e-mail. Whoever looks over a shoulder learns nothing from it: no name of
 * the platform, of a service or of the matter. French and English fit one SMS in the alphabet that phones share; a test reads them all.
 */
import { labels, type Labels, type Language } from "../../platform/language.ts";

export const SENTENCES = {
  received: labels(["Message arrivé, merci.", "Message arrived, thank you.", "وصلت الرسالة، شكراً."]),
  receivedWithNumber: labels(["Message arrivé, merci. Gardez ce nombre : {number}", "Message arrived, thank you. Keep this number: {number}", "وصلت الرسالة، شكراً. احتفظ بهذا الرقم: {number}"]),
  askPlace: labels(["Merci. C'était à quel endroit ? Répondez par le nom du lieu le plus proche.", "Thank you. Where was it? Reply with the name of the nearest place.", "شكراً. أين كان ذلك؟ أجب باسم أقرب مكان."]),
  askKind: labels(["Merci. De quoi s'agit-il ? Répondez en deux ou trois mots.", "Thank you. What is it about? Reply in two or three words.", "شكراً. ما الموضوع؟ أجب بكلمتين أو ثلاث."]),
  askDay: labels(["Merci. Quel jour était-ce ?", "Thank you. Which day was it?", "شكراً. في أي يوم كان ذلك؟"]),
  askNumber: labels(["Merci. Combien, à peu près ?", "Thank you. About how many?", "شكراً. كم العدد تقريباً؟"]),
  askHowKnown: labels(["Merci. L'avez-vous vu de vos yeux ? Répondez OUI ou NON.", "Thank you. Did you see it yourself? Reply YES or NO.", "شكراً. هل رأيت ذلك بنفسك؟ أجب بنعم أو لا."]),
  newAnswer: labels(["Une réponse vous attend.", "A reply is waiting for you.", "لديك رد في انتظارك."]),
  newQuestion: labels(["Une question vous attend.", "A question is waiting for you.", "لديك سؤال في انتظارك."]),
  ended: labels(["C'est terminé, merci. Plus aucun message ne viendra.", "It is finished, thank you. No more messages will come.", "انتهى الأمر، شكراً. لن تصلك رسائل أخرى."]),
} as const satisfies Record<string, Labels>;

export type Sentence = keyof typeof SENTENCES;

export const sentence = (name: Sentence, language: Language, number?: string): string => SENTENCES[name][language].replace("{number}", number ?? "");
