// Does an export of everything stay small in memory, and is it the same bytes each time? Baseline: COPY of the same table.
import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { Writable } from "node:stream";
import { to as copyTo } from "pg-copy-streams";
import { datasetDir, FULL, QUICK, withEvents } from "./dataset.ts";
import { openHouse, type House } from "./house.ts";
import type { BenchResult } from "./run.ts";

/** What the rest of an export may add to the memory that its first tenth took. */
const GROWTH_GOAL_MB = 20;

export async function bench({ quick }: { quick: boolean }): Promise<BenchResult> {
  const count = quick ? QUICK : FULL;
  const figures: Record<string, number> = { events: count };
  let isIdentical = true;
  await withEvents(count, async (node) => {
    const house = await openHouse(datasetDir(count));
    try {
      await house.get("/api/map/summary"); // the map's memory is filled before anything is weighed
      for (const format of ["csv", "geojson"]) {
        const first = await exported(house, format);
        const second = await exported(house, format);
        isIdentical &&= first.sha256 === second.sha256;
        figures[`${format}Seconds`] = first.seconds;
        figures[`${format}Megabytes`] = first.bytes / 2 ** 20;
        figures[`${format}RowsPerSecond`] = count / first.seconds;
        figures[`${format}MemoryGrowthMb`] = Math.max(growthOf(first.samples), growthOf(second.samples));
        figures[`${format}HighestOverRestMb`] = Math.max(...[...first.samples, ...second.samples].map(({ mb }) => mb)) - first.restMb;
      }
    } finally {
      await house.close();
    }
    figures.baselineCopySeconds = await node.owner(async (client) => {
      const at = performance.now();
      await pipeline(client.query(copyTo("copy (select * from events where not withdrawn order by id) to stdout")), new Writable({ write: (_, __, done) => done() }));
      return (performance.now() - at) / 1_000;
    });
    figures.csvOverCopy = figures.csvSeconds! / figures.baselineCopySeconds;
  });
  const growth = Math.max(figures.csvMemoryGrowthMb!, figures.geojsonMemoryGrowthMb!);
  return {
    name: "export", figures,
    goals: [
      { name: "memory growth after the first tenth of an export, MB", goal: GROWTH_GOAL_MB, measured: growth, isMet: growth < GROWTH_GOAL_MB },
      { name: "exports that differ when repeated", goal: 0, measured: isIdentical ? 0 : 1, isMet: isIdentical },
    ],
  };
}

interface Sample { bytes: number; mb: number }

function growthOf(samples: readonly Sample[]): number {
  const total = samples.at(-1)!.bytes;
  const highest = (some: readonly Sample[]) => Math.max(...some.map(({ mb }) => mb));
  return Math.max(0, highest(samples) - highest(samples.filter(({ bytes }, i) => i === 0 || bytes <= total / 10)));
}

async function exported(house: House, format: string) {
  const restMb = house.memoryMb().now;
  const at = performance.now();
  const hash = createHash("sha256");
  const samples: Sample[] = [];
  let bytes = 0;
  const reply = await house.get(`/api/events/export.${format}`);
  for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    bytes += chunk.length;
    if (bytes - (samples.at(-1)?.bytes ?? 0) > 2 ** 20) samples.push({ bytes, mb: house.memoryMb().now });
  }
  return { seconds: (performance.now() - at) / 1_000, sha256: hash.digest("hex"), bytes, restMb, samples };
}
