// How long from the command to the first answer on an existing data directory, and how much memory at rest?
// The real command in a process of its own, once with the shipped places alone and once with the large set of events.
// Baseline: a Node process that only loads Fastify and listens.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { emptyColumns, refresh } from "../src/evidence/map-queries.ts";
import type { Node } from "../src/platform/node.ts";
import { datasetDir, FULL, QUICK, withEvents } from "./dataset.ts";
import { memoryOf, SERVER_FLAGS } from "./house.ts";
import type { BenchResult } from "./run.ts";

const START_GOAL_MS = 3_000;
const MEMORY_GOAL_MB = 200;
const REST_MS = 20_000;
const CLI = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const PORT = 18_437;

/** Nothing else can make V8 give back what it no longer needs before it is weighed. */
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

export async function bench({ quick }: { quick: boolean }): Promise<BenchResult> {
  const figures: Record<string, number> = {};
  const small = mkdtempSync(path.join(tmpdir(), "faleme-bench-serve-"));
  try {
    await stopped((await started(small, figures, "firstStartMs")).child);
    await measured(small, "small", figures);
  } finally {
    rmSync(small, { recursive: true, force: true });
  }
  const count = quick ? QUICK : FULL;
  figures.largeEvents = count;
  figures.largeMapMb = await withEvents(count, mapMemoryMb);
  // Filled straight into its tables, the large set has never been served: its first start brings the shipped places, and is not what is measured.
  await stopped((await started(datasetDir(count), figures, "largeFirstStartMs")).child);
  await measured(datasetDir(count), "large", figures);
  figures.largeRestBesideMapMb = figures.largeRestMb! - figures.largeMapMb;
  const bare = await listening(spawn(process.execPath, [...SERVER_FLAGS, "--input-type=module", "-e", `import Fastify from "fastify"; const app = Fastify(); app.get("/health", () => "ok"); await app.listen({ port: ${PORT} });`], { cwd: path.dirname(CLI) }));
  figures.baselineFastifyStartMs = bare.ms;
  figures.baselineFastifyMb = memoryOf(bare.child.pid!).now;
  await stopped(bare.child);
  const start = Math.max(figures.smallStartMs!, figures.largeStartMs!);
  return {
    name: "serve", figures,
    goals: [
      { name: "cold start ms on an existing data directory", goal: START_GOAL_MS, measured: start, isMet: start < START_GOAL_MS },
      { name: "memory at rest MB, shipped places", goal: MEMORY_GOAL_MB, measured: figures.smallRestMb!, isMet: figures.smallRestMb! < MEMORY_GOAL_MB },
      { name: "memory at rest MB beside the map index, large", goal: MEMORY_GOAL_MB, measured: figures.largeRestBesideMapMb, isMet: figures.largeRestBesideMapMb < MEMORY_GOAL_MB },
    ],
  };
}

/** What the map's memory of these events weighs: its columns, and the lists of distinct values beside them. */
async function mapMemoryMb(node: Node): Promise<number> {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const columns = emptyColumns();
  await node.owner((client) => refresh(client, columns, undefined));
  collectGarbage();
  return (columns.bytes + process.memoryUsage().heapUsed - before) / 2 ** 20;
}

async function measured(dir: string, name: string, figures: Record<string, number>): Promise<void> {
  const { child } = await started(dir, figures, `${name}StartMs`);
  await new Promise((resolve) => { setTimeout(resolve, REST_MS); });
  figures[`${name}RestMb`] = memoryOf(child.pid!).now;
  await stopped(child);
}

async function started(dir: string, figures: Record<string, number>, name: string): Promise<{ child: ChildProcess }> {
  const { child, ms } = await listening(spawn(process.execPath, [...SERVER_FLAGS, CLI, "up", "--data", dir, "--port", String(PORT), "--case", "none"], { stdio: ["ignore", "ignore", "ignore"] }));
  figures[name] = ms;
  return { child };
}

async function listening(child: ChildProcess): Promise<{ child: ChildProcess; ms: number }> {
  const at = performance.now();
  let isEnded = false;
  child.once("exit", () => { isEnded = true; });
  for (;;) {
    const isUp = await fetch(`http://127.0.0.1:${PORT}/health`).then((reply) => reply.ok, () => false);
    if (isUp) return { child, ms: performance.now() - at };
    if (isEnded) throw new Error("the server ended before it answered");
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => { child.once("exit", resolve); });
  child.kill("SIGINT");
  await ended;
}
