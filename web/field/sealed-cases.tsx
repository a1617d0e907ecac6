/** What came under seal: opened here with the mailbox's key, answered, or given up. */
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import chips from "../design/chips.module.css";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { day } from "../design/when.ts";
import { openCaseKey, openLetter, sealLetter } from "../field-form/sealed/sealed-case.ts";
import type { OpenKey } from "../field-form/sealed/mailbox-key.ts";
import { useWords } from "../frame/words.ts";
import type { Keys } from "./sealed-page.tsx";
import { casesQuery, lettersQuery, newSealedId, useSealed, type CaseShown, type Mailbox } from "./sealed-questions.ts";
import styles from "./sealed.module.css";

export function SealedCases({ keys, mailboxes }: { keys: Keys; mailboxes: readonly Mailbox[] }) {
  const t = useWords();
  const [open, setOpen] = useState<string>();
  const { data, error, isPending, refetch } = useQuery(casesQuery);
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={3} />;
  if (data.rows.length === 0) return <Nothing title={t("sealed.noCases")}>{t("sealed.noCasesWords")}</Nothing>;
  return (
    <ul className={styles.cases}>
      {data.rows.map((one) => {
        const own = keys.get(one.mailbox);
        const id = `${one.id}.${one.mailbox}`;
        return (
          <li key={id} className={styles.case}>
            <div className={styles.head}>
              <strong>{t(`sealed.about.${one.matter}`)}</strong>
              {one.isAwaiting ? <span className={`${chips.note} ${chips.warn}`}>{t("sealed.awaiting")}</span> : null}
            </div>
            <p className="quiet small">{t("sealed.received", { day: day(one.receivedOn) })} · {t("sealed.letters", { count: one.letters })} · <bdi>{mailboxes.find(({ id: held }) => held === one.mailbox)?.title}</bdi></p>
            {open === id && own ? <TheCase one={one} own={own} onClose={() => { setOpen(undefined); }} />
              : <div><TestedButton size="sm" variant="default" off={own ? undefined : t("sealed.unlockFirst")} onClick={() => { setOpen(id); }}>{t("sealed.readIt")}</TestedButton></div>}
          </li>
        );
      })}
    </ul>
  );
}

function TheCase({ one, own, onClose }: { one: CaseShown; own: OpenKey; onClose: () => void }) {
  const t = useWords();
  const [words, setWords] = useState("");
  const caseKey = useQuery({ queryKey: ["opened", one.id, one.mailbox], gcTime: 0, staleTime: Infinity, queryFn: () => openCaseKey(own.privateKey, own.publicKey, one.id, one.mailbox, one.sealedKey) });
  const sealed = useQuery(lettersQuery(one.id));
  const key = caseKey.data;
  const letters = useQuery({
    queryKey: ["opened", one.id, "letters", sealed.dataUpdatedAt], gcTime: 0, enabled: Boolean(key && sealed.data),
    queryFn: () => Promise.all(sealed.data!.letters.map(async (letter) => ({ ...letter, words: await openLetter(key!, one.id, letter.from, letter).catch(() => undefined) }))),
  });
  const answer = useSealed(async () => [`cases/${one.id}/answer`, { method: "POST", body: { mailbox: one.mailbox, letter: await sealLetter(key!, one.id, newSealedId(), "recipient", words.trim()) } }] as const);
  const giveUp = useSealed(async () => [`cases/${one.id}`, { method: "DELETE" }] as const);
  const [isSure, setSure] = useState(false);
  const confirm = useMutation({ mutationFn: () => giveUp.mutateAsync(), onSuccess: onClose });
  const error = caseKey.error ? t("sealed.wontOpen") : undefined;
  return (
    <div className={styles.open}>
      {error ? <p role="alert" className="notice">{error}</p> : sealed.error ? <Trouble error={sealed.error} /> : letters.isPending ? <Waiting rows={2} /> : (
        <ol className={styles.talk}>
          {letters.data?.map(({ id, from, post, on, words: said }) => (
            <li key={id} className={from === "recipient" ? styles.ours : ""}>
              <p className="quiet small">{from === "sender" ? t("sealed.sender") : <bdi>{post}</bdi>} · {day(on)}</p>
              <p className={`own-words ${styles.said}`} dir="auto">{said ?? t("sealed.wontOpen")}</p>
            </li>
          ))}
        </ol>
      )}
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); answer.mutate(undefined, { onSuccess: () => { setWords(""); } }); }}>
        <Textarea label={t("sealed.answer")} description={t("sealed.answerWords")} autosize minRows={3} maxLength={10_000} value={words} onChange={(event) => { setWords(event.currentTarget.value); }} />
        {answer.error ?? giveUp.error ? <Trouble error={answer.error ?? giveUp.error} kept={t("form.kept")} /> : null}
        <div className={styles.row}>
          <TestedButton type="submit" loading={answer.isPending} off={words.trim() ? undefined : t("sealed.saySomething")}>{t("sealed.sendAnswer")}</TestedButton>
          <Button variant="default" onClick={onClose}>{t("users.close")}</Button>
          <span style={{ flex: 1 }} />
          {isSure ? <><span className="small">{t("sealed.giveUpWords")}</span><Button color="red" variant="light" loading={confirm.isPending} onClick={() => { confirm.mutate(); }}>{t("sealed.giveUpNow")}</Button></> : <Button variant="default" onClick={() => { setSure(true); }}>{t("sealed.giveUp")}</Button>}
        </div>
      </form>
    </div>
  );
}
