// One alert given to one contact: on which rung, by which channels, and what became of it.
import { code, codes, integer, reference, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";
import { moment, notAMoment } from "../moment.ts";

export const delivery = noun("delivery", {
  labels: ["remise d’alerte", "alert delivery", "تسليم إنذار"],
  plural: ["remises d’alerte", "alert deliveries", "عمليات تسليم الإنذار"],
  marking: "AMBER",
  may: { read: "exchange.read", write: "exchange.settle" },
  stepped: { state: "waiting" },
  fields: {
    title: text(["objet", "subject", "الموضوع"], 240),
    alert: reference(["alerte", "alert", "الإنذار"], "alert"),
    contact: reference(["point de contact", "point of contact", "نقطة الاتصال"], "contact"),
    /** The first delivery of its chain: the contact that the alert was meant for. */
    chain: reference(["chaîne", "chain", "السلسلة"], "delivery"),
    rung: code(["échelon", "rung", "الدرجة"], "rung"),
    channels: codes(["canaux", "channels", "القنوات"], "channel"),
    /** The channel that worked first. */
    by: code(["remise par", "delivered by", "سُلّم عبر"], "channel").optional(),
    deadlineMinutes: integer(["délai de réponse", "time to answer", "مهلة الرد"], "minutes", 1, 100_000),
    startedAt: moment(["ouverte", "opened", "فُتح"]),
    deliveredAt: moment(["remise", "delivered", "سُلّم"]).optional(),
    answeredAt: moment(["répondue", "answered", "رُدّ عليه"]).optional(),
    state: code(["état", "state", "الحالة"], "delivery-state"),
  },
  list: ["startedAt", "alert", "contact", "rung", "by", "deliveredAt", "answeredAt", "state"],
  title: "title",
  order: { by: "startedAt", descending: true },
  check: (content) => notAMoment(content, ["startedAt", "deliveredAt", "answeredAt"]),
}, "deliveries");
