// What somebody asserts and nobody has settled: alleged sites, circulation zones, growth figures. Graded, expiring, coarse.
import { z } from "zod";
import { code, codes, day, decimal, freeText, reference, structure, text, texts } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";
import { Actor } from "./event.noun.ts";
import { gradingFields } from "./grading-fields.ts";
import { whereFields } from "./where-fields.ts";

export const claim = noun("claim", {
  labels: ["affirmation", "claim", "ادعاء"],
  plural: ["affirmations", "claims", "ادعاءات"],
  marking: "RED",
  may: { read: "evidence.read", write: "evidence.edit" },
  stepped: { verification: "unverified" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 240),
    kind: code(["genre", "kind", "الصنف"], "claim-kind"),
    statement: freeText(["affirmation, telle que rapportée", "the claim, as reported", "الادعاء كما ورد"], 2000),
    /** A reported name is part of the claim: unverified, perhaps a confusion of two. */
    actors: structure(["acteurs", "actors", "الجهات"], z.array(Actor).max(10)).optional(),
    ...whereFields,
    otherCountries: codes(["autres pays", "other countries", "بلدان أخرى"], "country").optional(),
    inferred: texts(["déduit, non dit", "inferred, not said", "مستنتج وغير مذكور"], 200).optional(),
    /** Where the words give a bearing from a known place ("south-east of Dioumara"), that place and the bearing. */
    bearingFrom: text(["relèvement depuis", "bearing from", "الاتجاه من"], 120).optional(),
    bearing: code(["direction", "bearing", "الاتجاه"], "bearing").optional(),
    route: reference(["axe", "route", "الطريق"], "route").optional(),
    saidOn: day(["affirmé le", "said on", "تاريخ الادعاء"]),
    datePrecision: code(["précision de la date", "date precision", "دقة التاريخ"], "date-precision"),
    expiresOn: day(["expire le", "expires on", "ينتهي في"]),
    /** A figure that is claimed, in the words and as the bounds that the words allow. */
    figureWords: text(["chiffre, en mots", "figure, in words", "الرقم بالكلمات"], 160).optional(),
    figureLow: decimal(["borne basse", "lower bound", "الحد الأدنى"], "as in the words", -1e12, 1e12).optional(),
    figureHigh: decimal(["borne haute", "upper bound", "الحد الأعلى"], "as in the words", -1e12, 1e12).optional(),
    compares: texts(["périodes comparées", "periods compared", "الفترات المقارنة"], 40).optional(),
    commodities: codes(["marchandises", "commodities", "السلع"], "commodity").optional(),
    corroboration: code(["corroboration", "corroboration", "التأييد"], "corroboration"),
    ...gradingFields,
    source: reference(["source", "source", "المصدر"], "source"),
    citation: text(["référence", "citation", "المرجع"], 500).optional(),
  },
  list: ["title", "kind", "country", "reliability", "credibility", "corroboration", "expiresOn"],
  title: "title",
  order: { by: "saidOn", descending: true },
  search: ["title", "statement", "placeName"],
  check: ({ saidOn, expiresOn }) =>
    expiresOn < saidOn ? { field: "expiresOn", reason: ["expire avant d’avoir été dite", "expires before it was said", "ينتهي قبل أن يقال"] } : undefined,
});
