/** HTTP of releases: who would receive what and why, the act itself, what left, and what it can be checked against. */
import { sql } from "kysely";
import { z } from "zod";
import { route, type AnyRoute } from "../../platform/http.ts";
import { labels } from "../../platform/language.ts";
import { envelopeOf } from "../../platform/noun-routes.ts";
import { problem } from "../../platform/problem.ts";
import { draftOnlyRoutes, stepsRoute } from "../steps.ts";
import { propose, recordOf, takeReleaseStep } from "./acts.ts";
import { commitmentTo, ReleaseDocument, verdictOn } from "./document.ts";
import { withFullSight } from "./full-sight.ts";
import { preview, type Issued } from "./issue.ts";
import { SUBJECTS } from "./policy.ts";
import { decisionsOn, documentById, documentsOf, originalOf, publicKeyOfKey, recipientsOf } from "./queries.ts";
import { REASON_WORDS } from "./reason-words.ts";
import type { Reason } from "./release.ts";
import { REVIEW_HOURS, releaseLife } from "./release-life.ts";
import { release } from "./release.noun.ts";
import { signingKey } from "./signing.ts";

const tag = "exchange";
const Words = z.object({ fr: z.string(), en: z.string(), ar: z.string() });
const ReasonReply = z.object({ code: z.string(), words: Words });
const OutcomeReply = z.object({
  contact: z.uuid(), title: z.string(), country: z.string(), service: z.string(), isArmed: z.boolean(), isReleased: z.boolean(),
  agreement: z.uuid().optional(), place: z.string().optional(), time: z.string().optional(), masks: z.array(z.string()).optional(), reasons: z.array(ReasonReply), document: z.uuid().optional(),
  content: z.looseObject({}).optional(),
});
const Subject = z.enum(SUBJECTS);

/** A code that this version does not know is shown as it is. */
export const reasonsInWords = (reasons: readonly string[]) => reasons.map((code) => ({ code, words: REASON_WORDS[code as Reason] ?? labels([code, code, code]) }));

/** @param withContent what the recipient would read, too */
export function outcomeReply({ recipient, given, document }: Issued, withContent = true) {
  const { id, title, country, service, isArmed } = recipient;
  const base = { contact: id, title, country, service, isArmed, isReleased: given.isReleased, reasons: given.isReleased ? [] : reasonsInWords(given.reasons), ...(document ? { document } : {}) };
  if (!given.isReleased) return base;
  const { agreement, place, time, masks, content } = given;
  return { ...base, ...(agreement ? { agreement } : {}), place, time, masks: [...masks], ...(withContent ? { content: { ...content } } : {}) };
}

const stepNames = Object.keys(releaseLife.transitions) as [string, ...string[]];
const Record = z.object({ subject: Subject, id: z.uuid() });

export const releaseRoutes: readonly AnyRoute[] = [
  stepsRoute(releaseLife as never),
  ...draftOnlyRoutes(releaseLife as never),
  route({
    method: "GET", path: "/api/exchange/preview/:subject/:id", tag, may: "exchange.read", summary: "Who would receive this record, in what form, under which agreement, and why not the others; nothing is sent",
    params: Record, reply: z.array(OutcomeReply),
    async handle({ tx, node, params: { subject, id: record } }) {
      const row = await recordOf(tx, subject, record);
      const seen = new Set((await recipientsOf(tx)).map(({ id }) => id));
      return (await preview(tx, node, { subject, row })).filter(({ recipient }) => seen.has(recipient.id)).map((one) => outcomeReply(one));
    },
  }),
  route({
    method: "GET", path: "/api/exchange/view-as/:subject/:id/:contact", tag, may: "exchange.read", summary: "A record exactly as one contact would read it, or why they would not",
    params: Record.extend({ contact: z.uuid() }), reply: OutcomeReply,
    async handle({ tx, node, params: { subject, id: record, contact } }) {
      const row = await recordOf(tx, subject, record);
      if ((await recipientsOf(tx, [contact])).length === 0) throw problem("record.notFound");
      return outcomeReply((await preview(tx, node, { subject, row }, [contact]))[0]!);
    },
  }),
  route({
    method: "POST", path: "/api/releases", tag: "release", may: "exchange.write", summary: "Ask for the release of a record to named contacts; it is marked as strictly as the record",
    body: z.strictObject({
      id: z.uuid().optional(),
      content: z.strictObject({
        title: z.string().trim().min(1).max(200), subject: Subject, record: z.uuid(), contacts: z.array(z.uuid()).max(100), purpose: z.string().max(40),
        summary: release.fields.summary.schema.optional(), protectivePurpose: z.string().trim().min(1).max(1_000).optional(), isImminentDanger: z.boolean().default(false), expiresOn: z.iso.date().optional(),
      }),
    }), reply: envelopeOf(release as never),
    async handle({ tx, node, body, reply }) {
      reply.code(201);
      return propose(tx, node, body as never);
    },
  }),
  route({
    method: "POST", path: "/api/releases/:id/releasing/:step", tag: "release", may: "exchange.read", summary: "Take a step of a release; each step has a permission of its own. Released, each contact gets a signed document or a reason",
    params: z.object({ id: z.uuid(), step: z.enum(stepNames) }), body: z.strictObject({ reason: z.string().trim().min(1).max(500).optional() }),
    reply: z.object({ isWaiting: z.boolean(), row: envelopeOf(release as never), outcomes: z.array(OutcomeReply), revoked: z.int() }),
    async handle({ tx, node, params, body }) {
      const { outcomes, ...taken } = await takeReleaseStep(tx, node, params.id, params.step, body.reason);
      return { ...taken, outcomes: outcomes.map((one) => outcomeReply(one, false)) };
    },
  }),
  route({
    method: "GET", path: "/api/exchange/reviews", tag, may: "exchange.read", summary: "Urgent releases that another person must review, with the time left",
    reply: z.array(z.object({ release: z.uuid(), title: z.string(), releasedAt: z.string(), dueAt: z.string(), isOverdue: z.boolean() })),
    async handle({ tx }) {
      const { rows } = await sql<{ id: string; title: string; at: string }>`select id, title, at from releases where state = 'to-review' and not withdrawn order by at, id`.execute(tx.sql);
      return rows.map(({ id, title, at }) => {
        const due = new Date(Date.parse(at) + REVIEW_HOURS * 3_600_000);
        return { release: id, title, releasedAt: at, dueAt: due.toISOString(), isOverdue: due < tx.now };
      });
    },
  }),
  route({
    method: "GET", path: "/api/exchange/ledger/:subject/:id", tag, may: "exchange.read", summary: "Of one record: each time somebody was given it or refused it, with the reasons; and the documents that left",
    params: Record,
    reply: z.object({
      decisions: z.array(z.object({ contact: z.uuid(), at: z.string(), isReleased: z.boolean(), reasons: z.array(ReasonReply), recordVersion: z.int(), actor: z.string() })),
      documents: z.array(z.object({ id: z.uuid(), contact: z.uuid(), country: z.string(), service: z.string(), recordVersion: z.int(), issuedAt: z.string(), expiresAt: z.string().nullable(), revokedAt: z.string().nullable() })),
    }),
    async handle({ tx, params: { subject, id: record } }) {
      await recordOf(tx, subject, record);
      const [decisions, documents] = [await decisionsOn(tx, record), await documentsOf(tx, record)];
      return {
        decisions: decisions.map(({ reasons, ...rest }) => ({ ...rest, reasons: reasonsInWords(reasons) })),
        documents: documents.map(({ id, contact, country, service, recordVersion, issuedAt, expiresAt, revokedAt }) => ({ id, contact, country, service, recordVersion, issuedAt, expiresAt, revokedAt })),
      };
    },
  }),
  route({
    method: "GET", path: "/api/exchange/documents/:id", tag, may: "exchange.read", summary: "A released document exactly as it left, with its signature, its key and its revocation",
    params: z.object({ id: z.uuid() }), reply: z.object({ id: z.uuid(), words: z.string(), signature: z.string(), key: z.string(), publicKey: z.string(), revocation: z.string().nullable(), verdict: z.string() }),
    async handle({ tx, params }) {
      const kept = await documentById(tx, params.id);
      if (!kept) throw problem("record.notFound");
      const publicKey = (await publicKeyOfKey(tx, kept.keyId))!;
      return { id: kept.id, words: kept.document, signature: kept.signature.toString("base64url"), key: kept.keyId, publicKey, revocation: kept.revocation, verdict: verdictOn(kept.document, kept.signature, publicKey, tx.now) };
    },
  }),
  route({
    method: "GET", path: "/api/exchange/documents/:id/proof", tag, may: "exchange.approve", summary: "What proves which version of which record a document came from; giving away the salt gives away the link",
    params: z.object({ id: z.uuid() }), reply: z.object({ record: z.uuid(), version: z.int(), salt: z.string(), commitment: z.string(), holds: z.boolean() }),
    async handle({ tx, node, params }) {
      const kept = await documentById(tx, params.id);
      if (!kept) throw problem("record.notFound");
      const original = await withFullSight(tx, node, (full) => originalOf(full, kept.record, kept.recordVersion));
      const { commitment } = ReleaseDocument.parse(JSON.parse(kept.document));
      tx.journal({ act: "prove-release", noun: kept.subject, object: kept.record, marking: kept.marking, owner: kept.owner, exercise: kept.exercise });
      return { record: kept.record, version: kept.recordVersion, salt: kept.salt.toString("base64url"), commitment, holds: commitmentTo(original, kept.salt) === commitment };
    },
  }),
  route({
    method: "GET", path: "/api/exchange/key", tag, may: "exchange.read", summary: "The public key that this node signs with", reply: z.object({ id: z.string(), publicKey: z.string() }),
    async handle({ tx, node }) {
      const { id, publicKey } = await signingKey(node, tx);
      return { id, publicKey };
    },
  }),
  route({
    method: "POST", path: "/api/exchange/verify", tag, may: "signed-in", summary: "Whether a document was signed with this public key, unchanged, and has not expired",
    body: z.strictObject({ words: z.string().max(200_000), signature: z.string().max(200), publicKey: z.string().max(200) }), reply: z.object({ verdict: z.string() }),
    handle: ({ tx, body }) => ({ verdict: verdictOn(body.words, Buffer.from(body.signature, "base64url"), body.publicKey, tx.now) }),
  }),
];
