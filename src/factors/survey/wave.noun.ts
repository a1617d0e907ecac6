// One round of a survey: where, when, by what design, and how many answered. What is not published stays unknown.
import { code, day, integer, reference, text, texts } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

export const wave = noun("wave", {
  labels: ["vague d’enquête", "survey wave", "جولة استقصاء"],
  plural: ["vagues d’enquête", "survey waves", "جولات استقصاء"],
  marking: "GREEN",
  may: { read: "factors.read", write: "factors.edit" },
  fields: {
    instrument: reference(["questionnaire", "instrument", "الاستبيان"], "instrument"),
    name: text(["nom", "name", "الاسم"], 200),
    fieldFrom: day(["terrain du", "fieldwork from", "العمل الميداني من"]).tagged("#date+start"),
    fieldTo: day(["terrain au", "fieldwork to", "العمل الميداني إلى"]).tagged("#date+end"),
    datePrecision: code(["précision de la date", "date precision", "دقة التاريخ"], "date-precision"),
    /** P-codes of the areas where people were asked. Elsewhere: not asked. */
    areas: texts(["zones enquêtées (p-codes)", "areas asked (p-codes)", "المناطق المستقصاة (رموز)"], 20).tagged("#adm+code"),
    design: code(["plan de sondage", "sampling design", "تصميم العينة"], "survey-design"),
    respondents: integer(["répondants", "respondents", "المجيبون"], "people", 1).optional().tagged("#affected+surveyed"),
    strata: integer(["strates", "strata", "الطبقات"], "strata", 1).optional(),
    clusters: integer(["grappes", "clusters", "العناقيد"], "clusters", 1).optional(),
    weighting: text(["pondération", "weighting", "الترجيح"], 300).optional(),
    /** Results on fewer people than this are not shown. */
    floor: integer(["plancher de diffusion", "disclosure floor", "عتبة النشر"], "people", 1, 1_000).optional(),
    microdata: code(["réponses individuelles", "individual answers", "الإجابات الفردية"], "microdata-state"),
    source: reference(["source", "source", "المصدر"], "source").optional(),
    citation: text(["référence", "citation", "المرجع"], 500).optional(),
  },
  list: ["name", "fieldFrom", "fieldTo", "design", "respondents", "microdata", "instrument"],
  title: "name",
  order: { by: "fieldFrom", descending: true },
  search: ["name"],
  check: ({ fieldFrom, fieldTo }) => (fieldTo < fieldFrom ? { field: "fieldTo", reason: ["la fin précède le début", "the end is before the start", "النهاية قبل البداية"] } : undefined),
});
