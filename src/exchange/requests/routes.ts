/** HTTP of questions between nodes: ask with a deadline, see what is late on either side, answer or say why not. */
import { z } from "zod";
import { route, type AnyRoute } from "../../platform/http.ts";
import { markingOf } from "../../platform/marking.ts";
import { MarkingWord } from "../../platform/noun.ts";
import { envelopeOf } from "../../platform/noun-routes.ts";
import { find } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { request, requestLife } from "../delivery/request.noun.ts";
import { momentOf } from "../moment.ts";
import { stepsRoute, takeStep, traceOnlyRoutes } from "../steps.ts";
import { askContact, reply as replyTo } from "./ask.ts";
import { requestsHere, WAYS } from "./queries.ts";

const tag = "information-request";
const Id = z.object({ id: z.uuid() });
const Envelope = envelopeOf(request as never);
const text = (most: number) => z.string().trim().min(1).max(most);

export const requestRoutes: readonly AnyRoute[] = [
  // A question that was asked stands as it was asked: it is answered, declined or cancelled.
  ...traceOnlyRoutes(request as never).filter(({ method }) => method !== "POST"), stepsRoute(requestLife as never),
  route({
    method: "POST", path: "/api/information-requests", tag, may: "exchange.write", summary: "Ask a contact something, with a deadline; abroad it goes to its country’s node, if the agreement allows it and its words name nobody",
    body: z.strictObject({ id: z.uuid().optional(), marking: MarkingWord.optional(), content: z.strictObject({ title: text(200), contact: z.uuid(), alert: z.uuid().nullish(), question: text(1_000), dueAt: z.string().max(20), state: z.literal("open").optional() }) }), reply: Envelope,
    async handle({ tx, node, language, body: { id, marking, content: { alert, state: _, ...content } }, reply }) {
      const row = await askContact(tx, node, language, { id, marking, ...content, ...(alert ? { alert } : {}) });
      reply.code(201);
      return row;
    },
  }),
  route({
    method: "POST", path: "/api/information-requests/:id/reply", tag, may: "exchange.write", summary: "Answer a question, or decline it and say why; to another country’s question the words go back",
    params: Id, body: z.strictObject({ state: z.enum(["answered", "declined"]), answer: text(2_000) }), reply: Envelope,
    handle: ({ tx, node, language, params, body }) => replyTo(tx, node, language, params.id, body),
  }),
  route({
    method: "POST", path: "/api/information-requests/:id/asking/:step", tag, may: "exchange.write", summary: "Cancel a question of ours: the other node hears of it", params: z.object({ id: z.uuid(), step: z.enum(["cancel"]) }),
    body: z.strictObject({ reason: text(500).optional() }), reply: z.object({ isWaiting: z.boolean(), row: Envelope }),
    async handle({ tx, node, params: { id, step }, body }) {
      const row = await find(tx, request as never, id);
      if (!row) throw problem("record.notFound");
      if (row.owner !== node.organisation) throw problem("transition.refused", { reason: "only who asked cancels; answer it, or decline" });
      return takeStep(tx, requestLife as never, id, step, body.reason);
    },
  }),
  route({
    method: "GET", path: "/api/exchange/requests", tag: "exchange", may: "exchange.read", summary: "Questions asked by this country and of it, the most urgent first: what is late, what was answered, and how far each has come",
    reply: z.array(z.object({
      id: z.uuid(), title: z.string(), contact: z.uuid(), contactTitle: z.string().nullable(), country: z.string(), alert: z.uuid().nullable(), question: z.string(), answer: z.string().nullable(), dueAt: z.string(), answeredAt: z.string().nullable(),
      state: z.string(), marking: MarkingWord, isOurs: z.boolean(), isOverdue: z.boolean(), isLate: z.boolean(), way: z.enum(WAYS),
    })),
    handle: async ({ tx, node }) => (await requestsHere(tx, node.organisation, momentOf(tx.now))).map(({ marking, ...row }) => ({ ...row, marking: markingOf(marking) })),
  }),
];
