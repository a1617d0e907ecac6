/** The map's ground over HTTP: layers as GeoJSON, and settlements and sites by tile. */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Transaction } from "../platform/database.ts";
import { Bytes, route, type AnyRoute } from "../platform/http.ts";
import { TileAddress, tileReply, unchanged, versionTag } from "../platform/tiles.ts";
import { OWNER_ONLY_RANK, rankOf } from "../platform/marking.ts";
import { drawLayer, LAYER_NAMES, type LayerName } from "./ground-layers.ts";
import { drawPlaces } from "./ground-tile.ts";
import { placeStore } from "./place-store.ts";
import { placesState } from "./queries.ts";

const GEOJSON = "application/geo+json";
const tag = "map";

interface Held { tag: string; seq: number; isStorable: boolean; body: Buffer; packed: Map<string, Promise<Buffer>> }

/** Drawn once for all readers who see the same, until a place changes. Bounded: a layer of districts weighs about a megabyte. */
const MOST_HELD = 48;
const held = new Map<string, Held>();

export const groundRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/map/ground/:layer.geojson", tag, may: "places.read",
    summary: "A layer of the map's ground, lightened for drawing; `notOnMap` counts what has no position that could be drawn",
    params: z.object({ layer: z.enum(LAYER_NAMES) }),
    async handle({ tx, params: { layer }, request, reply }) {
      const found = await layerFor(tx, layer);
      if (found.isStorable && request.headers["if-none-match"] === found.tag) return unchanged(reply, found.tag, GEOJSON);
      return packedReply(found, request);
    },
  }),
  route({
    method: "GET", path: "/api/map/places/:z/:x/:y.mvt", tag, may: "places.read", summary: "Settlements and sites as a vector tile: at each zoom those that matter at its scale",
    params: TileAddress,
    async handle({ node, tx, params, request, reply }) {
      const { seq } = await placesState(tx);
      const version = versionTag(seq, tx.caller);
      if (request.headers["if-none-match"] === version) return unchanged(reply, version);
      const { bytes, strictestRank } = await drawPlaces(tx, await placeStore(node, tx), params);
      return tileReply(bytes, request, strictestRank <= rankOf("GREEN") ? version : undefined);
    },
  }),
];

async function layerFor(tx: Transaction, layer: LayerName): Promise<Held> {
  const { database, seq } = await placesState(tx);
  const { clearance, organisation, exercise } = tx.caller;
  const key = JSON.stringify([database, layer, clearance, organisation, exercise]);
  const before = held.get(key);
  if (before?.seq === seq) return before;
  const { json, strictestRank } = await drawLayer(tx, layer);
  const made: Held = { tag: versionTag(`${layer}-${seq}`, tx.caller), seq, isStorable: strictestRank <= rankOf("GREEN"), body: Buffer.from(json), packed: new Map() };
  held.delete(key);
  // What is RED is read anew each time, so that each reading leaves its trace.
  if (strictestRank <= OWNER_ONLY_RANK) held.set(key, made);
  if (held.size > MOST_HELD) held.delete(held.keys().next().value!);
  return made;
}

const PACKERS: Readonly<Record<string, (body: Buffer) => Promise<Buffer>>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body) => promisify(gzip)(body),
};

async function packedReply({ tag, isStorable, body, packed }: Held, request: FastifyRequest): Promise<Bytes> {
  const encoding = Object.keys(PACKERS).find((name) => new RegExp(`\\b${name}\\b`).test(request.headers["accept-encoding"] ?? ""));
  const headers: Record<string, string> = isStorable ? { etag: tag, "cache-control": "private, no-cache", vary: "accept-encoding" } : {};
  if (!encoding) return new Bytes(GEOJSON, body, headers);
  if (!packed.has(encoding)) packed.set(encoding, PACKERS[encoding]!(body));
  return new Bytes(GEOJSON, await packed.get(encoding)!, { ...headers, "content-encoding": encoding });
}
