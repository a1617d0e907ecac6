/** The filter as a row of chips, each of which can be taken off, and a panel to add to it. Its whole state is the address. */
import { Button, TextInput } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconX } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useId, useState } from "react";
import { Waiting } from "../design/states.tsx";
import { day } from "../design/when.ts";
import { useCodes } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { useWords } from "../frame/words.ts";
import { useAreaName } from "../places/areas.ts";
import { FILTER_NAMES, filterOf, NO_FILTER, valuesOf, type FilterName } from "./event-filter.ts";
import styles from "./filter-bar.module.css";
import { useSourceName } from "./sources.ts";

const FilterPanel = lazy(() => import("./filter-panel.tsx").then(({ FilterPanel: one }) => ({ default: one })));

const LISTS: Partial<Record<FilterName, string>> = { kind: "event-kind", tactic: "tactic", target: "target-kind", country: "country", reliability: "reliability", credibility: "credibility", commodity: "commodity" };

export function FilterBar({ search, hasWords = false }: { search: Search; hasWords?: boolean }) {
  const t = useWords();
  const id = useId();
  const navigate = useNavigate();
  const wordOf = useFilterWord();
  const [isOpen, setOpen] = useState(false);
  const filter = filterOf(search);
  const active = FILTER_NAMES.flatMap((name) => valuesOf(filter, name).map((value) => ({ name, value })));
  const set = (changes: Search) => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, ...changes })) as never, replace: true }); };
  return (
    <search className={styles.bar ?? ""} aria-label={t("filter.title")}>
      <div className={styles.row}>
        <Button className="no-print" variant="default" size="sm" aria-expanded={isOpen} aria-controls={id} leftSection={<IconAdjustmentsHorizontal size={17} aria-hidden />} onClick={() => { setOpen(!isOpen); }}>{t("filter.title")}{active.length > 0 ? ` (${active.length})` : ""}</Button>
        {hasWords ? <Words value={search.q ?? ""} onGive={(q) => { set({ q: q || undefined }); }} /> : null}
        {active.map(({ name, value }) => (
          <button key={`${name}.${value}`} type="button" className={styles.chip} onClick={() => { set({ [name]: valuesOf(filter, name).filter((one) => one !== value).join(",") || undefined }); }}>
            <span><span className="quiet">{t(`filter.${name}`)}{t("punctuation.colon")}</span> {wordOf(name, value)}</span><IconX size={14} aria-hidden /><span className="unseen">{t("filter.takeOff")}</span>
          </button>
        ))}
        {active.length > 1 ? <Button variant="subtle" size="compact-sm" onClick={() => { set(NO_FILTER); }}>{t("list.clear")}</Button> : null}
      </div>
      <div id={id} hidden={!isOpen} className={`${styles.panel} no-print`}>{isOpen ? <Suspense fallback={<Waiting rows={3} />}><FilterPanel filter={filter} onChange={set} /></Suspense> : null}</div>
    </search>
  );
}

function Words({ value, onGive }: { value: string; onGive: (words: string) => void }) {
  const t = useWords();
  const [words, setWords] = useState(value);
  const give = () => { if (words.trim() !== value) onGive(words.trim()); };
  return <TextInput className={styles.words ?? ""} aria-label={t("list.search")} placeholder={t("list.search")} type="search" value={words} onChange={(event) => { setWords(event.currentTarget.value); }} onBlur={give} onKeyDown={(event) => { if (event.key === "Enter") give(); }} />;
}

export function useFilterWord(): (name: FilterName, value: string) => string {
  const codes = useCodes();
  const areaName = useAreaName();
  const sourceName = useSourceName();
  return (name, value) => {
    if (name === "from" || name === "to") return day(value);
    if (name === "admin1" || name === "admin2" || name === "area") return areaName(value) ?? value;
    if (name === "source") return sourceName(value);
    if (name === "borderKm") return `${value} km`;
    return codes.word(LISTS[name], value);
  };
}
