/** What is claimed of this area, each beside a plain word on whether our own data can test it. */
import chips from "../design/chips.module.css";
import { GradeChip } from "../design/grading.tsx";
import { TextLink } from "../design/links.tsx";
import { day } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes } from "../frame/nouns.ts";
import { inWords, useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import type { Claim } from "./area-answer.ts";
import styles from "./area.module.css";

export function Claims({ claims }: { claims: readonly Claim[] }) {
  const t = useWords();
  if (claims.length === 0) return <p className="quiet">{t("areaPage.noClaim")}</p>;
  return (
    <>
      <h3 className={styles.subhead}>{t("areaPage.claims")}</h3>
      <ul className={styles.claims}>{claims.map((claim) => <li key={claim.id}><OneClaim claim={claim} /></li>)}</ul>
    </>
  );
}

function OneClaim({ claim: { id, title, figureWords, saidOn, expiresOn, isExpired, reliability, credibility, corroboration, source, verdict, words } }: { claim: Claim }) {
  const t = useWords();
  const codes = useCodes();
  return (
    <>
      <p className={styles.claimTitle}><TextLink to={ADDRESS.claim} params={{ id }}>{title}</TextLink>{figureWords ? <> <strong>{figureWords}</strong></> : null}</p>
      <p className={styles.marks}>
        <span className={chips.note} data-verdict={verdict}>{t(`areaPage.verdict.${verdict}`)}</span>
        <GradeChip reliability={reliability} credibility={credibility} />
        <span className="quiet small"><Reference noun="source" id={source} />, {day(saidOn)} · {codes.word("corroboration", corroboration)}</span>
        {isExpired ? <span className={`${chips.note} ${chips.warn}`}>{t("areaPage.expiredOn", { day: day(expiresOn) })}</span> : null}
      </p>
      <p className="measure">{inWords(words)}</p>
    </>
  );
}
