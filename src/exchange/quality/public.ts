/**
 * The quality of warning in public: totals of the whole country, of a year that ended three months ago, without any number below five.
 * Alerts marked for their owner alone are not counted. A door stands before it, closed until somebody opens it.
 */
import { rankOf } from "../../platform/marking.ts";
import type { Language } from "../../platform/language.ts";
import type { Node } from "../../platform/node.ts";
import { measures } from "../delivery/measures.ts";
import { missedOf } from "./missed.ts";

export const DELAY_DAYS = 90;
const PERIOD_DAYS = 365;
export const LEAST = 5;
const DAY_MS = 86_400_000;

export interface PublicQuality {
  country: string; from: string; to: string; leastShown: number;
  alerts: number | null; contactsAsked: number | null; acknowledged: number | null; inTime: number | null; true: number | null; false: number | null; unverifiable: number | null; precision: number | null;
  atThreshold: number | null; warnedInTime: number | null; warnedLate: number | null; notWarned: number | null;
}

/** Null: from one to four, and whatever would let it be worked out. */
const shown = (count: number): number | null => (count > 0 && count < LEAST ? null : count);

export async function publicQuality(node: Node): Promise<PublicQuality> {
  const reader = { ...node.keeper("public quality"), clearance: rankOf("AMBER") };
  return node.db.as(reader, async (tx) => {
    const day = (ago: number) => new Date(tx.now.getTime() - ago * DAY_MS).toISOString().slice(0, 10);
    const [from, to] = [day(DELAY_DAYS + PERIOD_DAYS), day(DELAY_DAYS)];
    const { alerts, chains, acknowledged, inTime, outcomes } = await measures(tx, from, to);
    const { counts } = await missedOf(tx, node, from, to);
    const met = [counts["in-time"], counts.late, counts["not-issued"] + counts.missed] as const;
    const ended = withheldTogether([outcomes.true, outcomes.false, outcomes.unverifiable]), warned = withheldTogether(met);
    return {
      country: node.country, from, to, leastShown: LEAST, alerts: shown(alerts), contactsAsked: shown(chains), acknowledged: shown(acknowledged), inTime: shown(inTime),
      true: ended[0]!, false: ended[1]!, unverifiable: ended[2]!, precision: ended[0] === null || ended[1] === null || ended[0]! + ended[1]! === 0 ? null : ended[0]! / (ended[0]! + ended[1]!),
      atThreshold: shown(met.reduce((sum, one) => sum + one, 0)), warnedInTime: warned[0]!, warnedLate: warned[1]!, notWarned: warned[2]!,
    };
  });
}

/** Of parts that make a total: one that is withheld takes the others along, or it would be what is left. */
export const withheldTogether = (parts: readonly number[]): (number | null)[] => (parts.some((one) => shown(one) === null) ? parts.map((one) => (one === 0 ? 0 : null)) : [...parts]);

const WORDS = {
  title: ["Qualité de l’alerte", "Quality of warning", "جودة الإنذار"],
  period: ["Du {from} au {to}, pour tout le pays ({country}). Publié avec {delay} jours de retard ; « < {least} » : de 1 à {most}, ou ce qui permettrait de le déduire.", "From {from} to {to}, for the whole country ({country}). Published {delay} days late; “< {least}”: from 1 to {most}, or what would let it be worked out.", "من {from} إلى {to} للبلد كله ({country}). يُنشر بتأخير {delay} يوماً؛ «< {least}»: من 1 إلى {most} أو ما يسمح باستنتاجه."],
  alerts: ["alertes émises", "alerts issued", "إنذارات صادرة"], contactsAsked: ["contacts sollicités", "contacts asked", "جهات طُلب ردها"], acknowledged: ["contacts qui ont répondu", "contacts who answered", "جهات ردّت"], inTime: ["réponses dans le délai", "answers in time", "ردود في المهلة"],
  true: ["alertes avérées", "alerts that were true", "إنذارات صحيحة"], false: ["alertes non avérées", "alerts that were false", "إنذارات غير صحيحة"], unverifiable: ["alertes invérifiables", "alerts that cannot be verified", "إنذارات لا يمكن التحقق منها"], precision: ["part avérée", "share that was true", "نسبة الصحيح"],
  atThreshold: ["événements connus qui atteignaient un seuil d’alerte", "known events that met an alert threshold", "أحداث معروفة بلغت عتبة الإنذار"], warnedInTime: ["… annoncés à temps", "… warned of in time", "… أُنذر بها في الوقت"], warnedLate: ["… annoncés en retard", "… warned of late", "… أُنذر بها متأخراً"], notWarned: ["… sans alerte", "… without an alert", "… دون إنذار"],
} as const satisfies Record<string, readonly [string, string, string]>;
const ROWS = ["alerts", "contactsAsked", "acknowledged", "inTime", "true", "false", "unverifiable", "precision", "atThreshold", "warnedInTime", "warnedLate", "notWarned"] as const;

/** Plain, so that it is read anywhere and needs nothing. */
export function publicPage(found: PublicQuality, language: Language): string {
  const at = { fr: 0, en: 1, ar: 2 }[language];
  const said = (name: (typeof ROWS)[number]) => { const value = found[name]; return value === null ? (name === "precision" ? "–" : `&lt; ${LEAST}`) : name === "precision" ? `${Math.round(value * 100)} %` : String(value); };
  const period = WORDS.period[at]!.replace(/\{(\w+)\}/g, (_, name: string) => ({ from: found.from, to: found.to, country: found.country, delay: String(DELAY_DAYS), least: String(LEAST), most: String(LEAST - 1) })[name]!).replace("« < ", "« &lt; ").replace("“< ", "“&lt; ").replace("«< ", "«&lt; ");
  return `<!doctype html><html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${WORDS.title[at]}</title></head><body><h1>${WORDS.title[at]}</h1><p>${period}</p><table>${ROWS.map((name) => `<tr><th scope="row" align="start">${WORDS[name][at]}</th><td dir="ltr">${said(name)}</td></tr>`).join("")}</table></body></html>`;
}
