/** A list of small records (people harmed by role, groups named, places that may be meant) as rows of plain inputs, drawn from its schema. */
import { ActionIcon, Button, NativeSelect, TagsInput, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { Structure } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import styles from "./structure-input.module.css";
import { useStructureWords } from "./structure-words.ts";

type Item = Record<string, unknown>;
interface Props { label: string; structure: Structure; value: unknown; error: string | undefined; onChange: (value: Item[] | undefined) => void }

/** Only lists of flat records are drawn; anything deeper stays JSON. */
export const isDrawable = (structure: Structure | undefined): boolean =>
  structure?.type === "array" && structure.items?.type === "object" && Object.values(structure.items.properties ?? {}).every(({ type, items }) => type === "string" || type === "integer" || type === "number" || (type === "array" && items?.type === "string"));

export function StructureInput({ label, structure, value, error, onChange }: Props) {
  const t = useWords();
  const items = Array.isArray(value) ? (value as Item[]) : [];
  const give = (next: Item[]) => { onChange(next.length > 0 ? next : undefined); };
  const put = (at: number, name: string, words: unknown) => { give(items.map((item, i) => (i === at ? { ...item, [name]: words } : item))); };
  const { properties = {}, required = [] } = structure.items ?? {};
  return (
    <fieldset className={styles.structure}>
      <legend>{label}</legend>
      {items.map((item, at) => (
        <div key={at} className={styles.item}>
          <div className={styles.fields}>{Object.entries(properties).map(([name, of]) => <Part key={name} name={name} of={of} isRequired={required.includes(name)} value={item[name]} onChange={(words) => { put(at, name, words); }} />)}</div>
          <ActionIcon variant="default" size="lg" aria-label={t("structure.remove", { at: at + 1, label })} onClick={() => { give(items.filter((_, i) => i !== at)); }}><IconTrash size={17} aria-hidden /></ActionIcon>
        </div>
      ))}
      {error ? <p role="alert" className={styles.error}>{error}</p> : null}
      <Button variant="default" size="xs" leftSection={<IconPlus size={15} aria-hidden />} disabled={items.length >= (structure.maxItems ?? Infinity)} onClick={() => { give([...items, {}]); }}>{t("structure.add")}</Button>
    </fieldset>
  );
}

function Part({ name, of, isRequired, value, onChange }: { name: string; of: Structure; isRequired: boolean; value: unknown; onChange: (value: unknown) => void }) {
  const t = useWords();
  const words = useStructureWords();
  const label = words.name(name);
  const text = value === undefined || value === null ? "" : String(value);
  const give = (next: string) => { onChange(next === "" ? undefined : next); };
  if (of.enum) return <NativeSelect label={label} withAsterisk={isRequired} required={isRequired} data={[{ value: "", label: t("form.choose") }, ...of.enum.map((code) => ({ value: code, label: words.code(name, code) }))]} value={text} onChange={(event) => { give(event.currentTarget.value); }} />;
  if (of.type === "array") return <TagsInput label={label} description={t("form.several")} value={(value as string[] | undefined) ?? []} onChange={(next) => { onChange(next.length > 0 ? next : undefined); }} />;
  if (of.type === "string") return <TextInput label={label} withAsterisk={isRequired} required={isRequired} maxLength={of.maxLength} value={text} onChange={(event) => { give(event.currentTarget.value); }} />;
  return <TextInput label={label} type="number" step={of.type === "integer" ? 1 : "any"} withAsterisk={isRequired} required={isRequired} value={text} onChange={(event) => { onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.valueAsNumber); }} />;
}
