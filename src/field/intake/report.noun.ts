// What somebody sent, in its coded part alone: how it came, what and where and when as far as settled, what became of it.
// The words stand apart, encrypted (content.ts); nothing here is free text, and no field names a person.
import { z } from "zod";
import { whereFields } from "../../evidence/index.ts";
import { code, day, reference, structure, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";
import { demandKinds, isDemand } from "../people/demand-kinds.ts";

/** "40 cattle": what was counted is a word of a list, or is left out. */
export const Counted = z.strictObject({ value: z.int().min(0).max(1_000_000), of: z.string().regex(/^[a-z-]{1,30}$/).optional() });

export const report = noun("report", {
  labels: ["signalement", "report", "بلاغ"],
  plural: ["signalements", "reports", "بلاغات"],
  geometry: "point",
  marking: "AMBER+STRICT",
  may: { read: "field.read", write: "field.triage" },
  stepped: { state: "received" },
  fields: {
    way: code(["voie", "way in", "طريقة الوصول"], "report-way"),
    /** To the second, UTC; finer would tell two senders apart by their phones. */
    receivedAt: text(["reçu le", "received at", "ورد في"], 20),
    state: code(["état", "state", "الحالة"], "report-state"),
    kind: code(["genre", "kind", "الصنف"], "event-kind").optional(),
    occurredOn: day(["survenu le", "occurred on", "وقع في"]).optional(),
    datePrecision: code(["précision de la date", "date precision", "دقة التاريخ"], "date-precision").optional(),
    howKnown: code(["comment c’est su", "how it is known", "كيف عُرف"], "how-known").optional(),
    numbers: structure(["nombres", "numbers", "أعداد"], z.array(Counted).max(20)).optional(),
    ...whereFields,
    placePrecision: whereFields.placePrecision.optional(),
    country: whereFields.country.optional(),
    reliability: code(["fiabilité de la source", "source reliability", "موثوقية المصدر"], "reliability").optional(),
    credibility: code(["crédibilité de l’information", "information credibility", "مصداقية المعلومة"], "credibility").optional(),
    /** Reports of one group have one origin and corroborate nothing among themselves. */
    sourceGroup: text(["groupe d’origine", "group of origin", "مجموعة المصدر"], 60).optional(),
    event: reference(["événement", "event", "الحدث"], "event").optional(),
    claim: reference(["affirmation", "claim", "الادعاء"], "claim").optional(),
    mergedInto: reference(["réuni à", "merged into", "مدموج في"], "report").optional(),
    closeReason: code(["motif de clôture", "reason for closing", "سبب الإغلاق"], "report-close-reason").optional(),
    /** What the screening found in the words, and the kind that they suggest: a person decides (src/field/triage). */
    screening: code(["relecture", "screening", "الفحص"], "report-screening").optional(),
    suggestedKind: code(["genre suggéré", "suggested kind", "الصنف المقترح"], "event-kind").optional(),
    form: text(["formulaire", "form", "الاستمارة"], 120).optional(),
    language: text(["langue", "language", "اللغة"], 2).optional(),
    /** A member's id. */
    assignee: text(["suivi par", "in the hands of", "يتابعه"], 40).optional(),
  },
  atLeast: ({ kind }) => (isDemand(kind) ? "RED" : undefined),
  /** Who asks for what, village by village, is in no export: demands leave as counts by commune. */
  stays: { isOne: ({ kind }) => isDemand(kind), where: `kind in (${demandKinds().map((kind) => `'${kind}'`)})` },
  list: ["receivedAt", "way", "state", "kind", "placeName", "admin1", "occurredOn", "reliability", "credibility"],
  title: "receivedAt",
  order: { by: "receivedAt", descending: true },
  search: ["placeName"],
});
