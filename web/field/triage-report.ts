/** What triage asks of the server, and what it sends: one report, its masked words, what may be the same, and every act. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Labels } from "../../src/platform/language.ts";
import type { Marking } from "../../src/platform/marking.ts";
import type { GeoJsonGeometry } from "../../src/platform/noun.ts";
import { ask } from "../frame/api.ts";
import type { Row } from "../frame/nouns.ts";

export interface ReportContent {
  way: string; receivedAt: string; state: string; kind?: string; suggestedKind?: string; occurredOn?: string; datePrecision?: string; howKnown?: string; numbers?: { value: number; of?: string }[];
  placeName?: string; placePrecision?: string; locationWords?: string; candidates?: { place?: string; name: string; pcode?: string; lon?: number; lat?: number }[]; country?: string; area?: string; admin1?: string; admin2?: string; geometry?: GeoJsonGeometry;
  reliability?: string; credibility?: string; sourceGroup?: string; event?: string; claim?: string; mergedInto?: string; closeReason?: string; screening?: string; form?: string; language?: string; assignee?: string;
}
export interface ReportRow { id: string; version: number; author: string; time: string; marking: Marking; status: string; withdrawn: boolean; content: ReportContent; merged?: number }

export interface StepTold { name: string; labels: Labels; to: string; isPossible: boolean; reason?: Labels; needsReason: boolean; needsSecondPerson: boolean; isWaiting: boolean }
export interface Standing { state: string; steps: StepTold[]; taken: { lifecycle: string; transition: string; actor: string; at: string; reason: string | null; isDone: boolean }[]; merged: string[] }
export interface Passage { key: string; words: string; masks: { at: number; kind: string; from: number; to: number }[] }
export interface Account {
  isReadable: boolean; passages: Passage[]; messages: { at: string; from: "sender" | "house"; words: string; isQuestion: boolean }[];
  media: { sha256: string; type: string; bytes: number }[]; isFromSentinel: boolean; canReply: boolean; original: string | null;
}
export interface PartOfScore { name: "place" | "time" | "kind" | "text" | "numbers"; level: string; weight: number; measured?: number }
export interface Suggestion<R = ReportRow> { row: R; score: number; parts: PartOfScore[] }

const of = (id: string, what = "") => `/api/reports/${id}${what}`;

export const reportQuery = (id: string) => queryOptions({ queryKey: ["row", "report", id], queryFn: ({ signal }) => ask<ReportRow>(of(id), { signal }) });
export const standingQuery = (id: string) => queryOptions({ queryKey: ["standing", "report", id], queryFn: ({ signal }) => ask<Standing>(of(id, "/triage"), { signal }) });
export const accountQuery = (id: string) => queryOptions({ queryKey: ["account", "report", id], queryFn: ({ signal }) => ask<Account>(of(id, "/account"), { signal }) });
export const duplicatesQuery = (id: string) => queryOptions({ queryKey: ["duplicates", "report", id], staleTime: 30_000, queryFn: ({ signal }) => ask<{ suggestions: Suggestion[] }>(of(id, "/duplicates"), { signal }) });
export const eventsLikeQuery = (id: string) => queryOptions({ queryKey: ["events-like", "report", "event", id], staleTime: 30_000, queryFn: ({ signal }) => ask<{ suggestions: Suggestion<Row>[] }>(of(id, "/events-like"), { signal }) });

export interface WhereSaid { placeId?: string; place?: string; near?: string; towards?: string; area?: string }
export interface Work { basedOn: number; change?: Partial<Record<keyof ReportContent, unknown>>; where?: WhereSaid; step?: "triage" | "grade" | "reopen"; reason?: string }
/** What two people changed at once, told by the refusal "report.conflict". */
export interface Conflict { current: number; author: string; fields: { field: keyof ReportContent; theirs: unknown; mine: unknown }[] }

/** One act on a report: sent, and everything that shows it asks again. */
export function useAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ what, method = "POST", body }: { what: string; method?: "POST" | "PATCH"; body: unknown }) => ask<unknown>(of(id, what), { method, body }),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes("report") || queryKey.includes("event") }),
  });
}

/** The order in which the queue showed them: j and k on a report go to its neighbours. */
let order: readonly string[] = [];
export const rememberOrder = (ids: readonly string[]): void => { order = ids; };
export function neighbourOf(id: string, step: 1 | -1): string | undefined {
  const at = order.indexOf(id);
  return at < 0 ? undefined : order[at + step];
}
