// A week in two pages: its figures are frozen with the rows that they rest on, so that the paper can always be made again.
import { z } from "zod";
import { code, day, structure, text } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";
import { Facts } from "./facts.ts";

/** What was decided about it, by whom and why, in words that the node signed. */
export const Statement = z.strictObject({ step: z.string().max(40), at: z.string().max(40), by: z.string().max(120), reason: z.string().max(500), key: z.string().max(40), words: z.string().max(4_000), signature: z.string().max(200) });
export type Statement = z.infer<typeof Statement>;

export const bulletin = noun("bulletin", {
  labels: ["bulletin", "bulletin", "نشرة"],
  plural: ["bulletins", "bulletins", "نشرات"],
  marking: "GREEN",
  // Made by its own route (`briefs.write`); what writes a noun as it comes, an import say, is for those who answer for it.
  may: { read: "briefs.read", write: "briefs.release" },
  stepped: { state: "draft" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 200),
    week: day(["semaine du lundi", "week of Monday", "أسبوع يوم الاثنين"]),
    facts: structure(["chiffres et fiches citées", "figures and the rows they cite", "الأرقام والسجلات المذكورة"], Facts),
    statements: structure(["décisions signées", "signed decisions", "قرارات موقعة"], z.array(Statement).max(100)).optional(),
    state: code(["état", "state", "الحالة"], "bulletin-state"),
  },
  list: ["title", "week", "state"],
  title: "title",
  order: { by: "week", descending: true },
});
