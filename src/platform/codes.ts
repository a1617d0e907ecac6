/**
 * Code lists are data: `data/codes/LIST.json` ships with labels and with the mapping from other systems' codes.
 * An administrator may add a code or change its words (the noun `code`); the database's rows are laid over the shipped ones.
 */
import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { Labels } from "./language.ts";

const Words = z.object({ fr: z.string().min(1), en: z.string().min(1), ar: z.string().min(1) });

const ShippedCode = z.object({
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9+-]*$/),
  labels: Words,
  description: Words.optional(),
  /** A broader code of the same list, where the list is a tree. */
  broader: z.string().optional(),
  /** Codes of other systems that mean this one: { ucdp: ["1"], acled: ["Abduction/forced disappearance"] }. */
  from: z.record(z.string(), z.array(z.string())).default({}),
});

const ShippedList = z.object({ list: z.string(), labels: Words, codes: z.array(ShippedCode).min(1) });

export interface Code {
  code: string;
  labels: Labels;
  broader?: string | undefined;
  from: Record<string, string[]>;
}

export interface CodeList {
  list: string;
  labels: Labels;
  codes: Map<string, Code>;
}

export type CodeListName = string;

const folder = new URL("../../data/codes/", import.meta.url);

function shipped(): Map<CodeListName, CodeList> {
  const lists = readdirSync(folder).filter((name) => name.endsWith(".json")).sort().map((name) => {
    const parsed = ShippedList.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8")));
    return [parsed.list, { ...parsed, codes: new Map(parsed.codes.map((code) => [code.code, code])) }] as const;
  });
  return new Map(lists);
}

const lists = shipped();

export const codeLists = (): ReadonlyMap<CodeListName, CodeList> => lists;

export function codeList(name: CodeListName): CodeList {
  const found = lists.get(name);
  if (!found) throw new RangeError(`no code list is called ${name}`);
  return found;
}

export const isCode = (list: CodeListName, value: string): boolean => codeList(list).codes.has(value);

/** The node's own additions and rewordings, read from the database at start and after each change. */
export function layCodesOver(rows: readonly (Code & { list: string })[]): void {
  for (const { list, ...code } of rows) {
    lists.get(list)?.codes.set(code.code, { ...lists.get(list)!.codes.get(code.code), ...code });
  }
}

/** Our code for another system's code, or nothing where the mapping does not know it. */
export function codeFrom(list: CodeListName, system: string, theirs: string): string | undefined {
  for (const code of codeList(list).codes.values()) if (code.from[system]?.includes(theirs)) return code.code;
  return undefined;
}
