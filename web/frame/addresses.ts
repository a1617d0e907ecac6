/** Every address of the application, in one place. */
export const ADDRESS = {
  picture: "/",
  evidence: "/evidence",
  events: "/evidence/events",
  event: "/evidence/events/$id",
  claim: "/evidence/claims/$id",
  imports: "/evidence/import",
  field: "/field",
  ways: "/field/ways",
  report: "/field/reports/$id",
  phone: "/field/phone",
  measures: "/field/measures",
  sealed: "/field/sealed",
  sentinels: "/field/sentinels",
  demands: "/field/demands",
  factors: "/factors",
  compareAreas: "/factors/compare",
  factorMap: "/factors/map",
  factorIndex: "/factors/ranking",
  surveys: "/factors/surveys",
  surveyImport: "/factors/surveys/import",
  exchange: "/exchange",
  writeAlert: "/exchange/alerts/new",
  alert: "/exchange/alerts/$id",
  coverage: "/exchange/coverage",
  contact: "/exchange/contacts/$id",
  agreement: "/exchange/agreements/$id",
  release: "/exchange/releases/$id",
  request: "/exchange/information-requests/$id",
  rules: "/exchange/rules",
  sharing: "/exchange/sharing",
  links: "/exchange/links",
  quality: "/exchange/quality",
  governance: "/exchange/governance",
  briefs: "/briefs",
  bulletin: "/briefs/bulletins/$id",
  places: "/places",
  area: "/places/areas/$id",
  areaPage: "/areas/$pcode",
  flows: "/flows",
  administration: "/administration",
  users: "/administration/users",
  journal: "/administration/journal",
  doors: "/administration/doors",
  account: "/account",
  signIn: "/sign-in",
  welcome: "/welcome",
} as const;

/** Chapters whose nouns have plain pages. The first word of a noun's reading permission says to which it belongs. */
export const CHAPTERS = ["evidence", "field", "factors", "exchange", "briefs", "places", "administration"] as const;
export type ChapterName = (typeof CHAPTERS)[number];

export const chapterOf = (noun: { may: { read: string } }): ChapterName => {
  const [first] = noun.may.read.split(".");
  return CHAPTERS.find((chapter) => chapter === first) ?? "administration";
};
