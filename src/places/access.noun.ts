// Whether a route, a river reach or a crossing was open, restricted or closed: since when, and on whose word.
import { code, day, freeText, reference, text } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";

export const access = noun("access", {
  labels: ["état d’accès", "access state", "حالة الوصول"],
  plural: ["états d’accès", "access states", "حالات الوصول"],
  geometry: "line",
  marking: "GREEN",
  may: { read: "places.read", write: "places.edit" },
  isGround: true,
  fields: {
    name: text(["tronçon", "stretch", "المقطع"], 200),
    route: reference(["axe", "route", "الطريق"], "route").optional(),
    reach: reference(["bief", "river reach", "المقطع النهري"], "reach").optional(),
    crossing: reference(["point de passage", "crossing point", "المعبر"], "crossing").optional(),
    state: code(["état", "state", "الحالة"], "access-state"),
    since: day(["depuis", "since", "منذ"]),
    until: day(["jusqu’au", "until", "حتى"]).optional(),
    effect: freeText(["effet sur les services", "effect on services", "الأثر على الخدمات"], 500).optional(),
    source: text(["source", "source", "المصدر"], 200),
    reliability: code(["fiabilité de la source", "source reliability", "موثوقية المصدر"], "reliability"),
    credibility: code(["crédibilité de l’information", "information credibility", "مصداقية المعلومة"], "credibility"),
  },
  list: ["name", "state", "since", "until", "source"],
  title: "name",
  order: { by: "since", descending: true },
  search: ["name"],
  check: ({ since, until }) =>
    until && until < since ? { field: "until", reason: ["la fin précède le début", "the end is before the start", "النهاية قبل البداية"] } : undefined,
}, "access-states");
