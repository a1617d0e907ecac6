// A seeded set of events that looks like a real one: hotspots, fronts and empty quarters, every precision and marking, texts
// with common and rare words. The same seed gives the same events on every machine, so that timings compare the code alone.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { event } from "../src/evidence/event.noun.ts";
import { sha256 } from "../src/platform/canonical.ts";
import { codeList } from "../src/platform/codes.ts";
import { copyLine, copyText } from "../src/platform/copy.ts";
import { idFrom } from "../src/platform/identity.ts";
import type { Marking } from "../src/platform/marking.ts";
import { openNode, type Node } from "../src/platform/node.ts";
import type { Row } from "../src/platform/noun.ts";
import { columnNames, prepare } from "../src/platform/noun-store.ts";
import { normalPair, seeded, weighted, type Random } from "../src/methods/stats/random.ts";

export const FULL = 1_000_000;
export const QUICK = 50_000;
const SEED = 20250501;
const FIRST_DAY = Date.UTC(1997, 0, 1);
const DAYS = 10_200;
const DAY_MS = 86_400_000;

/** Second-level areas to fall in: country, p-codes, and where their middle is taken to be. */
interface Spot { country: string; admin1: string; admin2: string; lon: number; lat: number; spread: number; weight: number }

function spots(random: Random): Spot[] {
  const countries = [["ML", 8, 6, -11, 13.5], ["MR", 6, 4, -11.5, 16], ["SN", 10, 3, -13.5, 14.3], ["GN", 4, 5, -11.5, 11.8], ["BF", 6, 4, -2, 13]] as const;
  return countries.flatMap(([country, regions, districts, lon, lat]) =>
    Array.from({ length: regions * districts }, (_, i): Spot => {
      const admin1 = `${country}${String(Math.floor(i / districts) + 1).padStart(2, "0")}`;
      const [east, north] = normalPair(random);
      return { country, admin1, admin2: `${admin1}${String((i % districts) + 1).padStart(2, "0")}`, lon: lon + east * 1.6, lat: lat + north * 1.1, spread: 0.08 + random() * 0.3, weight: random() ** 3 + 0.01 };
    }));
}

const PRECISIONS = [["exact", 45], ["near", 24], ["admin3", 5], ["admin2", 10], ["admin1", 8], ["feature", 3], ["country", 2], ["unresolved", 2], ["named-only", 1]] as const;
const MARKED = [["CLEAR", 20], ["GREEN", 55], ["AMBER", 15], ["AMBER+STRICT", 7], ["RED", 3]] as const satisfies readonly (readonly [Marking, number])[];
const COMMON = ["attaque", "village", "route", "patrouille", "marché", "bétail", "convoi", "poste", "habitants", "véhicule", "moto", "forêt", "fleuve", "nuit", "groupe", "douane"];
/** In one event of about this many. */
const RARE_WORD = "hippopotame";
const RARE_ONE_IN = 20_000;
export const SEARCHED = { common: "patrouille", rare: RARE_WORD };

export function* syntheticEvents(count: number, seed = SEED): Generator<Row> {
  const random = seeded(seed);
  const places = spots(random);
  const spotChoices = places.map((spot) => [spot, spot.weight] as const);
  const kinds = [...codeList("event-kind").codes.values()].filter(({ broader }) => broader).map(({ code }) => [code, random() ** 2 + 0.02] as const);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const sources = Array.from({ length: 40 }, (_, i) => idFrom("bench-source", String(i)));
  for (let i = 0; i < count; i++) {
    const spot = weighted(random, spotChoices);
    const precision = weighted(random, PRECISIONS);
    const [east, north] = normalPair(random);
    const isSpread = precision === "exact" || precision === "near" || precision === "feature";
    const hasPoint = precision !== "unresolved" && precision !== "named-only";
    const lon = Math.round((spot.lon + (isSpread ? east * spot.spread : 0)) * 1e5) / 1e5;
    const lat = Math.round((spot.lat + (isSpread ? north * spot.spread : 0)) * 1e5) / 1e5;
    // More of them lately, as in every such set.
    const day = new Date(FIRST_DAY + Math.floor(DAYS * (1 - random() ** 2)) * DAY_MS).toISOString().slice(0, 10);
    const toll = random() < 0.1 ? undefined : Math.floor(-Math.log(1 - random()) * 2.5);
    const words = Array.from({ length: 14 }, () => pick(COMMON));
    if (random() < 1 / RARE_ONE_IN) words[7] = RARE_WORD;
    const marking = weighted(random, MARKED);
    yield {
      id: idFrom("bench-event", String(i)), type: "event", version: 1, author: "bench", time: "2025-05-01T00:00:00.000Z", marking,
      owner: random() < 0.8 ? "SN" : "ML", status: random() < 0.02 ? "exercise" : "actual", withdrawn: random() < 0.01,
      content: {
        title: `${words[0]} ${words[1]} ${spot.admin2}`, kind: weighted(random, kinds), ...(random() < 0.5 ? { tactics: [pick(["raid", "ambush", "ied", "small-arms", "looting"])] } : {}),
        targets: [pick(["civilians", "security-forces", "road-users", "village", "post"])], occurredFrom: day, occurredTo: day, datePrecision: "day", placeName: `Lieu ${Math.floor(random() * 4_000)}`,
        placePrecision: precision, country: spot.country, ...(precision === "country" ? {} : { area: spot.admin2, admin1: spot.admin1, admin2: spot.admin2 }),
        ...(toll === undefined ? {} : { fatalitiesBest: toll, fatalitiesLow: Math.floor(toll / 2), fatalitiesHigh: toll * 2 }),
        reliability: pick(["A", "B", "C", "D", "F"]), credibility: pick(["1", "2", "3", "4", "6"]), verification: "unverified", source: pick(sources),
        description: `${words.join(" ")}.`, ...(hasPoint ? { geometry: { type: "Point", coordinates: [lon, lat] } } : {}),
      } as Row["content"],
    };
  }
}

/** Straight into the table, by COPY as its owner: versions and journal entries are not what these benches measure. */
export async function fillEvents(node: Node, count: number): Promise<void> {
  await node.owner(async (client) => {
    const columns = columnNames(event);
    await copyText(client, "events", columns, chunks(count));
    await client.query("vacuum (analyze) events");
  });
}

function* chunks(count: number): Generator<string> {
  let lines = "";
  for (const row of syntheticEvents(count)) {
    lines += copyLine(prepare(event, row).written.columns);
    if (lines.length < 65_536) continue;
    yield lines;
    lines = "";
  }
  yield lines;
}

function tablesDigest(): string {
  const folder = new URL("../migrations/", import.meta.url);
  return sha256(readdirSync(folder).sort().map((name) => readFileSync(new URL(name, folder), "utf8")).join()).toString("hex");
}

export const datasetDir = (count: number) => path.join(tmpdir(), `faleme-bench-${count}`);

/** A node with that many events; filled at first use, and kept in the machine's temporary folder for the next bench. */
export async function withEvents<T>(count: number, work: (node: Node) => Promise<T>): Promise<T> {
  const dir = datasetDir(count);
  const filled = path.join(dir, "filled");
  const tables = tablesDigest();
  // Made by other tables than today's: made anew, or an upgrade would be measured.
  if (!existsSync(filled) || readFileSync(filled, "utf8") !== tables) rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const node = await openNode({ dir, country: "SN" });
  try {
    if (!existsSync(filled)) {
      process.stderr.write(`  filling ${count} events (once) …\n`);
      await fillEvents(node, count);
      writeFileSync(filled, tables);
    }
    return await work(node);
  } finally {
    await node.close();
  }
}

/** Milliseconds, sorted: the value that 95 % do not exceed. */
export function p95(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? Number.NaN;
}
