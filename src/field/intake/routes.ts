/** HTTP of intake: anybody may send; the sixteen digits alone let a sender read, answer and erase. No address is kept, none is asked. */
import { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import type { Node } from "../../platform/node.ts";
import { invalid } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { acceptChecked } from "./accept.ts";
import { say } from "./content.ts";
import { erase } from "./erase.ts";
import { harmless, saysSomething, Sent } from "./incoming.ts";
import { messagesFromSender, reportByReceipt } from "./queries.ts";
import { attempts } from "./receipt-attempts.ts";
import { statusOf } from "./receipt-status.ts";
import { readReceipt, receiptHash } from "./receipt.ts";
import { retentionRoutes } from "./retention.ts";

const tag = "field";
const MOST_MESSAGES = 50;
const MESSAGE_LENGTH = 2_000;

const Receipt = z.string().max(40);
const Status = z.object({
  state: z.enum(["received", "read", "weighed", "answered", "closed", "erased"]), words: z.string(), receivedOn: z.iso.date(), mayAnswer: z.boolean(),
  messages: z.array(z.object({ at: z.iso.datetime(), from: z.enum(["sender", "house"]), words: z.string(), question: z.string().optional() })),
  replies: z.array(z.object({ words: z.string(), at: z.string() })),
});

const wrongOnes = new WeakMap<Node, ReturnType<typeof attempts>>();

/** Runs as the house, in the world the report belongs to. @throws receipt.unknown, request.tooMany */
async function withReceipt<T>(node: Node, written: string, work: (tx: Transaction, id: string) => Promise<T>): Promise<T> {
  let budget = wrongOnes.get(node);
  if (!budget) wrongOnes.set(node, budget = attempts());
  budget.ask(node.db.now());
  const receipt = readReceipt(written);
  if (receipt) {
    for (const exercise of [false, true]) {
      const done = await node.db.as(node.keeper("sender", exercise), async (tx) => {
        const id = await reportByReceipt(tx, receiptHash(node, receipt));
        return id && { of: await work(tx, id) };
      });
      if (done) return done.of;
    }
  }
  budget.failed(node.db.now());
  throw problem("receipt.unknown");
}

const anyone = { anyone: "the sixteen digits are the credential, and are never part of an address" } as const;

export const intakeRoutes: readonly AnyRoute[] = [
  route({
    method: "POST", path: "/api/field/reports", tag, may: { anyone: "whoever saw something has no account" }, withoutTransaction: true,
    summary: "Send a report; the same id sent again is the same report. 201 means that it is kept for good",
    body: Sent, reply: z.object({ id: z.uuid(), receipt: z.string().regex(/^\d{16}$/) }),
    async handle({ node, body, reply }) {
      const { id, receipt, isRepeat } = await acceptChecked(node, saysSomething(body));
      reply.code(isRepeat ? 200 : 201);
      return { id, receipt };
    },
  }),
  route({
    method: "POST", path: "/api/field/receipts", tag, may: anyone, withoutTransaction: true,
    summary: "What became of a report, for whoever holds its receipt", body: z.strictObject({ receipt: Receipt }), reply: Status,
    handle: ({ node, body, language }) => withReceipt(node, body.receipt, async (tx, id) => (await statusOf(node, tx, id, language))!),
  }),
  route({
    method: "POST", path: "/api/field/receipts/answers", tag, may: anyone, withoutTransaction: true,
    summary: "Say something more, or answer a question", reply: Status,
    body: z.strictObject({ receipt: Receipt, words: z.string().max(MESSAGE_LENGTH).transform((words) => harmless(words).trim()).refine((words) => words.length > 0, "nothing was said"), question: z.string().max(60).optional() }),
    handle: ({ node, language, body: { receipt, words, question } }) => withReceipt(node, receipt, async (tx, id) => {
      const status = (await statusOf(node, tx, id, language))!;
      if (status.state === "erased") throw problem("report.erased");
      if (!status.mayAnswer) throw problem("conversation.closed");
      if ((await messagesFromSender(tx, id)) >= MOST_MESSAGES) throw invalid([{ path: ["words"], message: `more than ${MOST_MESSAGES} messages` }]);
      await say(node, tx, id, { from: "sender", words, ...(question ? { question } : {}) });
      return (await statusOf(node, tx, id, language))!;
    }),
  }),
  route({
    method: "POST", path: "/api/field/receipts/erase", tag, may: anyone, withoutTransaction: true,
    summary: "Erase a report for good: its key is destroyed before the answer", body: z.strictObject({ receipt: Receipt }), reply: Status,
    handle: ({ node, body, language }) => withReceipt(node, body.receipt, async (tx, id) => {
      await erase(node, tx, id, "sender-asked");
      return (await statusOf(node, tx, id, language))!;
    }),
  }),
  ...retentionRoutes,
];
