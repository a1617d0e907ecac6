/** What it is about, when, how it is known, and how many. A kind that was suggested stands there first; a person takes it by saving. */
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useCodes } from "../frame/nouns.ts";
import { capital, useWords } from "../frame/words.ts";
import type { PanelProps } from "./triage-report-page.tsx";
import { Panel } from "./triage-panel.tsx";
import styles from "./triage.module.css";

export function CodePanel({ row, work, onClose }: PanelProps) {
  const t = useWords();
  const codes = useCodes();
  const { content } = row;
  const [kind, setKind] = useState(content.kind ?? content.suggestedKind ?? "");
  const [on, setOn] = useState(content.occurredOn ?? "");
  const [precision, setPrecision] = useState(content.datePrecision ?? (content.occurredOn ? "day" : "undated"));
  const [howKnown, setHowKnown] = useState(content.howKnown ?? "");
  const [number, setNumber] = useState(content.numbers?.[0]?.value.toString() ?? "");
  const [isBusy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    const numbers = number === "" ? null : [{ ...content.numbers?.[0], value: Number(number) }, ...content.numbers?.slice(1) ?? []];
    if (await work({ change: { kind, occurredOn: on || null, datePrecision: on ? precision === "undated" ? "day" : precision : "undated", howKnown: howKnown || null, numbers } })) onClose();
    setBusy(false);
  };
  return (
    <Panel title={t("triage.codeIt")} onClose={onClose} isBusy={isBusy} canSend={kind !== ""} onSend={() => void send()}>
      <div className={styles.pair}>
        <KindSelect value={kind} onGive={setKind} isSuggested={!content.kind && content.suggestedKind !== undefined} />
        <TextInput type="date" label={t("phone.on")} value={on} max={content.receivedAt.slice(0, 10)} onChange={(event) => { setOn(event.currentTarget.value); if (precision === "undated") setPrecision("day"); }} />
        {on ? <NativeSelect label={t("event.precision")} value={precision} data={codes.options("date-precision").filter(({ value }) => value !== "undated").map(({ value, label }) => ({ value, label }))} onChange={(event) => { setPrecision(event.currentTarget.value); }} /> : null}
        <NativeSelect label={t("triage.howKnown")} value={howKnown} data={[{ value: "", label: t("form.notKnown") }, ...codes.options("how-known").map(({ value, label }) => ({ value, label }))]} onChange={(event) => { setHowKnown(event.currentTarget.value); }} />
        <TextInput type="number" min={0} max={1_000_000} step={1} label={t("phone.number")} value={number} onChange={(event) => { setNumber(event.currentTarget.value); }} />
      </div>
    </Panel>
  );
}

/** Kinds under the family that they belong to: typing goes to the first that begins so. */
export function KindSelect({ value, onGive, isSuggested = false }: { value: string; onGive: (kind: string) => void; isSuggested?: boolean }) {
  const t = useWords();
  const options = useCodes().options("event-kind");
  const families = options.filter(({ broader }) => !broader).map((family) => ({ group: capital(family.label), items: [family, ...options.filter((one) => isBelow(one.value, family.value, options))].map(({ value: code, label }) => ({ value: code, label: capital(label) })) }));
  return <NativeSelect data-first label={t("triage.kind")} description={isSuggested ? t("triage.kindSuggested") : undefined} value={value} data={[{ value: "", label: t("form.choose") }, ...families]} onChange={(event) => { onGive(event.currentTarget.value); }} />;
}

function isBelow(code: string, family: string, options: readonly { value: string; broader?: string }[]): boolean {
  for (let at = options.find(({ value }) => value === code)?.broader; at; at = options.find(({ value }) => value === at)?.broader) if (at === family) return true;
  return false;
}
