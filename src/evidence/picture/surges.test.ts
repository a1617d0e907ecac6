// Marks of a surge: planted ones are found, quiet places are not, and luck alone is held to its share.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { poisson, seeded } from "../../methods/stats/random.ts";
import { geographyFrom, type AreaShape } from "../../places/index.ts";
import { exerciseEvents } from "../exercise/generator.ts";
import { readTruth } from "../exercise/truth.ts";
import { BASELINE_WEEKS, FALSE_DISCOVERY_RATE, findSurges, type WeeklyCounts } from "./surges.ts";

const marked = (areas: readonly WeeklyCounts[]) => findSurges(areas).areas.filter(({ state }) => state === "surge" || state === "high-surge").map(({ pcode }) => pcode);
const draw = (random: () => number, rate: number, last = rate) => [...Array.from({ length: BASELINE_WEEKS }, () => poisson(random, rate)), poisson(random, last)];

test("where nothing changed, some area is marked in no more weeks than the rate allows", () => {
  const random = seeded(7);
  const rates = [0.05, 0.2, 1, 4, 15];
  const weeks = 1_500;
  let withMark = 0;
  for (let week = 0; week < weeks; week++) {
    const areas = Array.from({ length: 50 }, (_, i) => ({ pcode: `A${i}`, weeks: draw(random, rates[i % rates.length]!) }));
    if (marked(areas).length > 0) withMark++;
  }
  // Every mark is a false one here, so the share of weeks with one is the false discovery rate; three standard errors above it.
  expect(withMark / weeks).toBeLessThan(FALSE_DISCOVERY_RATE + 3 * Math.sqrt((FALSE_DISCOVERY_RATE * (1 - FALSE_DISCOVERY_RATE)) / weeks));
});

test("five areas that tripled among fifty: most are found, and few of the marks are false", () => {
  const random = seeded(11);
  let found = 0, wrong = 0;
  for (let week = 0; week < 200; week++) {
    const areas = Array.from({ length: 50 }, (_, i) => ({ pcode: `A${i}`, weeks: draw(random, 5, i < 5 ? 15 : 5) }));
    for (const pcode of marked(areas)) if (Number(pcode.slice(1)) < 5) found++; else wrong++;
  }
  expect(found / 1_000).toBeGreaterThan(0.65);
  expect(wrong / (found + wrong)).toBeLessThan(0.08);
});

test("a week that nobody covered is not judged, and a short past is not a calm one", () => {
  const quiet = Array<number | undefined>(BASELINE_WEEKS).fill(0);
  const { areas, tested } = findSurges([
    { pcode: "uncovered", weeks: [...quiet, undefined] },
    { pcode: "short", weeks: [...quiet.map((_, i) => (i < 20 ? undefined : 0)), 9] },
    { pcode: "tested", weeks: [...quiet, 9] },
  ]);
  expect(tested).toBe(1);
  expect(areas.map(({ state }) => state)).toEqual(["not-covered", "not-enough-history", "high-surge"]);
  expect(areas.map(({ weeksKnown }) => weeksKnown)).toEqual([26, 6, 26]);
  expect(areas[0]).toMatchObject({ observed: null, chance: null });
  expect(areas[1]).toMatchObject({ observed: 9, chance: null });
});

test("the more areas are tested, the more one of them must stand out", () => {
  const weeks = [...Array<number>(BASELINE_WEEKS).fill(1), 6];
  const calm = (n: number) => Array.from({ length: n }, (_, i) => ({ pcode: `calm${i}`, weeks: Array<number>(BASELINE_WEEKS + 1).fill(1) }));
  expect(marked([{ pcode: "x", weeks }])).toEqual(["x"]);
  expect(marked([{ pcode: "x", weeks }, ...calm(60)])).toEqual([]);
});

test("the exercise's hotspots are found when they begin, and its quiet zone is not marked", () => {
  const shipped = JSON.parse(readFileSync(new URL("../../../data/places/areas.geojson", import.meta.url), "utf8"));
  const geography = geographyFrom(shipped.features.map((feature: { id: string; properties: object; geometry: unknown }) => ({ id: feature.id, ...feature.properties, geometry: feature.geometry }) as AreaShape));
  const truth = readTruth();
  const events = exerciseEvents(truth, geography, "00000000-0000-8000-8000-000000000000");
  const zones = [...truth.zones, ...truth.hotspots];
  const areas = [...new Set(zones.map(({ lon, lat }) => geography.whereabouts(lon, lat).admin1!))];
  const markedIn = (kind: string, week: number) => marked(areas.map((pcode) => {
    const weeks = Array<number>(BASELINE_WEEKS + 1).fill(0);
    for (const event of events) if (event.content.kind === kind && event.content.admin1 === pcode && event.week > week - BASELINE_WEEKS - 1 && event.week <= week) weeks[event.week - week + BASELINE_WEEKS]!++;
    return { pcode, weeks };
  }));
  for (const hotspot of truth.hotspots) {
    const area = geography.whereabouts(hotspot.lon, hotspot.lat).admin1!;
    const after = Array.from({ length: 8 }, (_, i) => markedIn(hotspot.kind, hotspot.fromWeek + i).includes(area));
    const before = Array.from({ length: 8 }, (_, i) => markedIn(hotspot.kind, hotspot.fromWeek - 8 + i).includes(area));
    expect(after.filter(Boolean).length, `${hotspot.key}: weeks marked of its first eight`).toBeGreaterThanOrEqual(2);
    expect(before.filter(Boolean).length, `${hotspot.key}: weeks marked of the eight before`).toBeLessThanOrEqual(1);
  }
  const gorgol = truth.zones.find(({ key }) => key === "gorgol")!;
  const quiet = geography.whereabouts(gorgol.lon, gorgol.lat).admin1!;
  const weeks = Array.from({ length: 100 }, (_, i) => 60 + 2 * i);
  expect(weeks.filter((week) => markedIn("cattle-theft", week).includes(quiet)).length).toBeLessThanOrEqual(3);
});
