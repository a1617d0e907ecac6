/** HTTP of the picture: every answer is for one caller, takes the map's filter, and says where its numbers are from. */
import { z } from "zod";
import { route, type AnyRoute } from "../../platform/http.ts";
import { problem } from "../../platform/problem.ts";
import { EventFilter } from "../event-filter.ts";
import { areaPage } from "./area-page.ts";
import { areaPicture, MEASURES } from "./areas.ts";
import { openLens } from "./lens.ts";
import { PeriodWords } from "./period.ts";
import { METHODS } from "./provenance.ts";
import { eventById } from "./queries.ts";
import { repeats } from "./repeats.ts";
import { AreaPageAnswer, AreasAnswer, OriginAnswer, RepeatsAnswer, SurgesAnswer, TimelineAnswer } from "./replies.ts";
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
];
