// How sure: the source and the statement are graded apart (Admiralty code, STANAG 2511) and never averaged.
import { code, integer } from "../platform/field.ts";

export const gradingFields = {
  reliability: code(["fiabilité de la source", "source reliability", "موثوقية المصدر"], "reliability").tagged("#meta+reliability"),
  credibility: code(["crédibilité de l’information", "information credibility", "مصداقية المعلومة"], "credibility").tagged("#meta+credibility"),
  verification: code(["vérification", "verification", "التحقق"], "verification"),
  independentSources: integer(["sources indépendantes", "independent sources", "مصادر مستقلة"], "sources", 0, 1000).optional(),
};
