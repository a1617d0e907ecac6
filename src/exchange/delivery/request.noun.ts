// A question to a contact, with a deadline: what is not known, asked of who may know it.
import { code, reference, text } from "../../platform/field.ts";
import { lifecycle, type Transition } from "../../platform/lifecycle.ts";
import type { LabelTuple } from "../../platform/language.ts";
import { noun } from "../../platform/noun.ts";
import { moment, notAMoment } from "../moment.ts";

export const request = noun("information-request", {
  labels: ["demande de renseignement", "request for information", "طلب معلومات"],
  plural: ["demandes de renseignement", "requests for information", "طلبات المعلومات"],
  marking: "AMBER",
  may: { read: "exchange.read", write: "exchange.write" },
  stepped: { state: "open" },
  fields: {
    title: text(["objet", "subject", "الموضوع"], 200),
    contact: reference(["demandée à", "asked of", "موجه إلى"], "contact"),
    alert: reference(["au sujet de l’alerte", "about the alert", "بشأن الإنذار"], "alert").optional(),
    /** Written to be sent: names nobody. */
    question: text(["question", "question", "السؤال"], 1_000),
    dueAt: moment(["réponse attendue avant", "answer due by", "الرد مطلوب قبل"]),
    /** What was answered, or why it was declined: it goes back, and names nobody either. */
    answer: text(["réponse", "answer", "الرد"], 2_000).optional(),
    answeredAt: moment(["répondu le", "answered", "وقت الرد"]).optional(),
    state: code(["état", "state", "الحالة"], "request-state"),
  },
  list: ["dueAt", "title", "contact", "alert", "state"],
  title: "title",
  order: { by: "dueAt", descending: false },
  check: (content) => notAMoment(content, ["dueAt", "answeredAt"]),
});

const states = {
  open: ["ouverte", "open", "مفتوح"], answered: ["répondue", "answered", "مُجاب"], declined: ["déclinée", "declined", "مرفوض"], cancelled: ["annulée", "cancelled", "ملغى"],
} as const satisfies Record<string, LabelTuple>;
type State = keyof typeof states;

const isWritten = (row: { content: unknown }): LabelTuple | undefined => ((row.content as { answer?: string }).answer ? undefined : ["écrivez d’abord la réponse", "write the answer first", "اكتب الرد أولاً"]);

/** What was answered is not asked again under the same name: a new question has a deadline of its own. */
const transitions: Record<string, Transition<State>> = {
  answer: { labels: ["Répondre", "Answer", "الرد"], from: ["open"], to: "answered", may: "exchange.write", requires: isWritten },
  decline: { labels: ["Décliner", "Decline", "الرفض"], from: ["open"], to: "declined", may: "exchange.write", requires: isWritten },
  cancel: { labels: ["Annuler", "Cancel", "إلغاء"], from: ["open"], to: "cancelled", may: "exchange.write", needsReason: true },
};

export const requestLife = lifecycle<State>({ name: "asking", noun: request as never, field: "state", states, initial: "open", transitions });
