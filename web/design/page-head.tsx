/** The head of a page: where it stands, what it is, and its one primary action. Names the browser's tab as well. */
import { useEffect, useRef, type ReactNode } from "react";
import styles from "./page-head.module.css";

interface Props { title: string; above?: ReactNode; below?: ReactNode; actions?: ReactNode }

export function PageHead({ title, above, below, actions }: Props) {
  const heading = useTabTitle(title);
  return (
    <header className={styles.head}>
      {above ? <div className={styles.above}>{above}</div> : null}
      <div className={styles.row}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>{title}</h1>
        {actions ? <div className={`${styles.actions} no-print`}>{actions}</div> : null}
      </div>
      {below ? <div className={styles.below}>{below}</div> : null}
    </header>
  );
}

/** The page that the browser itself loaded needs no announcement, and its first Tab belongs to the skip link. */
let isFirstPage = true;

/** A new page is announced by its heading: it takes the focus, as a page load would. */
export function useTabTitle(title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { document.title = `${title} · Falémé`; }, [title]);
  useEffect(() => {
    if (!isFirstPage && (document.activeElement === document.body || !document.activeElement?.isConnected)) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return heading;
}
