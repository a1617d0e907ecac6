/**
 * How often may somebody try? Each failure beyond a few makes the next try wait, twice as long each time. What was tried is
 * known by a keyed hash alone: no login name, no address is kept.
 *
 * A stranger could keep an account waiting for ever by failing at it on purpose. So a browser that has once signed in as
 * somebody holds a number of its own (a device cookie, as OWASP describes it) and is counted apart from all strangers.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Node } from "./node.ts";
import { problem } from "./problem.ts";
import { forgetOldAttempts, giveBackAttempt, takeAttempt, type Limits } from "./sign-in-queries.ts";

/** One account: five tries, then half a minute, a minute, two … at most a quarter of an hour; forgotten after a day. */
export const ACCOUNT: Limits = { free: 5, firstWaitSeconds: 30, longestWaitSeconds: 900, forgottenAfterSeconds: 86_400 };
/** All strangers together: what a busy morning never reaches and a guessing machine reaches at once. */
export const EVERYONE: Limits = { free: 100, firstWaitSeconds: 30, longestWaitSeconds: 60, forgottenAfterSeconds: 600 };
/** A code from the authenticator is good for once; it stays valid for a minute and a half at most. */
const ONCE: Limits = { free: 1, firstWaitSeconds: 180, longestWaitSeconds: 180, forgottenAfterSeconds: 180 };

export interface Attempt {
  /** It was right after all: the tries before it are forgotten. */
  succeeded(): Promise<void>;
}

/**
 * Counts a try before it is made, so that a thousand at once are not all the first.
 * @throws request.tooMany with the seconds to wait
 */
export async function attempt(node: Node, subjects: readonly (readonly [what: string, limits: Limits])[]): Promise<Attempt> {
  const hashed = subjects.map(([what, limits]) => [keyedHash(node, what), limits] as const);
  await node.signIn.as(node.keeper("sign-in"), async (tx) => {
    await forgetOldAttempts(tx);
    for (const [subject, limits] of hashed) {
      const seconds = await takeAttempt(tx, subject, limits);
      // Thrown inside: a refused try counts nowhere and leaves no row, whatever login was made up for it.
      if (seconds > 0) throw problem("request.tooMany", { seconds });
    }
  });
  return {
    succeeded: () => node.signIn.as(node.keeper("sign-in"), async (tx) => {
      for (const [subject, limits] of hashed) await giveBackAttempt(tx, subject, limits === ACCOUNT);
    }),
  };
}

/** A sign-in by this login, from this browser. */
export function signInAttempt(node: Node, login: string, device: string | undefined): Promise<Attempt> {
  const known = deviceNumber(node, login, device);
  return attempt(node, known ? [[`device ${known}`, ACCOUNT]] : [[`login ${login}`, ACCOUNT], ["everyone", EVERYONE]]);
}

/** A signed-in member's own password, asked again before something weighty. */
export const memberAttempt = (node: Node, member: string): Promise<Attempt> => attempt(node, [[`member ${member}`, ACCOUNT]]);

/** Whether this code is used for the first time; asking uses it. */
export async function isFirstUse(node: Node, member: string, code: string): Promise<boolean> {
  return (await node.signIn.as(node.keeper("sign-in"), (tx) => takeAttempt(tx, keyedHash(node, `code ${member} ${code}`), ONCE))) === 0;
}

/** What a browser keeps that has signed in with this login: a number, and our seal that ties it to the login. */
export function deviceFor(node: Node, login: string, device: string | undefined): string {
  const number = deviceNumber(node, login, device) ?? randomBytes(12).toString("base64url");
  return `${number}.${seal(node, login, number)}`;
}

function deviceNumber(node: Node, login: string, device: string | undefined): string | undefined {
  const [number = "", sealed = ""] = (device ?? "").split(".");
  const expected = Buffer.from(seal(node, login, number));
  return number && expected.length === sealed.length && timingSafeEqual(expected, Buffer.from(sealed)) ? number : undefined;
}

const seal = (node: Node, login: string, number: string): string => keyedHash(node, `seal ${login} ${number}`).toString("base64url");

const keyedHash = (node: Node, what: string): Buffer => createHmac("sha256", `attempts ${node.secret("session-secret")}`).update(what).digest();
