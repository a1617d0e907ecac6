/** From a report to evidence: an event of its coded fields, or a claim in words that the officer writes anew. */
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Trouble } from "../design/states.tsx";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import type { PanelProps } from "./triage-report-page.tsx";
import { Panel } from "./triage-panel.tsx";
import { useAct } from "./triage-report.ts";
import styles from "./triage.module.css";

const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;

export function EventPanel({ row, onClose }: PanelProps) {
  const t = useWords();
  const act = useAct(row.id);
  const mayWrite = useMay("evidence.edit");
  const [title, setTitle] = useState("");
  return (
    <Panel title={t("triage.eventOf")} onClose={onClose} isBusy={act.isPending} canSend={mayWrite} send={t("triage.makeEvent")}
      onSend={() => { act.mutate({ what: "/event", body: { basedOn: row.version, ...(title.trim() ? { title: title.trim() } : {}) } }, { onSuccess: onClose }); }}>
      <p className="quiet small" style={{ margin: 0 }}>{t("triage.eventWords", { marking: row.marking })}</p>
      <TextInput data-first label={t("triage.eventTitle")} description={t("triage.titleWords")} value={title} maxLength={240} onChange={(event) => { setTitle(event.currentTarget.value); }} />
      {act.error ? <Trouble error={act.error} /> : null}
    </Panel>
  );
}

export function ClaimPanel({ row, onClose }: PanelProps) {
  const t = useWords();
  const codes = useCodes();
  const act = useAct(row.id);
  const [title, setTitle] = useState("");
  const [statement, setStatement] = useState("");
  const [kind, setKind] = useState("");
  const [expiresOn, setExpiresOn] = useState(() => new Date(Date.now() + USUAL_DAYS * DAY_MS).toISOString().slice(0, 10));
  return (
    <Panel title={t("triage.claimOf")} onClose={onClose} isBusy={act.isPending} canSend={title.trim() !== "" && statement.trim() !== "" && kind !== ""} send={t("triage.makeClaim")}
      onSend={() => { act.mutate({ what: "/claim", body: { basedOn: row.version, title: title.trim(), statement: statement.trim(), kind, expiresOn } }, { onSuccess: onClose }); }}>
      <p className="quiet small" style={{ margin: 0 }}>{t("triage.claimWords")}</p>
      <TextInput data-first label={t("triage.claimTitle")} value={title} maxLength={240} required onChange={(event) => { setTitle(event.currentTarget.value); }} />
      <Textarea label={t("triage.claimStatement")} description={t("triage.titleWords")} autosize minRows={2} maxRows={8} maxLength={2_000} required value={statement} onChange={(event) => { setStatement(event.currentTarget.value); }} />
      <div className={styles.pair}>
        <NativeSelect label={t("triage.claimKind")} value={kind} required data={[{ value: "", label: t("form.choose") }, ...codes.options("claim-kind").map(({ value, label }) => ({ value, label }))]} onChange={(event) => { setKind(event.currentTarget.value); }} />
        <TextInput type="date" label={t("triage.expiresOn")} value={expiresOn} required onChange={(event) => { setExpiresOn(event.currentTarget.value); }} />
      </div>
      {act.error ? <Trouble error={act.error} /> : null}
    </Panel>
  );
}
