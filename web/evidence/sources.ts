/** Sources by name, for filters and for the words beside an event. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ask } from "../frame/api.ts";
import type { Page } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";

const sourcesQuery = queryOptions({
  queryKey: ["all", "source"], staleTime: 300_000,
  queryFn: ({ signal }) => ask<Page>("/api/sources", { signal, query: { limit: 500 } }),
});

export const useSources = (): { id: string; name: string }[] => (useQuery(sourcesQuery).data?.rows ?? []).map(({ id, content }) => ({ id, name: String(content.name) }));

export function useSourceName(): (id: string) => string {
  const t = useWords();
  const known = new Map(useSources().map(({ id, name }) => [id, name]));
  return (id) => known.get(id) ?? t("value.outOfSight");
}
