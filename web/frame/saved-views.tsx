/** Saved views: addresses with their filters, under a name. Open one, or keep this one for those who may read its marking. */
import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Marking } from "../../src/platform/marking.ts";
import { MarkingChip } from "../design/marking-chip.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { listAddressOf } from "../platform/field-value.tsx";
import { MARKINGS } from "../platform/members.ts";
import { newId } from "../platform/new-id.ts";
import { useWrite } from "../platform/records.ts";
import { TextLink } from "../design/links.tsx";
import { ask } from "./api.ts";
import styles from "./frame.module.css";
import { useNoun, type NounWords, type Page } from "./nouns.ts";
import { useMay, useMe } from "./session.ts";
import { useWords } from "./words.ts";

/** As the server checks it: pages that show something to look at. */
const SAVED_PAGES = ["", "evidence", "places", "areas", "flows"];

export default function SavedViews({ onClose }: { onClose: () => void }) {
  const t = useWords();
  const noun = useNoun("view");
  const { data, error, isPending, refetch } = useQuery({ queryKey: ["all", "view"], queryFn: ({ signal }) => ask<Page>("/api/views", { signal, query: { limit: 100 } }) });
  const navigate = useNavigate();
  const open = (address: string) => {
    const { pathname, searchParams } = new URL(address, location.origin);
    onClose();
    void navigate({ to: pathname, search: Object.fromEntries(searchParams) as never });
  };
  return (
    <Modal opened onClose={onClose} title={t("views.title")} closeButtonProps={{ "aria-label": t("search.close") }}>
      {isPending ? <Waiting rows={3} /> : error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : data.rows.length === 0 ? <p className="quiet">{t("views.none")}</p> : (
        <ul className={styles.savedViews}>
          {data.rows.map(({ id, marking, content }) => <li key={id}><button type="button" onClick={() => { open(String(content.address)); }}>{String(content.name)}</button> <MarkingChip marking={marking} /></li>)}
        </ul>
      )}
      {noun ? <Save noun={noun} onSaved={onClose} /> : null}
      {noun && (data?.rows.length ?? 0) > 0 ? <p className="small"><TextLink to={listAddressOf(noun)} onClick={onClose}>{t("views.manage")}</TextLink></p> : null}
    </Modal>
  );
}

function Save({ noun, onSaved }: { noun: NounWords; onSaved: () => void }) {
  const t = useWords();
  const me = useMe();
  const { pathname, searchStr } = useLocation();
  const mayWrite = useMay(noun.may.write);
  const write = useWrite(noun);
  const [id] = useState(newId);
  const [name, setName] = useState("");
  const offered = MARKINGS.slice(0, MARKINGS.indexOf(me.clearance) + 1);
  const [marking, setMarking] = useState<Marking>(offered.includes(noun.marking) ? noun.marking : me.clearance);
  const off = !mayWrite ? t("record.mayNotWrite") : SAVED_PAGES.includes(pathname.split("/")[1] ?? "") ? undefined : t("views.notHere");
  const save = () => { write.mutate({ id, marking, content: { name: name.trim(), address: savedAddress(pathname, searchStr) } }, { onSuccess: onSaved }); };
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); if (!off && name.trim()) save(); }}>
      <TextInput label={t("views.name")} description={t("views.words")} value={name} maxLength={120} required disabled={off !== undefined} onChange={(event) => { setName(event.currentTarget.value); }} />
      <NativeSelect label={t("views.marking")} value={marking} disabled={off !== undefined} data={offered.map((one) => ({ value: one, label: `TLP:${one}` }))} onChange={(event) => { setMarking(event.currentTarget.value as Marking); }} />
      {write.error ? <Trouble error={write.error} /> : null}
      {off ? <TestedButton off={off}>{t("views.save")}</TestedButton> : <Button type="submit" loading={write.isPending}>{t("views.save")}</Button>}
    </form>
  );
}

/** The world and the reader belong to whoever opens it, not to the view. */
export function savedAddress(pathname: string, search: string): string {
  const kept = new URLSearchParams(search);
  kept.delete("world");
  kept.delete("viewAs");
  return kept.size > 0 ? `${pathname}?${kept}` : pathname;
}
