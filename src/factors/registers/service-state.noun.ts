// Is the state there? A public service of an area: open, reduced or closed, since when, and on whose word.
import { code, day, freeText, integer, reference, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

export const serviceState = noun("service-state", {
  labels: ["continuité d’un service", "continuity of a service", "استمرارية خدمة"],
  plural: ["continuité des services", "continuity of services", "استمرارية الخدمات"],
  marking: "AMBER",
  may: { read: "factors.read", write: "factors.edit" },
  fields: {
    service: code(["service", "service", "الخدمة"], "public-service").tagged("#service+type"),
    area: text(["zone (p-code)", "area (p-code)", "المنطقة (رمز)"], 20).tagged("#adm+code"),
    state: code(["état", "state", "الحالة"], "continuity-state").tagged("#status"),
    since: day(["depuis", "since", "منذ"]).optional().tagged("#date+start"),
    asOf: day(["situation au", "as of", "الوضع في"]).tagged("#date+reported"),
    facilities: integer(["établissements", "facilities", "المرافق"], "facilities", 1).optional(),
    facilitiesOpen: integer(["dont ouverts", "of which open", "منها مفتوحة"], "facilities", 0).optional(),
    cause: code(["cause", "cause", "السبب"], "continuity-cause").optional(),
    reliability: code(["fiabilité de la source", "source reliability", "موثوقية المصدر"], "reliability"),
    credibility: code(["crédibilité de l’information", "information credibility", "مصداقية المعلومة"], "credibility"),
    source: reference(["sur la parole de", "on whose word", "استناداً إلى"], "source"),
    note: freeText(["note (reste ici)", "note (stays here)", "ملاحظة (تبقى هنا)"], 4_000).optional(),
  },
  list: ["area", "service", "state", "since", "asOf", "facilities", "facilitiesOpen", "source"],
  title: "area",
  order: { by: "asOf", descending: true },
  check({ since, asOf, facilities, facilitiesOpen }) {
    if (since && asOf < since) return { field: "asOf", reason: ["la situation est antérieure au début", "the date of the situation is before the start", "تاريخ الوضع قبل البداية"] };
    if (facilitiesOpen !== undefined && facilitiesOpen > (facilities ?? Infinity)) return { field: "facilitiesOpen", reason: ["plus d’ouverts que d’existants", "more open than there are", "المفتوح أكثر من الموجود"] };
    return undefined;
  },
});
