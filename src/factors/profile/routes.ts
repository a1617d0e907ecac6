/** HTTP of the profile: one area, several side by side, one indicator on a map, one area through time, and where a number is from. */
import { z } from "zod";
import { route, Streamed, type AnyRoute, type Call } from "../../platform/http.ts";
import { openLook } from "../reading/look.ts";
import { across, compare, MOST_COMPARED, series } from "./across.ts";
import { exportOf, FORMATS, TYPES } from "./export.ts";
import { lineage } from "./lineage.ts";
import { profile } from "./profile.ts";
import { CompareAnswer, LineageAnswer, MapAnswer, ProfileAnswer, SeriesAnswer, type Measured } from "./replies.ts";

const tag = "factors";
const may = "factors.read";

/** Events and grievances are counted between these days; three years to today where none is said. */
const Period = z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() });
const Pcode = z.object({ pcode: z.string().min(1).max(20) });
const Level = z.coerce.number().int().min(0).max(3).default(1);
const Format = z.enum(FORMATS);
const Areas = z.string().max(200).default("").transform((words) => [...new Set(words.split(",").map((word) => word.trim()).filter(Boolean))]);

const lookFor = ({ tx, node, caller }: Pick<Call, "tx" | "node" | "caller">, period: z.infer<typeof Period>) => openLook({ tx, node, caller }, period);

export const measuredOf = ({ vulnerability, resilience, incidents }: z.infer<typeof ProfileAnswer>): Measured[] => [...vulnerability, ...resilience].flatMap(({ indicators }) => indicators).concat(incidents);

async function* lines(pieces: Iterable<string>): AsyncGenerator<string> { yield* pieces; }

export const profileRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/factors/profile/:pcode", tag, may, summary: "One area: what makes it vulnerable and what makes it resilient, with intervals, sources and every kind of nothing told apart",
    params: Pcode, query: Period, reply: ProfileAnswer,
    handle: async (call) => profile(await lookFor(call, call.query), call.params.pcode),
  }),
  route({
    method: "GET", path: "/api/factors/profile/:pcode/export.:format", tag, may, summary: "The same as CSV with HXL tags, GeoJSON or SDMX-CSV",
    params: Pcode.extend({ format: Format }), query: Period,
    async handle(call) {
      const { pcode, format } = call.params;
      const look = await lookFor(call, call.query);
      return new Streamed(TYPES[format], `factors-${pcode}.${format}`, lines(exportOf(format, look, measuredOf(await profile(look, pcode)), call.language)));
    },
  }),
  route({
    method: "GET", path: "/api/factors/compare", tag, may, summary: `Up to ${MOST_COMPARED} areas side by side, indicator by indicator`,
    query: Period.extend({ areas: Areas }), reply: CompareAnswer,
    handle: async (call) => compare(await lookFor(call, { from: call.query.from, to: call.query.to }), call.query.areas),
  }),
  route({
    method: "GET", path: "/api/factors/indicators/:id/areas", tag, may, summary: "One indicator in every area of a level, with classes for a map",
    params: z.object({ id: z.uuid() }), query: Period.extend({ level: Level }), reply: MapAnswer,
    handle: async (call) => across(await lookFor(call, { from: call.query.from, to: call.query.to }), call.params.id, call.query.level),
  }),
  route({
    method: "GET", path: "/api/factors/indicators/:id/areas/export.:format", tag, may, summary: "The same as CSV with HXL tags, GeoJSON or SDMX-CSV",
    params: z.object({ id: z.uuid(), format: Format }), query: Period.extend({ level: Level }),
    async handle(call) {
      const { id, format } = call.params;
      const look = await lookFor(call, { from: call.query.from, to: call.query.to });
      const { indicator, areas } = await across(look, id, call.query.level);
      return new Streamed(TYPES[format], `${indicator.key}.${format}`, lines(exportOf(format, look, areas.map(({ reading }) => ({ indicator, reading })), call.language)));
    },
  }),
  route({
    method: "GET", path: "/api/factors/series/:pcode", tag, may, summary: "One area through time: each indicator that has values or waves, projections marked",
    params: Pcode, query: Period, reply: SeriesAnswer,
    handle: async (call) => series(await lookFor(call, call.query), call.params.pcode),
  }),
  route({
    method: "GET", path: "/api/factors/indicators/:id/lineage/:pcode", tag, may, summary: "Where a number is from: the records it was made of, step by step, and the indices that use it",
    params: Pcode.extend({ id: z.uuid() }), query: Period, reply: LineageAnswer,
    handle: async (call) => lineage(await lookFor(call, call.query), call.params.id, call.params.pcode),
  }),
];
