// People displaced or hosted, as stocks and flows of an area: for protection and aid. It is never a threat indicator.
import { code, day, integer, reference, text, texts } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";
import { gradingFields } from "./grading-fields.ts";

export const displacement = noun("displacement", {
  labels: ["déplacement de population", "displacement", "نزوح"],
  plural: ["déplacements de population", "displacements", "حالات النزوح"],
  marking: "GREEN",
  may: { read: "evidence.read", write: "evidence.edit" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 240),
    kind: code(["genre", "kind", "الصنف"], "displacement-kind"),
    country: code(["pays d’accueil", "host country", "البلد المضيف"], "country"),
    area: text(["zone d’accueil (p-code)", "host area (p-code)", "المنطقة المضيفة (الرمز)"], 20).optional(),
    periodFrom: day(["du", "from", "من"]),
    periodTo: day(["au", "to", "إلى"]).optional(),
    datePrecision: code(["précision de la date", "date precision", "دقة التاريخ"], "date-precision"),
    peopleLow: integer(["personnes (bas)", "people (low)", "الأشخاص (أدنى)"], "people").optional(),
    peopleHigh: integer(["personnes (haut)", "people (high)", "الأشخاص (أقصى)"], "people").optional(),
    peopleWords: text(["nombre, en mots", "number, in words", "العدد بالكلمات"], 160).optional(),
    inferred: texts(["déduit, non dit", "inferred, not said", "مستنتج وغير مذكور"], 200).optional(),
    ...gradingFields,
    source: reference(["source", "source", "المصدر"], "source"),
    citation: text(["référence", "citation", "المرجع"], 500).optional(),
  },
  list: ["title", "kind", "country", "area", "periodFrom", "peopleWords"],
  title: "title",
  order: { by: "periodFrom", descending: true },
});
