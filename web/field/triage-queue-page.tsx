/** The queue: reports that wait, the oldest first, walked and worked through by keyboard. Nothing moves under the reader's hand. */
import { Button, NativeSelect } from "@mantine/core";
import { IconGauge, IconPhone, IconRefresh } from "@tabler/icons-react";
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { DataTable } from "../design/data-table.tsx";
import { GradeChip } from "../design/grading.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { More } from "../design/more.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { useMay, useMe } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { useAreas } from "../places/areas.ts";
import { Actor } from "../platform/actor.tsx";
import { ChapterCards } from "../platform/chapter-page.tsx";
import { rememberOrder, type ReportRow } from "./triage-report.ts";
import { Keys, useKeys } from "./triage-keys.tsx";
import { useSteady } from "./triage-steady.ts";
import { About, agoOf, dayOf, usePlaceOf } from "./triage-words.tsx";
import styles from "./triage.module.css";

interface QueuePage { rows: ReportRow[]; counts: Record<string, number>; next?: string }
const FILTERS = ["state", "assignee", "area", "kind", "way"] as const;
const STATES = ["received", "screened", "triaged", "graded", "answered", "closed"] as const;

const queueQuery = (filter: Search) => infiniteQueryOptions({
  queryKey: ["queue", "report", filter],
  queryFn: ({ signal, pageParam }) => ask<QueuePage>("/api/field/queue", { signal, query: { ...filter, cursor: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next,
});

/** The door of the chapter: the queue for those who read reports, and the chapter's other pages for everybody. */
export function FieldPage() {
  const t = useWords();
  const mayRead = useMay("field.read");
  const mayEnter = useMay("field.enter");
  return (
    <>
      <PageHead title={mayRead ? t("triage.queue") : t("chapter.field")} below={mayRead ? <span className="measure">{t("triage.queueWords")}</span> : t("chapterWords.field")} actions={<>
        {mayRead ? <ButtonLink to={ADDRESS.measures} variant="default" leftSection={<IconGauge size={17} aria-hidden />}>{t("page.measures")}</ButtonLink> : null}
        {mayEnter ? <ButtonLink to={ADDRESS.phone} leftSection={<IconPhone size={17} aria-hidden />}>{t("phone.enter")}</ButtonLink> : null}
      </>} />
      {mayRead ? <Queue /> : null}
      <div style={{ marginTop: mayRead ? 32 : 0 }}>{mayRead ? <h2 style={{ fontSize: "var(--mantine-font-size-lg)", marginBottom: 12 }}>{t("triage.elsewhere")}</h2> : null}<ChapterCards chapter="field" /></div>
    </>
  );
}

function Queue() {
  const t = useWords();
  const codes = useCodes();
  const me = useMe();
  const placeOf = usePlaceOf();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const filter = Object.fromEntries(FILTERS.flatMap((name) => (search[name] ? [[name, search[name]]] : []))) as Search;
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(queueQuery(filter));
  const { rows, gone, refresh } = useSteady(data?.pages.flatMap((page) => page.rows), JSON.stringify(filter));
  const counts = data?.pages[0]?.counts ?? {};
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { rememberOrder(rows.map(({ id }) => id)); }, [rows]);
  const narrow = (changes: Search) => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, ...changes })) as never, replace: true }); };
  useKeys((key) => {
    const id = (document.activeElement as HTMLElement | null)?.closest("tr")?.querySelector("[data-report]")?.getAttribute("data-report");
    if (!id || !box.current?.contains(document.activeElement)) return false;
    const act = ({ p: "place", c: "code", g: "grade", a: "ask", l: "link", e: "event", x: "close" } as Record<string, string>)[key];
    if (act) void navigate({ to: ADDRESS.report, params: { id }, search: { do: act } as never });
    if (key === "o") void navigate({ to: ADDRESS.report, params: { id } });
    return act !== undefined || key === "o";
  });
  const open = STATES.slice(0, 4).reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return (
    <div ref={box}>
      <div className={styles.tabs} role="group" aria-label={t("triage.byState")}>
        <Tab isOn={!filter.state} onClick={() => { narrow({ state: undefined }); }}>{t("triage.unfinished")} <span className="figures">{number(open)}</span></Tab>
        {STATES.map((state) => <Tab key={state} isOn={filter.state === state} onClick={() => { narrow({ state }); }}>{codes.word("report-state", state)} <span className="figures">{number(counts[state] ?? 0)}</span></Tab>)}
      </div>
      <div className={styles.filters}>
        <NativeSelect label={t("triage.owner")} value={filter.assignee ?? ""} onChange={(event) => { narrow({ assignee: event.currentTarget.value || undefined }); }}
          data={[{ value: "", label: t("triage.anybody") }, { value: "me", label: t("triage.me") }, { value: "nobody", label: t("triage.nobody") }]} />
        <Areas value={filter.area} onGive={(area) => { narrow({ area }); }} />
        <NativeSelect label={t("triage.kind")} value={filter.kind ?? ""} onChange={(event) => { narrow({ kind: event.currentTarget.value || undefined }); }}
          data={[{ value: "", label: t("filter.all") }, ...codes.options("event-kind").map(({ value, label }) => ({ value, label }))]} />
        <NativeSelect label={t("triage.way")} value={filter.way ?? ""} onChange={(event) => { narrow({ way: event.currentTarget.value || undefined }); }}
          data={[{ value: "", label: t("filter.all") }, ...codes.options("report-way").map(({ value, label }) => ({ value, label }))]} />
      </div>
      <div className={styles.news} role="status">
        {gone > 0 ? <>
          <span>{t("triage.gone", { count: gone, shown: number(gone) })}</span>
          <Button size="compact-sm" variant="default" leftSection={<IconRefresh size={15} aria-hidden />} onClick={refresh}>{t("triage.refresh")}</Button>
        </> : <Keys of={["j", "k", "o", "p", "c", "g", "a", "l", "e", "x"]} />}
      </div>
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={10} /> : rows.length === 0
        ? <Nothing title={t("triage.nothing")}>{Object.keys(filter).length > 0 ? t("triage.nothingFiltered") : t("triage.nothingWords")}</Nothing>
        : <DataTable<ReportRow & { isGone: boolean }> caption={t("triage.queue")} rows={rows} idOf={({ id }) => id} isDimmed={({ isGone }) => isGone}
            link={(row, words) => <TextLink to={ADDRESS.report} params={{ id: row.id }} data-row data-report={row.id}>{words}</TextLink>}
            columns={[
              { name: "what", head: t("triage.what"), cell: ({ content }) => <About content={content} /> },
              { name: "age", head: t("triage.age"), cell: ({ content }) => <span className="figures" title={moment(content.receivedAt)}>{agoOf(content.receivedAt)}</span> },
              { name: "where", head: t("triage.where"), cell: ({ content }) => placeOf(content) },
              { name: "when", head: t("triage.when"), cell: ({ content }) => (content.occurredOn ? <span className="figures">{dayOf(content)}</span> : undefined) },
              { name: "way", head: t("triage.way"), cell: ({ content }) => codes.word("report-way", content.way) },
              { name: "state", head: t("triage.state"), cell: ({ content, merged }) => <>
                <span className={styles.chip}>{codes.word("report-state", content.state)}</span>
                {content.screening === "only-names" ? <> <span className={`${styles.chip} ${styles.warn}`}>{t("triage.onlyNames")}</span></> : null}
                {merged ? <> <span className={styles.chip}>{t("triage.mergedCount", { count: merged, shown: number(merged) })}</span></> : null}
              </> },
              { name: "grade", head: t("triage.grade"), cell: ({ content }) => (content.reliability && content.credibility ? <GradeChip reliability={content.reliability} credibility={content.credibility} /> : undefined) },
              { name: "owner", head: t("triage.owner"), cell: ({ content }) => (content.assignee ? content.assignee === me.id ? t("triage.me") : <Actor id={content.assignee} /> : undefined) },
            ]} />}
      <More hasMore={hasNextPage} isBusy={isFetchingNextPage} onMore={() => { void fetchNextPage(); }} />
    </div>
  );
}

function Tab({ isOn, onClick, children }: { isOn: boolean; onClick: () => void; children: ReactNode }) {
  return <button type="button" className={styles.tab} aria-pressed={isOn} onClick={onClick}>{children}</button>;
}

function Areas({ value, onGive }: { value: string | undefined; onGive: (area: string | undefined) => void }) {
  const t = useWords();
  const regions = useAreas(1);
  const data = [{ value: "", label: t("filter.all") }, ...regions.map(({ pcode, name, country }) => ({ value: pcode, label: `${name} (${country})` })).sort((a, b) => (a.label < b.label ? -1 : 1))];
  return <NativeSelect label={t("triage.area")} value={value ?? ""} data={data} onChange={(event) => { onGive(event.currentTarget.value || undefined); }} />;
}
