/** One question: what was asked of whom by when, how far it has come, and its answer. Here it is answered, declined with the reason, or cancelled by who asked. */
import { Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Fact, Facts, Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { MarkingChip } from "../design/marking-chip.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes, type Row } from "../frame/nouns.ts";
import { Nowhere } from "../frame/nowhere.tsx";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import styles from "./exchange.module.css";
import { useAct } from "./questions.ts";
import { requestsQuery, type RequestRow } from "./request-questions.ts";
import { RequestMarks } from "./requests-page.tsx";
import { Steps } from "./steps.tsx";

export function RequestPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, isPending } = useQuery(requestsQuery);
  if (error) return <Trouble error={error} />;
  if (isPending) return <Waiting rows={4} height={40} />;
  const row = data.find((one) => one.id === id);
  return row ? <One row={row} /> : <Nowhere />;
}

function One({ row }: { row: RequestRow }) {
  const t = useWords();
  const codes = useCodes();
  // Its version, for the steps; the list above says the rest.
  const { data: record } = useQuery({ queryKey: ["row", "information-request", row.id], queryFn: ({ signal }) => ask<Row>(`/api/information-requests/${row.id}`, { signal }) });
  return (
    <article>
      <PageHead title={row.title} above={<TextLink to={ADDRESS.requests}>{t("page.requests")}</TextLink>} below={<span className={styles.marks}>{record?.status === "exercise" ? <span className={styles.exercise}>{t("alerts.exercise")}</span> : null}<RequestMarks row={row} /><MarkingChip marking={row.marking} /></span>} />
      <Facts>
        <Fact name={row.isOurs ? t("requests.askedOf") : t("requests.askedBy")}>{codes.word("country", row.country)}{row.isOurs ? <> · <Reference noun="contact" id={row.contact} /></> : null}</Fact>
        {row.alert ? <Fact name={t("requests.about")}><Reference noun="alert" id={row.alert} /></Fact> : null}
        <Fact name={t("requests.question")}><span className="own-words" style={{ whiteSpace: "pre-wrap" }}>{row.question}</span></Fact>
        <Fact name={row.state === "declined" ? t("requests.whyDeclined") : t("requests.answer")}>{row.answer ? <span className="own-words" style={{ whiteSpace: "pre-wrap" }}>{row.answer}</span> : null}</Fact>
      </Facts>
      {row.state === "open" ? <Part title={row.isOurs ? t("requests.heard") : t("requests.reply")}><Reply row={row} /></Part> : null}
      {row.state === "open" && row.isOurs && record ? <Part title={t("steps.title")}><Steps noun="information-request" path="information-requests" life="asking" id={row.id} version={record.version} names={["cancel"]} isQuiet /></Part> : null}
    </article>
  );
}

function Reply({ row }: { row: RequestRow }) {
  const t = useWords();
  const mayWrite = useMay("exchange.write");
  const [answer, setAnswer] = useState("");
  const send = useAct((state: "answered" | "declined") => ask(`/api/information-requests/${row.id}/reply`, { method: "POST", body: { state, answer: answer.trim() } }));
  const off = !mayWrite ? t("requests.mayNotWrite") : answer.trim() ? undefined : t("requests.writeFirst");
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); if (!off) send.mutate("answered"); }}>
      <Textarea label={t("requests.answerOrReason")} description={row.isOurs ? t("requests.heardWords") : t("requests.replyWords")} autosize minRows={2} maxRows={10} maxLength={2_000} value={answer} onChange={(event) => { setAnswer(event.currentTarget.value); }} />
      {send.error ? <Trouble error={send.error} kept={t("form.kept")} /> : null}
      <div className={styles.acts} style={{ margin: 0 }}>
        {off ? <TestedButton off={off}>{t("requests.answerIt")}</TestedButton> : <Button type="submit" loading={send.isPending}>{t("requests.answerIt")}</Button>}
        <TestedButton variant="default" off={off} loading={send.isPending} onClick={() => { send.mutate("declined"); }}>{t("requests.decline")}</TestedButton>
      </div>
    </form>
  );
}
