/** How open is the border, and how far is the state? From the places that are known; where none is, it cannot be computed. */
import { labelPoint } from "../../methods/spatial/label-point.ts";
import { lengthM } from "../../methods/spatial/line.ts";
import { LineIndex } from "../../methods/spatial/line-index.ts";
import { bboxOf, holdsPoint, partsOf } from "../../methods/spatial/polygon.ts";
import type { LonLat } from "../../methods/spatial/sphere.ts";
import { codeList } from "../../platform/codes.ts";
import { nearestBorder, placeStore, type Area, type Place, type PlaceStore } from "../../places/index.ts";
import type { IndicatorHeld, Look } from "./look.ts";
import { inputsOf, said, without, type Reading } from "./reading.ts";

const NO_OUTLINE = ["aucun contour de cette zone n’est chargé ici", "no outline of this area is loaded here", "لا مخطط لهذه المنطقة محمّل هنا"] as const;

export async function fromPlaces(look: Look, indicators: readonly IndicatorHeld[], areas: readonly string[]): Promise<Reading[]> {
  if (indicators.length === 0) return [];
  const store = await placeStore(look.node, look.tx);
  return indicators.flatMap((one) => areas.map((area) => {
    const held = look.geography.areaByPcode(area);
    if (!held?.geometry) return without(one.id, area, "not-supported", NO_OUTLINE);
    return one.origin === "border-distance" ? borderDistance(look, store, one, held) : crossingDensity(look, store, one, held);
  }));
}

function borderDistance(look: Look, store: PlaceStore, one: IndicatorHeld, area: Area): Reading {
  const at = labelPoint(area.geometry!);
  const near = at && nearestBorder(look.geography, store, look.caller, at, area.country);
  if (!near) return without(one.id, area.pcode, "not-supported", ["aucune frontière n’est tracée ici", "no border is drawn here", "لا حدود مرسومة هنا"]);
  const km = Math.round(near.km * 10) / 10;
  const reach = near.precisionKm;
  return {
    indicator: one.id, area: area.pcode, state: "value", value: km, unknown: reach === null ? ["interval"] : [], of: { kind: "area", areas: [area.pcode] }, inputs: [],
    ...(reach === null ? {} : { low: Math.max(0, km - reach), high: km + reach, intervalKind: "precision" }),
    cautions: [borderWith(near.country), said(["du point où s’écrit le nom de la zone, non de chaque village", "from the point where the area’s name is written, not from each village", "من النقطة التي يُكتب عندها اسم المنطقة لا من كل قرية"])],
  };
}

function borderWith(country: string) {
  const words = codeList("country").codes.get(country)?.labels ?? { fr: country, en: country, ar: country };
  return said([`frontière avec : ${words.fr}`, `border with: ${words.en}`, `الحدود مع: ${words.ar}`]);
}

/** A border is drawn by another hand than the outline: it runs along the area where it comes as near as this. */
const ALONG_M = 6_000;
const PIECE_M = 4_000;
/** More than `ALONG_M` at the latitudes of the Sahel: spares the measuring of what is far. */
const NEAR_DEG = 0.1;

function crossingDensity(look: Look, store: PlaceStore, one: IndicatorHeld, area: Area): Reading {
  const km = borderKmAlong(store, look, area);
  if (km === 0) return without(one.id, area.pcode, "not-supported", ["aucune frontière ne longe cette zone", "no border runs along this area", "لا حدود تحاذي هذه المنطقة"]);
  const outline = outlineOf(area);
  const along = [...store.seen(look.caller, ["crossing"])].filter(({ coordinates }) => coordinates && (holdsPoint(area.geometry!, coordinates[0], coordinates[1]) || (outline.nearest(coordinates[0], coordinates[1])?.distanceM ?? Infinity) <= ALONG_M));
  if (along.length === 0) return without(one.id, area.pcode, "no-data", ["aucun passage connu : ce n’est pas zéro passage", "no crossing is known: that is not zero crossings", "لا معبر معروف: وهذا لا يعني صفر معابر"]);
  return {
    indicator: one.id, area: area.pcode, state: "value", value: Math.round((along.length / km) * 1_000) / 10, unknown: ["interval"], of: { kind: "area", areas: [area.pcode] },
    cautions: [said([`au moins : ${along.length} passages connus sur ${Math.round(km)} km`, `at least: ${along.length} known crossings on ${Math.round(km)} km`, `على الأقل: ${along.length} معابر معروفة على ${Math.round(km)} كم`])],
    inputs: inputsOf("crossing", along.map(({ id }) => id)),
  };
}

const outlineOf = ({ geometry }: Area) => new LineIndex(partsOf(geometry!).flat().map((line) => ({ key: "outline", line })));

const stretchesOf = ({ line }: Place): LonLat[][] => (!line ? [] : line.type === "MultiLineString" ? line.coordinates : [line.coordinates]);

/** Kilometres of international border within reach of the area's outline, piece by piece. */
function borderKmAlong(store: PlaceStore, { caller }: Look, area: Area): number {
  const outline = outlineOf(area);
  const [west, south, east, north] = bboxOf(area.geometry!.coordinates)!;
  const isFar = ([lon, lat]: LonLat) => lon < west - NEAR_DEG || lon > east + NEAR_DEG || lat < south - NEAR_DEG || lat > north + NEAR_DEG;
  let metres = 0;
  for (const line of [...store.seen(caller, ["border"])].flatMap(stretchesOf)) {
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1]!, line[i]!];
      const pieces = Math.max(1, Math.ceil(lengthM([a, b]) / PIECE_M));
      for (let piece = 0; piece < pieces; piece++) {
        const at = (part: number): LonLat => [a[0] + ((b[0] - a[0]) * part) / pieces, a[1] + ((b[1] - a[1]) * part) / pieces];
        const [lon, lat] = at(piece + 0.5);
        if (isFar([lon, lat])) continue;
        if ((outline.nearest(lon, lat)?.distanceM ?? Infinity) <= ALONG_M) metres += lengthM([at(piece), at(piece + 1)]);
      }
    }
  }
  return metres / 1_000;
}
