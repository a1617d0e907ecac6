// Members, roles and rights over real HTTP: what each role may, what a change does, and what nobody may undo.
import { expect, test } from "vitest";
import { startHouse, turnTotpOn, type Client } from "../../tests/database/signed-in.ts";
import { testNode } from "../../tests/database/test-node.ts";
import { allRoutes } from "../server.ts";
import { PERMISSIONS, permissionsOf, ROLE_NAMES } from "./roles.ts";

const node = await testNode();
const house = await startHouse(node);
const administrator = await house.administrator();
const smallHouse = await startHouse(await testNode());

const change = (id: string, json: object, by: Client = administrator) => by(`/api/members/${id}`, { method: "PUT", json });
const idOf = async (client: Client): Promise<string> => (await client.json("/api/me")).id;
const acts = async (object: string): Promise<string[]> => (await administrator.json(`/api/journal?object=${object}`)).map(({ act }: { act: string }) => act);
const tokenOf = (url: string) => new URL(url).searchParams.get("token")!;
const welcome = (client: Client, url: string, json: object) => client("/api/welcome", { method: "POST", json: { token: tokenOf(url), ...json } });

test.each(ROLE_NAMES)("the role %s has its permissions, and no route lets it past them", async (role) => {
  const member = await house.signIn(role, "AMBER");
  const mine = permissionsOf([role]);
  expect((await member.json("/api/me")).permissions).toEqual([...mine].sort());
  const refused = allRoutes().filter(({ may }) => typeof may === "string" && may !== "signed-in" && !mine.has(may));
  if (role !== "administrator") expect(refused.length).toBeGreaterThan(10);
  for (const { method, path } of refused) {
    const reply = await member(path.replaceAll(/:\w+/g, "00000000-0000-7000-8000-000000000000"), { method, ...(method === "GET" || method === "DELETE" ? {} : { json: {} }) });
    expect(reply.status, `${method} ${path}`).toBe(403);
    expect((await reply.json()).code, `${method} ${path}`).toBe("permission.denied");
  }
});

test("a stranger gets past no route that does not say why anyone may", async () => {
  const stranger = house.visitor();
  const asking = allRoutes().filter(({ may }) => typeof may === "string");
  expect(asking.length).toBeGreaterThan(50);
  for (const { method, path } of asking) {
    const reply = await stranger(path.replaceAll(/:\w+/g, "00000000-0000-7000-8000-000000000000"), { method, ...(method === "GET" || method === "DELETE" ? {} : { json: {} }) });
    expect(reply.status, `${method} ${path}`).toBe(401);
  }
});

test("the roles are data that a page can ask for", async () => {
  const { roles, clearances } = await (await house.signIn("reader", "CLEAR")).json("/api/roles");
  expect(roles.map(({ role }: { role: string }) => role)).toEqual(ROLE_NAMES);
  for (const { labels, may } of roles) {
    expect(Object.keys(labels)).toEqual(["fr", "en", "ar"]);
    expect(PERMISSIONS).toEqual(expect.arrayContaining(may));
  }
  expect(clearances).toEqual(["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]);
});

test("an invitation works once, for whoever holds it, and only after it may one sign in", async () => {
  const wanted = { login: "permanence-bakel", title: "Permanence de Bakel", roles: ["duty-officer", "reader"], clearance: "AMBER", organisation: "SN-douanes", language: "ar" };
  const { id, link } = await administrator.json("/api/members", { method: "POST", json: wanted });
  expect(link.url).toMatch(new RegExp(`^${house.url}/welcome\\?token=[\\w-]{43}$`));
  expect(await administrator.json(`/api/members/${id}`)).toMatchObject({ ...wanted, id, hasPassword: false, totp: false, isActive: true, lastSignInOn: null });
  expect((await (await administrator("/api/members", { method: "POST", json: wanted })).json()).code).toBe("login.taken");

  const member = house.visitor();
  expect(await member.json(`/api/welcome?token=${tokenOf(link.url)}`)).toEqual({ purpose: "invitation", expiresAt: link.expiresAt, login: wanted.login, title: wanted.title });
  expect((await (await welcome(member, link.url, { password: "permanence-bakel-2026" })).json()).code).toBe("password.weak");
  expect(await (await welcome(member, link.url, { password: "quatre hiboux lisent tard" })).json()).toEqual({ needsCode: false });
  expect(await member.json("/api/me")).toMatchObject({ login: wanted.login, organisation: "SN-douanes", language: "ar", clearance: "AMBER" });
  expect((await (await welcome(house.visitor(), link.url, { password: "trois crabes jouent aux cartes" })).json()).code).toBe("link.invalid");
  expect((await house.visitor()(`/api/welcome?token=${tokenOf(link.url)}`)).status).toBe(404);
  expect((await administrator.json(`/api/members/${id}`)).lastSignInOn).toBe(new Date().toISOString().slice(0, 10));
  expect(await acts(id)).toEqual(["sign-in", "use-link-invitation", "link-invitation", "create"]);
});

test("a change of rights holds at the next request, and every version of them is kept", async () => {
  const member = await house.signIn("reader", "GREEN");
  const id = await idOf(member);
  expect((await member("/api/members")).status).toBe(403);
  const after = await (await change(id, { roles: ["administrator"], clearance: "AMBER", basedOn: 1 })).json();
  expect(after).toMatchObject({ roles: ["administrator"], clearance: "AMBER", version: 2 });
  expect((await member("/api/members")).status).toBe(200);
  expect((await (await change(id, { roles: ["reader"], basedOn: 1 })).json()).code).toBe("record.changed");
  await change(id, { roles: ["analyst"] });
  expect((await member("/api/members")).status).toBe(403);
  const history = await administrator.json(`/api/members/${id}/history`);
  expect(history.map(({ version, content, author }: any) => [version, content.roles, content.clearance, author === history[0].author])).toEqual([[1, ["reader"], "GREEN", true], [2, ["administrator"], "AMBER", true], [3, ["analyst"], "AMBER", true]]);
  expect(Object.keys(history[0].content).sort()).toEqual(["clearance", "isActive", "language", "organisation", "roles"]);
  for (const wrong of [{ roles: ["emperor"] }, { roles: [] }, { clearance: "COSMIC" }, { language: "de" }, { password: "x" }]) expect((await change(id, wrong)).status, JSON.stringify(wrong)).toBe(400);
  expect((await change("00000000-0000-7000-8000-000000000000", { clearance: "RED" })).status).toBe(404);
});

test("an inactive member is a stranger, cannot sign in, and is one again when brought back", async () => {
  const member = await house.signIn("analyst", "AMBER");
  const id = await idOf(member);
  const { url } = await administrator.json(`/api/members/${id}/link`, { method: "POST", json: {} });
  await change(id, { isActive: false });
  const signIn = () => house.visitor()("/api/auth/sign-in/email", { method: "POST", json: { login: member.login, password: member.password } });
  expect((await member("/api/me")).status).toBe(401);
  expect((await signIn()).status).toBe(401);
  expect((await house.visitor()(`/api/welcome?token=${tokenOf(url)}`)).status).toBe(404);
  expect(await acts(id)).toEqual(["revoke-sessions", "change", "link-reset", "sign-in", "use-link-invitation", "link-invitation", "create"]);
  await change(id, { isActive: true });
  expect((await member("/api/me")).status).toBe(401);
  expect((await signIn()).status).toBe(200);
});

test("a live session of a member who is not active, or was withdrawn, is nothing: the second lock", async () => {
  const member = await house.signIn("reader", "GREEN");
  const id = await idOf(member);
  const status = async (set: string) => { await node.owner((client) => client.query(`update members set ${set} where id = $1`, [id])); return (await member("/api/me")).status; };
  expect([await status("is_active = false"), await status("is_active = true"), await status("withdrawn = true")]).toEqual([401, 200, 401]);
});

test("revoked sessions end at once, one's own others too", async () => {
  const member = await house.signIn("analyst", "AMBER");
  const elsewhere = house.visitor();
  await elsewhere.json("/api/auth/sign-in/email", { method: "POST", json: { login: member.login, password: member.password } });
  expect(await member.json("/api/me/sessions", { method: "DELETE" })).toEqual({ ended: 1 });
  expect([(await member("/api/me")).status, (await elsewhere("/api/me")).status]).toEqual([200, 401]);
  const id = await idOf(member);
  expect(await administrator.json(`/api/members/${id}/sessions`, { method: "DELETE" })).toEqual({ ended: 1 });
  expect((await member("/api/me")).status).toBe(401);
  expect((await acts(id)).slice(0, 2)).toEqual(["revoke-sessions", "revoke-sessions"]);
});

test("revoking also ends a sign-in that waits for its code", async () => {
  const member = await house.signIn("reader", "RED");
  const half = house.visitor();
  expect(await half.json("/api/auth/sign-in/email", { method: "POST", json: { login: member.login, password: member.password } })).toEqual({ needsCode: true });
  await administrator.json(`/api/members/${await idOf(member)}/sessions`, { method: "DELETE" });
  expect((await (await half("/api/auth/two-factor/verify-totp", { method: "POST", json: { code: "123456" } })).json()).code).toBe("code.expired");
});

test("a reset link sets a new password, ends sessions, and turns the second step off only where that was asked", async () => {
  const member = await house.signIn("duty-officer", "RED");
  const id = await idOf(member);
  const link = (turnsTotpOff: boolean) => administrator.json(`/api/members/${id}/link`, { method: "POST", json: { turnsTotpOff } });
  const voided = await link(true);
  const kept = await link(false);
  const back = house.visitor();
  expect((await welcome(back, voided.url, { password: "trois crabes jouent aux cartes" })).status).toBe(404);
  expect(await (await welcome(back, kept.url, { password: "trois crabes jouent aux cartes" })).json()).toEqual({ needsCode: true });
  expect((await member("/api/me")).status).toBe(401);
  const { url } = await link(true);
  expect(await (await welcome(back, url, { password: "deux loutres comptent les vagues" })).json()).toEqual({ needsCode: false });
  expect(await back.json("/api/me")).toMatchObject({ totp: false, clearance: "AMBER+STRICT", clearanceGranted: "RED", isCappedWithoutTotp: true });
  expect(await acts(id)).toContain("totp-off");
});

test("RED is read only with the second step on, unless an administrator settles otherwise", async () => {
  const { link } = await administrator.json("/api/members", { method: "POST", json: { login: "lecture-rouge", title: "lecture", roles: ["administrator"], clearance: "RED" } });
  const member = Object.assign(house.visitor(), { login: "lecture-rouge", password: "quatre hiboux lisent tard" });
  await welcome(member, link.url, { password: member.password });
  const clearance = async () => (await member.json("/api/me")).clearance;
  const writeRed = async (code: string) => (await member("/api/codes", { method: "POST", json: { marking: "RED", content: { list: "crossing-way", code, fr: "bac", en: "ferry", ar: "عبّارة" } } })).status;
  expect(await clearance()).toBe("AMBER+STRICT");
  expect(await writeRed("ferry-1")).toBe(403);
  await administrator.json("/api/sign-in-settings", { method: "PUT", json: { redNeedsTotp: false } });
  expect(await clearance()).toBe("RED");
  await administrator.json("/api/sign-in-settings", { method: "PUT", json: { redNeedsTotp: true } });
  expect(await clearance()).toBe("AMBER+STRICT");
  await turnTotpOn(member);
  expect(await clearance()).toBe("RED");
  expect(await writeRed("ferry-2")).toBe(201);
});

test("the last active administrator stays, even when two leave at once", async () => {
  const first = await smallHouse.administrator();
  const me = await idOf(first);
  const refusal = async (json: object) => (await (await change(me, json, first)).json()).code;
  expect(await refusal({ isActive: false })).toBe("member.lastAdministrator");
  expect(await refusal({ roles: ["reader"] })).toBe("member.lastAdministrator");
  // An administrator who was invited and has no password yet does not count.
  await first.json("/api/members", { method: "POST", json: { login: "second-administrateur", title: "administrateur", roles: ["administrator"] } });
  expect(await refusal({ isActive: false })).toBe("member.lastAdministrator");
  expect((await first.json("/api/me")).roles).toEqual(["administrator"]);
  const second = await smallHouse.signIn("administrator", "AMBER");
  const statuses = (await Promise.all([change(me, { isActive: false }, first), change(await idOf(second), { isActive: false }, second)])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 409]);
});

test("a member chooses their language, and nothing else of themselves", async () => {
  const member = await house.signIn("reader", "GREEN");
  await member.json("/api/me/language", { method: "PUT", json: { language: "ar" } });
  expect((await member.json("/api/me")).language).toBe("ar");
  expect((await member("/api/me/language", { method: "PUT", json: { language: "ar", clearance: "RED" } })).status).toBe(400);
});
