/** The thread that fills the map's columns when a server starts, and hands them over whole. */
import { parentPort, workerData } from "node:worker_threads";
import pg from "pg";
import type { Packed } from "./map-columns.ts";
import { emptyColumns, refresh } from "./map-queries.ts";

export interface LoadedMap { packed: Packed; seq: number }

const client = new pg.Client({ connectionString: workerData as string, application_name: "faleme map" });
await client.connect();
const columns = emptyColumns();
const { seq } = await refresh(client, columns, undefined);
const buffers = columns.buffers();
parentPort!.postMessage({ packed: columns.pack(), seq } satisfies LoadedMap, buffers);
await client.end();
