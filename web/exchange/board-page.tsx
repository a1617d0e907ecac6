/** The board: every draft and every alert that is out, the gravest first, with the clock to the moment when the next in line is asked. */
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { ChapterCards } from "../platform/chapter-page.tsx";
import { AlertMarks, Clock, useWhere } from "./alert-words.tsx";
import styles from "./exchange.module.css";
import { boardQuery, type BoardAlert } from "./questions.ts";
import { OpenRequests } from "./requests-page.tsx";
import { SmallMap } from "./small-map.tsx";

export function BoardPage() {
  const t = useWords();
  const mayWrite = useMay("exchange.write");
  const { data, error, isPending, refetch, dataUpdatedAt } = useQuery(boardQuery);
  const write = mayWrite ? <ButtonLink to={ADDRESS.writeAlert} leftSection={<IconPlus size={17} aria-hidden />}>{t("alerts.write")}</ButtonLink>
    : <TestedButton off={t("alerts.mayNotWrite")} leftSection={<IconPlus size={17} aria-hidden />}>{t("alerts.write")}</TestedButton>;
  const onMap = useMemo(() => (data ?? []).filter(({ state }) => IS_LIVE.has(state)).map(({ severity, affected }) => ({ severity, areas: (affected ?? []).map(({ pcode }) => pcode) })), [data]);
  return (
    <>
      <PageHead title={t("alerts.board")} below={<span className="measure">{t("chapterWords.exchange")}</span>} actions={write} />
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={4} height={64} /> : (
        <div className={styles.board}>
          <div>
            <Reviews />
            <OpenRequests />
            {data.length === 0 ? <Nothing title={t("alerts.none")}>{t("alerts.noneWords")}</Nothing> : GROUPS.map(({ name, states }) => {
              const here = data.filter(({ state }) => states.includes(state));
              return here.length === 0 ? null : <Part key={name} title={t(`alerts.group.${name}`)} aside={<span className="quiet figures">{number(here.length)}</span>}><ul className={styles.alerts}>{here.map((one) => <OneAlert key={one.id} alert={one} asked={dataUpdatedAt} />)}</ul></Part>;
            })}
          </div>
          <div className={styles.aside}>
            <SmallMap alerts={onMap} />
            <p className="quiet small" style={{ margin: 0 }}>{t("alerts.mapWords")}</p>
          </div>
        </div>
      )}
      <h2 style={{ margin: "24px 0 12px" }}>{t("alerts.all")}</h2>
      <ChapterCards chapter="exchange" />
    </>
  );
}

const IS_LIVE = new Set(["issued", "received"]);
const GROUPS = [{ name: "out", states: ["issued", "received"] }, { name: "draft", states: ["draft"] }, { name: "past", states: ["superseded", "cancelled", "cleared", "closed", "dropped"] }] as const satisfies readonly { name: string; states: readonly string[] }[] as readonly { name: "out" | "draft" | "past"; states: readonly string[] }[];

function OneAlert({ alert, asked }: { alert: BoardAlert; asked: number }) {
  const t = useWords();
  const where = useWhere();
  const { id, title, severity, status, affected, sentAt, state, chains, answered, exhausted, waiting, undelivered, secondsLeft } = alert;
  return (
    <li className={styles.alert} data-severity={severity} data-exercise={status === "exercise"}>
      <div style={{ display: "grid", gap: 6 }}>
        <h3 className="own-words"><TextLink to={ADDRESS.alert} params={{ id }}>{title}</TextLink></h3>
        <AlertMarks alert={alert} />
        <p>{where(affected)}</p>
        {chains > 0 ? <p className={exhausted > 0 || undelivered > 0 ? undefined : "quiet"}>
          {t("alerts.answers", { answered: number(answered), chains: number(chains) })}
          {exhausted > 0 ? <strong> · {t("alerts.exhausted", { shown: number(exhausted) })}</strong> : null}
          {undelivered > 0 ? <strong> · {t("alerts.undelivered", { shown: number(undelivered) })}</strong> : null}
        </p> : null}
      </div>
      <div className={styles.when}>
        {sentAt ? <span className="quiet figures">{moment(sentAt)}</span> : <span className="quiet">{state === "draft" ? t("alerts.notSent") : ""}</span>}
        {secondsLeft === null ? (waiting === 0 && chains > 0 && state === "issued" ? <span>{exhausted > 0 ? t("alerts.nobodyLeft") : t("alerts.allAnswered")}</span> : null) : <><span className="quiet small">{t("alerts.untilNext")}</span><Clock secondsLeft={secondsLeft} asked={asked} /></>}
      </div>
    </li>
  );
}

interface Review { release: string; title: string; releasedAt: string; dueAt: string; isOverdue: boolean }

/** What one officer released in imminent danger waits for another pair of eyes. */
function Reviews() {
  const t = useWords();
  const { data } = useQuery({ queryKey: ["reviews", "release"], queryFn: ({ signal }) => ask<Review[]>("/api/exchange/reviews", { signal }) });
  if (!data || data.length === 0) return null;
  return (
    <section className="notice" aria-label={t("alerts.reviews")}>
      <strong>{t("alerts.reviews")}</strong>
      <ul className={styles.list} style={{ marginTop: 6 }}>
        {data.map(({ release, title, dueAt, isOverdue }) => <li key={release}><TextLink to={ADDRESS.release} params={{ id: release }}>{title}</TextLink> · {isOverdue ? <span className={`${styles.chip} ${styles.warn}`}>{t("alerts.reviewOverdue")}</span> : t("alerts.reviewBy", { moment: moment(dueAt) })}</li>)}
      </ul>
    </section>
  );
}
