// A forest, desert or wetland with a name, usable in an event, an alert or a patrol plan.
import { code, decimal, text, texts } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";

export const naturalArea = noun("natural-area", {
  labels: ["espace naturel", "natural area", "منطقة طبيعية"],
  plural: ["espaces naturels", "natural areas", "مناطق طبيعية"],
  geometry: "polygon",
  marking: "CLEAR",
  may: { read: "places.read", write: "places.edit" },
  isGround: true,
  fields: {
    name: text(["nom", "name", "الاسم"], 120),
    spellings: texts(["autres graphies", "other spellings", "تهجئات أخرى"]).optional(),
    kind: code(["genre", "kind", "الصنف"], "natural-area-kind"),
    country: code(["pays", "country", "البلد"], "country").optional(),
    placePrecision: code(["précision du lieu", "place precision", "دقة الموقع"], "place-precision"),
    locationWords: text(["situation, en mots", "where it is, in words", "الموقع بالكلمات"], 300).optional(),
    precisionKm: decimal(["précision du tracé", "precision of the outline", "دقة الحدود"], "km", 0, 500).optional(),
    source: text(["source", "source", "المصدر"], 200).optional(),
  },
  list: ["name", "kind", "country", "placePrecision"],
  title: "name",
  search: ["name", "spellings"],
});
