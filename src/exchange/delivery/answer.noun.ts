// What a contact said: received, acting, need more, or what it turned out to be. By phone it is what the duty officer heard.
import { code, freeText, reference, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";
import { moment, notAMoment } from "../moment.ts";

export const answer = noun("answer", {
  labels: ["réponse à une alerte", "answer to an alert", "رد على إنذار"],
  plural: ["réponses aux alertes", "answers to alerts", "الردود على الإنذارات"],
  marking: "AMBER",
  may: { read: "exchange.read", write: "exchange.settle" },
  fields: {
    title: text(["objet", "subject", "الموضوع"], 240),
    alert: reference(["alerte", "alert", "الإنذار"], "alert"),
    delivery: reference(["remise", "delivery", "التسليم"], "delivery").optional(),
    contact: reference(["point de contact", "point of contact", "نقطة الاتصال"], "contact"),
    kind: code(["réponse", "answer", "الرد"], "answer-kind"),
    way: code(["par", "by", "عبر"], "answer-way"),
    answeredAt: moment(["répondu", "answered", "وقت الرد"]),
    words: freeText(["mots du contact", "the contact’s words", "كلمات جهة الاتصال"], 1_000).optional(),
    done: freeText(["ce qui a été fait", "what was done", "ما تم فعله"], 1_000).optional(),
  },
  list: ["answeredAt", "alert", "contact", "kind", "way"],
  title: "title",
  order: { by: "answeredAt", descending: true },
  check: (content) => notAMoment(content, ["answeredAt"]),
});
