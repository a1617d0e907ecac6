// A stretch of a river between two named points: the unit for patrols, crossings and incidents on water.
import { code, decimal, integer, text, texts } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";

export const reach = noun("reach", {
  labels: ["bief", "river reach", "مقطع نهري"],
  plural: ["biefs", "river reaches", "مقاطع نهرية"],
  geometry: "line",
  marking: "CLEAR",
  may: { read: "places.read", write: "places.edit" },
  isGround: true,
  fields: {
    name: text(["nom", "name", "الاسم"], 120),
    river: text(["fleuve ou rivière", "river", "النهر"], 80),
    spellings: texts(["autres graphies", "other spellings", "تهجئات أخرى"]).optional(),
    from: text(["de", "from", "من"], 120).optional(),
    to: text(["à", "to", "إلى"], 120).optional(),
    sequence: integer(["rang d’amont en aval", "order downstream", "الترتيب مع التيار"], "rank", 0, 1000).optional(),
    borders: code(["frontière entre", "border between", "حدود بين"], "country-pair").optional(),
    navigable: code(["navigable", "navigable", "صالح للملاحة"], "season").optional(),
    precisionKm: decimal(["précision du tracé", "precision of the line", "دقة الخط"], "km", 0, 200).optional(),
    source: text(["source", "source", "المصدر"], 200).optional(),
  },
  list: ["name", "river", "from", "to", "borders", "navigable", "precisionKm"],
  title: "name",
  order: { by: "name", descending: false },
  search: ["name", "river"],
}, "reaches");
