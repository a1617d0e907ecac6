/**
 * What can a noun hold? Each kind of field carries, in one place, its check (Zod), its column in SQL,
 * its labels, and what a form, a list and an export need to know of it.
 */
import { z } from "zod";
import { isCode, type CodeListName } from "./codes.ts";
import { labels, type Labels, type LabelTuple } from "./language.ts";

export type FieldKind =
  | "text" | "texts" | "code" | "codes" | "day" | "integer" | "decimal" | "flag" | "reference" | "references" | "json";

export interface Field<T = unknown, Optional extends boolean = boolean> {
  readonly kind: FieldKind;
  readonly labels: Labels;
  readonly schema: z.ZodType<T>;
  readonly isOptional: Optional;
  readonly unit?: string;
  readonly codeList?: CodeListName;
  readonly noun?: string;
  readonly maxLength?: number;
  /** HXL 1.1 hashtag and attributes for the second header row of a CSV. */
  readonly hxl?: string;
  /** Free text stays on the node: it is screened on intake and is never part of a release. */
  readonly isFreeText?: boolean;
  optional(): Field<T, true>;
  tagged(hxl: string): Field<T, Optional>;
}

type Shape<T> = Omit<Field<T, false>, "optional" | "tagged" | "isOptional">;

function field<T, O extends boolean>(shape: Shape<T>, isOptional: O): Field<T, O> {
  return {
    ...shape,
    isOptional,
    optional: () => field(shape, true),
    tagged: (hxl) => field({ ...shape, hxl }, isOptional),
  };
}

const make = <T>(kind: FieldKind, words: LabelTuple, schema: z.ZodType<T>, more: Partial<Shape<T>> = {}) =>
  field<T, false>({ kind, labels: labels(words), schema, ...more }, false);

/** One line or a paragraph that a machine does not interpret: a name, a title, a citation. */
export const text = (words: LabelTuple, maxLength: number) =>
  make("text", words, z.string().trim().min(1).max(maxLength), { maxLength });

/** Words that somebody wrote about what happened: screened on intake, never released. */
export const freeText = (words: LabelTuple, maxLength: number) =>
  make("text", words, z.string().trim().min(1).max(maxLength), { maxLength, isFreeText: true });

export const texts = (words: LabelTuple, maxLength = 200) =>
  make("texts", words, z.array(z.string().trim().min(1).max(maxLength)).max(100), { maxLength });

export const code = (words: LabelTuple, codeList: CodeListName) =>
  make("code", words, codeSchema(codeList), { codeList });

export const codes = (words: LabelTuple, codeList: CodeListName) =>
  make("codes", words, z.array(codeSchema(codeList)).max(20), { codeList });

/** A calendar day, ISO 8601. How sure the day is stands in a field of its own (`datePrecision`). */
export const day = (words: LabelTuple) => make("day", words, z.iso.date());

export const integer = (words: LabelTuple, unit: string, min = 0, max = 2_000_000_000) =>
  make("integer", words, z.int().min(min).max(max), { unit });

export const decimal = (words: LabelTuple, unit: string, min: number, max: number) =>
  make("decimal", words, z.number().min(min).max(max), { unit });

export const flag = (words: LabelTuple) => make("flag", words, z.boolean());

export const reference = (words: LabelTuple, noun: string) => make("reference", words, z.uuid(), { noun });

export const references = (words: LabelTuple, noun: string) =>
  make("references", words, z.array(z.uuid()).max(100), { noun });

/** A small structure with a schema of its own, kept as one JSON value. */
export const structure = <T>(words: LabelTuple, schema: z.ZodType<T>) => make("json", words, schema);

const codeSchema = (list: CodeListName) =>
  z.string().refine((value) => isCode(list, value), { error: (issue) => `“${issue.input}” is not in the code list ${list}` })
    .meta({ codeList: list });

export const COLUMN_TYPES: Record<FieldKind, string> = {
  text: "text", texts: "text[]", code: "text", codes: "text[]", day: "date", integer: "integer",
  decimal: "double precision", flag: "boolean", reference: "uuid", references: "uuid[]", json: "jsonb",
};

export type Fields = Readonly<Record<string, Field>>;

/** What a caller writes and reads: required fields present, optional ones perhaps absent. */
export type Content<F extends Fields> = {
  [K in keyof F as F[K] extends Field<any, true> ? never : K]: F[K] extends Field<infer T> ? T : never;
} & {
  [K in keyof F as F[K] extends Field<any, true> ? K : never]?: F[K] extends Field<infer T> ? T : never;
};

/** occurredFrom → occurred_from. The one place where the two spellings meet. */
export const columnOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
