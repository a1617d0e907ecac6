/** HTTP of exercises: begin one, end it, and read what became of it. All of it in the exercise's world, which no actual reader sees. */
import { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import type { Node } from "../../platform/node.ts";
import { MarkingWord, type Row } from "../../platform/noun.ts";
import { envelopeOf } from "../../platform/noun-routes.ts";
import { find, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { momentOf } from "../moment.ts";
import { reasonsInWords } from "../release/routes.ts";
import { drill, Observed, type DrillContent } from "./drill.noun.ts";
import { alertsHere, alertsPlayed, copiesPlayed, deliveriesPlayed, exhaustedPlayed, linkTurns, refusalsPlayed } from "./queries.ts";
import { reviewOf, type Review } from "./review.ts";

const tag = "drill";
const Id = z.object({ id: z.uuid() });
const Envelope = envelopeOf(drill as never);
/** What was seen from outside is written by whoever ran the nodes, not by this form. */
const Said = z.strictObject({ title: z.string(), scenario: z.string().nullish(), startedAt: z.string().optional(), endedAt: z.string().nullish() });
const Words = z.object({ fr: z.string(), en: z.string(), ar: z.string() });
const Reasons = z.array(z.object({ code: z.string(), words: Words }));
const maybe = z.number().nullable();
const Spread = z.object({ count: z.int(), p50: maybe, p95: maybe, longest: maybe, bars: z.array(z.object({ upTo: maybe, count: z.int() })) });
const ReviewReply = z.object({
  title: z.string(), scenario: z.string().optional(), country: z.string(), from: z.string(), to: z.string(), isRunning: z.boolean(), observed: Observed.optional(),
  counts: z.record(z.string(), z.int()), deliver: Spread, answer: Spread, arrive: Spread, answerToOthers: Spread,
  alerts: z.array(z.looseObject({ id: z.uuid(), title: z.string() })), contacts: z.array(z.looseObject({ contact: z.uuid(), title: z.string() })), passedOn: z.array(z.looseObject({ at: z.string() })),
  refusals: z.array(z.looseObject({ at: z.string(), by: z.enum(["policy", "there", "here"]), reasons: Reasons })), links: z.array(z.object({ country: z.string(), from: z.string(), to: z.string(), isClosed: z.boolean() })),
  line: z.array(z.looseObject({ at: z.string(), kind: z.string() })), copies: z.record(z.string(), z.int()), inActualWorld: z.int(),
});

const contentOf = (row: Row) => row.content as unknown as DrillContent;

async function held(tx: Transaction, id: string): Promise<Row> {
  const row = await find(tx, drill as never, id);
  if (!row) throw problem("record.notFound");
  return row;
}

/** An exercise is of its own world: begun in the actual one it would review the actual alerts. */
function mustBeExercise(tx: Transaction): void {
  if (!tx.caller.exercise) throw problem("drill.actualWorld");
}

/** Of the rows of this node, as the caller may read them; until now, where it still runs. */
export async function reviewDrill(tx: Transaction, node: Node, { startedAt, endedAt }: DrillContent): Promise<Review & { inActualWorld: number; window: { from: string; to: string } }> {
  // To the second: what happened within the last one belongs to it.
  const window = { from: startedAt, to: momentOf(new Date(Date.parse(endedAt ?? momentOf(tx.now)) + 1_000)) };
  const alerts = await alertsPlayed(tx, window);
  const ids = alerts.map(({ id }) => id);
  const review = reviewOf({
    ours: node.organisation, window, alerts, deliveries: await deliveriesPlayed(tx, ids), refusals: await refusalsPlayed(tx, window), turns: await linkTurns(tx, window), exhausted: await exhaustedPlayed(tx, ids), copies: await copiesPlayed(tx, window, ids),
  });
  return { ...review, window, inActualWorld: await inActualWorld(tx, (actual) => alertsHere(actual, ids)) };
}

/** Asks one question of the other world, and comes back: whether something of the exercise stands where it must not. */
async function inActualWorld<T>(tx: Transaction, work: (actual: Transaction) => Promise<T>): Promise<T> {
  const go = (exercise: boolean) => tx.client.query("select set_config('faleme.exercise', $1, true)", [String(exercise)]);
  await go(false);
  const found = await work({ ...tx, caller: { ...tx.caller, exercise: false } });
  await go(tx.caller.exercise);
  return found;
}

export const drillRoutes: readonly AnyRoute[] = [
  route({
    method: "POST", path: "/api/drills", tag, may: "exchange.write", summary: "Begin an exercise, now or at a moment that is said; only in the exercise’s world",
    body: z.strictObject({ id: z.uuid().optional(), marking: MarkingWord.optional(), content: Said }), reply: Envelope,
    async handle({ tx, body: { content: { scenario, startedAt, endedAt, title }, ...body }, reply }) {
      mustBeExercise(tx);
      const { row, outcome } = await save(tx, drill as never, { ...body, content: { title, ...(scenario ? { scenario } : {}), startedAt: startedAt ?? momentOf(tx.now), ...(endedAt ? { endedAt } : {}) } });
      reply.code(outcome === "inserted" ? 201 : 200);
      return row;
    },
  }),
  route({
    method: "PUT", path: "/api/drills/:id", tag, may: "exchange.write", summary: "Correct an exercise’s title, scenario or times; what was seen from outside stays as it was written", params: Id,
    body: z.strictObject({ basedOn: z.int().min(0), marking: MarkingWord.optional(), withdrawn: z.boolean().optional(), content: Said.extend({ observed: z.unknown().optional() }) }), reply: Envelope,
    async handle({ tx, params, body: { content, ...body } }) {
      const { observed, startedAt } = contentOf(await held(tx, params.id));
      return (await save(tx, drill as never, { id: params.id, ...body, content: { ...content, startedAt: content.startedAt ?? startedAt, observed } })).row;
    },
  }),
  route({
    method: "POST", path: "/api/drills/:id/end", tag, may: "exchange.write", summary: "End an exercise now: what comes later is not counted in it", params: Id, reply: Envelope,
    async handle({ tx, params }) {
      const row = await held(tx, params.id);
      if (contentOf(row).endedAt !== undefined) return row;
      return (await save(tx, drill as never, { id: row.id, content: { ...row.content, endedAt: momentOf(tx.now) } })).row;
    },
  }),
  route({
    method: "GET", path: "/api/drills/:id/review", tag, may: "exchange.read", summary: "After action: times to deliver and to answer, by alert and by contact, who was passed over, what was refused and why, how the links stood, what stands twice or is missing; from this node’s own rows", params: Id, reply: ReviewReply,
    async handle({ tx, node, params }) {
      const content = contentOf(await held(tx, params.id));
      const { window, refusals, line, ...review } = await reviewDrill(tx, node, content);
      return {
        title: content.title, ...(content.scenario ? { scenario: content.scenario } : {}), country: node.organisation, from: window.from, to: content.endedAt ?? momentOf(tx.now), isRunning: content.endedAt === undefined,
        ...(content.observed ? { observed: content.observed } : {}), ...review, counts: { ...review.counts }, copies: { ...review.copies },
        alerts: review.alerts.map((one) => ({ ...one })), contacts: review.contacts.map((one) => ({ ...one })), passedOn: review.passedOn.map((one) => ({ ...one })),
        refusals: refusals.map(({ reasons, ...one }) => ({ ...one, reasons: reasonsInWords(reasons) })), line: line.map(({ reasons, ...one }) => ({ ...one, ...(reasons ? { reasons: reasonsInWords(reasons) } : {}) })),
      };
    },
  }),
];
