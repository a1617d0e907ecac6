/** What was said, with names and numbers behind masks. A mask can be decided on; seeing behind all of them needs a reason. */
import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Trouble, Waiting } from "../design/states.tsx";
import { moment } from "../design/when.ts";
import { ask } from "../frame/api.ts";
import { useWords } from "../frame/words.ts";
import { accountQuery, useAct, type Account, type Passage } from "./triage-report.ts";
import styles from "./triage.module.css";

const MASK_LENGTH = 3;

export function Said({ id, mayWork, isErased }: { id: string; mayWork: boolean; isErased: boolean }) {
  const t = useWords();
  const { data, error, isPending, refetch } = useQuery({ ...accountQuery(id), enabled: !isErased });
  if (isErased) return <p className="quiet">{t("triage.erased")}</p>;
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={3} />;
  if (!data.isReadable) return <p className="quiet">{t("triage.unreadable")}</p>;
  return (
    <>
      {data.passages.length === 0 ? <p className="quiet">{t("triage.noWords")}</p> : data.passages.map((passage) => <OnePassage key={passage.key} id={id} passage={passage} mayWork={mayWork} />)}
      {data.media.length > 0 ? <p className="quiet small">{t("triage.media", { count: data.media.length, shown: data.media.length })} {data.media.map(({ type }) => type).join(", ")}</p> : null}
      {data.isFromSentinel ? <p className="quiet small">{t("triage.sentinel")}</p> : null}
      {mayWork && data.passages.some(({ masks }) => masks.length > 0) ? <Unmask id={id} /> : null}
      <Talk messages={data.messages} canReply={data.canReply} />
    </>
  );
}

function OnePassage({ id, passage: { key, words, masks }, mayWork }: { id: string; passage: Passage; mayWork: boolean }) {
  const t = useWords();
  const act = useAct(id);
  const [asked, setAsked] = useState<Passage["masks"][number]>();
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const mask of masks) {
    pieces.push(words.slice(at, mask.at));
    pieces.push(<button key={mask.at} type="button" className={styles.mask} disabled={!mayWork || act.isPending} title={t("triage.maskAsk")}
      aria-expanded={asked === mask} onClick={() => { setAsked(asked === mask ? undefined : mask); }}>{t(`mask.${mask.kind}` as "mask.person")}</button>);
    at = mask.at + MASK_LENGTH;
  }
  pieces.push(words.slice(at));
  return (
    <div className={styles.said}>
      {key === "text" ? null : <div className={styles.question}>{SAID_KEYS.includes(key) ? t(`saidKey.${key.slice(5)}` as "saidKey.place") : key}</div>}
      <p className="own-words" dir="auto">{pieces}</p>
      {asked ? (
        <div className={styles.acts}>
          <Button size="compact-sm" variant="default" loading={act.isPending} onClick={() => { act.mutate({ what: "/masks", body: { key, from: asked.from, to: asked.to, isShown: true } }, { onSuccess: () => { setAsked(undefined); } }); }}>{t("triage.maskShow")}</Button>
          <Button size="compact-sm" variant="subtle" onClick={() => { setAsked(undefined); }}>{t("form.cancel")}</Button>
        </div>
      ) : null}
      {act.error ? <Trouble error={act.error} /> : null}
    </div>
  );
}

const SAID_KEYS = ["said.place", "said.near", "said.towards"];

/** The words as they were written, for this look alone. */
function Unmask({ id }: { id: string }) {
  const t = useWords();
  const act = useAct(id);
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [shown, setShown] = useState<{ key: string; words: string }[]>();
  const [error, setError] = useState<unknown>();
  const [isSure, setSure] = useState(false);
  const look = async () => {
    try {
      setShown((await ask<{ passages: { key: string; words: string }[] }>(`/api/reports/${id}/unmask`, { method: "POST", body: { reason } })).passages);
      setError(undefined);
    } catch (refused) { setError(refused); }
  };
  if (shown) {
    return (
      <div className="notice">
        {shown.map(({ key, words }) => <p key={key} className="own-words" dir="auto" style={{ marginTop: 0, whiteSpace: "pre-wrap" }}>{words}</p>)}
        <Button size="compact-sm" variant="default" onClick={() => { setShown(undefined); setAsking(false); setReason(""); }}>{t("triage.hideAgain")}</Button>
      </div>
    );
  }
  if (!isAsking) return <div className={styles.acts}><Button size="compact-sm" variant="default" onClick={() => { setAsking(true); }}>{t("triage.unmask")}</Button></div>;
  const isReason = reason.trim().length >= 3;
  return (
    <form className={styles.panel} onSubmit={(event) => { event.preventDefault(); if (isReason) void look(); }}>
      <TextInput label={t("triage.unmaskReason")} description={t("triage.unmaskWords")} value={reason} maxLength={300} required data-autofocus autoFocus onChange={(event) => { setReason(event.currentTarget.value); }} />
      <div className={styles.acts} style={{ margin: 0 }}>
        <Button type="submit" size="compact-md" disabled={!isReason}>{t("triage.unmask")}</Button>
        <Button size="compact-md" variant="default" disabled={!isReason} onClick={() => { if (isSure) act.mutate({ what: "/remove-names", body: { reason } }, { onSuccess: () => { setAsking(false); } }); else setSure(true); }}>{isSure ? t("triage.removeSure") : t("triage.removeNames")}</Button>
        <Button size="compact-md" variant="subtle" onClick={() => { setAsking(false); }}>{t("form.cancel")}</Button>
      </div>
      {error ?? act.error ? <Trouble error={error ?? act.error} /> : null}
    </form>
  );
}

function Talk({ messages, canReply }: Pick<Account, "messages" | "canReply">) {
  const t = useWords();
  return (
    <>
      <h3 style={{ marginBlock: "16px 8px" }}>{t("triage.talk")}</h3>
      {messages.length === 0 ? <p className="quiet small">{t("triage.noTalk")}</p> : (
        <ul className={styles.talk}>
          {messages.map(({ at, from, words, isQuestion }) => (
            <li key={at + words} data-from={from}>
              <div className={styles.question}>{from === "house" ? isQuestion ? t("triage.weAsked") : t("triage.weSaid") : t("triage.senderSaid")} · {moment(at)}</div>
              <p className="own-words" dir="auto">{words}</p>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet small">{canReply ? t("triage.canReply") : t("triage.onlyByReceipt")}</p>
    </>
  );
}
