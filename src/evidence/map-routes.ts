/** The map's questions about events: tiles to draw, and a summary of the same set. */
import { z } from "zod";
import { Bytes, route, type AnyRoute } from "../platform/http.ts";
import { rankOf } from "../platform/marking.ts";
import { journalRead } from "../platform/noun-store.ts";
import { TileAddress, tileReply, unchanged, versionTag } from "../platform/tiles.ts";
import type { Caller } from "../platform/caller.ts";
import type { Node } from "../platform/node.ts";
import { EventFilter, type MeantFilter } from "./event-filter.ts";
import { event } from "./event.noun.ts";
import { drawClaims } from "./map-claims.ts";
import { mapIndexOf } from "./map-index.ts";
import { summarise } from "./map-summary.ts";
import { drawTile } from "./map-tile.ts";
import { needsSettling, settledFilter } from "./meant-events.ts";

/** The journal number that the answer must at least include: what a page was told by a live update, or nothing. */
const Fresh = { seq: z.coerce.number().int().min(0).default(0) };

const Toll = z.object({ count: z.int(), fatalities: z.int(), unknown: z.int() });
const ByPcode = z.array(Toll.extend({ pcode: z.string().optional() }));

export const mapRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/map/events/:z/:x/:y.mvt", tag: "map", may: "evidence.read",
    summary: "Events as a vector tile: clusters, points, and areas for what is known no closer; each event exactly once at each zoom",
    params: TileAddress, query: EventFilter.extend(Fresh), withoutTransaction: true,
    async handle({ node, caller, params, query: { seq, ...filter }, request, reply }) {
      const meant = await meantBy(node, caller, filter);
      const index = await mapIndexOf(node).asOf(seq);
      // What is near a border may change with the border, whatever happens to the events.
      const tag = versionTag(meant.near ? `${index.changedSeq}-${meant.near.size}` : index.changedSeq, caller);
      if (request.headers["if-none-match"] === tag) return unchanged(reply, tag);
      const { bytes, strictestRank, ownersOnly } = drawTile(index.columns, meant, caller, params);
      if (ownersOnly.length > 0) await node.db.as(caller, async (tx) => { journalRead(tx, event, ownersOnly); });
      return tileReply(bytes, request, strictestRank <= rankOf("GREEN") ? tag : undefined);
    },
  }),
  route({
    method: "GET", path: "/api/map/ground/claims.geojson", tag: "map", may: "evidence.read",
    summary: "Unproven claims of a presence, as coarse shapes: sectors, areas, routes, wide cells; never a point. `notOnMap` counts those known no closer than a country",
    async handle({ node, tx }) {
      return new Bytes("application/geo+json", Buffer.from(JSON.stringify(await drawClaims(node, tx))));
    },
  }),
  route({
    method: "GET", path: "/api/map/summary", tag: "map", may: "evidence.read", summary: "Events that match: how many, on the map and off it, by kind, month and area",
    query: EventFilter.extend(Fresh), withoutTransaction: true,
    reply: Toll.extend({
      onMap: z.int(), notOnMap: z.int(), bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
      byKind: z.array(Toll.extend({ kind: z.string() })), byMonth: z.array(Toll.extend({ month: z.string() })),
      byCountry: ByPcode, byAdmin1: ByPcode, byAdmin2: ByPcode, seq: z.int(),
    }),
    async handle({ node, caller, query: { seq, ...filter } }) {
      const meant = await meantBy(node, caller, filter);
      const index = await mapIndexOf(node).asOf(seq);
      return { ...summarise(index.columns, meant, caller), seq: index.changedSeq };
    },
  }),
];

/** Most filters are understood without asking the database. */
const meantBy = async (node: Node, caller: Caller, filter: EventFilter): Promise<MeantFilter> =>
  needsSettling(filter) ? node.db.as(caller, (tx) => settledFilter({ tx, node }, filter)) : filter;
