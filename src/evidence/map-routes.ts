/** The map's questions about events: tiles to draw, and a summary of the same set. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { Bytes, route, type AnyRoute } from "../platform/http.ts";
import { rankOf, type Reader } from "../platform/marking.ts";
import { EventFilter } from "./event-filter.ts";
import { mapIndexOf } from "./map-index.ts";
import { summarise } from "./map-summary.ts";
import { drawTile } from "./map-tile.ts";

const TILE_TYPE = "application/vnd.mapbox-vector-tile";
const DEEPEST_ZOOM = 18;
const SMALL_BYTES = 1_024;
const squeezed = promisify(gzip);

/** The journal number that the answer must at least include: what a page was told by a live update, or nothing. */
const Fresh = { seq: z.coerce.number().int().min(0).default(0) };

const unit = z.coerce.number().int().min(0);
const TileAddress = z.object({ z: unit.max(DEEPEST_ZOOM), x: unit, y: unit }).refine(({ z, x, y }) => x < 2 ** z && y < 2 ** z, { error: "no such tile at this zoom" });

const Toll = z.object({ count: z.int(), fatalities: z.int(), unknown: z.int() });
const ByPcode = z.array(Toll.extend({ pcode: z.string().optional() }));

export const mapRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/map/events/:z/:x/:y.mvt", tag: "map", may: "evidence.read",
    summary: "Events as a vector tile: clusters, points, and areas for what is known no closer; each event exactly once at each zoom",
    params: TileAddress, query: EventFilter.extend(Fresh),
    async handle({ node, caller, params, query: { seq, ...filter }, request, reply }) {
      const index = await mapIndexOf(node).asOf(seq);
      const tag = versionTag(index.changedSeq, caller);
      if (request.headers["if-none-match"] === tag) return unchanged(reply, tag);
      const { bytes, strictestRank } = drawTile(index.columns, filter, caller, params);
      return tileReply(bytes, request, strictestRank <= rankOf("GREEN") ? tag : undefined);
    },
  }),
  route({
    method: "GET", path: "/api/map/summary", tag: "map", may: "evidence.read", summary: "Events that match: how many, on the map and off it, by kind, month and area",
    query: EventFilter.extend(Fresh),
    reply: Toll.extend({
      onMap: z.int(), notOnMap: z.int(), bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
      byKind: z.array(Toll.extend({ kind: z.string() })), byMonth: z.array(Toll.extend({ month: z.string() })),
      byCountry: ByPcode, byAdmin1: ByPcode, byAdmin2: ByPcode, seq: z.int(),
    }),
    async handle({ node, caller, query: { seq, ...filter } }) {
      const index = await mapIndexOf(node).asOf(seq);
      return { ...summarise(index.columns, filter, caller), seq: index.changedSeq };
    },
  }),
];

/** Two readers who may read different rows never share a tag, so that a shared browser's cache cannot mix them up. */
export function versionTag(version: number | string, { clearance, organisation, exercise }: Reader): string {
  const who = createHash("sha256").update(JSON.stringify([clearance, organisation, exercise])).digest("base64url").slice(0, 12);
  return `W/"${version}-${who}"`;
}

export function unchanged(reply: FastifyReply, tag: string): Bytes {
  reply.code(304);
  return new Bytes(TILE_TYPE, "", { etag: tag, "cache-control": "private, no-cache" });
}

/** @param tag where a browser may keep the tile and ask again; what is marked above GREEN is never left on its disk */
export async function tileReply(bytes: Uint8Array, request: FastifyRequest, tag: string | undefined): Promise<Bytes> {
  const headers: Record<string, string> = tag ? { etag: tag, "cache-control": "private, no-cache", vary: "accept-encoding" } : {};
  const wantsGzip = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "") && bytes.length > SMALL_BYTES;
  if (wantsGzip) headers["content-encoding"] = "gzip";
  return new Bytes(TILE_TYPE, wantsGzip ? await squeezed(bytes, { level: 5 }) : bytes, headers);
}
