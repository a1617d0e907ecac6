/** What the pages of questions between nodes ask the server. */
import { queryOptions } from "@tanstack/react-query";
import type { Marking } from "../../src/platform/marking.ts";
import { ask } from "../frame/api.ts";

export interface RequestRow {
  id: string; title: string; contact: string; contactTitle: string | null; country: string; alert: string | null; question: string; answer: string | null; dueAt: string; answeredAt: string | null; state: string; marking: Marking;
  isOurs: boolean; isOverdue: boolean; isLate: boolean; way: "by-phone" | "waiting" | "sent" | "there" | "refused";
}

export const requestsQuery = queryOptions({ queryKey: ["requests", "information-request", "contact"], refetchInterval: 60_000, queryFn: ({ signal }) => ask<RequestRow[]>("/api/exchange/requests", { signal }) });
