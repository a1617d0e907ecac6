/** An alert that stands on no event yet: its kind and its areas are what the officer says, and the page says that. */
import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Marking } from "../../src/platform/marking.ts";
import { Part } from "../design/facts.tsx";
import { Trouble } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { codesQuery, useCodes } from "../frame/nouns.ts";
import { useMay, useMe } from "../frame/session.ts";
import { capital, useWords } from "../frame/words.ts";
import { MARKINGS } from "../platform/members.ts";
import { newId } from "../platform/new-id.ts";
import { AffectedAreas } from "./alert-areas.tsx";
import { GravityFields } from "./alert-draft.tsx";
import { AreaAdd } from "./area-add.tsx";
import styles from "./exchange.module.css";
import { LANGUAGES } from "./info-fields.tsx";
import { asAsked, NearTowards, type Around } from "./near-towards.tsx";
import { guidanceQuery, useAct, type Affected, type AlertRow, type Info } from "./questions.ts";

export function WriteAlone() {
  const t = useWords();
  const codes = useCodes();
  const navigate = useNavigate();
  const mayWrite = useMay("exchange.write");
  const { clearance } = useMe();
  const [id] = useState(newId);
  const [kind, setKind] = useState("");
  const [title, setTitle] = useState("");
  const [marking, setMarking] = useState<Marking>("GREEN");
  const [said, setSaid] = useState<Affected[]>([]);
  const [around, setAround] = useState<Around>({});
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const { near, towards } = around;
  const concern = useQuery({
    queryKey: ["concern-near", near?.id, towards?.id], enabled: near !== undefined, staleTime: Infinity,
    queryFn: ({ signal }) => ask<{ basis: string; affected: Affected[] }>("/api/exchange/affected-near", { signal, query: { lon: near!.at[0], lat: near!.at[1], ...asAsked({ towards }) } }),
  });
  // What the two places say, then what the officer says beyond them; an area that the officer took out stays out.
  const computed = (near && concern.data ? concern.data.affected : []).filter(({ pcode }) => !removed.includes(pcode));
  const affected = [...computed, ...said.filter(({ pcode }) => !computed.some((one) => one.pcode === pcode))];
  const basis = computed.length > 0 ? concern.data!.basis : "stated";
  const [gravity, setGravity] = useState({ severity: "Moderate", urgency: "Expected", certainty: "Unknown", functions: ["emergency-response", "protection"] });
  const guidance = useQuery({ ...guidanceQuery(kind), enabled: kind !== "" });
  const lists = useQuery(codesQuery).data;
  const kinds = codes.options("event-kind").map(({ value, label }) => ({ value, label: capital(label) })).sort((a, b) => a.label.localeCompare(b.label));
  const wordIn = (list: string, code: string, of: Info["language"]) => lists?.find((one) => one.list === list)?.codes.find((one) => one.code === code)?.labels[of] ?? code;
  /** What the codes say, in each language, to be bettered on the next page. */
  const info = (): Info[] => LANGUAGES.map((of) => {
    const areas = [...new Set(affected.map(({ pcode, name, country }) => (pcode === country ? wordIn("country", country, of) : name)))].join(", ");
    const headline = `${capital(wordIn("event-kind", kind, of))}${of === "fr" ? "\u00A0:" : ":"} ${areas}`.slice(0, 160);
    const { instruction, relay } = guidance.data!;
    return { language: of, headline, description: headline, instruction: instruction[of], relay: relay[of].replaceAll("{area}", areas).slice(0, 300) };
  });
  const send = useAct(() => ask<AlertRow>("/api/alerts", { method: "POST", body: { id, marking, content: {
    title: title.trim() || `${capital(codes.word("event-kind", kind))} – ${affected[0]!.name}`.slice(0, 200), kind, messageType: "Alert", category: "Security", ...gravity, isTest: false, info: info(), basis, affected, state: "draft",
  } } }));
  const off = !mayWrite ? t("alerts.mayNotWrite") : kind === "" ? t("write.chooseKind") : affected.length === 0 ? t("write.chooseArea") : gravity.functions.length === 0 ? t("write.chooseFunction") : !guidance.data ? t("state.loading") : undefined;
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); if (!off) send.mutate(undefined, { onSuccess: (row) => { void navigate({ to: ADDRESS.alert, params: { id: row.id } }); } }); }}>
      <div className={styles.pair}>
        <NativeSelect label={t("event.kind")} required value={kind} data={[{ value: "", label: t("form.choose") }, ...kinds]} onChange={(event) => { setKind(event.currentTarget.value); }} />
        <TextInput label={t("alerts.title")} description={t("write.titleWords")} maxLength={200} value={title} onChange={(event) => { setTitle(event.currentTarget.value); }} />
      </div>
      <Part title={t("alerts.areas")}>
        <NearTowards value={around} onGive={(next) => { setAround(next); setRemoved([]); }} />
        {towards && !near ? <p className="quiet small" role="status">{t("write.nearFirst")}</p> : null}
        {concern.error ? <Trouble error={concern.error} /> : null}
        {near && concern.data?.affected.length === 0 ? <p role="status">{t("write.nearNowhere")}</p> : null}
        {affected.length > 0 ? <AffectedAreas affected={affected} basis={basis} onRemove={(pcode) => { setRemoved([...removed, pcode]); setSaid(said.filter((one) => one.pcode !== pcode)); }} /> : null}
        <AreaAdd taken={affected} onAdd={(one) => { setSaid([...said, one]); }} />
      </Part>
      <GravityFields content={gravity} onGive={(changes) => { setGravity((before) => ({ ...before, ...changes })); }} />
      <NativeSelect label={t("record.marking")} description={t("write.markingWords")} data={MARKINGS.slice(0, MARKINGS.indexOf(clearance) + 1).map((one) => ({ value: one, label: `TLP:${one} – ${t(`marking.${one}`)}` }))} value={marking} onChange={(event) => { setMarking(event.currentTarget.value as Marking); }} />
      {send.error ? <Trouble error={send.error} kept={t("form.kept")} /> : null}
      <div className={styles.acts}><TestedButton type="submit" off={off} loading={send.isPending}>{t("write.draft")}</TestedButton><span className="quiet small">{t("write.nothingLeaves")}</span></div>
    </form>
  );
}
