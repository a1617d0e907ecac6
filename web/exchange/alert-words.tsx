/** The small words of an alert: how grave, how it stands, how long is left. A colour never stands without its word. */
import { useEffect, useState } from "react";
import type { Marking } from "../../src/platform/marking.ts";
import { MarkingChip } from "../design/marking-chip.tsx";
import { number } from "../design/when.ts";
import { useCodes } from "../frame/nouns.ts";
import { capital, useWords } from "../frame/words.ts";
import type { Affected } from "./questions.ts";
import styles from "./exchange.module.css";

export function Severity({ severity }: { severity: string }) {
  const codes = useCodes();
  return <span className={styles.severity} data-severity={severity}>{capital(codes.word("cap-severity", severity))}</span>;
}

export function StateWord({ list, state, isBad = false }: { list: string; state: string; isBad?: boolean }) {
  const codes = useCodes();
  return <span className={`${styles.chip} ${isBad ? styles.warn : ""}`}>{codes.word(list, state)}</span>;
}

interface Marked { severity: string; state: string; messageType: string; status: "actual" | "exercise"; marking: Marking; isTest?: boolean }

export function AlertMarks({ alert: { severity, state, messageType, status, marking, isTest } }: { alert: Marked }) {
  const t = useWords();
  const codes = useCodes();
  return (
    <span className={styles.marks}>
      {status === "exercise" ? <span className={styles.exercise}>{t("alerts.exercise")}</span> : null}
      <Severity severity={severity} />
      <StateWord list="alert-state" state={state} />
      {messageType === "Alert" ? null : <span className={styles.chip}>{codes.word("cap-message-type", messageType)}</span>}
      {isTest ? <span className={`${styles.chip} ${styles.warn}`}>{t("alerts.test")}</span> : null}
      <MarkingChip marking={marking} />
    </span>
  );
}

/** "1:05:09", or "4 d" where hours say nothing any more. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60];
  const two = (part: number) => String(part).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** Counts down from what the server said; it is heard once, not every second. */
export function Clock({ secondsLeft, asked }: { secondsLeft: number; asked: number }) {
  const t = useWords();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => { setNow(Date.now()); }, 1_000);
    return () => { clearInterval(timer); };
  }, []);
  const left = secondsLeft - (now - asked) / 1_000;
  return <span className={styles.clock} data-late={left < 60} role="timer" aria-live="off" title={t("alerts.untilNext")}>{span(left)}</span>;
}

/** Countries first, for they decide who must know; then the areas, so many that one can read them. */
export function useWhere(): (affected: readonly Affected[] | null | undefined, most?: number) => string {
  const t = useWords();
  const codes = useCodes();
  return (affected, most = 4) => {
    const countries = [...Map.groupBy(affected ?? [], ({ country }) => country)];
    if (countries.length === 0) return t("alerts.nowhere");
    return countries.map(([country, areas]) => {
      const names = [...new Set(areas.filter(({ pcode }) => pcode !== country).map(({ admin2Name, name }) => admin2Name ?? name))];
      const shown = names.slice(0, most).join(", ");
      return `${codes.word("country", country)}${shown ? ` (${shown}${names.length > most ? ` +${number(names.length - most)}` : ""})` : ""}`;
    }).join(" · ");
  };
}
