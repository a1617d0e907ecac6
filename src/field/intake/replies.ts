/**
 * Replies to those who asked for them: by SMS or e-mail, in sentences that say nothing of the matter. What waits is written
 * down with the reply and sent until it is gone, or until the contact is.
 */
import { LANGUAGES, type Language } from "../../platform/language.ts";
import type { Node } from "../../platform/node.ts";
import { find } from "../../platform/noun-store.ts";
import { contactOf, type Contact } from "./contact.ts";
import { nextReply, removeReply } from "./queries.ts";
import { sentence, type Sentence } from "./reply-words.ts";
import { report } from "./report.noun.ts";

export type ReplyWay = (node: Node, to: string, words: string, language: Language) => Promise<void>;

const ways = new Map<Contact["channel"], ReplyWay>();

/** What sends is built on what receives: a way out makes itself known here. */
export const replyBy = (channel: Contact["channel"], way: ReplyWay): void => { ways.set(channel, way); };

/** Sends what waits. What a way refuses stays for the next time. @returns how many were sent */
export async function sendReplies(node: Node, refused: (error: Error) => void): Promise<number> {
  let sent = 0;
  for (const exercise of [false, true]) {
    let after: string | undefined = "00000000-0000-0000-0000-000000000000";
    while (after) {
      after = await node.db.as(node.keeper("intake", exercise), async (tx) => {
        const waiting = await nextReply(tx, after!);
        if (!waiting) return undefined;
        const contact = await contactOf(node, tx, waiting.report);
        const row = contact?.wantsReply ? await find(tx, report, waiting.report) : undefined;
        const way = contact && ways.get(contact.channel);
        if (contact && row && !way) return waiting.id;
        if (contact && row && way) {
          const language = LANGUAGES.find((one) => one === row.content.language) ?? LANGUAGES[0];
          try {
            await way(node, contact.address, sentence(waiting.sentence as Sentence, language), language);
            sent++;
          } catch (error) {
            refused(error as Error);
            return waiting.id;
          }
        }
        await removeReply(tx, waiting.id);
        return waiting.id;
      });
    }
  }
  return sent;
}
