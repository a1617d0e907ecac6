// Paper over real HTTP: figures that equal the map's, two pages at most, in three languages; decisions that nobody takes silently; and
// the exercise kept out of the actual, and marked as what it is.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AddressInfo } from "node:net";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHouse, type Client } from "../../tests/database/signed-in.ts";
import { testNode } from "../../tests/database/test-node.ts";
import { agreementWords, decide, MAKOFE, makeDirectory, sign, type Directory } from "../../tests/exchange/world.ts";
import { loadCase } from "../evidence/case/load.ts";
import { loadExercise } from "../evidence/exercise/load.ts";
import { dispatch } from "../exchange/delivery/dispatch.ts";
import { ReleaseDocument, verdictOn } from "../exchange/release/document.ts";
import { runImport } from "../platform/import.ts";
import { verifyJournal } from "../platform/journal.ts";
import { bulletinImporter } from "./import-bulletins.ts";
import { mailBulletins } from "./bulletin-mail.ts";
import { mondayOf } from "./week.ts";

const node = await testNode();
const house = await startHouse(node);
const dir = process.env.PAPER_DIR ?? mkdtempSync(path.join(tmpdir(), "faleme-paper-"));
let duty: Client, releasing: Client, second: Client, to: Directory;
const mails: ParsedMail[] = [];
let isBusy = false;
const smtp = new SMTPServer({
  authOptional: true, disabledCommands: ["STARTTLS"],
  onRcptTo(_address, _session, done) { if (isBusy) done(Object.assign(new Error("later"), { responseCode: 451 })); else done(); },
  onData(stream, _session, done) { simpleParser(stream).then((mail) => { mails.push(mail); done(); }, done); },
});
/** A week of the exercise with many events, and a week of the report's case. */
const BUSY = "2024-10-07";
let caseWeek = "";

beforeAll(async () => {
  await loadCase(node, "report");
  await loadExercise(node);
  [duty, releasing, second] = [await house.signIn("duty-officer", "AMBER"), await house.signIn("releasing-officer", "RED"), await house.signIn("releasing-officer", "RED")];
  to = await makeDirectory(duty);
  for (const service of ["civil-protection", "prefecture"]) await decide(releasing, service);
  await sign(releasing, second, agreementWords({ subjects: ["alert", "event", "bulletin"] }));
  await new Promise<void>((done) => { smtp.listen(0, "127.0.0.1", () => done()); });
  await (await house.administrator()).json("/api/exchange/outward", { method: "PUT", json: { mail: { host: "127.0.0.1", port: (smtp.server.address() as AddressInfo).port, from: "bulletin@faleme.example" } } });
  const { content } = await duty.json(`/api/events/${MAKOFE}`);
  const day = new Date(`${content.occurredFrom}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  caseWeek = day.toISOString().slice(0, 10);
}, 120_000);
afterAll(() => { smtp.close(() => {}); if (!process.env.PAPER_DIR) rmSync(dir, { recursive: true, force: true }); });

const make = async (week: string, world = "", more: object = {}) => duty.json(`/api/bulletins${world}`, { method: "POST", json: { week, ...more } });
const step = (client: Client, id: string, name: string, json: object = { reason: "relu avec la permanence" }, world = "") => client(`/api/bulletins/${id}/publishing/${name}${world}`, { method: "POST", json });
const figure = (facts: any, key: string) => facts.figures.find((one: any) => one.key === key);

const hasTools = (() => { try { execFileSync("pdftotext", ["-v"], { stdio: "ignore" }); return true; } catch { return false; } })();

async function paper(client: Client, address: string, name: string): Promise<{ pages: number; words: string; bytes: Buffer }> {
  const reply = await client(address);
  if (!reply.ok) throw new Error(await reply.text());
  const bytes = Buffer.from(await reply.arrayBuffer());
  const file = path.join(dir, `${name}.pdf`);
  writeFileSync(file, bytes);
  const words = hasTools ? execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }) : "";
  return { pages: Number(reply.headers.get("x-pages")), words, bytes };
}
const flat = (words: string) => words.replace(/\s+/g, " ");

test("a week is named by its Monday, and the figures are those of the map, area by area", async () => {
  expect((await duty("/api/bulletins?world=exercise", { method: "POST", json: { week: "2024-10-08" } })).status).toBe(422);
  const { content: { facts }, status } = await make(BUSY, "?world=exercise");
  expect(status).toBe("exercise");
  const map = await duty.json(`/api/picture/areas?world=exercise&level=1&from=${facts.from}&to=${facts.to}&marking=CLEAR,GREEN`);
  expect(figure(facts, "events").value).toBeGreaterThan(5);
  expect(figure(facts, "events").value + (figure(facts, "vague")?.value ?? 0)).toBe(map.total.count);
  for (const area of facts.areas) {
    const theirs = map.areas.find((one: any) => one.pcode === area.pcode);
    expect([area.pcode, area.events, area.deaths], area.name).toEqual([theirs.pcode, theirs.count, theirs.fatalities]);
    expect(area.state === "zero", `${area.name}: zero only where somebody looked`).toBe(theirs.state === "zero");
  }
  expect(figure(facts, "events").rows).toHaveLength(figure(facts, "events").value);
}, 60_000);

test("two pages in three languages, the figures on them, and the exercise says so on each", async () => {
  const { id, content: { facts } } = await make(BUSY, "?world=exercise");
  for (const [language, mark] of [["fr", "EXERCICE"], ["en", "EXERCISE"], ["ar", ""]] as const) {
    const { pages, words, bytes } = await paper(duty, `/api/bulletins/${id}/paper?world=exercise&language=${language}`, `exercise-${language}`);
    expect(pages).toBe(2);
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    if (!hasTools) continue;
    expect(words).toContain(`${figure(facts, "events").value}`);
    for (const { digest } of facts.figures) expect(words).toContain(digest.slice(0, 12));
    const [first, next] = words.split("\f");
    for (const page of [first, next]) expect(page).toContain(mark);
    if (language === "ar") expect(words).toMatch(/[\u0600-\u06FF]{3}/);
  }
  const svg = await duty(`/api/bulletins/${id}/paper?world=exercise&format=svg`);
  expect([svg.headers.get("content-type"), (await svg.text()).slice(0, 4)]).toEqual(["image/svg+xml; charset=utf-8", "<svg"]);
}, 60_000);

test("an actual bulletin knows nothing of the exercise: no row, no word", async () => {
  const { id, content: { facts }, status } = await make(BUSY);
  expect([status, facts.world, figure(facts, "events").value, facts.alerts]).toEqual(["actual", "actual", 0, []]);
  expect(facts.areas.every((one: any) => one.state !== "value")).toBe(true);
  const { words } = await paper(duty, `/api/bulletins/${id}/paper?language=fr`, "actual-empty");
  expect(words).not.toMatch(/exerci[cs]e/i);
  expect((await duty(`/api/bulletins/${id}?world=exercise`)).status).toBe(404);
});

test("an alert’s sheet: the officer’s own is a draft; a contact’s is made from what was signed for them, with its code; who may have nothing gets no sheet", async () => {
  const drafted = await duty.json("/api/alerts/draft", { method: "POST", json: { events: [MAKOFE], severity: "Severe", urgency: "Immediate" } });
  const own = await paper(duty, `/api/alerts/${drafted.id}/sheet?language=fr`, "sheet-draft");
  expect(own.pages).toBe(1);
  if (hasTools) expect(own.words).toContain("PROJET");
  const before = await paper(duty, `/api/alerts/${drafted.id}/sheet?contact=${to.rescue}`, "sheet-preview");
  if (hasTools) expect(before.words).toContain("Rien n’a été remis");
  const refused = await duty(`/api/alerts/${drafted.id}/sheet?contact=${to.army}`);
  expect([refused.status, (await refused.json()).code]).toEqual([403, "brief.notReleased"]);
  await duty.json(`/api/alerts/${drafted.id}/alerting/issue`, { method: "POST", json: {} });
  await dispatch(node);
  for (const [contact, language] of [[to.rescue, "fr"], [to.rescue, "en"], [to.prefecture, "ar"]] as const) {
    const { pages, words } = await paper(duty, `/api/alerts/${drafted.id}/sheet?contact=${contact}&language=${language}`, `sheet-${language}`);
    expect(pages).toBe(1);
    if (!hasTools) continue;
    expect(words).toMatch(/OK [2-9A-Z]{8}/);
    expect(words).not.toMatch(/PROJET|DRAFT|NON DIFFUSÉ|NOT RELEASED/);
    // The event's own place name is a village: it leaves on no sheet.
    expect(words).not.toContain("Makofé");
  }
});

test("release, hold and withdrawal need the right person and a reason, are signed, journalled and stand on the paper", async () => {
  const { id } = await make(caseWeek);
  expect((await step(duty, id, "release")).status).toBe(409);
  expect((await step(releasing, id, "hold", {})).status).toBe(400);
  expect((await step(releasing, id, "hold", { reason: "attend la confirmation du préfet" })).status).toBe(200);
  // There is no silent way: it is neither edited nor taken away.
  expect((await duty(`/api/bulletins/${id}`, { method: "DELETE" })).status).toBeGreaterThanOrEqual(400);
  expect((await releasing(`/api/bulletins/${id}`, { method: "DELETE" })).status).toBe(409);
  expect((await duty(`/api/bulletins/${id}/refresh`, { method: "POST" })).status).toBe(409);
  expect((await duty.json("/api/briefs")).find((one: any) => one.id === id)).toMatchObject({ state: "held", last: { step: "hold", reason: "attend la confirmation du préfet" } });
  await step(duty, id, "resume");
  expect((await step(releasing, id, "release")).status).toBe(200);
  await step(releasing, id, "withdraw", { reason: "chiffre corrigé par la source" });
  const { isWhole, decisions } = await duty.json(`/api/bulletins/${id}/decisions`);
  expect(isWhole).toBe(true);
  expect(decisions.map((one: any) => [one.step, one.holds])).toEqual([["hold", true], ["resume", true], ["release", true], ["withdraw", true]]);
  const { words } = await paper(duty, `/api/bulletins/${id}/paper?language=fr`, "withdrawn");
  if (hasTools) { expect(words).toContain("RETIRÉ"); expect(flat(words)).toContain("chiffre corrigé par la source"); }
  // A reason that is changed afterwards no longer holds.
  await node.owner((client) => client.query(`update bulletins set statements = jsonb_set(statements, '{0,reason}', '"rien"') where id = $1`, [id]));
  expect((await duty.json(`/api/bulletins/${id}/decisions`)).decisions.map((one: any) => one.holds)).toEqual([false, true, true, true]);
  await node.owner((client) => client.query(`update bulletins set facts = jsonb_set(facts, '{figures,0,value}', '99') where id = $1`, [id]));
  expect((await duty.json(`/api/bulletins/${id}/decisions`)).decisions.map((one: any) => one.holds)).toEqual([false, false, false, false]);
  await node.owner((client) => verifyJournal(client));
});

const numbers = async (query: string, values: unknown[] = []): Promise<string[]> => (await node.owner((client) => client.query(query, values))).rows.map(({ id }) => id);
const handed = async (id: string) => new Map<string, any>((await duty.json(`/api/bulletins/${id}/handing`)).map((one: any) => [one.contact, one]));
const textOf = (bytes: Buffer, name: string) => { const file = path.join(dir, `${name}.pdf`); writeFileSync(file, bytes); return hasTools ? execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }) : ""; };
/** Every number of ours that a paper for somebody else could carry out: rows of the week, the bulletin, who was told, what was decided. */
async function mustHoldNoOriginal(words: string, bulletin: string): Promise<void> {
  const originals = await numbers("select id from events union select id from alerts union select id from deliveries union select id from answers union select id from releases union select id from sources union select id from bulletins");
  expect(originals).toContain(bulletin);
  expect(originals.length).toBeGreaterThan(10);
  for (const original of originals) for (const part of [original, original.slice(-12)]) if (words.includes(part)) throw new Error(`${part} of ${original} is in it`);
}

test("as one contact would read it: what the policy gives them, no number of ours, and what is not released is not called zero; who may have none reads why", async () => {
  const { id, content: { facts } } = await make(caseWeek);
  expect(figure(facts, "events").value).toBeGreaterThan(0);
  const full = await paper(duty, `/api/bulletins/${id}/paper?language=fr`, "case-fr");
  const seen = await paper(duty, `/api/bulletins/${id}/paper?language=fr&contact=${to.prefecture}`, "case-prefecture");
  const refused = await duty(`/api/bulletins/${id}/paper?contact=${to.army}`);
  expect([refused.status, (await refused.json()).code]).toEqual([403, "brief.notReleased"]);
  expect([full.pages, seen.pages]).toEqual([2, 2]);
  const would = await duty.json(`/api/bulletins/${id}/handing/preview`);
  expect(would.find((one: any) => one.contact === to.prefecture)).toMatchObject({ isReleased: true, events: figure(facts, "events").value, reasons: [] });
  expect(would.find((one: any) => one.contact === to.army)).toMatchObject({ isReleased: false, reasons: [{ code: "no-due-diligence" }, { code: "nothing-in-it" }] });
  if (!hasTools) return;
  expect(seen.words).toContain("Tel que le lit");
  expect(flat(seen.words)).toContain("NON DIFFUSÉ");
  expect(flat(seen.words)).toContain("rien ne vous est diffusé");
  expect(flat(seen.words)).not.toMatch(/autres zones : 0 événement/);
  expect(full.words).toContain(figure(facts, "events").rows[0].slice(-14, -2));
  await mustHoldNoOriginal(flat(seen.words), id);
});

test("handed over: by e-mail with the signed document, or by hand; refused with the reason; withdrawn, and they are told", async () => {
  await duty.json(`/api/contacts/${to.rescue}/channels`, { method: "PUT", json: { channels: [{ channel: "email", address: "permanence@protection.example" }] } });
  // What the contact was alerted to stands in it as it was handed over.
  const week = mondayOf(new Date().toISOString().slice(0, 10));
  const { id } = await make(week);
  const draft = await releasing(`/api/bulletins/${id}/handing`, { method: "POST", json: { contacts: [to.rescue], purpose: "prevention" } });
  expect([draft.status, (await draft.json()).code]).toEqual([409, "brief.notDecided"]);
  expect((await step(releasing, id, "release")).status).toBe(200);
  expect((await duty(`/api/bulletins/${id}/handing`, { method: "POST", json: { contacts: [to.rescue], purpose: "prevention" } })).status).toBe(403);
  expect(await releasing.json(`/api/bulletins/${id}/handing`, { method: "POST", json: { contacts: [to.rescue, to.prefecture, to.army], purpose: "prevention" } })).toMatchObject({ isWaiting: false, given: 2, refused: 1 });
  const sent = await handed(id);
  expect([to.rescue, to.prefecture, to.army, to.deputy].map((contact) => sent.get(contact).state)).toEqual(["mail-waiting", "by-hand", "not-released", "never-asked"]);
  expect(sent.get(to.army).reasons.map((one: any) => one.code)).toContain("no-due-diligence");
  isBusy = true;
  expect(await mailBulletins(node)).toEqual({ sent: 0, failed: 1 });
  isBusy = false;
  expect((await handed(id)).get(to.rescue)).toMatchObject({ state: "mail-waiting", failure: "EENVELOPE" });
  await node.owner((client) => client.query("update bulletin_mails set due_at = now() - interval '1 minute' where state = 'waiting'"));
  expect(await mailBulletins(node)).toEqual({ sent: 1, failed: 0 });
  expect((await handed(id)).get(to.rescue)).toMatchObject({ way: "mail", state: "mailed" });
  const [{ text, attachments: [pdf, json] }] = mails as [any];
  const proof = JSON.parse(json.content.toString());
  expect(verdictOn(proof.words, Buffer.from(proof.signature, "base64url"), proof.publicKey, new Date())).toBe("genuine");
  const { content } = ReleaseDocument.parse(JSON.parse(proof.words)) as any;
  expect(content.parts.map((part: any) => part.content.subject)).toEqual(["alert"]);
  const theirs = await numbers("select id from released_documents where contact = $1", [to.rescue]);
  for (const part of content.parts) expect(theirs).toContain(part.document);
  const words = textOf(pdf.content, "mailed");
  await mustHoldNoOriginal(`${flat(words)} ${proof.words} ${text} ${pdf.filename} ${json.filename}`, id);
  const seen = await paper(duty, `/api/bulletins/${id}/paper?contact=${to.rescue}&language=fr`, "mailed-again");
  if (hasTools) {
    expect(flat(words)).toContain(content.parts[0].document.slice(-12));
    expect(flat(words)).toContain(JSON.parse(proof.words).id);
    expect(words).not.toMatch(/NON DIFFUSÉ/);
    expect(flat(seen.words)).toBe(flat(words));
  }
  // The same again is the same document, and no second message.
  await releasing.json(`/api/bulletins/${id}/handing`, { method: "POST", json: { contacts: [to.rescue], purpose: "prevention" } });
  expect(await mailBulletins(node)).toEqual({ sent: 0, failed: 0 });

  await step(releasing, id, "withdraw", { reason: "un chiffre était faux" });
  expect((await handed(id)).get(to.rescue).state).toBe("withdrawal-waiting");
  expect((await handed(id)).get(to.prefecture).state).toBe("withdrawn");
  expect(await mailBulletins(node)).toEqual({ sent: 1, failed: 0 });
  expect((await handed(id)).get(to.rescue).state).toBe("withdrawn");
  const [, notice] = mails;
  expect(notice!.subject).toMatch(/^RETIRÉ/);
  expect(notice!.text).toContain(JSON.parse(proof.words).id);
  expect(JSON.parse(JSON.parse(notice!.attachments[0]!.content.toString()).words)).toMatchObject({ type: "revocation", document: JSON.parse(proof.words).id });
  await node.owner((client) => verifyJournal(client));
}, 60_000);

test("where its marking asks for it, a second person hands it over; an exercise's says so first", async () => {
  const { id } = await make(caseWeek, "", { marking: "AMBER" });
  await step(releasing, id, "release");
  expect((await step(second, id, "release")).status).toBe(200);
  const { release, isWaiting } = await releasing.json(`/api/bulletins/${id}/handing`, { method: "POST", json: { contacts: [to.prefecture], purpose: "coordination" } });
  expect([isWaiting, (await handed(id)).get(to.prefecture).state]).toEqual([true, "never-asked"]);
  expect(await second.json(`/api/releases/${release}/releasing/release`, { method: "POST", json: {} })).toMatchObject({ isWaiting: false, outcomes: [{ isReleased: true }] });
  const { state, document } = (await handed(id)).get(to.prefecture);
  expect(state).toBe("by-hand");
  const { words } = await duty.json(`/api/exchange/documents/${document}`);
  expect(JSON.parse(words)).toMatchObject({ marking: "AMBER", content: { subject: "bulletin", status: "Actual", parts: expect.arrayContaining([expect.objectContaining({ marking: "GREEN" })]) } });
  expect(words).not.toMatch(/"exact"|exactName|"point"|"title"/);
  await mustHoldNoOriginal(words, id);

  await sign(releasing, second, agreementWords({ subjects: ["event", "bulletin"], finestPlace: "admin1" }), "?world=exercise");
  await decide(releasing, "prefecture", "share", "?world=exercise");
  const contact = (await duty.json("/api/contacts?world=exercise", { method: "POST", json: { content: { title: "préfecture d’exercice", country: "SN", service: "prefecture", isArmed: false, level: "operational", areas: ["SN"], functions: ["protection"], timeZone: "Africa/Dakar", language: "ar", isDutyOfficer: false } } })).id;
  await duty.json(`/api/contacts/${contact}/channels?world=exercise`, { method: "PUT", json: { channels: [{ channel: "email", address: "prefecture@exercice.example" }] } });
  const { id: played } = await make(BUSY, "?world=exercise");
  await step(releasing, played, "release", undefined, "?world=exercise");
  expect(await releasing.json(`/api/bulletins/${played}/handing?world=exercise`, { method: "POST", json: { contacts: [contact], purpose: "training" } })).toMatchObject({ given: 1 });
  mails.length = 0;
  expect(await mailBulletins(node)).toEqual({ sent: 1, failed: 0 });
  expect([mails[0]!.subject, mails[0]!.text!.trim()]).toEqual([expect.stringMatching(/^تمرين/), expect.stringMatching(/^تمرين[\s\S]*ليس حقيقياً$/)]);
  expect(mails[0]!.headers.get("x-faleme-status")).toBe("Exercise");
  const proof = JSON.parse(mails[0]!.attachments[1]!.content.toString());
  expect(new Set(JSON.parse(proof.words).content.parts.map((part: any) => part.content.status))).toEqual(new Set(["Exercise"]));
  expect(JSON.stringify(JSON.parse(proof.words).content.parts)).not.toMatch(/admin2/);
  await mustHoldNoOriginal(`${proof.words} ${flat(textOf(mails[0]!.attachments[0]!.content, "exercise-mailed"))}`, played);
}, 60_000);

test("facts are counted, not written: neither the API nor an import takes made-up ones", async () => {
  const { content } = await make(caseWeek);
  const invented = { ...content, facts: { ...content.facts, figures: content.facts.figures.map((one: any) => (one.key === "deaths" ? { ...one, value: 400 } : one)) } };
  expect((await releasing("/api/bulletins", { method: "POST", json: { content: invented } })).status).toBe(400);
  expect((await releasing("/api/bulletins", { method: "POST", json: { week: caseWeek, facts: invented.facts } })).status).toBe(400);
  const { id, content: kept } = await make(caseWeek);
  expect((await releasing(`/api/bulletins/${id}`, { method: "PUT", json: { basedOn: 1, content: invented } })).status).toBe(409);
  const file = path.join(dir, "bulletins.csv");
  const cell = (value: unknown) => `"${(typeof value === "string" ? value : JSON.stringify(value)).replaceAll('"', '""')}"`;
  const line = (of: any, own = "", more = "") => [own, of.title, of.week, of.facts, of.state].map((value) => (value === "" ? "" : cell(value))).join(",") + more;
  writeFileSync(file, ["id,title,week,facts,state", line(invented), line({ ...content, title: "recompté" }), line({ ...content, state: "released" }), line(invented, id), line(kept, id)].join("\n"));
  const rejects: string[] = [];
  const result = await runImport(bulletinImporter, { node, caller: node.keeper("test"), files: [file], isDryRun: false, marking: "GREEN", values: {}, progress() {}, signal: new AbortController().signal });
  if (result.rejectsFile) rejects.push(...readFileSync(result.rejectsFile, "utf8").split("\n"));
  expect(result).toMatchObject({ read: 5, inserted: 1, unchanged: 1, rejected: 3 });
  expect(rejects.join(" ")).toMatch(/counted, not written/);
  expect(rejects.join(" ")).toMatch(/decided about is not imported/);
  expect(rejects.join(" ")).toMatch(/says something else/);
});

test("how long from the first report to the bulletin: on it, with the events it rests on, and as a measure", async () => {
  expect(figure((await make(caseWeek)).content.facts, "reportToBrief")).toBeUndefined();
  await node.owner((client) => client.query("insert into reports (id, version, marking, owner, exercise, withdrawn, author, at, hash, way, received_at, state, event) values ('01940000-0000-7000-8000-0000000000bb', 1, 2, 'SN', false, false, 'test', now(), sha256('a'), 'web', to_char(now() at time zone 'UTC' - interval '5 hours', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), 'graded', $1)", [MAKOFE]));
  const { id, content: { facts } } = await make(caseWeek);
  const measured = figure(facts, "reportToBrief");
  expect([measured.of, measured.rows.map((row: string) => row.split("@")[0])]).toEqual([1, [MAKOFE]]);
  expect(Math.round(measured.value / 10)).toBe(30);
  expect(flat((await paper(duty, `/api/bulletins/${id}/paper?language=fr`, "measured")).words)).toMatch(hasTools ? /premier signalement à ce bulletin/ : /^$/);
  await step(releasing, id, "release");
  const { n, p50Seconds } = await duty.json("/api/briefs/timeliness");
  expect(n).toBeGreaterThanOrEqual(1);
  expect(Math.round(p50Seconds / 600)).toBe(30);
});
