/** Every way to narrow the events. Several values of one kind mean any of them; a broader kind stands for its narrower ones. */
import { MultiSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useCodes } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { useWords } from "../frame/words.ts";
import { useAreas } from "../places/areas.ts";
import { MARKINGS } from "../platform/members.ts";
import { valuesOf, type EventFilter, type FilterName } from "./event-filter.ts";
import styles from "./filter-bar.module.css";
import { useSources } from "./sources.ts";

interface Props { filter: EventFilter; onChange: (changes: Search) => void }
interface Option { value: string; label: string }

export function FilterPanel({ filter, onChange }: Props) {
  const t = useWords();
  const codes = useCodes();
  const sources = useSources();
  const regions = useAreas(1);
  const countries = filter.country ? valuesOf(filter, "country") : undefined;
  const day = (name: "from" | "to") => <TextInput type="date" label={t(`filter.${name}`)} value={filter[name] ?? ""} onChange={(event) => { onChange({ [name]: event.currentTarget.value || undefined }); }} />;
  const several = (name: FilterName, options: Option[] | { group: string; items: Option[] }[]) => (
    <MultiSelect label={t(`filter.${name}`)} data={options} value={valuesOf(filter, name)} searchable clearable clearButtonProps={{ "aria-label": t("form.clear") }} nothingFoundMessage={t("search.nothing")} hidePickedOptions maxDropdownHeight={280} styles={{ inputField: { minWidth: "3rem" } }}
      placeholder={filter[name] ? undefined : t("filter.all")} comboboxProps={{ withinPortal: true }} onChange={(values) => { onChange({ [name]: values.join(",") || undefined }); }} />
  );
  const list = (name: string): Option[] => codes.options(name).map(({ value, label }) => ({ value, label }));
  const text = (name: "q" | "borderKm", type: "search" | "number") => <Text name={name} type={type} value={filter[name] ?? ""} onGive={(value) => { onChange({ [name]: value || undefined }); }} />;
  return (
    <div className={styles.fields}>
      {text("q", "search")}
      {day("from")}
      {day("to")}
      {several("kind", families(codes.options("event-kind"), t("filter.whole")))}
      {several("country", list("country"))}
      {several("admin1", regions.filter(({ country }) => !countries || countries.includes(country)).map(({ pcode, name, country }) => ({ value: pcode, label: `${name} (${country})` })))}
      {several("tactic", list("tactic"))}
      {several("target", list("target-kind"))}
      {several("commodity", list("commodity"))}
      {text("borderKm", "number")}
      {several("source", sources.map(({ id, name }) => ({ value: id, label: name })))}
      {several("reliability", list("reliability"))}
      {several("credibility", list("credibility"))}
      {several("marking", MARKINGS.map((marking) => ({ value: marking, label: `TLP:${marking}` })))}
    </div>
  );
}

/** Sent when it is given (Enter, or leaving the field): each letter would ask the map anew. */
function Text({ name, type, value, onGive }: { name: "q" | "borderKm"; type: "search" | "number"; value: string; onGive: (value: string) => void }) {
  const t = useWords();
  const [words, setWords] = useState(value);
  const give = () => { if (words.trim() !== value) onGive(words.trim()); };
  return <TextInput type={type} label={t(`filter.${name}`)} {...(type === "number" ? { min: 1, max: 500 } : {})} value={words} onChange={(event) => { setWords(event.currentTarget.value); }} onBlur={give} onKeyDown={(event) => { if (event.key === "Enter") give(); }} />;
}

/** Kinds under the family that they belong to; the family itself comes first and stands for all of them. */
function families(options: { value: string; label: string; broader?: string }[], whole: string): { group: string; items: Option[] }[] {
  const item = ({ value, label }: Option): Option => ({ value, label });
  return options.filter(({ broader }) => !broader).map((family) => ({
    group: family.label,
    items: [{ value: family.value, label: `${family.label} ${whole}` }, ...options.filter(({ broader }) => broader === family.value).map(item)],
  }));
}
