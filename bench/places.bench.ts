// How fast does a name find its place among 20,000, at each keystroke, and in which area does each of 300,000 points lie?
// Baselines: a search of the same names by SQL's own pattern match, and a test of every outline whose box holds the point.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AreaLocator } from "../src/methods/spatial/area-locator.ts";
import { bboxOf, holdsPoint, type AreaGeometry } from "../src/methods/spatial/polygon.ts";
import { seeded } from "../src/methods/stats/random.ts";
import { settlement } from "../src/places/settlement.noun.ts";
import { idFrom } from "../src/platform/identity.ts";
import { openNode, type Node } from "../src/platform/node.ts";
import { saveMany } from "../src/platform/noun-store.ts";
import { p95 } from "./dataset.ts";
import { openHouse } from "./house.ts";
import type { BenchResult } from "./run.ts";

const KEYSTROKE_GOAL_MS = 50;
/** Every answer says how far the border is and what lies around it: ten answers a keystroke. */
const NAMES = { full: 20_000, quick: 4_000 };
const POINTS = { full: 300_000, quick: 60_000 };

export async function bench({ quick }: { quick: boolean }): Promise<BenchResult[]> {
  return [await searching(quick ? NAMES.quick : NAMES.full), pointsInAreas(quick ? POINTS.quick : POINTS.full)];
}

/** Names as the region makes them: a word for the kind of place, and a name of two to four syllables. */
function* names(count: number): Generator<string> {
  const random = seeded(11);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
  const starts = ["", "", "", "", "Saré ", "Sinthiou ", "Dar ", "Keur ", "Hamdallaye ", "Bou ", "Goundi "];
  const syllables = ["ba", "ka", "ké", "di", "dou", "fa", "ga", "kou", "la", "ma", "mou", "na", "né", "ra", "sa", "sou", "ta", "ti", "tou", "wa", "ya", "dia", "dji", "go", "kha", "lé", "ni", "ri", "si", "yé"];
  for (let i = 0; i < count; i++) {
    const name = Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(syllables)).join("");
    yield `${pick(starts)}${name[0]!.toUpperCase()}${name.slice(1)}`;
  }
}

async function searching(count: number): Promise<BenchResult> {
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-bench-places-"));
  const figures: Record<string, number> = { names: count };
  try {
    const node = await openNode({ dir, country: "SN" });
    const all = [...names(count)];
    await write(node, all);
    const house = await openHouse(dir);
    await house.get("/api/places/search?q=kayes"); // names are indexed at the first question
    const random = seeded(12);
    const times: number[] = [];
    for (let i = 0; i < 60; i++) {
      const wanted = misspelt(all[Math.floor(random() * all.length)]!, random);
      for (let letters = 2; letters <= wanted.length; letters++) {
        const at = performance.now();
        const reply = await house.get(`/api/places/search?q=${encodeURIComponent(wanted.slice(0, letters))}`);
        await reply.arrayBuffer();
        if (!reply.ok) throw new Error(`search answered ${reply.status}`);
        if (i > 5) times.push(performance.now() - at);
      }
    }
    figures.keystrokes = times.length;
    figures.keystrokeP95Ms = p95(times);
    figures.baselinePatternMatchP95Ms = await patternMatch(node, all);
    figures.searchOverPatternMatch = figures.keystrokeP95Ms / figures.baselinePatternMatchP95Ms;
    await house.close();
    await node.close();
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  return { name: "place search", figures, goals: [{ name: "place search p95 ms a keystroke", goal: KEYSTROKE_GOAL_MS, measured: figures.keystrokeP95Ms!, isMet: figures.keystrokeP95Ms! < KEYSTROKE_GOAL_MS }] };
}

async function write(node: Node, all: readonly string[]): Promise<void> {
  const random = seeded(13);
  const batch = 2_000;
  for (let from = 0; from < all.length; from += batch) {
    await node.db.as(node.keeper("bench"), (tx) => saveMany(tx, settlement, all.slice(from, from + batch).map((name, i) => ({
      id: idFrom("bench-settlement", String(from + i)),
      content: { name, kind: "village", country: "SN", placePrecision: "exact", geometry: { type: "Point", coordinates: [-14 + random() * 4, 12 + random() * 4] } } as never,
    }))));
  }
}

/** One letter other, as a hand slips. */
function misspelt(name: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (name.length - 1));
  return `${name.slice(0, at)}e${name.slice(at + 1)}`;
}

async function patternMatch(node: Node, all: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 60; i++) {
    const at = performance.now();
    const words = `%${all[i * 7]!.slice(0, 5)}%`;
    await node.db.as(node.keeper("bench"), (tx) => tx.client.query("select id, name from settlements where name ilike $1 limit 10", [words]));
    times.push(performance.now() - at);
  }
  return p95(times);
}

function pointsInAreas(count: number): BenchResult {
  const file = new URL("../data/places/areas.geojson", import.meta.url);
  const areas = (JSON.parse(readFileSync(file, "utf8")).features as { geometry: AreaGeometry | null; properties: { pcode: string; level: number } }[])
    .filter(({ geometry, properties }) => geometry && properties.level === 1).map(({ geometry, properties }) => ({ key: properties.pcode, geometry: geometry! }));
  const random = seeded(14);
  const lons = Float64Array.from({ length: count }, () => -17 + random() * 13);
  const lats = Float64Array.from({ length: count }, () => 11 + random() * 13);
  const builtAt = performance.now();
  const locator = new AreaLocator(areas);
  const startedAt = performance.now();
  const found = locator.locateMany(lons, lats);
  const ms = performance.now() - startedAt;
  const boxes = areas.map(({ geometry }) => bboxOf(geometry.coordinates)!);
  const few = Math.floor(count / 20);
  const plainAt = performance.now();
  let differs = 0;
  for (let i = 0; i < few; i++) {
    const inside = areas.findIndex(({ geometry }, a) => boxes[a]![0] <= lons[i]! && lons[i]! <= boxes[a]![2] && boxes[a]![1] <= lats[i]! && lats[i]! <= boxes[a]![3] && holdsPoint(geometry, lons[i]!, lats[i]!));
    if (inside !== found[i]) differs++;
  }
  const plainMs = (performance.now() - plainAt) * (count / few);
  return {
    name: "point in area",
    figures: { points: count, areas: areas.length, buildMs: startedAt - builtAt, seconds: ms / 1_000, pointsPerSecond: (count / ms) * 1_000, baselineEveryOutlineSeconds: plainMs / 1_000, timesFaster: plainMs / ms, differs },
    goals: [{ name: "points that a plain test of every outline puts elsewhere", goal: 0, measured: differs, isMet: differs === 0 }],
  };
}
