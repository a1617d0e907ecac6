// A questionnaire: who made it, in which languages, under what licence. Its questions are records of their own.
import { reference, text, texts } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

export const instrument = noun("instrument", {
  labels: ["questionnaire", "instrument", "استبيان"],
  plural: ["questionnaires", "instruments", "استبيانات"],
  marking: "GREEN",
  may: { read: "factors.read", write: "factors.edit" },
  fields: {
    name: text(["nom", "name", "الاسم"], 200),
    producer: text(["réalisé par", "made by", "أعدّه"], 200).optional().tagged("#org+name"),
    languages: texts(["langues", "languages", "اللغات"], 20).optional(),
    licence: text(["licence", "licence", "الرخصة"], 120).optional(),
    source: reference(["source", "source", "المصدر"], "source").optional(),
    citation: text(["référence", "citation", "المرجع"], 500).optional(),
  },
  list: ["name", "producer", "licence", "source"],
  title: "name",
  search: ["name", "producer"],
});
