// Grievances about land and the environment, in aggregate: a number of cases by area and period, from ten upwards.
import { code, day, integer, reference, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

/** Fewer cases than this could be traced to those who complained. */
export const FEWEST_CASES = 10;

export const grievanceCount = noun("grievance-count", {
  labels: ["doléances (agrégat)", "grievances (aggregate)", "تظلمات (مجمّعة)"],
  plural: ["doléances en agrégat", "grievances in aggregate", "تظلمات مجمّعة"],
  marking: "AMBER",
  may: { read: "factors.read", write: "factors.edit" },
  fields: {
    topic: code(["objet", "topic", "الموضوع"], "grievance-topic"),
    area: text(["zone (p-code)", "area (p-code)", "المنطقة (رمز)"], 20).tagged("#adm+code"),
    periodFrom: day(["du", "from", "من"]).tagged("#date+start"),
    periodTo: day(["au", "to", "إلى"]).tagged("#date+end"),
    /** Left out where there were some, but fewer than ten. */
    cases: integer(["cas", "cases", "الحالات"], "cases", FEWEST_CASES).optional().tagged("#indicator+value+num"),
    settledPercent: integer(["réglés (%)", "settled (%)", "المحسومة (%)"], "percent", 0, 100).optional(),
    source: reference(["source", "source", "المصدر"], "source").optional(),
    citation: text(["référence", "citation", "المرجع"], 500).optional(),
  },
  list: ["area", "topic", "periodFrom", "periodTo", "cases", "settledPercent"],
  title: "area",
  order: { by: "periodTo", descending: true },
  check: ({ periodFrom, periodTo }) => (periodTo < periodFrom ? { field: "periodTo", reason: ["la fin précède le début", "the end is before the start", "النهاية قبل البداية"] } : undefined),
});
