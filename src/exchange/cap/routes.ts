/** HTTP of CAP: what was released as CAP, messages from elsewhere, answers to them, and the public feed behind its door. */
import { z } from "zod";
import { Bytes, route, type AnyRoute } from "../../platform/http.ts";
import { newId } from "../../platform/identity.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { find, findMany } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";
import { loadGeography } from "../../places/index.ts";
import { alert } from "../alerts/alert.noun.ts";
import { momentOf } from "../moment.ts";
import { ReleaseDocument } from "../release/document.ts";
import { finePlaces } from "../release/fine-places.ts";
import type { Where } from "../release/policy.ts";
import { documentById, documentHeld, markingsOf } from "../release/queries.ts";
import { withFullSight } from "../release/full-sight.ts";
import { coarsePlace } from "../release/release.ts";
import { shareable } from "../release/shareable.ts";
import { capAnswer, capOf, capSender, type Told } from "./cap-of-document.ts";
import { capTime } from "./cap-alert.ts";
import { publicAlerts, referenceTo, takeCap } from "./take-cap.ts";
import { writeCap } from "./write-cap.ts";

const tag = "cap";
const Id = z.object({ id: z.uuid() });
const xml = (words: string) => new Bytes("application/cap+xml; charset=utf-8", words);
const PUBLIC = { door: "cap-feed", permission: "exchange.read" } as const;
const MOST_BYTES = 512 * 1024;

export const capRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/exchange/documents/:id/cap", tag, may: "exchange.read", summary: "A released alert as CAP 1.2, saying no more than the signed document", params: Id,
    async handle({ tx, node, params }) {
      const kept = await documentById(tx, params.id);
      if (!kept || kept.subject !== "alert") throw problem("record.notFound");
      const { content, marking, issuedAt, expiresAt } = ReleaseDocument.parse(JSON.parse(kept.document));
      const row = await find(tx, alert, kept.record);
      const { follows, isTest } = (row?.content ?? {}) as { follows?: string; isTest?: boolean };
      const before = follows ? await documentHeld(tx, follows, kept.contact) : undefined;
      return xml(writeCap(capOf({
        identifier: kept.id, country: node.country, marking, content: content as never, sent: issuedAt, ...(expiresAt ? { expires: expiresAt } : {}), isTest: isTest ?? false,
        references: before ? [{ sender: capSender(node.country), identifier: before.id, sent: capTime(before.issuedAt) }] : [],
      })));
    },
  }),
  route({
    method: "POST", path: "/api/exchange/cap", tag, may: "exchange.write", summary: "Take in a CAP 1.2 message: an alert, an update, a cancellation, or an answer to what this node sent; refused, it says why",
    rawBody: true, bodyLimitBytes: MOST_BYTES, reply: z.object({ messageType: z.string(), status: z.string(), alert: z.uuid().optional(), answer: z.uuid().optional() }),
    async handle({ tx, node, request, reply }) {
      const taken = await takeCap(tx, node, await wordsOf(request.raw));
      reply.code(201);
      return { messageType: taken.message.messageType, status: taken.message.status, ...(taken.alert ? { alert: taken.alert.id } : {}), ...(taken.answer ? { answer: taken.answer.id } : {}) };
    },
  }),
  route({
    method: "POST", path: "/api/alerts/:id/cap-answer", tag, may: "exchange.write", summary: "The CAP message that acknowledges a received alert, or says what is wrong with it", params: Id,
    body: z.strictObject({ type: z.enum(["Ack", "Error"]), note: z.string().trim().min(1).max(500) }),
    async handle({ tx, node, params, body }) {
      const { row, ...to } = await referenceTo(tx, params.id);
      tx.journal({ act: `cap-${body.type.toLowerCase()}`, noun: "alert", object: row.id, exercise: tx.caller.exercise, owner: row.owner });
      return xml(writeCap(capAnswer(body.type, { identifier: newId(tx.now.getTime()), country: node.country, now: tx.now.toISOString(), isExercise: tx.caller.exercise, to, note: body.note })));
    },
  }),
  route({
    method: "GET", path: "/api/cap/feed.xml", tag, may: PUBLIC, summary: "Issued alerts marked CLEAR, as an Atom feed of CAP 1.2",
    async handle({ tx, node, request }) {
      const rows = await findMany(tx, alert, await publicAlerts(tx));
      const base = `${request.protocol}://${request.headers.host ?? "localhost"}`;
      return new Bytes("application/atom+xml; charset=utf-8", feed(rows.sort((a, b) => (sentOf(a) < sentOf(b) ? 1 : -1)), node, base, momentOf(tx.now)));
    },
  }),
  route({
    method: "GET", path: "/api/cap/alerts/:id", tag, may: PUBLIC, summary: "One issued alert marked CLEAR, as CAP 1.2, by second-level area at finest", params: Id,
    async handle({ tx, node, params }) {
      if (!(await publicAlerts(tx)).includes(params.id)) throw problem("record.notFound");
      return xml(writeCap(capOf(await publicly(tx, node, (await find(tx, alert, params.id))!))));
    },
  }),
];

const sentOf = (row: Row) => (row.content as { sentAt: string }).sentAt;

/** For everybody: the coarsest of what any recipient gets, and words only where they name no village. */
async function publicly(tx: Transaction, node: Node, row: Row): Promise<Told> {
  const { events = [], expires, follows, isTest } = row.content as { events?: string[]; expires?: string; follows?: string; isTest: boolean };
  const { markings, placeNames } = await withFullSight(tx, node, (full) => markingsOf(full, events));
  if (markings.some((marking) => marking !== "CLEAR")) throw problem("record.notFound");
  const namesFinePlace = await finePlaces(node, tx, placeNames);
  const record = shareable("alert", row, await loadGeography(tx), { namesFinePlace });
  const before = follows ? await find(tx, alert, follows) : undefined;
  return {
    identifier: row.id, country: node.country, marking: row.marking, sent: sentOf(row), ...(expires ? { expires } : {}), isTest,
    content: {
      kind: record.kind, status: record.isExercise ? "Exercise" : "Actual", where: record.where.map((where): Where => coarsePlace(where, "admin2")), coded: record.coded,
      words: (record.words ?? []).filter((one) => !one.namesFinePlace).map(({ language, text }) => ({ language, ...text })),
    },
    references: before && (before.content as { sentAt?: string }).sentAt ? [{ sender: capSender(node.country), identifier: before.id, sent: capTime(sentOf(before)) }] : [],
  };
}

function feed(rows: readonly Row[], node: Node, base: string, now: string): string {
  const escape = (words: string) => words.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter]!);
  const entries = rows.map((row) => `<entry><id>urn:uuid:${row.id}</id><title>${escape((row.content as { kind: string }).kind)}</title><updated>${sentOf(row)}</updated><link rel="alternate" type="application/cap+xml" href="${escape(base)}/api/cap/alerts/${row.id}"/></entry>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:faleme:node:${node.country}:cap</id><title>Falémé – ${node.country} – CAP</title><updated>${rows[0] ? sentOf(rows[0]) : now}</updated><author><name>${capSender(node.country)}</name></author>\n${entries.join("\n")}\n</feed>\n`;
}

async function wordsOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw problem("request.tooLarge", { limit: "512 KB" });
    pieces.push(piece);
  }
  const whole = Buffer.concat(pieces);
  // The declaration says in which alphabet; UTF-8 unless it does.
  const declared = /^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(whole.subarray(0, 200).toString("latin1"))?.[1]?.toLowerCase() ?? "utf-8";
  if (!["utf-8", "us-ascii", "iso-8859-1", "windows-1252"].includes(declared)) throw problem("cap.refused", { reason: `encoding: ${declared} is not read` });
  try { return new TextDecoder(declared, { fatal: true }).decode(whole); } catch { throw problem("cap.refused", { reason: "encoding: these bytes are no text" }); }
}
