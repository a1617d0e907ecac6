// The picture in the exercise's world, against its truth: what was put in is found, what was not is not, and none of it is in the actual world.
import { afterAll, expect, test } from "vitest";
import { served } from "../../../tests/database/served.ts";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { loadGeography, loadShippedPlaces } from "../../places/index.ts";
import { openLive } from "../../platform/live.ts";
import { silent } from "../../platform/log.ts";
import { loadExercise } from "../exercise/load.ts";
import { expectedInZone, readTruth } from "../exercise/truth.ts";
import { openIn, worldRoute } from "../exercise/world.ts";
import { openMapIndex } from "../map-index.ts";
import { pictureRoutes } from "./routes.ts";

const node = await testNode();
await loadShippedPlaces(node);
const { events } = await loadExercise(node);
const geography = await node.db.as(node.keeper("test"), loadGeography);
const live = await openLive(node, silent);
const index = openMapIndex(node, live, silent);
afterAll(async () => { await index.close(); await live.stop(); });
const http = await served(node, [...pictureRoutes, worldRoute]);
const analyst = callerWith("analyst", "AMBER");
const truth = readTruth();

async function ask(path: string, query: Record<string, unknown> = {}): Promise<any> {
  const reply = await http.get(`/api/${path}?${new URLSearchParams({ world: "exercise", ...query } as Record<string, string>)}`, analyst);
  if (!reply.ok) throw new Error(await reply.text());
  return reply.json();
}
const dayOf = (week: number) => new Date(Date.parse(`${truth.from}T00:00:00Z`) + week * 7 * 86_400_000).toISOString().slice(0, 10);

test("all of it is there, none of it in the actual world, and the node says that it has one", async () => {
  expect((await ask("picture/areas")).total.count).toBe(events);
  expect((await ask("picture/areas", { world: "actual" })).total.count).toBe(0);
  expect(await ask("world")).toEqual({ opensIn: "actual", hasExercise: true });
  await openIn(node, "exercise");
  expect(await ask("world")).toMatchObject({ opensIn: "exercise" });
});

test("each hotspot is marked soon after it begins and not before; Gorgol, where nothing begins, is not", async () => {
  for (const hotspot of truth.hotspots) {
    const area = geography.whereabouts(hotspot.lon, hotspot.lat).admin1!;
    const marks = async (from: number) => {
      let marked = 0;
      for (let week = from; week < from + 6; week++) {
        const { areas, tested } = await ask("picture/surges", { level: 1, week: dayOf(week), kind: hotspot.kind });
        expect(tested).toBeGreaterThan(20);
        if (/surge/.test(areas.find(({ pcode }: any) => pcode === area).state)) marked++;
      }
      return marked;
    };
    expect(await marks(hotspot.fromWeek), `${hotspot.key}: weeks marked of its first six`).toBeGreaterThanOrEqual(2);
    expect(await marks(hotspot.fromWeek - 6), `${hotspot.key}: weeks marked of the six before`).toBeLessThanOrEqual(1);
  }
  const gorgol = truth.zones.find(({ key }) => key === "gorgol")!;
  const quiet = geography.whereabouts(gorgol.lon, gorgol.lat).admin1!;
  for (let week = 100; week < 130; week += 3) {
    const { areas } = await ask("picture/surges", { level: 1, week: dayOf(week) });
    expect(areas.find(({ pcode }: any) => pcode === quiet).state).toBe("usual");
  }
});

test("without a week, the last that was covered; a week after it is not judged, and areas of uncovered countries never", async () => {
  const { week, areas } = await ask("picture/surges");
  expect(week).toEqual({ from: dayOf(311), to: "2024-12-29" });
  expect(new Set(areas.filter(({ country }: any) => country === "GN").map(({ state }: any) => state))).toEqual(new Set(["not-covered"]));
  const later = await ask("picture/surges", { week: "2025-03-03" });
  expect([later.tested, new Set(later.areas.map(({ state }: any) => state))]).toEqual([0, new Set(["not-covered"])]);
});

test("growth in Kayes: compared, because both years were covered, and the truth lies in the interval", async () => {
  const { growth, total } = await ask("picture/area/ML01", { before: `${dayOf(0)}..${dayOf(52)}`, now: `${dayOf(259)}..${dayOf(311)}`, kind: "abduction,extortion,threat-message,intimidation-of-leaders,smuggling,dialogue,mediation,peaceful-protest" });
  expect(growth.comparability).toBe("comparable");
  // Kinds that no hotspot adds to; of every zone that lies in the region, as its share of each year.
  const zones = truth.zones.filter(({ lon, lat }) => geography.whereabouts(lon, lat).admin1 === "ML01");
  const year = (from: number) => zones.reduce((sum, zone) => sum + Array.from({ length: 53 }, (_, i) => expectedInZone(truth, zone, Math.min(311, from + i))).reduce((a, b) => a + b, 0), 0);
  const expected = year(259) / year(0);
  expect(growth.change.lower).toBeLessThan(expected * 1.15);
  expect(growth.change.upper).toBeGreaterThan(expected * 0.85);
  expect(growth.change.lower).toBeGreaterThan(3);
  expect(total.count).toBeGreaterThan(300);
});

test("what no zone of the exercise touches is zero where the exercise looked, and no data where it did not", async () => {
  const { areas } = await ask("picture/areas", { from: "2020-01-01", to: "2020-12-31" });
  const states = (country: string) => new Set(areas.filter((one: any) => one.country === country && one.count === 0 && one.reason !== "no-outline").map(({ state }: any) => state));
  expect(states("ML")).toEqual(new Set(["zero"]));
  expect(states("GN")).toEqual(new Set(["no-data"]));
});
