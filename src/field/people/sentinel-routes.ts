/** HTTP of sentinels: what their coordinator sees and does, and the door by which they themselves give a sign. */
import { z } from "zod";
import { route, type AnyRoute } from "../../platform/http.ts";
import type { JobKind } from "../../platform/jobs.ts";
import { problem } from "../../platform/problem.ts";
import { accept } from "../intake/accept.ts";
import { checkIn, noteMissedCheckIns } from "./check-in.ts";
import { callCoordinators, ownNumber, setOwnNumber } from "./coordinator-calls.ts";
import { openNotices, settleNotice } from "./sentinel-queries.ts";
import { burn, change, enrol, heardOf, sentinels } from "./sentinels.ts";

const tag = "sentinels";
const may = "sentinels.manage";
const base = "/api/field/sentinels";
const Id = z.object({ id: z.uuid() });
const Day = z.iso.date();
const Duty = z.strictObject({ from: Day, to: Day }).refine(({ from, to }) => to >= from, "the end is before the start");
const Word = z.string().trim().min(4).max(30).regex(/^\S+$/u, "one word, without spaces");
const Telephone = z.string().trim().regex(/^\+?[\d ()-]{6,24}$/, "a telephone number");
const Words = { safeWord: Word, dangerWord: Word };
const Shared = {
  place: z.uuid().optional(), area: z.string().max(20).optional(),
  contact: Telephone.optional(),
  everyHours: z.int().min(6).max(336), duties: z.array(Duty).max(60),
};
/** A village or a commune: one of the two. */
const isPlaced = ({ place, area }: { place?: string | undefined; area?: string | undefined }) => (place === undefined) !== (area === undefined);
const PLACED = "a village or a commune, one of the two";

const SentinelShown = z.object({
  id: z.uuid(), number: z.string(), state: z.enum(["active", "resting", "left"]), everyHours: z.int(), dueAt: z.iso.datetime().nullable(), seenOn: Day.nullable(), enrolledOn: Day,
  duties: z.array(z.object({ from: Day, to: Day })), place: z.uuid().optional(), area: z.string().optional(), contact: z.string().optional(),
});
const NoticeShown = z.object({ id: z.uuid(), sentinel: z.uuid(), number: z.string(), what: z.enum(["missed", "danger", "left"]), since: z.iso.datetime() });

export const sentinelRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: base, tag, may, summary: "Your sentinels and what waits for you; nobody else is shown them, whatever their role",
    reply: z.object({ now: z.iso.datetime(), callAt: z.string().nullable(), rows: z.array(SentinelShown), notices: z.array(NoticeShown) }),
    handle: async ({ tx, node }) => ({ now: tx.now.toISOString(), callAt: await ownNumber(node, tx), rows: await sentinels(node, tx), notices: await openNotices(tx) }),
  }),
  route({
    method: "POST", path: base, tag, may, summary: "Enrol a sentinel: a number is made, no name is asked",
    body: z.strictObject({ id: z.uuid(), ...Words, ...Shared }).refine(isPlaced, PLACED), reply: z.object({ id: z.uuid(), number: z.string() }),
    async handle({ tx, node, body, reply }) {
      const number = await enrol(node, tx, body);
      reply.code(201);
      return { id: body.id, number };
    },
  }),
  route({
    method: "PUT", path: `${base}/:id`, tag, may, summary: "Change a sentinel’s place, rota, rhythm, words, or let them rest", params: Id,
    body: z.strictObject({ state: z.enum(["active", "resting"]), words: z.strictObject(Words).optional(), ...Shared }).refine(isPlaced, PLACED),
    handle: ({ tx, node, params, body }) => change(node, tx, params.id, body),
  }),
  route({ method: "POST", path: `${base}/:id/heard`, tag, may, summary: "You have spoken with them: the next check-in is awaited from now", params: Id, handle: ({ tx, node, params }) => heardOf(node, tx, params.id) }),
  route({ method: "DELETE", path: `${base}/:id`, tag, may, summary: "Burn: place, telephone, words and rota are destroyed with their key, and cannot be brought back", params: Id, handle: ({ tx, node, params }) => burn(node, tx, params.id) }),
  route({
    method: "PUT", path: "/api/field/coordinator", tag, may, summary: "Where to call you when a sign is missed or a word of alarm was given; the message says neither what nor who",
    body: z.strictObject({ callAt: Telephone.nullable(), language: z.enum(["fr", "en", "ar"]).default("fr") }),
    handle: ({ tx, node, body }) => setOwnNumber(node, tx, body.callAt, body.language),
  }),
  route({
    method: "POST", path: `${base}/notices/:id/seen`, tag, may, summary: "Settle a notice", params: Id,
    async handle({ tx, params }) { if (!(await settleNotice(tx, params.id))) throw problem("record.notFound"); },
  }),
  route({
    method: "POST", path: "/api/field/check-ins", tag, may: { anyone: "a sentinel has a number and a word, and no account" }, withoutTransaction: true,
    summary: "A sentinel’s sign of life, with or without a message, or their leaving. The reply is the same whether number and word belong together or not",
    body: z.strictObject({ number: z.string().regex(/^S\d{6}$/), word: z.string().trim().min(1).max(60), leaves: z.boolean().default(false), report: z.strictObject({ id: z.uuid(), text: z.string().trim().min(1).max(5_000), language: z.enum(["fr", "en", "ar"]).optional() }).optional() }),
    reply: z.object({ receipt: z.string().optional() }),
    async handle({ node, body: { report, ...signed }, reply }) {
      const voice = await checkIn(node, signed);
      reply.code(202);
      // A tip is never lost because a word was mistyped: then it is anybody's.
      return report ? { receipt: (await accept(node, { ...report, way: "web", ...(voice ? { sentinel: voice } : {}) })).receipt } : {};
    },
  }),
];

export const checkInJob: JobKind = { name: "sentinel-check-ins", every: "*/10 * * * *", run: async (node) => { await noteMissedCheckIns(node); await callCoordinators(node); } };
