/** The ground of the map: each layer as GeoJSON for one reader, lightened to what the layer is drawn for. */
import { sql } from "kysely";
import { snapped, type Shape } from "../methods/spatial/snap.ts";
import type { Transaction } from "../platform/database.ts";
import { rankOf } from "../platform/marking.ts";
import type { AnyNoun, Row } from "../platform/noun.ts";
import { each } from "../platform/noun-store.ts";
import { area } from "./area.noun.ts";
import { border } from "./border.noun.ts";
import { crossing } from "./crossing.noun.ts";
import { naturalArea } from "./natural-area.noun.ts";
import { reach } from "./reach.noun.ts";
import { route } from "./route.noun.ts";
import { settlement } from "./settlement.noun.ts";
import { firstZoomOf } from "./ground-tile.ts";
import { site } from "./site.noun.ts";

interface Layer {
  noun: AnyNoun;
  filters?: Readonly<Record<string, unknown>>;
  /** Fields that a page draws or writes from; the rest is one click away. */
  shows: readonly string[];
  stepsPerDegree: number;
  /** Only what is drawn from this zoom or an earlier one; the rest comes by tile. */
  upToZoom?: number;
}

const NAMES = ["name", "nameFr", "nameEn", "nameAr"] as const;
const level = (n: number, stepsPerDegree: number): Layer =>
  ({ noun: area, filters: { hierarchy: "admin", level: n }, shows: [...NAMES, "pcode", "iso", "areaType", "parentPcode", "country", "boundaryPrecisionKm"], stepsPerDegree });

/** About 550, 220 and 110 m: half a pixel at zooms 7, 8 and 9. */
export const LAYERS = {
  countries: level(0, 200),
  regions: level(1, 500),
  districts: level(2, 1_000),
  "natural-areas": { noun: naturalArea, shows: ["name", "kind", "country", "placePrecision", "precisionKm"], stepsPerDegree: 1_000 },
  borders: { noun: border, shows: ["name", "between", "kind", "precisionKm"], stepsPerDegree: 1_000 },
  routes: { noun: route, shows: ["name", "kind", "passable", "isSupplyCorridor", "precisionKm"], stepsPerDegree: 2_000 },
  reaches: { noun: reach, shows: ["name", "river", "borders", "navigable", "precisionKm"], stepsPerDegree: 2_000 },
  crossings: { noun: crossing, shows: ["name", "between", "kind", "way", "passable", "status", "observedOn", "placePrecision", "area"], stepsPerDegree: 100_000 },
  settlements: { noun: settlement, shows: ["name", "nameAr", "kind", "population", "pcode", "placePrecision"], stepsPerDegree: 100_000, upToZoom: 7 },
  sites: { noun: site, shows: ["name", "kind", "status", "placePrecision", "area"], stepsPerDegree: 100_000, upToZoom: 8 },
} as const satisfies Record<string, Layer>;
export type LayerName = keyof typeof LAYERS;
export const LAYER_NAMES = Object.keys(LAYERS) as LayerName[];

export interface DrawnLayer { json: string; strictestRank: number }

/** Reads as the transaction's caller; what it reads of RED is journalled, as everywhere. */
export async function drawLayer(tx: Transaction, name: LayerName): Promise<DrawnLayer> {
  const { noun, filters, shows, stepsPerDegree, upToZoom }: Layer = LAYERS[name];
  const today = tx.now.toISOString().slice(0, 10);
  const where = noun === area ? [sql`(valid_to is null or valid_to >= ${today})`] : [];
  const features: unknown[] = [];
  let notOnMap = 0, strictestRank = 0;
  for await (const rows of each(tx, noun, { filters, where })) {
    for (const row of rows) {
      const content = row.content as Record<string, any>;
      if (upToZoom !== undefined && firstZoomOf(noun.name, content.kind, content.population) > upToZoom) continue;
      strictestRank = Math.max(strictestRank, rankOf(row.marking));
      const geometry = content.geometry && snapped(content.geometry as Shape, stepsPerDegree);
      if (!geometry) notOnMap++;
      else features.push(featureOf(row, content, shows, geometry));
    }
  }
  // How many the reader may know of and not see here: they have no known position, or none that this layer can show.
  return { json: JSON.stringify({ type: "FeatureCollection", notOnMap, features }), strictestRank };
}

function featureOf({ id, marking }: Row, content: Record<string, unknown>, shows: readonly string[], geometry: Shape) {
  const shown = shows.filter((name) => content[name] !== undefined).map((name) => [name, content[name]]);
  return { type: "Feature", id, geometry, properties: { id, marking, ...Object.fromEntries(shown) } };
}
