/** Which areas are concerned, and why each: computed from what is known of the event, or said by the officer. */
import { useCodes } from "../frame/nouns.ts";
import { joined, useWords } from "../frame/words.ts";
import styles from "./exchange.module.css";
import type { Affected } from "./questions.ts";

export function AffectedAreas({ affected, basis, onRemove }: { affected: readonly Affected[]; basis: string; onRemove?: (pcode: string) => void }) {
  const t = useWords();
  const codes = useCodes();
  if (affected.length === 0) return <p className="quiet">{t("alerts.noArea")}</p>;
  return (
    <>
      <p className="quiet small measure">{t("alerts.basis", { basis: codes.word("alert-basis", basis) })}</p>
      {[...Map.groupBy(affected, ({ country }) => country)].map(([country, areas]) => (
        <div key={country} style={{ marginBottom: 8 }}>
          <h3 style={{ marginBottom: 4 }}>{codes.word("country", country)}</h3>
          <ul className={styles.areas}>
            {areas.map((one) => (
              <li key={one.pcode} className={styles.chip}>
                <strong>{one.pcode === country ? codes.word("country", country) : one.name}</strong>{one.admin1Name && one.admin1Name !== one.name ? <span className="quiet"> ({one.admin1Name})</span> : null} · {joined(one.because.map((why) => codes.word("alert-because", why)))}
                {onRemove ? <button type="button" className={styles.remove} aria-label={t("alerts.removeArea", { name: one.name })} onClick={() => { onRemove(one.pcode); }}>×</button> : null}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
