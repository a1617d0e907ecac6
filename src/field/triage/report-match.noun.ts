// What a person decided about two reports that looked alike: one occurrence or two. It is what the precision of suggestions is counted from.
import { code, decimal, reference, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

export const reportMatch = noun("report-match", {
  labels: ["rapprochement", "match", "مطابقة"],
  plural: ["rapprochements", "matches", "مطابقات"],
  marking: "AMBER+STRICT",
  may: { read: "field.read", write: "field.triage" },
  fields: {
    verdict: code(["verdict", "verdict", "الحكم"], "match-verdict"),
    first: reference(["premier signalement", "first report", "البلاغ الأول"], "report"),
    second: reference(["second signalement", "second report", "البلاغ الثاني"], "report"),
    /** As it was suggested; 0 where nobody suggested it. */
    score: decimal(["ressemblance suggérée", "suggested likeness", "التشابه المقترح"], "0 to 1", 0, 1),
    reason: text(["raison", "reason", "السبب"], 200).optional(),
  },
  list: ["verdict", "first", "second", "score"],
  title: "verdict",
});
