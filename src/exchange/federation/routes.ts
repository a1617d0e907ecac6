/** HTTP between nodes, and of the links: a peer's rounds, who the peers are, how the links stand, files, and why somebody has not got something. */
import { createPublicKey } from "node:crypto";
import { z } from "zod";
import { isCode } from "../../platform/codes.ts";
import { Bytes, route, type AnyRoute } from "../../platform/http.ts";
import { problem } from "../../platform/problem.ts";
import { isThisMachine } from "../../platform/transport.ts";
import { ANSWER_KINDS } from "../delivery/answers.ts";
import { recordOf } from "../release/acts.ts";
import { SUBJECTS } from "../release/policy.ts";
import { reasonsInWords } from "../release/routes.ts";
import { traceOnlyRoutes } from "../steps.ts";
import { answerAbroad, originOf } from "./answer-abroad.ts";
import { exportBundle, importBundle } from "./bundle.ts";
import { reconsider } from "./inbox.ts";
import { closePeer, heldPeer, ownKey, peerCalled, register } from "./peers.ts";
import { receivedRecord } from "./received-record.noun.ts";
import { rotateKey } from "./rotate.ts";
import { answerRound, faultOf } from "./round.ts";
import { ROUND_PATH, synchronise, Wait } from "./synchronise.ts";
import { ledgerOf, linkStates, STANDS, whereIs } from "./why.ts";

const tag = "federation";
const Country = z.object({ country: z.string().regex(/^[A-Z]{2}$/) });

/** So many rounds at once; whoever comes then is told when to come again. */
const MOST_ROUNDS = 4;
const RETRY_SECONDS = 2;
const rounds = new Set<symbol>();

export const Ed25519 = z.string().max(200).refine((words) => {
  try { return createPublicKey({ key: Buffer.from(words, "base64url"), type: "spki", format: "der" }).asymmetricKeyType === "ed25519"; } catch { return false; }
}, { error: "no Ed25519 public key (SPKI, base64url)" });
export const PeerUrl = z.url({ protocol: /^https?$/ }).max(300).refine((words) => new URL(words).protocol === "https:" || isThisMachine(new URL(words).hostname), { error: "https, except on this machine" });
export const PeerBody = z.strictObject({ title: z.string().trim().min(1).max(160), url: PeerUrl.optional(), publicKey: Ed25519 });

const nullableText = z.string().nullable();
const LinkReply = z.object({
  country: z.string(), title: z.string(), url: nullableText, keyId: z.string(), isClosed: z.boolean(), protocol: z.int().nullable(), state: z.enum(["never", "good", "failing", "closed"]), heardAt: nullableText, failedAt: nullableText, failure: nullableText,
  lagSeconds: z.number().nullable(), backlog: z.int(), sent: z.int(), confirmed: z.int(), received: z.int(), refusedThere: z.int(), refusedHere: z.int(), withheld: z.int(), proof: z.object({ words: z.string(), signature: z.string() }).nullable(),
});
const Words = z.object({ fr: z.string(), en: z.string(), ar: z.string() });
const Reasons = z.array(z.object({ code: z.string(), words: Words }));
const RoundReply = z.object({ requests: z.int(), sentBytes: z.int(), receivedBytes: z.int(), received: z.int(), refused: z.int(), withheld: z.int(), more: z.boolean() });

export const federationRoutes: readonly AnyRoute[] = [
  ...traceOnlyRoutes(receivedRecord as never),
  route({
    method: "POST", path: ROUND_PATH, tag, may: { anyone: "a node proves itself by the signature of its message" }, summary: "One round with a registered node: its signed header and entries, answered by ours", rawBody: true, withoutTransaction: true,
    async handle({ node, request }) {
      if (rounds.size >= MOST_ROUNDS) throw problem("request.tooMany", { seconds: RETRY_SECONDS });
      const own = Symbol("round");
      rounds.add(own);
      try {
        return new Bytes("application/x-faleme-round", await answerRound(node, request.raw));
      } catch (error) {
        throw faultOf(error);
      } finally {
        rounds.delete(own);
      }
    },
  }),
  route({ method: "GET", path: "/api/exchange/links", tag, may: "exchange.read", summary: "Each node that this one exchanges with: lag, backlog, refusals, and its last signed word of how far it has read", reply: z.array(LinkReply), handle: ({ tx }) => linkStates(tx) }),
  route({
    method: "PUT", path: "/api/exchange/peers/:country", tag, may: "exchange.settle", summary: "Register a country’s node with its public key, compared by telephone; or give it another address", params: Country, body: PeerBody, reply: z.object({ country: z.string(), keyId: z.string() }),
    async handle({ tx, node, params: { country }, body }) {
      if (!isCode("country", country)) throw problem("input.invalid", { reason: "country: not in the code list" });
      const { keyId } = await register(tx, node, { country, ...body });
      return { country, keyId };
    },
  }),
  route({
    method: "POST", path: "/api/exchange/peers/:country/closing", tag, may: "exchange.settle", summary: "Close a link: nothing is given and nothing taken; or open it again", params: Country, body: z.strictObject({ isClosed: z.boolean() }), reply: z.object({ country: z.string(), isClosed: z.boolean() }),
    async handle({ tx, params, body }) {
      const { country, isClosed } = await closePeer(tx, params.country, body.isClosed);
      return { country, isClosed };
    },
  }),
  route({
    method: "POST", path: "/api/exchange/peers/:country/round", tag, may: "exchange.settle", summary: "Hold a round with this node now", params: Country, withoutTransaction: true, reply: RoundReply,
    async handle({ node, caller, params: { country } }) {
      try { return await synchronise(node, country, { exercise: caller.exercise, pages: 20 }); } catch (error) {
        if (error instanceof Wait) throw problem("request.tooMany", { seconds: error.seconds });
        throw (error as { status?: number }).status ? error : problem("peer.unreachable", { peer: country, reason: faultOf(error).message });
      }
    },
  }),
  route({
    method: "POST", path: "/api/exchange/peers/:country/reconsider", tag, may: "exchange.approve", summary: "Ask this node once more for what was refused here", params: Country, reply: z.object({ asked: z.int() }),
    async handle({ tx, node, params: { country } }) {
      const peer = await heldPeer(tx, country);
      return { asked: (await reconsider(tx, node, peer, true)).outSeq - peer.outSeq };
    },
  }),
  route({
    method: "GET", path: "/api/exchange/peers/:country/ledger", tag, may: "exchange.read", summary: "Line by line what was sent to this node or received from it, and what became of it, newest first", params: Country,
    query: z.strictObject({ direction: z.enum(["sent", "received"]).default("sent"), before: z.coerce.number().int().optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
    reply: z.array(z.object({ direction: z.string(), seq: z.int(), kind: z.string(), id: z.uuid(), at: z.string(), outcome: z.string(), reasons: Reasons })),
    async handle({ tx, params: { country }, query }) {
      const peer = await peerCalled(tx, country);
      if (!peer) return [];
      return (await ledgerOf(tx, peer, query)).map(({ reasons, ...line }) => ({ ...line, reasons: reasonsInWords(reasons) }));
    },
  }),
  route({
    method: "POST", path: "/api/exchange/peers/:country/bundle", tag, may: "exchange.settle", summary: "A file with all that this node has not confirmed, to be carried by hand", params: Country, withoutTransaction: true,
    async handle({ node, caller, params: { country } }) {
      const { bytes } = await exportBundle(node, country, caller.exercise);
      return new Bytes("application/octet-stream", bytes, { "content-disposition": `attachment; filename="${node.organisation}-${country}.faleme"` });
    },
  }),
  route({
    method: "POST", path: "/api/exchange/bundles", tag, may: "exchange.settle", summary: "Take in a file of another node; it says from whom, in which world, and what became of each part", rawBody: true, withoutTransaction: true,
    reply: z.object({ from: z.string(), world: z.string(), received: z.int(), refused: z.int(), withheld: z.int(), failure: z.string().optional() }),
    async handle({ node, request }) {
      const { header, received, refused, withheld, failure } = await importBundle(node, request.raw);
      return { from: header.from, world: header.world, received, refused, withheld, ...(failure ? { failure } : {}) };
    },
  }),
  route({
    method: "GET", path: "/api/exchange/why", tag, may: "exchange.read", summary: "Why each contact abroad has this record or not: refused by the policy, waiting, received, refused there, withheld, revoked",
    query: z.strictObject({ subject: z.enum(SUBJECTS), record: z.uuid() }),
    reply: z.array(z.object({ contact: z.uuid(), title: z.string(), country: z.string(), service: z.string(), stands: z.enum(STANDS), reasons: Reasons, document: z.uuid().optional(), at: z.string().optional(), failure: z.string().optional(), backlog: z.int().optional() })),
    async handle({ tx, node, query: { subject, record } }) {
      await recordOf(tx, subject, record);
      return (await whereIs(tx, record, node.organisation)).map(({ reasons, ...one }) => ({ ...one, reasons: reasonsInWords(reasons) }));
    },
  }),
  route({
    method: "GET", path: "/api/alerts/:id/origin", tag: "alert", may: "exchange.read", summary: "Of an alert from another node: its documents, what was answered from here, and whether that has arrived", params: z.object({ id: z.uuid() }),
    reply: z.object({ sender: z.string(), documents: z.array(z.uuid()), answers: z.array(z.object({ id: z.uuid(), at: z.string(), kind: z.string(), note: z.string().optional(), isThere: z.boolean() })) }),
    handle: ({ tx, params }) => originOf(tx, params.id),
  }),
  route({
    method: "POST", path: "/api/alerts/:id/node-answer", tag: "alert", may: "exchange.write", summary: "Answer an alert of another node: received, acting, need more, or what it turned out to be; the words leave this node and name nobody",
    params: z.object({ id: z.uuid() }), body: z.strictObject({ id: z.uuid().optional(), kind: z.enum(ANSWER_KINDS), note: z.string().trim().min(1).max(160).optional() }), reply: z.object({ documents: z.array(z.uuid()) }),
    handle: ({ tx, node, params, body }) => answerAbroad(tx, node, params.id, body),
  }),
  route({
    method: "POST", path: "/api/exchange/key/rotation", tag, may: "exchange.settle", summary: "Make a new signing key, signed by the old one: peers follow by themselves", withoutTransaction: true, reply: z.object({ old: z.string(), id: z.string(), publicKey: z.string() }),
    handle: ({ node }) => rotateKey(node),
  }),
  route({
    method: "GET", path: "/api/exchange/key/words", tag, may: "exchange.read", summary: "This node’s key as it is read out over the telephone", reply: z.object({ country: z.string(), id: z.string(), publicKey: z.string(), spoken: z.string() }),
    async handle({ tx, node }) {
      const { id, publicKey } = await ownKey(node, tx);
      return { country: node.organisation, id, publicKey, spoken: id.match(/.{4}/g)!.join(" ") };
    },
  }),
];
