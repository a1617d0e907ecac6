/** A coordinator's own sentinels. Nobody else is ever sent them. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "../frame/api.ts";

export interface Duty { from: string; to: string }
export interface Sentinel {
  id: string; number: string; state: "active" | "resting" | "left"; everyHours: number; dueAt: string | null; seenOn: string | null; enrolledOn: string; duties: Duty[];
  place?: string; area?: string; contact?: string;
}
export interface Notice { id: string; sentinel: string; number: string; what: "missed" | "danger" | "left"; since: string }

const KEY = ["sentinels", "sentinel"];
const base = "/api/field/sentinels";
/** Nobody's page is told when a check-in is missed: this one asks. */
const AGAIN_MS = 60_000;

export const sentinelsQuery = queryOptions({ queryKey: KEY, refetchInterval: AGAIN_MS, queryFn: ({ signal }) => ask<{ now: string; callAt: string | null; rows: Sentinel[]; notices: Notice[] }>(base, { signal }) });

export interface Words { safeWord: string; dangerWord: string }
export interface Written { place?: string; area?: string; contact?: string; everyHours: number; duties: Duty[] }

export function useSentinels<Order>(act: (order: Order) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => client.invalidateQueries({ queryKey: KEY }) });
}

export const enrol = (body: Written & Words & { id: string }) => ask<{ number: string }>(base, { method: "POST", body });
export const change = (id: string, body: Written & { state: "active" | "resting"; words?: Words }) => ask(`${base}/${id}`, { method: "PUT", body });
export const heard = (id: string) => ask(`${base}/${id}/heard`, { method: "POST" });
export const burn = (id: string) => ask(`${base}/${id}`, { method: "DELETE" });
export const callAt = ({ number, language }: { number: string | null; language: string }) => ask("/api/field/coordinator", { method: "PUT", body: { callAt: number, language } });
export const settle = (notice: string) => ask(`${base}/notices/${notice}/seen`, { method: "POST" });
