/**
 * The events that the map draws, held in memory and kept fresh from the journal: loaded when the server starts, then brought
 * up to the journal's number after each commit that touched an event, in every server process alike. It holds every marking,
 * so it reads as the owner; each answer drawn from it is for one caller (`map-filter.ts`).
 */
import pg from "pg";
import type { Live } from "../platform/live.ts";
import type { Log } from "../platform/log.ts";
import type { Node } from "../platform/node.ts";
import type { MapColumns } from "./map-columns.ts";
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
  let isClosed = false;
  let isWanted = true;
  let running: Promise<void> | undefined;

  /** One look at a time; asked for while one goes on, another follows. */
  const look = (): Promise<void> => {
    isWanted = true;
    return (running ??= run());
  };

  async function run(): Promise<void> {
    while (isWanted && !isClosed) {
      isWanted = false;
      await readChanges().catch(async (error: Error) => {
        if (isClosed) return;
        log.fault("map index", error);
        isWanted = true;
        await new Promise((resolve) => { setTimeout(resolve, RETRY_MS).unref(); });
      });
    }
    running = undefined;
  }

  async function readChanges(): Promise<void> {
    const client = await pool.connect();
    let fault: Error | undefined;
    try {
      const { seq, changedSeq } = await refresh(client, columns, held?.seq);
      held = { seq, changedSeq: changedSeq ?? held!.changedSeq };
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
      await pool.end();
    },
  };
  indexes.set(node, index);
  void look();
  return index;
}
