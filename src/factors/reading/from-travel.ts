/**
 * How far is the state, in hours? From the known settlements of an area to the nearest known post, clinic or school, along
 * the known routes and off them, in the dry and in the wet season. Where no such place or no settlement is known there is no
 * answer, which is not a long way.
 */
import { bboxOf, holdsPoint } from "../../methods/spatial/polygon.ts";
import type { LonLat } from "../../methods/spatial/sphere.ts";
import { travelTimes, type TravelWorld } from "../../methods/spatial/travel-time.ts";
import { placeStore, type Area, type Place, type PlaceStore } from "../../places/index.ts";
import type { IndicatorHeld, Look } from "./look.ts";
import { inputsOf, said, without, type Reading } from "./reading.ts";

type Season = "dry" | "wet";

/** On foot, in km/h: rains make paths heavy. */
const OFF_WAY: Record<Season, number> = { dry: 4, wet: 2.5 };
/** By vehicle where there is a road; a kind that is not listed is a track. */
const ON_WAY: Readonly<Record<string, Record<Season, number>>> = {
  corridor: { dry: 60, wet: 50 }, "paved-road": { dry: 60, wet: 50 }, "unpaved-road": { dry: 40, wet: 20 }, road: { dry: 45, wet: 30 }, track: { dry: 20, wet: 8 },
  footpath: { dry: 4, wet: 3 }, "livestock-corridor": { dry: 4, wet: 3 }, railway: { dry: 0, wet: 0 },
};
const PIROGUE_KM_PER_HOUR = 6;
const CROSSING_HOURS: Record<Season, number> = { dry: 0.3, wet: 1 };
const LANDING_DEG = 0.03;
/** People cross the area's edge to the nearest post. */
const AROUND_DEG = 0.6;
const FINEST_KM = 2, MOST_CELLS = 8_000;

const NO_PLACE = ["aucun lieu de ce genre n’est connu dans la zone ni autour", "no place of this kind is known in the area or around it", "لا مكان من هذا النوع معروف في المنطقة أو حولها"] as const;
const NO_SETTLEMENT = ["aucune localité située n’est connue dans la zone", "no located settlement is known in the area", "لا بلدة محددة الموقع معروفة في المنطقة"] as const;
const NO_OUTLINE = ["aucun contour de cette zone n’est chargé ici", "no outline of this area is loaded here", "لا مخطط لهذه المنطقة محمّل هنا"] as const;

export async function fromTravel(look: Look, indicators: readonly IndicatorHeld[], areas: readonly string[]): Promise<Reading[]> {
  if (indicators.length === 0) return [];
  const store = await placeStore(look.node, look.tx);
  return indicators.flatMap((one) => areas.map((area) => readingOf(look, store, one, area)));
}

function readingOf(look: Look, store: PlaceStore, one: IndicatorHeld, pcode: string): Reading {
  const area = look.geography.areaByPcode(pcode);
  if (!area?.geometry) return without(one.id, pcode, "not-supported", NO_OUTLINE);
  const box = boxAround(area);
  const inBox = ({ coordinates: at }: Place) => at !== undefined && at[0] >= box[0] && at[0] <= box[2] && at[1] >= box[1] && at[1] <= box[3];
  // A post beyond the border is another state's.
  const targets = [...store.seen(look.caller, ["site"])].filter((place) => (one.siteKinds ?? []).includes(place.kind ?? "") && inBox(place) && (place.country ?? area.country) === area.country);
  if (targets.length === 0) return without(one.id, pcode, "not-supported", NO_PLACE);
  const from = [...store.seen(look.caller, ["settlement"])].filter((place) => inBox(place) && holdsPoint(area.geometry!, place.coordinates![0], place.coordinates![1]));
  if (from.length === 0) return without(one.id, pcode, "not-supported", NO_SETTLEMENT);
  const [dry, wet] = (["dry", "wet"] as const).map((season) => medianHours(worldOf(store, look, box, season), targets, from));
  if (dry === undefined) return without(one.id, pcode, "not-supported", NO_PLACE);
  return {
    indicator: one.id, area: pcode, state: "value", value: rounded(dry), unknown: [], of: { kind: "area", areas: [pcode] }, inputs: inputsOf("site", targets.map(({ id }) => id)),
    ...(wet === undefined ? {} : { low: Math.min(rounded(dry), rounded(wet)), high: Math.max(rounded(dry), rounded(wet)), intervalKind: "precision" }),
    cautions: [said([`au plus, de la saison sèche aux pluies : ${from.length} localités et ${targets.length} lieu(x) connus, routes tracées grossièrement`, `at most, from dry season to rains: ${from.length} settlements and ${targets.length} place(s) known, routes drawn coarsely`, `على الأكثر، من موسم الجفاف إلى الأمطار: ${from.length} بلدات و${targets.length} أماكن معروفة، والطرق مرسومة تقريبياً`])],
  };
}

const rounded = (hours: number) => Math.round(hours * 10) / 10;

function boxAround(area: Area): [number, number, number, number] {
  const [west, south, east, north] = bboxOf(area.geometry!.coordinates)!;
  return [west - AROUND_DEG, south - AROUND_DEG, east + AROUND_DEG, north + AROUND_DEG];
}

function worldOf(store: PlaceStore, { caller }: Look, box: [number, number, number, number], season: Season): TravelWorld {
  const [west, south, east, north] = box;
  const km2 = (east - west) * 111 * Math.cos(((south + north) / 2) * (Math.PI / 180)) * (north - south) * 111;
  const seen = (noun: string) => [...store.seen(caller, [noun])];
  const landings = seen("site").flatMap(({ kind, coordinates }) => (kind === "landing" && coordinates ? [coordinates] : []));
  const beside = (line: LonLat[]) => landings.filter(([lon, lat]) => line.some(([x, y]) => Math.abs(x - lon) < LANDING_DEG && Math.abs(y - lat) < LANDING_DEG));
  const rivers = seen("reach").flatMap(stretchesOf);
  return {
    box, cellKm: Math.max(FINEST_KM, Math.sqrt(km2 / MOST_CELLS)), offWayKmPerHour: OFF_WAY[season],
    ways: [
      ...seen("route").flatMap((route) => stretchesOf(route).map((line) => ({ line, kmPerHour: (ON_WAY[route.kind ?? ""] ?? ON_WAY.track!)[season] }))),
      ...rivers.flatMap((line) => { const known = beside(line); return known.length > 1 ? [{ line, kmPerHour: PIROGUE_KM_PER_HOUR, landings: known }] : []; }),
    ],
    barriers: season === "wet" ? rivers : [],
    crossings: seen("crossing").flatMap(({ coordinates }) => (coordinates ? [{ at: coordinates, hours: CROSSING_HOURS[season] }] : [])),
  };
}

const stretchesOf = ({ line }: Place): LonLat[][] => (!line ? [] : line.type === "MultiLineString" ? line.coordinates : [line.coordinates]);

function medianHours(world: TravelWorld, targets: readonly Place[], from: readonly Place[]): number | undefined {
  const times = travelTimes(world, targets.map((place) => ({ key: place.id, at: place.coordinates! })));
  const hours = from.flatMap(({ coordinates }) => times?.at(coordinates![0], coordinates![1])?.hours ?? []).sort((a, b) => a - b);
  return hours.length === 0 ? undefined : (hours[Math.floor((hours.length - 1) / 2)]! + hours[Math.ceil((hours.length - 1) / 2)]!) / 2;
}
