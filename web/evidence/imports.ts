/** Imports over HTTP: a file is sent once and tried, then brought in for good by a job that can be watched and stopped. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Marking } from "../../src/platform/marking.ts";
import { ask } from "../frame/api.ts";
import { sendFile } from "./send-file.ts";

export interface Importer { kind: string; summary: string; options: string[]; mayRun: boolean }

export interface ImportRow {
  id: string;
  kind: string;
  files: string[];
  state: "waiting" | "running" | "done" | "failed" | "cancelling" | "cancelled";
  isDryRun: boolean;
  marking: Marking;
  read: number;
  inserted: number;
  updated: number;
  unchanged: number;
  rejected: number;
  hasRejects: boolean;
  /** The file is still there: what was tried can be brought in. */
  isRepeatable: boolean;
  notes: Record<string, unknown> | null;
  problem: { title: string } | null;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
}

export const isOver = ({ state }: ImportRow): boolean => state === "done" || state === "failed" || state === "cancelled";

/** A live update comes at each step; the clock is for the time when the line is down. */
const LOOK_MS = 2_000;

export const importersQuery = queryOptions({ queryKey: ["importers"], staleTime: Infinity, queryFn: ({ signal }) => ask<Importer[]>("/api/importers", { signal }) });
export const importsQuery = queryOptions({ queryKey: ["imports", "import"], queryFn: ({ signal }) => ask<ImportRow[]>("/api/imports", { signal, query: { limit: 20 } }) });
export const importQuery = (id: string) => queryOptions({
  queryKey: ["row", "import", id],
  queryFn: ({ signal }) => ask<ImportRow>(`/api/imports/${id}`, { signal }),
  refetchInterval: ({ state: { data } }) => (data && isOver(data) ? false : LOOK_MS),
});

export interface Trial { file: File; kind: string; marking: Marking; options: Readonly<Record<string, string>>; onSent(share: number): void; signal: AbortSignal }

export const tryFile = ({ file, kind, marking, options, onSent, signal }: Trial): Promise<ImportRow> =>
  sendFile<ImportRow>("/api/imports", { kind, file: file.name, dryRun: true, marking, options: new URLSearchParams(Object.entries(options).filter(([, words]) => words)).toString() }, file, onSent, signal);

export function useImportActs(id: string) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: importsQuery.queryKey });
  return {
    run: useMutation({ mutationFn: () => ask<ImportRow>(`/api/imports/${id}/run`, { method: "POST" }), onSuccess }),
    stop: useMutation({ mutationFn: () => ask<ImportRow>(`/api/imports/${id}`, { method: "DELETE" }), onSuccess: () => client.invalidateQueries({ queryKey: ["row", "import", id] }) }),
  };
}
