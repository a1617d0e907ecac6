// A release over real HTTP: previewed, agreed to, signed, provable, revocable; and what must never leave does not.
import { beforeAll, expect, test } from "vitest";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { agreementWords, decide, MAKOFE, makeDirectory, sign, type Directory } from "../../../tests/exchange/world.ts";
import { loadCase } from "../../evidence/case/load.ts";
import { verifyJournal } from "../../platform/journal.ts";
import { commitmentTo, ReleaseDocument, verdictOn } from "./document.ts";
import { originalOf } from "./queries.ts";
import { replaceKey } from "./signing.ts";

const node = await testNode();
const house = await startHouse(node);
let duty: Client, releasing: Client, second: Client, to: Directory;

beforeAll(async () => {
  await loadCase(node, "report");
  [duty, releasing, second] = [await house.signIn("duty-officer", "AMBER+STRICT"), await house.signIn("releasing-officer", "AMBER+STRICT"), await house.signIn("releasing-officer", "AMBER+STRICT")];
  to = await makeDirectory(duty);
  await sign(releasing, second);
  for (const service of ["prefecture", "army"]) await decide(releasing, service);
});

const ask = (more: Record<string, unknown> = {}) => duty.json("/api/releases", { method: "POST", json: { content: { title: "Makofé", subject: "event", record: MAKOFE, contacts: [to.prefecture], purpose: "protection", ...more } } });
const take = async (client: Client, id: string, step: string, reason?: string) => client(`/api/releases/${id}/releasing/${step}`, { method: "POST", json: reason ? { reason } : {} });
const kept = async (id: string) => { const { words, signature, publicKey } = await duty.json(`/api/exchange/documents/${id}`); return { words, signature: Buffer.from(signature, "base64url"), publicKey, document: ReleaseDocument.parse(JSON.parse(words)) }; };

test("the preview says who would receive what and why; viewing as one shows exactly that", async () => {
  const all = await duty.json(`/api/exchange/preview/event/${MAKOFE}`);
  const of = (contact: string) => all.find((one: any) => one.contact === contact);
  expect(of(to.prefecture)).toMatchObject({ isReleased: true, place: "exact", agreement: expect.any(String) });
  expect(of(to.rescue)).toMatchObject({ isReleased: false, reasons: [{ code: "no-due-diligence", words: { ar: expect.any(String) } }] });
  expect(of(to.malian).reasons.map(({ code }: { code: string }) => code)).toEqual(["no-due-diligence", "no-agreement"]);
  expect(await duty.json(`/api/exchange/view-as/event/${MAKOFE}/${to.army}`)).toEqual(of(to.army));
});

test("what is released is a signed document of its own: coded, without a word of free text, a title or a name", async () => {
  const { id } = await ask();
  const { outcomes } = await (await take(duty, id, "release")).json();
  const { words, signature, publicKey, document } = await kept(outcomes[0].document);
  expect(verdictOn(words, signature, publicKey, node.db.now())).toBe("genuine");
  expect(verdictOn(words.replace('"ML"', '"SN"'), signature, publicKey, node.db.now())).toBe("bad-signature");
  expect(words).not.toMatch(/Makofé|bandits|Timbuktu|Sud FM|entreprise|description|citation|title/);
  expect(words).not.toContain(MAKOFE);
  expect(document.content).toMatchObject({ kind: "armed-robbery", from: "2025-02-09", coded: { actorKinds: ["unidentified"], reliability: "C" } });
});

test("the commitment proves which version it came from, to whoever is given salt and original, and to nobody else", async () => {
  const { id } = await ask();
  const { outcomes } = await (await take(duty, id, "release")).json();
  const { document } = await kept(outcomes[0].document);
  const proof = await releasing.json(`/api/exchange/documents/${outcomes[0].document}/proof`);
  expect(proof).toMatchObject({ record: MAKOFE, holds: true, commitment: document.commitment });
  const original = await node.db.as(node.keeper("test"), (tx) => originalOf(tx, MAKOFE, proof.version));
  expect(commitmentTo(original, Buffer.from(proof.salt, "base64url"))).toBe(document.commitment);
  expect(commitmentTo(original, Buffer.alloc(32))).not.toBe(document.commitment);
  expect((await duty(`/api/exchange/documents/${outcomes[0].document}/proof`)).status).toBe(403);
});

test("a village goes to the army only when two people say why, and one of them may approve", async () => {
  const plain = await ask({ contacts: [to.army] });
  const { outcomes } = await (await take(duty, plain.id, "release")).json();
  expect((await kept(outcomes[0].document)).document.content.where[0]).toEqual({ country: "ML", countryName: "Mali", admin1: "ML01", admin1Name: "Kayes" });
  const finer = await ask({ contacts: [to.army], protectivePurpose: "Évacuer les habitants avant la nuit" });
  expect((await take(duty, finer.id, "release")).status).toBe(409);
  expect(await (await take(duty, finer.id, "releaseFiner")).json()).toMatchObject({ isWaiting: true });
  expect((await take(duty, finer.id, "releaseFiner")).status).toBe(403);
  const fine = await (await take(releasing, finer.id, "releaseFiner")).json();
  expect(fine).toMatchObject({ isWaiting: false, outcomes: [{ place: "exact", isReleased: true }] });
  // What they held is taken back for what they now may have.
  expect((await kept(fine.outcomes[0].document)).document.content.where[0]).toMatchObject({ exact: "ML01" });
  expect((await duty.json(`/api/exchange/documents/${outcomes[0].document}`)).revocation).not.toBeNull();
  const own = await releasing.json("/api/releases", { method: "POST", json: { content: { title: "x", subject: "event", record: MAKOFE, contacts: [to.army], purpose: "protection", protectivePurpose: "x" } } });
  await take(releasing, own.id, "releaseFiner");
  expect((await take(releasing, own.id, "releaseFiner")).status).toBe(409);
});

test("claims never leave, whoever signs what", async () => {
  const [claim] = (await duty.json("/api/claims?limit=1")).rows;
  expect((await duty("/api/releases", { method: "POST", json: { content: { title: "x", subject: "claim", record: claim.id, contacts: [to.prefecture], purpose: "protection" } } })).status).toBe(400);
  expect((await duty("/api/releases", { method: "POST", json: { content: { title: "x", subject: "event", record: claim.id, contacts: [to.prefecture], purpose: "protection" } } })).status).toBe(404);
});

test("revoked, every document of it is, and the revocation is signed", async () => {
  const { id } = await ask();
  const { outcomes } = await (await take(duty, id, "release")).json();
  expect(await (await take(releasing, id, "revoke", "Source retirée")).json()).toMatchObject({ revoked: expect.any(Number) });
  const after = await duty.json(`/api/exchange/documents/${outcomes[0].document}`);
  const { words, signature } = JSON.parse(after.revocation);
  expect(JSON.parse(words)).toMatchObject({ type: "revocation", document: outcomes[0].document });
  const { isSignedBy } = await import("./signing.ts");
  expect(isSignedBy(after.publicKey, words, Buffer.from(signature, "base64url"))).toBe(true);
  const { documents } = await duty.json(`/api/exchange/ledger/event/${MAKOFE}`);
  expect(documents.find((one: any) => one.id === outcomes[0].document).revokedAt).not.toBeNull();
});

test("after the key is replaced, what the old one signed still verifies", async () => {
  const { id } = await ask();
  const { outcomes } = await (await take(duty, id, "release")).json();
  await node.db.as(node.keeper("test"), (tx) => replaceKey(node, tx));
  const { words, signature, publicKey, document } = await kept(outcomes[0].document);
  expect(verdictOn(words, signature, publicKey, node.db.now())).toBe("genuine");
  expect((await duty.json("/api/exchange/key")).id).not.toBe(document.key);
});

test("an agreement takes two people, names somebody, and is not edited once in force", async () => {
  const { id } = await releasing.json("/api/agreements", { method: "POST", json: { content: agreementWords({ audience: [{ country: "SN", services: [] }] }) } });
  const refused = await releasing(`/api/agreements/${id}/agreeing/sign`, { method: "POST", json: {} });
  expect(refused.status).toBe(409);
  const held = await releasing.json(`/api/agreements?limit=1&state=in-force`);
  const [row] = held.rows;
  expect((await releasing(`/api/agreements/${row.id}`, { method: "PUT", json: { basedOn: row.version, content: { ...row.content, highestMarking: "RED" } } })).status).toBe(409);
  expect((await duty("/api/agreements", { method: "POST", json: { content: agreementWords() } })).status).toBe(403);
});

test("the coverage check shows every area and function that nobody answers for", async () => {
  const { areas, gaps } = await duty.json("/api/exchange/coverage?level=2");
  const saraya = areas.find(({ pcode }: { pcode: string }) => pcode === "SN0603");
  expect(saraya.functions).toMatchObject({ protection: "covered", "river-security": "nobody" });
  expect(gaps).toBeGreaterThan(10);
});

test("why somebody has not got it is answered, for every time it was asked", async () => {
  const { id } = await ask({ contacts: [to.rescue] });
  await take(duty, id, "release");
  const { decisions } = await duty.json(`/api/exchange/ledger/event/${MAKOFE}`);
  expect(decisions.filter((one: any) => one.contact === to.rescue)).toMatchObject([{ isReleased: false, reasons: [{ code: "no-due-diligence" }] }]);
});

test("the journal verifies", async () => { expect((await node.owner(verifyJournal)).entries).toBeGreaterThan(30); });
