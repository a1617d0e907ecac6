/** A question to the sender, or an answer: read under their receipt. Whoever asked for replies gets a neutral message that there is one. */
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { Trouble } from "../design/states.tsx";
import { useWords } from "../frame/words.ts";
import type { PanelProps } from "./triage-report-page.tsx";
import { Choices, Panel } from "./triage-panel.tsx";
import { useAct } from "./triage-report.ts";
import styles from "./triage.module.css";

const QUESTIONS = ["where", "when", "howMany", "howKnown"] as const;

export function AskPanel({ row, onClose }: PanelProps) {
  const t = useWords();
  const act = useAct(row.id);
  const [words, setWords] = useState("");
  const [what, setWhat] = useState("question");
  return (
    <Panel title={t("triage.askIt")} onClose={onClose} isBusy={act.isPending} canSend={words.trim() !== ""} send={t("triage.send")}
      onSend={() => { act.mutate({ what: "/messages", body: { words: words.trim(), isQuestion: what === "question" } }, { onSuccess: onClose }); }}>
      <Textarea data-first label={t("triage.askWords")} description={t("triage.askHint")} autosize minRows={2} maxRows={8} maxLength={1_000} value={words} onChange={(event) => { setWords(event.currentTarget.value); }} />
      <div className={styles.acts} style={{ margin: 0 }}>{QUESTIONS.map((name) => <Button key={name} size="compact-sm" variant="default" onClick={() => { setWords(t(`question.${name}`)); setWhat("question"); }}>{t(`question.${name}`)}</Button>)}</div>
      <Choices name="what" legend={t("triage.itIs")} value={what} options={[{ value: "question", label: t("triage.aQuestion") }, { value: "answer", label: t("triage.anAnswer") }]} onGive={setWhat} />
      {act.error ? <Trouble error={act.error} /> : null}
    </Panel>
  );
}
