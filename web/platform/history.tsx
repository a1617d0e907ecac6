/** Every version of a record, newest first, and what each changed. Nothing is overwritten, so nothing is hidden. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Trouble, Waiting } from "../design/states.tsx";
import { moment } from "../design/when.ts";
import type { FieldWords, NounWords, Row } from "../frame/nouns.ts";
import { inWords, useWords } from "../frame/words.ts";
import { Actor } from "./actor.tsx";
import { fieldValue } from "./field-value.tsx";
import { historyQuery } from "./records.ts";
import styles from "./records.module.css";

const SHOWN_AT_FIRST = 3;

export function History({ noun, id }: { noun: NounWords; id: string }) {
  const t = useWords();
  const [isWhole, setWhole] = useState(false);
  const { data, error, isPending, refetch } = useQuery(historyQuery(noun, id));
  if (isPending) return <Waiting rows={2} />;
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  const versions = [...data].reverse();
  const shown = isWhole ? versions : versions.slice(0, SHOWN_AT_FIRST);
  return (
    <div>
      {shown.map((version, at) => <Version key={version.version} noun={noun} version={version} before={versions[at + 1]} />)}
      {shown.length < versions.length ? <Button variant="default" size="xs" onClick={() => { setWhole(true); }}>{t("history.all", { count: versions.length })}</Button> : null}
    </div>
  );
}

function Version({ noun, version, before }: { noun: NounWords; version: Row; before: Row | undefined }) {
  const t = useWords();
  const changes = before ? changesBetween(noun, before, version) : [];
  return (
    <div className={styles.version}>
      <p><strong>{t("history.version", { version: version.version })}</strong> <span className="quiet">{moment(version.time)}</span></p>
      <p className="quiet">{t("history.by")} <Actor id={version.author} /></p>
      {before && changes.length === 0 && version.withdrawn === before.withdrawn ? <p>{t("history.noVisibleChange")}</p> : null}
      {before && version.withdrawn !== before.withdrawn ? <p>{version.withdrawn ? t("record.withdrawn") : t("history.restored")}</p> : null}
      <ul className={styles.changes}>
        {changes.map(({ field, from, to }) => (
          <li key={field.name}>
            <span>{inWords(field.labels)}{t("punctuation.colon")} </span>
            <del>{fieldValue(field, from) ?? t("state.notStated")}</del> → <ins>{fieldValue(field, to) ?? t("state.notStated")}</ins>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Fields that read differently in two versions. Documents are canonical JSON, so equal values are equal text. */
export function changesBetween(noun: NounWords, before: Row, after: Row): { field: FieldWords; from: unknown; to: unknown }[] {
  return noun.fields
    .map((field) => ({ field, from: before.content[field.name], to: after.content[field.name] }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}
