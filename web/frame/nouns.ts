/** What nouns are there, what words do code lists have? Both change only with a release or an administrator's act. */
import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import type { FieldKind } from "../../src/platform/field.ts";
import type { Labels } from "../../src/platform/language.ts";
import type { Marking } from "../../src/platform/marking.ts";
import type { Envelope, Geometry, GeoJsonGeometry } from "../../src/platform/noun.ts";
import type { Permission } from "../../src/platform/roles.ts";
import { ask } from "./api.ts";
import { inWords } from "./words.ts";

export interface FieldWords {
  name: string;
  kind: FieldKind;
  labels: Labels;
  isOptional: boolean;
  unit?: string;
  codeList?: string;
  noun?: string;
  maxLength?: number;
  isFreeText: boolean;
  /** The JSON Schema of a structure, from which its form is drawn. */
  structure?: Structure;
}

export interface Structure {
  type?: string;
  items?: Structure;
  properties?: Record<string, Structure>;
  required?: string[];
  enum?: string[];
  maxLength?: number;
  maxItems?: number;
}

export interface NounWords {
  name: string;
  path: string;
  labels: Labels;
  plural: Labels;
  geometry?: Geometry;
  marking: Marking;
  may: { read: Permission; write: Permission };
  list: string[];
  title: string;
  fields: FieldWords[];
}

export type Content = Record<string, unknown> & { geometry?: GeoJsonGeometry | null };
export type Row = Envelope & { content: Content };
export interface Page { rows: Row[]; next?: string }

interface CodeWords { code: string; labels: Labels; broader?: string; description?: Labels }
interface ListWords { list: string; labels: Labels; codes: CodeWords[] }

export const nounsQuery = queryOptions({ queryKey: ["nouns"], staleTime: Infinity, queryFn: ({ signal }) => ask<NounWords[]>("/api/nouns", { signal }) });
export const codesQuery = queryOptions({ queryKey: ["code"], staleTime: Infinity, queryFn: ({ signal }) => ask<ListWords[]>("/api/code-lists", { signal }) });

export const useNouns = (): NounWords[] => useSuspenseQuery(nounsQuery).data;
export const useNoun = (pathOrName: string): NounWords | undefined => useNouns().find(({ path, name }) => path === pathOrName || name === pathOrName);

export interface Codes {
  word(list: string | undefined, code: string): string;
  options(list: string | undefined): { value: string; label: string; broader?: string }[];
}

const none: ListWords[] = [];

/** The words of code lists. A code that no list knows is shown as it is, never hidden. */
export function useCodes(): Codes {
  const lists = useQuery(codesQuery).data ?? none;
  const of = (name: string | undefined) => lists.find(({ list }) => list === name)?.codes ?? [];
  return {
    word: (list, code) => inWords(of(list).find((one) => one.code === code)?.labels) || code,
    options: (list) => of(list).map(({ code, labels, broader }) => ({ value: code, label: inWords(labels) || code, ...(broader ? { broader } : {}) })),
  };
}
