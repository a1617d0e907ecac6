// A place where people live, from capital to hamlet.
import { code, integer, text, texts } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";
import { gazetteerFields } from "./gazetteer-fields.ts";

export const settlement = noun("settlement", {
  labels: ["localité", "settlement", "تجمع سكني"],
  plural: ["localités", "settlements", "تجمعات سكنية"],
  geometry: "point",
  marking: "CLEAR",
  may: { read: "places.read", write: "places.edit" },
  isGround: true,
  fields: {
    ...gazetteerFields,
    kind: code(["genre", "kind", "الصنف"], "settlement-kind"),
    population: integer(["population", "population", "عدد السكان"], "people").optional(),
    nameAr: text(["nom arabe", "Arabic name", "الاسم العربي"], 120).optional(),
    formerNames: texts(["anciens noms", "former names", "أسماء سابقة"]).optional(),
  },
  list: ["name", "kind", "pcode", "area", "country", "placePrecision", "population"],
  title: "name",
  search: ["name", "spellings"],
});
