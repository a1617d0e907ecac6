// Guessing gets slower and slower, and nobody can be locked out for good by somebody else's guessing.
import { beforeEach, expect, test } from "vitest";
import { startHouse, type Client } from "../../tests/database/signed-in.ts";
import { testNode } from "../../tests/database/test-node.ts";
import { Problem } from "./problem.ts";
import { ACCOUNT, attempt, deviceFor, EVERYONE, signInAttempt } from "./sign-in-attempts.ts";

const node = await testNode();
const house = await startHouse(node);
const administrator = await house.administrator();
const owner = (sql: string) => node.owner(async (client) => (await client.query(sql)).rows);

beforeEach(() => owner("delete from sign_in_attempts"));

const signIn = (client: Client, login: string, password = "trois crabes jouent aux cartes") => client("/api/auth/sign-in/email", { method: "POST", json: { login, password } });
/** Seconds to wait, or 0 where the try may go ahead. */
const waitOf = async (trying: Promise<unknown>): Promise<number> => trying.then(() => 0, (error) => { if (error instanceof Problem && error.code === "request.tooMany") return error.details.seconds as number; throw error; });
/** As if so many seconds had gone by. */
const later = (seconds: number) => owner(`update sign_in_attempts set last_at = last_at - ${seconds} * interval '1 second', blocked_until = blocked_until - ${seconds} * interval '1 second'`);

test("after five failures an account waits: 429, the seconds, and even the right password is not looked at", async () => {
  const stranger = house.visitor();
  for (let i = 0; i < ACCOUNT.free; i++) expect((await signIn(stranger, administrator.login)).status).toBe(401);
  const refused = await signIn(stranger, administrator.login, administrator.password);
  const { code, details } = await refused.json();
  expect([refused.status, code]).toEqual([429, "request.tooMany"]);
  expect(details.seconds).toBeGreaterThan(25);
  expect(details.seconds).toBeLessThanOrEqual(30);
  expect(refused.headers.get("retry-after")).toBe(String(details.seconds));
});

test("a browser that has signed in before is let in while strangers are kept out, and is counted by itself", async () => {
  const stranger = house.visitor();
  for (let i = 0; i <= ACCOUNT.free; i++) await signIn(stranger, administrator.login);
  expect((await signIn(house.visitor(), administrator.login, administrator.password)).status).toBe(429);
  const known = house.visitor();
  known.cookies.set("faleme.device", administrator.cookies.get("faleme.device")!);
  expect((await signIn(known, administrator.login, administrator.password)).status).toBe(200);
  for (let i = 0; i < ACCOUNT.free; i++) expect((await signIn(known, administrator.login)).status).toBe(401);
  expect((await signIn(known, administrator.login, administrator.password)).status).toBe(429);
});

test("a device's seal holds for its own login alone", async () => {
  const device = deviceFor(node, "permanence-bakel", undefined);
  expect(deviceFor(node, "permanence-bakel", device)).toBe(device);
  for (const wrong of [deviceFor(node, "other", device), deviceFor(node, "permanence-bakel", `${device}x`), deviceFor(node, "permanence-bakel", ".")]) expect(wrong.split(".")[0]).not.toBe(device.split(".")[0]);
});

test("each wait is twice the last, a quarter of an hour at most, and a day later all is forgotten", async () => {
  const waits: number[] = [];
  const tryOnce = () => waitOf(attempt(node, [["login x", ACCOUNT]]));
  for (let i = 1; i < ACCOUNT.free; i++) expect(await tryOnce()).toBe(0);
  for (let i = 0; i < 7; i++) {
    expect(await tryOnce()).toBe(0);
    const wait = await tryOnce();
    waits.push(wait);
    await later(wait);
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
  await later(ACCOUNT.forgottenAfterSeconds + 1);
  for (let i = 0; i < ACCOUNT.free; i++) expect(await tryOnce()).toBe(0);
});

test("a success forgets the failures before it", async () => {
  for (let i = 1; i < ACCOUNT.free; i++) await attempt(node, [["login x", ACCOUNT]]);
  await (await attempt(node, [["login x", ACCOUNT]])).succeeded();
  for (let i = 0; i < ACCOUNT.free; i++) expect(await waitOf(attempt(node, [["login x", ACCOUNT]]))).toBe(0);
});

test("a hundred at once are counted as a hundred", async () => {
  const waits = await Promise.all(Array.from({ length: 40 }, () => waitOf(attempt(node, [["login x", ACCOUNT]]))));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(ACCOUNT.free);
});

test("strangers together have a limit too, whatever logins they make up, and leave no row beyond it", async () => {
  for (let i = 0; i < EVERYONE.free; i++) expect(await waitOf(signInAttempt(node, `made-up-${i}`, undefined))).toBe(0);
  for (let i = 0; i < 20; i++) expect(await waitOf(signInAttempt(node, `another-${i}`, undefined))).toBeGreaterThan(0);
  expect(await owner("select count(*) from sign_in_attempts")).toEqual([{ count: EVERYONE.free + 1 }]);
  expect(await waitOf(signInAttempt(node, administrator.login, decodeURIComponent(administrator.cookies.get("faleme.device")!)))).toBe(0);
});

test("one's own password, asked again inside a session, is as hard to guess", async () => {
  const member = await house.signIn("reader", "GREEN");
  const guess = () => member("/api/auth/two-factor/enable", { method: "POST", json: { password: "not this one at all" } });
  for (let i = 0; i < ACCOUNT.free; i++) expect((await guess()).status).toBe(403);
  expect((await guess()).status).toBe(429);
});

test("ten wrong codes, over however many sign-ins, lock the second step for a while", async () => {
  const member = await house.signIn("reader", "RED");
  const wrong = async () => {
    const client = house.visitor();
    expect((await signIn(client, member.login, member.password)).status).toBe(200);
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await client("/api/auth/two-factor/verify-totp", { method: "POST", json: { code: "000000" } })).status);
    return statuses;
  };
  expect([...(await wrong()), ...(await wrong()), ...(await wrong())]).toEqual([...Array(10).fill(401), 429, 429]);
});
