/** Paper before it is printed: its pages as pictures, and the file. The language of the paper is chosen apart from the page's. */
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Language } from "../../src/platform/language.ts";
import { Trouble, Waiting } from "../design/states.tsx";
import { address, ask, Refusal } from "../frame/api.ts";
import { LANGUAGE_NAMES, language, useWords } from "../frame/words.ts";
import styles from "./briefs.module.css";

export interface Contact { id: string; content: { title: string; country: string } }

/** Those whom the reader may know of; nobody, where they may not read the directory. */
export const useContacts = (mayRead: boolean) => useQuery({ queryKey: ["contacts", "for paper"], queryFn: ({ signal }) => ask<{ rows: Contact[] }>("/api/contacts", { signal, query: { limit: 200 } }), enabled: mayRead });

interface Props { path: string; name: string; contacts: readonly Contact[] }

export function Paper({ path, name, contacts }: Props) {
  const t = useWords();
  const [spoken, speak] = useState<Language>(language());
  const [contact, choose] = useState("");
  const query = { language: spoken, ...(contact ? { contact } : {}) };
  const { data: url, error, isPending, refetch } = useQuery({ queryKey: ["paper", path, spoken, contact], queryFn: ({ signal }) => picture(path, query, signal), gcTime: 0 });
  return (
    <div>
      <div className={styles.choices}>
        <NativeSelect label={t("brief.language")} value={spoken} onChange={(event) => { speak(event.currentTarget.value as Language); }} data={Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }))} />
        <NativeSelect label={t("brief.recipient")} value={contact} onChange={(event) => { choose(event.currentTarget.value); }} data={[{ value: "", label: t("brief.nobody") }, ...contacts.map(({ id, content }) => ({ value: id, label: `${content.title} (${content.country})` }))]} />
        <a className={styles.download} href={address(path, { ...query, format: "pdf" })} download={`${name}-${spoken}.pdf`}>{t("brief.download")}</a>
      </div>
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <div role="status" aria-label={t("brief.setting")}><Waiting rows={8} height={56} /></div> : <img className={styles.pages} src={url} alt={t("brief.previewOf")} />}
    </div>
  );
}

/** As an address of its own: pictures are never asked of another server, and this one is asked once. */
async function picture(path: string, query: Record<string, string>, signal: AbortSignal): Promise<string> {
  const reply = await fetch(address(path, { ...query, format: "svg" }), { signal, credentials: "same-origin", headers: { "accept-language": language() } });
  if (reply.ok) return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await reply.text())}`;
  const { code = "", title = "" } = await reply.json().catch(() => ({})) as { code?: string; title?: string };
  throw new Refusal(code, reply.status, title);
}
