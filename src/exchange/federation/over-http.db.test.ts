// Two real servers on loopback: an alert crosses by itself, strangers are refused, a busy node says when to come again, and the routes of links answer.
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { TEMPLATE } from "../../../tests/database/clusters.ts";
import { startHouse, type Client, type House } from "../../../tests/database/signed-in.ts";
import { addresses } from "../../../tests/nodes/measure.ts";
import { contactId, issueAlert, openTrio } from "../../../tests/nodes/trio.ts";
import { exportBundle } from "./bundle.ts";
import { alertIdOf } from "./take-release.ts";

const trio = await openTrio({ adminUrl: inject("databaseUrl"), template: TEMPLATE });
const { nodes } = trio;
afterAll(() => trio.close());
let houses: Record<"SN" | "ML", House>, admin: Client, there: Client;

beforeAll(async () => {
  houses = { SN: await startHouse(nodes.SN), ML: await startHouse(nodes.ML) };
  await addresses(trio, (_, to) => (to === "MR" ? "http://127.0.0.1:9" : houses[to].url));
  [admin, there] = [await houses.SN.administrator(), await houses.ML.signIn("duty-officer", "AMBER")];
});

test("an alert stands at the other node by itself, and the answer of its officer comes back the same way", async () => {
  const id = await issueAlert(nodes.SN, false, { affected: ["ML"] });
  const own = alertIdOf("SN", id);
  await expect.poll(async () => (await there(`/api/alerts/${own}`)).status, { timeout: 30_000 }).toBe(200);
  expect(await there.json(`/api/alerts/${own}/origin`)).toMatchObject({ sender: "SN", answers: [] });
  await there.json(`/api/alerts/${own}/node-answer`, { method: "POST", json: { kind: "acknowledged" } });
  await admin.json("/api/exchange/peers/ML/round", { method: "POST", json: {} });
  await expect.poll(async () => (await nodes.SN.owner((client) => client.query("select count(*) as count from answers where alert = $1 and way = 'node'", [id]))).rows[0].count, { timeout: 30_000 }).toBe(2);
  const why = await admin.json(`/api/exchange/why?subject=alert&record=${id}`);
  expect(why.find((one: any) => one.contact === contactId("SN", "ML", "prefecture"))).toMatchObject({ stands: "received" });
  expect((await admin.json("/api/exchange/links")).find((one: any) => one.country === "ML")).toMatchObject({ state: "good", backlog: 0, proof: { signature: expect.any(String) } });
  expect((await admin.json("/api/exchange/peers/ML/ledger?direction=sent"))[0]).toMatchObject({ outcome: "received" });
});

test("nobody but a registered node is answered, and a message that was answered once is not answered again", async () => {
  const post = (body: BodyInit) => fetch(`${houses.ML.url}/api/federation/round`, { method: "POST", body });
  expect((await post("hello")).status).toBe(403);
  expect((await post(new Uint8Array((await exportBundle(nodes.MR, "ML", false)).bytes))).status).toBe(403);
  const { messageTo, preparedPeer } = await import("./round.ts");
  const message = await nodes.MR.db.as(nodes.MR.keeper("test"), async (tx) => messageTo(tx, nodes.MR, await preparedPeer(tx, nodes.MR, "ML", true), { type: "round", protocol: 1, seq: 0 }));
  expect((await post(new Uint8Array(message.bytes))).status).toBe(200);
  expect((await post(new Uint8Array(message.bytes))).status).toBe(409);
});

test("more rounds at once than a node can take are asked to wait, and told how long", async () => {
  const held = Array.from({ length: 4 }, () => fetch(`${houses.ML.url}/api/federation/round`, { method: "POST", body: new ReadableStream({ start(controller) { controller.enqueue(Buffer.from("x")); setTimeout(() => controller.close(), 1_500); } }), duplex: "half" } as RequestInit));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const refused = await fetch(`${houses.ML.url}/api/federation/round`, { method: "POST", body: "hello" });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  for (const reply of await Promise.all(held)) expect(reply.status).toBe(403);
});

test("a peer is registered by who may, with a real key and a private line", async () => {
  const { publicKey } = await admin.json("/api/exchange/key/words");
  const put = (client: Client, json: unknown) => client("/api/exchange/peers/MR", { method: "PUT", json });
  expect((await put(there, { title: "x", publicKey })).status).toBe(403);
  expect((await put(admin, { title: "x", publicKey: "AAAA" })).status).toBe(400);
  expect((await put(admin, { title: "x", publicKey, url: "http://example.org" })).status).toBe(400);
  expect((await put(admin, { title: "x", publicKey, url: "https://example.invalid" })).status).toBe(200);
  expect((await admin("/api/exchange/peers/MR/closing", { method: "POST", json: { isClosed: true } })).status).toBe(200);
  const file = await admin("/api/exchange/peers/ML/bundle", { method: "POST", json: {} });
  const taken = await (await houses.ML.administrator())("/api/exchange/bundles", { method: "POST", body: await file.arrayBuffer() });
  expect(await taken.json()).toMatchObject({ from: "SN", world: "actual", refused: 0 });
});
