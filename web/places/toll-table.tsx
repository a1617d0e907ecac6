/** Counts as bars that are also a table: what is drawn can be read, copied and heard. */
import { number } from "../design/when.ts";
import type { Toll } from "../evidence/events.ts";
import { useWords } from "../frame/words.ts";
import styles from "./toll-table.module.css";

interface Props { caption: string; head: string; rows: ({ key: string; name: string } & Toll)[] }

export function TollTable({ caption, head, rows }: Props) {
  const t = useWords();
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <table className={styles.table}>
      <caption>{caption}</caption>
      <thead><tr><th scope="col">{head}</th><th scope="col">{t("event.list")}</th><th scope="col" className={styles.number}>{t("event.tollHead")}</th></tr></thead>
      <tbody>
        {rows.map(({ key, name, count, fatalities, unknown }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td><span className={styles.bar} aria-hidden><span style={{ width: `${(count / most) * 100}%` }} /></span><span>{number(count)}</span></td>
            <td className={styles.number}>{count > 0 && unknown === count ? <span className="quiet" title={t("event.tollUnknown")}>?</span> : <>{number(fatalities)}{unknown > 0 ? <span className="quiet" title={t("event.unknownTolls", { count: unknown, shown: number(unknown) })}> +?</span> : null}</>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
