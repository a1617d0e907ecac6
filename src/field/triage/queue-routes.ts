/** HTTP of the queue and of what is measured on it. */
import { z } from "zod";
import { isCode } from "../../platform/codes.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import { envelopeOf } from "../../platform/noun-routes.ts";
import { cursorOf, findMany, readCursor } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { report } from "../intake/report.noun.ts";
import { enterCall } from "./calls.ts";
import { measuresOf } from "./measures.ts";
import { mergedCounts, queueCounts, queuePage } from "./queries.ts";
import { mayReadSilence, silentAreas } from "./silent-areas.ts";

const tag = "field";
const words = z.string().trim().min(1).max(500).transform((list) => list.split(",").map((word) => word.trim()).filter(Boolean));
const of = (list: string) => words.refine((all) => all.every((one) => isCode(list, one)), { error: `a code that the list ${list} does not have` });
const Filter = { state: of("report-state").optional(), assignee: z.string().max(40).optional(), area: words.optional(), kind: of("event-kind").optional(), way: z.string().max(20).optional() };

const asked = ({ assignee, ...rest }: z.output<z.ZodObject<typeof Filter>>, me: string) => ({ ...rest, ...(assignee === "nobody" ? { isUnassigned: true } : { assignee: assignee === "me" ? me : assignee }) });

const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

export const queueRoutes: readonly AnyRoute[] = [
  enterCall,
  route({
    method: "GET", path: "/api/field/queue", tag, may: "field.read", summary: "Reports that wait, the oldest first; without a state, those that nobody has finished. assignee: me, nobody, or a member",
    query: z.object({ ...Filter, cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    reply: z.object({ rows: z.array(envelopeOf(report).extend({ merged: z.int() })), counts: z.record(z.string(), z.int()), next: z.string().optional() }),
    async handle({ tx, caller, query: { cursor, limit, ...filter } }) {
      const meant = asked(filter, caller.id);
      const ids = await queuePage(tx, meant, cursor ? queueCursor(cursor) : undefined, limit + 1);
      const shown = ids.slice(0, limit);
      const found = new Map((await findMany(tx, report, shown)).map((row) => [row.id, row]));
      const merged = await mergedCounts(tx, shown);
      const rows = shown.flatMap((id) => { const row = found.get(id); return row ? [{ ...row, merged: merged.get(id) ?? 0 }] : []; });
      const last = rows.at(-1);
      return { rows, counts: await queueCounts(tx, meant), ...(ids.length > limit && last ? { next: cursorOf((last.content as { receivedAt: string }).receivedAt, last.id) } : {}) };
    },
  }),
  route({
    method: "GET", path: "/api/field/measures", tag, may: "field.read", summary: "How triage works: time from received to graded, share answered, reports by way and area, precision of suggested duplicates",
    query: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
    reply: z.object({
      from: z.iso.date(), to: z.iso.date(), received: z.int(), graded: z.int(), minutesToGraded: z.object({ median: z.number().nullable(), p90: z.number().nullable() }),
      waiting: z.object({ count: z.int(), oldestMinutes: z.number().nullable() }), answered: z.object({ count: z.int(), of: z.int() }),
      byWay: z.array(z.object({ way: z.string(), count: z.int() })), byArea: z.array(z.object({ area: z.string().nullable(), count: z.int(), graded: z.int() })),
      bySource: z.array(z.object({ kind: z.string(), count: z.int() })),
      suggestions: z.object({ same: z.int(), different: z.int(), precision: z.number().nullable(), lower: z.number().nullable(), upper: z.number().nullable() }),
    }),
    async handle({ tx, query }) {
      const to = query.to ?? tx.now.toISOString().slice(0, 10);
      const from = query.from ?? new Date(Date.parse(to) - DEFAULT_DAYS * DAY_MS).toISOString().slice(0, 10);
      return { from, to, ...(await measuresOf(tx, { from, to })) };
    },
  }),
  route({
    method: "GET", path: "/api/field/silent-areas", tag, may: "field.triage", summary: "RED: where reports have ceased, for a welfare call and nothing else; each reading is journalled",
    reply: z.object({ areas: z.array(z.object({ area: z.string(), before: z.int(), lastOn: z.string(), chance: z.number() })) }),
    async handle({ tx }) {
      if (!mayReadSilence(tx)) throw problem("record.notFound");
      return { areas: await silentAreas(tx) };
    },
  }),
];

function queueCursor(cursor: string): [string, string] {
  const [at, id] = readCursor(cursor);
  if (typeof at !== "string" || !z.uuid().safeParse(id).success) throw problem("input.badCursor");
  return [at, id];
}
