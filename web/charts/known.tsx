/** A number, or why there is none: zero, nobody looked, and known but not shown are three different things. */
import { number } from "../design/when.ts";
import { useWords } from "../frame/words.ts";
import styles from "./known.module.css";

export type KnownState = "value" | "zero" | "no-data" | "suppressed";

export function Known({ value, state }: { value: number; state: KnownState }) {
  const t = useWords();
  if (state === "no-data") return <span className={styles.missing}><span className={styles.hatch} aria-hidden />{t("charts.noData")}</span>;
  if (state === "suppressed") return <span className={styles.dotted}>{t("charts.suppressed")}</span>;
  return <span className="figures">{number(value)}</span>;
}
