/**
 * A bulletin cannot be suppressed silently: it is released, held, withdrawn or dropped, each by somebody, for a reason that
 * stays with it, in words that the node signs; and there is no other way for it to go.
 */
import type { LabelTuple } from "../platform/language.ts";
import { lifecycle, type Transition } from "../platform/lifecycle.ts";
import { bulletin } from "./bulletin.noun.ts";

const states = {
  draft: ["projet", "draft", "مسودة"], released: ["diffusé", "released", "منشورة"], held: ["retenu", "held", "موقوفة"],
  withdrawn: ["retiré", "withdrawn", "مسحوبة"], dropped: ["abandonné", "dropped", "متروكة"],
} as const satisfies Record<string, LabelTuple>;
type State = keyof typeof states;

const transitions: Record<string, Transition<State>> = {
  release: { labels: ["Diffuser", "Release", "نشر"], from: ["draft"], to: "released", may: "briefs.release", needsReason: true, secondPersonFrom: "AMBER" },
  hold: { labels: ["Retenir", "Hold", "إيقاف"], from: ["draft"], to: "held", may: "briefs.release", needsReason: true },
  resume: { labels: ["Reprendre", "Resume", "استئناف"], from: ["held"], to: "draft", may: "briefs.write", needsReason: true },
  withdraw: { labels: ["Retirer", "Withdraw", "سحب"], from: ["released"], to: "withdrawn", may: "briefs.release", needsReason: true },
  drop: { labels: ["Abandonner", "Drop", "ترك"], from: ["draft", "held"], to: "dropped", may: "briefs.release", needsReason: true },
};

export const bulletinLife = lifecycle<State>({ name: "publishing", noun: bulletin as never, field: "state", states, initial: "draft", transitions });
