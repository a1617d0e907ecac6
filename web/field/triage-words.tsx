/** What a report is about, where and when, and how long it waits: in words, and with what is only suggested said to be so. */
import { number, when } from "../design/when.ts";
import { useCodes } from "../frame/nouns.ts";
import { capital, joined, locale, useWords } from "../frame/words.ts";
import { useAreaName } from "../places/areas.ts";
import type { ReportContent } from "./triage-report.ts";
import styles from "./triage.module.css";

export function useAbout(): (content: ReportContent) => string {
  const t = useWords();
  const codes = useCodes();
  return ({ kind, suggestedKind }) => kind ? capital(codes.word("event-kind", kind)) : suggestedKind ? t("triage.perhaps", { kind: codes.word("event-kind", suggestedKind) }) : t("triage.notCoded");
}

export function About({ content }: { content: ReportContent }) {
  const about = useAbout();
  return content.kind ? <>{about(content)}</> : <span className={styles.suggested}>{about(content)}</span>;
}

export function usePlaceOf(): (content: ReportContent) => string {
  const t = useWords();
  const codes = useCodes();
  const areaName = useAreaName();
  return ({ placeName, locationWords, admin1, country, placePrecision }) => {
    const words = joined([...new Set([placeName ?? locationWords, areaName(admin1), country ? codes.word("country", country) : undefined])]);
    return words || (placePrecision ? codes.word("place-precision", placePrecision) : t("triage.noPlace"));
  };
}

export const dayOf = ({ occurredOn, datePrecision }: ReportContent): string | undefined => (occurredOn ? when(occurredOn, occurredOn, datePrecision) : undefined);

/** How long ago, in the largest unit that fits. */
export function agoOf(iso: string, nowMs = Date.now()): string {
  const minutes = Math.max(0, Math.round((nowMs - Date.parse(iso)) / 60_000));
  const [value, unit] = minutes < 90 ? [minutes, "minute"] as const : minutes < 48 * 60 ? [Math.round(minutes / 60), "hour"] as const : [Math.round(minutes / 1_440), "day"] as const;
  return new Intl.RelativeTimeFormat(locale(), { numeric: "always", style: "short" }).format(-value, unit);
}

export const percent = (share: number): string => `${number(Math.round(share * 100))} %`;

/** A likeness is never certain: above 99 % it is said to be above, below 1 % below. */
export const likely = (score: number): string => (score > 0.99 ? `> ${percent(0.99)}` : score < 0.01 ? `< ${percent(0.01)}` : percent(score));

/** "31 min", "5 h 20", "3,2 j": a length of time. */
export function lengthOf(minutes: number): string {
  const [value, unit] = minutes < 90 ? [Math.round(minutes), "minute"] as const : minutes < 48 * 60 ? [Math.round(minutes / 6) / 10, "hour"] as const : [Math.round(minutes / 144) / 10, "day"] as const;
  return new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short" }).format(value);
}
