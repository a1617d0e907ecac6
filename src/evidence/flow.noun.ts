// An observed illicit flow: a commodity along a corridor in a period, as an aggregate. It never lists traders or carriers.
import { code, day, decimal, reference, text, texts } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";
import { gradingFields } from "./grading-fields.ts";

export const flow = noun("flow", {
  labels: ["flux illicite observé", "illicit flow observed", "تدفق غير مشروع مرصود"],
  plural: ["flux illicites", "illicit flows", "التدفقات غير المشروعة"],
  marking: "AMBER",
  may: { read: "evidence.read", write: "evidence.edit" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 240),
    commodity: code(["marchandise", "commodity", "السلعة"], "commodity"),
    fromArea: text(["de (p-code)", "from (p-code)", "من (الرمز)"], 20).optional(),
    toArea: text(["vers (p-code)", "to (p-code)", "إلى (الرمز)"], 20).optional(),
    route: reference(["axe", "route", "الطريق"], "route").optional(),
    reach: reference(["bief", "river reach", "المقطع النهري"], "reach").optional(),
    crossing: reference(["point de passage", "crossing point", "المعبر"], "crossing").optional(),
    movement: code(["moyen de déplacement", "mode of movement", "وسيلة التنقل"], "movement-mode").optional(),
    periodFrom: day(["du", "from", "من"]),
    periodTo: day(["au", "to", "إلى"]),
    datePrecision: code(["précision de la date", "date precision", "دقة التاريخ"], "date-precision"),
    quantity: decimal(["quantité", "quantity", "الكمية"], "as in its unit", 0, 1e12).optional(),
    quantityUnit: text(["unité", "unit", "الوحدة"], 40).optional(),
    quantityWords: text(["quantité, en mots", "quantity, in words", "الكمية بالكلمات"], 160).optional(),
    inferred: texts(["déduit, non dit", "inferred, not said", "مستنتج وغير مذكور"], 200).optional(),
    ...gradingFields,
    source: reference(["source", "source", "المصدر"], "source"),
    citation: text(["référence", "citation", "المرجع"], 500).optional(),
  },
  list: ["title", "commodity", "fromArea", "toArea", "periodFrom", "periodTo", "reliability", "credibility"],
  title: "title",
  order: { by: "periodFrom", descending: true },
  check: ({ periodFrom, periodTo }) =>
    periodTo < periodFrom ? { field: "periodTo", reason: ["la fin précède le début", "the end is before the start", "النهاية قبل البداية"] } : undefined,
});
