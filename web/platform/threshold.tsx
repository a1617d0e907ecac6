/** The frame of the pages that come before anybody is signed in: one card, one thing to do, language and light at hand. */
import type { ReactNode } from "react";
import { Appearance, LanguageSwitch } from "../frame/switches.tsx";
import { useWords } from "../frame/words.ts";
import { useTabTitle } from "../design/page-head.tsx";
import styles from "./threshold.module.css";

export function Threshold({ title, children }: { title: string; children: ReactNode }) {
  const t = useWords();
  const heading = useTabTitle(title);
  return (
    <div className={styles.ground}>
      <header className={styles.top}>
        <span className={styles.brand}><img src="/mark.svg" alt="" />Falémé</span>
        <div><LanguageSwitch /><Appearance /></div>
      </header>
      <main className={styles.card}>
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {children}
      </main>
      <footer className={styles.foot}><p>{t("threshold.what")}</p><p>{t("threshold.limits")}</p></footer>
    </div>
  );
}
