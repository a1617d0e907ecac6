/** HTTP of the quality of warning: how long each step takes, what was missed, and what of it anyone may read. */
import { z } from "zod";
import { Bytes, route, type AnyRoute } from "../../platform/http.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { problem } from "../../platform/problem.ts";
import { FATES, missedOf } from "./missed.ts";
import { publicPage, publicQuality } from "./public.ts";
import { alertsIssued, SPANS, timelinessOf } from "./timeliness.ts";

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 3_660;
const nullable = z.number().nullable();
const SpanReply = z.object({ n: z.int(), p50Seconds: nullable, p95Seconds: nullable });
const byName = <N extends string, T extends z.ZodType>(names: readonly N[], of: T) => z.object(Object.fromEntries(names.map((name) => [name, of])) as Record<N, T>);
const PUBLIC = { door: "quality", strangersOnly: "national totals are the same for everyone" } as const;

export const qualityRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/exchange/quality", tag: "exchange", may: "exchange.read", summary: "Of a period: how long each step took from a report to an answer, and which events met an active rule and were warned of in time, late or not at all",
    query: z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
    reply: z.object({
      from: z.string(), to: z.string(), alerts: z.int(), timeliness: byName(SPANS, SpanReply),
      missed: z.object({
        rules: z.int(), lateHours: z.int(), counts: byName(FATES, z.int()), share: nullable,
        rows: z.array(z.object({ event: z.uuid(), version: z.int(), kind: z.string(), from: z.string(), country: z.string(), place: z.string(), rules: z.array(z.uuid()), fate: z.enum(FATES), alert: z.uuid().optional(), hours: z.number().optional() })),
      }),
    }),
    async handle({ tx, node, query }) {
      const from = query.from ?? new Date(tx.now.getTime() - 365 * DAY_MS).toISOString().slice(0, 10), to = query.to ?? tx.now.toISOString().slice(0, 10);
      if (to < from || Date.parse(to) - Date.parse(from) > LONGEST_DAYS * DAY_MS) throw problem("input.invalid", { reason: "to: after from, and at most ten years later" });
      const alerts = await alertsIssued(tx, from, to);
      return { from, to, alerts: alerts.length, timeliness: await timelinessOf(tx, alerts), missed: await missedOf(tx, node, from, to) };
    },
  }),
  route({
    method: "GET", path: "/public/quality.json", tag: "exchange", may: PUBLIC, withoutTransaction: true, summary: "Quality of warning as national totals, of a year that ended ninety days ago, without small numbers",
    async handle({ node }) { return new Bytes("application/json; charset=utf-8", JSON.stringify(await publicQuality(node))); },
  }),
  route({
    method: "GET", path: "/public/quality", tag: "exchange", may: PUBLIC, withoutTransaction: true, summary: "The same as a plain page", query: z.strictObject({ language: z.enum(LANGUAGES).optional() }),
    async handle({ node, query, language }) { return new Bytes("text/html; charset=utf-8", publicPage(await publicQuality(node), query.language ?? language)); },
  }),
];
