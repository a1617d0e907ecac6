/** Questions of the area page: what the picture knows of it, its own record, what lies around it, and what happened before. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AreaPageAnswer, RepeatsAnswer } from "../../src/evidence/picture/replies.ts";
import type { AtAnswer } from "../../src/places/place-answer.ts";
import type { EventRow } from "../evidence/events.ts";
import { ask, type Query } from "../frame/api.ts";
import type { Page, Row } from "../frame/nouns.ts";

export type AreaAnswer = Omit<z.infer<typeof AreaPageAnswer>, "latest"> & { latest: EventRow[] };
export type Growth = AreaAnswer["growth"];
export type Claim = AreaAnswer["claims"][number];
export type Step = AreaAnswer["byYear"][number];
export type Repeats = z.infer<typeof RepeatsAnswer>;

/** @param query the filter, and the two periods to compare (`before`, `now`) */
export const areaQuery = (pcode: string, query: Query, seq: number) => queryOptions({
  queryKey: ["picture", "event", "claim", "source", "area", pcode, query, seq],
  queryFn: ({ signal }) => ask<AreaAnswer>(`/api/picture/area/${encodeURIComponent(pcode)}`, { signal, query: { ...query, seq: seq || undefined } }),
  placeholderData: keepPreviousData,
});

export const recordQuery = (pcode: string) => queryOptions({
  queryKey: ["record", "area", pcode], staleTime: 600_000,
  queryFn: async ({ signal }): Promise<Row | null> => (await ask<Page>("/api/areas", { signal, query: { pcode, limit: 1 } })).rows[0] ?? null,
});

export const aroundQuery = ([lon, lat]: readonly [number, number]) => queryOptions({
  queryKey: ["at", "route", "reach", "crossing", lon, lat], staleTime: 600_000,
  queryFn: ({ signal }) => ask<AtAnswer>("/api/places/at", { signal, query: { lon, lat } }),
});

export const repeatsQuery = (id: string, km: number, days: number) => queryOptions({
  queryKey: ["repeats", "event", "claim", id, km, days],
  queryFn: ({ signal }) => ask<Repeats>(`/api/picture/repeats/${id}`, { signal, query: { km, days } }),
});
