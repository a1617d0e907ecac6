// A stretch of land or river border between two countries.
import { code, decimal, text } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";

export const border = noun("border", {
  labels: ["segment de frontière", "border segment", "مقطع حدودي"],
  plural: ["segments de frontière", "border segments", "مقاطع حدودية"],
  geometry: "line",
  marking: "CLEAR",
  may: { read: "places.read", write: "places.edit" },
  isGround: true,
  fields: {
    name: text(["nom", "name", "الاسم"], 120),
    between: code(["entre", "between", "بين"], "country-pair"),
    kind: code(["genre", "kind", "الصنف"], "border-kind").optional(),
    precisionKm: decimal(["précision du tracé", "precision of the line", "دقة الخط"], "km", 0, 200).optional(),
    source: text(["source", "source", "المصدر"], 200).optional(),
  },
  list: ["name", "between", "kind", "precisionKm"],
  title: "name",
});
