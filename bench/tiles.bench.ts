// How fast is a tile of the map, at every zoom, filtered and not; and do its clusters sum to the filtered count?
// Baseline: the same counting by SQL, as the tables' owner and so without row-level security.
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { xOf, yOf } from "../src/methods/spatial/mercator.ts";
import { seeded } from "../src/methods/stats/random.ts";
import { datasetDir, FULL, p95, QUICK, syntheticEvents, withEvents } from "./dataset.ts";
import { openHouse, type House } from "./house.ts";
import type { BenchResult } from "./run.ts";

const GOAL_MS = 60;
const SUMMARY_GOAL_MS = 50;
const DEEPEST = 14;
const TILES_A_ZOOM = 24;
const FILTERS = { unfiltered: "", filtered: "kind=armed-attack,extortion&from=2012-01-01&to=2022-12-31&country=ML,SN" };

export async function bench({ quick }: { quick: boolean }): Promise<BenchResult> {
  const count = quick ? QUICK : FULL;
  const figures: Record<string, number> = { events: count };
  await withEvents(count, async (node) => {
    const house = await openHouse(datasetDir(count));
    try {
      const loadedAt = performance.now();
      await house.get("/api/map/summary");
      figures.waitedForIndexMs = performance.now() - loadedAt;
      const addresses = denseTiles(count);
      let worst = 0;
      for (const [name, filter] of Object.entries(FILTERS)) {
        await summaries(house, name, filter, figures);
        for (const [zoom, tiles] of addresses.entries()) {
          for (const tile of tiles.slice(0, 4)) await read(house, tile, filter); // warm
          const times: number[] = [];
          const cpuBefore = house.cpuMs();
          for (const tile of tiles) {
            const at = performance.now();
            await read(house, tile, filter);
            times.push(performance.now() - at);
          }
          figures[`${name}Z${zoom}P95Ms`] = p95(times);
          figures[`${name}Z${zoom}CpuMs`] = (house.cpuMs() - cpuBefore) / tiles.length;
          worst = Math.max(worst, p95(times));
        }
      }
      figures.worstP95Ms = worst;
      figures.sumFaults = await sumFaults(house, addresses);
      figures.baselineSqlGroupByMs = await node.owner(async (client) => {
        const at = performance.now();
        await client.query("select floor((lon + 180) / 5.625), floor((lat + 90) / 5.625), count(*), sum(fatalities_best), avg(lon), avg(lat) from events where lon is not null and not withdrawn group by 1, 2");
        return performance.now() - at;
      });
      figures.sqlOverTile = figures.baselineSqlGroupByMs / figures.unfilteredZ0P95Ms!;
    } finally {
      await house.close();
    }
  });
  return {
    name: "tiles", figures,
    goals: [
      { name: "tile p95 ms, worst zoom", goal: GOAL_MS, measured: figures.worstP95Ms!, isMet: figures.worstP95Ms! < GOAL_MS },
      { name: "summary p95 ms", goal: SUMMARY_GOAL_MS, measured: figures.unfilteredSummaryP95Ms!, isMet: figures.unfilteredSummaryP95Ms! < SUMMARY_GOAL_MS },
      { name: "zooms whose clusters do not sum to the filtered count", goal: 0, measured: figures.sumFaults!, isMet: figures.sumFaults === 0 },
    ],
  };
}

/** At each zoom the tiles where events are: as a reader would look, the busiest most often. */
function denseTiles(count: number): string[][] {
  const random = seeded(7);
  const points: [number, number][] = [];
  for (const { content } of syntheticEvents(Math.min(count, 20_000))) if (content.geometry) points.push(content.geometry.coordinates);
  return Array.from({ length: DEEPEST + 1 }, (_, z) => Array.from({ length: TILES_A_ZOOM }, () => {
    const [lon, lat] = points[Math.floor(random() * points.length)]!;
    return `${z}/${Math.floor(xOf(lon) / 2 ** (32 - z))}/${Math.floor(yOf(lat) / 2 ** (32 - z))}`;
  }));
}

const read = async (house: House, tile: string, filter: string) => (await house.get(`/api/map/events/${tile}.mvt?${filter}`)).arrayBuffer();

async function summaries(house: House, name: string, filter: string, figures: Record<string, number>): Promise<void> {
  const times: number[] = [];
  const cpuBefore = house.cpuMs();
  for (let i = 0; i < 25; i++) {
    const at = performance.now();
    await (await house.get(`/api/map/summary?${filter}`)).json();
    if (i >= 5) times.push(performance.now() - at);
  }
  figures[`${name}SummaryP95Ms`] = p95(times);
  figures[`${name}SummaryCpuMs`] = (house.cpuMs() - cpuBefore) / 25;
}

/** Every tile of the first zooms, as a map that shows everything would ask for them. */
async function sumFaults(house: House, addresses: string[][]): Promise<number> {
  let faults = 0;
  for (const filter of Object.values(FILTERS)) {
    const { onMap } = await (await house.get(`/api/map/summary?${filter}`)).json() as { onMap: number };
    for (const [zoom] of addresses.slice(0, 6).entries()) {
      let sum = 0;
      for (let x = 0; x < 2 ** zoom; x++) for (let y = 0; y < 2 ** zoom; y++) sum += countIn(new Uint8Array(await read(house, `${zoom}/${x}/${y}`, filter)));
      if (sum !== onMap) faults++;
    }
  }
  return faults;
}

function countIn(bytes: Uint8Array): number {
  let sum = 0;
  for (const layer of Object.values(new VectorTile(new PbfReader(bytes)).layers)) for (let i = 0; i < layer.length; i++) sum += Number(layer.feature(i).properties.count ?? 1);
  return sum;
}
