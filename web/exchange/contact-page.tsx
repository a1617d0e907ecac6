/** One point of contact, and how it is reached. An address is sealed once it is given: the page shows its end alone, and a new one replaces it. */
import { Button, Checkbox, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Part } from "../design/facts.tsx";
import { Done, Trouble, Waiting } from "../design/states.tsx";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { NounPage } from "../platform/noun-page.tsx";
import styles from "./exchange.module.css";
import { useAct } from "./questions.ts";

const TYPED = ["email", "sms", "call", "webhook"] as const;
type Typed = (typeof TYPED)[number];
interface Shown { channel: string; ending?: string }

export function ContactPage() {
  const t = useWords();
  const { id } = useParams({ strict: false }) as { id: string };
  const mayWrite = useMay("exchange.write");
  return <><NounPage /><Part title={t("channels.title")}>{mayWrite ? <Channels id={id} /> : <p className="quiet">{t("contacts.mayNotWrite")}</p>}</Part></>;
}

function Channels({ id }: { id: string }) {
  const t = useWords();
  const codes = useCodes();
  const { data, error, isPending } = useQuery({ queryKey: ["channels", "contact", id], queryFn: ({ signal }) => ask<Shown[]>(`/api/contacts/${id}/channels`, { signal }) });
  const [isOpen, setOpen] = useState(false);
  if (error) return <Trouble error={error} />;
  if (isPending) return <Waiting rows={2} />;
  return (
    <>
      <p className="quiet small measure">{t("channels.words")}</p>
      {data.length === 0 ? <p><span className={`${styles.chip} ${styles.warn}`}>{t("contacts.state.no-channel")}</span></p> : <ul className={styles.list}>{data.map(({ channel, ending }) => <li key={channel}><strong>{codes.word("channel", channel)}</strong>{ending ? <> · <span className="mono">{ending}</span></> : null}</li>)}</ul>}
      {isOpen ? <ChannelsForm id={id} held={data} onDone={() => { setOpen(false); }} /> : <div className={styles.acts}><Button variant="default" onClick={() => { setOpen(true); }}>{t("channels.change")}</Button></div>}
    </>
  );
}

/** All of them at once: what is not given again is gone, for nobody here can read it back. */
function ChannelsForm({ id, held, onDone }: { id: string; held: readonly Shown[]; onDone: () => void }) {
  const t = useWords();
  const codes = useCodes();
  const [page, setPage] = useState(held.some(({ channel }) => channel === "page"));
  const [given, setGiven] = useState<Partial<Record<Typed, string>>>({});
  const clean = (one: Typed) => (one === "sms" || one === "call" ? (given[one] ?? "").replace(/[\s().-]/g, "") : (given[one] ?? "").trim());
  const lost = held.filter(({ channel }) => (channel === "page" ? !page : channel === "push" || !clean(channel as Typed)));
  const save = useAct(() => ask(`/api/contacts/${id}/channels`, { method: "PUT", body: { channels: [...(page ? [{ channel: "page" }] : []), ...TYPED.filter((one) => clean(one)).map((channel) => ({ channel, address: clean(channel) }))] } }));
  if (save.isSuccess) return <Done>{t("channels.kept")}</Done>;
  return (
    <form className={styles.panel} onSubmit={(event) => { event.preventDefault(); save.mutate(undefined, { onSuccess: onDone }); }}>
      <p className="quiet small" style={{ margin: 0 }}>{t("channels.all")}</p>
      <Checkbox label={codes.word("channel", "page")} checked={page} onChange={(event) => { setPage(event.currentTarget.checked); }} />
      <div className={styles.pair}>{TYPED.map((one) => <TextInput key={one} label={codes.word("channel", one)} dir="ltr" autoComplete="off" type={one === "email" ? "email" : one === "webhook" ? "url" : "tel"} value={given[one] ?? ""} onChange={(event) => { const { value } = event.currentTarget; setGiven((before) => ({ ...before, [one]: value })); }} />)}</div>
      {lost.length > 0 ? <p className="notice" style={{ margin: 0 }} role="status">{t("channels.lost")} {lost.map(({ channel, ending }) => `${codes.word("channel", channel)}${ending ? ` ${ending}` : ""}`).join(", ")}</p> : null}
      {save.error ? <Trouble error={save.error} kept={t("form.kept")} /> : null}
      <div className={styles.acts} style={{ margin: 0 }}><Button type="submit" loading={save.isPending}>{t("channels.save")}</Button><Button variant="default" onClick={onDone}>{t("form.cancel")}</Button></div>
    </form>
  );
}
