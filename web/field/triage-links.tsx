/** What may be the same: other reports to merge with, events to stand behind. Each with its score, and what every part of it said. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { TextLink } from "../design/links.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { number } from "../design/when.ts";
import { titleOf, whenOf } from "../evidence/event-words.tsx";
import type { EventContent } from "../evidence/events.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import type { PanelProps } from "./triage-report-page.tsx";
import { Panel } from "./triage-panel.tsx";
import { duplicatesQuery, eventsLikeQuery, useAct, type PartOfScore, type ReportRow } from "./triage-report.ts";
import { About, agoOf, likely, usePlaceOf } from "./triage-words.tsx";
import styles from "./triage.module.css";

export function Lookalikes({ row, mayWork }: { row: ReportRow; mayWork: boolean }) {
  const t = useWords();
  const placeOf = usePlaceOf();
  const act = useAct(row.id);
  const { data, error, isPending, refetch } = useQuery(duplicatesQuery(row.id));
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={3} />;
  return (
    <>
      {data.suggestions.length === 0 ? <p className="quiet small">{t("triage.noLookalikes")}</p> : data.suggestions.map(({ row: other, score, parts }) => (
        <Like key={other.id} score={score} parts={parts} title={<TextLink to={ADDRESS.report} params={{ id: other.id }}><About content={other.content} />{t("punctuation.colon")} {placeOf(other.content)}</TextLink>} aside={agoOf(other.content.receivedAt)}>
          {mayWork ? <>
            <Button size="compact-sm" variant="default" disabled={act.isPending} onClick={() => { act.mutate({ what: "/merge", body: { basedOn: row.version, into: other.id, score } }); }}>{t("triage.merge")}</Button>
            <Button size="compact-sm" variant="subtle" disabled={act.isPending} onClick={() => { act.mutate({ what: "/differs", body: { other: other.id, score } }); }}>{t("triage.differs")}</Button>
          </> : null}
        </Like>
      ))}
      {act.error ? <Trouble error={act.error} /> : null}
      <p className="quiet small">{t("triage.neverByItself")}</p>
    </>
  );
}

export function LinkPanel({ row, onClose }: PanelProps) {
  const t = useWords();
  const codes = useCodes();
  const act = useAct(row.id);
  const mayWrite = useMay("evidence.edit");
  const { data, error, isPending, refetch } = useQuery(eventsLikeQuery(row.id));
  const { event, claim } = row.content;
  return (
    <Panel title={t("triage.linkIt")} onClose={onClose}>
      {event || claim ? <Linked row={row} /> : null}
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={3} /> : data.suggestions.filter(({ row: one }) => one.id !== event).length === 0 ? <p className="quiet small">{t("triage.noEvents")}</p>
        : data.suggestions.filter(({ row: one }) => one.id !== event).map(({ row: one, score, parts }) => {
          const content = one.content as unknown as EventContent;
          return (
            <Like key={one.id} score={score} parts={parts} title={<TextLink to={ADDRESS.event} params={{ id: one.id }}>{titleOf(content, codes)}</TextLink>} aside={whenOf(content)}>
              <Button size="compact-sm" variant="default" disabled={act.isPending || !mayWrite} onClick={() => { act.mutate({ what: "/event", body: { basedOn: row.version, event: one.id } }, { onSuccess: onClose }); }}>{t("triage.linkTo")}</Button>
            </Like>
          );
        })}
      {act.error ? <Trouble error={act.error} /> : null}
      <p className="quiet small" style={{ margin: 0 }}>{t("triage.linkWords")}</p>
    </Panel>
  );
}

/** What it stands behind already, and how to take it away or open it to more readers. */
function Linked({ row }: { row: ReportRow }) {
  const t = useWords();
  const act = useAct(row.id);
  const waits = act.data as { isWaiting?: boolean } | undefined;
  return (
    <>
      {(["event", "claim"] as const).filter((name) => row.content[name]).map((name) => (
        <div key={name} className={styles.likeHead}>
          <span>{t(`triage.${name}`)}{t("punctuation.colon")} <Reference noun={name} id={row.content[name]!} /></span>
          <span className={styles.acts} style={{ margin: 0 }}>
            <Button size="compact-sm" variant="default" disabled={act.isPending} onClick={() => { act.mutate({ what: "/unlink", body: { basedOn: row.version, from: name } }); }}>{t("triage.unlink")}</Button>
            {name === "event" ? <Button size="compact-sm" variant="default" disabled={act.isPending} onClick={() => { act.mutate({ what: "/open-event", body: { marking: "GREEN" } }); }}>{t("triage.openEvent")}</Button> : null}
          </span>
        </div>
      ))}
      {waits?.isWaiting ? <p role="status" className="quiet small">{t("triage.waitsForSecond")}</p> : null}
      {act.error ? <Trouble error={act.error} /> : null}
    </>
  );
}

function Like({ title, aside, score, parts, children }: { title: ReactNode; aside: string; score: number; parts: readonly PartOfScore[]; children: ReactNode }) {
  const t = useWords();
  return (
    <div className={styles.like}>
      <div className={styles.likeHead}><span>{title}</span><strong className="figures">{t("triage.chance", { chance: likely(score) })}</strong></div>
      <span className="quiet small">{aside}</span>
      <dl className={styles.parts}>
        {parts.map((part) => <PartLine key={part.name} part={part} />)}
      </dl>
      <div className={styles.acts} style={{ margin: 0 }}>{children}</div>
    </div>
  );
}

/** What the part showed, and its weight in bits: above nought for, below against. */
function PartLine({ part: { name, level, weight, measured } }: { part: PartOfScore }) {
  const t = useWords();
  const shown = level.replace(/-of-kind$/, "");
  const measure = measured === undefined || name === "text" ? "" : name === "place" ? ` (${number(Math.round(measured * 10) / 10)} km)` : "";
  return (
    <>
      <dt>{t(`scorePart.${name}`)}</dt>
      <dd>{t(`scoreLevel.${shown}` as "scoreLevel.same-spot")}{measure}</dd>
      <dd className={styles.for}>{level === "not-said" ? "·" : `${weight > 0 ? "+" : "−"}${number(Math.abs(Math.round(weight * 10) / 10))}`}</dd>
    </>
  );
}
