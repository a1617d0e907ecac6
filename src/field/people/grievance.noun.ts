// A grievance over land or environment as a case: where (a commune), of what kind, in whose hands, how far. No name and no
// words: what was said stays with the report.
import { code, day, reference, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

export const grievance = noun("grievance", {
  labels: ["grief", "grievance", "شكوى"],
  plural: ["griefs", "grievances", "الشكاوى"],
  marking: "AMBER+STRICT",
  may: { read: "field.read", write: "field.triage" },
  stepped: { state: "opened" },
  fields: {
    kind: code(["genre", "kind", "الصنف"], "grievance-kind"),
    area: text(["commune (p-code)", "commune (p-code)", "البلدية (الرمز)"], 20).tagged("#adm+code"),
    openedOn: day(["ouvert le", "opened on", "فُتح في"]),
    state: code(["état du dossier", "state of the case", "حالة الملف"], "grievance-state"),
    referredTo: code(["service compétent", "service in charge", "الجهة المختصة"], "service-kind").optional(),
    /** The mine or other site it is about, its permit, and what its holder owes to the land. */
    site: reference(["site", "site", "الموقع"], "site").optional(),
    permit: text(["titre minier", "mining title", "الترخيص المنجمي"], 60).optional(),
    redevelopment: code(["devoir de remise en état", "duty to restore the land", "واجب إعادة تأهيل الأرض"], "redevelopment-duty").optional(),
    report: reference(["signalement", "report", "البلاغ"], "report").optional(),
  },
  list: ["openedOn", "kind", "area", "state", "referredTo"],
  title: "area",
  order: { by: "openedOn", descending: true },
});
