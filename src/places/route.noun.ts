// A named road, track or bypass between places, with the season in which it can be used.
import { code, decimal, text, texts } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";

export const route = noun("route", {
  labels: ["axe", "route", "طريق"],
  plural: ["axes", "routes", "طرق"],
  geometry: "line",
  marking: "CLEAR",
  may: { read: "places.read", write: "places.edit" },
  isGround: true,
  fields: {
    name: text(["nom", "name", "الاسم"], 120),
    spellings: texts(["autres graphies", "other spellings", "تهجئات أخرى"]).optional(),
    kind: code(["genre", "kind", "الصنف"], "route-kind"),
    /** The towns along it, in order. */
    through: texts(["par", "through", "عبر"]).optional(),
    passable: code(["praticable", "passable", "صالح للمرور"], "season").optional(),
    isSupplyCorridor: code(["corridor d’approvisionnement", "supply corridor", "ممر إمداد"], "yes-no").optional(),
    precisionKm: decimal(["précision du tracé", "precision of the line", "دقة الخط"], "km", 0, 200).optional(),
    source: text(["source", "source", "المصدر"], 200).optional(),
  },
  list: ["name", "kind", "through", "passable", "isSupplyCorridor", "precisionKm"],
  title: "name",
  search: ["name", "through"],
});
