/** Who was told by which channel, and what they answered; on the phone, the officer writes what the contact says. */
import { Button, NativeSelect, Textarea } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { moment } from "../design/when.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { joined, useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import { newId } from "../platform/new-id.ts";
import { StateWord } from "./alert-words.tsx";
import styles from "./exchange.module.css";
import { ANSWERS, attemptsQuery, trailQuery, useAct, type AlertRow, type Answer, type Delivery } from "./questions.ts";

export function Told({ row }: { row: AlertRow }) {
  const t = useWords();
  const { data, error, isPending, refetch } = useQuery(trailQuery(row.id));
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={3} />;
  if (data.deliveries.length === 0) return <p className="quiet">{t("alerts.nobodyTold")}</p>;
  return <ul className={styles.rows}>{[...Map.groupBy(data.deliveries, ({ chain }) => chain)].map(([chain, rungs]) => <Chain key={chain} rungs={rungs} answers={data.answers.filter(({ delivery }) => rungs.some(({ id }) => id === delivery))} />)}</ul>;
}

/** One for whom the alert was meant, and those who were asked in their place. */
function Chain({ rungs, answers }: { rungs: readonly Delivery[]; answers: readonly Answer[] }) {
  return <li>{rungs.map((one) => <Rung key={one.id} delivery={one} answers={answers.filter(({ delivery }) => delivery === one.id)} isLast={one === rungs.at(-1)} />)}</li>;
}

function Rung({ delivery, answers, isLast }: { delivery: Delivery; answers: readonly Answer[]; isLast: boolean }) {
  const t = useWords();
  const codes = useCodes();
  const mayWrite = useMay("exchange.write");
  const [open, setOpen] = useState<"answer" | "attempts">();
  const { id, contact, rung, channels, by, state, startedAt, deliveredAt, deadlineMinutes } = delivery;
  return (
    <div style={rung === "contact" ? {} : { marginInlineStart: 20 }}>
      <p className={styles.marks}><Reference noun="contact" id={contact} />{rung === "contact" ? null : <span className={styles.chip}>{codes.word("rung", rung)}</span>}<StateWord list="delivery-state" state={state} isBad={state === "failed"} /></p>
      <p className="quiet figures">
        {t("alerts.asked", { moment: moment(startedAt), minutes: deadlineMinutes })}
        {" · "}{deliveredAt ? t("alerts.reached", { moment: moment(deliveredAt), channel: by ? codes.word("channel", by) : t("alerts.byAnswer") }) : joined((channels ?? []).map((one) => codes.word("channel", one))) || t("alerts.noChannel")}
      </p>
      {answers.map((one) => <p key={one.id}><strong>{codes.word("answer-kind", one.kind)}</strong> <span className="quiet figures">· {codes.word("answer-way", one.way)} · {moment(one.answeredAt)}</span>{one.words ? <><br /><span className="own-words">« {one.words} »</span></> : null}{one.done ? <><br />{t("alerts.done")} <span className="own-words">{one.done}</span></> : null}</p>)}
      <div className={styles.acts} style={{ marginBlock: 4 }}>
        {mayWrite ? <Button size="compact-sm" variant={answers.length === 0 && isLast ? "filled" : "default"} leftSection={<IconPhone size={15} aria-hidden />} onClick={() => { setOpen(open === "answer" ? undefined : "answer"); }} aria-expanded={open === "answer"}>{t("alerts.writeAnswer")}</Button>
          : <TestedButton size="compact-sm" variant="default" off={t("alerts.mayNotWrite")}>{t("alerts.writeAnswer")}</TestedButton>}
        <Button size="compact-sm" variant="subtle" aria-expanded={open === "attempts"} onClick={() => { setOpen(open === "attempts" ? undefined : "attempts"); }}>{t("alerts.attempts")}</Button>
      </div>
      {open === "answer" ? <AnswerForm delivery={id} contact={contact} onDone={() => { setOpen(undefined); }} /> : null}
      {open === "attempts" ? <Attempts id={id} /> : null}
    </div>
  );
}

function Attempts({ id }: { id: string }) {
  const t = useWords();
  const codes = useCodes();
  const { data } = useQuery(attemptsQuery(id));
  if (!data) return <Waiting rows={1} />;
  if (data.length === 0) return <p className="quiet">{t("alerts.noAttempt")}</p>;
  return <ul className={styles.list}>{data.map(({ channel, state, tries, failure, sentAt }) => <li key={channel}>{codes.word("channel", channel)} : {t(`attempt.${state}` as "attempt.sent")}{sentAt ? ` (${moment(sentAt)})` : ""}{tries > 1 ? ` · ${t("alerts.tries", { shown: tries })}` : ""}{failure ? <> · <span className="mono">{failure}</span></> : null}</li>)}</ul>;
}

/** "As stated by the contact": who hears it writes it, and the way it came stays with it. */
function AnswerForm({ delivery, contact, onDone }: { delivery: string; contact: string; onDone: () => void }) {
  const t = useWords();
  const codes = useCodes();
  const [id] = useState(newId);
  const [kind, setKind] = useState<string>("acknowledged");
  const [way, setWay] = useState("phoned");
  const [words, setWords] = useState("");
  const [done, setDone] = useState("");
  const call = useAct(() => ask<{ number: string }>(`/api/contacts/${contact}/call`, { method: "POST" }));
  const send = useAct(() => ask(`/api/deliveries/${delivery}/answers`, { method: "POST", body: { id, kind, way, ...(words.trim() ? { words: words.trim() } : {}), ...(done.trim() ? { done: done.trim() } : {}) } }));
  return (
    <form className={styles.panel} onSubmit={(event) => { event.preventDefault(); send.mutate(undefined, { onSuccess: onDone }); }}>
      <div className={styles.acts} style={{ margin: 0 }}>
        <Button size="compact-sm" variant="default" loading={call.isPending} onClick={() => { call.mutate(undefined); }}>{t("alerts.showNumber")}</Button>
        {call.data ? <strong className="mono" role="status">{call.data.number}</strong> : <span className="quiet small">{call.error ? t("alerts.noNumber") : t("alerts.numberWords")}</span>}
      </div>
      <div className={styles.pair}>
        <NativeSelect label={t("alerts.answerKind")} data={ANSWERS.map((one) => ({ value: one, label: codes.word("answer-kind", one) }))} value={kind} onChange={(event) => { setKind(event.currentTarget.value); }} />
        <NativeSelect label={t("alerts.answerWay")} data={["phoned", "page"].map((one) => ({ value: one, label: codes.word("answer-way", one) }))} value={way} onChange={(event) => { setWay(event.currentTarget.value); }} />
      </div>
      <Textarea label={t("alerts.contactWords")} description={t("alerts.contactWordsHint")} autosize minRows={2} maxLength={1_000} value={words} onChange={(event) => { setWords(event.currentTarget.value); }} />
      <Textarea label={t("alerts.whatWasDone")} autosize minRows={1} maxLength={1_000} value={done} onChange={(event) => { setDone(event.currentTarget.value); }} />
      {send.error ? <Trouble error={send.error} kept={t("form.kept")} /> : null}
      <div className={styles.acts} style={{ margin: 0 }}><Button type="submit" loading={send.isPending}>{way === "phoned" ? t("alerts.keepPhoned") : t("alerts.keepAnswer")}</Button><Button variant="default" onClick={onDone}>{t("form.cancel")}</Button></div>
    </form>
  );
}
