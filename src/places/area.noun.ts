// An area of a hierarchy: countries, regions, cercles and départements, but also planning poles and command zones.
import { code, day, decimal, integer, text, texts } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";

export const area = noun("area", {
  labels: ["zone", "area", "منطقة"],
  plural: ["zones", "areas", "مناطق"],
  geometry: "polygon",
  marking: "CLEAR",
  may: { read: "places.read", write: "places.edit" },
  isGround: true,
  fields: {
    name: text(["nom", "name", "الاسم"], 120).tagged("#adm+name"),
    nameFr: text(["nom français", "French name", "الاسم الفرنسي"], 120).optional().tagged("#adm+name+i_fr"),
    nameEn: text(["nom anglais", "English name", "الاسم الإنجليزي"], 120).optional().tagged("#adm+name+i_en"),
    nameAr: text(["nom arabe", "Arabic name", "الاسم العربي"], 120).optional().tagged("#adm+name+i_ar"),
    spellings: texts(["autres graphies", "other spellings", "تهجئات أخرى"]).optional(),
    pcode: text(["p-code", "p-code", "رمز المكان"], 20).tagged("#adm+code"),
    iso: text(["code ISO 3166", "ISO 3166 code", "رمز ISO 3166"], 10).optional(),
    hierarchy: code(["hiérarchie", "hierarchy", "التسلسل"], "area-hierarchy"),
    level: integer(["niveau", "level", "المستوى"], "admin level", 0, 5),
    areaType: text(["type (mot du pays)", "type (the country's word)", "النوع (بمصطلح البلد)"], 40).optional(),
    parentPcode: text(["p-code de la zone supérieure", "parent p-code", "رمز المنطقة الأعلى"], 20).optional(),
    country: code(["pays", "country", "البلد"], "country"),
    validFrom: day(["valable depuis", "valid from", "صالح منذ"]).optional(),
    validTo: day(["valable jusqu’au", "valid until", "صالح حتى"]).optional(),
    boundarySource: text(["source du tracé", "boundary source", "مصدر الحدود"], 120).optional(),
    boundaryPrecisionKm: decimal(["précision du tracé", "boundary precision", "دقة الحدود"], "km", 0, 500).optional(),
  },
  list: ["name", "pcode", "hierarchy", "level", "areaType", "parentPcode", "country"],
  title: "name",
  search: ["name", "pcode", "spellings"],
  formats: { stix: "location" },
});
