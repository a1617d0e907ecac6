/**
 * The sign-in library, set up: passwords, sessions, authenticator codes and recovery codes, over our tables, through the
 * sign-in role. Loaded at the first sign-in: a server at rest does without its 20 MB.
 */
import { betterAuth, type BetterAuthOptions, type BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { hashPassword as hash, verifyPassword as verify } from "better-auth/crypto";
import { twoFactor } from "better-auth/plugins/two-factor";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { openDatabase } from "./database.ts";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "./login.ts";
import { SIGN_IN_ROLE, type Node } from "./node.ts";
import { isFirstUse } from "./sign-in-attempts.ts";
import { isActiveMember, rememberSignIn } from "./sign-in-queries.ts";

/** One working day: then everyone signs in again. Never prolonged, so that what a thief has ends by itself. */
export const SESSION_SECONDS = 12 * 3_600;
/** The library locks an account's second step after ten wrong codes in a row (it takes the password to get that far). */
export const CODE_LOCK_SECONDS = 900;

export interface Library {
  /** @param isEncrypted cookies of an encrypted link are marked Secure and named so; those of localhost cannot be */
  over(isEncrypted: boolean): ReturnType<typeof instance>;
  close(): Promise<void>;
}

export function openLibrary(node: Node): Library {
  const { pool, close } = openDatabase(node.ownerUrl, {
    connections: 3, role: SIGN_IN_ROLE,
    // The house reads moments as words; the library compares them as dates.
    types: { getTypeParser: ((oid: number, format: "text") => (oid === pg.types.builtins.TIMESTAMPTZ ? (words: string) => new Date(words) : pg.types.getTypeParser(oid, format))) as typeof pg.types.getTypeParser },
  });
  const database = { db: new Kysely<any>({ dialect: new PostgresDialect({ pool }) }), type: "postgres", transaction: true } as const;
  const made = new Map<boolean, ReturnType<typeof instance>>();
  return {
    over(isEncrypted) {
      let found = made.get(isEncrypted);
      if (!found) made.set(isEncrypted, (found = instance(node, database, isEncrypted)));
      return found;
    },
    close,
  };
}

const instance = (node: Node, database: BetterAuthOptions["database"], isEncrypted: boolean) => betterAuth({ ...libraryOptions(node, isEncrypted), database });

/** Everything but the connection; a test holds its schema against the migration. */
export function libraryOptions(node: Node, isEncrypted: boolean) {
  return {
    appName: "Falémé",
    secret: node.secret("session-secret"),
    telemetry: { enabled: false },
    // Its words may quote what was typed; faults reach our own log through the route.
    logger: { disabled: true },
    rateLimit: { enabled: false }, // by address in memory; ours is by account (sign-in-attempts.ts)
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: PASSWORD_MIN_LENGTH, maxPasswordLength: PASSWORD_MAX_LENGTH, password: { hash: hashPassword, verify: verifyPassword } },
    session: {
      modelName: "sessions", expiresIn: SESSION_SECONDS, disableSessionRefresh: true, freshAge: 0, cookieCache: { enabled: false },
      fields: { userId: "user_id", expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at", ipAddress: "ip_address", userAgent: "user_agent" },
    },
    user: { modelName: "users", fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" } },
    account: {
      modelName: "accounts",
      fields: {
        userId: "user_id", accountId: "account_id", providerId: "provider_id", accessToken: "access_token", refreshToken: "refresh_token", idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at", refreshTokenExpiresAt: "refresh_token_expires_at", createdAt: "created_at", updatedAt: "updated_at",
      },
    },
    verification: { modelName: "verifications", fields: { expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at" } },
    plugins: [
      twoFactor({
        issuer: "Falémé",
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: CODE_LOCK_SECONDS },
        schema: {
          user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
          twoFactor: {
            modelName: "second_factors",
            fields: { userId: "user_id", backupCodes: "backup_codes", failedVerificationCount: "failed_verification_count", lockedUntil: "locked_until" },
          },
        },
      }),
      journalled(node), // after the second factor's own hook: a password alone is not yet a sign-in
    ],
    advanced: {
      useSecureCookies: isEncrypted, cookiePrefix: "faleme", defaultCookieAttributes: { sameSite: "strict" },
      ipAddress: { disableIpTracking: true },
      disableOriginCheck: false,
      database: { generateId: "uuid", validateSchema: false },
    },
    databaseHooks: {
      session: {
        // Not even an empty string: what is not kept is null, and the table refuses anything else.
        create: { before: async (session) => ((await node.signIn.as(node.keeper("sign-in"), (tx) => isActiveMember(tx, session.userId))) ? { data: { ...session, ipAddress: null, userAgent: null } } : false) },
        delete: { after: async (session, context) => { if (context?.path === "/sign-out") await write(node, session.userId, "sign-out"); } },
      },
      user: { update: { after: async (user) => { await write(node, user.id, (user as { twoFactorEnabled?: boolean }).twoFactorEnabled ? "totp-on" : "totp-off"); } } },
    },
  } as const satisfies BetterAuthOptions;
}

/** Sign-in acts in the journal: who by id, what, when. Nothing of what was typed; a failed try has nobody's name on it. */
function journalled(node: Node): BetterAuthPlugin {
  const SIGN_INS = ["/sign-in/email", "/two-factor/verify-totp", "/two-factor/verify-backup-code"];
  const CHANGES: Record<string, string> = { "/change-password": "change-password", "/two-factor/generate-backup-codes": "new-recovery-codes" };
  return {
    id: "faleme-journal",
    hooks: {
      after: [{
        matcher: ({ path = "" }) => SIGN_INS.includes(path) || path in CHANGES,
        handler: createAuthMiddleware(async (ctx) => {
          const { newSession, session, returned } = ctx.context;
          const isRefused = returned instanceof APIError;
          const change = CHANGES[ctx.path];
          if (change) {
            if (!isRefused) await write(node, (session ?? newSession)!.user.id, change);
            return;
          }
          if (isRefused) {
            if (returned.statusCode === 401 && !session) await write(node, "stranger", "sign-in-failed");
            return;
          }
          // A session that was there before: a code that turns the second step on, not a sign-in.
          if (!newSession || session) return;
          const { id } = newSession.user;
          if (ctx.path === "/two-factor/verify-totp" && !(await isFirstUse(node, id, String(ctx.body.code)))) {
            await ctx.context.internalAdapter.deleteSession(newSession.session.token);
            await write(node, "stranger", "sign-in-failed");
            throw new APIError("UNAUTHORIZED", { code: "INVALID_CODE", message: "used before" });
          }
          if (ctx.path === "/two-factor/verify-backup-code") await write(node, id, "use-recovery-code");
          await write(node, id, "sign-in");
        }),
      }],
    },
  };
}

async function write(node: Node, actor: string, act: string): Promise<void> {
  await node.signIn.as({ ...node.keeper(actor) }, async (tx) => {
    if (act === "sign-in") await rememberSignIn(tx, actor);
    tx.journal({ act, ...(actor === "stranger" ? {} : { object: actor }) });
  });
}

/** Each hash takes 32 MB and one of the four threads that files wait for too: a burst of sign-ins queues, two at a time. */
const HASHES_AT_ONCE = 2;
let hashing = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (hashing >= HASHES_AT_ONCE) await new Promise<void>((resolve) => { waiting.push(resolve); });
  else hashing += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else hashing -= 1;
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password));
const verifyPassword = (asked: { hash: string; password: string }): Promise<boolean> => inTurn(() => verify(asked));
