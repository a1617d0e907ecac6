/** A list's filter for one field: a choice for a code list, two days for a day. Its state is the address. */
import { NativeSelect, TextInput } from "@mantine/core";
import { useCodes, type FieldWords, type NounWords } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { capital, inWords, useWords } from "../frame/words.ts";

/** Names that this noun's list understands in the address. */
export const filterNames = (noun: NounWords): string[] => noun.fields.filter(({ name }) => noun.list.includes(name)).flatMap(({ name, kind }) =>
  kind === "day" ? [`${name}Min`, `${name}Max`] : kind === "code" || kind === "codes" || kind === "flag" || kind === "reference" ? [name] : []);

interface Props { field: FieldWords; search: Search; onChange: (changes: Search) => void }

export function FieldFilter({ field, search, onChange }: Props) {
  const t = useWords();
  const codes = useCodes();
  const label = capital(inWords(field.labels));
  if (field.kind === "day") {
    return <>
      <TextInput type="date" label={t("list.from", { what: label })} value={search[`${field.name}Min`] ?? ""} onChange={(event) => { onChange({ [`${field.name}Min`]: event.currentTarget.value || undefined }); }} />
      <TextInput type="date" label={t("list.to", { what: label })} value={search[`${field.name}Max`] ?? ""} onChange={(event) => { onChange({ [`${field.name}Max`]: event.currentTarget.value || undefined }); }} />
    </>;
  }
  const options = field.kind === "flag" ? [{ value: "true", label: t("value.yes") }, { value: "false", label: t("value.no") }]
    : field.kind === "code" || field.kind === "codes" ? codes.options(field.codeList).map(({ value, label: words }) => ({ value, label: words })) : undefined;
  if (!options) return null;
  return <NativeSelect label={label} data={[{ value: "", label: t("filter.all") }, ...options]} value={search[field.name] ?? ""} onChange={(event) => { onChange({ [field.name]: event.currentTarget.value || undefined }); }} />;
}
