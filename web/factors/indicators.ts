/** The registry of indicators, for whoever has to choose one. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ask } from "../frame/api.ts";
import type { Page } from "../frame/nouns.ts";
import type { Indicator } from "./factors.ts";

const MOST = 500;

const registryQuery = queryOptions({
  queryKey: ["factors", "indicator", "registry"], staleTime: 60_000,
  queryFn: async ({ signal }) => (await ask<Page>("/api/indicators", { signal, query: { limit: MOST } })).rows.map(({ id, content }): Indicator => {
    const of = (name: string) => content[name] as string | undefined;
    const fallback = (name: string) => ({ fr: of(name)!, en: of(`${name}En`) ?? of(name)!, ar: of(`${name}Ar`) ?? of(name)! });
    return { ...(content as unknown as Indicator), id, names: fallback("name"), definitions: fallback("definition") };
  }),
});

export const useIndicators = (): Indicator[] => useQuery(registryQuery).data ?? [];
