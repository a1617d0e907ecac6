/** HTTP of one report: its masked words, what may be the same, and every act of triage on it. */
import { z } from "zod";
import { event } from "../../evidence/event.noun.ts";
import { isCode } from "../../platform/codes.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import { possibleSteps } from "../../platform/lifecycle-store.ts";
import { envelopeOf } from "../../platform/noun-routes.ts";
import { find } from "../../platform/noun-store.ts";
import { MarkingWord } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";
import { report } from "../intake/report.noun.ts";
import { accountOf, decideMask, removeMasked, unmasked } from "./account.ts";
import { closeReport, sayToSender } from "./conversing.ts";
import { linkTo, makeClaim, makeEvent, unlinkFrom } from "./evidence-links.ts";
import { keepApart, merge, mergedInto, part } from "./merging.ts";
import { stepsTaken } from "./queries.ts";
import { groundOf } from "./screen-report.ts";
import { openEvent } from "./release-event.ts";
import { reportLife } from "./report-life.ts";
import { duplicatesOf, eventsLike } from "./suggestions.ts";
import { supportOf } from "./support.ts";
import { whereTold } from "./where-told.ts";
import { CODED, workOn } from "./work-on.ts";

const tag = "report";
const base = "/api/reports/:id";
const params = z.object({ id: z.uuid() });
const basedOn = z.int().min(1);
const Reason = z.string().trim().min(3).max(300);
const Envelope = envelopeOf(report);
const code = (list: string) => z.string().refine((word) => isCode(list, word), { error: `not in the list ${list}` });

const Words3 = z.object({ fr: z.string(), en: z.string(), ar: z.string() });
const Step = z.object({ name: z.string(), labels: Words3, to: z.string(), isPossible: z.boolean(), reason: Words3.optional(), needsReason: z.boolean(), needsSecondPerson: z.boolean(), isWaiting: z.boolean() });
const Part = z.object({ name: z.string(), level: z.string(), weight: z.number(), measured: z.number().optional() });
const Mask = z.object({ at: z.int(), kind: z.string(), from: z.int(), to: z.int() });

const Change = z.strictObject(Object.fromEntries(CODED.map((name) => [name, z.unknown().optional()])) as Record<(typeof CODED)[number], z.ZodOptional<z.ZodUnknown>>);

/** A place as an officer says it; from it come point, precision and areas, as from what a sender says. */
const Where = z.strictObject({ placeId: z.uuid().optional(), place: z.string().trim().min(1).max(160).optional(), near: z.string().trim().min(1).max(160).optional(), towards: z.string().trim().min(1).max(160).optional(), area: z.string().trim().min(1).max(20).optional() });
/** Placing anew forgets what was there. */
const NOWHERE = { placeName: null, placePrecision: null, locationWords: null, candidates: null, country: null, area: null, admin1: null, admin2: null, geometry: null };

export const reportRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: `${base}/triage`, tag, may: "field.read", summary: "Where a report stands, what may follow and why not, and what people did with it",
    params, reply: z.object({ state: z.string(), steps: z.array(Step), taken: z.array(z.object({ lifecycle: z.string(), transition: z.string(), actor: z.string(), at: z.iso.datetime(), reason: z.string().nullable(), isDone: z.boolean() })), merged: z.array(z.uuid()) }),
    async handle({ tx, params: { id } }) {
      return { ...(await possibleSteps(tx, reportLife, id)), taken: await stepsTaken(tx, id), merged: await mergedInto(tx, id) };
    },
  }),
  route({
    method: "GET", path: `${base}/account`, tag, may: "field.read", summary: "What was said, names and numbers masked; reading it is journalled", params,
    reply: z.object({
      isReadable: z.boolean(), passages: z.array(z.object({ key: z.string(), words: z.string(), masks: z.array(Mask) })),
      messages: z.array(z.object({ at: z.iso.datetime(), from: z.enum(["sender", "house"]), words: z.string(), isQuestion: z.boolean() })),
      media: z.array(z.object({ sha256: z.string(), type: z.string(), bytes: z.int() })), isFromSentinel: z.boolean(), canReply: z.boolean(), original: z.string().nullable(),
    }),
    handle: ({ node, tx, params: { id } }) => accountOf(node, tx, id),
  }),
  route({
    method: "POST", path: `${base}/unmask`, tag, may: "field.triage", summary: "The words as they were written, for a reason that is kept", params, body: z.strictObject({ reason: Reason }),
    reply: z.object({ passages: z.array(z.object({ key: z.string(), words: z.string() })) }),
    handle: async ({ node, tx, params: { id }, body: { reason } }) => ({ passages: await unmasked(node, tx, id, reason) }),
  }),
  route({
    method: "POST", path: `${base}/masks`, tag, may: "field.triage", summary: "Decide on one mask: it hides no name, or these words are to be hidden too", params,
    body: z.strictObject({ key: z.string().max(400), from: z.int().min(0), to: z.int().min(1), isShown: z.boolean() }),
    handle: ({ node, tx, params: { id }, body }) => decideMask(node, tx, id, body),
  }),
  route({
    method: "POST", path: `${base}/remove-names`, tag, may: "field.triage", summary: "Take what is masked out of the words that are kept, for good", params, body: z.strictObject({ reason: Reason }),
    handle: ({ node, tx, params: { id }, body: { reason } }) => removeMasked(node, tx, id, reason),
  }),
  route({
    method: "PATCH", path: base, tag, may: "field.triage", summary: "Code a report and take a step; what two people change in different fields goes together, one field changed by both is a conflict", params,
    body: z.strictObject({ basedOn, change: Change.optional(), where: Where.optional(), step: z.enum(["triage", "grade", "reopen"]).optional(), reason: Reason.optional() }),
    reply: z.object({ row: Envelope, isWaiting: z.boolean() }),
    async handle({ node, tx, params: { id }, body: { basedOn: version, change, where, step, reason } }) {
      const placed = where ? { ...NOWHERE, ...whereTold(await groundOf(node, tx), where) } : {};
      return workOn(tx, id, { basedOn: version, change: { ...placed, ...change }, ...(step ? { step } : {}), ...(reason ? { reason } : {}) });
    },
  }),
  route({
    // The plain form must not go past what has an act of its own: linking and merging count sources.
    method: "PUT", path: base, tag, may: "field.triage", summary: "Change a report's coded part; links and merges have acts of their own", params,
    body: z.strictObject({ basedOn, content: report.schema }), reply: Envelope,
    async handle({ tx, params: { id }, body: { basedOn: version, content } }) {
      const change = Object.fromEntries(CODED.map((name) => [name, (content as Record<string, unknown>)[name] ?? null]));
      return (await workOn(tx, id, { basedOn: version, change })).row;
    },
  }),
  route({
    method: "POST", path: `${base}/close`, tag, may: "field.triage", summary: "Close a report with a reason; what does nothing but denounce a person is erased with it", params,
    body: z.strictObject({ basedOn, reason: code("report-close-reason") }), reply: z.object({ state: z.string() }),
    handle: async ({ node, tx, params: { id }, body }) => ({ state: (await closeReport(node, tx, id, body)).content.state as string }),
  }),
  route({
    method: "POST", path: `${base}/messages`, tag, may: "field.triage", summary: "Ask the sender, or answer; the words name nobody", params,
    body: z.strictObject({ words: z.string().trim().min(1).max(1_000), isQuestion: z.boolean() }), reply: Envelope,
    handle: ({ node, tx, params: { id }, body }) => sayToSender(node, tx, id, body),
  }),
  route({
    method: "GET", path: `${base}/duplicates`, tag, may: "field.read", summary: "Reports that may tell of the same, best first, with what each part says for it (in bits)", params,
    reply: z.object({ suggestions: z.array(z.object({ row: Envelope, score: z.number(), parts: z.array(Part) })) }),
    handle: async ({ node, tx, params: { id } }) => ({ suggestions: await duplicatesOf(node, tx, id) }),
  }),
  route({
    method: "GET", path: `${base}/events-like`, tag, may: "field.read", summary: "Events that a report may tell of, best first", params,
    reply: z.object({ suggestions: z.array(z.object({ row: envelopeOf(event), score: z.number(), parts: z.array(Part) })) }),
    handle: async ({ tx, params: { id } }) => ({ suggestions: await eventsLike(tx, id) }),
  }),
  route({
    method: "POST", path: `${base}/merge`, tag, may: "field.triage", summary: "Merge a report into another that tells of the same; it can be parted again", params,
    body: z.strictObject({ basedOn, into: z.uuid(), score: z.number().min(0).max(1).default(0) }), reply: Envelope,
    handle: ({ tx, params: { id }, body }) => merge(tx, id, body),
  }),
  route({
    method: "POST", path: `${base}/part`, tag, may: "field.triage", summary: "Part a merged report again: both are as they were", params,
    body: z.strictObject({ basedOn, reason: Reason.optional() }), reply: Envelope, handle: ({ tx, params: { id }, body }) => part(tx, id, body),
  }),
  route({
    method: "POST", path: `${base}/differs`, tag, may: "field.triage", summary: "Two that look alike tell of different things: they are not suggested again", params,
    body: z.strictObject({ other: z.uuid(), score: z.number().min(0).max(1).default(0), reason: Reason.optional() }), handle: ({ tx, params: { id }, body }) => keepApart(tx, id, body),
  }),
  route({
    method: "POST", path: `${base}/event`, tag, may: "field.triage", summary: "Make an event of a coded and graded report, or link it to one; only coded fields go over", params,
    body: z.strictObject({ basedOn, title: z.string().trim().min(1).max(240).optional(), event: z.uuid().optional() }), reply: z.object({ report: Envelope, event: z.uuid() }),
    async handle({ node, tx, params: { id }, body: { basedOn: version, event: to, title } }) {
      if (!to) return makeEvent(node, tx, id, { basedOn: version, title });
      return { report: await linkTo(tx, id, version, { event: to }), event: to };
    },
  }),
  route({
    method: "POST", path: `${base}/claim`, tag, may: "field.triage", summary: "Make a claim of a report, in words that an officer writes anew, or link it to one", params,
    body: z.strictObject({ basedOn, claim: z.uuid().optional(), title: z.string().trim().min(1).max(240).optional(), statement: z.string().trim().min(1).max(2_000).optional(), kind: code("claim-kind").optional(), expiresOn: z.iso.date().optional() }),
    reply: z.object({ report: Envelope, claim: z.uuid() }),
    async handle({ node, tx, params: { id }, body: { basedOn: version, claim: to, title, statement, kind, expiresOn } }) {
      if (to) return { report: await linkTo(tx, id, version, { claim: to }), claim: to };
      if (!title || !statement || !kind || !expiresOn) throw problem("report.notCoded", { missing: "title, statement, kind, expiresOn" });
      return makeClaim(node, tx, id, { basedOn: version, title, statement, kind, expiresOn });
    },
  }),
  route({
    method: "POST", path: `${base}/unlink`, tag, may: "field.triage", summary: "Take a report away from its event or claim", params,
    body: z.strictObject({ basedOn, from: z.enum(["event", "claim"]) }), reply: Envelope, handle: ({ tx, params: { id }, body }) => unlinkFrom(tx, id, body.basedOn, body.from),
  }),
  route({
    method: "POST", path: `${base}/open-event`, tag, may: "field.triage", summary: "Open the event of a report to more readers; a second person must agree", params,
    body: z.strictObject({ marking: MarkingWord }), reply: z.object({ isWaiting: z.boolean(), marking: MarkingWord, askedBy: z.string().nullable() }),
    async handle({ tx, params: { id }, body: { marking } }) {
      if (!tx.caller.may.has("evidence.edit")) throw problem("permission.denied", { permission: "evidence.edit" });
      const row = await find(tx, report, id);
      if (!row) throw problem("record.notFound");
      return openEvent(tx, row, marking);
    },
  }),
  route({
    method: "GET", path: "/api/events/:id/reports", tag: "event", may: "field.read", summary: "Reports behind an event, and how many independent groups of origin they are", params,
    reply: z.object({ reports: z.array(z.object({ id: z.uuid(), sourceGroup: z.string().nullable(), mergedInto: z.uuid().nullable() })), groups: z.int() }),
    async handle({ tx, params: { id } }) {
      if (!(await find(tx, event, id))) throw problem("record.notFound");
      return supportOf(tx, id);
    },
  }),
];
