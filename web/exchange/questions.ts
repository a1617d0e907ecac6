/** Questions about alerts, and the acts on them. The second part of each key names the noun by whose changes it is asked again. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Labels } from "../../src/platform/language.ts";
import type { Marking } from "../../src/platform/marking.ts";
import { ask } from "../frame/api.ts";
import type { Row } from "../frame/nouns.ts";

export interface Info { language: "fr" | "en" | "ar"; headline: string; description: string; instruction?: string; relay?: string }
export interface Affected { pcode: string; name: string; country: string; admin1?: string; admin1Name?: string; admin2?: string; admin2Name?: string; because: string[] }
export interface AlertContent {
  title: string; kind: string; messageType: string; follows?: string; category: string; urgency: string; severity: string; certainty: string; responses?: string[]; isTest: boolean; info?: Info[];
  basis: string; affected?: Affected[]; functions: string[]; events?: string[]; rule?: string; grouped?: number; expires?: string; sentAt?: string; capSender?: string; state: string;
}
export interface AlertRow extends Omit<Row, "content"> { content: AlertContent; marking: Marking }

export interface BoardAlert {
  id: string; title: string; kind: string; severity: string; urgency: string; certainty: string; messageType: string; state: string; sentAt: string | null; status: "actual" | "exercise"; marking: Marking; affected: Affected[] | null;
  chains: number; answered: number; exhausted: number; waiting: number; undelivered: number; secondsLeft: number | null;
}

export interface Reason { code: string; words: Labels }
export interface Outcome {
  contact: string; title: string; country: string; service: string; isArmed: boolean; isReleased: boolean; agreement?: string; place?: string; time?: string; masks?: string[]; reasons: Reason[]; document?: string; areas?: string[];
  content?: { kind?: string; where?: { country?: string; exactName?: string; admin1Name?: string; admin1?: string; admin2Name?: string; admin2?: string }[]; words?: ({ language: string } & Record<string, string>)[]; coded?: Record<string, unknown>; status?: string } & Record<string, unknown>;
}
export interface Audience { uncovered: string[]; contacts: Outcome[] }
export interface Step { name: string; labels: Labels; to: string; isPossible: boolean; reason?: Labels; needsReason: boolean; needsSecondPerson: boolean; isWaiting: boolean }
export interface Delivery { id: string; contact: string; chain: string; rung: string; channels: string[] | null; by: string | null; deadlineMinutes: number; startedAt: string; deliveredAt: string | null; answeredAt: string | null; state: string }
export interface Answer { id: string; contact: string; delivery: string | null; kind: string; way: string; answeredAt: string; words: string | null; done: string | null; author: string }
export interface Trail { steps: { at: string; transition: string; actor: string; reason: string | null; isDone: boolean }[]; deliveries: Delivery[]; answers: Answer[]; following: { id: string; messageType: string; state: string; sentAt: string | null }[]; hits: number }
export interface Sent { isWaiting: boolean; row: AlertRow; outcomes: Outcome[]; uncovered: string[] }
export interface Guidance { checklist: Labels[]; instruction: Labels; relay: Labels }

export const ANSWERS = ["acknowledged", "taking-action", "need-more", "outcome-true", "outcome-false", "outcome-unverifiable"] as const;

export const boardQuery = queryOptions({ queryKey: ["board", "alert", "delivery", "answer"], queryFn: ({ signal }) => ask<BoardAlert[]>("/api/exchange/board", { signal }), refetchInterval: 60_000 });
export const alertQuery = (id: string) => queryOptions({ queryKey: ["row", "alert", id], queryFn: ({ signal }) => ask<AlertRow>(`/api/alerts/${id}`, { signal }) });
export const trailQuery = (id: string) => queryOptions({ queryKey: ["trail", "alert", "delivery", "answer", id], queryFn: ({ signal }) => ask<Trail>(`/api/alerts/${id}/trail`, { signal }) });
export const audienceQuery = (id: string, version: number) => queryOptions({ queryKey: ["audience", "alert", "contact", "agreement", "due-diligence", "suspension", id, version], queryFn: ({ signal }) => ask<Audience>(`/api/alerts/${id}/audience`, { signal }) });
export const stepsQuery = (noun: string, path: string, life: string, id: string, version: number) => queryOptions({ queryKey: ["steps", noun, path, life, id, version], queryFn: ({ signal }) => ask<{ state: string; steps: Step[] }>(`/api/${path}/${id}/${life}`, { signal }) });
export const guidanceQuery = (kind: string) => queryOptions({ queryKey: ["guidance", kind], staleTime: Infinity, queryFn: ({ signal }) => ask<Guidance>("/api/exchange/guidance", { signal, query: { kind: kind || undefined } }) });
export const attemptsQuery = (id: string) => queryOptions({ queryKey: ["attempts", "delivery", id], queryFn: ({ signal }) => ask<{ channel: string; state: string; tries: number; failure: string | null; sentAt: string | null }[]>(`/api/deliveries/${id}/attempts`, { signal }) });

/** Whatever follows from an act is asked again at once; the live link would say it too, a little later. */
const TOUCHED = ["alert", "delivery", "answer", "release", "contact", "agreement", "due-diligence", "suspension", "federation", "drill", "information-request", "data-incident"];

export function useAct<Given, Told>(act: (given: Given) => Promise<Told>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey.some((part) => typeof part === "string" && TOUCHED.includes(part)) }) });
}
