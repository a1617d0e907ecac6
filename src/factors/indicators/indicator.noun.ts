/**
 * What is measured, in which unit, and what it speaks for: vulnerability or resilience, never both, never netted.
 * No indicator is of people's origin, belief or livelihood, and none counts displaced people as a threat.
 */
import { code, codes, decimal, flag, integer, reference, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";
import { isOfTheDisplaced, namesAGroup, NOT_A_GROUP, NOT_THE_DISPLACED } from "../never-a-group.ts";

export const indicator = noun("indicator", {
  labels: ["indicateur", "indicator", "مؤشر"],
  plural: ["indicateurs", "indicators", "مؤشرات"],
  marking: "CLEAR",
  may: { read: "factors.read", write: "factors.edit" },
  fields: {
    key: text(["code court", "short code", "الرمز المختصر"], 80).tagged("#indicator+code"),
    name: text(["nom", "name", "الاسم"], 200).tagged("#indicator+name+i_fr"),
    nameEn: text(["nom anglais", "English name", "الاسم الإنجليزي"], 200).optional().tagged("#indicator+name+i_en"),
    nameAr: text(["nom arabe", "Arabic name", "الاسم العربي"], 200).optional().tagged("#indicator+name+i_ar"),
    definition: text(["définition", "definition", "التعريف"], 1_200),
    definitionEn: text(["définition anglaise", "English definition", "التعريف بالإنجليزية"], 1_200).optional(),
    definitionAr: text(["définition arabe", "Arabic definition", "التعريف بالعربية"], 1_200).optional(),
    side: code(["profil", "profile", "الملف"], "profile-side"),
    factor: code(["facteur", "factor", "العامل"], "factor"),
    effect: code(["sens", "direction", "الاتجاه"], "indicator-effect"),
    timing: code(["moment", "timing", "التوقيت"], "indicator-timing"),
    unit: code(["unité", "unit", "الوحدة"], "indicator-unit"),
    origin: code(["provenance", "where from", "المصدر"], "indicator-origin"),
    question: reference(["question", "question", "السؤال"], "question").optional(),
    answer: text(["réponse", "answer", "الإجابة"], 80).optional(),
    eventKinds: codes(["genres d’événements comptés", "kinds of events counted", "أصناف الأحداث المحسوبة"], "event-kind").optional(),
    services: codes(["services comptés", "services counted", "الخدمات المحسوبة"], "public-service").optional(),
    grievanceTopics: codes(["doléances comptées", "grievances counted", "التظلمات المحسوبة"], "grievance-topic").optional(),
    siteKinds: codes(["lieux atteints", "places reached", "الأماكن المقصودة"], "site-kind").optional(),
    /** The coarsest level that it may be shown at is 0; it is never shown finer than this. */
    finestLevel: integer(["niveau le plus fin", "finest level", "أدق مستوى"], "admin level", 0, 5),
    goalpostLow: decimal(["borne basse", "lower goalpost", "الحد الأدنى الثابت"], "as the unit", -1e12, 1e12).optional(),
    goalpostHigh: decimal(["borne haute", "upper goalpost", "الحد الأعلى الثابت"], "as the unit", -1e12, 1e12).optional(),
    rhythm: code(["rythme", "rhythm", "الوتيرة"], "update-rhythm"),
    source: reference(["source", "source", "المصدر"], "source").optional(),
    /** A ranking carries a source's name only with its consent. */
    nameInRankings: flag(["la source accepte d’être nommée dans un classement", "the source agrees to be named in a ranking", "المصدر يقبل ذكره في الترتيب"]).optional(),
    licence: text(["licence", "licence", "الرخصة"], 160).optional(),
    caution: text(["mise en garde", "caution", "تنبيه"], 600).optional(),
  },
  list: ["name", "key", "side", "factor", "timing", "unit", "origin", "rhythm"],
  title: "name",
  search: ["name", "nameEn", "nameAr", "key"],
  check({ key, name, nameEn, nameAr, definition, definitionEn, definitionAr, side, eventKinds, origin, question, goalpostLow, goalpostHigh }) {
    const words = [name, nameEn, nameAr, definition, definitionEn, definitionAr];
    if (namesAGroup(...words)) return { field: "name", reason: NOT_A_GROUP };
    if (side !== "resilience" && (isOfTheDisplaced(key, ...words) || eventKinds?.includes("panic-displacement"))) return { field: "name", reason: NOT_THE_DISPLACED };
    if (origin === "survey" && !question) return { field: "question", reason: ["un indicateur d’enquête nomme sa question", "an indicator from a survey names its question", "مؤشر الاستقصاء يسمّي سؤاله"] };
    if (goalpostLow !== undefined && goalpostHigh !== undefined && goalpostLow > goalpostHigh) return { field: "goalpostHigh", reason: ["borne basse ≤ borne haute", "lower ≤ upper", "الأدنى ≤ الأعلى"] };
    return undefined;
  },
});
