// Signing in over real HTTP: password, second step, recovery, revocation; and what none of it may leave behind.
import { execFileSync, spawnSync } from "node:child_process";
import { request as plainRequest, type IncomingHttpHeaders } from "node:http";
import { request as encryptedRequest } from "node:https";
import path from "node:path";
import { expect, test } from "vitest";
import { startHouse, totpCode, turnTotpOn, type Client } from "../../tests/database/signed-in.ts";
import { testNode } from "../../tests/database/test-node.ts";
import { verifyJournal } from "./journal.ts";

const node = await testNode();
const house = await startHouse(node);
const administrator = await house.administrator();

const signIn = (client: Client, login: string, password: string, headers: Record<string, string> = {}) =>
  client("/api/auth/sign-in/email", { method: "POST", json: { login, password }, headers });
const code = (client: Client, kind: "totp" | "backup-code", value: string) => client(`/api/auth/two-factor/verify-${kind}`, { method: "POST", json: { code: value } });
const problemOf = async (reply: Response) => { const { code, status } = await reply.json(); expect(reply.headers.get("content-type")).toMatch("application/problem+json"); expect(reply.status).toBe(status); return code; };
const acts = async (count: number) => ((await administrator.json(`/api/journal?limit=${count}`)) as { act: string; actor: string; object: string | null }[]);
const owner = <T>(sql: string, values: unknown[] = []) => node.owner(async (client) => (await client.query(sql, values)).rows as T[]);

test("a stranger is told to sign in, and signing in is refused in the same words for a wrong login and a wrong password", async () => {
  const visitor = house.visitor();
  expect(await problemOf(await visitor("/api/me"))).toBe("session.none");
  expect(await visitor.json("/api/auth/get-session")).toEqual({ isSignedIn: false });
  expect(await problemOf(await signIn(visitor, "nobody", "quatre hiboux lisent tard"))).toBe("signIn.refused");
  expect(await problemOf(await signIn(visitor, administrator.login, "quatre hiboux dorment tard"))).toBe("signIn.refused");
  expect(await problemOf(await visitor("/api/auth/sign-in/email", { method: "POST", json: { login: "x" } }))).toBe("input.invalid");
  expect(visitor.cookies.size).toBe(0);
  expect((await acts(2)).map(({ act, actor, object }) => [act, actor, object])).toEqual([["sign-in-failed", "stranger", null], ["sign-in-failed", "stranger", null]]);
});

test("signing in gives a session, signing out ends it", async () => {
  const member = await house.signIn("analyst", "AMBER");
  expect(await member.json("/api/me")).toMatchObject({ login: member.login, roles: ["analyst"], clearance: "AMBER", organisation: "SN", language: "fr", totp: false });
  const again = house.visitor();
  expect(await (await signIn(again, ` ${member.login.toUpperCase()} `, member.password)).json()).toEqual({ needsCode: false });
  const kept = new Map(again.cookies);
  expect(await again.json("/api/auth/get-session")).toEqual({ isSignedIn: true });
  await again.json("/api/auth/sign-out", { method: "POST" });
  expect([...again.cookies.keys()]).toEqual(["faleme.device"]);
  for (const [name, value] of kept) again.cookies.set(name, value);
  expect(await problemOf(await again("/api/me"))).toBe("session.none");
  expect((await acts(1))[0]).toMatchObject({ act: "sign-out" });
  expect((await member("/api/me")).status).toBe(200);
});

test("a cookie that we did not seal, or one that names another's session, is nothing", async () => {
  const member = await house.signIn("reader", "GREEN");
  const name = "faleme.session_token";
  const [token, seal] = decodeURIComponent(member.cookies.get(name)!).split(".") as [string, string];
  for (const forged of [token, `${token}.`, `${token}.${"A".repeat(43)}=`, `${token.slice(0, -1)}x.${seal}`, `.${seal}`, "%E0%A4%A"]) {
    const thief = house.visitor();
    thief.cookies.set(name, forged);
    expect((await thief("/api/me")).status, forged).toBe(401);
  }
});

test("the second step: turned on by a first code, then asked at each sign-in; a code works once", async () => {
  const member = await house.signIn("duty-officer", "AMBER");
  expect(await problemOf(await member("/api/auth/two-factor/enable", { method: "POST", json: { password: "not this one at all" } }))).toBe("password.wrong");
  const begun = await member.json("/api/auth/two-factor/enable", { method: "POST", json: { password: member.password } });
  expect(begun.totpUri).toMatch(new RegExp(`^otpauth://totp/Fal%C3%A9m%C3%A9:${member.login}\\?secret=[A-Z2-7]+&issuer=Fal`));
  const secret = new URL(begun.totpUri).searchParams.get("secret")!;
  expect((await member.json("/api/me")).totp).toBe(false);
  expect(await problemOf(await code(member, "totp", "000000"))).toBe("code.wrong");
  expect((await code(member, "totp", totpCode(secret))).status).toBe(204);
  expect((await member.json("/api/me")).totp).toBe(true);
  expect(await problemOf(await member("/api/auth/two-factor/enable", { method: "POST", json: { password: member.password } }))).toBe("totp.isOn");

  const browser2 = house.visitor();
  expect(await (await signIn(browser2, member.login, member.password)).json()).toEqual({ needsCode: true });
  expect((await browser2("/api/me")).status).toBe(401);
  expect(await problemOf(await code(browser2, "totp", totpCode(secret, 40)))).toBe("code.wrong");
  const good = totpCode(secret, 1);
  expect((await code(browser2, "totp", good)).status).toBe(204);
  expect((await browser2.json("/api/me")).login).toBe(member.login);

  const overTheShoulder = house.visitor();
  await signIn(overTheShoulder, member.login, member.password);
  expect(await problemOf(await code(overTheShoulder, "totp", good))).toBe("code.wrong");
  expect((await overTheShoulder("/api/me")).status).toBe(401);
  expect(await problemOf(await code(house.visitor(), "totp", totpCode(secret)))).toBe("code.expired");

  await browser2.json("/api/auth/two-factor/disable", { method: "POST", json: { password: member.password } });
  const { id } = await browser2.json("/api/me");
  expect((await acts(40)).filter(({ object }) => object === id).map(({ act }) => act).filter((act) => act.startsWith("totp") || act === "sign-in"))
    .toEqual(["totp-off", "sign-in", "totp-on", "sign-in"]);
});

test("a recovery code signs in once; new ones void the old", async () => {
  const member = await house.signIn("planner", "AMBER");
  const [first, second] = await turnTotpOn(member) as [string, string];
  const withCode = async (value: string) => { const lost = house.visitor(); await signIn(lost, member.login, member.password); return { lost, reply: await code(lost, "backup-code", value) }; };
  const { lost, reply } = await withCode(first);
  expect(reply.status).toBe(204);
  expect((await lost("/api/me")).status).toBe(200);
  expect((await acts(2)).map(({ act }) => act)).toEqual(["sign-in", "use-recovery-code"]);
  expect(await problemOf((await withCode(first)).reply)).toBe("code.wrong");
  const { recoveryCodes } = await member.json("/api/auth/two-factor/generate-backup-codes", { method: "POST", json: { password: member.password } });
  expect(await problemOf((await withCode(second)).reply)).toBe("code.wrong");
  expect((await withCode(recoveryCodes[0])).reply.status).toBe(204);
});

test("a new password ends every other session, and a common one is refused", async () => {
  const member = await house.signIn("reader", "GREEN");
  const elsewhere = house.visitor();
  await signIn(elsewhere, member.login, member.password);
  const change = (currentPassword: string, newPassword: string) => member("/api/auth/change-password", { method: "POST", json: { currentPassword, newPassword } });
  expect(await problemOf(await change(member.password, "Motdepasse2026!"))).toBe("password.weak");
  expect(await problemOf(await change(member.password, "court"))).toBe("password.weak");
  expect(await problemOf(await change("not this one at all", "trois crabes jouent aux cartes"))).toBe("password.wrong");
  expect((await change(member.password, "trois crabes jouent aux cartes")).status).toBe(204);
  expect((await elsewhere("/api/me")).status).toBe(401);
  expect((await member("/api/me")).status).toBe(200);
  expect((await acts(1))[0]!.act).toBe("change-password");
  expect(await problemOf(await signIn(house.visitor(), member.login, member.password))).toBe("signIn.refused");
  expect((await signIn(house.visitor(), member.login, "trois crabes jouent aux cartes")).status).toBe(200);
});

test("an expired session is nothing, and none outlives half a day", async () => {
  const member = await house.signIn("reader", "GREEN");
  const { id } = await member.json("/api/me");
  const [{ hours }] = await owner<{ hours: number }>("select extract(epoch from expires_at - now()) / 3600 as hours from sessions where user_id = $1", [id]) as [{ hours: number }];
  expect(hours).toBeGreaterThan(11.9);
  expect(hours).toBeLessThanOrEqual(12);
  await owner("update sessions set expires_at = now() - interval '1 second' where user_id = $1", [id]);
  expect((await member("/api/me")).status).toBe(401);
});

test("nothing else of the sign-in library has an address here", async () => {
  for (const path of ["sign-up/email", "request-password-reset", "reset-password", "update-user", "delete-user", "change-email", "list-sessions", "revoke-session", "sign-in/social", "two-factor/send-otp", "two-factor/get-totp-uri", "verify-password", "ok", "error", "get-access-token"]) {
    for (const method of ["GET", "POST"]) expect((await administrator(`/api/auth/${path}`, { method, ...(method === "POST" ? { json: {} } : {}) })).status, `${method} ${path}`).toBe(404);
  }
});

/** As a browser or a proxy would, with headers that fetch does not let one set. */
function raw(path: string, headers: IncomingHttpHeaders, body?: unknown, to = house.url): Promise<{ status: number; code?: string; cookies: string[] }> {
  return new Promise((resolve, reject) => {
    const send = to.startsWith("https:") ? encryptedRequest : plainRequest;
    const sent = send(new URL(path, to), { rejectUnauthorized: false, method: body === undefined ? "GET" : "POST", headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers } }, (reply) => {
      let words = "";
      reply.on("data", (chunk) => { words += chunk; }).on("end", () => resolve({ status: reply.statusCode!, code: words ? JSON.parse(words).code : undefined, cookies: reply.headers["set-cookie"] ?? [] }));
    }).on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

test("another site's page is refused, on any route that changes something; our own page is not, on whatever port", async () => {
  const { host } = new URL(house.url);
  const cookie = [...administrator.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const inviting = (headers: IncomingHttpHeaders) => raw("/api/members", { cookie, ...headers }, { login: "x" }).then(({ code }) => code);
  for (const origin of ["https://elsewhere.example", "null", `http://${host}9`, "http://localhost:1"]) expect(await inviting({ origin }), origin).toBe("request.crossOrigin");
  expect(await inviting({ origin: `http://${host}` })).toBe("input.invalid"); // it got as far as being read
  expect(await inviting({})).toBe("input.invalid");
});

test("a password never travels in the clear: from outside this machine sign-in, welcome and sessions are refused", async () => {
  const body = { login: administrator.login, password: administrator.password };
  const cookie = [...administrator.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const { port } = new URL(house.url);
  for (const headers of [{ host: "faleme.example" }, { host: `192.168.1.20:${port}` }, { host: "localhost", "x-forwarded-for": "10.0.0.7" }, { host: "faleme.example", "x-forwarded-proto": "https" }]) {
    const words = JSON.stringify(headers);
    expect((await raw("/api/auth/sign-in/email", headers, body)).code, words).toBe("transport.insecure");
    expect((await raw("/api/auth/get-session", headers)).code, words).toBe("transport.insecure");
    expect((await raw("/api/welcome?token=abcdefghijklmnopqrstuvwxyz", headers)).code, words).toBe("transport.insecure");
    expect((await raw("/api/me", { ...headers, cookie })).code, words).toBe("session.none");
  }
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, "localhost"]) expect((await raw("/api/auth/sign-in/email", { host }, body)).status, host).toBe(200);
});

test("behind a proxy that the administrator vouches for, https counts, and cookies are for encrypted links only", async () => {
  const behind = await startHouse(node, { trustsProxy: true });
  const body = { login: administrator.login, password: administrator.password };
  const through = { host: "faleme.example", "x-forwarded-proto": "https", "x-forwarded-for": "10.0.0.7" };
  expect((await raw("/api/auth/sign-in/email", { ...through, "x-forwarded-proto": "http" }, body, behind.url)).code).toBe("transport.insecure");
  const { status, cookies } = await raw("/api/auth/sign-in/email", { ...through, origin: "https://faleme.example" }, body, behind.url);
  expect(status).toBe(200);
  expect(cookies).toHaveLength(2);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Secure-faleme\.(session_token|device)=/);
    for (const attribute of ["Secure", "HttpOnly", "SameSite=Strict"]) expect(cookie.toLowerCase().split("; ")).toContain(attribute.toLowerCase());
  }
  const cookie = cookies.map((words) => words.split(";")[0]).join("; ");
  expect((await raw("/api/me", { ...through, cookie }, undefined, behind.url)).status).toBe(200);
  expect((await raw("/api/me", { ...through, cookie, "x-forwarded-proto": "http" }, undefined, behind.url)).status).toBe(401);
  await behind.close();
  const plain = (await signIn(house.visitor(), administrator.login, administrator.password)).headers.getSetCookie();
  for (const words of plain) expect(words).toMatch(/^faleme\..*HttpOnly; SameSite=Strict$/i);
});

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

test.skipIf(!hasOpenssl)(`over TLS of our own, from any host${hasOpenssl ? "" : " (skipped: openssl is not installed, and a certificate is needed)"}`, async () => {
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => path.join(node.dir, name)) as [string, string];
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj", "/CN=faleme.example", "-keyout", key, "-out", cert], { stdio: "ignore" });
  const encrypted = await startHouse(node, { tls: { cert, key } });
  const { status, cookies } = await raw("/api/auth/sign-in/email", { host: "faleme.example" }, { login: administrator.login, password: administrator.password }, encrypted.url);
  expect(status).toBe(200);
  for (const cookie of cookies) expect(cookie).toMatch(/^__Secure-faleme\..*Secure/);
  const cookie = cookies.map((words) => words.split(";")[0]).join("; ");
  expect((await raw("/api/me", { host: "faleme.example", cookie }, undefined, encrypted.url)).status).toBe(200);
  // A cookie by the name that an unencrypted page could have set is not looked at.
  expect((await raw("/api/me", { host: "faleme.example", cookie: cookie.replaceAll("__Secure-", "") }, undefined, encrypted.url)).status).toBe(401);
  await encrypted.close();
});

test("sessions keep no address and no browser, whatever was sent", async () => {
  const reply = await signIn(house.visitor(), administrator.login, administrator.password, { "user-agent": "Observer/1.0", "x-forwarded-for": "203.0.113.7" });
  expect(reply.status).toBe(403); // through a proxy nobody vouched for
  expect((await signIn(house.visitor(), administrator.login, administrator.password, { "user-agent": "Observer/1.0", "cf-connecting-ip": "203.0.113.7" })).status).toBe(200);
  expect((await owner<{ count: number }>("select count(*) from sessions"))[0]!.count).toBeGreaterThan(5);
  expect(await owner("select id from sessions where ip_address is not null or user_agent is not null")).toEqual([]);
  await expect(owner("update sessions set ip_address = '203.0.113.7'")).rejects.toThrow(/check constraint/);
});

test("neither the journal nor the versions nor the attempts hold a login, a title or an address, and the chain verifies", async () => {
  const [{ words }] = await owner<{ words: string }>(`select concat((select string_agg(j::text, ' ') from journal j), (select string_agg(v::text, ' ') from versions v), (select string_agg(a::text, ' ') from sign_in_attempts a)) as words`) as [{ words: string }];
  expect(words).toContain("sign-in-failed");
  for (const personal of [administrator.login, "analyst-1", "nobody", "faleme.invalid", "127.0.0.1", "203.0.113.7", "Observer"]) expect(words, personal).not.toContain(personal);
  expect((await node.owner(verifyJournal)).entries).toBeGreaterThan(20);
});

test("the house's own role reaches neither accounts nor sessions, and sign-in's reaches nothing but them", async () => {
  for (const table of ["users", "sessions", "accounts", "second_factors", "verifications", "members", "one_time_links", "sign_in_attempts"]) {
    await expect(node.db.as(node.keeper("test"), (tx) => tx.client.query(`select * from ${table}`)), table).rejects.toMatchObject({ code: "42501" });
  }
  for (const statement of ["select * from events", "select * from versions", "select * from readable_versions", "select * from journal", "update journal set act = 'x'", "delete from members"]) {
    await expect(node.signIn.as(node.keeper("test"), (tx) => tx.client.query(statement)), statement).rejects.toMatchObject({ code: "42501" });
  }
});
