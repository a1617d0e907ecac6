/** How a field of any kind is asked for in a form. Every input keeps to what the declaration allows; the server checks it again. */
import { MultiSelect, NativeSelect, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCodes, useNoun, type FieldWords, type NounWords } from "../frame/nouns.ts";
import { capital, inWords, useWords } from "../frame/words.ts";
import { titleOf } from "./field-value.tsx";
import { rowsQuery } from "./records.ts";
import { isDrawable, StructureInput } from "./structure-input.tsx";

interface Props { field: FieldWords; value: unknown; error: string | undefined; onChange: (value: unknown) => void }

/** One line is for names; above this a field is a paragraph. */
const LONG_TEXT = 200;

export function FieldInput({ field, value, error, onChange }: Props) {
  const t = useWords();
  const codes = useCodes();
  const shared = { label: capital(inWords(field.labels)), withAsterisk: !field.isOptional, required: !field.isOptional, error };
  const words = value === undefined || value === null ? "" : String(value);
  const give = (next: string) => { onChange(next === "" ? undefined : next); };
  switch (field.kind) {
    case "code": return <NativeSelect {...shared} data={[{ value: "", label: t("form.choose") }, ...codes.options(field.codeList).map(({ value: code, label }) => ({ value: code, label }))]} value={words} onChange={(event) => { give(event.currentTarget.value); }} />;
    case "codes": return <MultiSelect {...shared} required={false} searchable clearable clearButtonProps={{ "aria-label": t("form.clear") }} data={codes.options(field.codeList).map(({ value: code, label }) => ({ value: code, label }))} value={(value as string[] | undefined) ?? []} onChange={(next) => { onChange(next.length > 0 ? next : undefined); }} />;
    case "texts": return <TagsInput {...shared} required={false} description={t("form.several")} value={(value as string[] | undefined) ?? []} onChange={(next) => { onChange(next.length > 0 ? next : undefined); }} />;
    case "flag": return <NativeSelect {...shared} data={[{ value: "", label: t("form.notKnown") }, { value: "true", label: t("value.yes") }, { value: "false", label: t("value.no") }]} value={words} onChange={(event) => { onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.value === "true"); }} />;
    case "day": return <TextInput {...shared} type="date" value={words} onChange={(event) => { give(event.currentTarget.value); }} />;
    case "integer": case "decimal": return <TextInput {...shared} type="number" inputMode="decimal" step={field.kind === "integer" ? 1 : "any"} rightSection={field.unit === "km" ? "km" : undefined} value={words} onChange={(event) => { onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.valueAsNumber); }} />;
    case "reference": return <ReferenceInput field={field} value={words} error={error} onChange={onChange} />;
    case "references": return <TagsInput {...shared} required={false} description={t("form.ids")} value={(value as string[] | undefined) ?? []} onChange={(next) => { onChange(next.length > 0 ? next : undefined); }} />;
    case "json": return isDrawable(field.structure) ? <StructureInput label={shared.label} structure={field.structure!} value={value} error={error} onChange={onChange} /> : <JsonInput field={field} value={value} error={error} onChange={onChange} />;
    default: return (field.maxLength ?? 0) > LONG_TEXT
      ? <Textarea {...shared} autosize minRows={2} maxRows={12} maxLength={field.maxLength} description={field.isFreeText ? t("form.freeText") : undefined} value={words} onChange={(event) => { give(event.currentTarget.value); }} />
      : <TextInput {...shared} maxLength={field.maxLength} value={words} onChange={(event) => { give(event.currentTarget.value); }} />;
  }
}

/** Another record, found by its name. */
function ReferenceInput(props: Props) {
  const noun = useNoun(props.field.noun!);
  return noun ? <Finder noun={noun} {...props} /> : null;
}

function Finder({ noun, field, value, error, onChange }: Props & { noun: NounWords }) {
  const t = useWords();
  const [words, setWords] = useState("");
  const found = useInfiniteQuery(rowsQuery(noun, { q: words || undefined }));
  const known = useInfiniteQuery(rowsQuery(noun, {}));
  const rows = [...(found.data?.pages ?? []), ...(known.data?.pages ?? [])].flatMap((page) => page.rows);
  const data = [...new Map(rows.map((row) => [row.id, { value: row.id, label: titleOf(noun, row.content) }])).values()];
  if (value && !data.some((one) => one.value === value)) data.push({ value: String(value), label: String(value) });
  return (
    <Select label={capital(inWords(field.labels))} withAsterisk={!field.isOptional} error={error} searchable clearable clearButtonProps={{ "aria-label": t("form.clear") }} nothingFoundMessage={t("search.nothing")}
      data={data} value={value ? String(value) : null} onSearchChange={setWords} filter={({ options }) => options} onChange={(next) => { onChange(next ?? undefined); }} />
  );
}

/** A structure, as the interchange format writes it. What cannot be read stays in the field, and says so. */
function JsonInput({ field, value, error, onChange }: Props) {
  const t = useWords();
  const [words, setWords] = useState(value === undefined ? "" : JSON.stringify(value, null, 1));
  const [isUnreadable, setUnreadable] = useState(false);
  const read = (next: string) => {
    setWords(next);
    try {
      onChange(next.trim() === "" ? undefined : JSON.parse(next));
      setUnreadable(false);
    } catch {
      setUnreadable(true);
    }
  };
  return <Textarea label={capital(inWords(field.labels))} withAsterisk={!field.isOptional} description={t("form.json")} error={isUnreadable ? t("form.jsonUnreadable") : error} autosize minRows={1} maxRows={10} value={words} onChange={(event) => { read(event.currentTarget.value); }} styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", direction: "ltr" } }} />;
}
