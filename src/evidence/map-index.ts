/**
 * The events that the map draws, held in memory and kept fresh from the journal: loaded when the server starts, then brought
 * up to the journal's number after each commit that touched an event, in every server process alike. It holds every marking,
 * so it reads as the owner; each answer drawn from it is for one caller (`map-filter.ts`).
 */
import { Worker } from "node:worker_threads";
import pg from "pg";
import type { Live } from "../platform/live.ts";
import type { Log } from "../platform/log.ts";
import type { Node } from "../platform/node.ts";
import type { MapColumns } from "./map-columns.ts";
import type { LoadedMap } from "./map-load-worker.ts";
import { emptyColumns, refresh } from "./map-queries.ts";

export interface MapIndex {
  readonly columns: MapColumns;
  /** Journal number of the last change to an event that the columns hold: the version of every answer. */
  readonly changedSeq: number;
  /** Resolves when the columns hold everything up to this journal number. */
  asOf(seq: number): Promise<MapIndex>;
  close(): Promise<void>;
}

const RETRY_MS = 1_000;
/** The loading thread makes much garbage and little that stays. */
const LOADER_MEMORY = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 };

const indexes = new WeakMap<Node, MapIndex>();

export function mapIndexOf(node: Node): MapIndex {
  const index = indexes.get(node);
  if (!index) throw new Error("the map index was not opened");
  return index;
}

/** Returns at once; the first answers wait until the columns are loaded. */
export function openMapIndex(node: Node, live: Live, log: Log): MapIndex {
  const columns = emptyColumns();
  // One connection, let go when nothing is written for a while.
  const pool = new pg.Pool({ connectionString: node.ownerUrl, max: 1, idleTimeoutMillis: 10_000, allowExitOnIdle: true, application_name: "faleme map" });
  pool.on("error", () => { /* it was idle; the next look opens another */ });
  let held: { seq: number; changedSeq: number } | undefined;
  let loader: Worker | undefined;
  let isClosed = false;
  let isWanted = false;
  let running: Promise<void> | undefined;

  /** One look at a time; asked for while one goes on, another follows. */
  const look = (): Promise<void> => {
    isWanted = true;
    return (running ??= run());
  };

  async function run(): Promise<void> {
    while (isWanted && !isClosed) {
      isWanted = false;
      try {
        held = await (held ? follow(held) : load());
      } catch (error) {
        if (isClosed) break;
        log.fault("map index", error as Error);
        isWanted = true;
        await new Promise((resolve) => { setTimeout(resolve, RETRY_MS).unref(); });
      }
    }
    running = undefined;
  }

  /** In a thread of its own, so that requests are answered meanwhile and its garbage goes with it. */
  async function load(): Promise<{ seq: number; changedSeq: number }> {
    loader = new Worker(new URL("./map-load-worker.ts", import.meta.url), { workerData: node.ownerUrl, resourceLimits: LOADER_MEMORY });
    try {
      const { packed, seq } = await new Promise<LoadedMap>((resolve, reject) => {
        loader!.once("message", resolve);
        loader!.once("error", reject);
        loader!.once("exit", () => reject(new Error("the map was not loaded")));
      });
      columns.unpack(packed);
      return { seq, changedSeq: seq };
    } finally {
      await loader.terminate();
      loader = undefined;
    }
  }

  async function follow(after: { seq: number; changedSeq: number }): Promise<{ seq: number; changedSeq: number }> {
    const client = await pool.connect();
    let fault: Error | undefined;
    try {
      const { seq, changedSeq } = await refresh(client, columns, after.seq);
      return { seq, changedSeq: changedSeq ?? after.changedSeq };
    } catch (error) {
      fault = error as Error;
      throw fault;
    } finally {
      client.release(fault);
    }
  }

  const leave = live.listen(({ nouns }) => { if (nouns.includes("event") || nouns.includes("*")) void look(); });
  const index: MapIndex = {
    columns,
    get changedSeq() { return held?.changedSeq ?? 0; },
    async asOf(seq) {
      // Whoever was told of a number was told after its commit: one look is enough.
      if (!held || held.seq < seq) await look();
      if (!held) throw new Error("the map index was closed before it was loaded");
      return index;
    },
    async close() {
      isClosed = true;
      leave();
      indexes.delete(node);
      await loader?.terminate();
      await running;
      await pool.end();
    },
  };
  indexes.set(node, index);
  void look();
  return index;
}
