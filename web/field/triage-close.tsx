/** Closing, with a reason. What does nothing but denounce a person is erased with it, and says so before it is done. */
import { useState } from "react";
import { Trouble } from "../design/states.tsx";
import { useCodes } from "../frame/nouns.ts";
import { capital, useWords } from "../frame/words.ts";
import type { PanelProps } from "./triage-report-page.tsx";
import { Choices, Panel } from "./triage-panel.tsx";
import { useAct } from "./triage-report.ts";

export function ClosePanel({ row, onClose }: PanelProps) {
  const t = useWords();
  const codes = useCodes();
  const act = useAct(row.id);
  const [reason, setReason] = useState(row.content.event ?? row.content.claim ? "became-evidence" : row.content.screening === "only-names" ? "only-denounces" : "nothing-to-act-on");
  return (
    <Panel title={t("triage.closeIt")} onClose={onClose} isBusy={act.isPending} send={reason === "only-denounces" ? t("triage.closeAndErase") : t("triage.close")}
      onSend={() => { act.mutate({ what: "/close", body: { basedOn: row.version, reason } }, { onSuccess: onClose }); }}>
      <Choices name="reason" legend={t("triage.closeReason")} value={reason} options={codes.options("report-close-reason").map(({ value, label }) => ({ value, label: capital(label) }))} onGive={setReason} />
      {reason === "only-denounces" ? <p className="notice" style={{ margin: 0 }}>{t("triage.eraseWords")}</p> : null}
      {act.error ? <Trouble error={act.error} /> : null}
    </Panel>
  );
}
