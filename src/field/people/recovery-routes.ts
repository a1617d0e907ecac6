/**
 * HTTP of a mailbox's recovery. The holder lays a spare copy of the key in, locked with a key that is split between two
 * officers. Who lost a passphrase, or takes over a post, asks with a new key; each officer hands their share on to that key,
 * in their own browser; with both the asker opens the spare copy and becomes the holder. Every step is journalled.
 */
import { z } from "zod";
import type { Caller } from "../../platform/caller.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import { asMembersOffice, memberListed } from "../../platform/members.ts";
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";
import { addRecovery, areHeldByTwo, dropRecovery, finishRecovery, givePart, parts, posts, recoveries, setRecovery, sharesHeld, spareOf } from "./sealed-queries.ts";
import { nothing, trace } from "./sealed-store.ts";
import { Id, LockedKey, LockedKeyShown, PublicKey, SealedKey, Spare, words } from "./sealed-words.ts";

const tag = "sealed channel";
const base = "/api/field/sealed";
const Share = z.strictObject({ officer: z.uuid(), sealed: SealedKey });
const ShareShown = z.object({ officer: z.uuid(), sealed: z.string() });
const shown = (all: readonly { officer: string; sealed: Buffer }[]) => all.map(({ officer, sealed }) => ({ officer, sealed: words(sealed) }));

/** The asker's post, as the officers know it. */
const titleOf = (node: Node, caller: Caller): Promise<string> => asMembersOffice(node, caller, async (tx) => (await memberListed(tx, caller.id)).title);

export const recoveryRoutes: readonly AnyRoute[] = [
  route({
    method: "PUT", path: `${base}/mailboxes/:id/recovery`, tag, may: "signed-in", summary: "Name the two officers who can recover your mailbox together: each gets a share, sealed to their own mailbox", params: Id,
    body: z.strictObject({ spare: Spare, shares: z.tuple([Share, Share]) }),
    async handle({ tx, node, params, body }) {
      if (!(await areHeldByTwo(tx, body.shares.map(({ officer }) => officer)))) throw problem("sealed.officers");
      if (!(await setRecovery(tx, params.id, body.spare, body.shares))) nothing();
      trace(node, tx, "change sealed-mailbox recovery", params.id);
    },
  }),
  route({
    method: "GET", path: `${base}/recoveries`, tag, may: "signed-in", summary: "Recoveries that you asked for, and those that wait for your share",
    reply: z.object({
      asked: z.array(z.object({ id: z.uuid(), mailbox: z.uuid(), publicKey: z.string(), ...LockedKeyShown, askedAt: z.iso.datetime(), parts: z.array(ShareShown), mailboxKey: z.string().nullable(), spare: z.string().nullable() })),
      waiting: z.array(z.object({ id: z.uuid(), mailbox: z.uuid(), askedAs: z.string(), publicKey: z.string(), askedAt: z.iso.datetime(), shares: z.array(ShareShown), isGiven: z.boolean() })),
    }),
    async handle({ tx }) {
      const all = await recoveries(tx);
      const asked = await Promise.all(all.filter(({ isMine }) => isMine).map(async ({ id, mailbox, publicKey, lockedKey, salt, rounds, askedAt }) => {
        const given = await parts(tx, id);
        // The spare copy comes with the second part: before, it would only lie about.
        const found = given.length === 2 ? await spareOf(tx, id) : undefined;
        return { id, mailbox, publicKey: words(publicKey), lockedKey: words(lockedKey), salt: words(salt), rounds, askedAt, parts: shown(given), mailboxKey: found ? words(found.publicKey) : null, spare: found ? words(found.spare) : null };
      }));
      const waiting = await Promise.all(all.filter(({ isMine }) => !isMine).map(async ({ id, mailbox, askedAs, publicKey, askedAt }) =>
        ({ id, mailbox, askedAs, publicKey: words(publicKey), askedAt, shares: shown(await sharesHeld(tx, mailbox)), isGiven: (await parts(tx, id)).length > 0 })));
      return { asked, waiting };
    },
  }),
  route({
    method: "POST", path: `${base}/posts/:id/recoveries`, tag, may: "signed-in", summary: "Ask for a mailbox to be recovered, with a new key that was made in your browser", params: Id,
    body: z.strictObject({ id: z.uuid(), publicKey: PublicKey, ...LockedKey }), reply: z.object({ id: z.uuid() }),
    async handle({ tx, node, caller, params, body, reply }) {
      const post = (await posts(tx)).find(({ id }) => id === params.id) ?? nothing();
      if (!post.hasRecovery) throw problem("sealed.noRecovery");
      if (!(await addRecovery(tx, { ...body, mailbox: post.id, askedAs: await titleOf(node, caller) }))) throw problem("record.exists");
      trace(node, tx, "recovery asked", post.id);
      reply.code(201);
      return { id: body.id };
    },
  }),
  route({
    method: "POST", path: `${base}/recoveries/:id/parts`, tag, may: "signed-in", summary: "Hand your share on to the key of this recovery; one officer gives one part", params: Id, body: Share,
    async handle({ tx, node, params, body }) {
      const found = (await recoveries(tx)).find(({ id, isMine }) => id === params.id && !isMine) ?? nothing();
      if (!(await sharesHeld(tx, found.mailbox)).some(({ officer }) => officer === body.officer)) nothing();
      if (!(await givePart(tx, found.id, body.officer, body.sealed))) throw problem("record.exists");
      trace(node, tx, "recovery part", found.mailbox);
    },
  }),
  route({
    method: "DELETE", path: `${base}/recoveries/:id`, tag, may: "signed-in", summary: "Take a recovery back, or refuse it as one of the two officers", params: Id,
    async handle({ tx, node, params }) {
      const found = (await recoveries(tx)).find(({ id }) => id === params.id) ?? nothing();
      await dropRecovery(tx, found.id);
      trace(node, tx, found.isMine ? "recovery withdrawn" : "recovery refused", found.mailbox);
    },
  }),
  route({
    method: "POST", path: `${base}/recoveries/:id/finish`, tag, may: "signed-in", summary: "Take the mailbox over: its key, now under your passphrase", params: Id, body: z.strictObject(LockedKey),
    async handle({ tx, node, params, body }) {
      const found = (await recoveries(tx)).find(({ id, isMine }) => id === params.id && isMine) ?? nothing();
      if (!(await finishRecovery(tx, found.id, body))) throw problem("sealed.partsMissing");
      trace(node, tx, "recovery finished", found.mailbox);
    },
  }),
];
