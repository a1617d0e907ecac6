/**
 * What a survey says of an area: a value, or an interval that stands for words ("about a third"), or why there is none.
 * A number of respondents, a design effect or a standard error that is absent is unknown, and nothing is computed from it.
 */
import { code, decimal, integer, reference, text, texts } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

export const estimate = noun("estimate", {
  labels: ["estimation d’enquête", "survey estimate", "تقدير استقصائي"],
  plural: ["estimations d’enquête", "survey estimates", "تقديرات استقصائية"],
  marking: "GREEN",
  may: { read: "factors.read", write: "factors.edit" },
  fields: {
    name: text(["intitulé", "title", "العنوان"], 400),
    wave: reference(["vague", "wave", "الجولة"], "wave"),
    question: reference(["question", "question", "السؤال"], "question"),
    answer: text(["réponse", "answer", "الإجابة"], 80).optional().tagged("#meta+answer"),
    /** The p-codes that the value is of, taken together: a value of three regions says nothing of any one of them. */
    areas: texts(["zones, ensemble (p-codes)", "areas, taken together (p-codes)", "المناطق مجتمعة (رموز)"], 20).tagged("#adm+code"),
    areaWords: text(["la zone, telle que dite", "the area, as said", "المنطقة كما ذُكرت"], 200).optional(),
    sex: code(["sexe", "sex", "الجنس"], "respondent-sex"),
    ageBand: text(["tranche d’âge", "age band", "الفئة العمرية"], 20).optional(),
    statistic: code(["statistique", "statistic", "الإحصاء"], "statistic"),
    state: code(["état", "state", "الحالة"], "estimate-state").tagged("#status"),
    value: decimal(["valeur", "value", "القيمة"], "share from 0 to 1, or the question’s own unit", -1e15, 1e15).optional().tagged("#indicator+value+num"),
    low: decimal(["bas", "low", "الأدنى"], "as the value", -1e15, 1e15).optional().tagged("#indicator+value+min"),
    high: decimal(["haut", "high", "الأعلى"], "as the value", -1e15, 1e15).optional().tagged("#indicator+value+max"),
    intervalKind: code(["nature de l’intervalle", "kind of interval", "نوع المجال"], "interval-kind").optional(),
    intervalMethod: code(["méthode de l’intervalle", "method of the interval", "طريقة المجال"], "interval-method").optional(),
    words: text(["les mots de la source", "the source’s words", "كلمات المصدر"], 400).optional(),
    respondents: integer(["répondants (n)", "respondents (n)", "المجيبون (n)"], "people", 0).optional().tagged("#affected+surveyed"),
    designEffect: decimal(["effet de plan", "design effect", "أثر التصميم"], "ratio", 0, 1e6).optional(),
    standardError: decimal(["erreur type", "standard error", "الخطأ المعياري"], "as the value", 0, 1e15).optional(),
    method: code(["mode d’estimation", "how it was estimated", "طريقة التقدير"], "estimate-method"),
    /** Of a modelled value: the short codes of the indicators that foretell it. */
    covariates: texts(["covariables du modèle", "covariates of the model", "متغيرات النموذج"], 80).optional(),
    leansOnSurvey: decimal(["part de l’enquête dans la valeur modélisée", "share of the survey in the modelled value", "حصة الاستقصاء في القيمة المنمذجة"], "share from 0 to 1", 0, 1).optional(),
    inferred: texts(["déduit, non dit", "inferred, not said", "مستنتج وغير مذكور"], 300).optional(),
    source: reference(["source", "source", "المصدر"], "source").optional(),
    citation: text(["référence", "citation", "المرجع"], 500).optional(),
  },
  list: ["name", "state", "value", "low", "high", "respondents", "sex", "ageBand", "method", "wave", "question"],
  title: "name",
  search: ["name", "words"],
  check(content) {
    const { state, value, low, high, words } = content;
    const hasNumber = [value, low, high, content.respondents].some((number) => number !== undefined);
    if (state === "value" && value === undefined) return { field: "value", reason: ["une valeur est attendue", "a value is expected", "القيمة مطلوبة"] };
    if (state === "interval" && (low === undefined || high === undefined || words === undefined))
      return { field: "words", reason: ["un intervalle garde ses deux bornes et les mots qu’il traduit", "an interval keeps its two ends and the words that it stands for", "المجال يحفظ طرفيه والكلمات التي يعبّر عنها"] };
    if (!["value", "interval"].includes(state) && hasNumber) return { field: "state", reason: ["sans valeur, aucun nombre", "without a value, no number", "لا رقم بلا قيمة"] };
    if ((low ?? -Infinity) > (value ?? high ?? Infinity) || (value ?? -Infinity) > (high ?? Infinity))
      return { field: "low", reason: ["bas ≤ valeur ≤ haut n’est pas respecté", "low ≤ value ≤ high does not hold", "الشرط أدنى ≤ قيمة ≤ أعلى غير محقق"] };
    if (content.statistic === "proportion" && [value, low, high].some((share) => share !== undefined && (share < 0 || share > 1)))
      return { field: "value", reason: ["une part va de 0 à 1", "a share goes from 0 to 1", "النسبة من 0 إلى 1"] };
    return undefined;
  },
});
