// A point where people cross a border, guarded or not.
import { code, day, text, texts } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";

export const crossing = noun("crossing", {
  labels: ["point de passage", "crossing point", "معبر"],
  plural: ["points de passage", "crossing points", "معابر"],
  geometry: "point",
  marking: "GREEN",
  may: { read: "places.read", write: "places.edit" },
  isGround: true,
  fields: {
    name: text(["nom", "name", "الاسم"], 120),
    spellings: texts(["autres graphies", "other spellings", "تهجئات أخرى"]).optional(),
    between: code(["entre", "between", "بين"], "country-pair"),
    kind: code(["genre", "kind", "الصنف"], "crossing-kind"),
    way: code(["voie", "way", "الوسيلة"], "crossing-way"),
    passable: code(["praticable", "passable", "صالح للمرور"], "season").optional(),
    status: code(["état", "status", "الحالة"], "crossing-status"),
    observedOn: day(["observé le", "observed on", "تاريخ الرصد"]).optional(),
    placePrecision: code(["précision du lieu", "place precision", "دقة الموقع"], "place-precision"),
    area: text(["zone (p-code)", "area (p-code)", "المنطقة (الرمز)"], 20).optional(),
    source: text(["source", "source", "المصدر"], 200).optional(),
  },
  list: ["name", "between", "kind", "way", "status", "observedOn"],
  title: "name",
  search: ["name", "spellings"],
});
