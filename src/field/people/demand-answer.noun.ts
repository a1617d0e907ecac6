// What the house answers to a commune that asks for something: one answer for each commune and kind of demand, in neutral words.
import { code, day, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

export const demandAnswer = noun("demand-answer", {
  labels: ["réponse à une commune", "answer to a commune", "رد على بلدية"],
  plural: ["réponses aux communes", "answers to communes", "ردود على البلديات"],
  marking: "AMBER",
  may: { read: "field.read", write: "field.triage" },
  fields: {
    demand: code(["demande", "demand", "الطلب"], "demand-kind"),
    area: text(["commune (p-code)", "commune (p-code)", "البلدية (الرمز)"], 20).tagged("#adm+code"),
    status: code(["suite donnée", "what became of it", "مآل الطلب"], "demand-status"),
    answeredOn: day(["répondu le", "answered on", "تاريخ الرد"]),
    wordsFr: text(["réponse en français", "answer in French", "الرد بالفرنسية"], 300).optional(),
    wordsEn: text(["réponse en anglais", "answer in English", "الرد بالإنجليزية"], 300).optional(),
    wordsAr: text(["réponse en arabe", "answer in Arabic", "الرد بالعربية"], 300).optional(),
  },
  list: ["answeredOn", "demand", "area", "status"],
  title: "area",
  order: { by: "answeredOn", descending: true },
});
