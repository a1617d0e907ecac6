/**
 * What follows on a reception is started, and never forgotten: each report is noted as arrived in the transaction that writes
 * it, and struck off in the one that hands it to a job. Whoever follows (screening, placing) gets it once, or after a crash twice.
 */
import type { Send } from "../../platform/http.ts";
import type { Log } from "../../platform/log.ts";
import type { Node } from "../../platform/node.ts";
import { takeArrivals } from "./queries.ts";

/** Payload: `ids`, up to five hundred, apart by commas, all of one world; `exercise` "true" where it is the exercise. */
export const RECEIVED_JOB = "report-received";

export const idsOf = ({ ids }: Record<string, string>): string[] => (ids ?? "").split(",").filter(Boolean);
export const isExercise = ({ exercise }: Record<string, string>): boolean => exercise === "true";

const MOST_TOGETHER = 500;
/** After a reception; several in that time are one job. */
const SOON_MS = 250;
/** For what another process took in, or what could not be handed over. */
const LATER_MS = 15_000;

const waiting = new WeakMap<Node, () => void>();

/** Something has come in: whoever hands over on this node does it soon. */
export const arrived = (node: Node): void => waiting.get(node)?.();

/** @param also what else is done each time: replies that wait @returns what ends it */
export function handOver(node: Node, send: Send, log: Log, also: () => Promise<unknown>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  let isSaid = false;

  const plan = (inMs: number) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => { running = work(); }, inMs).unref();
  };
  async function work(): Promise<void> {
    isSaid = false;
    let wasFull = false;
    try {
      wasFull = await handOverOnce(node, send);
      if (!wasFull) await also();
    } catch (error) {
      // The database is away, or the jobs are not open yet: what waits is written down.
      if (!isStopped) log.info(`reports wait to be handed over: ${(error as Error).message}`);
    }
    plan(wasFull || isSaid ? SOON_MS : LATER_MS);
  }
  waiting.set(node, () => { if (!isSaid) { isSaid = true; plan(SOON_MS); } });
  plan(SOON_MS);
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    waiting.delete(node);
    await running;
  };
}

/** @returns whether there may be more */
async function handOverOnce(node: Node, send: Send): Promise<boolean> {
  return node.db.as(node.keeper("intake"), async (tx) => {
    const all = await takeArrivals(tx, MOST_TOGETHER);
    for (const exercise of [false, true]) {
      const ids = all.filter((one) => one.exercise === exercise).map(({ report }) => report);
      if (ids.length > 0) await send(RECEIVED_JOB, { ids: ids.join(","), exercise: String(exercise) });
    }
    return all.length === MOST_TOGETHER;
  });
}
