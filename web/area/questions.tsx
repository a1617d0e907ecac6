/** The three questions that a page answers before anything else: what changed, how sure are we, what is expected of me? */
import type { ReactNode } from "react";
import { listed, periodName, timesWords } from "../charts/in-words.ts";
import { WithOrigin } from "../charts/origin.tsx";
import { GradeChip } from "../design/grading.tsx";
import { number } from "../design/when.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import type { AreaAnswer, Growth } from "./area-answer.ts";
import styles from "./area.module.css";
import { surgeTone, useSurgeWords } from "./surge-mark.tsx";

export function Questions({ answer }: { answer: AreaAnswer }) {
  const t = useWords();
  return (
    <div className={styles.questions}>
      <Question title={t("areaPage.whatChanged")}><WhatChanged answer={answer} /></Question>
      <Question title={t("areaPage.howSure")}><HowSure answer={answer} /></Question>
      <Question title={t("areaPage.whatExpected")}><WhatExpected answer={answer} /></Question>
    </div>
  );
}

const Question = ({ title, children }: { title: string; children: ReactNode }) => <section className={styles.question}><h2>{title}</h2>{children}</section>;

function WhatChanged({ answer: { growth, surge, total, provenance } }: { answer: AreaAnswer }) {
  const t = useWords();
  const surgeWords = useSurgeWords();
  const { before, now } = growth;
  const names = { before: periodName(before.from, before.to), now: periodName(now.from, now.to) };
  return (
    <>
      <p className={styles.answer}>{useChangeWords()(growth)}</p>
      <p>{t("areaPage.fromTo", { before: number(before.count), beforeName: names.before, now: number(now.count), nowName: names.now })}</p>
      {surge ? <p data-tone={surgeTone(surge.state)} className={styles.toned}>{surgeWords(surge)}</p> : null}
      <p className="quiet small">{t("areaPage.inAll")} <WithOrigin provenance={provenance}>{t("event.count", { count: total.count, shown: number(total.count) })}</WithOrigin></p>
    </>
  );
}

/** In one sentence: did it grow? Never more than the counts can carry. */
function useChangeWords(): (growth: Growth) => string {
  const t = useWords();
  return ({ comparability, change, before, now }) => {
    const names = { before: periodName(before.from, before.to), now: periodName(now.from, now.to) };
    if (comparability === "no-events") return t("areaPage.nothingToCompare", names);
    if (comparability !== "comparable" || !change) return t("areaPage.cannotTell", names);
    if (change.isUncertain) return t("areaPage.noSureChange", names);
    if (change.ratio === null) return t("areaPage.fromNone", { ...names, least: timesWords(change.lower) });
    return t(change.ratio > 1 ? "areaPage.more" : "areaPage.fewer", { ...names, times: timesWords(change.ratio) });
  };
}

function HowSure({ answer: { growth: { before, now, change, comparability }, provenance: { gradings }, byYear } }: { answer: AreaAnswer }) {
  const t = useWords();
  const vague = byYear.reduce((sum, step) => sum + step.vague, 0);
  const most = [...gradings].sort((a, b) => b.events - a.events).slice(0, 4);
  return (
    <>
      <p className={styles.answer}>{t(`areaPage.sure.${before.coverage.state === now.coverage.state ? now.coverage.state : "part"}`)}</p>
      {comparability === "comparable" && change ? <p>{t("areaPage.interval", { low: timesWords(change.lower), high: change.upper === null ? "∞" : timesWords(change.upper) })}</p> : null}
      <p>{t("areaPage.activeSources", { before: number(before.activeSources), beforeName: periodName(before.from, before.to), now: number(now.activeSources), nowName: periodName(now.from, now.to) })}</p>
      {most.length > 0 ? <p className={styles.gradings}>{most.map(({ grading, events }) => <span key={grading}><GradeChip reliability={grading[0]!} credibility={grading.slice(1)} /> {number(events)}</span>)}</p> : null}
      {vague > 0 ? <p className="quiet small">{t("areaPage.vague", { count: vague, shown: number(vague) })}</p> : null}
    </>
  );
}

function WhatExpected({ answer: { growth, claims, byYear } }: { answer: AreaAnswer }) {
  const t = useWords();
  const mayGrade = useMay("evidence.grade");
  const expired = claims.filter(({ isExpired }) => isExpired);
  const dark = byYear.filter(({ coverage }) => coverage === "none").map(({ from }) => from.slice(0, 4));
  const cautions = [
    growth.comparability === "not-covered" || growth.comparability === "other-sources" ? t("areaPage.doNotQuote") : undefined,
    dark.length > 0 ? t("areaPage.darkYears", { years: dark.length > 4 ? `${dark[0]}–${dark.at(-1)}` : listed(dark) }) : undefined,
    expired.length > 0 ? t(mayGrade ? "areaPage.expiredToGrade" : "areaPage.expiredKnown", { count: expired.length, shown: number(expired.length) }) : undefined,
  ].filter((words) => words !== undefined);
  return (
    <>
      <p className={styles.answer}>{t("areaPage.nothingAsked")}</p>
      {cautions.length > 0 ? <><p>{t("areaPage.beforeQuoting")}</p><ul>{cautions.map((words) => <li key={words}>{words}</li>)}</ul></> : null}
    </>
  );
}
