/** The nodes of other countries: how each link stands, what waits on it, the last proof of what they hold, and a file for when there is no link. */
import { Button, FileButton, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Fact, Facts, Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { address, ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { inWords, joined, useWords } from "../frame/words.ts";
import { span } from "./alert-words.tsx";
import styles from "./exchange.module.css";
import { useAct, type Reason } from "./questions.ts";
import { saveAs } from "./save-as.ts";

interface Link {
  country: string; title: string; url: string | null; keyId: string; isClosed: boolean; protocol: number | null; state: "never" | "good" | "failing" | "closed"; heardAt: string | null; failedAt: string | null; failure: string | null;
  lagSeconds: number | null; backlog: number; sent: number; confirmed: number; received: number; refusedThere: number; refusedHere: number; withheld: number; proof: { words: string; signature: string } | null;
}

export function LinksPage() {
  const t = useWords();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ["links", "federation"], refetchInterval: 20_000, queryFn: ({ signal }) => ask<Link[]>("/api/exchange/links", { signal }) });
  const own = useQuery({ queryKey: ["own-key"], queryFn: ({ signal }) => ask<{ country: string; id: string; publicKey: string; spoken: string }>("/api/exchange/key/words", { signal }) });
  return (
    <>
      <PageHead title={t("page.links")} above={<TextLink to={ADDRESS.exchange}>{t("alerts.board")}</TextLink>} below={<span className="measure">{t("links.words")}</span>} />
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={3} height={64} /> : data.length === 0 ? <Nothing title={t("links.none")}>{t("links.noneWords")}</Nothing> : data.map((one) => <OneLink key={one.country} link={one} />)}
      <Part title={t("links.byFile")}><p className="quiet small measure">{t("links.fileWords")}</p><TakeFile /></Part>
      <Part title={t("links.ownKey")}>{own.data ? <><p className="quiet small measure">{t("links.keyWords")}</p><p className="mono" style={{ fontSize: "1.1rem" }}>{own.data.spoken}</p><p className="mono small quiet">{own.data.publicKey}</p></> : <Waiting rows={1} />}</Part>
      <Part title={t("links.register")}><Register /></Part>
    </>
  );
}

function OneLink({ link }: { link: Link }) {
  const t = useWords();
  const codes = useCodes();
  const maySettle = useMay("exchange.settle");
  const [ledger, setLedger] = useState(false);
  const base = `/api/exchange/peers/${link.country}`;
  const round = useAct(() => ask<{ received: number; refused: number }>(`${base}/round`, { method: "POST" }));
  const turn = useAct(() => ask(`${base}/closing`, { method: "POST", body: { isClosed: !link.isClosed } }));
  const bundle = useAct(async () => {
    const response = await fetch(address(`${base}/bundle`), { method: "POST", credentials: "same-origin" });
    if (!response.ok) throw new Error(String(response.status));
    saveAs(`${link.country}.faleme`, await response.blob(), "application/octet-stream");
  });
  const off = maySettle ? undefined : t("links.maySettle");
  return (
    <Part title={`${codes.word("country", link.country)} – ${link.title}`} aside={<span className={`${styles.chip} ${link.state === "good" ? styles.good : link.state === "never" ? "" : styles.warn}`}>{t(`links.state.${link.state}`)}</span>}>
      <Facts>
        <Fact name={t("links.lag")}>{link.lagSeconds === null ? null : <span className="figures">{span(link.lagSeconds)}</span>}</Fact>
        <Fact name={t("links.backlog")}><span className="figures">{number(link.backlog)}</span></Fact>
        <Fact name={t("links.counts")}><span className="figures">{t("links.countWords", { sent: number(link.sent), confirmed: number(link.confirmed), received: number(link.received) })}</span></Fact>
        <Fact name={t("links.refusals")}><span className="figures">{t("links.refusalWords", { there: number(link.refusedThere), here: number(link.refusedHere), withheld: number(link.withheld) })}</span></Fact>
        <Fact name={t("links.heard")}>{link.heardAt ? <span className="figures">{moment(link.heardAt)}</span> : null}</Fact>
        {link.failure ? <Fact name={t("links.failure")}><span className="mono">{link.failure}</span>{link.failedAt ? <span className="quiet figures"> · {moment(link.failedAt)}</span> : null}</Fact> : null}
        <Fact name={t("links.address")}>{link.url ? <span className="mono">{link.url}</span> : t("links.noAddress")}</Fact>
        <Fact name={t("proofs.key")}><span className="mono">{link.keyId}</span></Fact>
        <Fact name={t("links.proof")}>{link.proof ? <details><summary>{t("links.showProof")}</summary><p className="mono">{link.proof.words}</p><p className="mono quiet">{link.proof.signature}</p></details> : null}</Fact>
      </Facts>
      <div className={styles.acts}>
        <TestedButton size="compact-sm" variant="default" off={off ?? (link.isClosed ? t("links.closedNow") : link.url ? undefined : t("links.noAddress"))} loading={round.isPending} onClick={() => { round.mutate(undefined); }}>{t("links.round")}</TestedButton>
        <TestedButton size="compact-sm" variant="default" off={off ?? (link.isClosed ? t("links.closedNow") : undefined)} loading={bundle.isPending} onClick={() => { bundle.mutate(undefined); }}>{t("links.makeFile")}</TestedButton>
        <TestedButton size="compact-sm" variant="default" off={off} loading={turn.isPending} onClick={() => { turn.mutate(undefined); }}>{link.isClosed ? t("links.open") : t("links.close")}</TestedButton>
        <Button size="compact-sm" variant="subtle" aria-expanded={ledger} onClick={() => { setLedger(!ledger); }}>{t("links.ledger")}</Button>
      </div>
      {round.error ? <Trouble error={round.error} /> : null}{turn.error ? <Trouble error={turn.error} /> : null}{bundle.error ? <Trouble error={bundle.error} /> : null}
      {round.data ? <p role="status">{t("links.roundDone", { received: number(round.data.received), refused: number(round.data.refused) })}</p> : null}
      {ledger ? <Ledger country={link.country} /> : null}
    </Part>
  );
}

interface Line { direction: string; seq: number; kind: string; id: string; at: string; outcome: string; reasons: Reason[] }

function Ledger({ country }: { country: string }) {
  const t = useWords();
  const [direction, setDirection] = useState<"sent" | "received">("sent");
  const { data, error } = useQuery({ queryKey: ["peer-ledger", "federation", country, direction], queryFn: ({ signal }) => ask<Line[]>(`/api/exchange/peers/${country}/ledger`, { signal, query: { direction, limit: 50 } }) });
  return (
    <>
      <div className={styles.tabs} role="group" aria-label={t("links.ledger")}>{(["sent", "received"] as const).map((one) => <button key={one} type="button" className={styles.tab} aria-pressed={one === direction} onClick={() => { setDirection(one); }}>{t(`links.${one}`)}</button>)}</div>
      {error ? <Trouble error={error} /> : !data ? <Waiting rows={2} /> : data.length === 0 ? <p className="quiet">{t("links.nothing")}</p> : <ul className={styles.list}>{data.map((line) => <li key={line.seq}><span className="figures">{line.seq} · {moment(line.at)}</span> · <span className="mono">{line.kind}</span> · <strong>{t(`line.${line.outcome}` as "line.received")}</strong>{line.reasons.length > 0 ? ` · ${joined(line.reasons.map(({ words }) => inWords(words)))}` : ""}</li>)}</ul>}
    </>
  );
}

interface Taken { from: string; world: string; received: number; refused: number; withheld: number; failure?: string }

function TakeFile() {
  const t = useWords();
  const codes = useCodes();
  const maySettle = useMay("exchange.settle");
  const take = useAct((file: File) => ask<Taken>("/api/exchange/bundles", { method: "POST", body: file }));
  return (
    <>
      {maySettle ? <FileButton onChange={(file) => { if (file) take.mutate(file); }} accept=".faleme">{(props) => <Button variant="default" loading={take.isPending} {...props}>{t("links.takeFile")}</Button>}</FileButton> : <TestedButton variant="default" off={t("links.maySettle")}>{t("links.takeFile")}</TestedButton>}
      {take.error ? <Trouble error={take.error} /> : null}
      {take.data ? <p role="status">{t("links.taken", { from: codes.word("country", take.data.from), received: number(take.data.received), refused: number(take.data.refused) })}{take.data.failure ? <> <span className="mono">{take.data.failure}</span></> : null}</p> : null}
    </>
  );
}

function Register() {
  const t = useWords();
  const codes = useCodes();
  const maySettle = useMay("exchange.settle");
  const [country, setCountry] = useState("");
  const [title, setTitle] = useState("");
  const [url, setUrl] = useState("");
  const [publicKey, setKey] = useState("");
  const send = useAct(() => ask(`/api/exchange/peers/${country}`, { method: "PUT", body: { title: title.trim(), publicKey: publicKey.trim(), ...(url.trim() ? { url: url.trim() } : {}) } }));
  const off = !maySettle ? t("links.maySettle") : country && title.trim() && publicKey.trim() ? undefined : t("links.incomplete");
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); if (!off) send.mutate(undefined); }}>
      <p className="quiet small measure" style={{ margin: 0 }}>{t("links.registerWords")}</p>
      <div className={styles.pair}>
        <NativeSelect label={t("contacts.country")} value={country} data={[{ value: "", label: t("form.choose") }, ...codes.options("country").map(({ value, label }) => ({ value, label }))]} onChange={(event) => { setCountry(event.currentTarget.value); }} />
        <TextInput label={t("links.peerTitle")} maxLength={160} value={title} onChange={(event) => { setTitle(event.currentTarget.value); }} />
        <TextInput label={t("links.address")} dir="ltr" placeholder="https://" value={url} onChange={(event) => { setUrl(event.currentTarget.value); }} />
      </div>
      <TextInput label={t("links.peerKey")} dir="ltr" value={publicKey} onChange={(event) => { setKey(event.currentTarget.value); }} />
      {send.error ? <Trouble error={send.error} kept={t("form.kept")} /> : null}
      <div className={styles.acts} style={{ margin: 0 }}><TestedButton type="submit" off={off} loading={send.isPending}>{t("links.registerSend")}</TestedButton></div>
    </form>
  );
}
