// A dispute by its issue and its area, never by the group: land, water, a corridor, a chieftaincy; and how mediation stands.
import { code, day, freeText, integer, reference, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";
import { namesAGroup, NOT_A_GROUP } from "../never-a-group.ts";

export const dispute = noun("dispute", {
  labels: ["différend", "dispute", "نزاع"],
  plural: ["différends", "disputes", "نزاعات"],
  marking: "AMBER",
  may: { read: "factors.read", write: "factors.edit" },
  fields: {
    name: text(["intitulé (l’objet, jamais le groupe)", "title (the issue, never the group)", "العنوان (الموضوع لا الجماعة)"], 200),
    issue: code(["objet", "issue", "الموضوع"], "dispute-issue"),
    area: text(["zone (p-code)", "area (p-code)", "المنطقة (رمز)"], 20).tagged("#adm+code"),
    knownSince: day(["connu depuis", "known since", "معروف منذ"]).tagged("#date+start"),
    datePrecision: code(["précision de la date", "date precision", "دقة التاريخ"], "date-precision"),
    /** 0 talked about, 1 tense, 2 threats or damage, 3 violence: the ladder of escalation. */
    tension: integer(["niveau de tension (0 à 3)", "level of tension (0 to 3)", "مستوى التوتر (0 إلى 3)"], "step", 0, 3),
    mediation: code(["médiation", "mediation", "الوساطة"], "mediation-state"),
    mediator: text(["médiateur (fonction)", "mediator (role)", "الوسيط (الوظيفة)"], 160).optional(),
    asOf: day(["situation au", "as of", "الوضع في"]).tagged("#date+reported"),
    reliability: code(["fiabilité de la source", "source reliability", "موثوقية المصدر"], "reliability"),
    credibility: code(["crédibilité de l’information", "information credibility", "مصداقية المعلومة"], "credibility"),
    source: reference(["source", "source", "المصدر"], "source").optional(),
    note: freeText(["note (reste ici)", "note (stays here)", "ملاحظة (تبقى هنا)"], 4_000).optional(),
  },
  list: ["name", "issue", "area", "tension", "mediation", "asOf"],
  title: "name",
  order: { by: "asOf", descending: true },
  check: ({ name, mediator, knownSince, asOf }) => (namesAGroup(name, mediator) ? { field: "name", reason: NOT_A_GROUP } : asOf < knownSince ? { field: "asOf", reason: ["la situation est antérieure au début", "the date of the situation is before the start", "تاريخ الوضع قبل البداية"] } : undefined),
});
