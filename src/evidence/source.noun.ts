// Who published or told: the origin of a statement, graded on its own, with what it can and cannot have seen.
import { z } from "zod";
import { isCode } from "../platform/codes.ts";
import { code, codes, day, structure, text, texts } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";

/** One country, one period that was looked at without a gap. */
export const CoverageSpan = z.strictObject({ country: z.string().refine((code) => isCode("country", code)), from: z.iso.date(), to: z.iso.date() });
export type CoverageSpan = z.infer<typeof CoverageSpan>;

export const source = noun("source", {
  labels: ["source", "source", "مصدر"],
  plural: ["sources", "sources", "مصادر"],
  marking: "GREEN",
  may: { read: "evidence.read", write: "evidence.edit" },
  fields: {
    name: text(["nom", "name", "الاسم"], 160),
    kind: code(["genre", "kind", "الصنف"], "source-kind"),
    reliability: code(["fiabilité (A–F)", "reliability (A–F)", "الموثوقية (A–F)"], "reliability"),
    /** Sources of one group repeat each other: together they corroborate as one. */
    independenceGroup: text(["groupe d’indépendance", "independence group", "مجموعة الاستقلال"], 80),
    publisher: text(["éditeur", "publisher", "الناشر"], 160).optional(),
    citation: text(["référence", "citation", "المرجع"], 500).optional(),
    url: text(["adresse", "address", "العنوان"], 300).optional(),
    licence: text(["licence", "licence", "الرخصة"], 120).optional(),
    /** Inside its coverage an absence is a zero; outside it is “no data”. None stated: nothing can be inferred from silence. */
    coverageCountries: codes(["pays couverts", "countries covered", "البلدان المشمولة"], "country").optional(),
    coverageFrom: day(["couvre depuis", "covers from", "يغطي منذ"]).optional(),
    coverageTo: day(["couvre jusqu’au", "covers until", "يغطي حتى"]).optional(),
    /** The same country by country, where an import knows it; then this is what counts. */
    coverage: structure(["couverture par pays", "coverage by country", "التغطية حسب البلد"], z.array(CoverageSpan).max(300)).optional(),
    languages: texts(["langues", "languages", "اللغات"], 20).optional(),
  },
  list: ["name", "kind", "reliability", "independenceGroup", "coverageFrom", "coverageTo"],
  title: "name",
  search: ["name", "publisher"],
  formats: { stix: "identity" },
});
