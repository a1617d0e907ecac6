/** What every vector tile has in common: its address, and how a browser may keep it. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { Bytes } from "./http.ts";
import type { Reader } from "./marking.ts";

export const TILE_TYPE = "application/vnd.mapbox-vector-tile";
const DEEPEST_ZOOM = 18;
const SMALL_BYTES = 1_024;
const squeezed = promisify(gzip);

const unit = z.coerce.number().int().min(0);
export const TileAddress = z.object({ z: unit.max(DEEPEST_ZOOM), x: unit, y: unit }).refine(({ z, x, y }) => x < 2 ** z && y < 2 ** z, { error: "no such tile at this zoom" });

/** Two readers who may read different rows never share a tag, so that a shared browser's cache cannot mix them up. */
export function versionTag(version: number | string, { clearance, organisation, exercise }: Reader): string {
  const who = createHash("sha256").update(JSON.stringify([clearance, organisation, exercise])).digest("base64url").slice(0, 12);
  return `W/"${version}-${who}"`;
}

export function unchanged(reply: FastifyReply, tag: string, type = TILE_TYPE): Bytes {
  reply.code(304);
  return new Bytes(type, "", { etag: tag, "cache-control": "private, no-cache" });
}

/** @param tag where a browser may keep the tile and ask again; what is marked above GREEN is never left on its disk */
export async function tileReply(bytes: Uint8Array, request: FastifyRequest, tag: string | undefined): Promise<Bytes> {
  const headers: Record<string, string> = tag ? { etag: tag, "cache-control": "private, no-cache", vary: "accept-encoding" } : {};
  const wantsGzip = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "") && bytes.length > SMALL_BYTES;
  if (wantsGzip) headers["content-encoding"] = "gzip";
  return new Bytes(TILE_TYPE, wantsGzip ? await squeezed(bytes, { level: 5 }) : bytes, headers);
}
