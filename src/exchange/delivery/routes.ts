/** HTTP of deliveries: answers on the page, by link and by code, how messages leave, and whether warning became response. */
import { z } from "zod";
import { route, type AnyRoute } from "../../platform/http.ts";
import { envelopeOf } from "../../platform/noun-routes.ts";
import { newId } from "../../platform/identity.ts";
import { find } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { guidanceFor } from "../alerts/guidance.ts";
import { alert } from "../alerts/alert.noun.ts";
import { ReleaseDocument } from "../release/document.ts";
import { documentHeld } from "../release/queries.ts";
import { traceOnlyRoutes } from "../steps.ts";
import { answer } from "./answer.noun.ts";
import { ANSWER_KINDS, answerByCode, keepAnswer } from "./answers.ts";
import { CODE_LENGTH, hashOf } from "./codes.ts";
import { delivery } from "./delivery.noun.ts";
import { NotSet, sendMail } from "./mail.ts";
import { messageFor } from "./message.ts";
import { measures } from "./measures.ts";
import { failedAt, mustBePatient } from "./patience.ts";
import { attemptsOf, deliveryBy } from "./queries.ts";
import { keepMailPassword, mailPassword, outwardSettings, OutwardSettings, pushKeys, settleOutward } from "./settings.ts";

const tag = "exchange";
const Said = { kind: z.enum(ANSWER_KINDS), words: z.string().trim().min(1).max(1_000).optional(), done: z.string().trim().min(1).max(1_000).optional() };
const Words = z.object({ fr: z.string(), en: z.string(), ar: z.string() });
const Id = z.object({ id: z.uuid() });
const HOLDER = { anyone: "whoever holds a message’s code or link is the contact it was sent to" };
const Code = z.string().trim().min(CODE_LENGTH).max(60);
const nullableSeconds = z.number().nullable();

export const deliveryRoutes: readonly AnyRoute[] = [
  ...traceOnlyRoutes(delivery as never), ...traceOnlyRoutes(answer as never),
  route({
    method: "POST", path: "/api/deliveries/:id/answers", tag: "delivery", may: "exchange.write", summary: "What the contact answered: on the page, or on the phone as the duty officer heard it",
    params: Id, body: z.strictObject({ id: z.uuid().optional(), way: z.enum(["page", "phoned"]), ...Said }), reply: envelopeOf(answer as never),
    async handle({ tx, node, params, body, reply }) {
      reply.code(201);
      return keepAnswer(tx, node, params.id, body);
    },
  }),
  route({
    method: "GET", path: "/api/deliveries/:id/attempts", tag: "delivery", may: "exchange.read", summary: "Each channel of a delivery: sent, waiting or failed, and why; never an address", params: Id,
    reply: z.array(z.object({ channel: z.string(), state: z.string(), tries: z.int(), failure: z.string().nullable(), sentAt: z.string().nullable() })),
    async handle({ tx, params }) {
      if (!(await find(tx, delivery, params.id))) throw problem("record.notFound");
      return attemptsOf(tx, params.id);
    },
  }),
  route({
    method: "POST", path: "/api/exchange/sheet", tag, may: HOLDER, withoutTransaction: true, summary: "The alert as its contact reads it, for the code or link of their message; the code is in the body, never in an address",
    body: z.strictObject({ code: Code }),
    reply: z.object({ subject: z.string(), text: z.string(), isExercise: z.boolean(), state: z.string(), isOver: z.boolean(), checklist: z.array(Words), document: z.looseObject({}) }),
    async handle({ node, body, language }) {
      const now = node.db.now();
      mustBePatient(now);
      const held = await node.db.as(node.keeper("answers"), (tx) => deliveryBy(tx, hashOf(asHeld(body.code))));
      if (!held) { failedAt(now); throw problem("link.invalid"); }
      return node.db.as(node.keeper("contact by link", held.exercise), async (tx) => {
        const { state, alert: about, contact, deadlineMinutes } = (await find(tx, delivery, held.delivery))!.content as Record<string, any>;
        const document = await documentHeld(tx, about, contact);
        if (!document) throw problem("link.invalid");
        const read = ReleaseDocument.parse(JSON.parse(document.document));
        const { subject, text, isExercise } = messageFor(read, language, { code: "…", minutes: deadlineMinutes });
        const { state: stands } = (await find(tx, alert, about))!.content as { state: string };
        return { subject, text, isExercise, state, isOver: stands !== "issued", checklist: [...guidanceFor(read.content.kind).checklist], document: { ...read } };
      });
    },
  }),
  route({
    method: "POST", path: "/api/exchange/answers", tag, may: HOLDER, withoutTransaction: true, summary: "Answer an alert with the code or link of its message",
    body: z.strictObject({ code: Code, id: z.uuid().optional(), ...Said }), reply: z.object({ isKept: z.literal(true) }),
    async handle({ node, body: { code, ...said } }) {
      const now = node.db.now();
      mustBePatient(now);
      if (!(await answerByCode(node, asHeld(code), { ...said, way: "link" }))) { failedAt(now); throw problem("link.invalid"); }
      return { isKept: true as const };
    },
  }),
  route({
    method: "GET", path: "/api/exchange/measures", tag, may: "exchange.read", summary: "Of the alerts issued in a period: delivered, acknowledged, escalated, how fast, and how many were true",
    query: z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
    reply: z.object({
      from: z.string(), to: z.string(), alerts: z.int(), chains: z.int(), deliveries: z.int(), delivered: z.int(), undelivered: z.int(), acknowledged: z.int(), escalated: z.int(), unanswered: z.int(), inTime: z.int(),
      p50DeliverSeconds: nullableSeconds, p95DeliverSeconds: nullableSeconds, p50AnswerSeconds: nullableSeconds, p95AnswerSeconds: nullableSeconds,
      outcomes: z.object({ true: z.int(), false: z.int(), unverifiable: z.int(), unknown: z.int() }), precision: nullableSeconds, refused: z.int(),
    }),
    handle: ({ tx, query }) => measures(tx, query.from ?? new Date(tx.now.getTime() - 365 * 86_400_000).toISOString().slice(0, 10), query.to ?? tx.now.toISOString().slice(0, 10)),
  }),
  route({
    method: "GET", path: "/api/exchange/outward", tag, may: "exchange.settle", summary: "How messages leave: mail server, this node’s address, browser notifications; never a password",
    reply: OutwardSettings.extend({ hasMailPassword: z.boolean() }),
    async handle({ tx, node }) { return { ...(await outwardSettings(tx)), hasMailPassword: mailPassword(node) !== undefined }; },
  }),
  route({
    method: "PUT", path: "/api/exchange/outward", tag, may: "exchange.settle", summary: "Set how messages leave; a password is kept in the data directory, empty removes it, and none given leaves it",
    body: OutwardSettings.extend({ mailPassword: z.string().max(500).optional() }), reply: OutwardSettings.extend({ hasMailPassword: z.boolean() }),
    async handle({ tx, node, body: { mailPassword: password, ...settings } }) {
      if (password !== undefined) keepMailPassword(node, password || undefined);
      await settleOutward(tx, settings);
      return { ...settings, hasMailPassword: mailPassword(node) !== undefined };
    },
  }),
  route({
    method: "POST", path: "/api/exchange/outward/trial", tag, may: "exchange.settle", summary: "Send one message that says nothing, to see whether the mail server takes it; the address is not kept", withoutTransaction: true,
    body: z.strictObject({ to: z.email().max(200) }), reply: z.object({ isTaken: z.literal(true) }),
    async handle({ node, caller, body: { to } }) {
      const settings = await node.db.as(caller, (tx) => { tx.journal({ act: "try-mail" }); return outwardSettings(tx); });
      const id = newId(node.db.now().getTime());
      // A class or a code alone: the server's words may quote the address.
      await sendMail(node, settings, { id, to, ...TRIAL, isExercise: false }).catch((error: Error) => { throw problem("mail.notSent", { reason: error instanceof NotSet ? error.message : ((error as { code?: string }).code ?? error.name) }); });
      return { isTaken: true as const };
    },
  }),
  route({
    method: "GET", path: "/api/exchange/push-key", tag, may: "signed-in", summary: "The public key with which a browser subscribes to notifications; none where they are not set", reply: z.object({ publicKey: z.string().nullable() }),
    async handle({ tx, node }) { return { publicKey: (await outwardSettings(tx)).push ? (await pushKeys(node)).publicKey : null }; },
  }),
];

const TRIAL = { subject: "Falémé – essai, trial, تجربة", text: "Ce message est un essai : rien à faire.\nThis message is a trial: nothing to do.\nهذه رسالة تجريبية: لا يلزم فعل شيء.\n" };

/** A short code is read in capitals; a link as it is. */
const asHeld = (code: string) => (code.length === CODE_LENGTH ? code.toUpperCase() : code);
