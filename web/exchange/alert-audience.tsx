/** Before anything leaves: who would receive what, under which agreement, who would not and why, and where nobody would be told. Nothing is sent here. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Trouble, Waiting } from "../design/states.tsx";
import { useCodes } from "../frame/nouns.ts";
import { inWords, joined, language, useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import styles from "./exchange.module.css";
import { audienceQuery, type AlertRow, type Outcome } from "./questions.ts";

export function Audience({ row }: { row: AlertRow }) {
  const t = useWords();
  const { data, error, isPending, refetch } = useQuery(audienceQuery(row.id, row.version));
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={3} />;
  const given = data.contacts.filter(({ isReleased }) => isReleased);
  const refused = data.contacts.filter(({ isReleased }) => !isReleased);
  const names = new Map((row.content.affected ?? []).map(({ pcode, name }) => [pcode, name]));
  return (
    <>
      {data.uncovered.length > 0 ? <p className="notice" role="status"><strong>{t("alerts.uncovered")}</strong> {joined(data.uncovered.map((pcode) => names.get(pcode) ?? pcode))}</p> : null}
      {data.contacts.length === 0 ? <p className="quiet">{t("alerts.nobody")}</p> : null}
      {given.length > 0 ? <><h3>{t("alerts.wouldReceive", { shown: given.length })}</h3><ul className={styles.rows}>{given.map((one) => <Given key={one.contact} outcome={one} names={names} />)}</ul></> : null}
      {refused.length > 0 ? <><h3 style={{ marginTop: 12 }}>{t("alerts.wouldNot", { shown: refused.length })}</h3><ul className={styles.rows}>{refused.map((one) => <li key={one.contact}><Who outcome={one} /><p>{joined(one.reasons.map(({ words }) => inWords(words)))}</p></li>)}</ul></> : null}
    </>
  );
}

export function Who({ outcome: { title, country, service, isArmed } }: { outcome: Outcome }) {
  const t = useWords();
  const codes = useCodes();
  return <p><strong className="own-words">{title}</strong> <span className="quiet">· {codes.word("service-kind", service)}, {codes.word("country", country)}</span>{isArmed ? <> <span className={styles.chip}>{t("alerts.armed")}</span></> : null}</p>;
}

function Given({ outcome, names }: { outcome: Outcome; names: ReadonlyMap<string, string> }) {
  const t = useWords();
  const codes = useCodes();
  const [isOpen, setOpen] = useState(false);
  const { agreement, place, time, masks = [], areas = [], content } = outcome;
  return (
    <li>
      <Who outcome={outcome} />
      <p className="quiet">
        {t("alerts.finest", { place: codes.word("release-place", place ?? ""), time: codes.word("release-time", time ?? "") })}
        {masks.length > 0 ? ` · ${t("alerts.masked")} ${joined(masks.map((one) => codes.word("release-mask", one)))}` : ""}
        {areas.length > 0 ? ` · ${t("alerts.answersFor")} ${joined(areas.map((pcode) => names.get(pcode) ?? pcode))}` : ""}
      </p>
      <p className="quiet">{agreement ? <>{t("alerts.under")} <Reference noun="agreement" id={agreement} /></> : t("alerts.ownService")}</p>
      <div><button type="button" className={styles.tab} aria-expanded={isOpen} onClick={() => { setOpen(!isOpen); }}>{t("alerts.viewAs")}</button></div>
      {isOpen && content ? <AsRead content={content} /> : null}
    </li>
  );
}

/** The document as this contact would read it: no more than this leaves. */
function AsRead({ content }: { content: NonNullable<Outcome["content"]> }) {
  const t = useWords();
  const codes = useCodes();
  const words = content.words?.find((one) => one.language === language()) ?? content.words?.[0];
  const where = (content.where ?? []).map(({ exactName, admin2Name, admin2, admin1Name, admin1, country }) => exactName ?? admin2Name ?? admin2 ?? admin1Name ?? admin1 ?? codes.word("country", country ?? ""));
  return (
    <div className={styles.text} role="group" aria-label={t("alerts.viewAs")}>
      {content.status === "Exercise" ? <p><span className={styles.exercise}>{t("alerts.exercise")}</span></p> : null}
      {words ? <><p><strong>{words.headline}</strong></p><p>{words.description}</p>{words.instruction ? <p>{words.instruction}</p> : null}</> : <p className="quiet">{t("alerts.standardWords")}</p>}
      <p className="quiet">{t("alerts.placesGiven")} {joined([...new Set(where)])}</p>
    </div>
  );
}
