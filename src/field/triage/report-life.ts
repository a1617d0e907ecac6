/**
 * A report's way through the house: received, screened by the machine, triaged, graded, answered, closed. Erasing is no step of
 * it: an erasure destroys the key and leads from any state to "erased", whence nothing leads (src/field/intake/erase.ts).
 */
import type { LabelTuple } from "../../platform/language.ts";
import { lifecycle, type Transition } from "../../platform/lifecycle.ts";
import type { Row } from "../../platform/noun.ts";
import { report } from "../intake/report.noun.ts";

const states = {
  received: ["reçu", "received", "وارد"], screened: ["relu par la machine", "screened", "مفحوص آلياً"], triaged: ["trié", "triaged", "مفروز"],
  graded: ["coté", "graded", "مقيَّم"], answered: ["répondu", "answered", "مجاب عليه"], closed: ["clos", "closed", "مغلق"], erased: ["effacé", "erased", "ممحو"],
} as const satisfies Record<string, LabelTuple>;
export type ReportState = keyof typeof states;

type Coded = { kind?: string; placePrecision?: string; country?: string; datePrecision?: string; reliability?: string; credibility?: string; closeReason?: string; mergedInto?: string };
const of = (row: Row) => row.content as Coded;

const merged = (row: Row): LabelTuple | undefined => (of(row).mergedInto ? ["réuni à un autre signalement : séparez-les d’abord", "merged into another report: part them first", "مدموج في بلاغ آخر: افصلهما أولاً"] : undefined);

/** A place that nobody can find is settled too, once that is said. */
export function isCoded(row: Row): LabelTuple | undefined {
  const { kind, placePrecision, datePrecision } = of(row);
  if (!placePrecision) return ["dites d’abord où, ou que le lieu reste introuvable", "say where first, or that the place cannot be found", "حدد المكان أولاً أو أنه لا يمكن إيجاده"];
  if (!kind) return ["dites d’abord de quoi il s’agit", "say what it is about first", "حدد موضوعه أولاً"];
  if (!datePrecision) return ["dites d’abord quand, ou que la date n’est pas dite", "say when first, or that no date was said", "حدد التاريخ أولاً أو أنه غير مذكور"];
  return merged(row);
}

const isGraded = (row: Row): LabelTuple | undefined => (of(row).reliability && of(row).credibility ? merged(row)
  : ["cotez d’abord la source (A–F) et l’information (1–6), séparément", "grade the source (A–F) and the information (1–6) first, apart", "قيّم المصدر (A–F) والمعلومة (1–6) أولاً كلاً على حدة"]);

const hasCloseReason = (row: Row): LabelTuple | undefined => (of(row).closeReason ? undefined : ["dites d’abord pourquoi on clôt", "say first why it is closed", "حدد سبب الإغلاق أولاً"]);

const transitions: Record<string, Transition<ReportState>> = {
  screen: { labels: ["Relire", "Screen", "فحص"], from: ["received"], to: "screened", may: "field.triage" },
  triage: { labels: ["Trier", "Triage", "فرز"], from: ["screened"], to: "triaged", may: "field.triage", requires: isCoded },
  grade: { labels: ["Coter", "Grade", "تقييم"], from: ["triaged"], to: "graded", may: "field.triage", requires: isGraded, secondPersonFrom: "RED" },
  answer: { labels: ["Répondu", "Answered", "تم الرد"], from: ["graded"], to: "answered", may: "field.triage" },
  close: { labels: ["Clore", "Close", "إغلاق"], from: ["screened", "triaged", "graded", "answered"], to: "closed", may: "field.triage", requires: hasCloseReason },
  reopen: { labels: ["Rouvrir", "Reopen", "إعادة الفتح"], from: ["graded", "answered", "closed"], to: "triaged", may: "field.triage", needsReason: true },
};

export const reportLife = lifecycle<ReportState>({ name: "triage", noun: report, field: "state", states, initial: "received", transitions });
