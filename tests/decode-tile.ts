// A vector tile read back by the library that the page's map uses: layers, and where each feature lies in degrees.
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";

export interface DecodedFeature { layer: string; lon: number; lat: number; properties: Record<string, string | number | boolean> }

export function decodeTile(bytes: Uint8Array, { z, x, y }: { z: number; x: number; y: number }): DecodedFeature[] {
  const { layers } = new VectorTile(new PbfReader(bytes));
  return Object.entries(layers).flatMap(([layer, held]) => Array.from({ length: held.length }, (_, i): DecodedFeature => {
    const feature = held.feature(i);
    const { geometry } = feature.toGeoJSON(x, y, z);
    const [lon, lat] = geometry.type === "Point" ? geometry.coordinates : [NaN, NaN];
    return { layer, lon: lon!, lat: lat!, properties: feature.properties };
  }));
}
