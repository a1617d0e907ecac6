// What a sender can do with sixteen digits, over HTTP; and what becomes of contacts, replies and words with time.
import { expect, test } from "vitest";
import { served } from "../../../tests/database/served.ts";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { newId } from "../../platform/identity.ts";
import { accept, type Incoming } from "./accept.ts";
import { conversationWith, contactOf, endContacts } from "./contact.ts";
import { conversation, readContent, say } from "./content.ts";
import { receiptFor, readReceipt } from "./receipt.ts";
import { attempts } from "./receipt-attempts.ts";
import { replyBy, sendReplies } from "./replies.ts";
import { forgetOld } from "./retention.ts";
import { intakeRoutes } from "./routes.ts";

const node = await testNode();
const house = await served(node, intakeRoutes);
const officer = callerWith("duty-officer", "AMBER+STRICT");
const post = async (path: string, json: unknown, language = "en") => {
  const reply = await house.get(path, undefined, { method: "POST", headers: { "content-type": "application/json", "accept-language": language }, body: JSON.stringify(json) });
  return { status: reply.status, body: await reply.json() as any, after: reply.headers.get("retry-after") };
};
const make = (more: Partial<Incoming> = {}): Incoming => ({ id: newId(), way: "web", text: "crue à Bakel", ...more });

test("sent once, told once; sent again, told the same", async () => {
  const id = newId();
  const first = await post("/api/field/reports", { id, way: "web", text: "crue", language: "fr" });
  expect(first).toMatchObject({ status: 201, body: { id, receipt: expect.stringMatching(/^\d{16}$/) } });
  expect(await post("/api/field/reports", { id, way: "web", text: "crue", language: "fr" })).toMatchObject({ status: 200, body: first.body });
  expect((await post("/api/field/reports", { id, way: "web", text: "autre" })).status).toBe(409);
  expect((await post("/api/field/reports", { id: newId() })).status).toBe(400);
  expect((await post("/api/field/reports", { id: newId(), text: "x", sentinel: "s" })).status).toBe(400);
});

test("whoever holds the receipt reads, answers and erases; a wrong number is told nothing", async () => {
  const { id, receipt } = await accept(node, make());
  const written = `${receipt.slice(0, 4)} ${receipt.slice(4, 8)}-${receipt.slice(8, 12)} ${receipt.slice(12)}`;
  expect((await post("/api/field/receipts", { receipt: written }, "ar")).body).toMatchObject({ state: "received", mayAnswer: true, messages: [], words: expect.stringMatching(/وصل/) });
  await node.db.as(officer, (tx) => say(node, tx, id, { from: "house", words: "Combien de maisons ?", question: "how-many" }));
  expect((await post("/api/field/receipts/answers", { receipt, words: "une\u0000 dizaine", question: "how-many" })).body.messages).toMatchObject([{ from: "house", question: "how-many" }, { from: "sender", words: "une dizaine" }]);
  expect(await post("/api/field/receipts/erase", { receipt })).toMatchObject({ status: 200, body: { state: "erased", mayAnswer: false, messages: [] } });
  expect((await post("/api/field/receipts/answers", { receipt, words: "encore" })).status).toBe(410);
  expect((await post("/api/field/receipts", { receipt: "0000000000000000" })).status).toBe(404);
  const { rows } = await node.owner((client) => client.query("select receipt from report_contents where id = $1", [id]));
  expect(JSON.stringify(rows)).not.toContain(receipt);
});

test("an exercise's receipt answers too, and its report stays in the exercise", async () => {
  const { id, receipt } = await accept(node, make({ exercise: true }));
  expect((await post("/api/field/receipts", { receipt })).status).toBe(200);
  await node.db.as(officer, async (tx) => { expect(await readContent(node, tx, id)).toBeUndefined(); });
  await node.db.as({ ...officer, exercise: true }, async (tx) => { expect((await readContent(node, tx, id))!.text).toBe("crue à Bakel"); });
});

test("wrong numbers have one budget, which comes back with time", () => {
  const budget = attempts();
  const now = new Date("2026-11-24T06:00:00Z");
  let tried = 0;
  expect(() => { for (;;) { budget.ask(now); budget.failed(now); tried++; } }).toThrow(/Too many/);
  expect(tried).toBe(120);
  expect(() => budget.ask(new Date(now.getTime() + 1000))).not.toThrow();
});

test("digits are read as people write them", () => {
  expect(readReceipt(" ١٢٣٤ ٥٦٧٨-9012 3456 ")).toBe("1234567890123456");
  expect(readReceipt("123456789012345")).toBeUndefined();
  expect(receiptFor(node, "0")).toMatch(/^\d{16}$/);
});

test("a contact is found again while it is open, answered in neutral words, and gone after fourteen days", async () => {
  const address = "+221 77 000 00 01";
  const { id } = await accept(node, make({ contact: { channel: "sms", address, wantsReply: true }, language: "fr" }));
  const { id: silent } = await accept(node, make({ contact: { channel: "sms", address: "+22300000002", wantsReply: false } }));
  const sent: string[] = [];
  replyBy("sms", async (_node, to, words) => { sent.push(`${to} ${words}`); });
  await node.db.as(officer, async (tx) => {
    expect(await conversationWith(node, tx, "sms", "00221770000001")).toBe(id);
    expect(await conversationWith(node, tx, "sms", "221770000009")).toBeUndefined();
    for (const to of [id, silent]) await say(node, tx, to, { from: "house", words: "Le pont de Kidira est coupé" });
  });
  expect(await sendReplies(node, (error) => { throw error; })).toBe(1);
  expect(sent).toEqual([`${address} Une réponse vous attend.`]);
  expect(await sendReplies(node, () => {})).toBe(0);
  expect(await endContacts(node)).toBe(0);
  await node.owner((client) => client.query("update report_contacts set until = now() - interval '1 second'"));
  expect(await endContacts(node)).toBe(2);
  await node.db.as(officer, async (tx) => { expect(await contactOf(node, tx, id)).toBeUndefined(); });
});

test("what a way out refuses stays until it goes", async () => {
  const { id } = await accept(node, make({ contact: { channel: "sms", address: "+22100000003", wantsReply: true } }));
  await node.db.as(officer, (tx) => say(node, tx, id, { from: "house", words: "Où exactement ?", question: "place" }));
  replyBy("sms", async () => { throw new Error("no network"); });
  const faults: string[] = [];
  expect(await sendReplies(node, (error) => { faults.push(error.message); })).toBe(0);
  replyBy("sms", async () => {});
  expect([await sendReplies(node, () => {}), faults]).toEqual([1, ["no network"]]);
});

test("words go when their time is over; what was coded stays", async () => {
  const { id } = await accept(node, make({ said: { kind: "flood" } }));
  const { id: young } = await accept(node, make());
  expect(await forgetOld(node)).toBe(0);
  await node.owner((client) => client.query("update reports set received_at = '2020-01-01T00:00:00Z' where id = $1", [id]));
  expect(await forgetOld(node)).toBe(1);
  await node.db.as(officer, async (tx) => {
    expect(await readContent(node, tx, id)).toBeUndefined();
    expect(await conversation(node, tx, id)).toEqual([]);
    expect(await readContent(node, tx, young)).toBeDefined();
    expect((await tx.client.query("select kind from reports where id = $1", [id])).rows).toEqual([{ kind: "flood" }]);
  });
});
