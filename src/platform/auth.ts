/**
 * Who is asking, and is the link fit for a secret? Every request's session is looked up anew, so that what an administrator
 * changes or revokes holds from the next request on. Without a live session of an active member, a caller is a stranger.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Caller } from "./caller.ts";
import { databaseProblem } from "./database.ts";
import { rankOf, type Marking } from "./marking.ts";
import type { Node } from "./node.ts";
import { problem } from "./problem.ts";
import { permissionsOf, ROLE_NAMES, type Role } from "./roles.ts";
import type { Library } from "./sign-in-library.ts";
import { HOLDER_OF_SESSION, type SessionHolder } from "./sign-in-queries.ts";
import { hostOf, isCrossOrigin, transportOf, type Transport } from "./transport.ts";

export interface Auth {
  callerOf(request: FastifyRequest): Promise<Caller | undefined>;
  /** The token of the session that the request carries, live or not. */
  tokenOf(request: FastifyRequest): string | undefined;
  transportOf(request: FastifyRequest): Transport;
  /** The house's own address, as this request knows it. */
  urlOf(request: FastifyRequest): string;
  library(): Promise<Library>;
  mount(app: FastifyInstance): void;
  close(): Promise<void>;
}

export interface AuthOptions {
  /** Behind a proxy of the administrator's: its X-Forwarded-Proto and X-Forwarded-Host count. */
  trustsProxy?: boolean | undefined;
}

const CHANGES_NOTHING = ["GET", "HEAD", "OPTIONS"];
/** What carries a password, a code or a one-time token. */
const NEEDS_PRIVACY = /^\/api\/(auth|welcome)(\/|$)/;

export function openAuth(node: Node, { trustsProxy = false }: AuthOptions = {}): Auth {
  const secret = node.secret("session-secret");
  let library: Promise<Library> | undefined;
  const transport = (request: FastifyRequest) => transportOf(request, trustsProxy);

  function tokenOf(request: FastifyRequest): string | undefined {
    const found = transport(request);
    if (found === "open") return undefined;
    return unsealed(cookieOf(request, cookieName("session_token", found)), secret);
  }

  const auth: Auth = {
    tokenOf,
    transportOf: transport,
    urlOf: (request) => `${transport(request) === "encrypted" ? "https" : "http"}://${hostOf(request, trustsProxy)}`,
    async callerOf(request) {
      const token = tokenOf(request);
      if (!token) return undefined;
      const { rows: [holder] } = await node.signIn.pool.query<SessionHolder>(HOLDER_OF_SESSION, [token, node.signIn.now()]).catch((error: Error) => { throw databaseProblem(error); });
      return holder && callerFrom(holder);
    },
    library: () => (library ??= import("./sign-in-library.ts").then(({ openLibrary }) => openLibrary(node))),
    mount(app) {
      app.decorate("auth", auth);
      app.addHook("onRequest", async (request) => {
        if (!CHANGES_NOTHING.includes(request.method) && isCrossOrigin(request, trustsProxy)) throw problem("request.crossOrigin");
        if (NEEDS_PRIVACY.test(request.routeOptions.url ?? "") && transport(request) === "open") throw problem("transport.insecure");
      });
    },
    close: async () => { await (await library)?.close(); },
  };
  return auth;
}

/** The sign-in of the server that took this request. */
export const authOf = (request: FastifyRequest): Auth => request.server.getDecorator<Auth>("auth");

/** A clearance for RED is good only with the second step on, unless the administrator has settled otherwise. */
export const clearanceInForce = ({ clearance, totp, redNeedsTotp }: Pick<SessionHolder, "clearance" | "totp" | "redNeedsTotp">): Marking =>
  clearance === "RED" && redNeedsTotp && !totp ? "AMBER+STRICT" : (clearance as Marking);

function callerFrom(holder: SessionHolder): Caller {
  // A role that a later release dropped gives nothing.
  const roles = holder.roles.filter((role): role is Role => (ROLE_NAMES as string[]).includes(role));
  return { id: holder.id, organisation: holder.organisation, clearance: rankOf(clearanceInForce(holder)), may: permissionsOf(roles), exercise: false };
}

/** As the sign-in library names them: on an encrypted link a name that no unencrypted page can set. */
export const cookieName = (name: string, transport: Transport): string => `${transport === "encrypted" ? "__Secure-" : ""}faleme.${name}`;

export function cookieOf(request: FastifyRequest, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at < 0 || pair.slice(0, at).trim() !== name) continue;
    try { return decodeURIComponent(pair.slice(at + 1).trim()); } catch { return undefined; }
  }
  return undefined;
}

/** The library seals its cookies: value, dot, HMAC-SHA-256 in base64. A value without our seal is nothing. */
function unsealed(cookie: string | undefined, secret: string): string | undefined {
  const at = cookie?.lastIndexOf(".") ?? -1;
  if (!cookie || at < 1) return undefined;
  const value = cookie.slice(0, at);
  const expected = createHmac("sha256", secret).update(value).digest();
  const given = Buffer.from(cookie.slice(at + 1), "base64");
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : undefined;
}
