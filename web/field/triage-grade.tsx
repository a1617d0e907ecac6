/** Two scales, each on its own: the source by a letter, what it says by a digit. F and 6 say that nobody can judge, not that it is bad. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useCodes } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import type { PanelProps } from "./triage-report-page.tsx";
import { Choices, Panel } from "./triage-panel.tsx";
import styles from "./triage.module.css";

export function GradePanel({ row, work, onClose }: PanelProps) {
  const t = useWords();
  const codes = useCodes();
  const { content } = row;
  const [reliability, setReliability] = useState(content.reliability ?? "");
  const [credibility, setCredibility] = useState(content.credibility ?? "");
  const [group, setGroup] = useState(content.sourceGroup ?? "");
  const [isBusy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    const change = { reliability, credibility, sourceGroup: group.trim() || null };
    if (await work({ change, ...(content.state === "screened" || content.state === "triaged" ? { step: "grade" } : {}) })) onClose();
    setBusy(false);
  };
  return (
    <Panel title={t("triage.gradeIt")} onClose={onClose} isBusy={isBusy} canSend={reliability !== "" && credibility !== ""} onSend={() => void send()}>
      <p className="quiet small" style={{ margin: 0 }}>{t("triage.gradeWords")}</p>
      <div className={styles.pair} data-focus tabIndex={-1} role="group" aria-label={t("triage.gradeIt")} onKeyDown={(event) => {
        if ((event.target as HTMLElement).getAttribute("type") === "text" || event.ctrlKey || event.metaKey) return;
        if (/^[a-f]$/i.test(event.key)) { setReliability(event.key.toUpperCase()); event.preventDefault(); }
        if (/^[1-6]$/.test(event.key)) { setCredibility(event.key); event.preventDefault(); }
        if (event.key === "Enter" && reliability && credibility) { event.preventDefault(); void send(); }
      }}>
        <Choices name="reliability" legend={t("triage.reliability")} value={reliability} options={codes.options("reliability")} onGive={setReliability} />
        <Choices name="credibility" legend={t("triage.credibility")} value={credibility} options={codes.options("credibility")} onGive={setCredibility} />
      </div>
      <TextInput type="text" label={t("triage.group")} description={t("triage.groupWords")} value={group} maxLength={60} onChange={(event) => { setGroup(event.currentTarget.value); }} />
    </Panel>
  );
}
