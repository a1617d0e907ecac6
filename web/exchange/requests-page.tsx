/** Questions with a deadline: those that other countries ask of us, and those that we ask. What is late stands first and says so. */
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import styles from "./exchange.module.css";
import { requestsQuery, type RequestRow } from "./request-questions.ts";

export function RequestsPage() {
  const t = useWords();
  const mayWrite = useMay("exchange.write");
  const { data, error, isPending, refetch } = useQuery(requestsQuery);
  const add = mayWrite ? <ButtonLink to={ADDRESS.askQuestion} leftSection={<IconPlus size={17} aria-hidden />}>{t("requests.ask")}</ButtonLink> : <TestedButton off={t("requests.mayNotWrite")}>{t("requests.ask")}</TestedButton>;
  return (
    <>
      <PageHead title={t("page.requests")} above={<TextLink to={ADDRESS.exchange}>{t("alerts.board")}</TextLink>} below={<span className="measure">{t("requests.words")}</span>} actions={add} />
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={4} height={56} /> : <>
        <Part title={t("requests.ofUs")}><List rows={data.filter(({ isOurs }) => !isOurs)} none={t("requests.noneOfUs")} /></Part>
        <Part title={t("requests.byUs")}><List rows={data.filter(({ isOurs }) => isOurs)} none={t("requests.noneByUs")} /></Part>
      </>}
    </>
  );
}

function List({ rows, none }: { rows: readonly RequestRow[]; none: string }) {
  const codes = useCodes();
  if (rows.length === 0) return <Nothing title={none} />;
  return (
    <ul className={styles.rows}>
      {rows.map((one) => (
        <li key={one.id}>
          <p><strong className="own-words"><TextLink to={ADDRESS.request} params={{ id: one.id }}>{one.title}</TextLink></strong></p>
          <RequestMarks row={one} />
          <p className="quiet">{codes.word("country", one.country)}{one.isOurs && one.contactTitle ? <> · <bdi>{one.contactTitle}</bdi></> : null}</p>
        </li>
      ))}
    </ul>
  );
}

export function RequestMarks({ row: { state, dueAt, isOverdue, isLate, answeredAt, way } }: { row: RequestRow }) {
  const t = useWords();
  const codes = useCodes();
  return (
    <span className={styles.marks}>
      <span className={styles.chip}>{codes.word("request-state", state)}</span>
      {isOverdue ? <span className={`${styles.chip} ${styles.warn}`}>{t("requests.overdue")}</span> : null}
      {isLate ? <span className={`${styles.chip} ${styles.warn}`}>{t("requests.late")}</span> : null}
      <span className="figures small">{t("requests.due", { moment: moment(dueAt) })}{answeredAt ? ` · ${t("requests.answeredAt", { moment: moment(answeredAt) })}` : ""}</span>
      <span className="quiet small">{t(`requests.way.${way}`)}</span>
    </span>
  );
}

/** For the board: how many wait for us, and which are late on either side; nothing where nothing is open. */
export function OpenRequests() {
  const t = useWords();
  const { data = [] } = useQuery(requestsQuery);
  const open = data.filter(({ state }) => state === "open");
  const ofUs = open.filter(({ isOurs }) => !isOurs), late = open.filter(({ isOverdue }) => isOverdue);
  if (ofUs.length === 0 && late.length === 0) return null;
  return (
    <p className="notice">
      <TextLink to={ADDRESS.requests}>{t("requests.waiting", { count: ofUs.length, shown: number(ofUs.length) })}</TextLink>
      {late.length > 0 ? <> · <span className={`${styles.chip} ${styles.warn}`}>{t("requests.lateCount", { count: late.length, shown: number(late.length) })}</span></> : null}
    </p>
  );
}
