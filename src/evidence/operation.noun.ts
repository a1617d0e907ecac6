// A named operation or joint patrol of security forces that is over and publicly known: what, where, when, with what result.
import { code, codes, day, freeText, integer, reference, text, texts } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";
import { gradingFields } from "./grading-fields.ts";

export const operation = noun("operation", {
  labels: ["opération", "operation", "عملية"],
  plural: ["opérations", "operations", "عمليات"],
  marking: "GREEN",
  may: { read: "evidence.read", write: "evidence.edit" },
  fields: {
    name: text(["nom", "name", "الاسم"], 160),
    kind: code(["genre", "kind", "الصنف"], "operation-kind"),
    countries: codes(["pays", "countries", "البلدان"], "country"),
    services: codes(["services", "services", "الأجهزة"], "service-kind").optional(),
    zone: text(["zone, en mots", "zone, in words", "المنطقة بالكلمات"], 300),
    areas: texts(["zones (p-codes)", "areas (p-codes)", "المناطق (الرموز)"], 20).optional(),
    reach: reference(["bief", "river reach", "المقطع النهري"], "reach").optional(),
    startedOn: day(["début", "start", "البداية"]),
    endedOn: day(["fin", "end", "النهاية"]).optional(),
    datePrecision: code(["précision de la date", "date precision", "دقة التاريخ"], "date-precision"),
    inferred: texts(["déduit, non dit", "inferred, not said", "مستنتج وغير مذكور"], 200).optional(),
    plannedBy: text(["planifiée par", "planned by", "خطط لها"], 160).optional(),
    objectives: freeText(["objectifs", "objectives", "الأهداف"], 2000).optional(),
    results: freeText(["résultats", "results", "النتائج"], 2000).optional(),
    localitiesVisitedAtLeast: integer(["localités visitées (au moins)", "localities visited (at least)", "التجمعات المزارة (على الأقل)"], "localities", 0, 10_000).optional(),
    ...gradingFields,
    source: reference(["source", "source", "المصدر"], "source"),
    citation: text(["référence", "citation", "المرجع"], 500).optional(),
  },
  list: ["name", "kind", "countries", "startedOn", "endedOn", "plannedBy"],
  title: "name",
  order: { by: "startedOn", descending: true },
  search: ["name", "zone", "plannedBy"],
  check: ({ startedOn, endedOn }) =>
    endedOn && endedOn < startedOn ? { field: "endedOn", reason: ["la fin précède le début", "the end is before the start", "النهاية قبل البداية"] } : undefined,
});
