/** One line of the incident register: what happened to which data, who was told by which role and when, what was done, and its steps to the end. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Fact, Facts, Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { day, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes, useNoun, type NounWords } from "../frame/nouns.ts";
import { Nowhere } from "../frame/nowhere.tsx";
import { useMay } from "../frame/session.ts";
import { joined, useWords } from "../frame/words.ts";
import { History } from "../platform/history.tsx";
import { RecordMarks } from "../platform/record-marks.tsx";
import { rowQuery } from "../platform/records.ts";
import styles from "./exchange.module.css";
import { type IncidentContent } from "./incident-form.tsx";
import { Steps } from "./steps.tsx";

export function IncidentPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const noun = useNoun("data-incident");
  return noun ? <One noun={noun} id={id} /> : <Nowhere />;
}

function One({ noun, id }: { noun: NounWords; id: string }) {
  const t = useWords();
  const codes = useCodes();
  const mayWrite = useMay("exchange.write");
  const { data: row } = useSuspenseQuery(rowQuery(noun, id));
  const content = row.content as unknown as IncidentContent;
  const off = !mayWrite ? t("incidents.mayNotWrite") : content.state === "closed" ? t("incidents.isClosed") : undefined;
  return (
    <article>
      <PageHead title={content.title} above={<TextLink to={ADDRESS.governance}>{t("page.governance")}</TextLink>}
        below={<span className={styles.marks}><span className={`${styles.chip} ${content.state === "closed" ? styles.good : styles.warn}`}>{codes.word("incident-state", content.state)}</span><RecordMarks row={row} /></span>}
        actions={off ? <TestedButton variant="default" off={off}>{t("incidents.add")}</TestedButton> : <ButtonLink variant="default" to={ADDRESS.incidentChange} params={{ id } as never}>{t("incidents.add")}</ButtonLink>} />
      <Facts>
        <Fact name={t("incidents.kind")}>{codes.word("incident-kind", content.kind)}</Fact>
        <Fact name={t("incidents.dataKinds")}>{joined(content.dataKinds.map((one) => codes.word("data-kind", one)))}</Fact>
        <Fact name={t("incidents.happenedOn")}>{content.happenedOn ? <span className="figures">{day(content.happenedOn)}</span> : null}</Fact>
        <Fact name={t("incidents.foundOn")}><span className="figures">{day(content.foundOn)}</span></Fact>
        <Fact name={t("incidents.people")}>{content.peopleConcerned === undefined ? null : <span className="figures">{number(content.peopleConcerned)}</span>}</Fact>
        <Fact name={t("incidents.what")}><span className="own-words" style={{ whiteSpace: "pre-wrap" }}>{content.what}</span></Fact>
        <Fact name={t("incidents.told")}>{content.told?.length ? <ul className={styles.list}>{content.told.map(({ whom, on, by }, at) => <li key={at}>{codes.word("incident-told", whom)} · <span className="figures">{day(on)}</span> · <bdi>{by}</bdi></li>)}</ul> : null}</Fact>
        <Fact name={t("incidents.measures")}>{content.measures ? <span className="own-words" style={{ whiteSpace: "pre-wrap" }}>{content.measures}</span> : null}</Fact>
      </Facts>
      <Part title={t("steps.title")}><Steps noun="data-incident" path="data-incidents" life="handling" id={id} version={row.version} /></Part>
      <Part title={t("history.title")}><History noun={noun} id={id} /></Part>
    </article>
  );
}
