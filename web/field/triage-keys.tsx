/** Keys of triage: one letter an act, from anywhere on the page that is not a field; and the legend that tells them. */
import { useEffect, useRef } from "react";
import { isTyping } from "../design/row-keys.ts";
import { useWords } from "../frame/words.ts";
import styles from "./triage.module.css";

export const KEYS = ["j", "k", "o", "p", "c", "g", "a", "l", "e", "m", "x", "t", "u"] as const;
export type Key = (typeof KEYS)[number];

/** @param act whether the key was taken */
export function useKeys(act: (key: string) => boolean): void {
  const latest = useRef(act);
  useEffect(() => { latest.current = act; });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || (event.key !== "Escape" && isTyping(event.target))) return;
      if (document.querySelector("[role=dialog]")) return;
      if (latest.current(event.key)) event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => { document.removeEventListener("keydown", pressed); };
  }, []);
}

export function Keys({ of }: { of: readonly Key[] }) {
  const t = useWords();
  return <ul className={styles.keys} aria-label={t("triage.keys")}>{of.map((key) => <li key={key}><kbd>{key}</kbd> {t(`triageKey.${key}`)}</li>)}</ul>;
}
