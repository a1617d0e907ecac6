/**
 * Work that outlives a request, on pg-boss: an existing queue on the existing database. A payload carries ids only.
 * `src/jobs.ts` is the one table of who follows what.
 */
import { PgBoss } from "pg-boss";
import type { Log } from "./log.ts";
import type { Node } from "./node.ts";

export interface JobKind {
  name: string;
  /** Ids, never content. */
  run(node: Node, payload: Record<string, string>, signal: AbortSignal): Promise<void>;
  /** A cron expression in UTC for what is done by the clock. */
  every?: string;
  retries?: number;
  /** After so long a worker is taken for dead; a quarter of an hour where none is said. */
  longestSeconds?: number;
}

export interface Jobs {
  send(name: string, payload: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

const STOP_TIMEOUT_MS = 4_000;

/** @param isWorker false: only sends; workers run elsewhere (`faleme work`) */
export async function openJobs(node: Node, kinds: readonly JobKind[], log: Log, isWorker = true): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: node.ownerUrl, max: 2, application_name: "faleme jobs", supervise: isWorker, schedule: isWorker });
  boss.on("error", (error) => { log.fault("jobs", error as Error); });
  await boss.start();
  for (const kind of kinds) {
    await boss.createQueue(kind.name, { retryLimit: kind.retries ?? 2, retryBackoff: true, ...(kind.longestSeconds ? { expireInSeconds: kind.longestSeconds } : {}) });
    if (kind.every) await boss.schedule(kind.name, kind.every, {}, { tz: "UTC" });
    if (!isWorker) continue;
    await boss.work<Record<string, string>>(kind.name, { pollingIntervalSeconds: 2, batchSize: 1 }, async (batch) => {
      for (const job of batch) {
        await kind.run(node, job.data, job.signal).catch((error: Error) => { log.fault(`job ${kind.name}`, error); throw error; });
      }
    });
  }
  return {
    send: async (name, payload) => { await boss.send(name, payload); },
    stop: () => boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS }),
  };
}
