/** Exercises and their results: begin one, and read each that was played. They are kept in the exercise's world, where nothing is real. */
import { Textarea, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { DataTable } from "../design/data-table.tsx";
import { Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { More } from "../design/more.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { moment } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useNoun, type NounWords } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { useWorld } from "../frame/world.ts";
import { newId } from "../platform/new-id.ts";
import { rowsQuery } from "../platform/records.ts";
import { span } from "./alert-words.tsx";
import styles from "./exchange.module.css";
import { useAct } from "./questions.ts";

export function DrillsPage() {
  const t = useWords();
  const isExercise = useWorld() === "exercise";
  const noun = useNoun("drill");
  return (
    <>
      <PageHead title={t("page.drills")} above={<TextLink to={ADDRESS.exchange}>{t("alerts.board")}</TextLink>} below={<span className="measure">{isExercise ? <><span className={styles.exercise}>{t("alerts.exercise")}</span> </> : null}{t("drills.words")}</span>} />
      {isExercise ? <>
        {noun ? <Played noun={noun} /> : <Waiting rows={3} />}
        <Part title={t("drills.begin")}><Begin /></Part>
      </> : <Nothing title={t("drills.elsewhere")} action={<ButtonLink to={ADDRESS.drills} search={{ world: "exercise" } as never}>{t("drills.goThere")}</ButtonLink>}>{t("drills.elsewhereWords")}</Nothing>}
    </>
  );
}

function Played({ noun }: { noun: NounWords }) {
  const t = useWords();
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(rowsQuery(noun, {}));
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={3} />;
  const rows = data.pages.flatMap((page) => page.rows).map(({ id, content }) => ({ id, ...(content as unknown as { title: string; startedAt: string; endedAt?: string; observed?: { lost: number; doubled: number; leaked: number } }) }));
  if (rows.length === 0) return <Nothing title={t("drills.none")}>{t("drills.noneWords")}</Nothing>;
  return (
    <>
      <DataTable caption={t("page.drills")} rows={rows} idOf={({ id }) => id} link={({ id }, words) => <TextLink to={ADDRESS.drill} params={{ id }}>{words}</TextLink>} columns={[
        { name: "title", head: t("sharing.title"), cell: ({ title }) => <bdi>{title}</bdi> },
        { name: "began", head: t("drill.began"), cell: ({ startedAt }) => <span className="figures">{moment(startedAt)}</span> },
        { name: "lasted", head: t("drill.lasted"), cell: ({ startedAt, endedAt }) => (endedAt ? <span className="figures">{span((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000)}</span> : <span className={`${styles.chip} ${styles.warn}`}>{t("drill.running")}</span>) },
        { name: "outside", head: t("drill.fromOutside"), cell: ({ observed }) => (observed ? t("drill.threeCounts", { lost: observed.lost, doubled: observed.doubled, leaked: observed.leaked }) : <span className="quiet">{t("drill.nobodyLooked")}</span>) },
      ]} />
      <More hasMore={hasNextPage} isBusy={isFetchingNextPage} onMore={() => { void fetchNextPage(); }} />
    </>
  );
}

function Begin() {
  const t = useWords();
  const navigate = useNavigate();
  const mayWrite = useMay("exchange.write");
  const [id] = useState(newId);
  const [title, setTitle] = useState("");
  const [scenario, setScenario] = useState("");
  const begin = useAct(() => ask<{ id: string }>("/api/drills", { method: "POST", body: { id, content: { title: title.trim(), ...(scenario.trim() ? { scenario: scenario.trim() } : {}) } } }));
  const off = !mayWrite ? t("alerts.mayNotWrite") : title.trim() ? undefined : t("drills.needsTitle");
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); if (!off) begin.mutate(undefined, { onSuccess: (row) => { void navigate({ to: ADDRESS.drill, params: { id: row.id } }); } }); }}>
      <p className="quiet small measure" style={{ margin: 0 }}>{t("drills.beginWords")}</p>
      <TextInput label={t("sharing.title")} required maxLength={200} value={title} onChange={(event) => { setTitle(event.currentTarget.value); }} />
      <Textarea label={t("drill.scenario")} description={t("drills.scenarioWords")} autosize minRows={2} maxRows={8} maxLength={2_000} value={scenario} onChange={(event) => { setScenario(event.currentTarget.value); }} />
      {begin.error ? <Trouble error={begin.error} kept={t("form.kept")} /> : null}
      <div className={styles.acts} style={{ margin: 0 }}><TestedButton type="submit" off={off} loading={begin.isPending}>{t("drills.beginNow")}</TestedButton></div>
    </form>
  );
}
