// TAXII through the house: closed until it is opened; with its key a contact’s tool reads what was released to it, page by page, and nothing else.
import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { decide, MAKOFE, makeDirectory, sign, type Directory } from "../../../tests/exchange/world.ts";
import { loadCase } from "../../evidence/case/load.ts";
import { setDoor } from "../../platform/doors.ts";
import { revoke } from "../release/issue.ts";
import { recordOf } from "../release/acts.ts";
import { readTaxii } from "./taxii-client.ts";

const node = await testNode();
const house = await startHouse(node);
const TYPE = "application/taxii+json;version=2.1";
let duty: Client, admin: Client, to: Directory, key: string, collection: string, alert: string;
const folder = mkdtempSync(path.join(tmpdir(), "faleme-taxii-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = (address: string, headers: Record<string, string> = {}) => fetch(`${house.url}/taxii2/${address}`, { headers: { accept: TYPE, ...headers } });
const withKey = (address: string, own = key) => ask(`released/collections/${address}`, { authorization: `Bearer ${own}` });

beforeAll(async () => {
  await loadCase(node, "report");
  [duty, admin] = [await house.signIn("duty-officer", "AMBER"), await house.administrator()];
  const [releasing, second] = [await house.signIn("releasing-officer", "AMBER+STRICT"), await house.signIn("releasing-officer", "AMBER")];
  to = await makeDirectory(duty);
  for (const service of ["civil-protection", "prefecture"]) await decide(releasing, service);
  await sign(releasing, second);
  ({ key, collection } = await admin.json(`/api/contacts/${to.rescue}/taxii-key`, { method: "POST", json: {} }));
  const { id } = await duty.json("/api/alerts/draft", { method: "POST", json: { events: [MAKOFE], severity: "Severe", urgency: "Immediate" } });
  await duty.json(`/api/alerts/${id}/alerting/issue`, { method: "POST", json: {} });
  alert = id;
});

test("closed it answers nobody; open, it says what it is, in TAXII’s own type", async () => {
  expect((await ask("")).status).toBe(403);
  await node.db.as(node.keeper("test"), (tx) => setDoor(tx, "taxii", true));
  const reply = await ask("");
  expect(reply.headers.get("content-type")).toBe(TYPE);
  expect(await reply.json()).toMatchObject({ api_roots: [expect.stringContaining("/taxii2/released/")] });
  expect(await (await ask("released/")).json()).toMatchObject({ versions: [TYPE], max_content_length: expect.any(Number) });
  expect((await ask("", { accept: "application/taxii+json;version=2.0" })).status).toBe(406);
});

test("without a key there is no collection; with another’s, not this one; with a wrong one, nothing", async () => {
  expect(await (await ask("released/collections/")).json()).toEqual({});
  expect((await ask(`released/collections/${collection}/objects/`)).status).toBe(404);
  expect((await withKey(`${collection}/objects/`, "wrong")).status).toBe(401);
  const other = await admin.json(`/api/contacts/${to.prefecture}/taxii-key`, { method: "POST", json: {} });
  expect((await withKey(`${collection}/objects/`, other.key)).status).toBe(404);
  expect((await (await withKey(`${other.collection}/objects/`, other.key)).json()).objects.length).toBeGreaterThan(0);
  expect((await duty(`/api/contacts/${to.rescue}/taxii-key`, { method: "POST", json: {} })).status).toBe(403);
});

test("pages follow on each other and hold each object once; what is asked by type, id or time is what comes", async () => {
  const all = (await (await withKey(`${collection}/objects/`)).json()).objects;
  expect(new Set(all.map(({ type }: any) => type))).toEqual(new Set(["identity", "marking-definition", "location", "incident", "relationship", "report"]));
  const seen: string[] = [];
  for (let next = ""; ;) {
    const reply = await withKey(`${collection}/objects/?limit=2${next ? `&next=${next}` : ""}`);
    expect(reply.headers.get("x-taxii-date-added-last")).toMatch(/^\d{4}-/);
    const page = await reply.json();
    seen.push(...page.objects.map(({ id }: any) => id));
    if (!page.more) break;
    ({ next } = page);
  }
  expect(seen).toEqual(all.map(({ id }: any) => id));
  expect((await (await withKey(`${collection}/objects/?match[type]=incident`)).json()).objects).toHaveLength(1);
  expect(await (await withKey(`${collection}/objects/?added_after=2099-01-01T00:00:00Z`)).json()).toEqual({ more: false });
  const incident = all.find(({ type }: any) => type === "incident");
  expect((await (await withKey(`${collection}/objects/${incident.id}/`)).json()).objects).toEqual([incident]);
  expect((await (await withKey(`${collection}/manifest/?match[type]=incident`)).json()).objects).toMatchObject([{ id: incident.id, version: incident.modified, media_type: "application/stix+json;version=2.1" }]);
});

test("nothing is written here, and what was revoked is marked so", async () => {
  expect((await fetch(`${house.url}/taxii2/released/collections/${collection}/objects/`, { method: "POST", body: "{}", headers: { accept: TYPE, authorization: `Bearer ${key}`, "content-type": TYPE } })).status).toBe(403);
  await node.db.as(node.keeper("test"), async (tx) => revoke(tx, node, await recordOf(tx, "alert", alert)));
  const { objects } = await (await withKey(`${collection}/objects/?match[type]=incident,report`)).json();
  expect(objects.map(({ revoked }: any) => revoked)).toEqual([true, true]);
  const incident = objects.find(({ type }: any) => type === "incident");
  expect((await (await withKey(`${collection}/objects/${incident.id}/versions/`)).json()).versions).toHaveLength(2);
});

test("our own client reads such a collection, once; and keeps what it read as its sender’s, not to be handed on", async () => {
  const file = path.join(folder, "key");
  writeFileSync(file, key);
  const url = `${house.url}/taxii2/released/collections/${collection}/`;
  expect(await readTaxii(node, url, { keyFile: file, exercise: false })).toMatchObject({ kept: 1, refused: [] });
  expect(await readTaxii(node, url, { keyFile: file, exercise: false })).toMatchObject({ kept: 0 });
  const { rows } = await duty.json("/api/received-records");
  expect(rows).toMatchObject([{ content: { sender: expect.stringContaining("taxii"), state: "revoked", kind: "armed-robbery" } }]);
  expect((await duty(`/api/received-records/${rows[0].id}`, { method: "PUT", json: {} })).status).toBe(403);
  await expect(readTaxii(node, url, { exercise: false })).rejects.toMatchObject({ code: "stix.refused" });
});

test("the administrator sees whose tool holds a key and when it last used it, and never the key", async () => {
  const keys = await admin.json("/api/exchange/taxii-keys");
  const of = (contact: string, among = keys) => among.find((one: any) => one.contact === contact);
  expect(keys).toHaveLength(2);
  expect(of(to.rescue)).toMatchObject({ collection, lastUsedAt: expect.any(String), objects: expect.any(Number) });
  expect(JSON.stringify(keys)).not.toContain(key);
  expect((await duty("/api/exchange/taxii-keys")).status).toBe(403);
  const again = await admin.json(`/api/contacts/${to.prefecture}/taxii-key`, { method: "POST", json: {} });
  expect(of(to.prefecture, await admin.json("/api/exchange/taxii-keys"))).toMatchObject({ lastUsedAt: null });
  expect((await withKey(`${again.collection}/manifest/`, again.key)).status).toBe(200);
});

test("a key that was taken back opens nothing", async () => {
  await admin.json(`/api/contacts/${to.rescue}/taxii-key`, { method: "DELETE" });
  expect((await withKey(`${collection}/objects/`)).status).toBe(401);
});
