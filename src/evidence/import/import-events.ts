/**
 * Events from files, end to end: a thread reads and prepares, this side compares and commits. Each batch is one transaction
 * (rows, versions, journal, what was said), so that what was written before a stop or a cut stays, and the same import again
 * goes on from there.
 */
import { Worker } from "node:worker_threads";
import { loadGeography, loadShippedPlaces } from "../../places/index.ts";
import { newId } from "../../platform/identity.ts";
import { stopIfAsked, type ImportCounts, type ImportJob } from "../../platform/import.ts";
import { mayRead } from "../../platform/marking.ts";
import { problem, type ProblemCode } from "../../platform/problem.ts";
import { event } from "../event.noun.ts";
import { addedCodes, sourceNames } from "./queries.ts";
import { blocksOf } from "./row-packer.ts";
import { unpacked, type Assignment, type Batch, type Format, type FromWorker, type Seen, type ToWorker } from "./rows.ts";
import { withoutTaken, writeBatch, type Writing, type Written } from "./write-batch.ts";

export interface EventImport extends Pick<ImportJob, "node" | "caller" | "files" | "isDryRun" | "marking" | "rejects" | "progress" | "signal"> {
  format: Format;
  /** Of the rows that name none. */
  source?: string;
  release?: string;
  /** Rows of other countries and outside these days are read past. */
  countries?: readonly string[];
  from?: string;
  to?: string;
}

/** Of the reading thread: what it needs is the geography and two batches; the rest would only be garbage that waits. */
const MEMORY = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };

export type EventCounts = Omit<ImportCounts, "notes"> & { seen: Seen };

export async function importEvents(order: EventImport): Promise<EventCounts> {
  const { node, caller, signal } = order;
  const marking = order.marking ?? event.marking;
  if (!mayRead(caller, { marking, owner: caller.organisation, exercise: caller.exercise })) throw problem("permission.marking", { marking });
  // A new data directory has no areas yet, and an event without them is counted nowhere.
  await loadShippedPlaces(node);
  const time = node.db.now().toISOString();
  const writing: Writing = { importId: newId(), format: order.format, time, marking, isDryRun: order.isDryRun, met: new Set() };
  const counts = { read: 0, inserted: 0, updated: 0, unchanged: 0 };
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: await assignmentOf(order, marking, time), resourceLimits: MEMORY });
  try {
    const seen = await new Promise<Seen>((resolve, reject) => {
      // One after the other, in the order of the files: the thread is at most two batches ahead.
      let last = Promise.resolve();
      worker.on("message", (message: FromWorker) => {
        if ("end" in message) last.then(() => resolve(message.end), reject);
        else if ("problem" in message) reject(problem(message.problem.code as ProblemCode, message.problem.details));
        else if ("fault" in message) reject(new Error(message.fault));
        else last = last.then(async () => {
          stopIfAsked(signal);
          const { packed, ...batch } = message.batch;
          await take(order, { ...batch, ready: unpacked(packed) }, writing, counts);
          const blocks = blocksOf(packed);
          worker.postMessage({ blocks } satisfies ToWorker, blocks);
        });
        last.catch(reject);
      });
      worker.once("error", reject);
    });
    return { ...counts, seen };
  } finally {
    await worker.terminate();
  }
}

async function assignmentOf(order: EventImport, marking: Assignment["envelope"]["marking"], time: string): Promise<Assignment> {
  const { node, caller, format, files, source, release, countries, from, to } = order;
  return node.db.as(caller, async (tx) => ({
    format, files, source, release, countries, from, to, clearance: caller.clearance, today: time.slice(0, 10),
    envelope: { author: caller.id, time, marking, owner: caller.organisation, status: caller.exercise ? "exercise" : "actual" },
    areas: (await loadGeography(tx)).areas, codes: await addedCodes(tx), sources: await sourceNames(tx),
  }));
}

async function take(order: EventImport, batch: Batch, writing: Writing, counts: Omit<EventCounts, "seen">): Promise<void> {
  for (const refused of batch.refused) await order.rejects.add(refused);
  const { inserted, updated, unchanged, refused } = await written(order, batch, writing);
  counts.read += batch.read;
  counts.inserted += inserted;
  counts.updated += updated;
  counts.unchanged += unchanged;
  for (const { row, reason } of refused) await order.rejects.add({ file: row.file, line: row.at, field: "id", reason, row: { id: row.id } });
  order.progress(`${counts.read} read: ${counts.inserted} new, ${counts.updated} changed, ${counts.unchanged} unchanged, ${order.rejects.count} refused`, counts);
}

const CONFLICTS = ["23505", "42501"];

async function written({ node, caller }: EventImport, batch: Batch, writing: Writing): Promise<Written> {
  const attempt = (rows: Batch) => node.db.as(caller, (tx) => writeBatch(tx, rows, writing));
  try {
    return await attempt(batch);
  } catch (error) {
    if (!CONFLICTS.includes((error as { code?: string }).code ?? "")) throw error;
    // An id is in use for something that this caller cannot see, or somebody wrote it this very moment: set those apart, try again.
    const rest = await node.db.as(caller, (tx) => withoutTaken(tx, writing.format, batch));
    const done = await attempt(rest.batch);
    return { ...done, refused: [...done.refused, ...rest.refused] };
  }
}
