// Three nodes: what one releases stands at the other, signed, once; answers come back; what may not cross does not, and it is said why.
import { afterAll, expect, inject, test } from "vitest";
import { TEMPLATE } from "../../../tests/database/clusters.ts";
import { lineTo } from "../../../tests/nodes/line.ts";
import { AGREEMENT, agreementOf, contactId, COUNTRIES, issueAlert, openTrio, type Country } from "../../../tests/nodes/trio.ts";
import { codeList } from "../../platform/codes.ts";
import { verifyJournal } from "../../platform/journal.ts";
import { save, find } from "../../platform/noun-store.ts";
import { agreement } from "../agreements/agreement.noun.ts";
import { suspension } from "../agreements/suspension.noun.ts";
import { request, requestLife } from "../delivery/request.noun.ts";
import { momentOf } from "../moment.ts";
import { revoke } from "../release/issue.ts";
import { recordOf } from "../release/acts.ts";
import { askContact, reply, type Question } from "../requests/ask.ts";
import { requestsHere } from "../requests/queries.ts";
import { takeStep } from "../steps.ts";
import { answerAbroad, originOf } from "./answer-abroad.ts";
import { exportBundle, importBundle } from "./bundle.ts";
import { pieces } from "../../../tests/nodes/line.ts";
import { rotateKey } from "./rotate.ts";
import { synchronise, type Synchronised } from "./synchronise.ts";
import { alertIdOf } from "./take-release.ts";
import { linkStates, whereIs } from "./why.ts";

const trio = await openTrio({ adminUrl: inject("databaseUrl"), template: TEMPLATE });
const { nodes } = trio;
afterAll(() => trio.close());

const round = (from: Country, to: Country, more: Parameters<typeof synchronise>[2] = {}): Promise<Synchronised> => synchronise(nodes[from], to, { carry: lineTo(nodes), ...more });
const as = <T>(country: Country, work: (tx: any) => Promise<T>) => nodes[country].db.as(nodes[country].keeper("test"), work);
const alertAt = (country: Country, sender: Country, id: string) => as(country, (tx) => find(tx, (alertNoun as never), alertIdOf(sender, id)));
const { alert: alertNoun } = await import("../alerts/alert.noun.ts");
const why = async (country: Country, record: string, contact: string) => (await as(country, (tx) => whereIs(tx, record, country))).find((one) => one.contact === contact)!;

test("an alert that affects Senegal stands on Senegal’s node, as its sender’s, and is not Mauritania’s", async () => {
  const id = await issueAlert(nodes.ML, false, { affected: ["SN"] });
  expect(await why("ML", id, contactId("ML", "SN", "prefecture"))).toMatchObject({ stands: "waiting" });
  const done = await round("ML", "SN");
  expect(done.requests).toBe(1);
  await round("ML", "MR");
  const there = await alertAt("SN", "ML", id);
  expect(there).toMatchObject({ owner: "ML", marking: "GREEN", content: { state: "received", capSender: "faleme.node.ml", affected: [expect.objectContaining({ pcode: "SN0603" })] } });
  expect(await alertAt("MR", "ML", id)).toBeUndefined();
  expect(await why("ML", id, contactId("ML", "SN", "prefecture"))).toMatchObject({ stands: "received" });
  // Delivered, by the other node’s signed word.
  const { rows } = await nodes.ML.owner((client) => client.query("select distinct by, state from deliveries where alert = $1", [id]));
  expect(rows).toEqual([{ by: "node", state: "delivered" }]);
});

test("an answer goes back to who asked, and ends the chain there", async () => {
  const id = await issueAlert(nodes.ML, false, { affected: ["SN"] });
  await round("ML", "SN");
  const own = alertIdOf("ML", id);
  const { documents } = await as("SN", (tx) => answerAbroad(tx, nodes.SN, own, { kind: "taking-action", note: "Deux équipes parties" }));
  expect(documents).toHaveLength(2);
  expect((await as("SN", (tx) => originOf(tx, own))).answers).toMatchObject([{ kind: "taking-action", isThere: false }]);
  await round("SN", "ML");
  expect((await as("SN", (tx) => originOf(tx, own))).answers).toMatchObject([{ isThere: true }]);
  const { rows } = await nodes.ML.owner((client) => client.query("select kind, way, done from answers where alert = $1", [id]));
  expect(rows).toEqual([{ kind: "taking-action", way: "node", done: "Deux équipes parties" }, { kind: "taking-action", way: "node", done: "Deux équipes parties" }]);
  await expect(as("SN", (tx) => answerAbroad(tx, nodes.SN, own, { kind: "need-more", note: "Mamadou Diallo a été vu" }))).rejects.toMatchObject({ code: "alert.namesPerson" });
});

test("where nothing is new a round is one request of less than 5 KB, both ways together", async () => {
  await round("ML", "SN");
  const done = await round("ML", "SN");
  expect(done).toMatchObject({ requests: 1, received: 0 });
  expect(done.sentBytes + done.receivedBytes).toBeLessThan(5_000);
});

test("a revocation travels, is confirmed, and takes the words along", async () => {
  const id = await issueAlert(nodes.SN, false, { affected: ["ML"] });
  await round("SN", "ML");
  await as("SN", async (tx) => revoke(tx, nodes.SN, await recordOf(tx, "alert", id)));
  const contact = contactId("SN", "ML", "prefecture");
  expect(await why("SN", id, contact)).toMatchObject({ stands: "revocation-pending" });
  await round("SN", "ML");
  expect(await why("SN", id, contact)).toMatchObject({ stands: "revoked" });
  expect(await alertAt("ML", "SN", id)).toMatchObject({ content: { state: "cancelled" } });
  const { rows } = await nodes.ML.owner((client) => client.query("select state, words, places from received_records where reference = $1", [id]));
  expect(rows).toEqual([{ state: "revoked", words: null, places: null }, { state: "revoked", words: null, places: null }]);
});

test("without the agreement the other side refuses, says so, and asks again once it has it", async () => {
  await as("MR", async (tx) => save(tx, agreement as never, { id: AGREEMENT, isStep: true, content: { ...agreementOf(["civil-protection", "prefecture"]), state: "draft" } }));
  const id = await issueAlert(nodes.SN, false, { affected: ["MR"] });
  await round("SN", "MR");
  const contact = contactId("SN", "MR", "civil-protection");
  expect(await alertAt("MR", "SN", id)).toBeUndefined();
  expect(await why("SN", id, contact)).toMatchObject({ stands: "refused", reasons: ["no-agreement"] });
  await as("MR", async (tx) => save(tx, agreement as never, { id: AGREEMENT, isStep: true, content: agreementOf(["civil-protection", "prefecture"]) }));
  await round("MR", "SN");
  await round("SN", "MR");
  expect(await alertAt("MR", "SN", id)).toMatchObject({ content: { state: "received" } });
  expect(await why("SN", id, contact)).toMatchObject({ stands: "received" });
});

test("what waited and may no longer go stays, and its place in the chain holds; lifted, it goes", async () => {
  const id = await issueAlert(nodes.SN, false, { affected: ["ML"] });
  const stop = { title: "suspension", country: "ML", ground: "credible-abuse", since: "2020-01-01" };
  const [ground] = [...codeList("suspension-ground").codes.keys()];
  const { row } = await as("SN", (tx) => save(tx, suspension as never, { content: { ...stop, ground } }));
  await round("SN", "ML");
  expect(await alertAt("ML", "SN", id)).toBeUndefined();
  expect(await why("SN", id, contactId("SN", "ML", "prefecture"))).toMatchObject({ stands: "withheld", reasons: ["suspended"] });
  await as("SN", (tx) => save(tx, suspension as never, { id: row.id, content: row.content, withdrawn: true }));
  await round("SN", "ML");
  expect(await alertAt("ML", "SN", id)).toMatchObject({ content: { state: "received" } });
});

test("a file carries the same, any number of times, and brings the confirmation back", async () => {
  const id = await issueAlert(nodes.MR, false, { affected: ["ML"] });
  const file = await exportBundle(nodes.MR, "ML", false);
  for (let i = 0; i < 2; i++) expect((await importBundle(nodes.ML, pieces(file.bytes))).failure).toBeUndefined();
  expect(await alertAt("ML", "MR", id)).toMatchObject({ content: { state: "received" } });
  await importBundle(nodes.MR, pieces((await exportBundle(nodes.ML, "MR", false)).bytes));
  expect(await why("MR", id, contactId("MR", "ML", "prefecture"))).toMatchObject({ stands: "received" });
  await expect(importBundle(nodes.SN, pieces(file.bytes))).rejects.toMatchObject({ code: "peer.refused" });
  const bent = Buffer.from(file.bytes);
  bent[40] = bent[40]! ^ 1;
  await expect(importBundle(nodes.ML, pieces(bent))).rejects.toMatchObject({ status: 403 });
});

const asking = (more: Partial<Question> = {}): Question => ({ title: "Combien d’hommes ?", contact: contactId("SN", "ML", "prefecture"), question: "Combien d’hommes armés ont été vus ?", dueAt: "2099-01-01T00:00:00Z", ...more });
const ask = (more: Partial<Question> = {}) => as("SN", (tx) => askContact(tx, nodes.SN, "fr", asking(more)));
const askedOfMali = async (title: string) => (await as("ML", (tx) => requestsHere(tx, "ML", momentOf(tx.now)))).find((one) => one.title === `SN – ${title}`);

test("a question crosses with its deadline, and its reply comes home", async () => {
  const { id } = await ask({ id: "0198c0de-0000-7000-8000-000000000001" });
  expect((await ask({ id })).version).toBe(1); // sent again it is the same
  expect(await as("SN", (tx) => requestsHere(tx, "SN", momentOf(tx.now)))).toMatchObject([{ id, isOurs: true, isOverdue: false, way: "waiting" }]);
  await round("SN", "ML");
  const there = (await askedOfMali("Combien d’hommes ?"))!;
  expect(there).toMatchObject({ question: "Combien d’hommes armés ont été vus ?", isOurs: false, country: "SN", state: "open" });
  expect(await as("SN", (tx) => requestsHere(tx, "SN", "2099-06-01T00:00:00Z"))).toMatchObject([{ isOverdue: true, way: "there" }]);
  await as("ML", (tx) => reply(tx, nodes.ML, "fr", there.id, { state: "answered", answer: "Une dizaine." }));
  await round("SN", "ML");
  expect(await as("SN", (tx) => requestsHere(tx, "SN", momentOf(tx.now)))).toMatchObject([{ state: "answered", answer: "Une dizaine.", isLate: false }]);
  await round("SN", "ML"); // the next header says that it was read
  expect(await as("ML", (tx) => requestsHere(tx, "ML", momentOf(tx.now)))).toMatchObject([{ way: "there" }]);
});

test("a question may be declined with the reason, and cancelled by who asked; it is answered once", async () => {
  const refused = await ask({ title: "Effectif" }), dropped = await ask({ title: "Trop tard" });
  await round("SN", "ML");
  const there = (await askedOfMali("Effectif"))!;
  await as("ML", (tx) => reply(tx, nodes.ML, "fr", there.id, { state: "declined", answer: "Enquête en cours." }));
  await expect(as("ML", (tx) => reply(tx, nodes.ML, "fr", there.id, { state: "answered", answer: "Vingt." }))).rejects.toMatchObject({ code: "record.settled" });
  await as("SN", (tx) => takeStep(tx, requestLife as never, dropped.id, "cancel", "le fait est éclairci"));
  await round("SN", "ML");
  expect((await as("SN", (tx) => find(tx, request as never, refused.id)))!.content).toMatchObject({ state: "declined", answer: "Enquête en cours." });
  expect(await askedOfMali("Trop tard")).toMatchObject({ state: "cancelled" });
});

test("neither a question nor a reply names anybody, or a place that the agreement does not give; without agreement or decision nothing is asked", async () => {
  await expect(ask({ question: "Mamadou Diallo a-t-il été vu ?" })).rejects.toMatchObject({ code: "report.namesSomebody" });
  await expect(ask({ dueAt: "2001-01-01T00:00:00Z" })).rejects.toMatchObject({ code: "input.invalid" });
  await expect(ask({ contact: contactId("SN", "ML", "customs") })).rejects.toMatchObject({ code: "question.mayNotGo" });
  await round("ML", "SN");
  const { id } = await ask({ title: "Où" });
  await round("SN", "ML");
  const there = (await askedOfMali("Où"))!;
  await expect(as("ML", (tx) => reply(tx, nodes.ML, "fr", there.id, { state: "answered", answer: "Chez Mamadou Diallo." }))).rejects.toMatchObject({ code: "report.namesSomebody" });
  await as("ML", async (tx) => save(tx, agreement as never, { id: AGREEMENT, isStep: true, content: { ...agreementOf(["civil-protection", "prefecture"]), state: "draft" } }));
  await expect(as("ML", (tx) => reply(tx, nodes.ML, "fr", there.id, { state: "answered", answer: "Vers le nord." }))).rejects.toMatchObject({ code: "question.mayNotGo", details: { reasons: ["no-agreement"] } });
  await as("ML", async (tx) => save(tx, agreement as never, { id: AGREEMENT, isStep: true, content: agreementOf(["civil-protection", "prefecture"]) }));
  await as("SN", (tx) => takeStep(tx, requestLife as never, id, "cancel", "sans objet"));
});

test("a question to a service that is suspended before the link stands waits until that is lifted", async () => {
  const [ground] = [...codeList("suspension-ground").codes.keys()];
  await ask({ title: "En attente" });
  const { row } = await as("SN", (tx) => save(tx, suspension as never, { content: { title: "suspension", country: "ML", service: "prefecture", ground, since: "2020-01-01" } }));
  await expect(ask({ title: "Encore" })).rejects.toMatchObject({ code: "question.mayNotGo", details: { reasons: ["suspended"] } });
  await round("SN", "ML");
  expect(await askedOfMali("En attente")).toBeUndefined();
  await as("SN", (tx) => save(tx, suspension as never, { id: row.id, content: row.content, withdrawn: true }));
  await round("SN", "ML");
  expect(await askedOfMali("En attente")).toMatchObject({ state: "open" });
});

test("a new key, signed by the old one, is followed; one that is not is refused", async () => {
  await rotateKey(nodes.SN);
  const id = await issueAlert(nodes.SN, false, { affected: ["ML"] });
  await round("SN", "ML");
  expect(await alertAt("ML", "SN", id)).toMatchObject({ content: { state: "received" } });
  await rotateKey(nodes.SN);
  await rotateKey(nodes.SN);
  await round("ML", "SN");
  const { readdirSync, renameSync, copyFileSync } = await import("node:fs");
  const secrets = `${nodes.SN.dir}/secrets`;
  expect(readdirSync(secrets)).not.toContain("signing-key-next");
  copyFileSync(`${secrets}/signing-key`, `${secrets}/kept`);
  copyFileSync(`${nodes.MR.dir}/secrets/signing-key`, `${secrets}/signing-key`);
  await expect(round("SN", "ML")).rejects.toMatchObject({ code: "peer.unreachable" });
  renameSync(`${secrets}/kept`, `${secrets}/signing-key`);
  await round("SN", "ML");
});

test("what was signed with a key that was replaced, and replaced again, before it went is known for its sender’s", async () => {
  await rotateKey(nodes.MR);
  const id = await issueAlert(nodes.MR, false, { affected: ["SN"] });
  // A clock that jumps back meanwhile puts the second statement before the first.
  await rotateKey(nodes.MR);
  await nodes.MR.owner((client) => client.query("update key_successions set at = at - interval '1 day' where at = (select max(at) from key_successions)"));
  await round("MR", "SN");
  expect(await alertAt("SN", "MR", id)).toMatchObject({ content: { state: "received" } });
});

test("the version before is spoken with, by either side", async () => {
  const id = await issueAlert(nodes.ML, false, { affected: ["MR"] });
  await round("ML", "MR", { carry: lineTo(nodes, undefined, { speaks: [1] }) });
  expect(await alertAt("MR", "ML", id)).toBeDefined();
  expect((await as("ML", linkStates)).find(({ country }) => country === "MR")).toMatchObject({ protocol: 1, state: "good", backlog: 0 });
  const next = await issueAlert(nodes.MR, false, { affected: ["ML"] });
  await round("MR", "ML", { speaks: [1] });
  expect(await alertAt("ML", "MR", next)).toBeDefined();
});

test("a node restored from an older backup loses nothing and doubles nothing", async () => {
  const id = await issueAlert(nodes.SN, false, { affected: ["MR"] });
  await round("SN", "MR");
  // As a backup of before would have it: the chain is shorter here than what they have read.
  await nodes.SN.owner((client) => client.query("delete from outbox where country = 'MR'; update peers set out_seq = 0, out_hash = '', confirmed_seq = 0, our_round = 0 where country = 'MR'"));
  const later = await issueAlert(nodes.SN, false, { affected: ["MR"] });
  await round("SN", "MR");
  await round("SN", "MR");
  for (const one of [id, later]) expect(await alertAt("MR", "SN", one)).toMatchObject({ version: 1, content: { state: "received" } });
  expect((await as("SN", linkStates)).find(({ country }) => country === "MR")).toMatchObject({ state: "good", backlog: 0 });
});

test("a link that is closed gives nothing and takes nothing; what came from elsewhere is never handed on", async () => {
  const { closePeer } = await import("./peers.ts");
  const id = await issueAlert(nodes.ML, false, { affected: ["SN"] });
  await as("SN", (tx) => closePeer(tx, "ML", true));
  await expect(round("ML", "SN")).rejects.toMatchObject({ code: "peer.unreachable" });
  expect(await alertAt("SN", "ML", id)).toBeUndefined();
  await as("SN", (tx) => closePeer(tx, "ML", false));
  await round("ML", "SN");
  const { preview } = await import("../release/issue.ts");
  const there = (await alertAt("SN", "ML", id))!;
  for (const { given } of await as("SN", (tx) => preview(tx, nodes.SN, { subject: "alert", row: there }))) expect(given).toMatchObject({ isReleased: false, reasons: expect.arrayContaining(["not-ours"]) });
});

test("every chain of the three journals still verifies", async () => {
  for (const country of COUNTRIES) expect((await nodes[country].owner(verifyJournal)).entries).toBeGreaterThan(0);
});
