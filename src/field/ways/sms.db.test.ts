// Short messages over loopback: gateways that bring them in their own bodies, and gateways that take ours.
import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { loadShippedPlaces } from "../../places/index.ts";
import { conversation, readContent } from "../intake/content.ts";
import { contactOf } from "../intake/contact.ts";
import { SENTENCES } from "../intake/reply-words.ts";
import { screenReport } from "../triage/screen-report.ts";
import { sendDue, sendSms } from "./send-sms.ts";
import { closeUnanswered } from "./take-sms.ts";

const node = await testNode();
const house = await startHouse(node);
const gateway = house.visitor();
const keeper = node.keeper("test");
let administrator: Client;
let address = "";
const SECRET = "un secret de cet essai";

interface Taken { path: string; headers: IncomingMessage["headers"]; body: string }
const taken: Taken[] = [];
let answer: [status: number, body: string] = [200, "{}"];
/** Stands for each gateway's own interface for sending. */
const outside = createServer((request, reply) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
    taken.push({ path: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString() });
    reply.writeHead(answer[0]).end(answer[1]);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => { outside.listen(0, "127.0.0.1", resolve); });
  address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  administrator = await house.administrator();
  await settle("phone", { kind: "android", sendUrl: `${address}/message`, account: "sms", secretIn: SECRET, secretOut: "mot de passe" });
  await settle("town", { kind: "africas-talking", sendUrl: `${address}/version1/messaging`, account: "centre", from: "20880", secretOut: "cle" });
  await settle("plain", { kind: "generic", secretIn: "jeton-12345" });
});
afterAll(() => { outside.close(); });
beforeEach(() => { taken.length = 0; answer = [200, "{}"]; });

const settle = (name: string, json: object) => administrator.json(`/api/field/gateways/${name}`, { method: "PUT", json });

/** As SMS Gateway for Android posts it. */
function fromPhone(text: string, from = "+221770000001", id: string = randomUUID(), secret = SECRET) {
  const body = JSON.stringify({ deviceId: "d", event: "sms:received", id, payload: { message: text, receivedAt: new Date().toISOString(), messageId: "m", phoneNumber: from, simNumber: 1 }, webhookId: "w" });
  const timestamp = String(Math.floor(Date.now() / 1000));
  return gateway("/api/field/sms/phone", { method: "POST", body, headers: { "content-type": "application/json", "x-timestamp": timestamp, "x-signature": createHmac("sha256", secret).update(body + timestamp).digest("hex") } });
}

const reports = async () => (await node.owner((client) => client.query("select id, kind, language, state from reports where way = 'sms' order by received_at, id"))).rows as { id: string; kind: string | null; language: string }[];
const newest = async () => (await node.owner((client) => client.query("select r.id, r.kind, r.language from reports r join report_contents c using (id) where way = 'sms' order by c.slot desc limit 1"))).rows[0];
const contactIn = (id: string) => node.db.as(keeper, (tx) => contactOf(node, tx, id));
const saidOf = async (id: string) => (await node.db.as(keeper, (tx) => readContent(node, tx, id)))!.said;
/** Sending begins with the reply to the gateway, and ends a moment later. */
const sentTo = (end: string) => expect.poll(() => taken.filter(({ path: at }) => at.endsWith(end)).length, { interval: 20, timeout: 20_000 });

test("a message that says place and kind is a report, and nothing is asked", async () => {
  const id = randomUUID();
  for (let i = 0; i < 3; i++) expect((await fromPhone("BAKEL vol betail 40 hier", "+221770000002", id)).status).toBe(200);
  expect((await reports()).length).toBe(1);
  const row = await newest();
  expect(row).toMatchObject({ kind: "cattle-theft", language: "fr" });
  expect(await saidOf(row.id)).toMatchObject({ place: "bakel", numbers: [{ value: 40 }] });
  expect(await contactIn(row.id)).toBeUndefined();
  expect(taken).toEqual([]);
});

test("one question is asked back, and the answer from the same number completes the report", async () => {
  const before = (await reports()).length;
  const id = randomUUID();
  await fromPhone("vol betail 12", "+221770000003", id);
  await fromPhone("vol betail 12", "+221770000003", id);
  await sentTo("/message").toBe(1);
  expect(JSON.parse(taken[0]!.body)).toMatchObject({ phoneNumbers: ["+221770000003"], textMessage: { text: SENTENCES.askPlace.fr } });
  expect(taken[0]!.headers.authorization).toBe(`Basic ${Buffer.from("sms:mot de passe").toString("base64")}`);
  const answering = randomUUID();
  for (let i = 0; i < 2; i++) expect((await fromPhone("vers Kidira", "+221770000003", answering)).status).toBe(200);
  const row = await newest();
  expect((await reports()).length).toBe(before + 1);
  expect(await saidOf(row.id)).toMatchObject({ kind: "cattle-theft", towards: "kidira", numbers: [{ value: 12 }] });
  expect((await node.db.as(keeper, (tx) => conversation(node, tx, row.id))).map(({ from, words }) => [from, words])).toEqual([["sender", "vers Kidira"]]);
  expect(taken.length).toBe(1);
  // It is answered: the number goes.
  expect(await contactIn(row.id)).toBeUndefined();
});

test("who does not answer is not waited for", async () => {
  await fromPhone("crue", "+221770000020");
  const { id } = await newest();
  expect(await contactIn(id)).toMatchObject({ wantsReply: false });
  await closeUnanswered(node);
  expect(await contactIn(id)).toBeDefined();
  await node.owner((client) => client.query("update sms_questions set at = at - interval '49 hours' where report = $1", [id]));
  await closeUnanswered(node);
  expect(await contactIn(id)).toBeUndefined();
});

test("an Arabic message is asked in Arabic, and its answer codes the report", async () => {
  await fromPhone("باكل أمس", "+222000000004");
  await sentTo("/message").toBe(1);
  expect(JSON.parse(taken[0]!.body).textMessage.text).toBe(SENTENCES.askKind.ar);
  await fromPhone("فيضان", "+222000000004");
  expect(await newest()).toMatchObject({ kind: "flood", language: "ar" });
});

test("whoever says two things sends two reports", async () => {
  const before = (await reports()).length;
  await fromPhone("vol betail", "+221770000005");
  await fromPhone("Diboli crue", "+221770000005");
  expect((await reports()).length).toBe(before + 2);
});

test("only whoever asks gets the number and replies; STOP forgets their number", async () => {
  await fromPhone("REP Bakel crue", "+221770000006");
  await sentTo("/message").toBe(1);
  expect(JSON.parse(taken[0]!.body).textMessage.text).toMatch(/^Message arrivé, merci\. Gardez ce nombre : \d{16}$/);
  const { id } = await newest();
  expect(await contactIn(id)).toMatchObject({ address: "+221770000006", wantsReply: true });
  await fromPhone("stop", "+221770000006");
  expect(await contactIn(id)).toBeUndefined();
});

test("an answer to a question about a report that is screened already places it", async () => {
  await loadShippedPlaces(node);
  await fromPhone("crue", "+221770000010");
  const { id } = await newest();
  await node.db.as(node.keeper("triage"), (tx) => screenReport(node, tx, id));
  await fromPhone("Bakel", "+221770000010");
  const { rows: [row] } = await node.owner((client) => client.query("select state, kind, place_name, country, lat is not null as \"isPlaced\" from reports where id = $1", [id]));
  expect(row).toEqual({ state: "screened", kind: "flood", place_name: "Bakel", country: "SN", isPlaced: true });
});

test("a sentinel's number and word are looked at and not kept, nor is their telephone; what else they said is a report of their voice", async () => {
  const coordinator = await house.signIn("coordinator", "AMBER");
  const { number } = await coordinator.json("/api/field/sentinels", { method: "POST", json: { id: randomUUID(), area: "SN0501", safeWord: "pirogue", dangerWord: "tortue", everyHours: 24, duties: [] } });
  const before = (await reports()).length;
  expect((await fromPhone(`${number} pirogue`, "+221770000011")).status).toBe(200);
  expect((await reports()).length).toBe(before);
  await fromPhone(`${number} pirogue BAKEL crue`, "+221770000011");
  await fromPhone(`${number} mauvais Diboli crue`, "+221770000011");
  const { rows } = await node.owner((client) => client.query("select r.id from reports r join report_contents c using (id) where way = 'sms' order by c.slot desc limit 2"));
  const [wrong, right] = await Promise.all(rows.map(({ id }) => node.db.as(keeper, (tx) => readContent(node, tx, id))));
  expect([right!.text, right!.sentinel?.startsWith("voice-"), wrong!.text, wrong!.sentinel]).toEqual(["BAKEL crue", true, "Diboli crue", undefined]);
  expect(await contactIn(rows[0].id)).toBeUndefined();
  expect(taken).toEqual([]);
});

test("Africa's Talking posts a form to an address with its secret, and is sent to in its own form", async () => {
  const { address: shown, secret } = await administrator.json("/api/field/gateways/town/secret", { method: "POST", json: {} });
  expect(new URL(shown).pathname).toBe(`/api/field/sms/town/${secret}`);
  answer = [201, JSON.stringify({ SMSMessageData: { Recipients: [{ statusCode: 101, number: "+221770000007", status: "Success" }] } })];
  const form = new URLSearchParams({ date: "2026-11-26", from: "+221770000007", id: randomUUID(), linkId: "l", text: "BAKEL hier", to: "20880", networkCode: "60801" });
  expect((await gateway(new URL(shown).pathname, { method: "POST", body: form })).status).toBe(200);
  await sentTo("/messaging").toBe(1);
  expect(Object.fromEntries(new URLSearchParams(taken[0]!.body))).toEqual({ username: "centre", to: "+221770000007", message: SENTENCES.askKind.fr, from: "20880" });
  expect(taken[0]!.headers.apikey).toBe("cle");
});

test("a gateway that does not prove itself is refused, whether it exists or not; one that is off too", async () => {
  expect((await fromPhone("Bakel crue", "+1", "x", "another secret")).status).toBe(401);
  for (const path of ["/api/field/sms/nobody", "/api/field/sms/Nobody!", "/api/field/sms/town", "/api/field/sms/town/wrong", "/api/field/sms/plain"]) {
    const reply = await gateway(path, { method: "POST", body: "{}" });
    expect([reply.status, (await reply.json()).code], path).toEqual([401, "gateway.refused"]);
  }
  const generic = (body: string) => gateway("/api/field/sms/plain", { method: "POST", body, headers: { authorization: "Bearer jeton-12345" } });
  expect((await generic("{}")).status).toBe(422);
  expect((await generic(JSON.stringify({ id: "1", from: "+1", text: "😀".repeat(1_250_000) }))).status).toBe(413);
  expect((await generic(JSON.stringify({ id: "2", from: "+221770000008", text: "Bakel crue \u202e\u0000" }))).status).toBe(200);
  await settle("plain", { kind: "generic", isOn: false });
  expect((await generic(JSON.stringify({ id: "3", from: "+1", text: "Bakel crue" }))).status).toBe(401);
});

test("what a gateway does not take is tried again, then given up, and its words are gone", async () => {
  answer = [503, "later"];
  await sendSms(node, "+221770000009", "Message arrivé, merci.", "fr", "phone");
  await sentTo("/message").toBe(1);
  const row = async () => (await node.owner((client) => client.query("select state, attempts, sealed is null as gone from sms_outbox order by at desc, id desc limit 1"))).rows[0];
  await expect.poll(row, { interval: 20, timeout: 20_000 }).toEqual({ state: "waiting", attempts: 1, gone: false });
  const due = () => node.owner((client) => client.query("update sms_outbox set next_at = now() - interval '1 second' where state = 'waiting'"));
  for (let i = 2; i <= 7; i++) { await due(); expect(await sendDue(node, new AbortController().signal)).toBe(0); }
  expect(await row()).toEqual({ state: "failed", attempts: 7, gone: true });
  expect(taken.length).toBe(7);
  answer = [201, JSON.stringify({ SMSMessageData: { Recipients: [{ statusCode: 403 }] } })];
  await sendSms(node, "+221770000009", "x", "fr", "town");
  await expect.poll(row, { interval: 20, timeout: 20_000 }).toEqual({ state: "waiting", attempts: 1, gone: false });
});

test("no number, word or secret stands in an answer, in the journal or in the database", async () => {
  const settings = JSON.stringify(await administrator.json("/api/field/gateways"));
  for (const secret of [SECRET, "mot de passe", "cle\"", "jeton-12345"]) expect(settings).not.toContain(secret);
  expect(await administrator.json("/api/field/gateways")).toEqual(expect.arrayContaining([expect.objectContaining({ name: "phone", hasSecretIn: true, hasSecretOut: true, failed: 1 })]));
  const { rows: tables } = await node.owner((client) => client.query("select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')"));
  expect(tables.length).toBeGreaterThan(40);
  for (const { name } of tables) {
    const { rows: [{ words }] } = await node.owner((client) => client.query(`select coalesce(string_agg(t::text, ' '), '') as words from ${name} t`));
    for (const hidden of ["22177000000", "vol betail", "vers Kidira", SECRET, "mot de passe"]) expect(words.includes(hidden), `${name}: ${hidden}`).toBe(false);
  }
  expect(readdirSync(path.join(node.dir, "secrets")).filter((name) => name.startsWith("sms-")).map((name) => readFileSync(path.join(node.dir, "secrets", name), "utf8"))).toContain(SECRET);
});

test("who may not settle may not read the settings; a gateway that is forgotten loses its secrets", async () => {
  const analyst = await house.signIn("analyst", "AMBER");
  expect((await analyst("/api/field/gateways")).status).toBe(403);
  expect((await administrator("/api/field/gateways/phone", { method: "DELETE" })).status).toBe(204);
  expect((await fromPhone("Bakel crue")).status).toBe(401);
  expect(readdirSync(path.join(node.dir, "secrets")).filter((name) => name.endsWith("-phone"))).toEqual([]);
  expect((await administrator("/api/field/gateways/phone", { method: "PUT", json: { kind: "android", sendUrl: "http://name:word@127.0.0.1/" } })).status).toBe(400);
});
