/** The exercise's events, drawn from its truth with its seed: the same on every machine, and every one says that it is an exercise. */
import { destination } from "../../methods/spatial/sphere.ts";
import { normalPair, poisson, seeded, weighted, type Random } from "../../methods/stats/random.ts";
import type { Geography } from "../../places/index.ts";
import { idFrom } from "../../platform/identity.ts";
import { expectedAtHotspot, expectedInZone, type Truth } from "./truth.ts";

const DAY_MS = 86_400_000;
const ARMED = new Set(["attack-on-post", "ambush-of-convoy", "explosive-device", "armed-clash", "attack-on-civilians", "unlawful-killing"]);
const TACTICS: Record<string, string[]> = {
  "attack-on-post": ["raid"], "ambush-of-convoy": ["ambush"], "explosive-device": ["ied"], "abduction": ["abduction"], "armed-robbery": ["armed-robbery"],
  "threat-message": ["threat"], "extortion": ["levy"], "cattle-theft": ["cattle-raid"],
};
const TARGETS: Record<string, string[]> = {
  "attack-on-post": ["post"], "ambush-of-convoy": ["convoy"], "attack-on-civilians": ["civilians"], "intimidation-of-leaders": ["community-leader"],
  "armed-robbery": ["company"], "cattle-theft": ["livestock"], "extortion": ["road-users"],
};
const COMMODITIES: Record<string, string[]> = { "cattle-theft": ["livestock"], "smuggling": ["fuel"], "armed-robbery": ["gold"] };

export interface ExerciseEvent { id: string; zone: string; week: number; content: Record<string, unknown> }

export function exerciseEvents(truth: Truth, geography: Geography, source: string): ExerciseEvent[] {
  const random = seeded(truth.seed);
  const events: ExerciseEvent[] = [];
  const start = Date.parse(`${truth.from}T00:00:00Z`);
  for (let week = 0; week < truth.weeks; week++) {
    for (const zone of truth.zones) {
      for (let n = poisson(random, expectedInZone(truth, zone, week)); n > 0; n--) add(zone, week, weighted(random, truth.kinds));
    }
    for (const hotspot of truth.hotspots) {
      for (let n = poisson(random, expectedAtHotspot(hotspot, week)); n > 0; n--) add(hotspot, week, hotspot.kind);
    }
  }
  return events;

  function add(spot: { key: string; country: string; lon: number; lat: number; spreadKm: number }, week: number, kind: string): void {
    const day = new Date(start + (week * 7 + Math.floor(random() * 7)) * DAY_MS).toISOString().slice(0, 10);
    const [east, north] = normalPair(random);
    const point = inCountry(spot, east, north);
    const key = `${spot.key}/${events.length}`;
    events.push({ id: idFrom("faleme-exercise", key), zone: spot.key, week, content: contentOf(truth, random, { key, kind, day, point, country: spot.country, geography, source }) });
  }

  /** Drawn around the spot; where that falls across a border, drawn closer to the spot until it does not. */
  function inCountry(spot: { country: string; lon: number; lat: number; spreadKm: number }, east: number, north: number): [number, number] {
    for (let shrink = 1; shrink > 0.05; shrink /= 2) {
      const distance = Math.hypot(east, north) * spot.spreadKm * 1000 * shrink;
      const [lon, lat] = destination([spot.lon, spot.lat], (Math.atan2(east, north) * 180) / Math.PI, distance);
      if (geography.whereabouts(lon, lat).country === spot.country) return [round(lon), round(lat)];
    }
    return [spot.lon, spot.lat];
  }
}

const round = (degrees: number) => Math.round(degrees * 1e4) / 1e4;

interface Draft { key: string; kind: string; day: string; point: [number, number]; country: string; geography: Geography; source: string }

function contentOf(truth: Truth, random: Random, { key, kind, day, point, country, geography, source }: Draft): Record<string, unknown> {
  const { area, admin1, admin2 } = geography.whereabouts(...point);
  const drawn = weighted(random, truth.precision);
  const precision = drawn === "admin2" && !admin2 ? "admin1" : drawn; // no second-level areas are known before an import
  const isPlaced = precision === "exact" || precision === "near";
  const isFatal = ARMED.has(kind) && random() < truth.fatal.chance;
  let best = isFatal ? 1 : 0;
  while (isFatal && random() < truth.fatal.meanFurther / (1 + truth.fatal.meanFurther)) best += 1;
  const heads = kind === "cattle-theft" ? 5 + Math.floor(random() * 80) : undefined;
  return {
    title: `EXERCICE · ${kind} · ${key}`,
    kind, ...(TACTICS[kind] ? { tactics: TACTICS[kind] } : {}), ...(TARGETS[kind] ? { targets: TARGETS[kind] } : {}), ...(COMMODITIES[kind] ? { commodities: COMMODITIES[kind] } : {}),
    ...(ARMED.has(kind) ? { actors: [{ name: "Groupe armé A (exercice)", kind: "armed-group", nameStatus: "as-coded" }] } : {}),
    ...(heads ? { headsTaken: heads, headsRecovered: random() < 0.25 ? Math.floor(heads * random()) : 0 } : {}),
    occurredFrom: day, occurredTo: day, datePrecision: "day",
    placePrecision: precision, country, ...(admin1 ? { admin1 } : {}),
    ...(precision !== "admin1" && admin2 ? { admin2 } : {}), ...((precision === "admin1" ? admin1 : area) ? { area: precision === "admin1" ? admin1 : area } : {}),
    ...(isPlaced ? { geometry: { type: "Point", coordinates: point } } : {}),
    fatalitiesLow: Math.floor(best * 0.8), fatalitiesBest: best, fatalitiesHigh: Math.ceil(best * 1.3),
    reliability: weighted(random, [["B", 30], ["C", 45], ["D", 15], ["F", 10]]), credibility: weighted(random, [["2", 35], ["3", 40], ["4", 10], ["6", 15]]),
    verification: "unverified", source, citation: "Exercice", sourceEventId: key,
  };
}
