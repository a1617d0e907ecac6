// The sealed channel over real HTTP, with the browser's own code at both ends: what is in the database opens nothing; who is
// not named, the administrator included, sees nothing; two officers recover a mailbox; what is erased is gone from every copy.
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { fromBase64Url, toBase64Url } from "../../../web/field-form/sealed/bytes.ts";
import { handOnShare, lockKey, newKey, recoverKey, splitForRecovery, unlockKey, type OpenKey } from "../../../web/field-form/sealed/mailbox-key.ts";
import { caseKeyOf, newReceipt, openCaseKey, openLetter, sealCase, sealLetter } from "../../../web/field-form/sealed/sealed-case.ts";
import { verifyJournal } from "../../platform/journal.ts";
import { endStillCases, KEPT_DAYS } from "./sealed-store.ts";

const node = await testNode();
const house = await startHouse(node);
const administrator = await house.administrator();
const base = "/api/field/sealed";
const PASSPHRASE = "une pirogue longe la berge";
const SECRET = "le chef de poste prend mille francs par sac";

interface Holder { client: Client; id: string; key: OpenKey }

async function mailbox(client: Client, title: string, takes = ["integrity", "threat"]): Promise<Holder> {
  const key = await newKey();
  const id = randomUUID();
  await client.json(`${base}/mailboxes`, { method: "POST", json: { id, title, takes, ...(await lockKey(key, PASSPHRASE)) } });
  return { client, id, key };
}
const named = async (holder: Holder, isNamed = true) => { await administrator.json(`${base}/posts/${holder.id}/named`, { method: "PUT", json: { isNamed } }); return holder; };

const mediator = await named(await mailbox(await house.signIn("reader", "GREEN"), "médiateur de la région"));
const inspector = await named(await mailbox(await house.signIn("analyst", "AMBER"), "inspection des services"));
const [officerA, officerB] = [await mailbox(await house.signIn("auditor", "AMBER"), "premier officier"), await mailbox(await house.signIn("planner", "GREEN"), "second officier")];
const others = [administrator, await house.signIn("auditor", "RED"), await house.signIn("administrator", "RED"), await house.signIn("duty-officer", "RED"), await house.signIn("coordinator", "AMBER")];

async function send(recipients: Holder[], words = SECRET, matter = "integrity") {
  const receipt = newReceipt();
  const { rows } = await house.visitor().json(`${base}/recipients`);
  const chosen = rows.filter(({ id }: { id: string }) => recipients.some((one) => one.id === id));
  const sealed = await sealCase(receipt, { id: randomUUID(), letterId: randomUUID(), matter, words, recipients: chosen });
  const reply = await house.visitor()(base, { method: "POST", json: sealed });
  return { receipt, sealed, reply, ...(await caseKeyOf(receipt)) };
}

async function read(holder: Holder, id: string, key = holder.key): Promise<string[]> {
  const { rows } = await holder.client.json(`${base}/cases`);
  const found = rows.find((row: { id: string; mailbox: string }) => row.id === id && row.mailbox === holder.id);
  const caseKey = await openCaseKey(key.privateKey, key.publicKey, id, holder.id, found.sealedKey);
  const { letters } = await holder.client.json(`${base}/cases/${id}`);
  return Promise.all(letters.map((letter: any) => openLetter(caseKey, id, letter.from, letter)));
}

test("only a named mailbox can be written to, and nobody names their own", async () => {
  const own = await mailbox(administrator, "administration");
  const reply = await administrator(`${base}/posts/${own.id}/named`, { method: "PUT", json: { isNamed: true } });
  expect([reply.status, (await reply.json()).code]).toEqual([403, "sealed.ownMailbox"]);
  const { rows } = await house.visitor().json(`${base}/recipients`);
  expect(rows.map(({ title }: { title: string }) => title).sort()).toEqual(["inspection des services", "médiateur de la région"]);
  const sealed = await sealCase(newReceipt(), { id: randomUUID(), letterId: randomUUID(), matter: "integrity", words: "x", recipients: [{ id: own.id, publicKey: toBase64Url(own.key.publicKey) }] });
  expect((await (await house.visitor()(base, { method: "POST", json: sealed })).json()).code).toBe("sealed.recipientGone");
  expect((await inspector.client(`${base}/posts/${mediator.id}/named`, { method: "PUT", json: { isNamed: false } })).status).toBe(403);
});

test("a case goes to its recipient and an answer comes back; nobody else sees that there is one", async () => {
  const sent = await send([mediator]);
  expect(sent.reply.status).toBe(201);
  expect((await house.visitor()(base, { method: "POST", json: sent.sealed })).status).toBe(200);
  expect(await read(mediator, sent.sealed.id)).toEqual([SECRET]);

  const caseKey = await openCaseKey(mediator.key.privateKey, mediator.key.publicKey, sent.sealed.id, mediator.id, sent.sealed.keys[0]!.sealed);
  const answer = await sealLetter(caseKey, sent.sealed.id, randomUUID(), "recipient", "Nous regardons. Restez prudent.");
  await mediator.client.json(`${base}/cases/${sent.sealed.id}/answer`, { method: "POST", json: { mailbox: mediator.id, letter: answer } });
  const more = await sealLetter(sent.key, sent.sealed.id, randomUUID(), "sender", "Hier encore.");
  await house.visitor().json(`${base}/answer`, { method: "POST", json: { token: sent.token, letter: more } });
  const heard = await house.visitor().json(`${base}/letters`, { method: "POST", json: { token: sent.token } });
  expect(await Promise.all(heard.letters.map((letter: any) => openLetter(sent.key, heard.id, letter.from, letter)))).toEqual([SECRET, "Nous regardons. Restez prudent.", "Hier encore."]);
  expect(heard.letters.map(({ from, post }: any) => [from, post])).toEqual([["sender", null], ["recipient", "médiateur de la région"], ["sender", null]]);

  for (const client of [...others, inspector.client, officerA.client]) {
    expect((await client.json(`${base}/cases`)).rows).toEqual([]);
    expect((await client(`${base}/cases/${sent.sealed.id}`)).status).toBe(404);
    expect((await client(`${base}/cases/${sent.sealed.id}/answer`, { method: "POST", json: { mailbox: mediator.id, letter: answer } })).status).toBe(404);
    expect((await client(`${base}/cases/${sent.sealed.id}`, { method: "DELETE" })).status).toBe(404);
  }
  for (const path of ["letters", "erase"]) expect((await house.visitor()(`${base}/${path}`, { method: "POST", json: { token: toBase64Url(new Uint8Array(32)) } })).status).toBe(404);
});

test("the restricted role itself reads no mailbox and no case of another's", async () => {
  await send([mediator]);
  const read = async (table: string) => (await node.db.as(node.keeper("curious"), (tx) => tx.client.query(`select * from ${table}`))).rows;
  const tables = ["sealed_mailboxes", "sealed_shares", "sealed_cases", "sealed_keys", "sealed_letters", "sealed_recoveries", "sealed_parts"];
  for (const table of tables) expect(await read(table), table).toEqual([]);
  // A planted fault is seen.
  for (const table of ["sealed_mailboxes", "sealed_cases", "sealed_keys", "sealed_letters"]) {
    await node.owner((client) => client.query(`create policy fault on ${table} for select to faleme_app using (true)`));
    expect((await read(table)).length, table).toBeGreaterThan(0);
    await node.owner((client) => client.query(`drop policy fault on ${table}`));
  }
  await expect(node.db.as(node.keeper("curious"), (tx) => tx.client.query("update sealed_mailboxes set holder = 'curious'"))).rejects.toMatchObject({ code: "42501" });
});

/** Every byte string of every table that has to do with it, as somebody with the database in hand would find it. */
async function dump(): Promise<{ table: string; value: Buffer }[]> {
  const found: { table: string; value: Buffer }[] = [];
  for (const table of ["sealed_mailboxes", "sealed_shares", "sealed_cases", "sealed_keys", "sealed_letters", "sealed_recoveries", "sealed_parts"]) {
    const { rows } = await node.owner((client) => client.query(`select * from ${table}`));
    for (const row of rows) for (const value of Object.values(row)) if (Buffer.isBuffer(value)) found.push({ table, value });
  }
  return found;
}

test("whoever has the database and the whole data directory opens nothing", async () => {
  const { sealed } = await send([mediator]);
  const all = await dump();
  const files = readdirSync(node.dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.parentPath.includes("postgres")).map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
  expect(all.length).toBeGreaterThan(20);
  for (const { table, value } of all) for (const hidden of [SECRET, PASSPHRASE]) expect(value.includes(hidden), table).toBe(false);
  for (const file of files) for (const hidden of [SECRET, PASSPHRASE]) expect(file.includes(hidden)).toBe(false);
  // Every run of 32 bytes that lies there, tried as the case's key on the letter as it was sent.
  const tried = [...all.map(({ value }) => value), ...files].flatMap((bytes) => Array.from({ length: Math.min(Math.max(0, bytes.length - 31), 200) }, (_, at) => Uint8Array.from(bytes.subarray(at, at + 32))));
  expect(tried.length).toBeGreaterThan(1_000);
  for (const key of tried) await expect(openLetter(key, sealed.id, "sender", sealed.letter)).rejects.toThrow();
  // And the wrong recipient, with every sealed key in hand, opens none.
  for (const { table, value } of all.filter(({ table }) => table === "sealed_keys")) await expect(openCaseKey(inspector.key.privateKey, inspector.key.publicKey, sealed.id, mediator.id, value.toString("base64url")), table).rejects.toThrow();
});

test("reading is journalled, and the journal says nothing of what it was about", async () => {
  const { sealed } = await send([mediator]);
  await read(mediator, sealed.id);
  const { rows } = await node.owner((client) => client.query("select act, actor, noun, marking from journal where object = $1 order by seq", [sealed.id]));
  expect(rows.map(({ act, noun, marking }) => [act, noun, marking])).toEqual([["create sealed-case", null, 4], ["read sealed-case", null, 4]]);
  expect(rows[0].actor).toBe("stranger");
  expect((await node.owner(verifyJournal)).entries).toBeGreaterThan(5);
});

test("a mailbox is recovered by two officers together, and by no one alone", async () => {
  const { sealed } = await send([mediator]);
  const split = await splitForRecovery(mediator.key, mediator.id, [officerA, officerB].map(({ id, key }) => ({ mailbox: id, publicKey: toBase64Url(key.publicKey) })) as never);
  const put = (shares: object) => mediator.client(`${base}/mailboxes/${mediator.id}/recovery`, { method: "PUT", json: { spare: split.spare, shares } });
  const second = await mailbox(officerA.client, "premier officier, autre boîte");
  const own = await mailbox(mediator.client, "médiateur, autre boîte");
  for (const wrong of [second.id, own.id, officerA.id]) expect((await (await put([split.shares[0], { ...split.shares[1], officer: wrong }])).json()).code).toBe("sealed.officers");
  expect((await put(split.shares)).status).toBe(204);

  // The passphrase is lost; somebody takes over the post.
  const successor = await house.signIn("reader", "GREEN");
  const asking = await newKey();
  const id = randomUUID();
  await successor.json(`${base}/posts/${mediator.id}/recoveries`, { method: "POST", json: { id, ...(await lockKey(asking, PASSPHRASE)) } });
  const finish = async () => successor(`${base}/recoveries/${id}/finish`, { method: "POST", json: withoutPublicKey(await lockKey(asking, PASSPHRASE)) });
  const give = async (officer: Holder) => {
    const { waiting } = await officer.client.json(`${base}/recoveries`);
    const one = waiting.find((row: { id: string }) => row.id === id);
    const [share] = one.shares;
    expect(one.askedAs).toBe("reader");
    const part = await handOnShare(officer.key, { mailbox: mediator.id, officer: share.officer, recovery: id, share: share.sealed, to: one.publicKey });
    return officer.client(`${base}/recoveries/${id}/parts`, { method: "POST", json: { officer: share.officer, sealed: part } });
  };
  expect((await give(officerA)).status).toBe(204);
  expect((await (await give(officerA)).json()).code).toBe("record.exists");
  expect((await (await finish()).json()).code).toBe("sealed.partsMissing");
  const mine = async () => (await successor.json(`${base}/recoveries`)).asked[0];
  expect(await mine()).toMatchObject({ spare: null });
  expect((await inspector.client.json(`${base}/recoveries`)).waiting).toEqual([]);
  expect((await inspector.client(`${base}/recoveries/${id}/parts`, { method: "POST", json: { officer: officerB.id, sealed: split.shares[1]!.sealed } })).status).toBe(404);
  expect((await give(officerB)).status).toBe(204);

  const asked = await mine();
  const opened = await recoverKey(await unlockKey(asked, PASSPHRASE), id, asked.mailboxKey, asked.spare, asked.parts);
  expect((await successor(`${base}/recoveries/${id}/finish`, { method: "POST", json: withoutPublicKey(await lockKey(opened, "une autre phrase de passe")) })).status).toBe(204);
  expect(await read({ client: successor, id: mediator.id, key: opened }, sealed.id)).toEqual([SECRET]);
  // Who held it before holds it no more, and every step left its trace.
  expect((await mediator.client.json(`${base}/cases`)).rows).toEqual([]);
  const { rows } = await node.owner((client) => client.query("select act from journal where object = $1 and act like 'recovery%' order by seq", [mediator.id]));
  expect(rows.map(({ act }) => act)).toEqual(["recovery asked", "recovery part", "recovery part", "recovery finished"]);
});

const withoutPublicKey = ({ publicKey: _, ...rest }: Awaited<ReturnType<typeof lockKey>>) => rest;

test("erased by the sender, a case opens for nobody: not even for its recipient with an older copy of the tables", async () => {
  const sent = await send([inspector]);
  expect(await read(inspector, sent.sealed.id)).toEqual([SECRET]);
  const [before] = (await node.owner((client) => client.query("select sealed from sealed_letters where sealed_case = $1", [sent.sealed.id]))).rows;
  expect((await house.visitor()(`${base}/erase`, { method: "POST", json: { token: sent.token } })).status).toBe(204);
  expect((await inspector.client.json(`${base}/cases`)).rows.filter(({ id }: { id: string }) => id === sent.sealed.id)).toEqual([]);
  const left = (await dump()).filter(({ value }) => value.equals(before.sealed));
  expect(left).toEqual([]);
  // The letter as the database had kept it is not the letter as it was sent, and the key between them is gone.
  await expect(openLetter(sent.key, sent.sealed.id, "sender", { id: sent.sealed.letter.id, sealed: before.sealed.toString("base64url") })).rejects.toThrow();
  expect(readFileSync(path.join(node.dir, "report-keys", "keys")).includes(Buffer.from(sent.sealed.id.replaceAll("-", ""), "hex"))).toBe(false);
  expect(fromBase64Url(sent.sealed.letter.sealed).length).toBeGreaterThan(1_000);
});

test("given up by its last recipient, or still for a year, a case ends", async () => {
  const [given, still, alive] = [await send([inspector]), await send([inspector]), await send([inspector])];
  expect((await inspector.client(`${base}/cases/${given.sealed.id}`, { method: "DELETE" })).status).toBe(204);
  expect((await house.visitor()(`${base}/letters`, { method: "POST", json: { token: given.token } })).status).toBe(404);
  await node.owner((client) => client.query("update sealed_cases set last_on = last_on - $2::int where id = $1", [still.sealed.id, KEPT_DAYS + 1]));
  expect(await node.db.as(node.keeper("retention"), (tx) => endStillCases(node, tx))).toBe(1);
  expect((await house.visitor()(`${base}/letters`, { method: "POST", json: { token: still.token } })).status).toBe(404);
  expect((await house.visitor()(`${base}/letters`, { method: "POST", json: { token: alive.token } })).status).toBe(200);
});

test.each([
  ["no recipient", { keys: [] }], ["a token that is none", { token: "abc" }], ["another matter", { matter: "gossip" }], ["a letter in the clear", { letter: { id: randomUUID(), sealed: "bonjour" } }],
  ["a letter too long", { letter: { id: randomUUID(), sealed: "A".repeat(60_000) } }], ["more than it asks", { name: "x" }],
])("refused with a clear word: %s", async (_, change) => {
  const sealed = await sealCase(newReceipt(), { id: randomUUID(), letterId: randomUUID(), matter: "integrity", words: "x", recipients: [{ id: inspector.id, publicKey: toBase64Url(inspector.key.publicKey) }] });
  const reply = await house.visitor()(base, { method: "POST", json: { ...sealed, ...change } });
  expect([reply.status, (await reply.json()).code]).toEqual([400, "input.invalid"]);
});
