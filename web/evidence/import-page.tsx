/** Import: a file is tried first, and nothing is written; what would come in and what would be refused is seen before it does. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { DataTable } from "../design/data-table.tsx";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import type { Search } from "../frame/routes.tsx";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { ImportFile } from "./import-file.tsx";
import { useKindWords } from "./import-kinds.ts";
import { ImportRun } from "./import-run.tsx";
import { importsQuery, type ImportRow } from "./imports.ts";

export function ImportPage() {
  const t = useWords();
  const { import: id } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const mayImport = useMay("evidence.import");
  const show = (next: string | undefined) => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, import: next })) as never }); };
  return (
    <>
      <PageHead title={t("page.imports")} above={<TextLink to={ADDRESS.evidence}>{t("chapter.evidence")}</TextLink>} below={<span className="measure">{t("import.words")}</span>} />
      {!mayImport ? <Nothing title={t("import.mayNot")} /> : id ? <ImportRun key={id} id={id} onGo={show} /> : <ImportFile onTried={show} />}
      {mayImport ? <Part title={t("import.latest")}><Latest /></Part> : null}
    </>
  );
}

function Latest() {
  const t = useWords();
  const kindWords = useKindWords();
  const { data, error, isPending, refetch } = useQuery(importsQuery);
  if (isPending) return <Waiting rows={3} />;
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (data.length === 0) return <p className="quiet" style={{ margin: 0 }}>{t("import.none")}</p>;
  return <DataTable<ImportRow> caption={t("import.latest")} rows={data} idOf={({ id }) => id}
    link={(row, words) => <TextLink to={ADDRESS.imports} search={{ import: row.id } as never} data-row>{words}</TextLink>}
    columns={[
      { name: "file", head: t("import.file"), cell: ({ files }) => files.join(", ") },
      { name: "kind", head: t("import.kind"), cell: ({ kind }) => kindWords(kind) },
      { name: "state", head: t("member.state"), cell: ({ state, isDryRun }) => <>{t(`importState.${state}`)}{isDryRun ? <span className="quiet"> · {t("import.dryRun")}</span> : null}</> },
      { name: "read", head: t("import.read"), isNumber: true, cell: ({ read }) => number(read) },
      { name: "in", head: t("import.inserted"), isNumber: true, cell: ({ inserted }) => number(inserted) },
      { name: "rejected", head: t("import.rejected"), isNumber: true, cell: ({ rejected }) => number(rejected) },
      { name: "at", head: t("event.when"), cell: ({ createdAt }) => moment(createdAt) },
    ]} />;
}
