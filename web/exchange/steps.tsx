/** The steps that a record may take now: a button each, off with its reason, and a second person where two must agree. */
import { Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Trouble } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { ask } from "../frame/api.ts";
import { inWords, useWords } from "../frame/words.ts";
import styles from "./exchange.module.css";
import { stepsQuery, useAct, type Step } from "./questions.ts";

interface Props<Told> {
  noun: string; path: string; life: string; id: string; version: number;
  /** The page's main act first; what another part of the page does is left out. */
  names?: readonly string[];
  /** The page has another main act. */
  isQuiet?: boolean;
  onTaken?(told: Told): void;
}

export function Steps<Told extends { isWaiting: boolean }>({ noun, path, life, id, version, names, isQuiet = false, onTaken }: Props<Told>) {
  const t = useWords();
  const { data, error } = useQuery(stepsQuery(noun, path, life, id, version));
  const [open, setOpen] = useState<string>();
  const [reason, setReason] = useState("");
  const act = useAct(({ name, why }: { name: string; why: string }) => ask<Told>(`/api/${path}/${id}/${life}/${name}`, { method: "POST", body: why.trim() ? { reason: why.trim() } : {} }));
  if (error) return <Trouble error={error} />;
  const steps = (data?.steps ?? []).filter(({ name }) => !names || names.includes(name)).sort((a, b) => (names ? names.indexOf(a.name) - names.indexOf(b.name) : 0));
  if (steps.length === 0) return null;
  const send = (step: Step) => { act.mutate({ name: step.name, why: reason }, { onSuccess: (told) => { setOpen(undefined); setReason(""); onTaken?.(told); } }); };
  const chosen = steps.find(({ name }) => name === open);
  return (
    <div>
      {steps.some(({ isWaiting }) => isWaiting) ? <p className="notice" role="status">{t("steps.waiting")}</p> : null}
      <div className={styles.acts}>
        {steps.map((step, at) => (
          <TestedButton key={step.name} variant={at === 0 && step.isPossible && !isQuiet ? "filled" : "default"} loading={act.isPending && act.variables.name === step.name} off={step.isPossible ? undefined : inWords(step.reason) || t("steps.notNow")}
            onClick={() => { if (step.needsReason) setOpen(step.name); else send(step); }}>{inWords(step.labels)}{step.needsSecondPerson && !step.isWaiting ? ` ${t("steps.two")}` : ""}</TestedButton>
        ))}
      </div>
      {chosen ? (
        <form className={styles.panel} onSubmit={(event) => { event.preventDefault(); if (reason.trim()) send(chosen); }}>
          <h3>{inWords(chosen.labels)}</h3>
          <Textarea label={t("steps.reason")} description={t("steps.reasonWords")} data-autofocus required autosize minRows={2} maxLength={500} value={reason} onChange={(event) => { setReason(event.currentTarget.value); }} />
          <div className={styles.acts}><Button type="submit" disabled={!reason.trim()} loading={act.isPending}>{inWords(chosen.labels)}</Button><Button variant="default" onClick={() => { setOpen(undefined); }}>{t("form.cancel")}</Button></div>
        </form>
      ) : null}
      {act.error ? <Trouble error={act.error} /> : null}
      {act.data?.isWaiting ? <p className="notice" role="status">{t("steps.first")}</p> : null}
    </div>
  );
}
