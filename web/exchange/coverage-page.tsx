/** Points of contact, and what nobody answers for: every area against every function. */
import { NativeSelect, Switch } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch, useNavigate } from "@tanstack/react-router";
import { DataTable } from "../design/data-table.tsx";
import { Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { More } from "../design/more.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes, useNoun, type NounWords } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { joined, useWords } from "../frame/words.ts";
import { newAddressOf } from "../platform/field-value.tsx";
import { rowsQuery } from "../platform/records.ts";
import styles from "./exchange.module.css";

type State = "covered" | "no-channel" | "nobody";
interface Coverage { gaps: number; areas: { pcode: string; name: string; country: string; functions: Record<string, State> }[] }

export function CoveragePage() {
  const t = useWords();
  const noun = useNoun("contact");
  const mayWrite = useMay("exchange.write");
  const add = noun && mayWrite ? <ButtonLink to={newAddressOf(noun)} leftSection={<IconPlus size={17} aria-hidden />}>{t("contacts.add")}</ButtonLink> : <TestedButton off={t("contacts.mayNotWrite")}>{t("contacts.add")}</TestedButton>;
  return (
    <>
      <PageHead title={t("page.coverage")} above={<TextLink to={ADDRESS.exchange}>{t("alerts.board")}</TextLink>} below={<span className="measure">{t("contacts.words")}</span>} actions={add} />
      <Part title={t("contacts.coverage")}><CoverageTable /></Part>
      <Part title={t("contacts.directory")}>{noun ? <Directory noun={noun} /> : null}</Part>
    </>
  );
}

function CoverageTable() {
  const t = useWords();
  const codes = useCodes();
  const navigate = useNavigate();
  const { level = "2", gaps } = useSearch({ strict: false }) as { level?: string; gaps?: string };
  const narrow = (changes: Record<string, string | undefined>) => { void navigate({ to: ".", search: ((old: object) => ({ ...old, ...changes })) as never, replace: true }); };
  const { data, error, isPending, refetch } = useQuery({ queryKey: ["coverage", "contact", level, gaps], queryFn: ({ signal }) => ask<Coverage>("/api/exchange/coverage", { signal, query: { level, gaps: gaps ? "true" : undefined } }) });
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting />;
  const functions = Object.keys(data.areas[0]?.functions ?? {});
  return (
    <>
      <div className={styles.acts} style={{ alignItems: "end", gap: 20 }}>
        <NativeSelect label={t("contacts.level")} value={level} data={(["0", "1", "2"] as const).map((one) => ({ value: one, label: t(`contacts.levels.${one}`) }))} onChange={(event) => { narrow({ level: event.currentTarget.value }); }} />
        <Switch label={t("contacts.gapsOnly")} checked={Boolean(gaps)} onChange={(event) => { narrow({ gaps: event.currentTarget.checked ? "1" : undefined }); }} />
      </div>
      <p role="status">{data.gaps === 0 ? t("contacts.noGap") : t("contacts.gaps", { shown: number(data.gaps) })}</p>
      {data.areas.length === 0 ? null : <DataTable caption={t("contacts.coverage")} rows={data.areas} idOf={({ pcode }) => pcode} columns={[
        { name: "area", head: t("contacts.area"), cell: ({ name, country }) => <>{name} <span className="quiet">({codes.word("country", country)})</span></> },
        ...functions.map((name) => ({ name, head: codes.word("contact-function", name), cell: (one: Coverage["areas"][number]) => <Cover state={one.functions[name]!} /> })),
      ]} />}
    </>
  );
}

function Cover({ state }: { state: State }) {
  const t = useWords();
  return <span className={`${styles.chip} ${state === "covered" ? styles.good : styles.warn}`}>{state === "covered" ? "✓ " : ""}{t(`contacts.state.${state}`)}</span>;
}

function Directory({ noun }: { noun: NounWords }) {
  const t = useWords();
  const codes = useCodes();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(rowsQuery(noun, {}));
  if (error) return <Trouble error={error} />;
  if (isPending) return <Waiting rows={3} />;
  const rows = data.pages.flatMap((page) => page.rows).map(({ id, content }) => ({ id, ...(content as unknown as { title: string; country: string; service: string; isArmed: boolean; functions: string[]; channels?: string[]; isDutyOfficer: boolean; areas: string[] }) }));
  if (rows.length === 0) return <Nothing title={t("contacts.none")}>{t("contacts.noneWords")}</Nothing>;
  return (
    <>
      <DataTable caption={t("contacts.directory")} rows={rows} idOf={({ id }) => id} link={({ id }, words) => <TextLink to={ADDRESS.contact} params={{ id }}>{words}</TextLink>} columns={[
        { name: "title", head: t("contacts.post"), cell: ({ title }) => title },
        { name: "country", head: t("contacts.country"), cell: ({ country }) => codes.word("country", country) },
        { name: "service", head: t("contacts.service"), cell: ({ service, isArmed }) => <>{codes.word("service-kind", service)}{isArmed ? <> <span className={styles.chip}>{t("alerts.armed")}</span></> : null}</> },
        { name: "functions", head: t("contacts.functions"), cell: ({ functions }) => joined(functions.map((one) => codes.word("contact-function", one))) },
        { name: "channels", head: t("contacts.channels"), cell: ({ channels }) => (channels?.length ? joined(channels.map((one) => codes.word("channel", one))) : <span className={`${styles.chip} ${styles.warn}`}>{t("contacts.state.no-channel")}</span>) },
      ]} />
      <More hasMore={hasNextPage} isBusy={isFetchingNextPage} onMore={() => { void fetchNextPage(); }} />
    </>
  );
}
