// The first administrator's link and the command line's reset: once, for a while, and never while they are not needed.
import { rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startHouse, turnTotpOn } from "../../tests/database/signed-in.ts";
import { testNode } from "../../tests/database/test-node.ts";
import { adminCommand, addressFile, firstAdministratorLink } from "./first-administrator.ts";

const node = await testNode();
const house = await startHouse(node);
const owner = (sql: string) => node.owner(async (client) => (await client.query(sql)).rows);
const acts = async () => (await owner("select act from journal order by seq")).map(({ act }) => act);

const PASSWORD = "quatre hiboux lisent tard";
const tokenOf = (url: string) => new URL(url).searchParams.get("token")!;
const welcome = (url: string, json: object, client = house.visitor()) => client("/api/welcome", { method: "POST", json: { token: tokenOf(url), ...json } });
const check = (url: string) => house.visitor()(`/api/welcome?token=${tokenOf(url)}`);
const reset = async (): Promise<string> => ((await adminCommand.run({ node, values: {}, positionals: ["reset"], terminal: undefined!, signal: undefined! })) as { json: { url: string } }).json.url;

test("a link is made while nobody administers; a new start voids the one before, and a day ends it", async () => {
  const [first, second] = [(await firstAdministratorLink(node, house.url))!, (await firstAdministratorLink(node, house.url))!];
  expect((await check(first)).status).toBe(404);
  expect(await (await check(second)).json()).toMatchObject({ purpose: "first-administrator" });
  expect((await owner("select encode(token_hash, 'base64') as hash from one_time_links")).map(({ hash }) => hash)).not.toContain(tokenOf(second));
  const [{ hours }] = await owner("select extract(epoch from expires_at - now()) / 3600 as hours from one_time_links") as [{ hours: number }];
  expect(Math.round(hours)).toBe(24);
  await owner("update one_time_links set expires_at = now() - interval '1 second'");
  expect((await check(second)).status).toBe(404);
  expect((await (await welcome(second, { login: "administrateur", title: "administrateur", password: PASSWORD })).json()).code).toBe("link.invalid");
  expect((await check(`${house.url}/welcome?token=${"A".repeat(43)}`)).status).toBe(404);
});

test("what is refused leaves the link good; what is taken uses it up, makes an administrator and signs in", async () => {
  const url = (await firstAdministratorLink(node, house.url))!;
  for (const [wrong, code] of [[{ login: "administrateur", title: "administrateur", password: "motdepasse2026" }, "password.weak"], [{ title: "administrateur", password: PASSWORD }, "input.invalid"], [{ login: "administrateur", password: PASSWORD }, "input.invalid"], [{ login: "Jean Untel", title: "x", password: PASSWORD }, "input.invalid"]] as const) {
    expect((await (await welcome(url, wrong)).json()).code, JSON.stringify(wrong)).toBe(code);
  }
  expect(await owner("select * from members")).toEqual([]);
  const both = await Promise.all(["administrateur", "administrateur-2"].map((login) => welcome(url, { login, title: "administrateur", password: PASSWORD, roles: ["analyst"], language: "en" })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
  const client = house.visitor();
  const login = both[0]!.status === 200 ? "administrateur" : "administrateur-2";
  await client.json("/api/auth/sign-in/email", { method: "POST", json: { login, password: PASSWORD } });
  expect(await client.json("/api/me")).toMatchObject({ roles: ["administrator", "analyst"], clearance: "AMBER", language: "en", title: "administrateur" });
  expect(await firstAdministratorLink(node, house.url)).toBeUndefined();
  expect(await acts()).toEqual(expect.arrayContaining(["link-first-administrator", "create", "use-link-first-administrator", "sign-in"]));
});

test("the command line's reset gives an administrator a new password and turns the second step off", async () => {
  const [{ email }] = await owner("select email from users") as [{ email: string }];
  const login = email.split("@")[0]!;
  const old = Object.assign(house.visitor(), { login, password: PASSWORD });
  await old.json("/api/auth/sign-in/email", { method: "POST", json: { login, password: PASSWORD } });
  await turnTotpOn(old);
  // Locked out thoroughly: inactive, sessions gone, strangers waiting.
  await owner("update members set is_active = false; insert into sign_in_attempts select token_hash, 9, now(), now() + interval '900 seconds' from one_time_links");
  const url = await reset();
  expect(url).toMatch(/^http:\/\/localhost:8420\/welcome\?token=/);
  expect(await (await check(url)).json()).toMatchObject({ purpose: "administrator-reset", administrators: [login] });
  const client = house.visitor();
  expect(await (await welcome(url, { login, password: "trois crabes jouent aux cartes" }, client)).json()).toEqual({ needsCode: false });
  expect(await client.json("/api/me")).toMatchObject({ login, totp: false });
  expect((await old("/api/me")).status).toBe(401);
  expect((await check(url)).status).toBe(404);
  expect((await acts()).slice(-6)).toEqual(["link-administrator-reset", "change", "use-link-administrator-reset", "totp-off", "revoke-sessions", "sign-in"]);
});

test("it can make a new administrator too, but takes no other member's login", async () => {
  const one = await reset();
  expect((await (await welcome(one, { login: "nouvel-administrateur", title: "administrateur", password: PASSWORD })).json())).toEqual({ needsCode: false });
  await owner("update members set roles = '{reader}' where id = (select id from users where email like 'nouvel%')");
  expect((await (await welcome(await reset(), { login: "nouvel-administrateur", title: "administrateur", password: PASSWORD })).json()).code).toBe("login.taken");
});

test("the link leads to the server that runs on the data directory", async () => {
  writeFileSync(addressFile(node), house.url);
  expect(await reset()).toContain(`${house.url}/welcome`);
  rmSync(addressFile(node));
  await expect(adminCommand.run({ node, values: {}, positionals: [], terminal: undefined!, signal: undefined! })).rejects.toMatchObject({ code: "command.usage" });
});
