/** What is handed over: the weeks' bulletins with what was decided about each, a new one, and the sheet of an alert. */
import { NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Marking } from "../../src/platform/marking.ts";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { MarkingChip } from "../design/marking-chip.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { day, moment } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { address, ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { language, useWords } from "../frame/words.ts";
import styles from "./briefs.module.css";
import { Paper, useContacts } from "./paper.tsx";

interface Brief { id: string; title: string; week: string; state: string; marking: Marking; gatheredAt: string; last: { step: string; at: string; reason: string } | null }

export function BriefsPage() {
  const t = useWords();
  const codes = useCodes();
  const mayAlert = useMay("exchange.read");
  const { data, error, isPending, refetch } = useQuery({ queryKey: ["briefs"], queryFn: ({ signal }) => ask<Brief[]>("/api/briefs", { signal }) });
  return (
    <>
      <PageHead title={t("chapter.briefs")} below={t("chapterWords.briefs")} />
      <Part title={t("brief.make")}><Make /></Part>
      <Part title={t("brief.list")}>
        {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={4} height={48} /> : data.length === 0 ? <Nothing title={t("brief.none")}>{t("brief.noneWords")}</Nothing> : (
          <ul className={styles.list}>{data.map((one) => (
            <li key={one.id} className={styles.row}>
              <strong><TextLink to={ADDRESS.bulletin} params={{ id: one.id }}>{`${day(one.week)} · ${codes.word("bulletin-state", one.state)}`}</TextLink></strong>
              <MarkingChip marking={one.marking} />
              <span className="quiet small">{one.last ? `${moment(one.last.at)} · ${one.last.reason}` : t("brief.gathered", { at: moment(one.gatheredAt) })}</span>
            </li>
          ))}</ul>
        )}
      </Part>
      {mayAlert ? <Part title={t("brief.received")}><Received /></Part> : null}
      {mayAlert ? <Part title={t("brief.sheet")}><p className="quiet measure">{t("brief.sheetWords")}</p><AlertSheet /></Part> : null}
    </>
  );
}

/** The last whole week, unless another is asked for. */
const lastWeek = () => new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);
const mondayOf = (on: string): string => {
  const date = new Date(`${on}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
};

function Make() {
  const t = useWords();
  const navigate = useNavigate();
  const may = useMay("briefs.write");
  const [on, choose] = useState(lastWeek);
  const [marking, mark] = useState<Marking>("GREEN");
  const making = useMutation({
    mutationFn: () => ask<{ id: string }>("/api/bulletins", { method: "POST", body: { week: mondayOf(on), marking } }),
    onSuccess: ({ id }) => { void navigate({ to: ADDRESS.bulletin, params: { id } }); },
  });
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (may && on) making.mutate(); }}>
      <div className={styles.choices}>
        <TextInput type="date" label={t("brief.week")} value={on} onChange={(event) => { choose(event.currentTarget.value); }} required />
        <NativeSelect label={t("brief.marking")} description={t("brief.markingWords")} value={marking} onChange={(event) => { mark(event.currentTarget.value as Marking); }} data={["CLEAR", "GREEN", "AMBER"].map((value) => ({ value, label: `TLP:${value}` }))} />
        <TestedButton type="submit" off={may ? undefined : t("brief.mayNot")} loading={making.isPending}>{t("brief.makeNow")}</TestedButton>
      </div>
      {making.error ? <Trouble error={making.error} /> : null}
    </form>
  );
}

interface Incoming { id: string; sender: string; service: string; week: string; state: string; marking: Marking; issuedAt: string }

/** Only what their sender gave: it is read and printed here, and handed on by nobody. */
function Received() {
  const t = useWords();
  const codes = useCodes();
  const { data, error } = useQuery({ queryKey: ["briefs", "received"], queryFn: ({ signal }) => ask<Incoming[]>("/api/briefs/received", { signal }) });
  if (error) return <Trouble error={error} />;
  if (!data) return <Waiting rows={2} height={36} />;
  if (data.length === 0) return <p className="quiet measure">{t("brief.receivedNone")}</p>;
  return (
    <ul className={styles.list}>{data.map((one) => (
      <li key={one.id} className={styles.row}>
        <strong>{`${codes.word("country", one.sender)} · ${one.week ? day(one.week) : ""} · ${codes.word("received-state", one.state)}`}</strong>
        <MarkingChip marking={one.marking} />
        <span className="quiet small">{`${t("brief.receivedFor", { service: codes.word("service-kind", one.service) })} · ${moment(one.issuedAt)}`}</span>
        {one.state === "held" ? <a className={styles.link} href={address(`/api/received-records/${one.id}/paper`, { language: language(), format: "pdf" })} download={`bulletin-${one.sender}-${one.week}.pdf`}>{t("brief.receivedPaper")}</a> : null}
      </li>
    ))}</ul>
  );
}

interface Alert { id: string; content: { title: string } }

function AlertSheet() {
  const t = useWords();
  const [chosen, choose] = useState("");
  const { data } = useQuery({ queryKey: ["alerts", "for paper"], queryFn: ({ signal }) => ask<{ rows: Alert[] }>("/api/alerts", { signal, query: { limit: 100 } }) });
  const contacts = useContacts(true).data?.rows ?? [];
  if (!data) return <Waiting rows={2} height={36} />;
  if (data.rows.length === 0) return <p className="quiet">{t("brief.noAlerts")}</p>;
  return (
    <>
      <div className={styles.choices}>
        <NativeSelect label={t("brief.alert")} value={chosen} onChange={(event) => { choose(event.currentTarget.value); }} data={[{ value: "", label: "–" }, ...data.rows.map(({ id, content }) => ({ value: id, label: content.title }))]} />
      </div>
      {chosen ? <Paper key={chosen} path={`/api/alerts/${chosen}/sheet`} name={`alert-${chosen.slice(-6)}`} contacts={contacts} /> : null}
    </>
  );
}
