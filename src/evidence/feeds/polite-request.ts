/** One request to another system, made politely: within its quota, slower when it asks for that, again after a cut, and not for ever. */
import { setTimeout as pause } from "node:timers/promises";
import { problem } from "../../platform/problem.ts";

export interface Politeness {
  /** Called before each attempt; throws where the day's requests are used up. */
  spend(): Promise<void>;
  signal: AbortSignal;
  /** Wait after the first failure; doubled after each further one. */
  pauseMs?: number;
  attempts?: number;
}

const ATTEMPTS = 6;
const PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 120_000;
const TIMEOUT_MS = 90_000;

export interface Answered { status: number; body: unknown }

/** The reply's JSON. A reply that is cut off, is no JSON, says 429 or is a fault of the other side is asked for again. */
export async function politely(feed: string, url: URL, init: RequestInit, { spend, signal, pauseMs = PAUSE_MS, attempts = ATTEMPTS }: Politeness): Promise<Answered> {
  let last = "";
  for (let attempt = 0; attempt < attempts; attempt++) {
    signal.throwIfAborted();
    await spend();
    let waitMs = Math.min(pauseMs * 2 ** attempt, LONGEST_PAUSE_MS);
    try {
      const reply = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
      const words = await reply.text();
      if (reply.status < 429 || (reply.status > 429 && reply.status < 500)) {
        try { return { status: reply.status, body: JSON.parse(words) }; } catch { last = reply.ok ? "a reply that is not JSON" : `HTTP ${reply.status}`; }
        if (!reply.ok) throw problem("feed.refused", { feed, reason: last });
      } else {
        last = `HTTP ${reply.status}`;
        const asked = Number(reply.headers.get("retry-after"));
        if (asked > 0) waitMs = Math.min(asked * 1_000, LONGEST_PAUSE_MS);
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if ((error as { code?: string }).code === "feed.refused") throw error;
      last = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
    }
    if (attempt + 1 < attempts) await pause(waitMs, undefined, { signal });
  }
  throw problem("feed.unreachable", { feed, reason: last });
}
