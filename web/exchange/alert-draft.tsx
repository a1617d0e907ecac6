/** A draft as it will be sent: how grave, whom to alert, which areas, which words. It is kept by one button; nothing leaves by it. */
import { Button, MultiSelect, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { Part } from "../design/facts.tsx";
import { Trouble } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { AffectedAreas } from "./alert-areas.tsx";
import { AreaAdd } from "./area-add.tsx";
import styles from "./exchange.module.css";
import { asSent, InfoFields } from "./info-fields.tsx";
import { useAct, type AlertContent, type AlertRow } from "./questions.ts";

export function DraftForm({ row }: { row: AlertRow }) {
  const t = useWords();
  const mayWrite = useMay("exchange.write");
  const [content, setContent] = useState<AlertContent>(row.content);
  const give = (changes: Partial<AlertContent>) => { setContent((before) => ({ ...before, ...changes })); };
  const save = useAct(() => ask<AlertRow>(`/api/alerts/${row.id}`, { method: "PUT", body: { basedOn: row.version, content: { ...content, info: asSent(content.info ?? []) } } }));
  const affected = content.affected ?? [];
  const isChanged = content !== row.content;
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); save.mutate(undefined); }}>
      <TextInput label={t("alerts.title")} description={t("alerts.titleWords")} required maxLength={200} value={content.title} onChange={(event) => { give({ title: event.currentTarget.value }); }} />
      <GravityFields content={content} onGive={give} />
      <Part title={t("alerts.areas")}>
        <AffectedAreas affected={affected} basis={content.basis} onRemove={(pcode) => { give({ affected: affected.filter((one) => one.pcode !== pcode) }); }} />
        <AreaAdd taken={affected} onAdd={(one) => { give({ affected: [...affected, one] }); }} />
      </Part>
      <Part title={t("alerts.texts")}><InfoFields info={content.info ?? []} onChange={(info) => { give({ info }); }} /></Part>
      {save.error ? <Trouble error={save.error} kept={t("form.kept")} /> : null}
      <div className={styles.acts}>
        {mayWrite && isChanged ? <Button type="submit" loading={save.isPending}>{t("alerts.keep")}</Button> : <TestedButton variant="default" off={mayWrite ? t("alerts.unchanged") : t("alerts.mayNotWrite")}>{t("alerts.keep")}</TestedButton>}
        {isChanged ? <span className="quiet small" role="status">{t("alerts.unsaved")}</span> : null}
      </div>
    </form>
  );
}

type Gravity = Pick<AlertContent, "severity" | "urgency" | "certainty" | "functions">;

export function GravityFields({ content, onGive, hasCertainty = true }: { content: Gravity; onGive: (changes: Partial<Gravity>) => void; hasCertainty?: boolean }) {
  const t = useWords();
  const codes = useCodes();
  const options = (list: string) => codes.options(list).map(({ value, label }) => ({ value, label }));
  return (
    <>
      <div className={styles.pair}>
        <NativeSelect label={t("alerts.severity")} data={options("cap-severity")} value={content.severity} onChange={(event) => { onGive({ severity: event.currentTarget.value }); }} />
        <NativeSelect label={t("alerts.urgency")} data={options("cap-urgency")} value={content.urgency} onChange={(event) => { onGive({ urgency: event.currentTarget.value }); }} />
        {hasCertainty ? <NativeSelect label={t("alerts.certainty")} data={options("cap-certainty")} value={content.certainty} onChange={(event) => { onGive({ certainty: event.currentTarget.value }); }} /> : null}
      </div>
      <MultiSelect label={t("alerts.functions")} clearable={false} data={options("contact-function")} value={[...content.functions]} onChange={(functions) => { onGive({ functions }); }} />
    </>
  );
}
