/** The list of events as a table: narrowed by the same filter as the map, walked through with j, k and Enter. */
import { Button, Menu } from "@mantine/core";
import { IconDownload, IconMap2, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { DataTable } from "../design/data-table.tsx";
import { GradeChip } from "../design/grading.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { MarkingChip } from "../design/marking-chip.tsx";
import { More } from "../design/more.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { number } from "../design/when.ts";
import { address } from "../frame/api.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useEventSeq } from "../frame/live.ts";
import { useCodes } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import { filterOf } from "./event-filter.ts";
import { isPlaced, PlaceDoubt, titleOf, TollShort, useWhere, whenOf } from "./event-words.tsx";
import { eventsQuery, summaryQuery, type EventRow } from "./events.ts";
import { FilterBar } from "./filter-bar.tsx";
import { NoEvents } from "./no-events.tsx";
import { CountInWords } from "./count-in-words.tsx";

const LARGEST_PAGE = 500;
const PAGES_AT_A_TIME = 20;

export function EventsPage() {
  const t = useWords();
  const codes = useCodes();
  const where = useWhere();
  const search = useSearch({ strict: false }) as Search;
  const filter = filterOf(search);
  const isUnplaced = search.placed === "no";
  const mayWrite = useMay("evidence.edit");
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(eventsQuery(filter, isUnplaced ? LARGEST_PAGE : undefined));
  const { data: summary } = useQuery(summaryQuery(filter, useEventSeq()));
  const all = data?.pages.flatMap((page) => page.rows) ?? [];
  const rows = isUnplaced ? all.filter(({ content }) => !isPlaced(content)) : all;
  // Those without a position are few among many: looks on until all that the summary counts are found, a bounded number of pages at a time.
  const isLooking = isUnplaced && hasNextPage && rows.length < (summary?.notOnMap ?? 0) && (data?.pages.length ?? 0) % PAGES_AT_A_TIME !== 0;
  useEffect(() => { if (isLooking && !isFetchingNextPage) void fetchNextPage(); }, [isLooking, isFetchingNextPage, fetchNextPage]);
  return (
    <>
      <PageHead title={t("event.list")} below={<CountInWords summary={summary} />} actions={<>
        <ButtonLink to={ADDRESS.picture} search={search as never} variant="default" leftSection={<IconMap2 size={17} aria-hidden />}>{t("event.onMap")}</ButtonLink>
        <EventExports query={filter} />
        {mayWrite ? <ButtonLink to="/evidence/$noun/new" params={{ noun: "events" }} leftSection={<IconPlus size={17} aria-hidden />}>{t("record.new")}</ButtonLink> : <TestedButton off={t("record.mayNotWrite")}>{t("record.new")}</TestedButton>}
      </>} />
      <FilterBar search={search} hasWords />
      {isUnplaced ? <p className="notice">{t("event.unplaced", { count: rows.length, shown: number(rows.length), of: number(summary?.notOnMap ?? rows.length) })} <TextLink to="." search={((old: Search) => ({ ...old, placed: undefined })) as never}>{t("event.showAll")}</TextLink></p> : null}
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={12} /> : rows.length === 0
        ? <NoEvents isFiltered={Object.keys(filter).length > 0} />
        : <DataTable<EventRow> caption={t("event.list")} rows={rows} idOf={({ id }) => id}
            link={(row, words) => <TextLink to={ADDRESS.event} params={{ id: row.id }} data-row>{words}</TextLink>}
            columns={[
              { name: "title", head: t("event.what"), cell: ({ content }) => titleOf(content, codes) },
              { name: "when", head: t("event.when"), cell: ({ content }) => <span className="figures">{whenOf(content)}</span> },
              { name: "where", head: t("event.where"), cell: ({ content }) => <>{where(content)} <PlaceDoubt content={content} /></> },
              { name: "toll", head: t("event.tollHead"), isNumber: true, cell: ({ content }) => <TollShort content={content} /> },
              { name: "grade", head: t("event.grade"), cell: ({ content }) => <GradeChip {...content} /> },
              { name: "source", head: t("event.source"), cell: ({ content }) => <Reference noun="source" id={content.source} /> },
              { name: "marking", head: t("record.marking"), cell: (row) => <MarkingChip marking={row.marking} /> },
            ]} />}
      <More hasMore={hasNextPage && !(isUnplaced && rows.length >= (summary?.notOnMap ?? Infinity))} isBusy={isFetchingNextPage} onMore={() => { void fetchNextPage(); }} />
    </>
  );
}

export function EventExports({ query }: { query: Search }) {
  const t = useWords();
  return (
    <Menu>
      <Menu.Target><Button variant="default" leftSection={<IconDownload size={17} aria-hidden />}>{t("record.export")}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address("/api/events/export.csv", query)} download>{t("export.csv")}</Menu.Item>
        <Menu.Item component="a" href={address("/api/events/export.geojson", query)} download>{t("export.geojson")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
