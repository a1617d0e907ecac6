/** Numbers with their names, and bars that are their numbers too. */
import { number } from "../design/when.ts";
import styles from "./exchange.module.css";

export function Figure({ name, value, aside }: { name: string; value: string; aside?: string | undefined }) {
  return <div className={styles.figure}><dt>{name}</dt><dd>{value}</dd>{aside ? <dd>{aside}</dd> : null}</div>;
}

export function Bars({ rows }: { rows: readonly { name: string; count: number }[] }) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return <div className={styles.bars}>{rows.map(({ name, count }) => <div key={name} className={styles.bar}><span>{name}</span><span aria-hidden><i style={{ width: `${(100 * count) / most}%` }} /></span><span>{number(count)}</span></div>)}</div>;
}
