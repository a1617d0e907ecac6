/** Who am I, who else is here, and what may each of us do: oneself, the members, the roles as data. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { authOf, clearanceInForce } from "./auth.ts";
import { route, type AnyRoute } from "./http.ts";
import { LANGUAGES } from "./language.ts";
import { Login, Title } from "./login.ts";
import { markingOf, MARKINGS } from "./marking.ts";
import { member } from "./member.noun.ts";
import { asMembersOffice, changeMember, invite, memberListed, membersListed, resetLink, revokeSessions } from "./members.ts";
import { MarkingWord } from "./noun.ts";
import { history } from "./noun-store.ts";
import type { MadeLink } from "./one-time-links.ts";
import { problem } from "./problem.ts";
import { permissionsOf, ROLE_NAMES, ROLES, type Role } from "./roles.ts";
import { redNeedsTotp, settleRedNeedsTotp } from "./sign-in-queries.ts";

const RoleWord = z.enum(ROLE_NAMES as [Role, ...Role[]]);
const LanguageWord = z.enum(LANGUAGES);
const Organisation = z.string().trim().min(1).max(60);
const Id = z.object({ id: z.uuid() });

const Membership = z.object({ organisation: Organisation, roles: z.array(RoleWord).min(1).max(10), clearance: MarkingWord, language: LanguageWord, isActive: z.boolean() });
const MemberShown = Membership.extend({
  id: z.uuid(), version: z.int(), login: z.string(), title: z.string(), roles: z.array(z.string()),
  hasPassword: z.boolean(), totp: z.boolean(), lastSignInOn: z.iso.date().nullable(),
});
const LinkShown = z.object({ url: z.url(), expiresAt: z.iso.datetime() });

/** Shown once, to the administrator who made it: the one who passes it on decides how. */
const shown = (request: FastifyRequest, { path, expiresAt }: MadeLink) => ({ url: authOf(request).urlOf(request) + path, expiresAt });

const members = { tag: "members", may: "users.manage", withoutTransaction: true } as const;
const me = { tag: "me", may: "signed-in", withoutTransaction: true } as const;

export const userRoutes: readonly AnyRoute[] = [
  route({
    ...me, method: "GET", path: "/api/me", summary: "Who I am, what I may do and read, and whether the second step is on",
    reply: z.object({
      id: z.uuid(), login: z.string(), title: z.string(), organisation: z.string(), language: LanguageWord, roles: z.array(z.string()), permissions: z.array(z.string()),
      clearance: MarkingWord, clearanceGranted: MarkingWord, isCappedWithoutTotp: z.boolean(), totp: z.boolean(), redNeedsTotp: z.boolean(),
      viewedAs: z.object({ role: RoleWord, clearance: MarkingWord, organisation: z.string() }).optional(),
    }),
    handle: ({ node, caller }) => asMembersOffice(node, caller, async (tx) => {
      const { id, login, title, organisation, language, roles, clearance: granted, totp } = await memberListed(tx, caller.id);
      const isNeeded = await redNeedsTotp(tx);
      const clearance = clearanceInForce({ clearance: granted, totp, redNeedsTotp: isNeeded });
      const own = { organisation, roles, permissions: [...permissionsOf(roles as Role[])].sort(), clearance };
      const { viewedAs } = caller;
      return {
        id, login, title, language, clearanceGranted: granted, isCappedWithoutTotp: clearance !== granted, totp, redNeedsTotp: isNeeded, ...own,
        ...(viewedAs ? { organisation: viewedAs.organisation, roles: [viewedAs.role], permissions: [...caller.may].sort(), clearance: markingOf(caller.clearance), viewedAs } : {}),
      };
    }),
  }),
  route({
    ...me, method: "PUT", path: "/api/me/language", summary: "The language that I read", body: z.strictObject({ language: LanguageWord }),
    handle: ({ node, caller, body }) => asMembersOffice(node, caller, (tx) => changeMember(tx, caller.id, body)),
  }),
  route({
    ...me, method: "DELETE", path: "/api/me/sessions", summary: "Sign me out everywhere else", reply: z.object({ ended: z.int() }),
    handle: ({ node, caller, request }) => asMembersOffice(node, caller, async (tx) => ({ ended: await revokeSessions(tx, caller.id, authOf(request).tokenOf(request)) })),
  }),
  route({
    method: "GET", path: "/api/roles", tag: "members", may: "signed-in", summary: "The roles, what each may do, and the clearances",
    handle: () => ({ roles: Object.entries(ROLES).map(([role, { labels, may }]) => ({ role, labels, may: [...may] })), clearances: MARKINGS }),
  }),
  route({
    ...members, method: "GET", path: "/api/members", summary: "Every member", reply: z.object({ rows: z.array(MemberShown) }),
    handle: ({ node, caller }) => asMembersOffice(node, caller, async (tx) => ({ rows: await membersListed(tx) })),
  }),
  route({
    ...members, method: "POST", path: "/api/members", summary: "Invite a member: the link in the reply, shown once, lets them set their password",
    body: z.strictObject({ login: Login, title: Title, organisation: Organisation.optional(), roles: Membership.shape.roles, clearance: MarkingWord.default("GREEN"), language: LanguageWord.default("fr") }),
    reply: z.object({ id: z.uuid(), link: LinkShown }),
    async handle({ node, caller, request, reply, body: { organisation = node.organisation, ...body } }) {
      const { id, link } = await asMembersOffice(node, caller, (tx) => invite(tx, { ...body, organisation, isActive: true }));
      reply.code(201);
      return { id, link: shown(request, link) };
    },
  }),
  route({
    ...members, method: "GET", path: "/api/members/:id", summary: "One member", params: Id, reply: MemberShown,
    handle: ({ node, caller, params }) => asMembersOffice(node, caller, (tx) => memberListed(tx, params.id)),
  }),
  route({
    tag: "members", may: "users.manage", method: "GET", path: "/api/members/:id/history", summary: "Every version of a member’s rights, oldest first: who changed what, and when", params: Id,
    async handle({ tx, params }) {
      const versions = await history(tx, member, params.id);
      if (versions.length === 0) throw problem("record.notFound");
      return versions;
    },
  }),
  route({
    ...members, method: "PUT", path: "/api/members/:id", summary: "Change a member; holds from their next request on", params: Id, reply: MemberShown,
    body: z.strictObject({ basedOn: z.int().min(1).optional(), title: Title.optional(), ...Membership.partial().shape }),
    handle: ({ node, caller, params, body: { basedOn, ...change } }) => asMembersOffice(node, caller, async (tx) => {
      await changeMember(tx, params.id, change, basedOn);
      return memberListed(tx, params.id);
    }),
  }),
  route({
    ...members, method: "DELETE", path: "/api/members/:id/sessions", summary: "End every session of a member", params: Id, reply: z.object({ ended: z.int() }),
    handle: ({ node, caller, params }) => asMembersOffice(node, caller, async (tx) => ({ ended: await revokeSessions(tx, (await memberListed(tx, params.id)).id) })),
  }),
  route({
    ...members, method: "POST", path: "/api/members/:id/link", summary: "A new one-time link to set a password; with `turnsTotpOff` for one who lost the second step too", params: Id,
    body: z.strictObject({ turnsTotpOff: z.boolean().default(false) }), reply: LinkShown,
    async handle({ node, caller, request, params, body }) {
      return shown(request, await asMembersOffice(node, caller, (tx) => resetLink(tx, params.id, body.turnsTotpOff)));
    },
  }),
  route({
    method: "PUT", path: "/api/sign-in-settings", tag: "members", may: "users.manage", summary: "Whether a clearance for RED needs the second step", body: z.strictObject({ redNeedsTotp: z.boolean() }),
    handle: ({ tx, body }) => settleRedNeedsTotp(tx, body.redNeedsTotp),
  }),
];
