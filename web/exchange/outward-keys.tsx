/** Keys with which contacts' tools read by TAXII what was released to them: made, shown once, seen when last used, taken back. */
import { Button, CopyButton, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { DataTable } from "../design/data-table.tsx";
import { TextLink } from "../design/links.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import { everyContactQuery } from "./every-contact.ts";
import styles from "./exchange.module.css";

interface Key { contact: string; title: string; country: string; service: string; madeAt: string; lastUsedAt: string | null; objects: number; collection: string }
const KEY = ["taxii-keys", "*"];

export function TaxiiKeys() {
  const t = useWords();
  const codes = useCodes();
  const { data, error, isPending } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => ask<Key[]>("/api/exchange/taxii-keys", { signal }) });
  return (
    <>
      <p className="quiet small measure">{t("outward.keysWords")}</p>
      {error ? <Trouble error={error} /> : isPending ? <Waiting rows={2} /> : data.length === 0 ? <Nothing title={t("outward.noKey")} /> : (
        <DataTable caption={t("outward.keys")} rows={data} idOf={({ contact }) => contact} columns={[
          { name: "title", head: t("contacts.post"), cell: ({ contact, title }) => <TextLink to={ADDRESS.contact} params={{ id: contact }}><bdi>{title}</bdi></TextLink> },
          { name: "country", head: t("contacts.country"), cell: ({ country }) => codes.word("country", country) },
          { name: "made", head: t("outward.made"), cell: ({ madeAt }) => <span className="figures">{moment(madeAt)}</span> },
          { name: "used", head: t("outward.lastUsed"), cell: ({ lastUsedAt }) => (lastUsedAt ? <span className="figures">{moment(lastUsedAt)}</span> : <span className={`${styles.chip} ${styles.warn}`}>{t("outward.neverUsed")}</span>) },
          { name: "objects", head: t("outward.objects"), isNumber: true, cell: ({ objects }) => number(objects) },
          { name: "drop", head: t("outward.act"), cell: (key) => <Drop of={key} /> },
        ]} />
      )}
      <Make held={(data ?? []).map(({ contact }) => contact)} />
    </>
  );
}

function Drop({ of: { contact, title } }: { of: Key }) {
  const t = useWords();
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const drop = useMutation({ mutationFn: () => ask(`/api/contacts/${contact}/taxii-key`, { method: "DELETE" }), onSuccess: () => client.invalidateQueries({ queryKey: ["taxii-keys"] }) });
  if (drop.error) return <Trouble error={drop.error} />;
  return isAsked ? <span className={styles.acts} style={{ margin: 0 }}><Button size="compact-sm" color="red" loading={drop.isPending} onClick={() => { drop.mutate(); }}>{t("outward.dropNow")}</Button><Button size="compact-sm" variant="default" onClick={() => { setAsked(false); }}>{t("form.cancel")}</Button></span>
    : <Button size="compact-sm" variant="default" aria-label={`${t("outward.drop")} – ${title}`} onClick={() => { setAsked(true); }}>{t("outward.drop")}</Button>;
}

function Make({ held }: { held: readonly string[] }) {
  const t = useWords();
  const codes = useCodes();
  const client = useQueryClient();
  const contacts = useQuery(everyContactQuery).data ?? [];
  const [contact, setContact] = useState<string | null>(null);
  const make = useMutation({ mutationFn: () => ask<{ key: string; collection: string }>(`/api/contacts/${contact}/taxii-key`, { method: "POST", body: {} }), onSuccess: () => client.invalidateQueries({ queryKey: ["taxii-keys"] }) });
  const made = make.data && `${location.origin}/taxii2/released/collections/${make.data.collection}/`;
  return (
    <form className={styles.form} style={{ marginTop: 16 }} onSubmit={(event) => { event.preventDefault(); if (contact) make.mutate(); }}>
      <Select label={t("outward.makeFor")} searchable nothingFoundMessage={t("search.nothing")} data={contacts.map(({ id, title, country }) => ({ value: id, label: `${title} (${codes.word("country", country)})` }))} value={contact} onChange={(next) => { setContact(next); make.reset(); }} />
      {contact && held.includes(contact) && !make.data ? <p className="quiet small" role="status" style={{ margin: 0 }}>{t("outward.replaces")}</p> : null}
      {make.error ? <Trouble error={make.error} /> : null}
      {make.data ? (
        <div className={styles.panel} role="status">
          <strong>{t("outward.shownOnce")}</strong>
          <p className="mono latin" style={{ margin: 0, overflowWrap: "anywhere" }}>{make.data.key}</p>
          <p className="mono latin small quiet" style={{ margin: 0, overflowWrap: "anywhere" }}>{made}</p>
          <div className={styles.acts} style={{ margin: 0 }}><CopyButton value={make.data.key}>{({ copied, copy }) => <Button size="compact-sm" variant="default" onClick={copy}>{copied ? t("outward.copied") : t("alerts.copy")}</Button>}</CopyButton></div>
        </div>
      ) : null}
      <div className={styles.acts} style={{ margin: 0 }}><TestedButton type="submit" variant="default" off={contact ? undefined : t("requests.chooseContact")} loading={make.isPending}>{t("outward.make")}</TestedButton></div>
    </form>
  );
}
