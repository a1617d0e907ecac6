/** What became of an alert, in the order of time: written, agreed, issued, told, answered, passed on, ended. */
import { useQuery } from "@tanstack/react-query";
import { useWords } from "../frame/words.ts";
import { TextLink } from "../design/links.tsx";
import { moment } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes } from "../frame/nouns.ts";
import { Actor } from "../platform/actor.tsx";
import { Reference } from "../platform/field-value.tsx";
import type { ReactNode } from "react";
import styles from "./exchange.module.css";
import { trailQuery, type AlertRow } from "./questions.ts";

interface Entry { at: string; key: string; words: ReactNode; isBad?: boolean; isOpen?: boolean }

export function TrailList({ row }: { row: AlertRow }) {
  const t = useWords();
  const codes = useCodes();
  const { data } = useQuery(trailQuery(row.id));
  if (!data) return null;
  const entries: Entry[] = [
    ...data.steps.map((one, at): Entry => ({ at: one.at, key: `step ${at}`, isOpen: !one.isDone, words: <><strong>{t(`trail.${one.transition}` as "trail.issue")}</strong>{one.isDone ? "" : ` ${t("trail.waits")}`}<br /><span className="quiet"><Actor id={one.actor} /></span>{one.reason ? <><br /><span className="own-words">{one.reason}</span></> : null}</> })),
    ...data.deliveries.flatMap((one): Entry[] => [
      { at: one.startedAt, key: `${one.id} asked`, words: <>{t("trail.asked")} <Reference noun="contact" id={one.contact} />{one.rung === "contact" ? "" : ` (${codes.word("rung", one.rung)})`}</> },
      ...(one.deliveredAt ? [{ at: one.deliveredAt, key: `${one.id} delivered`, words: <>{t("trail.delivered")} <Reference noun="contact" id={one.contact} />{one.by ? ` · ${codes.word("channel", one.by)}` : ""}</> }] : []),
      ...(one.state === "failed" ? [{ at: one.startedAt, key: `${one.id} failed`, isBad: true, words: <>{t("trail.failed")} <Reference noun="contact" id={one.contact} /></> }] : []),
    ]),
    ...data.answers.map((one): Entry => ({ at: one.answeredAt, key: one.id, words: <><strong>{codes.word("answer-kind", one.kind)}</strong> · <Reference noun="contact" id={one.contact} /><br /><span className="quiet">{codes.word("answer-way", one.way)}</span></> })),
    ...data.following.map((one): Entry => ({ at: one.sentAt ?? new Date().toISOString(), key: one.id, isOpen: one.state === "draft", words: <TextLink to={ADDRESS.alert} params={{ id: one.id }}>{codes.word("cap-message-type", one.messageType)} · {codes.word("alert-state", one.state)}</TextLink> })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (entries.length === 0) return <p className="quiet">{t("trail.none")}</p>;
  return <ol className={styles.trail}>{entries.map(({ at, key, words, isBad, isOpen }) => <li key={key} data-bad={isBad} data-open={isOpen}><p><span className="quiet figures small">{moment(at)}</span><br />{words}</p></li>)}</ol>;
}
