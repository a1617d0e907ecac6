/** The plain list of any noun: what there is, narrowed by the fields of its list, and its exports. */
import { Button, Menu, TextInput } from "@mantine/core";
import { IconDownload, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { DataTable, type Column } from "../design/data-table.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { MarkingChip } from "../design/marking-chip.tsx";
import { More } from "../design/more.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { number } from "../design/when.ts";
import { address } from "../frame/api.ts";
import { Nowhere } from "../frame/nowhere.tsx";
import type { NounWords, Row } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { useMay } from "../frame/session.ts";
import { capital, inWords, useWords } from "../frame/words.ts";
import { addressOf, fieldValue, newAddressOf, titleOf, useNounHere } from "./field-value.tsx";
import { FieldFilter, filterNames } from "./field-filter.tsx";
import { countQuery, rowsQuery } from "./records.ts";
import styles from "./records.module.css";

export function NounListPage() {
  const noun = useNounHere();
  return noun ? <NounList key={noun.path} noun={noun} /> : <Nowhere />;
}

function NounList({ noun }: { noun: NounWords }) {
  const t = useWords();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const mayWrite = useMay(noun.may.write);
  const asked = Object.fromEntries([...filterNames(noun), "q"].map((name) => [name, search[name]]).filter(([, value]) => value));
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(rowsQuery(noun, asked));
  const { data: counted } = useQuery(countQuery(noun, asked));
  const set = (changes: Search) => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, ...changes })) as never, replace: true }); };
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const isFiltered = Object.keys(asked).length > 0;
  return (
    <>
      <PageHead
        title={capital(inWords(noun.plural))}
        below={counted ? t("list.count", { count: counted.count, shown: number(counted.count) }) : " "}
        actions={<>
          <Exports noun={noun} query={asked} />
          {mayWrite
            ? <ButtonLink to={newAddressOf(noun)} leftSection={<IconPlus size={17} aria-hidden />}>{t("record.new")}</ButtonLink>
            : <TestedButton off={t("record.mayNotWrite")}>{t("record.new")}</TestedButton>}
        </>}
      />
      <search className={`${styles.filters} no-print`}>
        <Words value={search.q ?? ""} onGive={(q) => { set({ q: q || undefined }); }} />
        {noun.fields.filter(({ name }) => noun.list.includes(name)).map((field) => <FieldFilter key={field.name} field={field} search={search} onChange={set} />)}
      </search>
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={10} /> : rows.length === 0
        ? <Nothing title={isFiltered ? t("list.noneMatch") : t("list.none", { what: capital(inWords(noun.plural)) })} action={isFiltered ? <Button variant="default" onClick={() => { void navigate({ to: ".", search: {} }); }}>{t("list.clear")}</Button> : undefined}>{isFiltered ? undefined : t("list.noneWords")}</Nothing>
        : <DataTable caption={inWords(noun.plural)} rows={rows} columns={columnsOf(noun, t("record.marking"))} idOf={({ id }) => id} isDimmed={({ withdrawn }) => withdrawn}
            link={(row, words) => <TextLink to={addressOf(noun, row.id)} data-row>{words ?? titleOf(noun, row.content)}</TextLink>} />}
      <More hasMore={hasNextPage} isBusy={isFetchingNextPage} onMore={() => { void fetchNextPage(); }} />
    </>
  );
}

/** The titling field leads, whatever its place in the declaration: it carries the link. */
function columnsOf(noun: NounWords, marking: string): Column<Row>[] {
  const names = [noun.title, ...noun.list.filter((name) => name !== noun.title)];
  const columns = names.flatMap((name): Column<Row>[] => {
    const field = noun.fields.find((one) => one.name === name);
    if (!field) return [];
    return [{ name, head: inWords(field.labels), cell: ({ content }) => fieldValue(field, content[name], content), isNumber: field.kind === "integer" || field.kind === "decimal" }];
  });
  return [...columns, { name: "marking", head: marking, cell: (row) => <MarkingChip marking={row.marking} /> }];
}

/** A search is sent when it is given (Enter, or leaving the field): over a slow line each letter would be a request. */
function Words({ value, onGive }: { value: string; onGive: (words: string) => void }) {
  const t = useWords();
  const [words, setWords] = useState(value);
  const give = () => { if (words !== value) onGive(words.trim()); };
  return <TextInput label={t("list.search")} type="search" value={words} onChange={(event) => { setWords(event.currentTarget.value); }} onBlur={give} onKeyDown={(event) => { if (event.key === "Enter") give(); }} />;
}

export function Exports({ noun, query }: { noun: { path: string; geometry?: string }; query: Search }) {
  const t = useWords();
  const { q: _, ...filters } = query;
  return (
    <Menu>
      <Menu.Target><Button variant="default" leftSection={<IconDownload size={17} aria-hidden />}>{t("record.export")}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address(`/api/${noun.path}/export.csv`, filters)} download>{t("export.csv")}</Menu.Item>
        {noun.geometry ? <Menu.Item component="a" href={address(`/api/${noun.path}/export.geojson`, filters)} download>{t("export.geojson")}</Menu.Item> : null}
      </Menu.Dropdown>
    </Menu>
  );
}
