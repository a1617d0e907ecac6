/** A release: asked for, agreed to by a second person where the marking or the fineness demands it, or at once in imminent danger. */
import type { LabelTuple } from "../../platform/language.ts";
import { lifecycle, type Transition } from "../../platform/lifecycle.ts";
import type { Row } from "../../platform/noun.ts";
import { release } from "./release.noun.ts";

const states = {
  draft: ["projet", "draft", "مسودة"], released: ["diffusée", "released", "أُفرج عنها"], "to-review": ["à revoir", "to be reviewed", "بانتظار المراجعة"],
  refused: ["refusée", "refused", "مرفوضة"], revoked: ["révoquée", "revoked", "ملغاة"],
} as const satisfies Record<string, LabelTuple>;
type State = keyof typeof states;

/** An urgent release is looked at by another person within this time. */
export const REVIEW_HOURS = 24;

const asked = (row: Row) => row.content as { isImminentDanger: boolean; protectivePurpose?: string };
const ordinary = (row: Row): LabelTuple | undefined =>
  asked(row).isImminentDanger ? ["danger imminent : diffusez aussitôt", "imminent danger: release at once", "خطر وشيك: أفرج فوراً"]
    : asked(row).protectivePurpose ? ["un but protecteur demande deux personnes", "a protective purpose needs two people", "الغرض الحمائي يتطلب شخصين"] : undefined;

const transitions: Record<string, Transition<State>> = {
  release: { labels: ["Diffuser", "Release", "إفراج"], from: ["draft"], to: "released", may: "exchange.write", requires: ordinary, secondPersonFrom: "AMBER" },
  releaseFiner: {
    labels: ["Diffuser plus finement", "Release in finer detail", "إفراج بتفصيل أدق"], from: ["draft"], to: "released", may: "exchange.write", secondPersonFrom: "CLEAR",
    requires: (row) => (asked(row).protectivePurpose && !asked(row).isImminentDanger ? undefined : ["écrivez le but protecteur", "write the protective purpose", "اكتب الغرض الحمائي"]),
  },
  releaseAtOnce: {
    labels: ["Diffuser aussitôt à la protection civile", "Release at once to civil protection", "إفراج فوري للحماية المدنية"], from: ["draft"], to: "to-review", may: "exchange.write", needsReason: true,
    requires: (row) => (asked(row).isImminentDanger ? undefined : ["réservé au danger imminent", "for imminent danger only", "للخطر الوشيك فقط"]),
  },
  review: { labels: ["Revoir et confirmer", "Review and confirm", "مراجعة وتأكيد"], from: ["to-review"], to: "released", may: "exchange.approve", needsReason: true },
  refuse: { labels: ["Refuser", "Refuse", "رفض"], from: ["draft"], to: "refused", may: "exchange.approve", needsReason: true },
  revoke: { labels: ["Révoquer", "Revoke", "إلغاء"], from: ["released", "to-review"], to: "revoked", may: "exchange.approve", needsReason: true },
};

export const releaseLife = lifecycle<State>({ name: "releasing", noun: release as never, field: "state", states, initial: "draft", transitions });
