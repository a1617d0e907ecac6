/** Questions about events: a page of the list, how many there are, and one of them. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Marking } from "../../src/platform/marking.ts";
import { ask } from "../frame/api.ts";
import type { Row } from "../frame/nouns.ts";
import type { EventFilter } from "./event-filter.ts";

export interface Toll { count: number; fatalities: number; unknown: number }
export interface Summary extends Toll {
  onMap: number;
  notOnMap: number;
  bbox?: [west: number, south: number, east: number, north: number];
  byKind: ({ kind: string } & Toll)[];
  byMonth: ({ month: string } & Toll)[];
  byCountry: ({ pcode?: string } & Toll)[];
  byAdmin1: ({ pcode?: string } & Toll)[];
}

export interface Casualty { role: string; outcome: string; best?: number; low?: number; high?: number; words?: string }
export interface Actor { name: string; kind: string; nameStatus?: string; candidates?: string[] }
export interface Candidate { place?: string; name: string; pcode?: string; lon?: number; lat?: number; doubt?: string }

export interface EventContent {
  title?: string; kind: string; tactics?: string[]; targets?: string[]; violenceKind?: string; actors?: Actor[]; commodities?: string[]; movement?: string[];
  consequences?: string[]; payerSector?: string; headsTaken?: number; headsRecovered?: number;
  occurredFrom: string; occurredTo: string; datePrecision: string; inferred?: string[];
  placeName?: string; placePrecision: string; locationWords?: string; candidates?: Candidate[]; country: string; area?: string; admin1?: string; admin2?: string;
  crossings?: string[]; route?: string; reach?: string; geometry?: { type: "Point"; coordinates: [number, number] };
  fatalitiesBest?: number; fatalitiesLow?: number; fatalitiesHigh?: number; casualties?: Casualty[];
  reliability: string; credibility: string; verification: string; independentSources?: number; source: string; citation?: string; description?: string;
  sourceEventId?: string; sourceCodes?: Record<string, string>;
}
export interface EventRow extends Omit<Row, "content"> { content: EventContent; marking: Marking }

export const PAGE_EVENTS = 50;

export const eventsQuery = (filter: EventFilter, limit = PAGE_EVENTS) => infiniteQueryOptions({
  queryKey: ["rows", "event", filter, limit],
  queryFn: ({ signal, pageParam }) => ask<{ rows: EventRow[]; next?: string }>("/api/events", { signal, query: { ...filter, limit, cursor: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next,
  placeholderData: keepPreviousData,
});

export const summaryQuery = (filter: EventFilter, seq: number) => queryOptions({
  queryKey: ["summary", "event", filter, seq],
  queryFn: ({ signal }) => ask<Summary>("/api/map/summary", { signal, query: { ...filter, seq: seq || undefined } }),
  placeholderData: keepPreviousData,
});

export const eventQuery = (id: string) => queryOptions({ queryKey: ["row", "event", id], queryFn: ({ signal }) => ask<EventRow>(`/api/events/${id}`, { signal }) });
