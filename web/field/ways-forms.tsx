/** Forms that enumerators fill in ODK Collect or KoboCollect: sent as a sheet, checked whole, listed to telephones while they are open. */
import { Button, TextInput } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { encode } from "uqr";
import chips from "../design/chips.module.css";
import { DataTable } from "../design/data-table.tsx";
import { Done, Nothing, Trouble, Waiting } from "../design/states.tsx";
import { number } from "../design/when.ts";
import { Refusal } from "../frame/api.ts";
import { joined, useWords } from "../frame/words.ts";
import { formAddressQuery, formsQuery, useOpenForm, useSendForm, type FormShown } from "./ways-questions.ts";
import styles from "./ways.module.css";

export function Forms() {
  const t = useWords();
  const picker = useRef<HTMLInputElement>(null);
  const { data, error, isPending, refetch } = useQuery(formsQuery);
  const send = useSendForm();
  const turn = useOpenForm();
  const choose = <Button leftSection={<IconFileUpload size={17} aria-hidden />} loading={send.isPending} onClick={() => { picker.current?.click(); }}>{t("ways.sendSheet")}</Button>;
  return (
    <>
      <p className="measure">{t("ways.formsWords")}</p>
      <input ref={picker} type="file" hidden aria-label={t("ways.sendSheet")} accept=".xlsx" onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ""; if (file) send.mutate(file); }} />
      {send.data ? <Done>{t("ways.formTaken", { title: send.data.title, version: send.data.formVersion, questions: number(send.data.questionCount) })}</Done> : null}
      {send.error ? <SheetTrouble error={send.error} /> : null}
      {turn.error ? <Trouble error={turn.error} /> : null}
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={3} /> : data.rows.length === 0 ? <Nothing title={t("ways.noForm")} action={choose}>{t("ways.noFormWords")}</Nothing> : <>
        <div className={styles.row} style={{ marginBottom: 12 }}>{choose}</div>
        <DataTable<FormShown> caption={t("ways.forms")} rows={data.rows} idOf={({ id }) => id} isDimmed={({ content }) => !content.isOpen} columns={[
          { name: "title", head: t("ways.title"), cell: ({ content }) => <><strong>{content.title}</strong><br /><span className="mono small">{content.formId}</span></> },
          { name: "version", head: t("ways.version"), cell: ({ content }) => <span className="mono">{content.formVersion}</span> },
          { name: "languages", head: t("frame.language"), cell: ({ content }) => joined(content.languages.filter((language) => language !== "default")) || undefined },
          { name: "questions", head: t("ways.questions"), isNumber: true, cell: ({ content }) => number(content.questionCount) },
          { name: "state", head: t("member.state"), cell: ({ content }) => <span className={chips.note}>{t(content.isOpen ? "ways.open" : "ways.closed")}</span> },
          { name: "act", head: t("ways.act"), cell: ({ id, content }) => <Button size="compact-sm" variant="default" loading={turn.isPending && turn.variables.id === id} aria-label={t(content.isOpen ? "ways.closeOne" : "ways.openOne", { title: content.title })} onClick={() => { turn.mutate({ id, isOpen: !content.isOpen }); }}>{t(content.isOpen ? "ways.close" : "ways.openIt")}</Button> },
        ]} />
      </>}
      <OnTelephones />
    </>
  );
}

/** Every fault of a sheet at once, each with its row. */
function SheetTrouble({ error }: { error: unknown }) {
  const t = useWords();
  const faults = error instanceof Refusal && error.code === "form.refused" ? error.faults : [];
  if (faults.length === 0) return <Trouble error={error} />;
  return (
    <div role="alert" className={styles.panel}>
      <h3>{t("ways.sheetRefused")}</h3>
      <ul className={styles.faults}>{faults.map(({ field, reason }, at) => <li key={at}><strong className="figures">{t("ways.rowOf", { row: field })}</strong> {reason}</li>)}</ul>
    </div>
  );
}

function OnTelephones() {
  const t = useWords();
  const { data } = useQuery(formAddressQuery);
  const [isCopied, setCopied] = useState(false);
  if (!data) return null;
  return (
    <div className={styles.address}>
      <div>
        <TextInput readOnly label={t("ways.address")} description={t("ways.addressWords")} value={data.address} styles={{ input: { direction: "ltr", fontFamily: "var(--mantine-font-family-monospace)" } }} onFocus={(event) => { event.currentTarget.select(); }} />
        <div className={styles.row}><Button variant="default" onClick={() => { void navigator.clipboard.writeText(data.address).then(() => { setCopied(true); }); }}>{t(isCopied ? "users.copied" : "users.copy")}</Button></div>
        {data.address.startsWith("http:") ? <p className="quiet small">{t("ways.addressOpen")}</p> : null}
      </div>
      <CollectCode address={data.address} />
    </div>
  );
}

/** What Collect reads with its camera: its settings as JSON, packed by zlib, in base64. */
function CollectCode({ address }: { address: string }) {
  const t = useWords();
  const [words, setWords] = useState<string>();
  useEffect(() => {
    const packed = new Blob([JSON.stringify({ general: { server_url: address }, admin: {} })]).stream().pipeThrough(new CompressionStream("deflate"));
    void new Response(packed).arrayBuffer().then((bytes) => { setWords(btoa(String.fromCharCode(...new Uint8Array(bytes)))); });
  }, [address]);
  if (!words) return null;
  const { size, data } = encode(words, { border: 0 });
  return (
    <figure className={styles.qr} style={{ margin: 0 }}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t("ways.code")} shapeRendering="crispEdges">
        <path fill="#000" d={data.flatMap((line, y) => line.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("")} />
      </svg>
      <figcaption>{t("ways.code")}</figcaption>
    </figure>
  );
}
