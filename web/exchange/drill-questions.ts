/** What the pages of exercises ask the server. The second part of each key names the noun by whose changes it is asked again. */
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../frame/api.ts";
import type { Reason } from "./questions.ts";

export interface Spread { count: number; p50: number | null; p95: number | null; longest: number | null; bars: { upTo: number | null; count: number }[] }
export interface DrillAlert { id: string; title: string; severity: string; state: string; sentAt: string; sender: string; told: number; delivered: number; answered: number; passedOn: number; unanswered: number; refused: number; deliverSeconds: number | null; answerSeconds: number | null }
export interface DrillContact { contact: string; title: string; country: string; service: string; told: number; delivered: number; answered: number; passedOn: number; refused: number; inTime: number; p50DeliverSeconds: number | null; p50AnswerSeconds: number | null }
export interface DrillRefusal { at: string; by: "policy" | "there" | "here"; country: string; contact: string | null; title: string | null; alert: string | null; reasons: Reason[] }
export interface LineEntry { at: string; kind: string; alert?: string; title?: string; country?: string; contact?: string; reasons?: Reason[] }
export interface LinkDown { country: string; from: string; to: string; isClosed: boolean }
export interface Note { at: string; kind: "link-cut" | "link-restored" | "agreement-missing" | "agreement-back" | "deadlines-passed"; countries: string[] }
export interface Seen { nodes: string[]; seed?: number; reports?: number; lost: number; doubled: number; leaked: number; cuts: number; p50DeliverMs?: number; p95DeliverMs?: number; p95DeliverOverGoodLinksMs?: number; p50AcknowledgeMs?: number; p95AcknowledgeMs?: number; notes: Note[] }

export interface DrillReview {
  title: string; scenario?: string; country: string; from: string; to: string; isRunning: boolean; observed?: Seen;
  counts: Record<"issued" | "arrived" | "chains" | "told" | "delivered" | "answered" | "unanswered" | "stillOpen" | "passedOn" | "refused" | "answeredToOthers", number>;
  deliver: Spread; answer: Spread; arrive: Spread; answerToOthers: Spread; alerts: DrillAlert[]; contacts: DrillContact[];
  passedOn: { at: string; alert: string; alertTitle: string; from: string | null; to: string | null; rung: string | null }[]; refusals: DrillRefusal[]; links: LinkDown[]; line: LineEntry[];
  copies: Record<"sent" | "confirmed" | "waiting" | "refusedThere" | "withheld" | "received" | "cameAgain" | "twice", number>; inActualWorld: number;
}

export const reviewQuery = (id: string) => queryOptions({ queryKey: ["drill-review", "drill", "alert", "delivery", "answer", id], queryFn: ({ signal }) => ask<DrillReview>(`/api/drills/${id}/review`, { signal }), refetchInterval: ({ state }) => (state.data?.isRunning ? 10_000 : false) });
