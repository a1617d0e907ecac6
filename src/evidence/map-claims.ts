/**
 * Where do unproven claims point to, as coarsely as they were said? A claim is never a point: a bearing from a known place is a
 * sector, a known area is that area's outline, a place by name alone a wide cell around it. Only what alleges a presence
 * somewhere is drawn, and only until it expires; a figure or a pledge has no place on a map.
 */
import { cellToBoundary, latLngToCell } from "h3-js";
import { sql } from "kysely";
import { snapped, type Shape } from "../methods/spatial/snap.ts";
import { destination, type LonLat } from "../methods/spatial/sphere.ts";
import { loadGeography, placeStore, resolvePlace, type Geography } from "../places/index.ts";
import { route } from "../places/route.noun.ts";
import type { Transaction } from "../platform/database.ts";
import type { Node } from "../platform/node.ts";
import { each, find } from "../platform/noun-store.ts";
import { Problem } from "../platform/problem.ts";
import { claim } from "./claim.noun.ts";

const DRAWN = ["alleged-supply-point", "alleged-refuge", "alleged-base", "alleged-assembly-point", "circulation-zone", "actor-presence", "movement-report", "unofficial-crossing"];

const BEARINGS: Readonly<Record<string, number>> = { N: 0, NE: 45, E: 90, SE: 135, S: 180, SW: 225, W: 270, NW: 315 };
/** One of eight bearings means half a step to either side. */
const HALF_SECTOR_DEG = 22.5;
/** "South-east of Dioumara" states no distance; the sector is drawn this far, and says that it is only drawn so. */
const SECTOR_KM = 30;
/** About 1,770 km², some 45 km across. */
const COARSE_CELL = 4;
/** A name is looked up for a cell only where the claim itself knows the place that closely. */
const PLACED = ["exact", "near", "admin3"];
const STEPS_PER_DEGREE = 200;

interface Drawn { shape: "sector" | "area" | "cell" | "route"; geometry: Shape; [more: string]: unknown }

export async function drawClaims(node: Node, tx: Transaction): Promise<{ type: "FeatureCollection"; notOnMap: number; features: unknown[] }> {
  const geography = await loadGeography(tx);
  const store = await placeStore(node, tx);
  const today = tx.now.toISOString().slice(0, 10);
  const positionOf = (words: string): LonLat | undefined => {
    try {
      return resolvePlace(store, geography, tx.caller, words).coordinates;
    } catch (error) {
      // Unknown, ambiguous or without a position: then the place says nothing, and the area must.
      if (error instanceof Problem) return undefined;
      throw error;
    }
  };
  const features: unknown[] = [];
  let notOnMap = 0;
  for await (const rows of each(tx, claim, { where: [sql`kind = any(${DRAWN})`, sql`expires_on >= ${today}`] })) {
    for (const { id, marking, content } of rows) {
      const said = content as Record<string, any>;
      const drawn = sectorOf(said, positionOf) ?? (await routeOf(tx, said)) ?? areaOf(said, geography) ?? cellOf(said, positionOf);
      if (!drawn) { notOnMap++; continue; }
      const { geometry, ...how } = drawn;
      const { title, kind, reliability, credibility, corroboration, expiresOn, placePrecision } = said;
      features.push({ type: "Feature", id, geometry, properties: { id, marking, title, kind, grading: `${reliability}${credibility}`, corroboration, expiresOn, placePrecision, ...how } });
    }
  }
  return { type: "FeatureCollection", notOnMap, features };
}

function sectorOf({ bearing, bearingFrom, admin2, admin1, country }: Record<string, any>, positionOf: (words: string) => LonLat | undefined): Drawn | undefined {
  const middle = BEARINGS[bearing];
  if (middle === undefined || !bearingFrom) return undefined;
  const from = positionOf(`${bearingFrom}, ${admin2 ?? admin1 ?? country}`) ?? positionOf(bearingFrom);
  return from && { shape: "sector", geometry: sector(from, middle), from: bearingFrom, bearing, drawnKm: SECTOR_KM, isDistanceStated: false };
}

export function sector(from: LonLat, middleDeg: number): Shape {
  const rim = Array.from({ length: 10 }, (_, i) => destination(from, middleDeg - HALF_SECTOR_DEG + i * (HALF_SECTOR_DEG / 4.5), SECTOR_KM * 1_000));
  const apex: LonLat = [from[0], from[1]];
  // Outer rings run counter-clockwise (RFC 7946); bearings run clockwise.
  return { type: "Polygon", coordinates: [[apex, ...rim.toReversed(), apex]] };
}

async function routeOf(tx: Transaction, { route: id }: Record<string, any>): Promise<Drawn | undefined> {
  const geometry = id && (await find(tx, route, id))?.content.geometry;
  return geometry ? { shape: "route", geometry: geometry as Shape, route: id } : undefined;
}

/** Never finer than a second-level area, whatever is known. */
function areaOf({ admin2, admin1 }: Record<string, any>, geography: Geography): Drawn | undefined {
  // An outline may be missing at the finer level: then the one above it.
  for (const pcode of [admin2, admin1].filter(Boolean)) {
    for (const area of [geography.areaByPcode(pcode), ...geography.ancestors(pcode)]) {
      // A country's outline would say that it is everywhere.
      const geometry = area?.geometry && area.level > 0 && snapped(area.geometry as Shape, STEPS_PER_DEGREE);
      if (geometry) return { shape: "area", geometry, pcode: area.pcode };
    }
  }
  return undefined;
}

function cellOf({ placeName, placePrecision, country }: Record<string, any>, positionOf: (words: string) => LonLat | undefined): Drawn | undefined {
  const at = placeName && PLACED.includes(placePrecision) ? positionOf(`${placeName}, ${country}`) : undefined;
  if (!at) return undefined;
  const cell = latLngToCell(at[1], at[0], COARSE_CELL);
  return { shape: "cell", geometry: { type: "Polygon", coordinates: [cellToBoundary(cell, true) as [number, number][]] }, cell };
}
