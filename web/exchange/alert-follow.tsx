/** Changed, wrong, or over: in one step, and everyone who was told is told. At the end, what it turned out to be. */
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "@tanstack/react-router";
import { Trouble } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { newId } from "../platform/new-id.ts";
import { AffectedAreas } from "./alert-areas.tsx";
import { GravityFields } from "./alert-draft.tsx";
import { AreaAdd } from "./area-add.tsx";
import styles from "./exchange.module.css";
import { asSent, InfoFields } from "./info-fields.tsx";
import { useAct, type AlertContent, type AlertRow, type Sent } from "./questions.ts";
import { Steps } from "./steps.tsx";

const TYPES = ["update", "cancel", "all-clear"] as const;
type Type = (typeof TYPES)[number];

export function Follow({ row }: { row: AlertRow }) {
  const t = useWords();
  const codes = useCodes();
  const mayWrite = useMay("exchange.write");
  const [open, setOpen] = useState<Type>();
  const { state } = row.content;
  const off = !mayWrite ? t("alerts.mayNotWrite") : state !== "issued" ? t("follow.notIssued", { state: codes.word("alert-state", state) }) : undefined;
  return (
    <section aria-label={t("follow.title")}>
      <div className={styles.acts}>
        {TYPES.map((type) => <TestedButton key={type} variant="default" off={off} onClick={() => { setOpen(open === type ? undefined : type); }}>{t(`follow.${type}`)}</TestedButton>)}
      </div>
      {open ? <FollowForm key={open} row={row} type={open} onClose={() => { setOpen(undefined); }} /> : null}
      <Steps noun="alert" path="alerts" life="alerting" id={row.id} version={row.version} names={["close"]} isQuiet />
    </section>
  );
}

function FollowForm({ row, type, onClose }: { row: AlertRow; type: Type; onClose: () => void }) {
  const t = useWords();
  const navigate = useNavigate();
  const [id] = useState(newId);
  const [reason, setReason] = useState("");
  const [content, setContent] = useState<AlertContent>(row.content);
  const give = (changes: Partial<AlertContent>) => { setContent((before) => ({ ...before, ...changes })); };
  const affected = content.affected ?? [];
  const { info = [], severity, urgency, certainty } = content;
  const send = useAct(() => ask<Sent>(`/api/alerts/${row.id}/follow`, { method: "POST", body: { id, type, ...(reason.trim() ? { reason: reason.trim() } : {}), ...(type === "update" ? { changes: { severity, urgency, certainty, affected, ...(info.length > 0 ? { info: asSent(info) } : {}) } } : {}) } }));
  const isReady = type === "update" || reason.trim() !== "";
  return (
    <form className={styles.panel} onSubmit={(event) => { event.preventDefault(); if (isReady) send.mutate(undefined, { onSuccess: (sent) => { void navigate({ to: ADDRESS.alert, params: { id: sent.row.id } }); } }); }}>
      <h2>{t(`follow.${type}`)}</h2>
      <p className="quiet small" style={{ margin: 0 }}>{t(`follow.words.${type}`)}</p>
      {type === "update" ? <>
        <GravityFields content={content} onGive={give} />
        <AffectedAreas affected={affected} basis={content.basis} onRemove={(pcode) => { give({ affected: affected.filter((one) => one.pcode !== pcode) }); }} />
        <AreaAdd taken={affected} onAdd={(one) => { give({ affected: [...affected, one] }); }} />
        <InfoFields info={info} onChange={(next) => { give({ info: next }); }} />
      </> : null}
      <Textarea label={type === "update" ? t("follow.reasonOptional") : t("steps.reason")} description={type === "update" ? undefined : t("follow.reasonWords")} required={type !== "update"} autosize minRows={2} maxLength={500} value={reason} onChange={(event) => { setReason(event.currentTarget.value); }} />
      {send.error ? <Trouble error={send.error} kept={t("form.kept")} /> : null}
      <div className={styles.acts} style={{ margin: 0 }}><Button type="submit" disabled={!isReady} loading={send.isPending}>{t("follow.send")}</Button><Button variant="default" onClick={onClose}>{t("form.cancel")}</Button></div>
    </form>
  );
}
