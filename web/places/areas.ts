/** First-level regions and their names in the reader's language, for filters, lists and the map. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ask } from "../frame/api.ts";
import type { Page, Row } from "../frame/nouns.ts";
import { language } from "../frame/words.ts";

const areasQuery = (level: number) => queryOptions({
  queryKey: ["areas", "area", level], staleTime: 600_000,
  queryFn: ({ signal }) => ask<Page>("/api/areas", { signal, query: { level, hierarchy: "admin", limit: 500 } }),
});

export interface AreaOption { id: string; pcode: string; name: string; country: string; level: number }

export function useAreas(level: number): AreaOption[] {
  const { data } = useQuery(areasQuery(level));
  return (data?.rows ?? []).map((row) => ({ id: row.id, pcode: String(row.content.pcode), name: nameOf(row), country: String(row.content.country), level }));
}

/** The area of a p-code, among countries and first-level regions. */
export function useAreaName(): (pcode: string | undefined) => string | undefined {
  const known = new Map([...useAreas(0), ...useAreas(1)].map(({ pcode, name }) => [pcode, name]));
  return (pcode) => (pcode === undefined ? undefined : known.get(pcode));
}

export function nameOf({ content }: Pick<Row, "content">): string {
  const own = content[{ fr: "nameFr", en: "nameEn", ar: "nameAr" }[language()]];
  return String(own ?? content.name);
}
