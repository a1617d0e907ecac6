/**
 * A call, written down while it is spoken: by keyboard alone, in the order in which people tell. Nothing is required but that
 * something was said; a place that no gazetteer holds keeps its words. At the end the receipt is read to the caller.
 */
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { PageHead } from "../design/page-head.tsx";
import { TextLink } from "../design/links.tsx";
import { Trouble } from "../design/states.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { language, useWords } from "../frame/words.ts";
import type { FoundPlace } from "../places/find-places.ts";
import { newId } from "../platform/new-id.ts";
import { KindSelect } from "./triage-code.tsx";
import { AreaSelect, PlaceFinder } from "./triage-place.tsx";
import styles from "./triage.module.css";

interface Call { text: string; kind: string; place: string; near: string; towards: string; area: string; on: string; howKnown: string; number: string; replyTo: string }
const EMPTY: Call = { text: "", kind: "", place: "", near: "", towards: "", area: "", on: "", howKnown: "", number: "", replyTo: "" };
const SENT = ["text", "kind", "place", "near", "towards", "area", "on", "howKnown", "replyTo"] as const;
const DAY_MS = 86_400_000;

const dayBefore = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

export function PhonePage() {
  const t = useWords();
  const codes = useCodes();
  const form = useRef<HTMLFormElement>(null);
  const [id, setId] = useState(newId);
  const [call, setCall] = useState(EMPTY);
  const [chosen, setChosen] = useState<FoundPlace>();
  const give = (changes: Partial<Call>) => { setCall((before) => ({ ...before, ...changes })); };
  const isSomething = SENT.some((name) => name !== "replyTo" && call[name].trim() !== "") || call.number !== "";
  const { mutate, data, error, isPending, reset } = useMutation({
    mutationFn: () => {
      const said = Object.fromEntries(SENT.flatMap((name) => (call[name].trim() ? [[name, call[name].trim()]] : [])));
      return ask<{ id: string; receipt: string }>("/api/field/calls", { method: "POST", body: { id, language: language(), ...said, ...(chosen ? { placeId: chosen.id } : {}), ...(call.number === "" ? {} : { number: Number(call.number) }) } });
    },
  });
  const first = () => form.current?.querySelector<HTMLElement>("textarea");
  useEffect(() => { first()?.focus(); }, []);
  const send = (event: FormEvent) => { event.preventDefault(); if (isSomething && !isPending) mutate(); };
  const another = () => {
    setId(newId());
    setCall(EMPTY);
    setChosen(undefined);
    reset();
    setTimeout(() => { first()?.focus(); });
  };
  if (data) return <Taken receipt={data.receipt} id={data.id} onAnother={another} />;
  return (
    <>
      <PageHead title={t("phone.title")} above={<TextLink to={ADDRESS.field}>{t("triage.queue")}</TextLink>} below={<span className="measure">{t("phone.words")}</span>} />
      <form ref={form} className={styles.call} onSubmit={send} onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event); }}>
        <Textarea label={t("phone.said")} description={t("phone.saidHint")} autosize minRows={3} maxRows={10} maxLength={5_000} value={call.text} onChange={(event) => { give({ text: event.currentTarget.value }); }} />
        <div>
          <PlaceFinder label={t("phone.place")} words={call.place} chosen={chosen?.id} onWords={(place) => { give({ place }); setChosen(undefined); }} onChoose={(place) => { setChosen(place); give({ place: place.name }); }} />
          <p className="quiet small" role="status" style={{ margin: "4px 0 0" }}>{chosen ? t("phone.placeChosen", { name: chosen.name }) : call.place.trim() ? t("phone.placeAsSaid") : ""}</p>
        </div>
        <div className={styles.pair}>
          <TextInput label={t("phone.near")} value={call.near} maxLength={200} onChange={(event) => { give({ near: event.currentTarget.value }); }} />
          <TextInput label={t("phone.towards")} value={call.towards} maxLength={200} onChange={(event) => { give({ towards: event.currentTarget.value }); }} />
          <AreaSelect value={call.area} onGive={(area) => { give({ area }); }} />
        </div>
        <div className={styles.halves}>
          <KindSelect value={call.kind} onGive={(kind) => { give({ kind }); }} />
          <div className={styles.day}>
            <TextInput type="date" label={t("phone.on")} value={call.on} max={dayBefore(0)} onChange={(event) => { give({ on: event.currentTarget.value }); }} />
            <div className={styles.days}>{([0, 1, 2] as const).map((days) => <Button key={days} size="compact-md" variant={call.on === dayBefore(days) ? "filled" : "default"} onClick={() => { give({ on: dayBefore(days) }); }}>{t(`phone.day.${days}`)}</Button>)}</div>
          </div>
        </div>
        <div className={styles.halves}>
          <div className={styles.two}>
            <NativeSelect label={t("triage.howKnown")} value={call.howKnown} data={[{ value: "", label: t("form.notKnown") }, ...codes.options("how-known").map(({ value, label }) => ({ value, label }))]} onChange={(event) => { give({ howKnown: event.currentTarget.value }); }} />
            <TextInput type="number" min={0} max={1_000_000} step={1} label={t("phone.number")} value={call.number} onChange={(event) => { give({ number: event.currentTarget.value }); }} />
          </div>
          <TextInput type="tel" autoComplete="off" label={t("phone.replyTo")} description={t("phone.replyHint")} inputWrapperOrder={["label", "input", "description", "error"]} value={call.replyTo} maxLength={40} onChange={(event) => { give({ replyTo: event.currentTarget.value }); }} />
        </div>
        {error ? <Trouble error={error} kept={t("phone.kept")} /> : null}
        <div className={styles.acts} style={{ margin: 0 }}>
          <Button type="submit" loading={isPending} disabled={!isSomething}>{t("phone.save")}</Button>
          <span className="quiet small" style={{ alignSelf: "center" }}>{t("phone.saveKey")}</span>
        </div>
      </form>
    </>
  );
}

function Taken({ receipt, id, onAnother }: { receipt: string; id: string; onAnother: () => void }) {
  const t = useWords();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => { button.current?.focus(); }, []);
  return (
    <>
      <PageHead title={t("phone.taken")} above={<TextLink to={ADDRESS.field}>{t("triage.queue")}</TextLink>} />
      <p className="measure">{t("phone.readOut")}</p>
      <p role="status"><span className={styles.receipt}>{receipt.replace(/(\d{4})(?=\d)/g, "$1 ")}</span></p>
      <div className={styles.acts}>
        <Button ref={button} onClick={onAnother}>{t("phone.another")}</Button>
        <TextLink to={ADDRESS.report} params={{ id }} style={{ alignSelf: "center" }}>{t("phone.open")}</TextLink>
      </div>
    </>
  );
}
