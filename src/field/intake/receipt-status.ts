/** What a sender is told of their report: plain words for its state, the conversation, and what other parts of the house add. */
import type { Transaction } from "../../platform/database.ts";
import { labels, type Labels, type Language } from "../../platform/language.ts";
import type { Node } from "../../platform/node.ts";
import { find } from "../../platform/noun-store.ts";
import { conversation, type Message } from "./content.ts";
import { report } from "./report.noun.ts";

/** Fewer than the house distinguishes: what matters to a sender is whether somebody has read it. */
const WORDS: Record<"received" | "read" | "weighed" | "answered" | "closed" | "erased", Labels> = {
  received: labels(["C’est bien arrivé. Une personne va le lire.", "It has arrived. Somebody will read it.", "وصل. سيقرؤه شخص ما."]),
  read: labels(["Une personne l’a lu et vérifie ce qu’elle peut.", "Somebody has read it and is checking what they can.", "قرأه شخص ويتحقق مما يمكنه."]),
  weighed: labels(["C’est vérifié autant que possible, et pris en compte.", "It is checked as far as possible, and taken into account.", "تم التحقق منه قدر الإمكان وأُخذ في الاعتبار."]),
  answered: labels(["Il y a une réponse ci-dessous.", "There is a reply below.", "يوجد رد أدناه."]),
  closed: labels(["C’est terminé. Merci.", "It is finished. Thank you.", "انتهى الأمر. شكراً."]),
  erased: labels(["C’est effacé : personne ici ne peut plus le lire.", "It is erased: nobody here can read it any more.", "مُحي: لم يعد بإمكان أحد هنا قراءته."]),
};

/** What does nothing but denounce a person is erased by triage; its sender is told, politely, where such a matter belongs. */
const DENOUNCED = labels([
  "Merci. Nous ne gardons rien sur des personnes, et ce message est effacé. Pour accuser quelqu’un d’un délit, adressez-vous à la police, à la gendarmerie ou au procureur ; pour un fait, dites-nous où et quand.",
  "Thank you. We keep nothing about persons, and this message is erased. To accuse somebody of an offence, turn to the police, the gendarmerie or the prosecutor; of something that happened, tell us where and when.",
  "شكراً. نحن لا نحتفظ بشيء عن الأشخاص، وقد مُحيت هذه الرسالة. لاتهام شخص بجريمة، توجّه إلى الشرطة أو الدرك أو وكيل الجمهورية؛ وإن كان حدثاً، فأخبرنا أين ومتى.",
]);

const SHOWN: Record<string, keyof typeof WORDS> = { received: "received", screened: "received", triaged: "read", graded: "weighed", answered: "answered", closed: "closed", erased: "erased" };

export interface Status {
  state: keyof typeof WORDS;
  words: string;
  receivedOn: string;
  mayAnswer: boolean;
  messages: Omit<Message, "id">[];
  /** What else is answered to this sender: the reply to a demand, at the level of the commune. */
  replies: { words: string; at: string }[];
}

type More = (node: Node, tx: Transaction, id: string, language: Language) => Promise<{ words: string; at: string }[]>;
const more: More[] = [];

/** Parts that stand on intake add their answers here. */
export const alsoReplied = (answers: More): void => { more.push(answers); };

export async function statusOf(node: Node, tx: Transaction, id: string, language: Language): Promise<Status | undefined> {
  const row = await find(tx, report, id);
  if (!row) return undefined;
  const { state: held, receivedAt, closeReason } = row.content as { state: string; receivedAt: string; closeReason?: string };
  const state = SHOWN[held] ?? "received";
  const messages = (await conversation(node, tx, id)).map(({ id: _, ...message }) => message);
  const replies = state === "erased" ? [] : (await Promise.all(more.map((answers) => answers(node, tx, id, language)))).flat();
  return { state, words: (state === "erased" && closeReason === "only-denounces" ? DENOUNCED : WORDS[state])[language], receivedOn: receivedAt.slice(0, 10), mayAnswer: state !== "closed" && state !== "erased", messages, replies };
}
