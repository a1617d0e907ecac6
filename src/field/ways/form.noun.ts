// A form that enumerators fill on a telephone: made from an XLSForm, listed to ODK Collect and KoboCollect while it is open.
import { flag, integer, text, texts } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

export const form = noun("form", {
  labels: ["formulaire", "form", "استمارة"],
  plural: ["formulaires", "forms", "استمارات"],
  marking: "GREEN",
  may: { read: "field.settle", write: "field.settle" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 200),
    /** By which telephones know it, whatever its version. */
    formId: text(["identifiant du formulaire", "form id", "معرّف الاستمارة"], 100),
    formVersion: text(["version", "version", "الإصدار"], 60),
    languages: texts(["langues", "languages", "اللغات"], 60),
    questionCount: integer(["nombre de questions", "number of questions", "عدد الأسئلة"], "questions", 0, 10_000),
    /** Listed to telephones; what was filled before is taken also when it is closed. */
    isOpen: flag(["ouvert", "open", "مفتوحة"]),
  },
  list: ["title", "formId", "formVersion", "questionCount", "isOpen"],
  title: "title",
});
