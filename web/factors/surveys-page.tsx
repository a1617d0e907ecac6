/** Surveys: each instrument with its waves and its questions in their exact words, every estimate, and what is not known of them. */
import { Button, Select } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Fact, Facts, Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing as NothingHere, Trouble, Waiting } from "../design/states.tsx";
import { number, when } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { joined, language, useWords } from "../frame/words.ts";
import { useAreaName } from "../places/areas.ts";
import { useCodesReady } from "./factors.ts";
import styles from "./factors.module.css";
import { Nothing, useFigure } from "./reading.tsx";

interface Wave { id: string; name: string; from: string; to: string; datePrecision: string; areas: string[]; design: string; respondents?: number; floor?: number; microdata: string; citation?: string; estimates: number }
interface Question { id: string; key: string; names: Record<"fr" | "en" | "ar", string>; kind: string; wordingStatus: string; wording?: Record<string, string>; caution?: string }
interface Survey { id: string; name: string; producer?: string; licence?: string; citation?: string; waves: Wave[]; questions: Question[] }
interface Estimate { id: string; wave: string; answer: string; areas: string[]; areaWords?: string; sex: string; ageBand?: string; statistic: string; state: "value"; value?: number; low?: number; high?: number; intervalMethod?: string; words?: string; respondents?: number; designEffect?: number; method: string; citation?: string }
interface Change { answer: string; areas: string[]; change: number; isTested: boolean; low?: number; high?: number; isClear?: boolean; why?: Record<"fr" | "en" | "ar", string> }

const surveysQuery = queryOptions({ queryKey: ["factors", "instrument", "wave", "question", "estimate", "surveys"], queryFn: ({ signal }) => ask<Survey[]>("/api/factors/surveys", { signal }) });
const estimatesQuery = (id: string) => queryOptions({ queryKey: ["factors", "estimate", id], queryFn: ({ signal }) => ask<Estimate[]>(`/api/factors/questions/${id}/estimates`, { signal }) });
const changeQuery = (id: string) => queryOptions({ queryKey: ["factors", "estimate", "wave", "change", id], queryFn: async ({ signal }) => (await ask<{ changes: Change[] }>(`/api/factors/questions/${id}/change`, { signal })).changes });

export function SurveysPage() {
  const t = useWords();
  useCodesReady();
  const { data, error, isPending, refetch } = useQuery(surveysQuery);
  const mayImport = useMay("factors.import");
  return (
    <>
      <PageHead title={t("page.surveys")} above={<TextLink to={ADDRESS.factors}>{t("chapter.factors")}</TextLink>} below={<span className="measure">{t("factors.surveysWords")}</span>}
        actions={mayImport ? <ButtonLink to={ADDRESS.surveyImport} leftSection={<IconFileImport size={17} aria-hidden />}>{t("factors.importSurvey")}</ButtonLink> : null} />
      {isPending ? <Waiting rows={8} /> : error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : data.length === 0 ? <NothingHere title={t("factors.noSurvey")}>{t("factors.noSurveyWords")}</NothingHere>
        : data.map((survey) => <OneSurvey key={survey.id} survey={survey} />)}
    </>
  );
}

function OneSurvey({ survey: { name, producer, citation, waves, questions } }: { survey: Survey }) {
  const t = useWords();
  const codes = useCodes();
  const areaName = useAreaName();
  return (
    <Part title={name}>
      {producer || citation ? <p className="quiet small measure" style={{ marginTop: 0 }}>{[producer, citation].filter(Boolean).join(" · ")}</p> : null}
      {waves.map((wave) => (
        <div key={wave.id} className={styles.refusal} style={{ borderInlineStartColor: "var(--line-strong)", marginBottom: 12 }}>
          <p><strong>{wave.name}</strong> · {when(wave.from, wave.to, wave.datePrecision)}</p>
          <Facts>
            <Fact name={t("factors.areas")}>{joined(wave.areas.map((pcode) => areaName(pcode) ?? pcode))}</Fact>
            <Fact name={t("factors.respondentsName")}>{wave.respondents === undefined ? <em>{t("factors.notPublished")}</em> : number(wave.respondents)}</Fact>
            <Fact name={t("factors.design")}>{codes.word("survey-design", wave.design)}</Fact>
            {wave.floor === undefined ? null : <Fact name={t("factors.floor")}>{number(wave.floor)}</Fact>}
            <Fact name={t("factors.microdata")}><Microdata wave={wave} /></Fact>
          </Facts>
        </div>
      ))}
      {questions.map((question) => <OneQuestion key={question.id} question={question} waves={waves} />)}
    </Part>
  );
}

function Microdata({ wave: { id, microdata } }: { wave: Wave }) {
  const t = useWords();
  const codes = useCodes();
  const client = useQueryClient();
  const mayImport = useMay("factors.import");
  const [isSure, setSure] = useState(false);
  const destroy = useMutation({ mutationFn: () => ask(`/api/factors/waves/${id}/destroy`, { method: "POST" }), onSuccess: () => client.invalidateQueries({ queryKey: ["factors"] }) });
  return (
    <>
      {codes.word("microdata-state", microdata)}{" "}
      {microdata !== "held" || !mayImport ? null : isSure
        ? <Button size="compact-sm" color="red" loading={destroy.isPending} onClick={() => { destroy.mutate(); }}>{t("factors.destroyNow")}</Button>
        : <Button size="compact-sm" variant="default" onClick={() => { setSure(true); }}>{t("factors.destroy")}</Button>}
      {isSure ? <p className="quiet small">{t("factors.destroyWords")}</p> : null}
      {destroy.error ? <Trouble error={destroy.error} /> : null}
    </>
  );
}

function OneQuestion({ question: { id, names, kind, wordingStatus, wording, caution }, waves }: { question: Question; waves: readonly Wave[] }) {
  const t = useWords();
  const codes = useCodes();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.question}>
      <h3>{names[language()]}</h3>
      {wording ? Object.entries(wording).map(([spoken, words]) => <blockquote key={spoken} className={`${styles.wording} own-words`} lang={spoken}>{words} <span className="quiet small">({spoken})</span></blockquote>) : <p className="quiet small" style={{ margin: 0 }}>{codes.word("wording-status", wordingStatus)}</p>}
      <p className="quiet small" style={{ margin: 0 }}>{codes.word("question-kind", kind)}{kind === "multiple" ? ` · ${t("factors.doNotSum")}` : ""}{caution ? ` · ${caution}` : ""}</p>
      <button type="button" className={styles.ask} aria-expanded={isOpen} onClick={() => { setOpen(!isOpen); }}>{t(isOpen ? "factors.hideEstimates" : "factors.showEstimates")}</button>
      {isOpen ? <Estimates id={id} waves={waves} /> : null}
    </div>
  );
}

const MOST_ROWS = 60;

function Estimates({ id, waves }: { id: string; waves: readonly Wave[] }) {
  const t = useWords();
  const codes = useCodes();
  const areaName = useAreaName();
  const write = useFigure();
  const [group, setGroup] = useState("whole");
  const { data, error, isPending } = useQuery(estimatesQuery(id));
  const { data: changes } = useQuery({ ...changeQuery(id), enabled: waves.length > 1 });
  if (isPending) return <Waiting rows={3} />;
  if (error) return <Trouble error={error} />;
  const is = { whole: (one: Estimate) => one.sex === "all" && !one.ageBand, sex: (one: Estimate) => one.sex !== "all", age: (one: Estimate) => Boolean(one.ageBand) };
  const shown = data.filter(is[group as keyof typeof is]).slice(0, MOST_ROWS);
  const unit = (one: Estimate) => (one.statistic === "proportion" ? "share" : one.statistic === "rank" ? "rank" : "other");
  return (
    <>
      {data.some(is.sex) || data.some(is.age) ? <div style={{ maxWidth: "16rem", margin: "8px 0" }}><Select aria-label={t("factors.breakdown")} value={group} onChange={(next) => { setGroup(next ?? "whole"); }} allowDeselect={false} data={(["whole", "sex", "age"] as const).filter((one) => data.some(is[one])).map((one) => ({ value: one, label: t(`factors.group.${one}`) }))} /></div> : null}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("factors.showEstimates")}>
        <table className={styles.table}>
          <thead><tr>{[t("factors.answer"), t("factors.areas"), ...(group === "whole" ? [] : [t("factors.who")]), t("factors.value"), t("factors.interval95"), "n", t("factors.designEffect")].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
          <tbody>{shown.map((one) => (
            <tr key={one.id}>
              <th scope="row" className="own-words">{one.answer}</th>
              <td>{one.areaWords ?? (one.areas.length > 5 ? t("factors.allAreas", { shown: one.areas.length }) : joined(one.areas.map((pcode) => areaName(pcode) ?? pcode)))}</td>
              {group === "whole" ? null : <td>{one.ageBand ?? codes.word("respondent-sex", one.sex)}</td>}
              <td className={styles.figure}>{one.value === undefined && one.low === undefined ? <Nothing reading={one} /> : one.value === undefined ? one.words : write(one.value, unit(one))}</td>
              <td>{one.low === undefined || one.high === undefined ? <span className="quiet">{t("factors.unknownWord")}</span> : `${write(one.low, unit(one))} – ${write(one.high, unit(one))}`}</td>
              <td>{one.respondents === undefined ? <span className="quiet">{t("factors.unknownWord")}</span> : number(one.respondents)}</td>
              <td>{one.designEffect === undefined ? <span className="quiet">{t("factors.unknownWord")}</span> : new Intl.NumberFormat(language(), { maximumFractionDigits: 2 }).format(one.designEffect)}</td>
            </tr>
          ))}</tbody>
        </table>
      </div>
      {changes && changes.length > 0 ? <ul className="small">{changes.slice(0, MOST_ROWS).map((one) => (
        <li key={`${one.answer} ${one.areas.join()}`}>{one.answer}, {joined(one.areas.map((pcode) => areaName(pcode) ?? pcode))}: {t("factors.changed", { points: new Intl.NumberFormat(language(), { maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(one.change * 100) })} {one.isTested ? t(one.isClear ? "factors.changeClear" : "factors.changeUnclear") : one.why?.[language()]}</li>
      ))}</ul> : null}
    </>
  );
}
