/** Ask a contact something, with a deadline. Abroad, the words leave this node: the form says so before, and the server judges them. */
import { NativeSelect, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay, useMe } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import { newId } from "../platform/new-id.ts";
import styles from "./exchange.module.css";
import { everyContactQuery } from "./every-contact.ts";
import { useAct } from "./questions.ts";

/** Hours to answer. */
const HOURS = [1, 4, 12, 24, 72, 168] as const;

export function AskPage() {
  const t = useWords();
  return (
    <>
      <PageHead title={t("requests.ask")} above={<TextLink to={ADDRESS.requests}>{t("page.requests")}</TextLink>} below={<span className="measure">{t("requests.askWords")}</span>} />
      <Asking />
    </>
  );
}

function Asking() {
  const t = useWords();
  const codes = useCodes();
  const navigate = useNavigate();
  const mayWrite = useMay("exchange.write");
  const { organisation } = useMe();
  const { alert, contact: given = "" } = useSearch({ strict: false }) as { alert?: string; contact?: string };
  const [id] = useState(newId);
  const [contact, setContact] = useState(given);
  const [title, setTitle] = useState("");
  const [question, setQuestion] = useState("");
  const [hours, setHours] = useState(24);
  const rows = useQuery(everyContactQuery).data ?? [];
  const groups = [...Map.groupBy(rows, ({ country }) => country)].sort(([a], [b]) => Number(a === organisation) - Number(b === organisation) || (a < b ? -1 : 1))
    .map(([country, own]) => ({ group: codes.word("country", country), items: own.map((one) => ({ value: one.id, label: one.title })) }));
  const isAbroad = rows.find((one) => one.id === contact)?.country !== organisation;
  const send = useAct(() => ask<{ id: string }>("/api/information-requests", { method: "POST", body: { id, content: {
    title: title.trim(), contact, question: question.trim(), dueAt: `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19)}Z`, ...(alert ? { alert } : {}),
  } } }));
  const off = !mayWrite ? t("requests.mayNotWrite") : !contact ? t("requests.chooseContact") : title.trim() && question.trim() ? undefined : t("requests.writeQuestion");
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); if (!off) send.mutate(undefined, { onSuccess: (row) => { void navigate({ to: ADDRESS.request, params: { id: row.id }, search: {} }); } }); }}>
      {alert ? <p style={{ margin: 0 }}>{t("requests.about")}{t("punctuation.colon")} <Reference noun="alert" id={alert} /></p> : null}
      <Select label={t("requests.askedOf")} required searchable nothingFoundMessage={t("search.nothing")} data={groups} value={contact || null} onChange={(next) => { setContact(next ?? ""); }} />
      <TextInput label={t("requests.subject")} required maxLength={200} value={title} onChange={(event) => { setTitle(event.currentTarget.value); }} />
      <Textarea label={t("requests.question")} description={contact && !isAbroad ? t("requests.atHome") : t("requests.leaves")} required autosize minRows={3} maxRows={10} maxLength={1_000} value={question} onChange={(event) => { setQuestion(event.currentTarget.value); }} />
      <NativeSelect label={t("requests.within")} data={HOURS.map((one) => ({ value: String(one), label: one < 72 ? t("requests.hours", { count: one, shown: one }) : t("requests.days", { count: one / 24, shown: one / 24 }) }))} value={String(hours)} onChange={(event) => { setHours(Number(event.currentTarget.value)); }} />
      {send.error ? <Trouble error={send.error} kept={t("form.kept")} /> : null}
      <div className={styles.acts} style={{ margin: 0 }}><TestedButton type="submit" off={off} loading={send.isPending}>{t("requests.send")}</TestedButton></div>
    </form>
  );
}
