/**
 * How long words are kept. The coded part stays as long as the evidence that rests on it; the words, the conversation and
 * their key go once a report has been closed for some months, and in any case after two years.
 */
import { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import type { Node } from "../../platform/node.ts";
import { closeConversation } from "./contact.ts";
import { endKey } from "./key-ends.ts";
import { putSealed, putSetting, removeMessages, sealedContent, setting, wordsToForget } from "./queries.ts";

const Retention = z.strictObject({
  /** After closing. */
  closedDays: z.int().min(1).max(3650),
  /** After reception, whatever became of it. */
  longestDays: z.int().min(1).max(3650),
});
export type Retention = z.output<typeof Retention>;

const SETTING = "report-retention";
export const DEFAULT_RETENTION: Retention = { closedDays: 180, longestDays: 730 };
const DAY_MS = 86_400_000;
const MOST_TOGETHER = 200;

export const retention = async (tx: Transaction): Promise<Retention> => (await setting<Retention>(tx, SETTING)) ?? DEFAULT_RETENTION;

/** The words go and their key with them; what was coded stays. */
export async function forgetWords(node: Node, tx: Transaction, id: string): Promise<void> {
  const row = await sealedContent(tx, id, true);
  if (!row?.sealed) return;
  await putSealed(tx, id, null);
  await removeMessages(tx, id);
  await closeConversation(node, tx, id);
  await endKey(node, tx, { slot: row.slot, report: id, isErasure: false });
  tx.journal({ act: "forget-words", noun: "report", object: id, marking: row.marking, owner: row.owner, exercise: row.exercise });
}

/** By the clock. @returns how many reports lost their words */
export async function forgetOld(node: Node): Promise<number> {
  let forgotten = 0;
  for (const exercise of [false, true]) {
    for (;;) {
      const count = await node.db.as(node.keeper("retention", exercise), async (tx) => {
        const { closedDays, longestDays } = await retention(tx);
        const ago = (days: number) => new Date(tx.now.getTime() - days * DAY_MS);
        const ids = await wordsToForget(tx, ago(closedDays), ago(longestDays), MOST_TOGETHER);
        for (const id of ids) await forgetWords(node, tx, id);
        return ids.length;
      });
      forgotten += count;
      if (count < MOST_TOGETHER) break;
    }
  }
  return forgotten;
}

export const retentionRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/field/retention", tag: "field", may: "field.settle", summary: "How long the words of reports are kept, in days", reply: Retention,
    handle: ({ tx }) => retention(tx),
  }),
  route({
    method: "PUT", path: "/api/field/retention", tag: "field", may: "field.settle", summary: "Set how long the words of reports are kept, in days", body: Retention, reply: Retention,
    async handle({ tx, body }) {
      await putSetting(tx, SETTING, body);
      tx.journal({ act: "set-retention" });
      return body;
    },
  }),
];
