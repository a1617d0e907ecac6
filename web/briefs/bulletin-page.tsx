/** One bulletin: its pages, what can be decided about it and why not, what was decided, and the rows behind each figure. */
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Labels } from "../../src/platform/language.ts";
import type { Marking } from "../../src/platform/marking.ts";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { MarkingChip } from "../design/marking-chip.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Done, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { day, moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { inWords, useWords } from "../frame/words.ts";
import styles from "./briefs.module.css";
import { Handing } from "./handing.tsx";
import { Paper, useContacts } from "./paper.tsx";

interface Figure { key: string; value: number; rows: string[]; digest: string }
interface Bulletin { id: string; version: number; marking: Marking; content: { title: string; week: string; state: string; facts: { gatheredAt: string; figures: Figure[] } } }
interface Step { name: string; labels: Labels; isPossible: boolean; reason?: Labels; isWaiting: boolean }
interface Decisions { isWhole: boolean; decisions: { step: string; at: string; reason: string; key: string; holds: boolean }[] }

export function BulletinPage() {
  const t = useWords();
  const codes = useCodes();
  const { id } = useParams({ strict: false }) as { id: string };
  const mayAsk = useMay("exchange.read");
  const contacts = useContacts(mayAsk).data?.rows ?? [];
  const { data, error, isPending, refetch } = useQuery({ queryKey: ["bulletin", id], queryFn: ({ signal }) => ask<Bulletin>(`/api/bulletins/${id}`, { signal }) });
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={8} height={56} />;
  const { week, state, facts } = data.content;
  return (
    <>
      <PageHead title={`${day(week)} · ${codes.word("bulletin-state", state)}`} above={<TextLink to={ADDRESS.briefs}>{t("chapter.briefs")}</TextLink>} below={<><MarkingChip marking={data.marking} /> {t("brief.gathered", { at: moment(facts.gatheredAt) })}</>} />
      <Part title={t("brief.steps")}><Decide id={id} isDraft={state === "draft"} /></Part>
      <Part title={t("brief.preview")}><Paper key={data.version} path={`/api/bulletins/${id}/paper`} name={`bulletin-${week}`} contacts={contacts} /></Part>
      {mayAsk ? <Part title={t("brief.hand")}><Handing id={id} version={data.version} state={state} /></Part> : null}
      <Part title={t("brief.decisions")}><Decided id={id} version={data.version} /></Part>
      <Part title={t("brief.lineage")}>
        <ul className={styles.lineage}>{facts.figures.map(({ key, value, rows, digest }, i) => (
          <li key={key}>
            <details>
              <summary>{`[${i + 1}] ${t(`brief.figure.${key}` as "brief.figure.events")} : `}<strong className="figures">{number(value)}</strong>{` · ${t("brief.rows", { count: rows.length })}`}</summary>
              <code dir="ltr">{`SHA-256 ${digest}`}<br />{rows.join(" ")}</code>
            </details>
          </li>
        ))}</ul>
      </Part>
    </>
  );
}

function Decide({ id, isDraft }: { id: string; isDraft: boolean }) {
  const t = useWords();
  const client = useQueryClient();
  const mayWrite = useMay("briefs.write");
  const [reason, write] = useState("");
  const [waits, setWaits] = useState(false);
  const { data } = useQuery({ queryKey: ["bulletin", id, "steps"], queryFn: ({ signal }) => ask<{ steps: Step[] }>(`/api/bulletins/${id}/publishing`, { signal }) });
  const again = () => client.invalidateQueries({ queryKey: ["bulletin", id] });
  const deciding = useMutation({
    mutationFn: (step: string) => ask<{ isWaiting: boolean }>(`/api/bulletins/${id}/publishing/${step}`, { method: "POST", body: { reason: reason.trim() } }),
    onSuccess: ({ isWaiting }) => { write(""); setWaits(isWaiting); void client.invalidateQueries({ queryKey: ["briefs"] }); return again(); },
  });
  const counting = useMutation({ mutationFn: () => ask(`/api/bulletins/${id}/refresh`, { method: "POST", body: {} }), onSuccess: again });
  if (!data) return <Waiting rows={2} height={36} />;
  return (
    <div className={styles.acts}>
      {data.steps.length > 0 ? <Textarea label={t("brief.reason")} value={reason} maxLength={500} autosize minRows={2} onChange={(event) => { write(event.currentTarget.value); }} /> : null}
      <div className={styles.buttons}>
        {data.steps.map((step, i) => <TestedButton key={step.name} variant={i === 0 ? "filled" : "default"} loading={deciding.isPending && deciding.variables === step.name} off={step.isPossible ? reason.trim() ? undefined : t("brief.reasonFirst") : inWords(step.reason)} onClick={() => { deciding.mutate(step.name); }}>{inWords(step.labels)}</TestedButton>)}
        {isDraft && mayWrite ? <Button variant="subtle" loading={counting.isPending} onClick={() => { counting.mutate(); }}>{t("brief.refresh")}</Button> : null}
      </div>
      {waits ? <Done>{t("brief.waiting")}</Done> : null}
      {deciding.error ?? counting.error ? <Trouble error={deciding.error ?? counting.error} /> : null}
    </div>
  );
}

function Decided({ id, version }: { id: string; version: number }) {
  const t = useWords();
  const { data } = useQuery({ queryKey: ["bulletin", id, "decisions", version], queryFn: ({ signal }) => ask<Decisions>(`/api/bulletins/${id}/decisions`, { signal }) });
  const { data: life } = useQuery({ queryKey: ["bulletin", id, "steps"], queryFn: ({ signal }) => ask<{ steps: Step[] }>(`/api/bulletins/${id}/publishing`, { signal }) });
  const codes = useCodes();
  if (!data || !life) return <Waiting rows={2} height={36} />;
  if (data.decisions.length === 0) return <p className="quiet">{t("brief.noDecisions")}</p>;
  const reached: Readonly<Record<string, string>> = { release: "released", hold: "held", resume: "draft", withdraw: "withdrawn", drop: "dropped" };
  return <ul className={styles.list}>{data.decisions.map((one) => <li key={one.at + one.step} className={styles.row}><strong>{`${codes.word("bulletin-state", reached[one.step] ?? one.step)} · ${moment(one.at)}`}</strong><span>{one.reason}</span><span className="quiet small">{one.holds ? t("brief.holds") : t("brief.broken")}</span></li>)}</ul>;
}
