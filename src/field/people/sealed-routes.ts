/** HTTP of the sealed channel for those who write without an account. Nothing that comes here can be read here. */
import { z } from "zod";
import { route, type AnyRoute } from "../../platform/http.ts";
import { attempt } from "../../platform/sign-in-attempts.ts";
import type { Limits } from "../../platform/sign-in-queries.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { posts } from "./sealed-queries.ts";
import { caseOfSender, eraseCase, readLetters, receiveCase, writeLetter } from "./sealed-store.ts";
import { Letter, LetterShown, Matter, SealedKey, Token, words } from "./sealed-words.ts";

const tag = "sealed channel";
const may = { anyone: "whoever writes here has no account, and must need none" } as const;
/** All senders together, since none is told apart from another: enough for a country's worst day, and no flood fills the disk. */
const FLOOD: Limits = { free: 300, firstWaitSeconds: 10, longestWaitSeconds: 60, forgottenAfterSeconds: 600 };
const BODY_BYTES = 96 * 1024;
const MOST_RECIPIENTS = 10;

/** Written as nobody in particular, with the token as the only right. */
const asNobody = <T>(node: Node, work: (tx: Transaction) => Promise<T>): Promise<T> => node.db.as({ id: "stranger", organisation: "", exercise: false, clearance: -1, may: new Set() }, work);

export const sealedRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/field/sealed/recipients", tag, may, summary: "The posts that can be written to in confidence, each with what it takes and its public key",
    reply: z.object({ rows: z.array(z.object({ id: z.uuid(), title: z.string(), takes: z.array(Matter), publicKey: z.string() })) }),
    async handle({ tx }) {
      const named = (await posts(tx)).filter(({ isNamed, isClosed }) => isNamed && !isClosed);
      return { rows: named.map(({ id, title, takes, publicKey }) => ({ id, title, takes, publicKey: words(publicKey) })) };
    },
  }),
  route({
    method: "POST", path: "/api/field/sealed", tag, may, withoutTransaction: true, bodyLimitBytes: BODY_BYTES, summary: "Hand in a case that was sealed in the sender’s browser to the posts named; the same case sent again is the same case",
    body: z.strictObject({ id: z.uuid(), token: Token, matter: Matter, keys: z.array(z.strictObject({ mailbox: z.uuid(), sealed: SealedKey })).min(1).max(MOST_RECIPIENTS), letter: Letter }),
    reply: z.object({ id: z.uuid() }),
    async handle({ node, reply, body: { token, ...sealed } }) {
      await attempt(node, [["sealed channel", FLOOD]]);
      const isRepeat = await asNobody(node, (tx) => receiveCase(node, tx, { ...sealed, tokenHash: token }));
      reply.code(isRepeat ? 200 : 201);
      return { id: sealed.id };
    },
  }),
  route({
    method: "POST", path: "/api/field/sealed/letters", tag, may, withoutTransaction: true, summary: "The letters of a case, for whoever knows its token: as they were sealed, to be opened with the receipt",
    body: z.strictObject({ token: Token }), reply: z.object({ id: z.uuid(), matter: Matter, receivedOn: z.iso.date(), letters: z.array(LetterShown) }),
    handle: ({ node, body }) => asNobody(node, async (tx) => {
      const found = await caseOfSender(tx, body.token);
      const titles = new Map((await posts(tx)).map(({ id, title }) => [id, title]));
      const letters = await readLetters(node, tx, found);
      return { id: found.id, matter: found.matter, receivedOn: found.receivedOn, letters: letters.map(({ id, author, mailbox, writtenOn, sealed }) => ({ id, from: author, post: mailbox && (titles.get(mailbox) ?? null), on: writtenOn, sealed: words(sealed) })) };
    }),
  }),
  route({
    method: "POST", path: "/api/field/sealed/answer", tag, may, withoutTransaction: true, bodyLimitBytes: BODY_BYTES, summary: "Another letter of the sender’s, sealed with the receipt",
    body: z.strictObject({ token: Token, letter: Letter }),
    async handle({ node, body }) {
      await attempt(node, [["sealed channel", FLOOD]]);
      await asNobody(node, async (tx) => { await writeLetter(node, tx, await caseOfSender(tx, body.token), body.letter, null); });
    },
  }),
  route({
    method: "POST", path: "/api/field/sealed/erase", tag, may, withoutTransaction: true, summary: "Destroy a case: its letters, its keys, for every reader and in every copy",
    body: z.strictObject({ token: Token }),
    handle: ({ node, body }) => asNobody(node, async (tx) => { await eraseCase(node, tx, await caseOfSender(tx, body.token)); }),
  }),
];
