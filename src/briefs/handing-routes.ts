/** HTTP of bulletins that are handed over: who would get what, the act, how far it has come; and those that other nodes gave to us. */
import { z } from "zod";
import { receivedRecord } from "../exchange/federation/received-record.noun.ts";
import { recipientsOf, REASON_WORDS } from "../exchange/index.ts";
import { isCode } from "../platform/codes.ts";
import { route, type AnyRoute } from "../platform/http.ts";
import { labels, LANGUAGES } from "../platform/language.ts";
import { MarkingWord } from "../platform/noun.ts";
import { list } from "../platform/noun-store.ts";
import { handOver, ledgerOf, STATES, wouldGet } from "./hand-over.ts";
import { sheetReceived } from "./handed-sheet.ts";
import { bulletinCalled } from "./make-bulletin.ts";
import { paper } from "./paper-reply.ts";

const tag = "bulletin";
const Id = z.object({ id: z.uuid() });
const Words = z.object({ fr: z.string(), en: z.string(), ar: z.string() });
const Reasons = z.array(z.object({ code: z.string(), words: Words }));
const Purpose = z.string().refine((word) => isCode("share-purpose", word), { error: "not in the code list share-purpose" });
const Format = z.enum(["pdf", "svg"]).default("pdf");
const MOST_RECEIVED = 60;

/** A code that this version does not know is shown as it is. */
const inWords = (reasons: readonly string[]) => reasons.map((code) => ({ code, words: REASON_WORDS[code as keyof typeof REASON_WORDS] ?? labels([code, code, code]) }));

export const handingRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/bulletins/:id/handing", tag, may: "exchange.read", summary: "Of a bulletin and each contact: how it reaches them, and whether it was sent, received, refused or taken back, and why", params: Id,
    reply: z.array(z.object({
      contact: z.uuid(), title: z.string(), country: z.string(), service: z.string(), way: z.enum(["node", "mail", "hand"]), state: z.enum(STATES), reasons: Reasons,
      document: z.uuid().optional(), at: z.string().optional(), failure: z.string().optional(), backlog: z.int().optional(),
    })),
    async handle({ tx, node, params: { id } }) {
      await bulletinCalled(tx, id);
      return (await ledgerOf(tx, node, id)).map(({ reasons, ...one }) => ({ ...one, reasons: inWords(reasons) }));
    },
  }),
  route({
    method: "GET", path: "/api/bulletins/:id/handing/preview", tag, may: "exchange.read", summary: "Who would get a bulletin, how many events and alerts would be in it for them, and why not the others; nothing is sent", params: Id,
    reply: z.array(z.object({ contact: z.uuid(), isReleased: z.boolean(), events: z.int(), alerts: z.int(), reasons: Reasons })),
    async handle({ tx, node, params: { id } }) {
      const row = await bulletinCalled(tx, id);
      return (await wouldGet(tx, node, row, await recipientsOf(tx))).map(({ reasons, ...one }) => ({ ...one, reasons: inWords(reasons) }));
    },
  }),
  route({
    method: "POST", path: "/api/bulletins/:id/handing", tag, may: "briefs.release", summary: "Hand a released bulletin over: each contact gets a signed document of what they may see, by their node, by e-mail or by hand, or the reasons why not; by two people where its marking asks for them", params: Id,
    body: z.strictObject({ contacts: z.array(z.uuid()).min(1).max(100), purpose: Purpose }), reply: z.object({ release: z.uuid(), isWaiting: z.boolean(), given: z.int(), refused: z.int() }),
    handle: ({ tx, node, params, body }) => handOver(tx, node, params.id, body),
  }),
  route({
    method: "GET", path: "/api/briefs/received", tag: "briefs", may: "exchange.read", summary: "Bulletins that other nodes gave to our services, the newest first",
    reply: z.array(z.object({ id: z.uuid(), sender: z.string(), service: z.string(), week: z.string(), state: z.string(), marking: MarkingWord, issuedAt: z.string() })),
    async handle({ tx }) {
      const { rows } = await list(tx, receivedRecord as never, { filters: { subject: "bulletin" }, limit: MOST_RECEIVED });
      return rows.map(({ id, marking, content }) => {
        const { sender, service = "", occurredFrom: week = "", state, issuedAt } = content as unknown as Record<"sender" | "service" | "occurredFrom" | "state" | "issuedAt", string>;
        return { id, sender, service, week, state, marking, issuedAt };
      });
    },
  }),
  route({
    method: "GET", path: "/api/received-records/:id/paper", tag: "briefs", may: "exchange.read", withoutTransaction: true, summary: "A bulletin of another node, as it was given to one of our services, on two pages", params: Id,
    query: z.strictObject({ language: z.enum(LANGUAGES).optional(), format: Format }),
    async handle({ node, caller, params: { id }, query, language }) {
      const asked = { language: query.language ?? language, format: query.format };
      return paper(await node.db.as(caller, (tx) => sheetReceived(tx, id, asked)), `bulletin-${asked.language}`);
    },
  }),
];
