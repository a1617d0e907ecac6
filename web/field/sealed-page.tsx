/**
 * Letters under seal: my mailboxes, what came to them, and the recovery of one whose passphrase is lost. Keys are opened in
 * this page and forgotten when it is left.
 */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { OpenKey } from "../field-form/sealed/mailbox-key.ts";
import { Part } from "../design/facts.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { SealedCases } from "./sealed-cases.tsx";
import { MailboxCard, OpenMailbox } from "./sealed-mailbox.tsx";
import { SealedPosts } from "./sealed-posts.tsx";
import { mailboxesQuery } from "./sealed-questions.ts";
import { SealedRecoveries } from "./sealed-recoveries.tsx";
import styles from "./sealed.module.css";

/** By mailbox: those that were opened with their passphrase since this page was loaded. */
export type Keys = ReadonlyMap<string, OpenKey>;

export function SealedPage() {
  const t = useWords();
  const mayName = useMay("field.settle");
  const [keys, setKeys] = useState<Keys>(new Map());
  const [isOpening, setOpening] = useState(false);
  const { data, error, isPending, refetch } = useQuery(mailboxesQuery);
  const onOpen = (id: string, key: OpenKey | undefined) => {
    setKeys((before) => new Map([...before].filter(([one]) => one !== id).concat(key ? [[id, key]] : [])));
  };
  return (
    <>
      <PageHead title={t("page.sealed")} below={<span className="measure">{t("sealed.words")}</span>} />
      {isSecureContext ? null : <p className="notice">{t("sealed.insecure")}</p>}
      <Part title={t("sealed.mailboxes")}>
        {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={2} height={72} /> : (
          <div className={styles.cards}>
            {data.rows.map((mailbox) => <MailboxCard key={mailbox.id} mailbox={mailbox} own={keys.get(mailbox.id)} onOpen={(key) => { onOpen(mailbox.id, key); }} />)}
            {data.rows.length === 0 || isOpening ? <OpenMailbox isFirst={data.rows.length === 0} onDone={(id, key) => { setOpening(false); onOpen(id, key); }} onCancel={() => { setOpening(false); }} />
              : <div><button type="button" className={styles.quietly} onClick={() => { setOpening(true); }}>{t("sealed.another")}</button></div>}
          </div>
        )}
      </Part>
      {data && data.rows.length > 0 ? <Part title={t("sealed.cases")}><SealedCases keys={keys} mailboxes={data.rows} /></Part> : null}
      <Part title={t("sealed.recovery")}><SealedRecoveries keys={keys} onRecovered={onOpen} /></Part>
      {mayName ? <Part title={t("sealed.posts")}><SealedPosts /></Part> : null}
    </>
  );
}
