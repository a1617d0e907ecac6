/** One import, tried or real: how far it is, how it ended, what it refused, and the step that follows. */
import { Button, Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "../design/links.tsx";
import { Fact, Facts } from "../design/facts.tsx";
import { Done, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { number } from "../design/when.ts";
import { Refusal } from "../frame/api.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useWords } from "../frame/words.ts";
import { useKindWords } from "./import-kinds.ts";
import { ImportNotes } from "./import-notes.tsx";
import styles from "./import.module.css";
import { importQuery, isOver, useImportActs, type ImportRow } from "./imports.ts";
import { Rejects } from "./rejects.tsx";

export function ImportRun({ id, onGo }: { id: string; onGo: (id: string | undefined) => void }) {
  const { data, error, isPending, refetch } = useQuery(importQuery(id));
  if (isPending) return <Waiting rows={5} />;
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  return <OneImport row={data} onGo={onGo} />;
}

function OneImport({ row, onGo }: { row: ImportRow; onGo: (id: string | undefined) => void }) {
  const t = useWords();
  const kindWords = useKindWords();
  const { run, stop } = useImportActs(row.id);
  const isTried = row.isDryRun && row.state === "done";
  const coming = row.inserted + row.updated;
  const off = !row.isRepeatable ? t("import.gone") : coming === 0 ? t("import.nothingToDo") : undefined;
  const fault = run.error ?? stop.error;
  return (
    <section className={styles.run} aria-label={t(row.isDryRun ? "import.trial" : "import.real")}>
      <h2>{t(row.isDryRun ? "import.trial" : "import.real")} <span className="quiet wrap-anywhere">{row.files.join(", ")}</span></h2>
      <p className="quiet" role="status">{kindWords(row.kind)} · {t(`importState.${row.state}`)}</p>
      {isOver(row) ? null : <Progress value={100} animated aria-label={t("import.progress")} />}
      {row.state === "done" && !row.isDryRun ? <Done>{t("import.doneWords", { inserted: number(row.inserted), updated: number(row.updated) })}</Done> : null}
      {row.state === "cancelled" ? <p>{t(row.isDryRun ? "import.nothingWritten" : "import.cancelledWords")}</p> : null}
      {row.state === "failed" && row.problem ? <Trouble error={new Refusal("import", 422, row.problem.title)} kept={t(row.isDryRun ? "import.nothingWritten" : "import.cancelledWords")} /> : null}
      <Counts row={row} />
      {row.notes ? <ImportNotes notes={row.notes} /> : null}
      {row.hasRejects && isOver(row) ? <><h3>{t("import.rejects")}</h3><Rejects id={row.id} /></> : null}
      {fault ? <Trouble error={fault} /> : null}
      <div className={styles.row}>
        {isTried ? <TestedButton off={off} loading={run.isPending} onClick={() => { run.mutate(undefined, { onSuccess: ({ id }) => { onGo(id); } }); }}>{t("import.run", { count: coming, shown: number(coming) })}</TestedButton> : null}
        {isOver(row) ? null : <Button variant="default" loading={stop.isPending || row.state === "cancelling"} onClick={() => { stop.mutate(); }}>{t("import.stop")}</Button>}
        {row.state === "done" && !row.isDryRun ? <ButtonLink to={ADDRESS.picture} search={{ import: undefined } as never}>{t("event.onMap")}</ButtonLink> : null}
        {isOver(row) ? <Button variant="default" onClick={() => { onGo(undefined); }}>{t("import.another")}</Button> : null}
      </div>
    </section>
  );
}

function Counts({ row }: { row: ImportRow }) {
  const t = useWords();
  return (
    <Facts>
      <Fact name={t("import.read")}><span className="figures">{number(row.read)}</span></Fact>
      <Fact name={t(row.isDryRun ? "import.wouldInsert" : "import.inserted")}><span className="figures">{number(row.inserted)}</span></Fact>
      <Fact name={t(row.isDryRun ? "import.wouldUpdate" : "import.updated")}><span className="figures">{number(row.updated)}</span></Fact>
      <Fact name={t("import.unchanged")}><span className="figures">{number(row.unchanged)}</span></Fact>
      <Fact name={t("import.rejected")}><span className="figures">{number(row.rejected)}</span></Fact>
    </Facts>
  );
}
