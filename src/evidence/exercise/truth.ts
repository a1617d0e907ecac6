/**
 * What the exercise is made from, and so what a method that looks at it ought to find: the expected number of events of each
 * zone and week is a product of a base rate, yearly growth, the season and a front that moves west; hotspots add to it.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { distanceM } from "../../methods/spatial/sphere.ts";

const Spot = { key: z.string(), country: z.string().length(2), lon: z.number(), lat: z.number(), spreadKm: z.number().positive(), eventsPerWeek: z.number().positive() };
const Weights = z.array(z.tuple([z.string(), z.number().nonnegative()]));

const Parameters = z.object({
  seed: z.int(), from: z.iso.date(), weeks: z.int().positive(),
  zones: z.array(z.object({ ...Spot, growthPerYear: z.number().positive() })),
  season: z.object({ amplitude: z.number(), peakWeek: z.number() }),
  front: z.object({ lon: z.number(), lat: z.number(), kmPerYear: z.number(), factor: z.number(), rampWeeks: z.number() }),
  hotspots: z.array(z.object({ ...Spot, fromWeek: z.int(), toWeek: z.int(), kind: z.string() })),
  kinds: Weights, precision: Weights, fatal: z.object({ chance: z.number(), meanFurther: z.number() }),
});

export type Truth = z.infer<typeof Parameters>;
export type Zone = Truth["zones"][number];
export type Hotspot = Truth["hotspots"][number];

export const WEEKS_PER_YEAR = 52.1775;

export function readTruth(): Truth {
  return Parameters.parse(JSON.parse(readFileSync(new URL("../../../data/cases/exercise/parameters.json", import.meta.url), "utf8")));
}

/** Expected events of a zone in a week (0 = the first), hotspots apart. */
export function expectedInZone({ season, front }: Truth, zone: Zone, week: number): number {
  const years = week / WEEKS_PER_YEAR;
  const seasonal = 1 + season.amplitude * Math.cos((2 * Math.PI * (week - season.peakWeek)) / WEEKS_PER_YEAR);
  const arrives = (distanceM([front.lon, front.lat], [zone.lon, zone.lat]) / 1000 / front.kmPerYear) * WEEKS_PER_YEAR;
  const passed = 1 / (1 + Math.exp(-(week - arrives) / (front.rampWeeks / 4)));
  return zone.eventsPerWeek * zone.growthPerYear ** years * seasonal * (1 + (front.factor - 1) * passed);
}

export const expectedAtHotspot = (hotspot: Hotspot, week: number): number =>
  week >= hotspot.fromWeek && week <= hotspot.toWeek ? hotspot.eventsPerWeek : 0;
