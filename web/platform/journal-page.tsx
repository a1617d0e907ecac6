/** The journal: who did what, when, on which object, with the hash that ties each entry to the one before. */
import { Button, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { DataTable } from "../design/data-table.tsx";
import { TextLink } from "../design/links.tsx";
import { More } from "../design/more.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { moment, number } from "../design/when.ts";
import { ask } from "../frame/api.ts";
import { useNouns } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { inWords, useWords } from "../frame/words.ts";
import { Actor } from "./actor.tsx";
import { addressOf } from "./field-value.tsx";
import styles from "./records.module.css";

interface Entry { seq: number; at: string; actor: string; act: string; noun: string | null; object: string | null; version: number | null; hash: string }

const PAGE_ENTRIES = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function JournalPage() {
  const t = useWords();
  const { object } = useSearch({ strict: false }) as Search;
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    queryKey: ["journal", "*", object],
    queryFn: ({ signal, pageParam }) => ask<Entry[]>("/api/journal", { signal, query: { limit: PAGE_ENTRIES, before: pageParam, object } }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.length === PAGE_ENTRIES ? page.at(-1)!.seq : undefined),
  });
  const entries = data?.pages.flat() ?? [];
  return (
    <>
      <PageHead title={t("page.journal")} below={<span className="measure">{t("journal.words")}</span>} />
      <ObjectFilter key={object} object={object} />
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={10} /> : entries.length === 0
        ? <Nothing title={t("journal.none")} />
        : <DataTable caption={t("page.journal")} rows={entries} idOf={({ seq }) => String(seq)} columns={[
            { name: "seq", head: t("journal.seq"), cell: ({ seq }) => <span className="figures">{number(seq)}</span> },
            { name: "at", head: t("journal.at"), cell: ({ at }) => moment(at) },
            { name: "actor", head: t("journal.actor"), cell: ({ actor }) => <Actor id={actor} /> },
            { name: "act", head: t("journal.act"), cell: ({ act }) => <ActInWords act={act} /> },
            { name: "object", head: t("journal.object"), cell: (entry) => <TheObject entry={entry} /> },
            { name: "hash", head: t("journal.hash"), cell: ({ hash }) => <span className="mono" title={hash}>{hash.slice(0, 12)}…</span> },
          ]} />}
      <More hasMore={hasNextPage} isBusy={isFetchingNextPage} onMore={() => { void fetchNextPage(); }} />
    </>
  );
}

const KNOWN_ACTS = [
  "create", "change", "withdraw", "read", "erase", "import", "upgrade", "restore", "sign-in", "sign-in-failed", "sign-out", "change-password", "reset-password", "totp-on", "totp-off",
  "new-recovery-codes", "use-recovery-code", "revoke-sessions", "rename-account", "open-door", "close-door", "view-as", "propose",
  "link-first-administrator", "link-administrator-reset", "link-invitation", "link-reset", "use-link-first-administrator", "use-link-administrator-reset", "use-link-invitation", "use-link-reset",
] as const;

/** An act without a word of its own (one that a later chapter brings) is shown as it is kept. */
function ActInWords({ act }: { act: string }) {
  const t = useWords();
  const [name, ...rest] = act.split(" ");
  const known = KNOWN_ACTS.find((one) => one === name);
  return known ? <>{t(`act.${known}`)}{rest.length > 0 ? <> <span className="mono">{rest.join(" ")}</span></> : null}</> : <span className="mono">{act}</span>;
}

function TheObject({ entry: { noun: name, object, version } }: { entry: Entry }) {
  const t = useWords();
  const noun = useNouns().find((one) => one.name === name);
  if (!object) return <span className="quiet">{name ?? "–"}</span>;
  const words = <>{noun ? inWords(noun.labels) : name} <span className="mono">{object.slice(0, 8)}</span>{version ? ` · ${t("history.version", { version })}` : ""}</>;
  return noun ? <TextLink to={addressOf(noun, object)}>{words}</TextLink> : <span>{words}</span>;
}

function ObjectFilter({ object }: { object: string | undefined }) {
  const t = useWords();
  const navigate = useNavigate();
  const [words, setWords] = useState(object ?? "");
  const isWrong = words !== "" && !UUID.test(words.trim());
  const give = (next: string) => { void navigate({ to: ".", search: { object: next || undefined } }); };
  return (
    <form role="search" className={`${styles.filters} no-print`} onSubmit={(event) => { event.preventDefault(); if (!isWrong) give(words.trim()); }}>
      <TextInput label={t("journal.filter")} value={words} error={isWrong ? t("journal.notAnId") : undefined} onChange={(event) => { setWords(event.currentTarget.value); }} styles={{ input: { direction: "ltr" } }} />
      <div style={{ display: "flex", gap: 8 }}>
        <Button type="submit" variant="default">{t("list.apply")}</Button>
        {object ? <Button variant="default" onClick={() => { give(""); }}>{t("list.clear")}</Button> : null}
      </div>
    </form>
  );
}
