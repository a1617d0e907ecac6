/** An agreement is drafted, put in force by two people, and ended by one: stopping must be easier than starting. */
import type { LabelTuple } from "../../platform/language.ts";
import { lifecycle, type Transition } from "../../platform/lifecycle.ts";
import type { Row } from "../../platform/noun.ts";
import { agreement, type Audience } from "./agreement.noun.ts";

const states = { draft: ["projet", "draft", "مسودة"], "in-force": ["en vigueur", "in force", "سارٍ"], ended: ["terminé", "ended", "منتهٍ"] } as const satisfies Record<string, LabelTuple>;
type State = keyof typeof states;

const namesSomebody = (row: Row): LabelTuple | undefined => {
  const { audience = [], areas, kinds, subjects } = row.content as { audience?: Audience[]; areas: string[]; kinds: string[]; subjects: string[] };
  const isEmpty = !audience.some(({ services }) => services.length > 0) || [areas, kinds, subjects].some((list) => list.length === 0);
  return isEmpty ? ["il ne nomme personne, ou rien : une liste vide n’autorise rien", "it names nobody, or nothing: an empty list allows nothing", "لا يسمي أحداً أو شيئاً: القائمة الفارغة لا تجيز شيئاً"] : undefined;
};

const transitions: Record<string, Transition<State>> = {
  sign: { labels: ["Mettre en vigueur", "Put in force", "وضع حيز التنفيذ"], from: ["draft"], to: "in-force", may: "exchange.approve", requires: namesSomebody, secondPersonFrom: "CLEAR", waitsHours: 168 },
  end: { labels: ["Mettre fin", "End", "إنهاء"], from: ["in-force"], to: "ended", may: "exchange.approve", needsReason: true },
};

export const agreementLife = lifecycle<State>({ name: "agreeing", noun: agreement as never, field: "state", states, initial: "draft", transitions });
