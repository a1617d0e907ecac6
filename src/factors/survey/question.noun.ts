// One question in its exact words. Two wordings are two questions, and are never merged.
import { z } from "zod";
import { code, reference, structure, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";
import { namesAGroup, NOT_A_GROUP } from "../never-a-group.ts";
import { refusalOf } from "./refused-columns.ts";

/** What was read out, by language: { fr: "…", wo: "…" }. */
export const Wording = z.record(z.string().max(20), z.string().trim().min(1).max(2_000));
/** An answer by the name that the data have for it, with its words. */
export const Answer = z.strictObject({ name: z.string().trim().min(1).max(80), words: z.record(z.string().max(20), z.string().max(300)).optional() });

export const question = noun("question", {
  labels: ["question", "question", "سؤال"],
  plural: ["questions", "questions", "أسئلة"],
  marking: "GREEN",
  may: { read: "factors.read", write: "factors.edit" },
  fields: {
    instrument: reference(["questionnaire", "instrument", "الاستبيان"], "instrument"),
    key: text(["nom de variable", "variable name", "اسم المتغير"], 80).tagged("#meta+question"),
    name: text(["objet de la question", "what is asked", "موضوع السؤال"], 300).tagged("#indicator+name+i_fr"),
    nameEn: text(["objet, en anglais", "what is asked, in English", "الموضوع بالإنجليزية"], 300).optional(),
    nameAr: text(["objet, en arabe", "what is asked, in Arabic", "الموضوع بالعربية"], 300).optional(),
    kind: code(["genre", "kind", "الصنف"], "question-kind"),
    wordingStatus: code(["état du libellé", "state of the wording", "حالة الصياغة"], "wording-status"),
    wording: structure(["libellé exact, par langue", "exact wording, by language", "الصياغة الحرفية بحسب اللغة"], Wording).optional(),
    answers: structure(["réponses possibles", "possible answers", "الإجابات الممكنة"], z.array(Answer).max(200)).optional(),
    /** A question told apart from another that reads alike, in words. */
    caution: text(["mise en garde", "caution", "تنبيه"], 600).optional(),
  },
  list: ["name", "key", "kind", "wordingStatus", "instrument"],
  title: "name",
  search: ["name", "nameEn", "nameAr", "key"],
  check: ({ key, name, nameEn, nameAr, wordingStatus, wording, answers }) => (refusalOf({ name: key, label: [name, nameEn, nameAr, ...Object.values(wording ?? {})].join(" "), values: [] }) === "origin-or-belief" || namesAGroup(name, ...(answers ?? []).map((answer) => answer.name))
    ? { field: "name", reason: NOT_A_GROUP } : wordingStatus === "exact" && (!wording || Object.keys(wording).length === 0)
    ? { field: "wording", reason: ["un libellé exact s’écrit en entier", "an exact wording is written out in full", "الصياغة الحرفية تُكتب كاملة"] } : undefined),
});
