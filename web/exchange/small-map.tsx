/** Where the alerts are, at a glance: countries, regions, and the areas that are concerned in the colour of the gravest. The list beside it says the same. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ask } from "../frame/api.ts";
import { useWords } from "../frame/words.ts";
import styles from "./exchange.module.css";

type Ring = [number, number][];
interface Feature { geometry: { type: "Polygon"; coordinates: Ring[] } | { type: "MultiPolygon"; coordinates: Ring[][] } | { type: "Point"; coordinates: [number, number] } | null; properties: { pcode: string } }
const groundQuery = (layer: string) => ({ queryKey: ["ground", layer], staleTime: 600_000, queryFn: ({ signal }: { signal: AbortSignal }) => ask<{ features: Feature[] }>(`/api/map/ground/${layer}.geojson`, { signal }) });

const COLOURS: Record<string, string> = { Extreme: "#7F1D1D", Severe: "#B91C1C", Moderate: "#B45309", Minor: "#A16207", Unknown: "#6B7280" };
const GRAVEST = Object.keys(COLOURS);
const WIDE = 340, HIGH = 240, MARGIN_DEGREES = 1.2;
/** Where there is no alert: the three borders. */
const HOME: Box = [-14.5, 12.2, -9.5, 16];
type Box = [west: number, south: number, east: number, north: number];

export interface Marked { severity: string; areas: readonly string[] }

export function SmallMap({ alerts, label }: { alerts: readonly Marked[]; label?: string }) {
  const t = useWords();
  const countries = useQuery(groundQuery("countries")).data?.features ?? NONE;
  const regions = useQuery(groundQuery("regions")).data?.features ?? NONE;
  const districts = useQuery(groundQuery("districts")).data?.features ?? NONE;
  const drawn = useMemo(() => {
    const gravity = new Map<string, string>();
    for (const { severity, areas } of alerts) for (const pcode of areas) if (!gravity.has(pcode) || GRAVEST.indexOf(severity) < GRAVEST.indexOf(gravity.get(pcode)!)) gravity.set(pcode, severity);
    const all = [...countries, ...regions, ...districts];
    const hits = all.filter(({ properties, geometry }) => geometry && gravity.has(properties.pcode));
    const box = boxOf(hits) ?? HOME;
    const at = projection(box);
    const near = (feature: Feature) => { const own = boxOf([feature]); return own && own[0] < box[2] && own[2] > box[0] && own[1] < box[3] && own[3] > box[1]; };
    return {
      land: countries.filter(near).map((one) => pathOf(one, at)), regions: regions.filter(near).map((one) => pathOf(one, at)),
      hits: hits.map((one) => ({ pcode: one.properties.pcode, d: pathOf(one, at), fill: COLOURS[gravity.get(one.properties.pcode)!] ?? COLOURS.Unknown! })),
    };
  }, [alerts, countries, regions, districts]);
  return (
    <svg className={styles.map} viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={label ?? t("alerts.mapLabel")}>
      {drawn.land.map((d, at) => <path key={at} d={d} className={styles.land} />)}
      {drawn.regions.map((d, at) => <path key={at} d={d} className={styles.region} />)}
      {drawn.hits.map(({ pcode, d, fill }) => <path key={pcode} d={d} fill={fill} className={styles.hit} />)}
    </svg>
  );
}

const NONE: readonly Feature[] = [];
const ringsOf = ({ geometry }: Feature): Ring[] => (geometry?.type === "Polygon" ? geometry.coordinates : geometry?.type === "MultiPolygon" ? geometry.coordinates.flat() : []);
const pointsOf = (feature: Feature): [number, number][] => (feature.geometry?.type === "Point" ? [feature.geometry.coordinates] : ringsOf(feature).flat());

function boxOf(features: readonly Feature[]): Box | undefined {
  let box: Box | undefined;
  for (const [lon, lat] of features.flatMap(pointsOf)) box = box ? [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)] : [lon, lat, lon, lat];
  return box && [box[0] - MARGIN_DEGREES, box[1] - MARGIN_DEGREES, box[2] + MARGIN_DEGREES, box[3] + MARGIN_DEGREES];
}

type At = (point: [number, number]) => string;

/** Flat, with the middle's own shortening of a degree of longitude: good enough to recognise, not to measure. */
function projection([west, south, east, north]: Box): At {
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(WIDE / ((east - west) * narrow), HIGH / (north - south));
  const [left, top] = [(WIDE - (east - west) * narrow * scale) / 2, (HIGH - (north - south) * scale) / 2];
  return ([lon, lat]) => `${(left + (lon - west) * narrow * scale).toFixed(1)} ${(top + (north - lat) * scale).toFixed(1)}`;
}

/** A place without an outline is a small circle. */
function pathOf(feature: Feature, at: At): string {
  if (feature.geometry?.type === "Point") return `M${at(feature.geometry.coordinates)}m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0`;
  return ringsOf(feature).map((ring) => `M${ring.map(at).join("L")}Z`).join("");
}
