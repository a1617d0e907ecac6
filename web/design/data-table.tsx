/** Rows that people read and walk through with j, k and Enter. On a phone each row becomes a card with its column names. */
import type { ReactNode } from "react";
import { useRef } from "react";
import { capital } from "../frame/words.ts";
import styles from "./data-table.module.css";
import { useRowKeys } from "./row-keys.ts";

export interface Column<R> {
  name: string;
  head: string;
  cell(row: R): ReactNode;
  isNumber?: boolean;
}

interface Props<R> {
  /** What the table holds, for those who hear it. */
  caption: string;
  rows: readonly R[];
  columns: readonly Column<R>[];
  idOf(row: R): string;
  /** The link that the row's first cell carries; the whole row then answers to a click. */
  link?(row: R, words: ReactNode): ReactNode;
  isDimmed?(row: R): boolean;
}

export function DataTable<R>({ caption, rows, columns, idOf, link, isDimmed }: Props<R>) {
  const table = useRef<HTMLTableElement>(null);
  useRowKeys(table);
  return (
    <div className={styles.frame}>
      <table ref={table} className={styles.table}>
        <caption className="unseen">{caption}</caption>
        <thead><tr>{columns.map(({ name, head, isNumber }) => <th key={name} scope="col" className={isNumber ? styles.number : undefined}>{capital(head)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)} className={`${link ? styles.linked : ""} ${isDimmed?.(row) ? styles.dimmed : ""}`}>
              {columns.map(({ name, head, cell, isNumber }, at) => {
                const words = cell(row);
                const inside = at === 0 && link ? link(row, words) : words;
                return at === 0
                  ? <th key={name} scope="row" data-head={capital(head)}>{inside}</th>
                  : <td key={name} data-head={capital(head)} className={isNumber ? styles.number : undefined}>{inside ?? <span className="quiet">–</span>}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
