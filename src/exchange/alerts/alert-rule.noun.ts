// When should an alert come of itself? Conditions are kinds of events, places, distances and numbers; never who people are.
import { code, codes, decimal, flag, integer, text, texts } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

export const alertRule = noun("alert-rule", {
  labels: ["règle d’alerte", "alert rule", "قاعدة إنذار"],
  plural: ["règles d’alerte", "alert rules", "قواعد الإنذار"],
  marking: "GREEN",
  may: { read: "exchange.read", write: "exchange.approve" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 160),
    kind: code(["genre", "kind", "النوع"], "alert-rule-kind"),
    isActive: flag(["active", "active", "مفعّلة"]),
    mode: code(["ce qu’elle fait", "what it does", "ما تفعله"], "rule-mode"),
    /** None: the kinds that the rule's own sort stands for. */
    eventKinds: codes(["genres de faits", "kinds of events", "أصناف الأحداث"], "event-kind").optional(),
    countries: codes(["pays du fait", "country of the event", "بلد الحدث"], "country").optional(),
    areas: texts(["zones (p-codes)", "areas (p-codes)", "المناطق (رموز)"], 20).optional(),
    borderKm: decimal(["distance à la frontière", "distance to the border", "المسافة إلى الحدود"], "km", 0, 500).optional(),
    nth: integer(["à partir du énième", "from the nth", "ابتداء من المرة"], "events", 1, 1_000).optional(),
    withinKm: decimal(["dans un rayon de", "within", "ضمن نطاق"], "km", 0, 500).optional(),
    withinDays: integer(["pendant", "within", "خلال"], "days", 1, 20_000).optional(),
    urgency: code(["urgence", "urgency", "الاستعجال"], "cap-urgency"),
    severity: code(["gravité", "severity", "الخطورة"], "cap-severity"),
    functions: codes(["fonctions à alerter", "functions to alert", "الوظائف المطلوب إنذارها"], "contact-function"),
    /** What the rule meets again in the same area within this time is grouped into one alert. */
    groupHours: integer(["grouper pendant", "group within", "تجميع خلال"], "hours", 0, 720).optional(),
  },
  list: ["title", "kind", "isActive", "mode", "urgency", "severity", "borderKm", "nth"],
  title: "title",
});
