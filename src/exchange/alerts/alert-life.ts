/** An alert is drafted, issued (by two people where it is marked for it), followed by an update, a cancellation or the all-clear, and closed with what it turned out to be. */
import type { LabelTuple } from "../../platform/language.ts";
import { lifecycle, type Transition } from "../../platform/lifecycle.ts";
import type { Row } from "../../platform/noun.ts";
import { alert } from "./alert.noun.ts";

const states = {
  draft: ["projet", "draft", "مسودة"], issued: ["émise", "issued", "صادر"], received: ["reçue", "received", "مستلم"], superseded: ["remplacée", "replaced", "مستبدل"],
  cancelled: ["annulée", "cancelled", "ملغى"], cleared: ["fin d’alerte", "all clear", "زال الخطر"], closed: ["close", "closed", "مغلق"], dropped: ["non émise", "not issued", "لم يصدر"],
} as const satisfies Record<string, LabelTuple>;
export type AlertState = keyof typeof states;

const isComplete = (row: Row): LabelTuple | undefined => {
  const { info = [], affected = [], functions } = row.content as { info?: unknown[]; affected?: unknown[]; functions: string[] };
  return info.length === 0 ? ["écrivez d’abord le texte", "write the text first", "اكتب النص أولاً"]
    : affected.length === 0 ? ["aucune zone concernée", "no affected area", "لا منطقة معنية"]
      : functions.length === 0 ? ["aucune fonction à alerter", "no function to alert", "لا وظيفة مطلوب إنذارها"] : undefined;
};

const transitions: Record<string, Transition<AlertState>> = {
  issue: { labels: ["Émettre", "Issue", "إصدار"], from: ["draft"], to: "issued", may: "exchange.write", requires: isComplete, secondPersonFrom: "AMBER", waitsHours: 12 },
  issueAtOnce: { labels: ["Danger imminent : alerter la protection civile", "Imminent danger: alert civil protection", "خطر وشيك: إنذار الحماية المدنية"], from: ["draft"], to: "issued", may: "exchange.write", requires: isComplete, needsReason: true },
  drop: { labels: ["Ne pas émettre", "Do not issue", "عدم الإصدار"], from: ["draft"], to: "dropped", may: "exchange.write", needsReason: true },
  supersede: { labels: ["Mettre à jour", "Update", "تحديث"], from: ["issued"], to: "superseded", may: "exchange.write" },
  cancel: { labels: ["Annuler", "Cancel", "إلغاء"], from: ["issued"], to: "cancelled", may: "exchange.write", needsReason: true },
  clear: { labels: ["Fin d’alerte", "All clear", "زوال الخطر"], from: ["issued"], to: "cleared", may: "exchange.write", needsReason: true },
  close: { labels: ["Clore, suite connue", "Close, outcome known", "إغلاق ونتيجته معروفة"], from: ["issued", "received", "cancelled", "cleared"], to: "closed", may: "exchange.write", needsReason: true },
};

export const alertLife = lifecycle<AlertState>({ name: "alerting", noun: alert as never, field: "state", states, initial: "draft", transitions });
