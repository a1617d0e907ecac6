/** Search everything: pages, places however they are spelt, events. Up and down choose, Enter goes there. */
import { Modal } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useDebouncedValue } from "@mantine/hooks";
import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { titleOf, whenOf } from "../evidence/event-words.tsx";
import type { EventContent } from "../evidence/events.ts";
import { listAddressOf } from "../platform/field-value.tsx";
import { findPlaces, placeAddress } from "../places/find-places.ts";
import { ask } from "./api.ts";
import { ADDRESS } from "./addresses.ts";
import { nounsQuery, useCodes, type Page } from "./nouns.ts";
import styles from "./search-everything.module.css";
import { useMe } from "./session.ts";
import { capital, inWords, useWords } from "./words.ts";

interface Found { key: string; to: string; words: ReactNode; aside?: ReactNode }
interface Group { name: "pages" | "places" | "events"; found: Found[] }

const SHORTEST = 2;
const KEYSTROKE_MS = 180;
const MOST_PAGES = 6;

export function SearchEverything({ onClose }: { onClose: () => void }) {
  const t = useWords();
  const id = useId();
  const { history } = useRouter();
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState(0);
  const groups = useFound(words.trim());
  const all = groups.flatMap(({ found }) => found);
  const go = (found: Found | undefined) => { if (found) { onClose(); history.push(found.to); } };
  const walk = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && all.length > 0) { event.preventDefault(); setChosen((chosen + step + all.length) % all.length); }
    if (event.key === "Enter") { event.preventDefault(); go(all[chosen]); }
  };
  return (
    <Modal opened onClose={onClose} title={t("search.title")} size="lg" closeButtonProps={{ "aria-label": t("search.close") }} padding={0} styles={{ header: { padding: "12px 16px 4px" }, title: { fontSize: "var(--mantine-font-size-xs)", color: "var(--mantine-color-dimmed)" } }}>
      <input className={styles.input} data-autofocus role="combobox" aria-expanded={all.length > 0} aria-controls={`${id}-list`} aria-autocomplete="list" aria-label={t("search.title")} {...(all[chosen] ? { "aria-activedescendant": `${id}-${chosen}` } : {})}
        placeholder={t("search.invitation")} value={words} onKeyDown={walk} onChange={(event) => { setWords(event.currentTarget.value); setChosen(0); }} />
      <div id={`${id}-list`} role="listbox" aria-label={t("search.title")} className={styles.list}>
        {groups.filter(({ found }) => found.length > 0).map((group) => (
          <div key={group.name} role="group" aria-labelledby={`${id}-${group.name}`}>
            <div id={`${id}-${group.name}`} className={styles.group}>{t(`search.${group.name}`)}</div>
            {group.found.map((found) => {
              const at = all.indexOf(found);
              return <div key={found.key} id={`${id}-${at}`} role="option" aria-selected={at === chosen} className={styles.option} onMouseMove={() => { setChosen(at); }} onClick={() => { go(found); }}><span>{found.words}</span><span className={styles.aside}>{found.aside}</span></div>;
            })}
          </div>
        ))}
      </div>
      <p className={styles.foot} role="status">{words.trim().length < SHORTEST ? t("search.start") : all.length === 0 ? t("search.nothing") : t("search.results", { count: all.length })}</p>
    </Modal>
  );
}

function useFound(now: string): Group[] {
  const t = useWords();
  const codes = useCodes();
  const { permissions } = useMe();
  const [words] = useDebouncedValue(now, KEYSTROKE_MS);
  const enabled = words.length >= SHORTEST;
  const nouns = useQuery(nounsQuery).data ?? [];
  const places = useQuery({ queryKey: ["search", "places", words], enabled: enabled && permissions.includes("places.read"), placeholderData: keepPreviousData, queryFn: ({ signal }) => findPlaces(words, signal) });
  const events = useQuery({ queryKey: ["search", "event", words], enabled: enabled && permissions.includes("evidence.read"), placeholderData: keepPreviousData, queryFn: ({ signal }) => ask<Page>("/api/events", { signal, query: { q: words, limit: 5 } }) });
  if (now.length < SHORTEST) return [];
  const nounWord = (name: string) => inWords(nouns.find((noun) => noun.name === name)?.labels);
  const pages = [
    ...(["picture", "evidence", "places", "administration"] as const).map((name) => ({ to: ADDRESS[name], words: t(`chapter.${name}`) })),
    ...(["flows", "imports", "users", "journal", "doors", "account"] as const).map((name) => ({ to: ADDRESS[name], words: t(`page.${name}`) })),
    ...nouns.filter(({ may }) => permissions.includes(may.read)).map((noun) => ({ to: listAddressOf(noun), words: capital(inWords(noun.plural)) })),
  ].filter((page) => folded(page.words).includes(folded(now))).slice(0, MOST_PAGES).map((page) => ({ key: page.to, ...page }));
  return [
    { name: "places", found: (places.data ?? []).map((place) => ({ key: place.id, to: placeAddress(place), words: place.name, aside: place.aside(codes, nounWord) })) },
    { name: "events", found: (events.data?.rows ?? []).map(({ id, content }) => ({
      key: id, to: ADDRESS.event.replace("$id", id), words: titleOf(content as unknown as EventContent, codes),
      aside: whenOf(content as unknown as EventContent),
    })) },
    { name: "pages", found: pages },
  ];
}

const folded = (words: string) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
