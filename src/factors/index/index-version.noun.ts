/**
 * One way of putting indicators together: which ones, normalised, weighted and aggregated how. Every change is a new version
 * of the record. An index has two profiles, vulnerability and resilience, and no number that nets one against the other.
 */
import { z } from "zod";
import { code, integer, references, structure, text, texts } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

/** Weights by the indicator's short code; an indicator that is not named weighs 1. */
export const Weights = z.record(z.string().max(80), z.number().min(0).max(1_000));

export const indexVersion = noun("index-version", {
  labels: ["choix d’indice", "index settings", "إعدادات المؤشر المركب"],
  plural: ["choix d’indice", "index settings", "إعدادات المؤشرات المركبة"],
  marking: "GREEN",
  may: { read: "factors.read", write: "factors.edit" },
  fields: {
    name: text(["nom", "name", "الاسم"], 160),
    /** None given: every indicator of the two profiles that has values. */
    indicators: references(["indicateurs", "indicators", "المؤشرات"], "indicator").optional(),
    level: integer(["niveau des zones", "level of areas", "مستوى المناطق"], "admin level", 0, 3),
    areas: texts(["zones (p-codes), ou toutes", "areas (p-codes), or all", "المناطق (رموز) أو كلها"], 20).optional(),
    normalisation: code(["normalisation", "normalisation", "التطبيع"], "normalisation"),
    weighting: code(["pondération", "weighting", "الأوزان"], "weighting"),
    weights: structure(["poids choisis", "chosen weights", "الأوزان المختارة"], Weights).optional(),
    aggregation: code(["agrégation", "aggregation", "التجميع"], "aggregation"),
    draws: integer(["tirages", "draws", "عدد السحوبات"], "draws", 1, 20_000),
    seed: integer(["graine", "seed", "البذرة"], "integer", 0),
    why: text(["pourquoi ces choix", "why these choices", "لماذا هذه الخيارات"], 600).optional(),
  },
  list: ["name", "level", "normalisation", "weighting", "aggregation", "draws"],
  title: "name",
});
