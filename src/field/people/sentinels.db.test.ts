// Sentinels: nobody but their coordinator learns that they exist; a missed check-in is said once and to one; a word that calls
// for help is answered like any other; burnt, nothing leads back to a person.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { MARKINGS } from "../../platform/marking.ts";
import { ROLE_NAMES } from "../../platform/roles.ts";
import { verifyJournal } from "../../platform/journal.ts";
import { GatewaySettings, settleGateway } from "../ways/sms-settings.ts";
import { noteMissedCheckIns, readSentinelSms, voiceOf } from "./check-in.ts";
import { callCoordinators } from "./coordinator-calls.ts";

const node = await testNode();
const house = await startHouse(node);
const [coordinator, otherCoordinator] = [await house.signIn("coordinator", "AMBER"), await house.signIn("coordinator", "RED")];
const base = "/api/field/sentinels";
const PHONE = "+221 77 123 45 67";

const wanted = (change: object = {}) => ({ id: randomUUID(), area: "SN0501", safeWord: "pirogue", dangerWord: "tortue", everyHours: 24, contact: PHONE, duties: [], ...change });
async function enrol(client: Client = coordinator, change: object = {}): Promise<{ id: string; number: string }> {
  return client.json(base, { method: "POST", json: wanted(change) });
}
const mine = async (id: string, client: Client = coordinator) => (await client.json(base)).rows.find((row: { id: string }) => row.id === id);
const noticesOf = async (id: string) => (await coordinator.json(base)).notices.filter((one: { sentinel: string }) => one.sentinel === id).map(({ what }: { what: string }) => what);
const checkIn = (number: string, word: string, more: object = {}) => house.visitor()("/api/field/check-ins", { method: "POST", json: { number, word, ...more } });
const overdue = (id: string) => node.owner((client) => client.query("update sentinels set due_at = now() - interval '2 hours' where id = $1", [id]));

test("a sentinel is a number, a village or commune and a rota: there is no place for a name", async () => {
  const { id, number } = await enrol();
  expect(number).toMatch(/^S\d{6}$/);
  expect(await mine(id)).toMatchObject({ number, state: "active", area: "SN0501", contact: PHONE, everyHours: 24, duties: [] });
  for (const wrong of [{ name: "x" }, { note: "x" }, { area: undefined }, { place: randomUUID() }, { dangerWord: "Pirogue" }, { safeWord: "abc" }, { contact: "Moussa" }, { duties: [{ from: "2026-02-02", to: "2026-02-01" }] }]) {
    expect((await coordinator(base, { method: "POST", json: wanted(wrong) })).status, JSON.stringify(wrong)).toBe(400);
  }
  const again = wanted();
  expect(await coordinator.json(base, { method: "POST", json: again })).toEqual(await coordinator.json(base, { method: "POST", json: again }));
});

test("every other role at every clearance, another coordinator and the administrator included, is told nothing", async () => {
  const { id, number } = await enrol();
  for (const role of ROLE_NAMES) {
    for (const clearance of [MARKINGS[0], MARKINGS.at(-1)!]) {
      const client = await house.signIn(role, clearance);
      const list = await client(base);
      if (role === "coordinator") expect(await list.json()).toMatchObject({ rows: [], notices: [] });
      else expect(list.status, role).toBe(403);
      const attempts = [client(`${base}/${id}`, { method: "DELETE" }), client(`${base}/${id}/heard`, { method: "POST" }), client(`${base}/${id}`, { method: "PUT", json: { state: "resting", area: "SN0501", everyHours: 24, duties: [] } })];
      for (const reply of await Promise.all(attempts)) expect(reply.status, role).toBe(role === "coordinator" ? 404 : 403);
      for (const address of ["/api/journal?limit=500", "/api/nouns", "/api/field/sealed/posts"]) {
        const words = await (await client(address)).text();
        expect(words.includes(id) || words.includes(number), `${role} ${address}`).toBe(false);
      }
    }
  }
  expect(await mine(id, otherCoordinator)).toBeUndefined();
  expect(await mine(id)).toMatchObject({ state: "active" });
}, 120_000);

test("row-level security says so too: the house itself, with every clearance, reads no row", async () => {
  await enrol();
  const read = async (table: string) => (await node.db.as(node.keeper("curious"), (tx) => tx.client.query(`select * from ${table}`))).rows;
  for (const table of ["sentinels", "sentinel_duties", "sentinel_notices", "coordinator_calls"]) expect(await read(table), table).toEqual([]);
  // A planted fault is seen.
  await node.owner((client) => client.query("create policy fault on sentinels for select to faleme_app using (true)"));
  expect((await read("sentinels")).length).toBeGreaterThan(0);
  await node.owner((client) => client.query("drop policy fault on sentinels"));
});

test("in the database stand neither the place nor the telephone nor the words", async () => {
  const { id } = await enrol(coordinator, { area: "SN0502XYZ" });
  const { rows: [row] } = await node.owner((client) => client.query("select s.*, s::text as everything from sentinels s where id = $1", [id]));
  for (const hidden of ["SN0502XYZ", PHONE, "pirogue", "tortue"]) {
    expect(row.everything).not.toContain(Buffer.from(hidden).toString("hex"));
    expect(row.everything).not.toContain(hidden);
  }
});

test("a right word moves the next check-in; a wrong one, an unknown number and a cry for help are answered alike", async () => {
  const { id, number } = await enrol();
  await overdue(id);
  const before = (await mine(id)).dueAt;
  const replies = [await checkIn(number, "baobab"), await checkIn("S000000", "pirogue")];
  expect((await mine(id)).dueAt).toBe(before);
  replies.push(await checkIn(number, "  Pirogué "));
  expect(new Date((await mine(id)).dueAt).getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  expect(await noticesOf(id)).toEqual([]);
  replies.push(await checkIn(number, "tortue"));
  expect(await noticesOf(id)).toEqual(["danger"]);
  const answers = await Promise.all(replies.map(async (reply) => `${reply.status} ${await reply.text()}`));
  expect(new Set(answers)).toEqual(new Set(["202 {}"]));
});

test("guessing words is slowed down, and the right one is then not heard either", async () => {
  const { id, number } = await enrol();
  for (let n = 0; n < 6; n++) await checkIn(number, `mot-${n}`);
  const before = (await mine(id)).seenOn;
  expect((await checkIn(number, "pirogue")).status).toBe(202);
  expect((await mine(id)).seenOn).toBe(before);
});

test("a missed check-in is said once, to the coordinator; it ends when they are heard of", async () => {
  const { id } = await enrol();
  const resting = await enrol();
  await coordinator.json(`${base}/${resting.id}`, { method: "PUT", json: { state: "resting", area: "SN0501", everyHours: 24, duties: [] } });
  await overdue(id);
  expect(await noteMissedCheckIns(node)).toBe(1);
  expect(await noteMissedCheckIns(node)).toBe(0);
  expect(await noticesOf(id)).toEqual(["missed"]);
  expect(await noticesOf(resting.id)).toEqual([]);
  expect((await otherCoordinator.json(base)).notices).toEqual([]);
  await coordinator(`${base}/${id}/heard`, { method: "POST" });
  expect(await noticesOf(id)).toEqual([]);
});

test("a coordinator who left a number is called once, in words that say neither what nor who", async () => {
  const number = "+221 70 999 88 77";
  await coordinator.json("/api/field/coordinator", { method: "PUT", json: { callAt: number, language: "fr" } });
  expect((await coordinator.json(base)).callAt).toBe(number);
  expect((await otherCoordinator.json(base)).callAt).toBeNull();
  const { rows: [kept] } = await node.owner((client) => client.query("select c::text as everything from coordinator_calls c"));
  for (const hidden of [number, Buffer.from(number).toString("hex")]) expect(kept.everything).not.toContain(hidden);
  const received: string[] = [];
  const gateway = createServer((request, reply) => {
    let body = "";
    request.on("data", (piece: Buffer) => { body += piece.toString(); });
    request.on("end", () => { received.push(body); reply.end("{}"); });
  });
  await new Promise<void>((resolve) => { gateway.listen(0, "127.0.0.1", resolve); });
  await node.db.as(node.keeper("test"), (tx) => settleGateway(node, tx, "loopback", GatewaySettings.parse({ kind: "generic", sendUrl: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send` })));
  const { id } = await enrol();
  await callCoordinators(node); // what other tests left
  received.length = 0;
  await overdue(id);
  await noteMissedCheckIns(node);
  expect([await callCoordinators(node), await callCoordinators(node)]).toEqual([1, 0]);
  await expect.poll(() => received.length).toBe(1);
  expect(received[0]).toContain("Une réponse vous attend.");
  expect(received[0]).not.toMatch(/S\d{6}|sentinel|Falémé/i);
  gateway.close();
  await coordinator.json("/api/field/coordinator", { method: "PUT", json: { callAt: null } });
  expect((await coordinator.json(base)).callAt).toBeNull();
});

test("with a rota, nothing is awaited outside of it", async () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const later = await enrol(coordinator, { duties: [{ from: day(10), to: day(12) }] });
  expect((await mine(later.id)).dueAt.slice(0, 10)).toBe(day(11));
  const over = await enrol(coordinator, { duties: [{ from: day(-9), to: day(-7) }] });
  expect((await mine(over.id)).dueAt).toBeNull();
  const now = await enrol(coordinator, { duties: [{ from: day(-1), to: day(5) }] });
  expect((await mine(now.id)).dueAt.slice(0, 10)).toBe(day(1));
});

test("what a sentinel sends carries a voice and not their number: one source within a month, another in the next", async () => {
  const { id, number } = await enrol();
  const other = await enrol();
  const send = async (who: string, word: string) => {
    const report = { id: randomUUID(), text: "Trois motos vers le gué." };
    const { receipt } = await (await checkIn(who, word, { report })).json();
    expect(receipt).toMatch(/^\d{16}$/);
    const { rows: [row] } = await node.owner((client) => client.query("select source_group from reports where id = $1", [report.id]));
    return row.source_group as string | null;
  };
  const voices = [await send(number, "pirogue"), await send(number, "pirogue"), await send(other.number, "pirogue"), await send(number, "faux-mot")];
  expect(voices[0]).toMatch(/^voice-[0-9a-f]{12}$/);
  expect(voices[1]).toBe(voices[0]);
  expect(voices[2]).not.toBe(voices[0]);
  expect(voices[3]).toBeNull(); // kept, but nobody's in particular
  expect(voices[0]).not.toContain(number.slice(1));
  expect(voiceOf(node, id, new Date("2026-01-31T23:00:00Z"))).not.toBe(voiceOf(node, id, new Date("2026-02-01T01:00:00Z")));
});

test.each(["by their coordinator", "by their own word"])("burnt %s, nothing leads back to them, and the journal verifies", async (how) => {
  const { id, number } = await enrol();
  const keys = () => readFileSync(path.join(node.dir, "report-keys", "keys")).includes(Buffer.from(id.replaceAll("-", ""), "hex"));
  expect(keys()).toBe(true);
  if (how === "by their coordinator") expect((await coordinator(`${base}/${id}`, { method: "DELETE" })).status).toBe(204);
  else expect((await checkIn(number, "pirogue", { leaves: true })).status).toBe(202);
  expect(keys()).toBe(false);
  const { rows: [row] } = await node.owner((client) => client.query("select sealed, slot, safe_word, danger_word, due_at, seen_on from sentinels where id = $1", [id]));
  expect(Object.values(row)).toEqual([null, null, null, null, null, null]);
  expect(await mine(id)).toMatchObject({ state: "left" });
  expect(await mine(id)).not.toHaveProperty("area");
  expect(await noticesOf(id)).toEqual(how === "by their coordinator" ? [] : ["left"]);
  expect((await coordinator(`${base}/${id}/heard`, { method: "POST" })).status).toBe(404);
  await node.owner(verifyJournal);
});

test("what is journalled names no sentinel", async () => {
  const { rows } = await node.owner((client) => client.query("select act, object, noun from journal where act like 'sentinel%'"));
  expect(rows.length).toBeGreaterThan(10);
  for (const { object, noun } of rows) expect([object, noun]).toEqual([null, null]);
});

test.each([
  ["S482913 lune BAKEL vol betail 40 hier", { number: "S482913", word: "lune", leaves: false, rest: "BAKEL vol betail 40 hier" }],
  ["s 482913, Lune", { number: "S482913", word: "Lune", leaves: false, rest: "" }],
  ["S٤٨٢٩١٣ قمر توقف", { number: "S482913", word: "قمر", leaves: true, rest: "" }],
  ["S482913 lune stop", { number: "S482913", word: "lune", leaves: true, rest: "" }],
  ["S482913", undefined], ["BAKEL vol betail 40 hier", undefined], ["S48291 lune", undefined],
])("read as a sentinel’s short message or not: %s", (text, expected) => { expect(readSentinelSms(text)).toEqual(expected); });
