/** What *we* did about an event or a claim: unverified → checked → confirmed or refuted. It says nothing of the source's grade. */
import { lifecycle, type Transition } from "../platform/lifecycle.ts";
import type { LabelTuple } from "../platform/language.ts";
import type { Row } from "../platform/noun.ts";
import { claim } from "./claim.noun.ts";
import { event } from "./event.noun.ts";

const states = {
  unverified: ["non vérifié", "unverified", "غير متحقق منه"], checked: ["examiné", "checked", "جرى فحصه"],
  confirmed: ["confirmé", "confirmed", "مؤكد"], refuted: ["infirmé", "refuted", "منفي"],
} as const satisfies Record<string, LabelTuple>;
type State = keyof typeof states;

/** One voice, however reliable, does not confirm. */
const twoIndependentSources = (row: Row): LabelTuple | undefined =>
  ((row.content as { independentSources?: number }).independentSources ?? 0) >= 2 ? undefined
    : ["il faut au moins deux sources indépendantes", "at least two independent sources are needed", "يلزم مصدران مستقلان على الأقل"];

const transitions: Record<string, Transition<State>> = {
  check: { labels: ["Examiner", "Check", "فحص"], from: ["unverified"], to: "checked", may: "evidence.grade" },
  confirm: { labels: ["Confirmer", "Confirm", "تأكيد"], from: ["checked"], to: "confirmed", may: "evidence.grade", requires: twoIndependentSources, secondPersonFrom: "AMBER" },
  refute: { labels: ["Infirmer", "Refute", "نفي"], from: ["unverified", "checked"], to: "refuted", may: "evidence.grade", needsReason: true, secondPersonFrom: "AMBER" },
  reopen: { labels: ["Rouvrir", "Reopen", "إعادة الفتح"], from: ["checked", "confirmed", "refuted"], to: "unverified", may: "evidence.grade", needsReason: true },
};

const verificationOf = (noun: typeof event | typeof claim) =>
  lifecycle<State>({ name: "verification", noun, field: "verification", states, initial: "unverified", transitions });

export const eventVerification = verificationOf(event as never);
export const claimVerification = verificationOf(claim as never);
