/**
 * What a one-time link opens: the first administrator makes an account, a member sets a password. The holder of the link is
 * whoever was given it; afterwards they are signed in.
 */
import { z } from "zod";
import { route, type AnyRoute } from "./http.ts";
import { LANGUAGES } from "./language.ts";
import { isWeak, Login, Password, Title, addressOf } from "./login.ts";
import { addMember, asMembersOffice, changeMember, memberListed, membersListed, revokeSessions, totpOff } from "./members.ts";
import type { Transaction } from "./database.ts";
import type { Node } from "./node.ts";
import { readLink, takeLink } from "./one-time-links.ts";
import { problem } from "./problem.ts";
import { ROLE_NAMES, type Role } from "./roles.ts";
import { signInNow } from "./sign-in-routes.ts";
import { hasAdministrator, oneChangeAtATime, setPasswordHash, userWithAddress, voidLinks, type Link } from "./sign-in-queries.ts";

const Token = z.string().min(20).max(100);

const Welcomed = z.strictObject({
  token: Token,
  password: Password,
  /** Asked where the link names no member. */
  login: Login.optional(),
  title: Title.optional(),
  /** What a new administrator wants to be besides. */
  roles: z.array(z.enum(ROLE_NAMES as [Role, ...Role[]])).max(10).default([]),
  language: z.enum(LANGUAGES).optional(),
});

const because = { anyone: "the one-time token is the credential" };

export const welcomeRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/welcome", tag: "sign-in", may: because, withoutTransaction: true, summary: "What a one-time link is for", query: z.object({ token: Token }),
    reply: z.object({ purpose: z.enum(["first-administrator", "administrator-reset", "invitation", "reset"]), expiresAt: z.iso.datetime(), login: z.string().optional(), title: z.string().optional(), administrators: z.array(z.string()).optional() }),
    handle: ({ node, query }) => asMembersOffice(node, node.keeper("one-time link"), async (tx) => {
      const { purpose, member, expiresAt } = await readLink(tx, query.token);
      if (purpose === "first-administrator" && (await hasAdministrator(tx))) throw problem("link.invalid");
      const { login, title } = member ? await memberListed(tx, member) : {};
      // Whoever may reset any administrator may know which there are.
      const administrators = purpose === "administrator-reset" ? (await membersListed(tx)).filter(({ roles }) => roles.includes("administrator")).map((one) => one.login) : undefined;
      return { purpose, expiresAt, login, title, administrators };
    }),
  }),
  route({
    method: "POST", path: "/api/welcome", tag: "sign-in", may: because, withoutTransaction: true, summary: "Use a one-time link: set the password, be signed in", body: Welcomed, reply: z.object({ needsCode: z.boolean() }),
    async handle({ node, request, reply, body }) {
      const { hashPassword } = await import("./sign-in-library.ts");
      const login = await asMembersOffice(node, node.keeper("one-time link"), async (tx) => {
        await oneChangeAtATime(tx);
        // Taken and used in one transaction: refused words leave the link good for another try.
        const link = await takeLink(tx, body.token);
        const id = link.member ?? (await administratorBy(tx, node, link, body));
        const member = await memberListed(tx, id);
        if (!member.isActive) throw problem("link.invalid");
        if (isWeak(body.password, member.login)) throw problem("password.weak");
        await setPasswordHash(tx, id, await hashPassword(body.password));
        tx.journal({ act: `use-link-${link.purpose}`, object: id });
        if (body.language) await changeMember(tx, id, { language: body.language });
        if (link.turnsTotpOff) await totpOff(tx, id);
        await revokeSessions(tx, id);
        await voidLinks(tx, { member: id });
        if (member.roles.includes("administrator")) await voidLinks(tx, { purpose: "first-administrator" });
        return member.login;
      });
      return signInNow(node, request, reply, login, body.password);
    },
  }),
];

/** The administrator that a link without a member makes, or by `faleme admin reset` brings back. */
async function administratorBy(tx: Transaction, node: Node, { purpose }: Link, { login, title, roles, language = "fr" }: z.output<typeof Welcomed>): Promise<string> {
  if (!login) throw problem("input.invalid", { reason: "login", faults: [{ field: "login", reason: "required" }] });
  if (purpose === "first-administrator" && (await hasAdministrator(tx))) throw problem("link.invalid");
  const known = purpose === "administrator-reset" ? await userWithAddress(tx, addressOf(login)) : undefined;
  if (known) {
    if (!(await memberListed(tx, known.id)).roles.includes("administrator")) throw problem("login.taken");
    await changeMember(tx, known.id, { isActive: true });
    return known.id;
  }
  if (!title) throw problem("input.invalid", { reason: "title", faults: [{ field: "title", reason: "required" }] });
  return addMember(tx, { login, title, organisation: node.organisation, roles: [...new Set<Role>(["administrator", ...roles])], clearance: "AMBER", language, isActive: true });
}
