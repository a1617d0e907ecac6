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

/** A crowd is taken in first: what follows can wait, but not for ever. */
const CROWD_PER_SECOND = 100;
const CROWD_LOOK_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

const waiting = new WeakMap<Node, (count: number) => void>();

/** Something has come in: whoever hands over on this node does it soon. */
export const arrived = (node: Node, count = 1): void => waiting.get(node)?.(count);

/** @param also what else is done each time: replies that wait @returns what ends it */
export function handOver(node: Node, send: Send, log: Log, also: () => Promise<unknown>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  let isSaid = false;
  let came = 0;
  let lookedAt = Date.now();
  let waitingSince = lookedAt;

  const isCrowded = (): boolean => {
    const now = Date.now();
    const perSecond = (came * 1000) / Math.max(1, now - lookedAt);
    [came, lookedAt] = [0, now];
    return perSecond > CROWD_PER_SECOND && now - waitingSince < LONGEST_WAIT_MS;
  };
  const plan = (inMs: number) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => { running = work(); }, inMs).unref();
  };
  async function work(): Promise<void> {
    if (isCrowded()) return plan(CROWD_LOOK_MS);
    isSaid = false;
    let wasFull = false;
    try {
      wasFull = await handOverOnce(node, send);
      if (!wasFull) await also();
    } catch (error) {
      // The database is away, or the jobs are not open yet: what waits is written down.
      if (!isStopped) log.info(`reports wait to be handed over: ${(error as Error).message}`);
    }
    waitingSince = Date.now();
    plan(wasFull || isSaid ? SOON_MS : LATER_MS);
  }
  waiting.set(node, (count) => {
    came += count;
    if (!isSaid) { isSaid = true; plan(SOON_MS); }
  });
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
