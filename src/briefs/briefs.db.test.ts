// Paper over real HTTP: figures that equal the map's, two pages at most, in three languages; decisions that nobody takes silently; and
// the exercise kept out of the actual, and marked as what it is.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHouse, type Client } from "../../tests/database/signed-in.ts";
import { testNode } from "../../tests/database/test-node.ts";
import { decide, MAKOFE, makeDirectory, sign, type Directory } from "../../tests/exchange/world.ts";
import { loadCase } from "../evidence/case/load.ts";
import { loadExercise } from "../evidence/exercise/load.ts";
import { dispatch } from "../exchange/delivery/dispatch.ts";
import { verifyJournal } from "../platform/journal.ts";

const node = await testNode();
const house = await startHouse(node);
const dir = process.env.PAPER_DIR ?? mkdtempSync(path.join(tmpdir(), "faleme-paper-"));
let duty: Client, releasing: Client, second: Client, to: Directory;
/** A week of the exercise with many events, and a week of the report's case. */
const BUSY = "2024-10-07";
let caseWeek = "";

beforeAll(async () => {
  await loadCase(node, "report");
  await loadExercise(node);
  [duty, releasing, second] = [await house.signIn("duty-officer", "AMBER"), await house.signIn("releasing-officer", "RED"), await house.signIn("releasing-officer", "RED")];
  to = await makeDirectory(duty);
  for (const service of ["civil-protection", "prefecture"]) await decide(releasing, service);
  await sign(releasing, second);
  const { content } = await duty.json(`/api/events/${MAKOFE}`);
  const day = new Date(`${content.occurredFrom}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  caseWeek = day.toISOString().slice(0, 10);
}, 120_000);
afterAll(() => { if (!process.env.PAPER_DIR) rmSync(dir, { recursive: true, force: true }); });

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

test("as one contact reads it: only what the policy gives them, and what is not released is not called zero", async () => {
  const { id, content: { facts } } = await make(caseWeek, "", { marking: "AMBER" });
  expect(figure(facts, "events").value).toBeGreaterThan(0);
  const full = await paper(duty, `/api/bulletins/${id}/paper?language=fr`, "case-fr");
  const seen = await paper(duty, `/api/bulletins/${id}/paper?language=fr&contact=${to.army}`, "case-army");
  expect([full.pages, seen.pages]).toEqual([2, 2]);
  if (!hasTools) return;
  expect(seen.words).toContain("Tel que le lit");
  expect(flat(seen.words)).toContain("rien ne vous est diffusé");
  expect(flat(seen.words)).not.toMatch(/autres zones : 0 événement/);
  const [{ rows: [firstRow] }] = [figure(facts, "events")];
  expect(full.words).toContain(firstRow.slice(-14, -2));
  expect(seen.words).not.toContain(firstRow.slice(-14, -2));
});
