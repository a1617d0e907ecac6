// An alert's whole way on one node, over real HTTP: drafted from the report's event without coordinates, previewed, issued by two
// people, told, answered, escalated, updated and ended; and what the policy keeps back.
import { beforeAll, expect, test } from "vitest";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { decide, MAKOFE, makeDirectory, SARAYA, sign, type Directory } from "../../../tests/exchange/world.ts";
import { loadCase } from "../../evidence/case/load.ts";
import { verifyJournal } from "../../platform/journal.ts";
import { dispatch } from "../delivery/dispatch.ts";

const node = await testNode();
const house = await startHouse(node);
let duty: Client, releasing: Client, second: Client, to: Directory;

beforeAll(async () => {
  await loadCase(node, "report");
  [duty, releasing, second] = [await house.signIn("duty-officer", "AMBER"), await house.signIn("releasing-officer", "RED"), await house.signIn("releasing-officer", "RED")];
  to = await makeDirectory(duty);
  for (const service of ["civil-protection", "prefecture"]) await decide(releasing, service);
  await sign(releasing, second);
});

const draft = async (more: Record<string, unknown> = {}) => duty.json("/api/alerts/draft", { method: "POST", json: { events: [MAKOFE], severity: "Severe", urgency: "Immediate", ...more } });
const step = (client: Client, id: string, name: string, json: Record<string, unknown> = {}) => client(`/api/alerts/${id}/alerting/${name}`, { method: "POST", json });
const trail = (id: string) => duty.json(`/api/alerts/${id}/trail`);
/** House time passes. */
const pass = async (minutes: number) => { await node.owner((client) => client.query("update escalations set due_at = due_at - $1", [minutes * 60])); await dispatch(node); };

test("Makofé has no coordinates: the alert goes to Saraya, in Senegal, because its effect was reported there, and says so", async () => {
  const concern = await duty.json(`/api/exchange/affected/${MAKOFE}`);
  expect(concern.basis).toBe("linked-event");
  expect(concern.countries).toContain("SN");
  expect(concern.affected).toContainEqual(expect.objectContaining({ pcode: SARAYA, country: "SN", because: ["linked-event"] }));
});

test("a draft is made of codes, in three languages, and reaches nobody", async () => {
  const { content, marking } = await draft();
  expect(marking).toBe("GREEN");
  expect(content).toMatchObject({ kind: "armed-robbery", basis: "linked-event", certainty: "Possible", state: "draft" });
  expect(content.info.map(({ language }: { language: string }) => language)).toEqual(["fr", "en", "ar"]);
  expect(content.info[0].description).toContain("fait lié");
});

test("the audience shows who would get it and why not the others, before anything is sent", async () => {
  const { id } = await draft();
  const { contacts, uncovered } = await duty.json(`/api/alerts/${id}/audience`);
  const of = (contact: string) => contacts.find((one: { contact: string }) => one.contact === contact);
  expect(of(to.rescue)).toMatchObject({ isReleased: true, areas: [SARAYA] });
  expect(of(to.army)).toMatchObject({ isReleased: false, reasons: [expect.objectContaining({ code: "no-due-diligence" })] });
  expect(of(to.malian)).toMatchObject({ isReleased: false });
  // The deputy and the duty officer wait their turn.
  expect([to.deputy, to.duty].map(of)).toEqual([undefined, undefined]);
  expect(uncovered).toEqual([]);
});

test("issued, it is delivered, answered by code in the contact’s own words, and the chain ends", async () => {
  const { id } = await draft();
  const reply = await (await step(duty, id, "issue")).json();
  expect(reply).toMatchObject({ isWaiting: false, row: { content: { state: "issued" } } });
  const before = await trail(id);
  expect(before.deliveries.map(({ contact, rung, state }: any) => ({ contact, rung, state }))).toEqual(expect.arrayContaining([{ contact: to.rescue, rung: "contact", state: "delivered" }, { contact: to.prefecture, rung: "contact", state: "delivered" }]));
  expect(before.deliveries).toHaveLength(2);
  const { codesFor } = await import("../delivery/codes.ts");
  const own = before.deliveries.find((one: any) => one.contact === to.rescue);
  const { code, token } = codesFor(node, own.id);
  // The alert is GREEN, the directory AMBER: who was told is read by those who may read the directory.
  expect((await duty.json(`/api/deliveries/${own.id}`)).marking).toBe("AMBER");
  const sheet = await house.visitor().json("/api/exchange/sheet", { method: "POST", json: { code: token } });
  expect(sheet).toMatchObject({ isExercise: false, isOver: false, document: { sender: "SN", content: { status: "Actual" } } });
  await house.visitor().json("/api/exchange/answers", { method: "POST", json: { code: code.toLowerCase(), kind: "taking-action", words: "Deux équipes parties" } });
  const after = await trail(id);
  expect(after.answers).toMatchObject([{ kind: "taking-action", way: "link", words: "Deux équipes parties" }]);
  expect(after.deliveries.find((one: any) => one.contact === to.rescue)).toMatchObject({ state: "answered" });
  await pass(1_000);
  expect((await trail(id)).deliveries.filter((one: any) => one.chain === own.chain)).toHaveLength(1);
});

test("unanswered, it goes to the deputy, then to the duty officer, then it is said that nobody answered", async () => {
  const { id } = await draft();
  await step(duty, id, "issue");
  const rungs = async () => (await trail(id)).deliveries.filter((one: any) => [to.rescue, to.deputy, to.duty].includes(one.contact)).map((one: any) => `${one.rung} ${one.state}`);
  expect(await rungs()).toEqual(["contact delivered"]);
  await pass(10);
  expect(await rungs()).toEqual(["contact delivered"]);
  await pass(10);
  await pass(0);
  expect(await rungs()).toEqual(["contact escalated", "deputy delivered"]);
  await pass(20);
  expect(await rungs()).toEqual(["contact escalated", "deputy escalated", "duty-officer delivered"]);
  await pass(20);
  await pass(20);
  expect(await rungs()).toEqual(["contact escalated", "deputy escalated", "duty-officer escalated"]);
  expect((await duty.json("/api/exchange/board")).find((one: any) => one.id === id)).toMatchObject({ exhausted: expect.any(Number), waiting: 0, secondsLeft: null });
});

test("by phone, as the duty officer heard it, the answer is kept as stated", async () => {
  const { id } = await draft();
  await step(duty, id, "issue");
  const [one] = (await trail(id)).deliveries.filter((each: any) => each.contact === to.prefecture);
  await duty.json(`/api/deliveries/${one.id}/answers`, { method: "POST", json: { way: "phoned", kind: "need-more", words: "Combien d’hommes ?" } });
  expect((await trail(id)).answers).toMatchObject([{ kind: "need-more", way: "phoned", contact: to.prefecture }]);
});

test("marked AMBER it takes two people, and the second must be one who may approve", async () => {
  const { id, version, content } = await draft();
  await duty.json(`/api/alerts/${id}`, { method: "PUT", json: { basedOn: version, marking: "AMBER", content } });
  expect(await (await step(duty, id, "issue")).json()).toMatchObject({ isWaiting: true, outcomes: [] });
  expect((await trail(id)).deliveries).toEqual([]);
  expect((await step(await house.signIn("duty-officer", "AMBER"), id, "issue")).status).toBe(403);
  expect(await (await step(releasing, id, "issue")).json()).toMatchObject({ isWaiting: false });
  expect((await trail(id)).deliveries.length).toBeGreaterThan(0);
});

test("what was issued is not edited, and deliveries are not written by hand", async () => {
  const { id } = await draft();
  await step(duty, id, "issue");
  const row = await duty.json(`/api/alerts/${id}`);
  expect((await duty(`/api/alerts/${id}`, { method: "PUT", json: { basedOn: row.version, content: { ...row.content, title: "autre" } } })).status).toBe(409);
  expect((await (await house.administrator())("/api/deliveries", { method: "POST", json: {} })).status).toBe(409);
});

test("an update, a cancellation and the all-clear reach everyone who was told, in one step", async () => {
  for (const [type, state] of [["update", "superseded"], ["cancel", "cancelled"], ["all-clear", "cleared"]] as const) {
    const { id } = await draft();
    await step(duty, id, "issue");
    const sent = await duty.json(`/api/alerts/${id}/follow`, { method: "POST", json: { type, reason: "Vérifié sur place.", ...(type === "update" ? { changes: { severity: "Extreme" } } : {}) } });
    expect((await duty.json(`/api/alerts/${id}`)).content.state).toBe(state);
    const [before, after] = [await trail(id), await trail(sent.row.id)];
    expect(new Set(after.deliveries.map((one: any) => one.contact))).toEqual(new Set(before.deliveries.map((one: any) => one.contact)));
    expect(before.deliveries.every((one: any) => one.state === "closed")).toBe(true);
    const waiting = (await duty.json("/api/exchange/board")).find((one: any) => one.id === sent.row.id)?.waiting;
    expect(waiting, type).toBe(type === "update" ? 2 : 0);
  }
});

test("in imminent danger one officer tells civil protection alone, and another reviews it within a day", async () => {
  const { id, version, content } = await draft();
  await duty.json(`/api/alerts/${id}`, { method: "PUT", json: { basedOn: version, marking: "AMBER", content } });
  expect((await step(duty, id, "issueAtOnce")).status).toBe(409); // says why, or not at all
  const sent = await (await step(duty, id, "issueAtOnce", { reason: "Attaque en cours" })).json();
  expect(sent.outcomes.filter((one: any) => one.isReleased).map((one: any) => one.service)).toEqual(["civil-protection", "civil-protection"]);
  const [review] = (await duty.json("/api/exchange/reviews")).filter((one: any) => one.title === content.title);
  expect(Date.parse(review.dueAt) - Date.parse(review.releasedAt)).toBe(24 * 3_600_000);
  const take = (client: Client) => client(`/api/releases/${review.release}/releasing/review`, { method: "POST", json: { reason: "Fondée" } });
  expect((await take(duty)).status).toBe(409);
  expect((await take(second)).status).toBe(200);
});

test("a text that names a person is refused before it leaves", async () => {
  const { id, version, content } = await draft();
  const info = [{ ...content.info[0], description: "Le chef de village Mamadou Diallo a été vu." }];
  await duty.json(`/api/alerts/${id}`, { method: "PUT", json: { basedOn: version, content: { ...content, info } } });
  const refused = await step(duty, id, "issue");
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ code: "alert.namesPerson" });
});

test("a suspension stops what an officer who may not even read it would send", async () => {
  const { id: suspended } = await releasing.json("/api/suspensions", { method: "POST", json: { content: { title: "préfecture", country: "SN", service: "prefecture", ground: "credible-abuse", since: "2020-01-01" } } });
  const green = await house.signIn("duty-officer", "GREEN");
  expect((await green(`/api/suspensions/${suspended}`)).status).toBe(404);
  const { id } = await draft();
  await step(green, id, "issue");
  expect((await trail(id)).deliveries.map((one: any) => one.contact)).not.toContain(to.prefecture);
  const { decisions } = await duty.json(`/api/exchange/ledger/alert/${id}`);
  expect(decisions.find((one: any) => one.contact === to.prefecture)).toMatchObject({ isReleased: false, reasons: [{ code: "suspended" }] });
  const row = await releasing.json(`/api/suspensions/${suspended}`);
  await releasing(`/api/suspensions/${suspended}`, { method: "DELETE", json: { basedOn: row.version } });
});

test("an exercise is told as one, in every language and in every document, and never meets the actual directory", async () => {
  const world = "?world=exercise";
  const own = await makeDirectory(duty, world);
  await sign(releasing, second, undefined, world);
  await decide(releasing, "civil-protection", "share", world);
  const content = (await draft()).content;
  const { id } = await duty.json(`/api/alerts${world}`, { method: "POST", json: { content: { ...content, events: [] } } });
  await duty.json(`/api/alerts/${id}/alerting/issue${world}`, { method: "POST", json: {} });
  const { deliveries } = await duty.json(`/api/alerts/${id}/trail${world}`);
  expect(deliveries.map((one: any) => one.contact)).toEqual([own.rescue]);
  const { codesFor } = await import("../delivery/codes.ts");
  for (const [language, word] of [["fr", "EXERCICE"], ["en", "EXERCISE"], ["ar", "تمرين"]] as const) {
    const sheet = await house.visitor().json("/api/exchange/sheet", { method: "POST", json: { code: codesFor(node, deliveries[0].id).token }, headers: { "accept-language": language } });
    expect(sheet).toMatchObject({ isExercise: true, document: { content: { status: "Exercise" } } });
    expect(sheet.subject.startsWith(word)).toBe(true);
  }
});

test("the measures are those of what happened", async () => {
  const found = await duty.json("/api/exchange/measures");
  expect(found.alerts).toBeGreaterThan(5);
  // The post in Kayes has no channel: it must be called, and until somebody does it is not delivered.
  expect(found).toMatchObject({ undelivered: 1, acknowledged: 2 });
  expect(found.escalated).toBeGreaterThanOrEqual(1);
  expect(found.acknowledged + found.unanswered).toBe(found.chains);
});

test("every act is in the journal, and it verifies", async () => {
  expect((await node.owner(verifyJournal)).entries).toBeGreaterThan(50);
});
