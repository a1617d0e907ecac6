/** Writing down a data incident, or adding to it. It asks for roles and kinds; the server refuses words that name somebody, and what was typed stays. */
import { Button, MultiSelect, NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes, useNoun, type NounWords, type Row } from "../frame/nouns.ts";
import { Nowhere } from "../frame/nowhere.tsx";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { newId } from "../platform/new-id.ts";
import { rowQuery } from "../platform/records.ts";
import styles from "./exchange.module.css";
import { useAct } from "./questions.ts";

interface Told { whom: string; on: string; by: string }
export interface IncidentContent { title: string; kind: string; dataKinds: string[]; happenedOn?: string; foundOn: string; what: string; peopleConcerned?: number; told?: Told[]; measures?: string; state: string }

const today = () => new Date().toISOString().slice(0, 10);

export function IncidentFormPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const noun = useNoun("data-incident");
  if (!noun) return <Nowhere />;
  return id ? <Changing noun={noun} id={id} /> : <Form />;
}

function Changing({ noun, id }: { noun: NounWords; id: string }) {
  const { data, error, isPending } = useQuery({ ...rowQuery(noun, id), staleTime: 0 });
  if (error) return <Trouble error={error} />;
  return isPending ? <Waiting /> : <Form key={data.version} row={data} />;
}

function Form({ row }: { row?: Row }) {
  const t = useWords();
  const codes = useCodes();
  const navigate = useNavigate();
  const mayWrite = useMay("exchange.write");
  const [id] = useState(() => row?.id ?? newId());
  const [content, setContent] = useState<IncidentContent>(() => (row?.content as unknown as IncidentContent | undefined) ?? { title: "", kind: "", dataKinds: [], foundOn: today(), what: "", state: "open" });
  const give = (changes: Partial<IncidentContent>) => { setContent((before) => ({ ...before, ...changes })); };
  const told = content.told ?? [];
  const putTold = (at: number, changes: Partial<Told>) => { give({ told: told.map((one, i) => (i === at ? { ...one, ...changes } : one)) }); };
  const send = useAct(() => ask<Row>(row ? `/api/data-incidents/${row.id}` : "/api/data-incidents", row ? { method: "PUT", body: { basedOn: row.version, content: asSent(content) } } : { method: "POST", body: { id, content: asSent(content) } }));
  const off = !mayWrite ? t("incidents.mayNotWrite") : content.title.trim() && content.kind && content.dataKinds.length > 0 && content.foundOn && content.what.trim() && told.every(({ whom, on, by }) => whom && on && by.trim()) ? undefined : t("incidents.incomplete");
  return (
    <>
      <PageHead title={row ? t("incidents.addTo") : t("incidents.write")} above={<TextLink to={ADDRESS.governance}>{t("page.governance")}</TextLink>} below={<span className="measure">{t("incidents.formWords")}</span>} />
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); if (!off) send.mutate(undefined, { onSuccess: (saved) => { void navigate({ to: ADDRESS.incident, params: { id: saved.id } }); } }); }}>
        <TextInput label={t("sharing.title")} required maxLength={160} value={content.title} onChange={(event) => { give({ title: event.currentTarget.value }); }} />
        <div className={styles.pair}>
          <NativeSelect label={t("incidents.kind")} required value={content.kind} data={[{ value: "", label: t("form.choose") }, ...codes.options("incident-kind").map(({ value, label }) => ({ value, label }))]} onChange={(event) => { give({ kind: event.currentTarget.value }); }} />
          <MultiSelect label={t("incidents.dataKinds")} required data={codes.options("data-kind").map(({ value, label }) => ({ value, label }))} value={content.dataKinds} onChange={(dataKinds) => { give({ dataKinds }); }} />
          <TextInput type="date" label={t("incidents.happenedOn")} value={content.happenedOn ?? ""} onChange={(event) => { give({ happenedOn: event.currentTarget.value }); }} />
          <TextInput type="date" label={t("incidents.foundOn")} required value={content.foundOn} onChange={(event) => { give({ foundOn: event.currentTarget.value }); }} />
          <NumberInput label={t("incidents.people")} min={0} max={2_000_000_000} value={content.peopleConcerned ?? ""} onChange={(value) => { give({ peopleConcerned: value === "" ? undefined as never : Number(value) }); }} />
        </div>
        <Textarea label={t("incidents.what")} description={t("incidents.namesNobody")} required autosize minRows={3} maxRows={12} maxLength={2_000} value={content.what} onChange={(event) => { give({ what: event.currentTarget.value }); }} />
        <fieldset className={styles.panel} style={{ margin: 0 }}>
          <legend>{t("incidents.told")}</legend>
          {told.map((one, at) => (
            <div key={at} className={styles.pair}>
              <NativeSelect label={t("incidents.whom")} required value={one.whom} data={[{ value: "", label: t("form.choose") }, ...codes.options("incident-told").map(({ value, label }) => ({ value, label }))]} onChange={(event) => { putTold(at, { whom: event.currentTarget.value }); }} />
              <TextInput type="date" label={t("incidents.toldOn")} required value={one.on} onChange={(event) => { putTold(at, { on: event.currentTarget.value }); }} />
              <TextInput label={t("incidents.byRole")} required maxLength={120} value={one.by} onChange={(event) => { putTold(at, { by: event.currentTarget.value }); }} />
              <Button variant="default" style={{ alignSelf: "end" }} aria-label={t("incidents.removeTold", { at: at + 1 })} onClick={() => { give({ told: told.filter((_, i) => i !== at) }); }}>{t("incidents.remove")}</Button>
            </div>
          ))}
          <div><Button variant="default" size="compact-sm" onClick={() => { give({ told: [...told, { whom: "", on: today(), by: "" }] }); }}>{t("incidents.addTold")}</Button></div>
        </fieldset>
        <Textarea label={t("incidents.measures")} description={t("incidents.namesNobody")} autosize minRows={2} maxRows={12} maxLength={2_000} value={content.measures ?? ""} onChange={(event) => { give({ measures: event.currentTarget.value }); }} />
        {send.error ? <Trouble error={send.error} kept={t("form.kept")} /> : null}
        <div className={styles.acts} style={{ margin: 0 }}><TestedButton type="submit" off={off} loading={send.isPending}>{t("form.save")}</TestedButton></div>
      </form>
    </>
  );
}

/** What is empty is not known. */
function asSent({ happenedOn, told, measures, peopleConcerned, ...rest }: IncidentContent): IncidentContent {
  return {
    ...rest, title: rest.title.trim(), what: rest.what.trim(), ...(happenedOn ? { happenedOn } : {}), ...(told?.length ? { told: told.map((one) => ({ ...one, by: one.by.trim() })) } : {}), ...(measures?.trim() ? { measures: measures.trim() } : {}),
    ...(peopleConcerned === undefined ? {} : { peopleConcerned }),
  };
}
