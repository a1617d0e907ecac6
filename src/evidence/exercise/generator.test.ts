// The drawn events are what the truth says they are: counts, growth, season, front and hotspots can be found in them again.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { geographyFrom, type AreaShape } from "../../places/index.ts";
import { event } from "../event.noun.ts";
import { exerciseEvents } from "./generator.ts";
import { expectedAtHotspot, expectedInZone, readTruth } from "./truth.ts";

const shipped = JSON.parse(readFileSync(new URL("../../../data/places/areas.geojson", import.meta.url), "utf8"));
const geography = geographyFrom(shipped.features.map((feature: { id: string; properties: object; geometry: unknown }) => ({ id: feature.id, ...feature.properties, geometry: feature.geometry }) as AreaShape));
const truth = readTruth();
const events = exerciseEvents(truth, geography, "00000000-0000-8000-8000-000000000000");
const weeks = Array.from({ length: truth.weeks }, (_, week) => week);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test("the same seed draws the same events, and each is valid and says that it is an exercise", () => {
  expect(exerciseEvents(truth, geography, "00000000-0000-8000-8000-000000000000")).toEqual(events);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  for (const { content } of events) {
    expect(event.schema.safeParse(content).success).toBe(true);
    expect(content.title).toMatch(/^EXERCICE/);
  }
});

test("there are about 20,000, and each zone and hotspot has what its truth expects within five standard errors", () => {
  expect(events.length).toBeGreaterThan(18_000);
  expect(events.length).toBeLessThan(22_000);
  for (const zone of truth.zones) {
    const expected = sum(weeks.map((week) => expectedInZone(truth, zone, week)));
    const drawn = events.filter((one) => one.zone === zone.key).length;
    expect(Math.abs(drawn - expected), zone.key).toBeLessThan(5 * Math.sqrt(expected));
  }
  for (const hotspot of truth.hotspots) {
    const drawn = events.filter((one) => one.zone === hotspot.key);
    expect(Math.abs(drawn.length - sum(weeks.map((week) => expectedAtHotspot(hotspot, week))))).toBeLessThan(5 * Math.sqrt(drawn.length));
    expect(drawn.every(({ week }) => week >= hotspot.fromWeek && week <= hotspot.toWeek)).toBe(true);
  }
});

test("growth in Kayes is in the events: last year over first year, as the truth says", () => {
  const kayes = truth.zones.find(({ key }) => key === "kayes")!;
  const year = (from: number) => ({ drawn: events.filter(({ zone, week }) => zone === "kayes" && week >= from && week < from + 52).length, expected: sum(weeks.slice(from, from + 52).map((week) => expectedInZone(truth, kayes, week))) });
  const [first, last] = [year(0), year(260)];
  const relativeError = Math.sqrt(1 / first.expected + 1 / last.expected);
  expect(Math.abs(Math.log(last.drawn / first.drawn) - Math.log(last.expected / first.expected))).toBeLessThan(5 * relativeError);
  expect(last.drawn / first.drawn).toBeGreaterThan(7);
});

test("an event stays in its country, and one without coordinates has its region", () => {
  for (const { content } of events) {
    const point = (content.geometry as { coordinates: [number, number] } | undefined)?.coordinates;
    if (point) expect(geography.whereabouts(...point).country).toBe(content.country);
    else expect(content.admin1 ?? content.country).toBeTruthy();
  }
});
