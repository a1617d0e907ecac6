/** What makes an area vulnerable beside what makes it resilient: factor by factor, and never netted into one number. */
import { TextLink } from "../design/links.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { useWords } from "../frame/words.ts";
import { inWords } from "../frame/words.ts";
import { isNumber, nameOf, rampOf, type Measured, type Profile } from "./factors.ts";
import styles from "./factors.module.css";
import { WhereFrom } from "./lineage.tsx";
import { Bar, Figure, Notes } from "./reading.tsx";

export function TwoProfiles({ profile }: { profile: Profile }) {
  const t = useWords();
  return (
    <div className={styles.sides}>
      {(["vulnerability", "resilience"] as const).map((side) => (
        <section key={side} className={styles.side} style={{ "--side": rampOf(side)[2] } as never}>
          <h3>{t(`factors.side.${side}`)}</h3>
          {profile[side].map(({ factor, labels, indicators }) => (
            <div key={factor} className={styles.factor}>
              <h4>{inWords(labels)}</h4>
              {indicators.length === 0 ? <p className="quiet small" style={{ margin: 0 }}>{t("factors.noIndicator")}</p> : <Indicators measured={indicators} leading={profile.leading} pcode={profile.area.pcode} />}
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}

/** Numbers first, then what is not known, in words. */
export function Indicators({ measured, leading = [], pcode }: { measured: readonly Measured[]; leading?: readonly string[]; pcode: string }) {
  const t = useWords();
  const ordered = [...measured.filter(({ reading }) => isNumber(reading)), ...measured.filter(({ reading }) => !isNumber(reading))];
  return (
    <ul className={styles.list}>
      {ordered.map(({ indicator, reading }) => (
        <li key={indicator.id} className={styles.one} data-indicator={indicator.key} data-state={reading.state}>
          <span className={styles.name}>
            {leading.includes(indicator.id) ? <span className={styles.leading}>{t("factors.leading")}</span> : null}
            {nameOf(indicator)} <WhereFrom indicator={indicator} pcode={pcode} />
          </span>
          <span className={styles.figure}>{reading.isModelled ? <span className={styles.leading}>{t("factors.model.badge")}</span> : null}<Figure reading={reading} unit={indicator.unit} /></span>
          <Bar reading={reading} indicator={indicator} />
          <Notes reading={reading} unit={indicator.unit} />
          {reading.isWeak ? <span className="small no-print"><TextLink to={ADDRESS.factorMap} search={{ indicator: indicator.key } as never} hash="modelled">{t("factors.model.askHere")}<span className="unseen"> {nameOf(indicator)}</span></TextLink></span> : null}
        </li>
      ))}
    </ul>
  );
}
