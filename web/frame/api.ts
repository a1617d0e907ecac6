/** Asks the server, and turns whatever goes wrong into one sentence that a person can act on. */
import type { ProblemCode } from "../../src/platform/problem.ts";
import { currentViewAs, currentWorld } from "./world.ts";
import { say } from "./words.ts";

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Fault { field: string; reason: string }

/** A refusal, in the reader's language. `code` is the catalogue's, or "offline" when nobody answered. */
export class Refusal extends Error {
  readonly code: ProblemCode | "offline" | (string & {});
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, status: number, words: string, details: Readonly<Record<string, unknown>> = {}) {
    super(words);
    this.code = code;
    this.status = status;
    this.details = details;
  }

  get faults(): Fault[] { return Array.isArray(this.details.faults) ? (this.details.faults as Fault[]) : []; }
}

export function address(path: string, query: Query = {}): string {
  const world = currentWorld();
  const pairs = Object.entries({ ...query, ...(world === "exercise" ? { world } : {}), viewAs: currentViewAs() })
    .filter(([, value]) => value !== undefined && value !== ("" as unknown))
    .map(([name, value]) => [name, String(value)]);
  return pairs.length > 0 ? `${path}?${new URLSearchParams(pairs)}` : path;
}

export interface Asking { method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; query?: Query; body?: unknown; signal?: AbortSignal }

export async function ask<T>(path: string, { method = "GET", query, body, signal }: Asking = {}): Promise<T> {
  const isRaw = body instanceof Blob;
  const response = await fetch(address(path, query), {
    method, signal: signal ?? null, credentials: "same-origin",
    headers: { "accept-language": document.documentElement.lang, accept: "application/json", ...(body === undefined || isRaw ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
  }).catch((error: Error) => {
    if (error.name === "AbortError") throw error;
    throw new Refusal("offline", 0, say("refusal.offline"));
  });
  if (!response.ok) throw await refusalOf(response);
  if (response.status === 204) return undefined as T;
  const words = await response.text();
  return (words === "" ? undefined : JSON.parse(words)) as T;
}

async function refusalOf(response: Response): Promise<Refusal> {
  const told = await response.json().catch(() => ({})) as { code?: string; title?: string; message?: string; details?: Record<string, unknown> };
  return new Refusal(told.code ?? "unknown", response.status, told.title ?? told.message ?? say("refusal.unknown", { status: response.status }), told.details ?? {});
}
