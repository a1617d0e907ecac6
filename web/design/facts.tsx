/** Named facts, one under the other: a definition list. A fact that is not known is said to be unknown, never left out silently. */
import type { ReactNode } from "react";
import { useWords } from "../frame/words.ts";
import styles from "./facts.module.css";

export const Facts = ({ children }: { children: ReactNode }) => <dl className={styles.facts}>{children}</dl>;

export function Fact({ name, children }: { name: string; children?: ReactNode }) {
  const t = useWords();
  const isEmpty = children === undefined || children === null || children === "" || (Array.isArray(children) && children.length === 0);
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{isEmpty ? <span className={styles.unknown}>{t("state.notStated")}</span> : children}</dd>
    </div>
  );
}

/** A part of a page with a heading of its own. */
export function Part({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <div className={styles.partHead}><h2>{title}</h2>{aside}</div>
      {children}
    </section>
  );
}
