/**
 * What communes ask for and complain of, and what is answered. Counts begin at ten and come with a delay, so that nobody's
 * demand is seen to arrive; the answer is for the commune, and its senders read it with their receipts.
 */
import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import chips from "../design/chips.module.css";
import { DataTable } from "../design/data-table.tsx";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { day, number } from "../design/when.ts";
import { ask } from "../frame/api.ts";
import { useCodes, type Row } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { capital, LANGUAGE_NAMES, language, useWords } from "../frame/words.ts";
import { newId } from "../platform/new-id.ts";
import { useAreaNames } from "./place-of.tsx";
import styles from "./sealed.module.css";

interface Answer { id: string; status: string; answeredOn: string; wordsFr: string | null; wordsEn: string | null; wordsAr: string | null }
interface Demand { demand: string; area: string; reports: number; answer: Answer | null }
interface Counted { from: number; delayDays: number; countedBefore: string }
interface Grievances extends Counted { rows: { kind: string; area: string; reports: number }[]; waiting: { report: string; kind: string; area: string | null; receivedOn: string }[] }

const demandsKey = ["demands", "demand-answer"], grievancesKey = ["grievance-counts", "grievance"];

export function DemandsPage() {
  const t = useWords();
  return (
    <>
      <PageHead title={t("page.demands")} below={<span className="measure">{t("demands.words")}</span>} />
      <Part title={t("demands.title")}><Demands /></Part>
      <Part title={t("demands.grievances")} aside={<TextLink to="/field/$noun" params={{ noun: "grievances" }} className="small">{t("demands.allCases")}</TextLink>}><GrievancePart /></Part>
      <Part title={t("demands.cohesion")}><Cohesion /></Part>
    </>
  );
}

/** From which number, and until when: never without it. */
function Rule({ from, delayDays, countedBefore }: Counted) {
  const t = useWords();
  return <p className="quiet small measure">{t("demands.rule", { from, days: delayDays, day: day(countedBefore) })}</p>;
}

function Demands() {
  const t = useWords();
  const codes = useCodes();
  const nameOf = useAreaNames();
  const mayAnswer = useMay("field.triage");
  const [open, setOpen] = useState<Demand>();
  const { data, error, isPending, refetch } = useQuery({ queryKey: demandsKey, queryFn: ({ signal }) => ask<Counted & { rows: Demand[] }>("/api/field/demands", { signal }) });
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={3} />;
  return (
    <>
      <Rule {...data} />
      {open ? <AnswerForm key={open.demand + open.area} demand={open} onClose={() => { setOpen(undefined); }} /> : null}
      {data.rows.length === 0 ? <Nothing title={t("demands.none", { from: data.from })}>{t("demands.noneWords")}</Nothing> : (
        <DataTable caption={t("demands.title")} rows={data.rows} idOf={({ demand, area }) => demand + area} columns={[
          { name: "area", head: t("demands.commune"), cell: ({ area }) => <bdi>{nameOf(area)}</bdi> },
          { name: "demand", head: t("demands.what"), cell: ({ demand }) => capital(codes.word("demand-kind", demand)) },
          { name: "reports", head: t("demands.count"), isNumber: true, cell: ({ reports }) => number(reports) },
          { name: "status", head: t("demands.status"), cell: ({ answer }) => (answer ? <>{capital(codes.word("demand-status", answer.status))} <span className="quiet small">{day(answer.answeredOn)}</span></> : <span className={`${chips.note} ${chips.warn}`}>{t("demands.unanswered")}</span>) },
          { name: "answer", head: t("demands.answer"), cell: (one) => <TestedButton size="compact-sm" variant="default" off={mayAnswer ? undefined : t("demands.mayNot")} onClick={() => { setOpen(one); }}>{t(one.answer ? "record.edit" : "demands.answerIt")}</TestedButton> },
        ]} />
      )}
    </>
  );
}

const today = () => new Date().toISOString().slice(0, 10);

function AnswerForm({ demand: { demand, area, answer }, onClose }: { demand: Demand; onClose: () => void }) {
  const t = useWords();
  const codes = useCodes();
  const client = useQueryClient();
  const nameOf = useAreaNames();
  const [id] = useState(newId);
  const [status, setStatus] = useState(answer?.status ?? "under-study");
  const [words, setWords] = useState({ fr: answer?.wordsFr ?? "", en: answer?.wordsEn ?? "", ar: answer?.wordsAr ?? "" });
  const save = useMutation({
    mutationFn: async () => {
      const said = (one: string) => one.trim() || undefined;
      const content = { demand, area, status, answeredOn: today(), wordsFr: said(words.fr), wordsEn: said(words.en), wordsAr: said(words.ar) };
      if (!answer) return ask("/api/demand-answers", { method: "POST", body: { id, content } });
      const { version } = await ask<Row>(`/api/demand-answers/${answer.id}`);
      return ask(`/api/demand-answers/${answer.id}`, { method: "PUT", body: { basedOn: version, content } });
    },
    onSuccess: async () => { await client.invalidateQueries({ queryKey: demandsKey }); onClose(); },
  });
  const first = language();
  const order = [first, ...(["fr", "en", "ar"] as const).filter((one) => one !== first)];
  return (
    <section className={styles.panel} aria-label={t("demands.answerIt")}>
      <h2>{capital(codes.word("demand-kind", demand))} · <bdi>{nameOf(area)}</bdi></h2>
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <p className="small measure">{t("demands.answerWords")}</p>
        <NativeSelect label={t("demands.status")} maw={360} value={status} data={codes.options("demand-status").map(({ value, label }) => ({ value, label: capital(label) }))} onChange={(event) => { setStatus(event.currentTarget.value); }} />
        {order.map((one) => <Textarea key={one} lang={one} dir={one === "ar" ? "rtl" : "ltr"} label={LANGUAGE_NAMES[one]} autosize minRows={2} maxLength={300} value={words[one]} onChange={(event) => { const { value } = event.currentTarget; setWords((before) => ({ ...before, [one]: value })); }} />)}
        {save.error ? <Trouble error={save.error} kept={t("form.kept")} /> : null}
        <div className={styles.row}><Button type="submit" loading={save.isPending}>{t("form.save")}</Button><Button variant="default" onClick={onClose}>{t("form.cancel")}</Button></div>
      </form>
    </section>
  );
}

function GrievancePart() {
  const t = useWords();
  const codes = useCodes();
  const nameOf = useAreaNames();
  const client = useQueryClient();
  const mayOpen = useMay("field.triage");
  const { data, error, isPending, refetch } = useQuery({ queryKey: grievancesKey, queryFn: ({ signal }) => ask<Grievances>("/api/field/grievances", { signal }) });
  const open = useMutation({
    mutationFn: ({ report, kind, area }: Grievances["waiting"][number]) => ask("/api/grievances", { method: "POST", body: { content: { kind, area, openedOn: today(), state: "opened", report } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: grievancesKey }),
  });
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={3} />;
  return (
    <>
      <Rule {...data} />
      {data.rows.length === 0 ? <p>{t("demands.none", { from: data.from })}</p> : (
        <DataTable caption={t("demands.grievances")} rows={data.rows} idOf={({ kind, area }) => kind + area} columns={[
          { name: "area", head: t("demands.commune"), cell: ({ area }) => <bdi>{nameOf(area)}</bdi> },
          { name: "kind", head: t("demands.about"), cell: ({ kind }) => capital(codes.word("grievance-kind", kind)) },
          { name: "reports", head: t("demands.count"), isNumber: true, cell: ({ reports }) => number(reports) },
        ]} />
      )}
      {data.waiting.length > 0 ? (
        <>
          <h3 className={styles.sub}>{t("demands.waiting", { count: data.waiting.length })}</h3>
          {open.error ? <Trouble error={open.error} /> : null}
          <DataTable caption={t("demands.waiting", { count: data.waiting.length })} rows={data.waiting} idOf={({ report }) => report} columns={[
            { name: "kind", head: t("demands.about"), cell: ({ kind }) => capital(codes.word("grievance-kind", kind)) },
            { name: "area", head: t("demands.commune"), cell: ({ area }) => (area ? <bdi>{nameOf(area)}</bdi> : undefined) },
            { name: "received", head: t("demands.received"), cell: ({ receivedOn }) => day(receivedOn) },
            { name: "open", head: t("demands.case"), cell: (one) => <TestedButton size="compact-sm" variant="default" loading={open.isPending && open.variables.report === one.report} off={!mayOpen ? t("demands.mayNot") : one.area ? undefined : t("demands.placeFirst")} onClick={() => { open.mutate(one); }}>{t("demands.openCase")}</TestedButton> },
          ]} />
        </>
      ) : null}
    </>
  );
}

function Cohesion() {
  const t = useWords();
  const codes = useCodes();
  const nameOf = useAreaNames();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ["cohesion", "event"], queryFn: ({ signal }) => ask<{ rows: { kind: string; area: string; events: number; reports: number }[] }>("/api/field/cohesion", { signal }) });
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={2} />;
  if (data.rows.length === 0) return <Nothing title={t("demands.noCohesion")}>{t("demands.noCohesionWords")}</Nothing>;
  return (
    <DataTable caption={t("demands.cohesion")} rows={data.rows} idOf={({ kind, area }) => kind + area} columns={[
      { name: "area", head: t("demands.area"), cell: ({ area }) => <bdi>{nameOf(area)}</bdi> },
      { name: "kind", head: t("demands.good"), cell: ({ kind }) => capital(codes.word("event-kind", kind)) },
      { name: "events", head: t("demands.events"), isNumber: true, cell: ({ events }) => number(events) },
      { name: "reports", head: t("demands.notYet"), isNumber: true, cell: ({ reports }) => number(reports) },
    ]} />
  );
}
