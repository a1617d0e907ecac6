/** What left, signed, and whether its signature holds; who was refused it and why; and how far it has come abroad. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Trouble, Waiting } from "../design/states.tsx";
import { moment } from "../design/when.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { inWords, joined, useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import { saveAs } from "./save-as.ts";
import styles from "./exchange.module.css";
import type { Reason } from "./questions.ts";

interface Ledger {
  decisions: { contact: string; at: string; isReleased: boolean; reasons: Reason[]; recordVersion: number; actor: string }[];
  documents: { id: string; contact: string; country: string; service: string; recordVersion: number; issuedAt: string; expiresAt: string | null; revokedAt: string | null }[];
}
interface Whereabouts { contact: string; title: string; country: string; service: string; stands: string; reasons: Reason[]; at?: string; failure?: string; backlog?: number }

export function Proofs({ id, version, subject = "alert" }: { id: string; version: number; subject?: string }) {
  const t = useWords();
  const codes = useCodes();
  const ledger = useQuery({ queryKey: ["ledger", "alert", "release", id, version], queryFn: ({ signal }) => ask<Ledger>(`/api/exchange/ledger/${subject}/${id}`, { signal }) });
  const why = useQuery({ queryKey: ["why", "alert", "release", "federation", id, version], queryFn: ({ signal }) => ask<Whereabouts[]>("/api/exchange/why", { signal, query: { subject, record: id } }), retry: false });
  if (ledger.error) return <Trouble error={ledger.error} />;
  if (ledger.isPending) return <Waiting rows={2} />;
  const { documents, decisions } = ledger.data;
  const refused = decisions.filter((one, at) => !one.isReleased && decisions.findLastIndex(({ contact }) => contact === one.contact) === at);
  return (
    <>
      {documents.length === 0 ? <p className="quiet">{t("proofs.none")}</p> : <ul className={styles.rows}>{documents.map((one) => (
        <li key={one.id}>
          <p><Reference noun="contact" id={one.contact} /> <span className="quiet figures">· {moment(one.issuedAt)}</span>{one.revokedAt ? <> <span className={`${styles.chip} ${styles.warn}`}>{t("proofs.revoked", { moment: moment(one.revokedAt) })}</span></> : null}</p>
          <Document id={one.id} hasCap={subject === "alert"} />
        </li>
      ))}</ul>}
      {refused.length > 0 ? <><h3>{t("proofs.refused")}</h3><ul className={styles.rows}>{refused.map((one) => <li key={one.contact}><p><Reference noun="contact" id={one.contact} /></p><p className="quiet">{joined(one.reasons.map(({ words }) => inWords(words)))}</p></li>)}</ul></> : null}
      {why.data && why.data.length > 0 ? <><h3>{t("proofs.abroad")}</h3><ul className={styles.rows}>{why.data.map((one) => (
        <li key={one.contact}>
          <p><span className="own-words">{one.title}</span> <span className="quiet">· {codes.word("country", one.country)}</span> <span className={`${styles.chip} ${GOOD.has(one.stands) ? styles.good : ""}`}>{t(`stands.${one.stands}` as "stands.sent")}</span></p>
          {one.reasons.length > 0 ? <p className="quiet">{joined(one.reasons.map(({ words }) => inWords(words)))}</p> : null}
          {one.failure ? <p className="mono">{one.failure}</p> : null}
        </li>
      ))}</ul></> : null}
    </>
  );
}

const GOOD = new Set(["received", "revoked"]);

interface Held { id: string; words: string; signature: string; key: string; publicKey: string; revocation: string | null; verdict: string }

function Document({ id, hasCap }: { id: string; hasCap: boolean }) {
  const t = useWords();
  const [isAsked, setAsked] = useState(false);
  const { data, error } = useQuery({ queryKey: ["document", id], enabled: isAsked, queryFn: ({ signal }) => ask<Held>(`/api/exchange/documents/${id}`, { signal }) });
  return (
    <>
      <div className={styles.acts} style={{ margin: 0 }}>
        <Button size="compact-sm" variant="default" onClick={() => { setAsked(true); }}>{t("proofs.check")}</Button>
        {hasCap ? <Button component="a" size="compact-sm" variant="subtle" href={`/api/exchange/documents/${id}/cap`} download={`${id}.cap.xml`}>CAP 1.2</Button> : null}
        {data ? <Button size="compact-sm" variant="subtle" onClick={() => { saveAs(`${id}.json`, JSON.stringify(data, null, 2), "application/json"); }}>{t("proofs.download")}</Button> : null}
      </div>
      {error ? <Trouble error={error} /> : null}
      {data ? <p role="status"><span className={`${styles.chip} ${data.verdict === "genuine" ? styles.good : styles.warn}`}>{t(`verdict.${data.verdict}` as "verdict.genuine")}</span> <span className="quiet small">{t("proofs.key")} <span className="mono">{data.key}</span></span></p> : null}
    </>
  );
}
