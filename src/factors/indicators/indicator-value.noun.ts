// The value of an imported indicator for one area and period. What is computed from our own records is not stored here.
import { code, day, decimal, flag, integer, reference, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

export const indicatorValue = noun("indicator-value", {
  labels: ["valeur d’indicateur", "indicator value", "قيمة مؤشر"],
  plural: ["valeurs d’indicateurs", "indicator values", "قيم المؤشرات"],
  marking: "GREEN",
  may: { read: "factors.read", write: "factors.edit" },
  fields: {
    indicator: reference(["indicateur", "indicator", "المؤشر"], "indicator"),
    area: text(["zone (p-code)", "area (p-code)", "المنطقة (رمز)"], 20).tagged("#adm+code"),
    periodFrom: day(["du", "from", "من"]).tagged("#date+start"),
    periodTo: day(["au", "to", "إلى"]).tagged("#date+end"),
    state: code(["état", "state", "الحالة"], "estimate-state").tagged("#status"),
    value: decimal(["valeur", "value", "القيمة"], "the indicator’s unit", -1e15, 1e15).optional().tagged("#indicator+value+num"),
    low: decimal(["bas", "low", "الأدنى"], "the indicator’s unit", -1e15, 1e15).optional().tagged("#indicator+value+min"),
    high: decimal(["haut", "high", "الأعلى"], "the indicator’s unit", -1e15, 1e15).optional().tagged("#indicator+value+max"),
    intervalKind: code(["nature de l’intervalle", "kind of interval", "نوع المجال"], "interval-kind").optional(),
    words: text(["les mots de la source", "the source’s words", "كلمات المصدر"], 400).optional(),
    standardError: decimal(["erreur type", "standard error", "الخطأ المعياري"], "the indicator’s unit", 0, 1e15).optional(),
    population: integer(["population", "population", "السكان"], "people", 0).optional().tagged("#population"),
    isProjection: flag(["projection", "projection", "إسقاط"]).optional().tagged("#meta+projection"),
    release: text(["édition", "release", "الإصدار"], 80).optional().tagged("#meta+release"),
    source: reference(["source", "source", "المصدر"], "source").optional(),
    citation: text(["référence", "citation", "المرجع"], 500).optional(),
  },
  list: ["area", "periodFrom", "periodTo", "state", "value", "isProjection", "release", "indicator", "source"],
  title: "area",
  order: { by: "periodTo", descending: true },
  search: ["area", "release"],
  check({ periodFrom, periodTo, state, value, low, high }) {
    if (periodTo < periodFrom) return { field: "periodTo", reason: ["la fin précède le début", "the end is before the start", "النهاية قبل البداية"] };
    if (state === "value" && value === undefined) return { field: "value", reason: ["une valeur est attendue", "a value is expected", "القيمة مطلوبة"] };
    if (!["value", "interval"].includes(state) && (value ?? low ?? high) !== undefined) return { field: "state", reason: ["sans valeur, aucun nombre", "without a value, no number", "لا رقم بلا قيمة"] };
    return undefined;
  },
});
