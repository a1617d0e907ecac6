// May this service of this country receive anything at all? What is known of its conduct, which safeguards, until when.
import { code, day, freeText, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";

export const dueDiligence = noun("due-diligence", {
  labels: ["décision de diligence raisonnable", "due-diligence decision", "قرار العناية الواجبة"],
  plural: ["décisions de diligence raisonnable", "due-diligence decisions", "قرارات العناية الواجبة"],
  marking: "AMBER+STRICT",
  may: { read: "exchange.read", write: "exchange.approve" },
  fields: {
    title: text(["objet", "subject", "الموضوع"], 200),
    country: code(["pays", "country", "البلد"], "country"),
    service: code(["service", "service", "الجهاز"], "service-kind"),
    outcome: code(["décision", "decision", "القرار"], "due-diligence-outcome"),
    /** A role, never a name. */
    askedBy: text(["demandé par (fonction)", "asked by (role)", "طلبه (الصفة)"], 120),
    conduct: freeText(["ce que l’on sait de sa conduite", "what is known of its conduct", "المعروف عن سلوكه"], 4_000),
    safeguards: freeText(["garanties", "safeguards", "الضمانات"], 2_000).optional(),
    decidedOn: day(["décidé le", "decided on", "تاريخ القرار"]),
    until: day(["valable jusqu’au", "valid until", "صالح حتى"]),
  },
  list: ["title", "country", "service", "outcome", "askedBy", "decidedOn", "until"],
  title: "title",
  order: { by: "decidedOn", descending: true },
  check: ({ decidedOn, until }) =>
    until < decidedOn ? { field: "until", reason: ["la fin précède la décision", "the end is before the decision", "النهاية قبل القرار"] } : undefined,
}, "due-diligence-decisions");
