/**
 * Write an alert: from an event, whose areas and countries are computed, or alone, where the officer says them. The words are
 * proposed in three languages; the next page shows to whom it would go, and sends.
 */
import { Select } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { when } from "../design/when.ts";
import { eventsQuery, type EventRow } from "../evidence/events.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { capital, useWords } from "../frame/words.ts";
import { newId } from "../platform/new-id.ts";
import { AffectedAreas } from "./alert-areas.tsx";
import { GravityFields } from "./alert-draft.tsx";
import styles from "./exchange.module.css";
import { asAsked, NearTowards, type Around } from "./near-towards.tsx";
import { useAct, type Affected, type AlertRow } from "./questions.ts";
import { WriteAlone } from "./write-alone.tsx";

export function WritePage() {
  const t = useWords();
  const { event } = useSearch({ strict: false }) as { event?: string };
  const [isAlone, setAlone] = useState(false);
  return (
    <>
      <PageHead title={t("write.title")} above={<TextLink to={ADDRESS.exchange}>{t("alerts.board")}</TextLink>} below={<span className="measure">{t("write.words")}</span>} />
      <div className={styles.tabs} role="group" aria-label={t("write.from")}>
        <button type="button" className={styles.tab} aria-pressed={!isAlone} onClick={() => { setAlone(false); }}>{t("write.fromEvent")}</button>
        <button type="button" className={styles.tab} aria-pressed={isAlone} onClick={() => { setAlone(true); }}>{t("write.alone")}</button>
      </div>
      {isAlone ? <WriteAlone /> : <FromEvent given={event} />}
    </>
  );
}

function FromEvent({ given }: { given: string | undefined }) {
  const t = useWords();
  const navigate = useNavigate();
  const mayWrite = useMay("exchange.write");
  const [id] = useState(newId);
  const [chosen, setChosen] = useState(given ?? "");
  const [around, setAround] = useState<Around>({});
  const [gravity, setGravity] = useState({ severity: "Moderate", urgency: "Expected", certainty: "", functions: [] as string[] });
  const concern = useQuery({ queryKey: ["concern", "event", chosen, around], enabled: chosen !== "", placeholderData: keepPreviousData, queryFn: ({ signal }) => ask<{ basis: string; countries: string[]; affected: Affected[] }>(`/api/exchange/affected/${chosen}`, { signal, query: asAsked(around) }) });
  const points = { ...(around.near ? { near: around.near.at } : {}), ...(around.towards ? { towards: around.towards.at } : {}) };
  const send = useAct(() => ask<AlertRow>("/api/alerts/draft", { method: "POST", body: { id, events: [chosen], severity: gravity.severity, urgency: gravity.urgency, ...(gravity.functions.length > 0 ? { functions: gravity.functions } : {}), ...points } }));
  const off = !mayWrite ? t("alerts.mayNotWrite") : chosen === "" ? t("write.chooseEvent") : undefined;
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); if (!off) send.mutate(undefined, { onSuccess: (row) => { void navigate({ to: ADDRESS.alert, params: { id: row.id } }); } }); }}>
      <EventSelect value={chosen} onGive={(next) => { setChosen(next); setAround({}); }} />
      <GravityFields content={gravity} hasCertainty={false} onGive={(changes) => { setGravity((before) => ({ ...before, ...changes })); }} />
      <p className="quiet small" style={{ margin: 0 }}>{t("write.functionsWords")}</p>
      {chosen ? <Part title={t("alerts.areas")}>{concern.error ? <Trouble error={concern.error} /> : concern.isPending ? <Waiting rows={2} /> : <AffectedAreas affected={concern.data.affected} basis={concern.data.basis} />}</Part> : null}
      {chosen && concern.data && concern.data.basis !== "coordinates" ? (
        <NearTowards value={around} onGive={setAround} />
      ) : null}
      {send.error ? <Trouble error={send.error} kept={t("form.kept")} /> : null}
      <div className={styles.acts}><TestedButton type="submit" off={off} loading={send.isPending}>{t("write.draft")}</TestedButton><span className="quiet small">{t("write.nothingLeaves")}</span></div>
    </form>
  );
}

/** Events by their kind, place and day; typing searches all that one may read. */
function EventSelect({ value, onGive }: { value: string; onGive: (id: string) => void }) {
  const t = useWords();
  const codes = useCodes();
  const [q, setQ] = useState("");
  const latest = useInfiniteQuery(eventsQuery({} as never, 50));
  const found = useInfiniteQuery({ ...eventsQuery({ q } as never, 20), enabled: q.trim().length > 2 && !q.includes(" · ") });
  const own = useQuery({ queryKey: ["row", "event", value], enabled: value !== "", queryFn: ({ signal }) => ask<EventRow>(`/api/events/${value}`, { signal }) });
  const label = ({ content: { title, kind, placeName, occurredFrom, occurredTo, datePrecision } }: EventRow) => `${title ?? capital(codes.word("event-kind", kind))} · ${placeName ?? t("alerts.nowhere")} · ${when(occurredFrom, occurredTo, datePrecision)}`;
  const rows = [...(own.data ? [own.data] : []), ...(found.data?.pages ?? []), ...(latest.data?.pages ?? [])].flatMap((one) => ("rows" in one ? one.rows : [one]));
  const data = [...new Map(rows.map((row) => [row.id, { value: row.id, label: label(row) }])).values()];
  return <Select data-first label={t("write.event")} description={t("write.eventWords")} required searchable nothingFoundMessage={t("search.nothing")} data={data} value={value || null} onSearchChange={setQ} onChange={(next) => { onGive(next ?? ""); }} />;
}
