/** HTTP of events where the generated routes do not do: one filter for list, count, counts and exports, and live candidates for a place in doubt. */
import { z } from "zod";
import { loadGeography } from "../places/index.ts";
import { Bytes, route, type AnyRoute } from "../platform/http.ts";
import { count, each, find } from "../platform/noun-store.ts";
import { envelopeOf, exported, mayTakeText, WithFreeText } from "../platform/noun-routes.ts";
import type { Transaction } from "../platform/database.ts";
import type { Node } from "../platform/node.ts";
import { problem } from "../platform/problem.ts";
import { eventCounts, GROUPINGS } from "./event-counts.ts";
import { eventConditions, EventFilter, type MeantFilter } from "./event-filter.ts";
import { eventPage } from "./event-query.ts";
import { event } from "./event.noun.ts";
import { eventTemplate } from "./event-template.ts";
import { settledFilter } from "./meant-events.ts";
import { liveCandidates, LiveCandidates } from "./live-candidates.ts";

const tag = "event";
const may = "evidence.read";
/** The filter as it can be asked of rows. The words of the text are left to the database, which has an index for them. */
const asked = async (call: { tx: Transaction; node: Node }, { q, ...filter }: EventFilter): Promise<MeantFilter> => ({ ...(await settledFilter(call, filter)), ...(q ? { q } : {}) });

export const eventRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/events", tag, may, summary: "Events, newest first, a page at a time; the same filter as the map",
    query: EventFilter.extend({ cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(500).default(50) }),
    reply: z.object({ rows: z.array(envelopeOf(event)), next: z.string().optional() }),
    async handle({ tx, node, query: { cursor, limit, ...query } }) {
      return eventPage(tx, await loadGeography(tx), await asked({ tx, node }, query), { limit, ...(cursor ? { cursor } : {}) });
    },
  }),
  route({
    method: "GET", path: "/api/events/count", tag, may, summary: "How many events match", query: EventFilter, reply: z.object({ count: z.int() }),
    async handle({ tx, node, query }) {
      return { count: await count(tx, event, { where: eventConditions(await asked({ tx, node }, query)) }) };
    },
  }),
  route({
    method: "GET", path: "/api/events/counts", tag, may, summary: "How many events and deaths, by year, month, country, area, kind or source; a year or month with nothing says whether anybody looked",
    query: EventFilter.extend({ by: z.enum(GROUPINGS) }),
    reply: z.object({ by: z.enum(GROUPINGS), groups: z.array(z.object({ key: z.string().optional(), count: z.int(), fatalities: z.int(), unknown: z.int(), coverage: z.enum(["full", "part", "none"]).optional() })) }),
    async handle({ tx, node, query: { by, ...query } }) {
      return { by, groups: await eventCounts(tx, await loadGeography(tx), await asked({ tx, node }, query), by) };
    },
  }),
  route({
    method: "GET", path: "/api/events/export.:format", tag, may, summary: "Events that match, as CSV with HXL tags or GeoJSON; without free text unless somebody who may write it asks",
    params: z.object({ format: z.enum(["csv", "geojson"]) }), query: EventFilter.extend({ withFreeText: WithFreeText }),
    async handle({ tx, node, caller, params: { format }, query: { withFreeText, ...query }, language }) {
      return exported(event, format, each(tx, event, { where: eventConditions(await asked({ tx, node }, query)) }), language, mayTakeText(event, caller, withFreeText));
    },
  }),
  route({
    method: "GET", path: "/api/events/template.csv", tag, may, summary: "An empty table for own events: the columns that an import reads, with their HXL tags",
    handle: ({ language }) => new Bytes("text/csv; charset=utf-8", eventTemplate(language), { "content-disposition": 'attachment; filename="events-template.csv"' }),
  }),
  route({
    method: "GET", path: "/api/events/:id/candidates", tag, may, summary: "Where an event with a place in doubt may have been: places of that name in today’s gazetteers, with their distances; none is chosen",
    params: z.object({ id: z.uuid() }), reply: LiveCandidates,
    async handle({ tx, node, params: { id } }) {
      const row = await find(tx, event, id);
      if (!row) throw problem("record.notFound");
      return liveCandidates(node, tx, row);
    },
  }),
];
