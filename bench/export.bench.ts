// Does an export of everything stay small in memory, and is it the same bytes each time? Baseline: COPY of the same table.
import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { Writable } from "node:stream";
import { to as copyTo } from "pg-copy-streams";
import { datasetDir, FULL, QUICK, withEvents } from "./dataset.ts";
import { openHouse, type House } from "./house.ts";
import type { BenchResult } from "./run.ts";

/** What an export of everything may take beyond an export of the first years: constant memory means about nothing. */
const GROWTH_GOAL_MB = 20;
/** Of the seeded events about a fifth. */
const FIRST_YEARS = "?to=2007-01-01";

export async function bench({ quick }: { quick: boolean }): Promise<BenchResult> {
  const count = quick ? QUICK : FULL;
  const figures: Record<string, number> = { events: count };
  let isIdentical = true;
  await withEvents(count, async (node) => {
    const house = await openHouse(datasetDir(count));
    try {
      await house.get("/api/map/summary"); // the map's memory is filled before anything is weighed
      const restMb = house.memoryMb().now;
      for (const format of ["csv", "geojson"]) {
        const part = await exported(house, format, FIRST_YEARS);
        const first = await exported(house, format);
        const second = await exported(house, format);
        isIdentical &&= first.sha256 === second.sha256;
        figures[`${format}Seconds`] = first.seconds;
        figures[`${format}Megabytes`] = first.bytes / 2 ** 20;
        figures[`${format}RowsPerSecond`] = count / first.seconds;
        figures[`${format}PartMegabytes`] = part.bytes / 2 ** 20;
        figures[`${format}MemoryGrowthMb`] = Math.max(0, first.highestMb - part.highestMb, second.highestMb - part.highestMb);
        figures[`${format}HighestOverRestMb`] = Math.max(first.highestMb, second.highestMb) - restMb;
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
      { name: "memory of a whole export over a fifth of it, MB", goal: GROWTH_GOAL_MB, measured: growth, isMet: growth < GROWTH_GOAL_MB },
      { name: "exports that differ when repeated", goal: 0, measured: isIdentical ? 0 : 1, isMet: isIdentical },
    ],
  };
}

async function exported(house: House, format: string, which = "") {
  const at = performance.now();
  const hash = createHash("sha256");
  let bytes = 0, looked = 0, highestMb = 0;
  const reply = await house.get(`/api/events/export.${format}${which}`);
  for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    bytes += chunk.length;
    if (bytes - looked < 2 ** 20) continue;
    looked = bytes;
    highestMb = Math.max(highestMb, house.memoryMb().now);
  }
  return { seconds: (performance.now() - at) / 1_000, sha256: hash.digest("hex"), bytes, highestMb };
}
