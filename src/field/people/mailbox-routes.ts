/**
 * HTTP of the sealed channel for its recipients: opening a mailbox, being named by somebody else, reading and answering,
 * giving up a case; and the recovery of a mailbox by two officers. Keys come and go locked.
 */
import { z } from "zod";
import { route, type AnyRoute } from "../../platform/http.ts";
import { problem } from "../../platform/problem.ts";
import { addMailbox, caseKeysHeld, casesHeld, closeMailbox, lockAnew, mailboxesHeld, nameMailbox, posts, removeOwnKeys } from "./sealed-queries.ts";
import { caseOfRecipient, endStillCases, nothing, readLetters, trace, writeLetter } from "./sealed-store.ts";
import { Id, Letter, LetterShown, LockedKey, LockedKeyShown, Matter, PublicKey, Title, words } from "./sealed-words.ts";

const tag = "sealed channel";
const base = "/api/field/sealed";
const PostShown = z.object({ id: z.uuid(), title: z.string(), takes: z.array(Matter), publicKey: z.string(), isNamed: z.boolean(), isClosed: z.boolean(), isMine: z.boolean(), hasRecovery: z.boolean() });

export const mailboxRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: `${base}/mailboxes`, tag, may: "signed-in", summary: "The mailboxes that you hold, each with its locked key; nobody else is shown them",
    reply: z.object({ rows: z.array(z.object({ id: z.uuid(), title: z.string(), takes: z.array(Matter), publicKey: z.string(), ...LockedKeyShown, isNamed: z.boolean(), isClosed: z.boolean(), hasRecovery: z.boolean(), openedOn: z.iso.date() })) }),
    handle: async ({ tx }) => ({
      rows: (await mailboxesHeld(tx)).map(({ publicKey, lockedKey, salt, spare, ...rest }) => ({ ...rest, publicKey: words(publicKey), lockedKey: words(lockedKey), salt: words(salt), hasRecovery: spare !== null })),
    }),
  }),
  route({
    method: "POST", path: `${base}/mailboxes`, tag, may: "signed-in", summary: "Open a mailbox: its key was made in your browser, and comes locked with a passphrase that does not come",
    body: z.strictObject({ id: z.uuid(), title: Title, takes: z.array(Matter).min(1).max(2), publicKey: PublicKey, ...LockedKey }), reply: z.object({ id: z.uuid() }),
    async handle({ tx, node, body, reply }) {
      if ((await mailboxesHeld(tx)).some(({ id, publicKey }) => id === body.id && publicKey.equals(body.publicKey))) return { id: body.id };
      if (!(await addMailbox(tx, body))) throw problem("record.exists");
      trace(node, tx, "create sealed-mailbox", body.id);
      reply.code(201);
      return { id: body.id };
    },
  }),
  route({
    method: "PUT", path: `${base}/mailboxes/:id/key`, tag, may: "signed-in", summary: "The same key under another passphrase", params: Id, body: z.strictObject(LockedKey),
    async handle({ tx, node, params, body }) {
      if (!(await lockAnew(tx, params.id, body))) nothing();
      trace(node, tx, "change sealed-mailbox", params.id);
    },
  }),
  route({
    method: "PUT", path: `${base}/mailboxes/:id/closed`, tag, may: "signed-in", summary: "Take no new cases, or take them again; those that are there stay", params: Id, body: z.strictObject({ isClosed: z.boolean() }),
    async handle({ tx, node, params, body }) {
      if (!(await closeMailbox(tx, params.id, body.isClosed))) nothing();
      trace(node, tx, `change sealed-mailbox ${body.isClosed ? "closed" : "open"}`, params.id);
    },
  }),
  route({
    method: "GET", path: `${base}/posts`, tag, may: "signed-in", summary: "Every post with a mailbox: what anybody may know of it, and nothing of what is in it",
    reply: z.object({ rows: z.array(PostShown) }),
    handle: async ({ tx }) => ({ rows: (await posts(tx)).map(({ publicKey, ...rest }) => ({ ...rest, publicKey: words(publicKey) })) }),
  }),
  route({
    method: "PUT", path: `${base}/posts/:id/named`, tag, may: "field.settle", summary: "Name a post on the public page, or take its name off; never one’s own", params: Id, body: z.strictObject({ isNamed: z.boolean() }),
    async handle({ tx, node, params, body }) {
      if (!(await posts(tx)).some(({ id }) => id === params.id)) nothing();
      if (!(await nameMailbox(tx, params.id, body.isNamed))) throw problem("sealed.ownMailbox");
      trace(node, tx, `change sealed-mailbox ${body.isNamed ? "named" : "unnamed"}`, params.id);
    },
  }),
  route({
    method: "GET", path: `${base}/cases`, tag, may: "signed-in", summary: "The cases that one of your mailboxes has a key to, each with that key as it was sealed",
    reply: z.object({ rows: z.array(z.object({ id: z.uuid(), matter: Matter, receivedOn: z.iso.date(), lastOn: z.iso.date(), letters: z.int(), isAwaiting: z.boolean(), mailbox: z.uuid(), sealedKey: z.string() })) }),
    handle: async ({ tx }) => ({
      rows: (await casesHeld(tx)).map(({ id, matter, receivedOn, lastOn, letters, lastAuthor, mailbox, sealed }) => ({ id, matter, receivedOn, lastOn, letters, isAwaiting: lastAuthor === "sender", mailbox, sealedKey: words(sealed) })),
    }),
  }),
  route({
    method: "GET", path: `${base}/cases/:id`, tag, may: "signed-in", summary: "The letters of a case, sealed; that you asked for them is journalled", params: Id,
    reply: z.object({ id: z.uuid(), letters: z.array(LetterShown) }),
    async handle({ tx, node, params }) {
      const found = await caseOfRecipient(tx, params.id);
      const titles = new Map((await posts(tx)).map(({ id, title }) => [id, title]));
      return { id: found.id, letters: (await readLetters(node, tx, found)).map(({ id, author, mailbox, writtenOn, sealed }) => ({ id, from: author, post: mailbox && (titles.get(mailbox) ?? null), on: writtenOn, sealed: words(sealed) })) };
    },
  }),
  route({
    method: "POST", path: `${base}/cases/:id/answer`, tag, may: "signed-in", summary: "Answer: a letter that only the sender’s receipt and the case’s recipients open", params: Id, bodyLimitBytes: 96 * 1024,
    body: z.strictObject({ mailbox: z.uuid(), letter: Letter }),
    async handle({ tx, node, params, body }) {
      const found = await caseOfRecipient(tx, params.id);
      if (!(await caseKeysHeld(tx, found.id)).some(({ mailbox }) => mailbox === body.mailbox)) nothing();
      await writeLetter(node, tx, found, body.letter, body.mailbox);
    },
  }),
  route({
    method: "DELETE", path: `${base}/cases/:id`, tag, may: "signed-in", summary: "Give up your key to a case; it ends for everybody once no recipient holds one", params: Id,
    async handle({ tx, node, params }) {
      const found = await caseOfRecipient(tx, params.id);
      if (!(await removeOwnKeys(tx, found.id))) nothing();
      trace(node, tx, "withdraw sealed-case", found.id);
      await endStillCases(node, tx);
    },
  }),
];
