// A place that serves or is used: post, clinic, school, market, mine, water point, port. Never a place of worship.
import { code, day, text } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";
import { gazetteerFields } from "./gazetteer-fields.ts";

export const site = noun("site", {
  labels: ["site", "site", "موقع"],
  plural: ["sites", "sites", "مواقع"],
  geometry: "point",
  marking: "GREEN",
  may: { read: "places.read", write: "places.edit" },
  isGround: true,
  fields: {
    ...gazetteerFields,
    kind: code(["genre", "kind", "الصنف"], "site-kind"),
    status: code(["état", "status", "الحالة"], "site-status").optional(),
    since: day(["depuis", "since", "منذ"]).optional(),
    observedOn: day(["observé le", "observed on", "تاريخ الرصد"]).optional(),
    source: text(["source", "source", "المصدر"], 200).optional(),
  },
  list: ["name", "kind", "status", "area", "country", "placePrecision"],
  title: "name",
  search: ["name", "spellings"],
});
