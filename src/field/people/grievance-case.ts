/** How a grievance goes from opened to resolved, and back where it was too early. */
import { lifecycle, type Transition } from "../../platform/lifecycle.ts";
import type { LabelTuple } from "../../platform/language.ts";
import type { Row } from "../../platform/noun.ts";
import { grievance } from "./grievance.noun.ts";

const states = {
  opened: ["ouvert", "opened", "مفتوح"], examined: ["en examen", "under examination", "قيد الدراسة"], referred: ["transmis", "passed on", "أُحيل"],
  resolved: ["réglé", "resolved", "سُوّي"], closed: ["clos sans suite", "closed without result", "أُغلق دون نتيجة"],
} as const satisfies Record<string, LabelTuple>;
type State = keyof typeof states;

const namesService = (row: Row): LabelTuple | undefined =>
  (row.content as { referredTo?: string }).referredTo ? undefined : ["dites d’abord quel service est compétent", "say first which service is in charge", "حدد أولاً الجهة المختصة"];

const may = "field.triage";
const transitions: Record<string, Transition<State>> = {
  examine: { labels: ["Examiner", "Examine", "دراسة"], from: ["opened"], to: "examined", may },
  refer: { labels: ["Transmettre au service", "Pass on to the service", "إحالة إلى الجهة"], from: ["opened", "examined"], to: "referred", may, requires: namesService },
  resolve: { labels: ["Régler", "Resolve", "تسوية"], from: ["examined", "referred"], to: "resolved", may, needsReason: true },
  close: { labels: ["Clore sans suite", "Close without result", "إغلاق دون نتيجة"], from: ["opened", "examined", "referred"], to: "closed", may, needsReason: true },
  reopen: { labels: ["Rouvrir", "Reopen", "إعادة الفتح"], from: ["resolved", "closed"], to: "examined", may, needsReason: true },
};

export const grievanceCase = lifecycle<State>({ name: "case", noun: grievance, field: "state", states, initial: "opened", transitions });
