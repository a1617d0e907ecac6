/** Questions to the API that every noun has. The second part of each key is the noun's name, by which live changes find them. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Marking } from "../../src/platform/marking.ts";
import { ask, type Query } from "../frame/api.ts";
import type { Content, NounWords, Page, Row } from "../frame/nouns.ts";

export const PAGE_ROWS = 50;

export const rowsQuery = (noun: NounWords, query: Query) => infiniteQueryOptions({
  queryKey: ["rows", noun.name, query],
  queryFn: ({ signal, pageParam }) => ask<Page>(`/api/${noun.path}`, { signal, query: { ...query, limit: PAGE_ROWS, cursor: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next,
});

export const countQuery = (noun: NounWords, query: Query) => queryOptions({
  queryKey: ["count", noun.name, query],
  queryFn: ({ signal }) => ask<{ count: number }>(`/api/${noun.path}/count`, { signal, query }),
});

export const rowQuery = (noun: { name: string; path: string }, id: string) => queryOptions({
  queryKey: ["row", noun.name, id],
  queryFn: ({ signal }) => ask<Row>(`/api/${noun.path}/${id}`, { signal }),
});

export const historyQuery = (noun: { name: string; path: string }, id: string) => queryOptions({
  queryKey: ["history", noun.name, id],
  queryFn: ({ signal }) => ask<Row[]>(`/api/${noun.path}/${id}/history`, { signal }),
});

export interface Writing { id?: string; basedOn?: number; marking: Marking; content: Content; withdrawn?: boolean }

/** Writes a record, new or changed. The id of a new one is made before the first try, so that a second try is the same send. */
export function useWrite(noun: NounWords) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, basedOn, ...writing }: Writing) => basedOn === undefined
      ? ask<Row>(`/api/${noun.path}`, { method: "POST", body: { id, ...writing } })
      : ask<Row>(`/api/${noun.path}/${id}`, { method: "PUT", body: { basedOn, ...writing } }),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === noun.name }),
  });
}
