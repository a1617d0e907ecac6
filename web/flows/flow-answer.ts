/** Questions of the flows page: what goes where, stolen cattle, what happens around mines, which ways are open. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AccessAnswer, CattleAnswer, FlowsAnswer, MinesAnswer } from "../../src/evidence/picture/replies.ts";
import type { GeoJsonGeometry } from "../../src/platform/noun.ts";
import { ask, type Query } from "../frame/api.ts";

export type Flows = z.infer<typeof FlowsAnswer>;
export type FlowLine = Flows["lines"][number];
export type Corridor = FlowLine["corridor"];
export type Season = Flows["seasons"][number];
export type Cattle = z.infer<typeof CattleAnswer>;
export type Heads = Cattle["total"];
export type Mines = z.infer<typeof MinesAnswer>;
export type Access = z.infer<typeof AccessAnswer>;
export type Accessed = Access["rows"][number];

const question = <T>(name: string, changedBy: readonly string[]) => (query: Query, seq: number) => queryOptions({
  queryKey: ["picture", ...changedBy, name, query, seq],
  queryFn: ({ signal }) => ask<T>(`/api/picture/${name}`, { signal, query: { ...query, seq: seq || undefined } }),
  placeholderData: keepPreviousData,
});

export const flowsQuery = question<Flows>("flows", ["event", "flow", "source", "crossing", "route", "reach"]);
export const cattleQuery = question<Cattle>("cattle", ["event", "source", "crossing"]);
export const minesQuery = question<Mines>("mines", ["event", "site"]);

export const accessQuery = (on: string | undefined) => queryOptions({
  queryKey: ["picture", "access", "route", "reach", "crossing", on],
  queryFn: ({ signal }) => ask<Access>("/api/picture/access", { signal, query: { on } }),
  placeholderData: keepPreviousData,
});

interface Ground { features: { properties: { id: string }; geometry: GeoJsonGeometry | null }[] }

/** Where the routes, reaches and crossings lie, by id. */
export const waysQuery = queryOptions({
  queryKey: ["ways", "route", "reach", "crossing"], staleTime: 600_000,
  queryFn: async ({ signal }) => {
    const layers = await Promise.all(["routes", "reaches", "crossings"].map((name) => ask<Ground>(`/api/map/ground/${name}.geojson`, { signal })));
    return new Map(layers.flatMap(({ features }) => features.map(({ properties: { id }, geometry }) => [id, geometry] as const)));
  },
});

/** How often it was seen: recorded as a flow, or in an event. */
export const seen = ({ observations, events }: { observations: number; events: number }): number => observations + events;
