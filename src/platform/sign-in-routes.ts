/**
 * Signing in and out, the password, the second step: the few acts of the sign-in library that the house opens, each checked
 * once, counted where it can be guessed at, and answered in the house's own words. Whatever else the library could do has
 * no route here.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { authOf, cookieName, cookieOf } from "./auth.ts";
import { route, type AnyRoute } from "./http.ts";
import { addressOf, isWeak, Login, Password } from "./login.ts";
import { asMembersOffice, memberListed } from "./members.ts";
import type { Node } from "./node.ts";
import { problem, type ProblemCode } from "./problem.ts";
import { deviceFor, memberAttempt, signInAttempt } from "./sign-in-attempts.ts";
import type { Library } from "./sign-in-library.ts";

type Api = ReturnType<Library["over"]>["api"];

/** What the library says, in our catalogue. Anything else is a fault of ours. */
const WORDS: Record<string, ProblemCode> = {
  INVALID_EMAIL: "signIn.refused", INVALID_EMAIL_OR_PASSWORD: "signIn.refused", FAILED_TO_CREATE_SESSION: "signIn.refused",
  INVALID_PASSWORD: "password.wrong", PASSWORD_TOO_SHORT: "password.weak", PASSWORD_TOO_LONG: "password.weak",
  INVALID_CODE: "code.wrong", INVALID_BACKUP_CODE: "code.wrong", INVALID_TWO_FACTOR_COOKIE: "code.expired", TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "code.expired",
  TOTP_ALREADY_ENABLED: "totp.isOn", TOTP_NOT_ENABLED: "totp.isOff", TWO_FACTOR_NOT_ENABLED: "totp.isOff", BACKUP_CODES_NOT_ENABLED: "totp.isOff",
  UNAUTHORIZED: "session.none", SESSION_EXPIRED: "session.none",
};

async function ask(request: FastifyRequest, reply: FastifyReply, act: (api: Api, headers: Headers) => Promise<Response>): Promise<any> {
  const auth = authOf(request);
  const { api } = (await auth.library()).over(auth.transportOf(request) === "encrypted");
  // Nothing but the cookies: an address or a browser's name that never arrives cannot be kept.
  const response = await act(api, new Headers(request.headers.cookie ? { cookie: request.headers.cookie } : {}));
  for (const cookie of response.headers.getSetCookie()) reply.header("set-cookie", cookie);
  const answer = await response.json() as { code?: string } | null;
  if (response.ok) return answer;
  if (answer?.code === "ACCOUNT_TEMPORARILY_LOCKED") throw problem("request.tooMany", { seconds: (await import("./sign-in-library.ts")).CODE_LOCK_SECONDS });
  const code = WORDS[answer?.code ?? ""];
  if (!code) throw new Error(`the sign-in library answered ${response.status} ${answer?.code ?? ""}`);
  throw problem(code);
}

const DEVICE_DAYS = 180;

/** After the password was found right, by whoever asked: signs in, or says that a code is needed. */
export async function signInNow(node: Node, request: FastifyRequest, reply: FastifyReply, login: string, password: string): Promise<{ needsCode: boolean }> {
  const { twoFactorRedirect = false } = await ask(request, reply, (api, headers) => api.signInEmail({ body: { email: addressOf(login), password }, headers, asResponse: true }));
  const transport = authOf(request).transportOf(request);
  const device = deviceFor(node, login, cookieOf(request, cookieName("device", transport)));
  reply.header("set-cookie", `${cookieName("device", transport)}=${device}; Max-Age=${DEVICE_DAYS * 86_400}; Path=/api/auth; HttpOnly; SameSite=Strict${transport === "encrypted" ? "; Secure" : ""}`);
  return { needsCode: twoFactorRedirect };
}

const asked = { anyone: "who signs in is not signed in yet" };
const own = { tag: "sign-in", withoutTransaction: true } as const;
const Digits = z.string().transform((code) => code.replaceAll(/\s/g, "")).pipe(z.string().regex(/^\d{6}$/));
const RecoveryCode = z.string().transform((code) => code.replaceAll(/\s/g, "")).pipe(z.string().min(8).max(20));
const OwnPassword = z.strictObject({ password: Password });
const NeedsCode = z.object({ needsCode: z.boolean() });
const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

/** An act that asks a signed-in member's own password again: as hard to guess at as the sign-in itself. */
async function withOwnPassword<T>(node: Node, member: string, act: () => Promise<T>): Promise<T> {
  const tried = await memberAttempt(node, member);
  const done = await act();
  await tried.succeeded();
  return done;
}

export const signInRoutes: readonly AnyRoute[] = [
  route({
    ...own, method: "GET", path: "/api/auth/get-session", may: asked, summary: "Whether this browser is signed in; refuses a link on which nobody should sign in", reply: z.object({ isSignedIn: z.boolean() }),
    handle: ({ caller }) => ({ isSignedIn: caller.id !== "stranger" }),
  }),
  route({
    ...own, method: "POST", path: "/api/auth/sign-in/email", may: asked, summary: "Sign in by login and password; `needsCode`: the second step follows",
    body: z.strictObject({ login: Login, password: Password }), reply: NeedsCode,
    async handle({ node, request, reply, body: { login, password } }) {
      const tried = await signInAttempt(node, login, cookieOf(request, cookieName("device", authOf(request).transportOf(request))));
      const done = await signInNow(node, request, reply, login, password);
      await tried.succeeded();
      return done;
    },
  }),
  route({
    ...own, method: "POST", path: "/api/auth/two-factor/verify-totp", may: asked, summary: "The authenticator’s code: ends a sign-in, or turns the second step on", body: z.strictObject({ code: Digits }),
    async handle({ request, reply, body }) { await ask(request, reply, (api, headers) => api.verifyTOTP({ body, headers, asResponse: true })); },
  }),
  route({
    ...own, method: "POST", path: "/api/auth/two-factor/verify-backup-code", may: asked, summary: "A recovery code in place of the authenticator’s; each works once", body: z.strictObject({ code: RecoveryCode }),
    async handle({ request, reply, body }) { await ask(request, reply, (api, headers) => api.verifyBackupCode({ body, headers, asResponse: true })); },
  }),
  route({
    ...own, method: "POST", path: "/api/auth/sign-out", may: asked, summary: "End this session",
    async handle({ request, reply }) { await ask(request, reply, (api, headers) => api.signOut({ headers, asResponse: true })); },
  }),
  route({
    ...own, method: "POST", path: "/api/auth/change-password", may: "signed-in", summary: "Change one’s own password; every other session of one’s own ends",
    body: z.strictObject({ currentPassword: Password, newPassword: Password }),
    async handle({ node, caller, request, reply, body }) {
      const { login } = await asMembersOffice(node, caller, (tx) => memberListed(tx, caller.id));
      if (isWeak(body.newPassword, login)) throw problem("password.weak");
      await withOwnPassword(node, caller.id, () => ask(request, reply, (api, headers) => api.changePassword({ body: { ...body, revokeOtherSessions: true }, headers, asResponse: true })));
    },
  }),
  route({
    ...own, method: "POST", path: "/api/auth/two-factor/enable", may: "signed-in", summary: "Begin the second step: the secret for an authenticator, and recovery codes, shown once; a first code turns it on",
    body: OwnPassword, reply: RecoveryCodes.extend({ totpUri: z.string() }),
    async handle({ node, caller, request, reply, body }) {
      const { totpURI, backupCodes } = await withOwnPassword(node, caller.id, () => ask(request, reply, (api, headers) => api.enableTwoFactor({ body: { ...body, method: "totp" }, headers, asResponse: true })));
      // The authenticator shows the login as it was chosen.
      return { totpUri: totpURI.replace(encodeURIComponent(addressOf("")), ""), recoveryCodes: backupCodes };
    },
  }),
  route({
    ...own, method: "POST", path: "/api/auth/two-factor/disable", may: "signed-in", summary: "Turn the second step off", body: OwnPassword,
    async handle({ node, caller, request, reply, body }) {
      await withOwnPassword(node, caller.id, () => ask(request, reply, (api, headers) => api.disableTwoFactor({ body, headers, asResponse: true })));
    },
  }),
  route({
    ...own, method: "POST", path: "/api/auth/two-factor/generate-backup-codes", may: "signed-in", summary: "New recovery codes; the old ones are void", body: OwnPassword, reply: RecoveryCodes,
    async handle({ node, caller, request, reply, body }) {
      const { backupCodes } = await withOwnPassword(node, caller.id, () => ask(request, reply, (api, headers) => api.generateBackupCodes({ body, headers, asResponse: true })));
      return { recoveryCodes: backupCodes };
    },
  }),
];
