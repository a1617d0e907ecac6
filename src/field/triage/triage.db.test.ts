// A report's way: taken in, screened, placed, coded, graded, made an event; merged and parted to the last byte; conflicts; erasure.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { event } from "../../evidence/event.noun.ts";
import { canonical } from "../../platform/canonical.ts";
import type { Caller } from "../../platform/caller.ts";
import type { Transaction } from "../../platform/database.ts";
import { verifyJournal } from "../../platform/journal.ts";
import { diagram } from "../../platform/lifecycle.ts";
import { find, save } from "../../platform/noun-store.ts";
import type { AnyNoun, Row } from "../../platform/noun.ts";
import { accept, type Incoming } from "../intake/accept.ts";
import { statusOf } from "../intake/receipt-status.ts";
import { report } from "../intake/report.noun.ts";
import { loadShippedPlaces } from "../../places/index.ts";
import { accountOf, decideMask, removeMasked, unmasked } from "./account.ts";
import { closeReport, sayToSender } from "./conversing.ts";
import { linkTo, makeClaim, makeEvent, unlinkFrom } from "./evidence-links.ts";
import { measuresOf } from "./measures.ts";
import { keepApart, merge, part } from "./merging.ts";
import { queuePage } from "./queries.ts";
import { openEvent } from "./release-event.ts";
import { reportLife } from "./report-life.ts";
import { screenReports } from "./screen-report.ts";
import { silentAreas } from "./silent-areas.ts";
import { duplicatesOf, eventsLike } from "./suggestions.ts";
import { supportOf } from "./support.ts";
import { workOn } from "./work-on.ts";

const node = await testNode();
await loadShippedPlaces(node);
const duty: Caller = { ...callerWith("duty-officer", "RED"), id: "duty officer, Bakel" };
const other: Caller = { ...callerWith("analyst", "RED"), id: "analyst, Kidira" };
const as = <T>(work: (tx: Transaction) => Promise<T>, caller = duty) => node.db.as(caller, work);
const get = async (id: string, noun: AnyNoun = report): Promise<Row> => (await as((tx) => find(tx, noun, id)))!;

async function sent(more: Partial<Incoming>): Promise<string> {
  const { id } = await accept(node, { id: randomUUID(), way: "web", language: "fr", ...more });
  await screenReports.run(node, { ids: id, exercise: "false" }, new AbortController().signal);
  return id;
}

const theft = (text = "Vol de bétail, 40 têtes emportées au puits hier", more: Partial<Incoming> = {}) => sent({ text, said: { kind: "cattle-theft", place: "Kidira", on: "2025-02-08", numbers: [{ value: 40, of: "cattle" }] }, ...more });

async function graded(id: string, grade = { reliability: "C", credibility: "3" }): Promise<Row> {
  const { version } = await get(id);
  const { row } = await as((tx) => workOn(tx, id, { basedOn: version, step: "triage" }));
  return (await as((tx) => workOn(tx, id, { basedOn: row.version, change: grade, step: "grade" }))).row;
}

test("the machine screens, places and dates what is certain, and suggests a kind", async () => {
  const id = await sent({ text: "Hier des hommes ont volé des vaches volées de Mamadou Diallo, 12 têtes", said: { place: "Kidira" } });
  const { content } = await get(id);
  expect(content).toMatchObject({ state: "screened", screening: "masked", suggestedKind: "cattle-theft", placeName: "Kidira", placePrecision: "exact", country: "SN", numbers: [{ value: 12 }], datePrecision: "day" });
  expect(content).not.toHaveProperty("kind");
  expect(JSON.stringify(content)).not.toMatch(/Mamadou|Diallo/);
});

test("done twice it does nothing more", async () => {
  const id = await theft();
  const { version } = await get(id);
  await screenReports.run(node, { ids: id, exercise: "false" }, new AbortController().signal);
  expect((await get(id)).version).toBe(version);
});

test("a place that nobody holds keeps its words, and near one place it has the area that holds all of that nearness", async () => {
  const unknown = await sent({ text: "feu de brousse", said: { place: "Xaransi Gumbu", near: "Kidira", towards: "Bakel" } });
  expect((await get(unknown)).content).toMatchObject({ placeName: "Xaransi Gumbu", placePrecision: "near", locationWords: "≈ Kidira → Bakel" });
  const alone = await sent({ text: "feu de brousse", said: { place: "Xaransi Gumbu" } });
  expect((await get(alone)).content).toMatchObject({ placeName: "Xaransi Gumbu", placePrecision: "named-only" });
  expect((await get(alone)).content).not.toHaveProperty("geometry");
  const person = await sent({ text: "feu de brousse", said: { place: "chez Mamadou Diallo" } });
  expect(JSON.stringify((await get(person)).content)).not.toContain("Mamadou");
});

test("names are masked until a person decides, and every look behind a mask has a reason", async () => {
  const id = await sent({ text: "Attaque à Woudou Thierno. Le nommé Zakou Boré a tiré, tél 77 123 45 67", answers: { groupe: { temoin: "Fatoumata Sow" } }, said: { kind: "armed-attack" } });
  const { passages } = await as((tx) => accountOf(node, tx, id));
  const [text, answer] = passages;
  expect(text!.words).toBe("Attaque à Woudou Thierno. Le nommé […] a tiré, tél […]");
  expect(answer).toMatchObject({ key: "groupe/temoin", words: "[…]" });
  expect((await as((tx) => unmasked(node, tx, id, "blessé à retrouver")))[0]!.words).toContain("Zakou Boré");
  const [mask] = text!.masks;
  await as((tx) => decideMask(node, tx, id, { key: "text", from: mask!.from, to: mask!.to, isShown: true }));
  expect((await as((tx) => accountOf(node, tx, id))).passages[0]!.words).toBe("Attaque à Woudou Thierno. Le nommé Zakou Boré a tiré, tél […]");
  await as((tx) => decideMask(node, tx, id, { key: "text", from: mask!.from, to: mask!.to, isShown: false }));
  await as((tx) => removeMasked(node, tx, id, "rien à en faire"));
  expect((await as((tx) => unmasked(node, tx, id, "vérifier"))).map(({ words }) => words)).toEqual(["Attaque à Woudou Thierno. Le nommé […] a tiré, tél […]", "[…]"]);
  const { rows } = await node.owner((client) => client.query("select act from journal where object = $1 and act in ('unmask', 'show', 'hide', 'remove-names', 'read') order by seq", [id]));
  expect(rows.map(({ act }) => act)).toEqual(expect.arrayContaining(["read", "unmask", "show", "hide", "remove-names"]));
});

test("what is too long to be screened is masked whole", async () => {
  const id = await sent({ text: "Vol de bétail à Kidira", answers: { court: "rien", long: "mot ".repeat(20_000) } });
  const { passages } = await as((tx) => accountOf(node, tx, id));
  expect(passages.map(({ key, words }) => [key, words])).toEqual([["text", "Vol de bétail à Kidira"], ["court", "rien"], ["long", "[…]"]]);
});

test("the whole way: placed, coded, graded C3, an event with the coded fields alone", async () => {
  const id = await theft();
  const row = await graded(id);
  expect(row.content).toMatchObject({ state: "graded", reliability: "C", credibility: "3" });
  const { event: made } = await as((tx) => makeEvent(node, tx, id, { basedOn: row.version, title: "Vol de bétail à Kidira" }));
  const { content, marking } = await get(made, event);
  expect(marking).toBe("AMBER+STRICT");
  expect(content).toMatchObject({ kind: "cattle-theft", headsTaken: 40, occurredFrom: "2025-02-08", placeName: "Kidira", reliability: "C", credibility: "3", verification: "unverified", independentSources: 1 });
  expect(content).not.toHaveProperty("description");
  expect((await get(id)).content).toMatchObject({ event: made });
  await expect(as((tx) => makeEvent(node, tx, id, { basedOn: row.version + 1 }))).rejects.toMatchObject({ code: "transition.refused" });
});

test("a step says why it is off, and a title names nobody", async () => {
  const id = await sent({ text: "quelque chose" });
  const { version } = await get(id);
  await expect(as((tx) => workOn(tx, id, { basedOn: version, step: "triage" }))).rejects.toMatchObject({ code: "transition.refused" });
  await expect(as((tx) => makeEvent(node, tx, id, { basedOn: version }))).rejects.toMatchObject({ code: "report.notCoded" });
  const ready = await graded(await theft());
  await expect(as((tx) => makeEvent(node, tx, ready.id, { basedOn: ready.version, title: "Vol par Mamadou Diallo" }))).rejects.toMatchObject({ code: "report.namesSomebody" });
});

test("an event of a report opens to others when two people agree", async () => {
  const row = await graded(await theft());
  const { report: linked, event: made } = await as((tx) => makeEvent(node, tx, row.id, { basedOn: row.version }));
  expect(await as((tx) => openEvent(tx, linked, "GREEN"))).toMatchObject({ isWaiting: true, marking: "AMBER+STRICT" });
  await expect(as((tx) => openEvent(tx, linked, "GREEN"))).rejects.toMatchObject({ code: "transition.refused" });
  expect((await get(made, event)).marking).toBe("AMBER+STRICT");
  expect(await as((tx) => openEvent(tx, linked, "GREEN"), other)).toMatchObject({ isWaiting: false, marking: "GREEN" });
});

test("corroboration counts independent sources only, and what was there before comes back", async () => {
  const first = await graded(await theft());
  const { event: made } = await as((tx) => makeEvent(node, tx, first.id, { basedOn: first.version }));
  const count = async () => ((await get(made, event)).content as { independentSources?: number }).independentSources;
  const second = await graded(await theft("On a pris quarante bêtes près du puits"));
  const before = canonical((await get(made, event)).content);
  const linked = await as((tx) => linkTo(tx, second.id, second.version, { event: made }));
  // Two whose origin nobody stated may be one and the same.
  expect(await count()).toBe(1);
  const grouped = (await as((tx) => workOn(tx, second.id, { basedOn: linked.version, change: { sourceGroup: "berger du nord" } }))).row;
  expect(await count()).toBe(2);
  const third = await graded(await theft("le troupeau est parti"));
  const also = await as((tx) => linkTo(tx, third.id, third.version, { event: made }));
  await as((tx) => workOn(tx, third.id, { basedOn: also.version, change: { sourceGroup: "Bergers du Nord".replace("Bergers", "Berger") } }));
  expect(await count()).toBe(2);
  await as((tx) => unlinkFrom(tx, second.id, grouped.version, "event"));
  await as((tx) => unlinkFrom(tx, third.id, also.version + 1, "event"));
  expect(canonical((await get(made, event)).content)).toBe(before);
  expect((await as((tx) => supportOf(tx, made))).reports).toHaveLength(1);
});

test("an imported event gets its own number back when its last report goes", async () => {
  const content = { kind: "cattle-theft", occurredFrom: "2025-02-08", occurredTo: "2025-02-08", datePrecision: "day", placePrecision: "country", country: "SN", reliability: "B", credibility: "2", verification: "unverified", source: randomUUID() };
  const { row } = await as((tx) => save(tx, event, { content }));
  const one = await graded(await theft());
  const linked = await as((tx) => linkTo(tx, one.id, one.version, { event: row.id }));
  expect((await get(row.id, event)).content).toMatchObject({ independentSources: 2 });
  await as((tx) => unlinkFrom(tx, one.id, linked.version, "event"));
  expect(canonical((await get(row.id, event)).content)).toBe(canonical(row.content));
});

test("merging is undone to the last byte, in both reports and in the event", async () => {
  // Of their own place and day, so that no other test's reports stand between them.
  const said = { kind: "cattle-theft", place: "Bakel", on: "2025-03-03", numbers: [{ value: 61 }] };
  const a = await graded(await sent({ text: "61 vaches emportées au puits", said }));
  const { event: made } = await as((tx) => makeEvent(node, tx, a.id, { basedOn: a.version }));
  const b = await sent({ text: "61 vaches volées au puits de Bakel", said });
  const bytes = async () => canonical([(await get(a.id)).content, (await get(b)).content, (await get(made, event)).content]);
  const words = async () => (await as((tx) => unmasked(node, tx, b, "comparer"))).map((passage) => passage.words).join();
  const [before, wordsBefore] = [await bytes(), await words()];
  const found = (await as((tx) => duplicatesOf(node, tx, b))).find(({ row }) => row.id === a.id)!;
  expect(found.score).toBeGreaterThan(0.9);
  expect(found.parts.find(({ name }) => name === "place")).toMatchObject({ level: "same-spot" });
  const merged = await as((tx) => merge(tx, b, { into: a.id, basedOn: 2, score: found.score }));
  expect((await as((tx) => supportOf(tx, made))).reports.map(({ id }) => id).sort()).toEqual([a.id, b].sort());
  expect(await bytes()).not.toBe(before);
  await expect(as((tx) => workOn(tx, b, { basedOn: merged.version, change: { kind: "flood" } }))).rejects.toMatchObject({ code: "report.merged" });
  expect(await as((tx) => queuePage(tx, {}, undefined, 200))).not.toContain(b);
  await as((tx) => part(tx, b, { basedOn: merged.version, reason: "deux vols distincts" }));
  expect(await bytes()).toBe(before);
  expect(await words()).toBe(wordsBefore);
  expect((await as((tx) => duplicatesOf(node, tx, b))).map(({ row }) => row.id)).not.toContain(a.id);
});

test("nothing merges by itself, a ring is refused, and what was kept apart is not suggested again", async () => {
  const same = () => sent({ text: "le même vol, dit deux fois", said: { kind: "cattle-theft", place: "Goudiry", on: "2025-04-04", numbers: [{ value: 73 }] } });
  const [a, b] = [await same(), await same()];
  expect((await as((tx) => duplicatesOf(node, tx, a))).map(({ row }) => row.id)).toContain(b);
  expect((await get(a)).content).not.toHaveProperty("mergedInto");
  await as((tx) => merge(tx, a, { into: b, basedOn: 2, score: 0.9 }));
  await expect(as((tx) => merge(tx, b, { into: a, basedOn: 2, score: 0.9 }))).rejects.toMatchObject({ code: "report.merged" });
  const c = await same();
  await as((tx) => keepApart(tx, c, { other: b, score: 0.9 }));
  expect((await as((tx) => duplicatesOf(node, tx, c))).map(({ row }) => row.id)).not.toContain(b);
});

test("two people at once: different fields go together, one field is a conflict that a person settles", async () => {
  const id = await theft();
  const { version } = await get(id);
  await as((tx) => workOn(tx, id, { basedOn: version, change: { kind: "extortion" } }));
  const { row } = await as((tx) => workOn(tx, id, { basedOn: version, change: { howKnown: "seen" } }), other);
  expect(row.content).toMatchObject({ kind: "extortion", howKnown: "seen" });
  await expect(as((tx) => workOn(tx, id, { basedOn: version, change: { kind: "flood" } }), other)).rejects.toMatchObject({ code: "report.conflict", details: { current: row.version, fields: [{ field: "kind", theirs: "extortion", mine: "flood" }] } });
  expect((await as((tx) => workOn(tx, id, { basedOn: version, change: { kind: "extortion" } }), other)).row.version).toBe(row.version);
  expect((await as((tx) => workOn(tx, id, { basedOn: row.version, change: { kind: "flood", howKnown: null } }), other)).row.content).not.toHaveProperty("howKnown");
});

test("a bare denunciation is closed and erased, and its sender is told politely where it belongs", async () => {
  const id = await sent({ text: "Moussa Traoré est complice, arrêtez-le" });
  const row = await get(id);
  expect(row.content).toMatchObject({ screening: "only-names" });
  await as((tx) => closeReport(node, tx, id, { basedOn: row.version, reason: "only-denounces" }));
  expect((await get(id)).content).toMatchObject({ state: "erased", closeReason: "only-denounces" });
  expect(await as((tx) => accountOf(node, tx, id))).toMatchObject({ isReadable: false, passages: [] });
  expect((await as((tx) => statusOf(node, tx, id, "fr")))!.words).toMatch(/procureur/);
});

test("a message that names a person keeps its event part", async () => {
  const id = await sent({ text: "Vol de bétail à Kidira, 30 têtes. C’est Moussa Traoré qui les a", said: { place: "Kidira", kind: "cattle-theft" } });
  expect((await get(id)).content).toMatchObject({ screening: "masked", kind: "cattle-theft", placeName: "Kidira" });
});

test("the sender is asked and answered, in words that name nobody", async () => {
  const row = await graded(await theft());
  await as((tx) => sayToSender(node, tx, row.id, { words: "Combien de bêtes ?", isQuestion: true }));
  expect((await get(row.id)).content).toMatchObject({ state: "graded" });
  await expect(as((tx) => sayToSender(node, tx, row.id, { words: "Dites à Mamadou Diallo de venir", isQuestion: false }))).rejects.toMatchObject({ code: "report.namesSomebody" });
  await as((tx) => sayToSender(node, tx, row.id, { words: "Merci, c’est transmis au poste vétérinaire.", isQuestion: false }));
  expect((await get(row.id)).content).toMatchObject({ state: "answered" });
  expect((await as((tx) => accountOf(node, tx, row.id))).messages.map(({ from, isQuestion }) => [from, isQuestion])).toEqual([["house", true], ["house", false]]);
});

test("a claim is written anew and is RED; the sender’s words stay where they are", async () => {
  const row = await graded(await theft("On dit qu’ils vendent le bétail au marché du lundi"));
  const { claim } = await as((tx) => makeClaim(node, tx, row.id, { basedOn: row.version, title: "Bétail volé vendu à un marché", statement: "Un habitant affirme que le bétail volé est vendu à un marché hebdomadaire.", kind: "circulation-zone", expiresOn: "2099-01-01" }));
  const { rows: [kept] } = await node.owner((client) => client.query("select marking, statement, source from claims where id = $1", [claim]));
  expect(kept).toMatchObject({ marking: 4, statement: expect.stringContaining("affirme") });
});

test("events that a report may tell of are shown with their likeness", async () => {
  const row = await graded(await theft());
  const { event: made } = await as((tx) => makeEvent(node, tx, row.id, { basedOn: row.version }));
  const again = await theft("encore ce vol");
  const [found] = await as((tx) => eventsLike(tx, again));
  expect(found!.score).toBeGreaterThan(0.5);
  expect((await as((tx) => eventsLike(tx, again))).map((one) => one.row.id)).toContain(made);
});

test("measures count reports, and silence is told to nobody but the owner cleared to RED", async () => {
  const measures = await as((tx) => measuresOf(tx, { from: "2020-01-01", to: "2099-12-31" }));
  const { rows: [counted] } = await node.owner((client) => client.query("select count(*) as received, count(*) filter (where state in ('graded', 'answered')) as graded from reports"));
  expect(measures.received).toBe(counted.received);
  expect(measures.graded).toBeGreaterThanOrEqual(counted.graded);
  expect(measures.answered.count).toBe(1);
  expect(measures.byWay).toEqual([{ way: "web", count: counted.received }]);
  expect(measures.suggestions).toMatchObject({ same: 1, different: 2 });
  expect(measures.suggestions.precision).toBeCloseTo(1 / 3, 12);
  await node.owner((client) => client.query("update reports set admin2 = 'SN0501', received_at = to_char(now() - interval '30 days', 'YYYY-MM-DD') || 'T00:00:00Z' where id in (select id from reports order by id limit 18)"));
  await node.owner((client) => client.query("update reports set admin2 = null where received_at > to_char(now() - interval '20 days', 'YYYY-MM-DD')"));
  expect((await as(silentAreas)).map(({ area, before }) => [area, before])).toEqual([["SN0501", 18]]);
  const { rows } = await node.owner((client) => client.query("select marking from journal where act = 'read silent areas'"));
  expect(rows).toEqual([{ marking: 4 }]);
});

test("the journal verifies, and the diagram in the docs is drawn from the table", async () => {
  await node.owner((client) => verifyJournal(client, { last: 500 }));
  expect(readFileSync("docs/LIFECYCLES.md", "utf8")).toContain(diagram(reportLife));
});
