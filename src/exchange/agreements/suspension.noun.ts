// Nothing goes to this service, or this country, for now: after credible abuse, a breach or a compromised channel. Withdrawn, it is lifted.
import { code, day, freeText, reference, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

export const suspension = noun("suspension", {
  labels: ["suspension du partage", "suspension of sharing", "تعليق المشاركة"],
  plural: ["suspensions du partage", "suspensions of sharing", "حالات تعليق المشاركة"],
  marking: "AMBER+STRICT",
  may: { read: "exchange.read", write: "exchange.approve" },
  fields: {
    title: text(["objet", "subject", "الموضوع"], 200),
    country: code(["pays", "country", "البلد"], "country"),
    /** None: every service of the country. */
    service: code(["service", "service", "الجهاز"], "service-kind").optional(),
    ground: code(["motif", "ground", "السبب"], "suspension-ground"),
    facts: freeText(["faits", "facts", "الوقائع"], 4_000).optional(),
    event: reference(["événement", "event", "الحدث"], "event").optional(),
    since: day(["depuis", "since", "منذ"]),
    until: day(["jusqu’au", "until", "حتى"]).optional(),
  },
  list: ["title", "country", "service", "ground", "since", "until"],
  title: "title",
  order: { by: "since", descending: true },
});
