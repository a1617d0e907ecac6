/** HTTP of the picture: every answer is for one caller, takes the map's filter, and says where its numbers are from. */
import { z } from "zod";
import { route, type AnyRoute } from "../../platform/http.ts";
import { problem } from "../../platform/problem.ts";
import { codesOf, EventFilter } from "../event-filter.ts";
import { accessPicture } from "./access.ts";
import { areaPage } from "./area-page.ts";
import { areaPicture, MEASURES } from "./areas.ts";
import { cattle } from "./cattle.ts";
import { flows } from "./flows.ts";
import { openLens } from "./lens.ts";
import { mines } from "./mines.ts";
import { PeriodWords } from "./period.ts";
import { METHODS } from "./provenance.ts";
import { eventById } from "./queries.ts";
import { repeats } from "./repeats.ts";
import { AccessAnswer, AreaPageAnswer, AreasAnswer, CattleAnswer, FlowsAnswer, MinesAnswer, OriginAnswer, RepeatsAnswer, SurgesAnswer, TimelineAnswer } from "./replies.ts";
import { surges } from "./surges.ts";
import { timeline } from "./timeline.ts";

const tag = "picture";
const may = "evidence.read";

/** The journal number that the answer must at least include: what a page was told by a live update, or nothing. */
export const Asked = EventFilter.extend({ seq: z.coerce.number().int().min(0).default(0) });
const Level = z.coerce.number().int().min(0).max(2);

export const pictureRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/picture/areas", tag, may, summary: "Every area of a level with its number and state (value, zero, no data), and what lies outside or is not placed; sums to the filtered total",
    query: Asked.extend({ level: Level.default(1), measure: z.enum(MEASURES).default("events"), against: PeriodWords.optional() }), reply: AreasAnswer,
    async handle({ tx, node, caller, query: { level, measure, against, ...filter } }) {
      return areaPicture(await openLens({ tx, node, caller }, filter), { level, measure, ...(against ? { against } : {}) });
    },
  }),
  route({
    method: "GET", path: "/api/picture/timeline", tag, may, summary: "Counts by week, month or year, each with whether anybody was looking",
    query: Asked.extend({ by: z.enum(["week", "month", "year"]).default("month") }), reply: TimelineAnswer,
    async handle({ tx, node, caller, query: { by, ...filter } }) {
      return timeline(await openLens({ tx, node, caller }, filter), by);
    },
  }),
  route({
    method: "GET", path: "/api/picture/area/:pcode", tag, may, summary: "One area: counts with coverage, growth beside what is claimed of it, surge mark, neighbours, nearest border, latest events",
    params: z.object({ pcode: z.string().min(1).max(20) }),
    query: Asked.extend({ before: PeriodWords.optional(), now: PeriodWords.optional(), week: z.iso.date().optional(), latest: z.coerce.number().int().min(0).max(50).default(10) }), reply: AreaPageAnswer,
    async handle({ tx, node, caller, params, query: { before, now, week, latest, ...filter } }) {
      return areaPage(node, await openLens({ tx, node, caller }, filter), params.pcode, { latest, ...(before ? { before } : {}), ...(now ? { now } : {}), ...(week ? { week } : {}) });
    },
  }),
  route({
    method: "GET", path: "/api/picture/surges", tag, may, summary: "Areas with an unusually busy week, against their own 26 weeks before, adjusted for the number of areas tested",
    query: Asked.extend({ level: Level.min(1).default(1), week: z.iso.date().optional() }), reply: SurgesAnswer,
    async handle({ tx, node, caller, query: { level, week, ...filter } }) {
      return surges(await openLens({ tx, node, caller }, filter), level, week);
    },
  }),
  route({
    method: "GET", path: "/api/picture/repeats/:id", tag, may, summary: "Whether an event is the nth of its kind there: the earlier ones, or that it is asserted and not listed",
    params: z.object({ id: z.uuid() }), query: z.strictObject({ km: z.coerce.number().positive().max(200).default(20), days: z.coerce.number().int().min(1).max(20_000).default(730), seq: Asked.shape.seq }), reply: RepeatsAnswer,
    async handle({ tx, node, caller, params, query: { km, days, seq } }) {
      const row = await eventById(tx, params.id);
      if (!row || row.withdrawn) throw problem("record.notFound");
      return repeats(await openLens({ tx, node, caller }, { seq }), row, { km, days });
    },
  }),
  route({
    method: "GET", path: "/api/picture/origin", tag, may, summary: "Where a number is from: the sources of the events that match, with their grades and coverage",
    query: Asked, reply: OriginAnswer,
    async handle({ tx, node, caller, query }) {
      const lens = await openLens({ tx, node, caller }, query);
      return lens.provenance(METHODS.areas, lens.tally());
    },
  }),
  route({
    method: "GET", path: "/api/picture/flows", tag, may, summary: "Observed flows and events that name a commodity, by commodity, corridor and period, with the season of each; observations, not volumes",
    query: Asked.extend({ commodity: codesOf("commodity").optional(), by: z.enum(["month", "year"]).default("year") }), reply: FlowsAnswer,
    async handle({ tx, node, caller, query: { commodity, by, ...filter } }) {
      return flows(node, await openLens({ tx, node, caller }, filter), { by, ...(commodity ? { commodity } : {}) });
    },
  }),
  route({
    method: "GET", path: "/api/picture/cattle", tag, may, summary: "Stolen cattle: heads taken and recovered where the number is said, by month, by the way they went and by direction",
    query: Asked, reply: CattleAnswer,
    async handle({ tx, node, caller, query }) {
      return cattle(node, await openLens({ tx, node, caller }, query));
    },
  }),
  route({
    method: "GET", path: "/api/picture/mines", tag, may, summary: "Mining sites, and the events within a distance of each: certain or possible, by kind",
    query: Asked.extend({ km: z.coerce.number().positive().max(100).default(15) }), reply: MinesAnswer,
    async handle({ tx, node, caller, query: { km, ...filter } }) {
      return mines(node, await openLens({ tx, node, caller }, filter), km);
    },
  }),
  route({
    method: "GET", path: "/api/picture/access", tag, may: "places.read", summary: "Routes, river reaches and crossings on a day: open, restricted or closed, since when and on whose word; no statement is no data",
    query: z.strictObject({ on: z.iso.date().optional() }), reply: AccessAnswer,
    async handle({ tx, node, caller, query: { on } }) {
      return accessPicture(node, { tx, caller }, on ?? tx.now.toISOString().slice(0, 10));
    },
  }),
];
