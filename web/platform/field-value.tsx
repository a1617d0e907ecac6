/** How a field of any kind reads on a page. */
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { day, number } from "../design/when.ts";
import { TextLink } from "../design/links.tsx";
import { chapterOf } from "../frame/addresses.ts";
import { useCodes, useNoun, type Content, type FieldWords, type NounWords } from "../frame/nouns.ts";
import { joined, useWords } from "../frame/words.ts";
import { rowQuery } from "./records.ts";

const isEmpty = (value: unknown) => value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** Nothing (`undefined`) where the value is not known, so that the place where it stands can say so in its own way. */
export function fieldValue(field: FieldWords, value: unknown, content: Content = {}) {
  // Where a record may be of several nouns, the field beside it says of which: `from` and `fromNoun`.
  const noun = content[`${field.name}Noun`];
  return isEmpty(value) ? undefined : <FieldValue field={typeof noun === "string" ? { ...field, noun } : field} value={value} />;
}

function FieldValue({ field, value }: { field: FieldWords; value: unknown }) {
  const codes = useCodes();
  const t = useWords();
  switch (field.kind) {
    case "code": return codes.word(field.codeList, String(value));
    case "codes": return joined((value as string[]).map((code) => codes.word(field.codeList, code)));
    case "texts": return joined(value as string[]);
    case "day": return <span className="figures">{day(String(value))}</span>;
    case "integer": case "decimal": return <span className="figures">{number(Number(value))}{field.unit === "km" ? " km" : ""}</span>;
    case "flag": return value ? t("value.yes") : t("value.no");
    case "reference": return <Reference noun={field.noun!} id={String(value)} />;
    case "references": return (value as string[]).map((id) => <div key={id}><Reference noun={field.noun!} id={id} /></div>);
    case "json": return <Structure value={value} />;
    default: return <span style={{ whiteSpace: "pre-line" }}>{String(value)}</span>;
  }
}

/** Another record, by its name. One that this reader may not see is said to be out of sight, not missing. */
export function Reference({ noun: name, id }: { noun: string; id: string }) {
  const noun = useNoun(name);
  return noun ? <Known noun={noun} id={id} /> : <span className="mono">{id}</span>;
}

function Known({ noun, id }: { noun: NounWords; id: string }) {
  const t = useWords();
  const { data, isPending } = useQuery({ ...rowQuery(noun, id), staleTime: 300_000 });
  if (isPending) return <span className="quiet">…</span>;
  if (!data) return <span className="quiet">{t("value.outOfSight")}</span>;
  return <TextLink to={addressOf(noun, id)}>{titleOf(noun, data.content)}</TextLink>;
}

export const addressOf = (noun: NounWords, id: string): string => `/${chapterOf(noun)}/${noun.path}/${id}`;
export const changeAddressOf = (noun: NounWords, id: string): string => `${addressOf(noun, id)}/edit`;
export const newAddressOf = (noun: NounWords): string => `${listAddressOf(noun)}/new`;
export const listAddressOf = (noun: NounWords): string => `/${chapterOf(noun)}/${noun.path}`;
export const titleOf = (noun: NounWords, content: Content): string => String(content[noun.title] ?? content.placeName ?? "–");

/** A small structure without words of its own: names and values, as they are kept. */
function Structure({ value }: { value: unknown }) {
  if (Array.isArray(value)) return value.map((item, at) => <div key={at}><Structure value={item} /></div>);
  if (typeof value !== "object" || value === null) return <span>{String(value)}</span>;
  return <span>{Object.entries(value).map(([name, of]) => `${name}: ${typeof of === "object" ? JSON.stringify(of) : String(of)}`).join(" · ")}</span>;
}

/** The noun that the address names, in the chapter that it belongs to. */
export function useNounHere(): NounWords | undefined {
  const [, chapter, path] = useLocation().pathname.split("/");
  const noun = useNoun(path ?? "");
  return noun && chapterOf(noun) === chapter ? noun : undefined;
}
