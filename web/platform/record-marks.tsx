/** What stands beside every record's name, and the acts that every record knows: change, withdraw, bring back. */
import { Button, Text } from "@mantine/core";
import { IconArrowBackUp, IconDownload, IconPencil, IconTrash } from "@tabler/icons-react";
import { ButtonLink } from "../design/links.tsx";
import { MarkingChip } from "../design/marking-chip.tsx";
import { wordsOf } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import chips from "../design/chips.module.css";
import { moment } from "../design/when.ts";
import { address } from "../frame/api.ts";
import type { NounWords, Row } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { changeAddressOf } from "./field-value.tsx";
import { useWrite } from "./records.ts";

export function RecordMarks({ row }: { row: Row }) {
  const t = useWords();
  return (
    <>
      <MarkingChip marking={row.marking} />
      {row.withdrawn ? <span className={`${chips.note} ${chips.warn}`}>{t("record.withdrawn")}</span> : null}
      {row.status === "exercise" ? <span className={`${chips.note} ${chips.warn}`}>{t("record.exercise")}</span> : null}
      <span className="small">{t("record.versionOf", { version: row.version, moment: moment(row.time), owner: row.owner })}</span>
    </>
  );
}

export function RecordActions({ noun, row }: { noun: NounWords; row: Row }) {
  const t = useWords();
  const mayWrite = useMay(noun.may.write);
  const write = useWrite(noun);
  const off = mayWrite ? undefined : t("record.mayNotWrite");
  const turn = (withdrawn: boolean) => { write.mutate({ id: row.id, basedOn: row.version, marking: row.marking, content: row.content, withdrawn }); };
  return (
    <>
      {write.error ? <Text c="var(--mantine-color-error)" size="sm" role="alert">{wordsOf(write.error, t("refusal.fault"))}</Text> : null}
      <Button component="a" variant="default" href={address(`/api/${noun.path}/${row.id}`)} download={`${noun.name}-${row.id}.json`} leftSection={<IconDownload size={17} aria-hidden />}>{t("record.export")}</Button>
      {row.withdrawn
        ? <TestedButton off={off} variant="default" loading={write.isPending} leftSection={<IconArrowBackUp size={17} aria-hidden />} onClick={() => { turn(false); }}>{t("record.restore")}</TestedButton>
        : <TestedButton off={off} variant="default" loading={write.isPending} leftSection={<IconTrash size={17} aria-hidden />} onClick={() => { turn(true); }}>{t("record.withdraw")}</TestedButton>}
      {mayWrite
        ? <ButtonLink to={changeAddressOf(noun, row.id)} leftSection={<IconPencil size={17} aria-hidden />}>{t("record.edit")}</ButtonLink>
        : <TestedButton off={off} leftSection={<IconPencil size={17} aria-hidden />}>{t("record.edit")}</TestedButton>}
    </>
  );
}
