/** Writing a record of any noun. Nothing typed is lost: the draft stays in this browser tab until it is saved or dropped. */
import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import type { Marking } from "../../src/platform/marking.ts";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { Refusal } from "../frame/api.ts";
import { Nowhere } from "../frame/nowhere.tsx";
import type { Content, NounWords, Row } from "../frame/nouns.ts";
import { capital, inWords, useWords } from "../frame/words.ts";
import { useMe } from "../frame/session.ts";
import { addressOf, listAddressOf, titleOf, useNounHere } from "./field-value.tsx";
import { FieldInput } from "./field-input.tsx";
import { GeometryInput } from "./geometry-input.tsx";
import { MARKINGS } from "./members.ts";
import { newId } from "./new-id.ts";
import { rowQuery, useWrite } from "./records.ts";
import styles from "./records.module.css";

export function NounFormPage() {
  const noun = useNounHere();
  const { id } = useParams({ strict: false });
  if (!noun) return <Nowhere />;
  return id ? <Changing noun={noun} id={id} /> : <Form noun={noun} />;
}

function Changing({ noun, id }: { noun: NounWords; id: string }) {
  const { data, error, isPending, refetch } = useQuery({ ...rowQuery(noun, id), staleTime: 0 });
  if (isPending) return <Waiting />;
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  return <Form noun={noun} row={data} />;
}

interface Draft { id: string; marking: Marking; content: Content }

function Form({ noun, row }: { noun: NounWords; row?: Row }) {
  const t = useWords();
  const { clearance } = useMe();
  const navigate = useNavigate();
  const write = useWrite(noun);
  const slot = `faleme.draft.${noun.path}.${row ? `${row.id}.${row.version}` : "new"}`;
  const start = useMemo<Draft>(() => ({ id: row?.id ?? newId(), marking: row?.marking ?? noun.marking, content: row?.content ?? {} }), [noun, row]);
  const [draft, setDraft] = useState<Draft>(() => kept(slot) ?? start);
  useEffect(() => { if (draft !== start) sessionStorage.setItem(slot, JSON.stringify(draft)); }, [draft, start, slot]);
  const set = (name: string, value: unknown) => { setDraft((old) => ({ ...old, content: { ...old.content, [name]: value } })); };
  const faults = new Map(write.error instanceof Refusal ? write.error.faults.map(({ field, reason }) => [field.replace(/^content\./, "").split(".")[0], reason]) : []);
  const drop = () => { sessionStorage.removeItem(slot); };
  const save = () => {
    write.mutate({ ...draft, ...(row ? { basedOn: row.version } : {}) }, { onSuccess: async (saved) => { drop(); await navigate({ to: addressOf(noun, saved.id), search: {} }); } });
  };
  const readable = MARKINGS.slice(0, MARKINGS.indexOf(clearance) + 1);
  const title = row ? t("form.change", { what: titleOf(noun, row.content) }) : t("form.new", { what: inWords(noun.labels) });
  return (
    <>
      <PageHead title={title} above={<TextLink to={row ? addressOf(noun, row.id) : listAddressOf(noun)}>{row ? titleOf(noun, row.content) : capital(inWords(noun.plural))}</TextLink>} below={t("form.required")} />
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); save(); }}>
        {noun.fields.map((field) => <FieldInput key={field.name} field={field} value={draft.content[field.name]} error={faults.get(field.name)} onChange={(value) => { set(field.name, value); }} />)}
        {noun.geometry ? <GeometryInput geometry={noun.geometry} value={draft.content.geometry} error={faults.get("geometry")} onChange={(value) => { set("geometry", value); }} /> : null}
        <NativeSelect label={t("record.marking")} description={t("form.marking")} data={readable.map((marking) => ({ value: marking, label: `TLP:${marking} – ${t(`marking.${marking}`)}` }))} value={draft.marking} onChange={(event) => { setDraft({ ...draft, marking: event.currentTarget.value as Marking }); }} />
        {write.error ? <Trouble error={write.error} kept={t("form.kept")} /> : null}
        <div className={styles.bar}>
          <Button type="submit" loading={write.isPending}>{t("form.save")}</Button>
          <Button variant="default" onClick={() => { drop(); history.back(); }}>{t("form.cancel")}</Button>
        </div>
      </form>
    </>
  );
}

function kept(slot: string): Draft | undefined {
  const words = sessionStorage.getItem(slot);
  return words ? (JSON.parse(words) as Draft) : undefined;
}
