// Messages really leave: mail to a real SMTP server, CloudEvents to a real HTTP server; they are tried again, once each, and what cannot arrive moves the alert on.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { decide, MAKOFE, makeDirectory, sign, type Directory } from "../../../tests/exchange/world.ts";
import { loadCase } from "../../evidence/case/load.ts";
import { setDoor } from "../../platform/doors.ts";
import { verdictOn } from "../release/document.ts";
import { heardFirst } from "../../field/ways/heard-first.ts";
import { dispatch } from "./dispatch.ts";

const node = await testNode();
const house = await startHouse(node);
let duty: Client, to: Directory;

const mails: { subject: string; text: string; messageId: string; to: string }[] = [];
let refusals = 0;
const smtp = new SMTPServer({
  authOptional: true, disabledCommands: ["STARTTLS"],
  onRcptTo(_address, _session, done) { if (refusals > 0) { refusals -= 1; done(Object.assign(new Error("later"), { responseCode: 451 })); } else done(); },
  onData(stream, _session, done) {
    simpleParser(stream).then((mail) => { mails.push({ subject: mail.subject!, text: mail.text!, messageId: mail.messageId!, to: (mail.to as { text: string }).text }); done(); }, done);
  },
});
const events: { id: string; type: string; data: { words: string; signature: string } }[] = [];
const hook = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on("data", (piece) => pieces.push(piece)).on("end", () => { events.push(JSON.parse(Buffer.concat(pieces).toString())); response.end(); });
});

beforeAll(async () => {
  await new Promise<void>((done) => { smtp.listen(0, "127.0.0.1", () => done()); });
  await new Promise<void>((done) => { hook.listen(0, "127.0.0.1", () => done()); });
  await loadCase(node, "report");
  duty = await house.signIn("duty-officer", "AMBER");
  const [releasing, second] = [await house.signIn("releasing-officer", "AMBER+STRICT"), await house.signIn("releasing-officer", "AMBER")];
  to = await makeDirectory(duty);
  for (const service of ["civil-protection", "prefecture"]) await decide(releasing, service);
  await sign(releasing, second);
  await (await house.administrator()).json("/api/exchange/outward", { method: "PUT", json: { publicUrl: "https://alerte.example.sn", mail: { host: "127.0.0.1", port: (smtp.server.address() as AddressInfo).port, from: "alerte@faleme.example" } } });
  await duty.json(`/api/contacts/${to.rescue}/channels`, { method: "PUT", json: { channels: [{ channel: "email", address: "permanence@protection.example" }, { channel: "webhook", address: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/alertes` }] } });
});
afterAll(async () => { await new Promise<void>((done) => { smtp.close(() => done()); }); hook.close(); });

const issue = async (): Promise<string> => {
  const { id } = await duty.json("/api/alerts/draft", { method: "POST", json: { events: [MAKOFE], severity: "Severe", urgency: "Immediate" } });
  await duty.json(`/api/alerts/${id}/alerting/issue`, { method: "POST", json: {} });
  return id;
};
const ofRescue = async (id: string) => (await duty.json(`/api/alerts/${id}/trail`)).deliveries.find((one: any) => one.contact === to.rescue);
/** The house's clock goes on; the server of the test looks too, and both may. */
const until = async (holds: () => boolean | Promise<boolean>) => {
  for (let i = 0; i < 100 && !(await holds()); i++) {
    await node.owner((client) => client.query("update delivery_attempts set due_at = due_at - 700 where state = 'waiting'"));
    await dispatch(node);
    await new Promise((done) => setTimeout(done, 20));
  }
  expect(await holds()).toBe(true);
};

test("a mail is sent once, in the contact’s language, with the code and the link; the answer by reply ends the chain", async () => {
  const id = await issue();
  await until(() => mails.length > 0);
  const own = await ofRescue(id);
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ to: "permanence@protection.example", messageId: `<${own.id}@faleme.example>` });
  expect(mails[0]!.subject).toMatch(/^Alerte – Vol à main armée/);
  const [, code] = /OK ([0-9A-Z]{8})/.exec(mails[0]!.text)!;
  expect(mails[0]!.text).toContain("https://alerte.example.sn/answer#");
  // Neither place finer than the department nor the source's words.
  expect(mails[0]!.text).toContain("Saraya");
  await until(async () => (await ofRescue(id)).by === "email");
  // As mail and short messages come in: an answer is taken before anything becomes a report, and a report is left to them.
  expect(await heardFirst(node, "SARAYA vol betail 40 hier", "sms")).toBe(false);
  expect(await heardFirst(node, `RE: ok ${code!.toLowerCase()} deux équipes parties`, "email")).toBe(true);
  expect((await duty.json(`/api/alerts/${id}/trail`)).answers).toMatchObject([{ kind: "acknowledged", way: "email", words: expect.stringContaining("deux équipes parties") }]);
  expect(await ofRescue(id)).toMatchObject({ state: "answered" });
});

test("a server that refuses for now is asked again, and the mail arrives once", async () => {
  mails.length = 0;
  refusals = 2;
  const id = await issue();
  await until(() => mails.length > 0);
  await until(async () => (await ofRescue(id)).by === "email");
  expect(mails).toHaveLength(1);
  const [mail] = (await duty.json(`/api/deliveries/${(await ofRescue(id)).id}/attempts`)).filter((one: any) => one.channel === "email");
  expect(mail).toMatchObject({ state: "sent", tries: 3 });
});

test("a webhook is silent while its door is closed; open, it gets a CloudEvent with the signed document", async () => {
  expect(events).toEqual([]);
  await node.db.as(node.keeper("test"), (tx) => setDoor(tx, "webhooks", true));
  const id = await issue();
  await until(() => events.length > 0);
  expect(events[0]).toMatchObject({ specversion: "1.0", type: "org.faleme.alert", id: (await ofRescue(id)).id, subject: id });
  const { publicKey } = await duty.json("/api/exchange/key");
  const { words, signature } = events[0]!.data;
  expect(verdictOn(words, Buffer.from(signature, "base64url"), publicKey, node.db.now())).toBe("genuine");
  expect(verdictOn(words.replace("Actual", "Exercise"), Buffer.from(signature, "base64url"), publicKey, node.db.now())).toBe("bad-signature");
});

test("where nothing gets through, the next rung is asked at once", async () => {
  await duty.json(`/api/contacts/${to.rescue}/channels`, { method: "PUT", json: { channels: [{ channel: "sms", address: "+221770000009" }] } });
  const id = await issue();
  await until(async () => (await ofRescue(id)).state === "escalated");
  const rungs = (await duty.json(`/api/alerts/${id}/trail`)).deliveries.map((one: any) => one.contact);
  expect(rungs).toContain(to.deputy);
  expect(await duty.json(`/api/deliveries/${(await ofRescue(id)).id}/attempts`)).toMatchObject([{ channel: "sms", state: "failed", failure: "no SMS gateway sends" }]);
});

test("an address is sealed: in no table, version, journal or answer, and only its end is shown", async () => {
  expect(await duty.json(`/api/contacts/${to.rescue}/channels`)).toEqual([{ channel: "sms", ending: "…009" }]);
  const { rows } = await node.owner((client) => client.query(`select count(*) as count from versions where document like '%770000009%' or document like '%protection.example%'`));
  expect(Number(rows[0].count)).toBe(0);
  const { rows: [held] } = await node.owner((client) => client.query("select sealed from contact_channels where channel = 'sms'"));
  expect((held.sealed as Buffer).toString("latin1")).not.toContain("770000009");
});

test("the administrator tries the mail server; what it does not take is said without the address", async () => {
  const admin = await house.administrator();
  const before = mails.length;
  expect(await admin.json("/api/exchange/outward/trial", { method: "POST", json: { to: "essai@faleme.example" } })).toEqual({ isTaken: true });
  expect(mails.slice(before)).toMatchObject([{ to: "essai@faleme.example", subject: expect.stringContaining("essai") }]);
  const { hasMailPassword: _, ...held } = await admin.json("/api/exchange/outward");
  await admin.json("/api/exchange/outward", { method: "PUT", json: { ...held, mail: { ...held.mail, port: 1 } } });
  const refused = await admin("/api/exchange/outward/trial", { method: "POST", json: { to: "essai@faleme.example" } });
  expect(refused.status).toBe(502);
  expect(await refused.text()).not.toContain("essai@");
  await admin.json("/api/exchange/outward", { method: "PUT", json: held });
  expect((await duty("/api/exchange/outward/trial", { method: "POST", json: { to: "essai@faleme.example" } })).status).toBe(403);
});

test("a wrong code opens nothing, and after many wrong ones everyone waits", async () => {
  const visitor = house.visitor();
  const statuses: number[] = [];
  for (let i = 0; i < 25; i++) statuses.push((await visitor("/api/exchange/answers", { method: "POST", json: { code: `22222${String(i).padStart(3, "2")}`, kind: "acknowledged" } })).status);
  expect(statuses[0]).toBe(404);
  expect(statuses.at(-1)).toBe(429);
});
