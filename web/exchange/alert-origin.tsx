/** An alert that came from another node: from whom, and what is answered to them. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Part } from "../design/facts.tsx";
import { Trouble } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { moment } from "../design/when.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { newId } from "../platform/new-id.ts";
import styles from "./exchange.module.css";
import { ANSWERS, useAct, type AlertRow } from "./questions.ts";

interface Origin { sender: string; documents: string[]; answers: { id: string; at: string; kind: string; note?: string; isThere: boolean }[] }

export function FromElsewhere({ row }: { row: AlertRow }) {
  const t = useWords();
  const codes = useCodes();
  const mayWrite = useMay("exchange.write");
  const { data } = useQuery({ queryKey: ["origin", "alert", "answer", row.id], queryFn: ({ signal }) => ask<Origin>(`/api/alerts/${row.id}/origin`, { signal }), retry: false });
  const [id, setId] = useState(newId);
  const [kind, setKind] = useState<string>("acknowledged");
  const [note, setNote] = useState("");
  const send = useAct(() => ask(`/api/alerts/${row.id}/node-answer`, { method: "POST", body: { id, kind, ...(note.trim() ? { note: note.trim() } : {}) } }));
  return (
    <Part title={t("origin.title")}>
      <p>{t("origin.from", { sender: data?.sender ? codes.word("country", data.sender) : row.content.capSender ?? "–" })}</p>
      {(data?.answers ?? []).length > 0 ? <ul className={styles.rows}>{data!.answers.map((one) => <li key={one.id}><p><strong>{codes.word("answer-kind", one.kind)}</strong> <span className="quiet figures">· {moment(one.at)} · {one.isThere ? t("origin.there") : t("origin.onItsWay")}</span>{one.note ? <><br /><span className="own-words">{one.note}</span></> : null}</p></li>)}</ul> : <p className="quiet">{t("origin.noAnswer")}</p>}
      {data?.documents.length ? (
        <form className={styles.panel} onSubmit={(event) => { event.preventDefault(); send.mutate(undefined, { onSuccess: () => { setId(newId()); setNote(""); } }); }}>
          <div className={styles.pair}>
            <NativeSelect label={t("alerts.answerKind")} data={ANSWERS.map((one) => ({ value: one, label: codes.word("answer-kind", one) }))} value={kind} onChange={(event) => { setKind(event.currentTarget.value); }} />
            <TextInput label={t("origin.note")} description={t("origin.noteWords")} maxLength={160} value={note} onChange={(event) => { setNote(event.currentTarget.value); }} />
          </div>
          {send.error ? <Trouble error={send.error} kept={t("form.kept")} /> : null}
          <div className={styles.acts} style={{ margin: 0 }}>{mayWrite ? <Button type="submit" loading={send.isPending}>{t("origin.send")}</Button> : <TestedButton off={t("alerts.mayNotWrite")}>{t("origin.send")}</TestedButton>}</div>
        </form>
      ) : null}
    </Part>
  );
}
