// The report's golden facts, through the house: loaded once, never over what a person changed, marked as the rules ask.
import { expect, test } from "vitest";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { find, list, save } from "../../platform/noun-store.ts";
import { verifyJournal } from "../../platform/journal.ts";
import { claim } from "../claim.noun.ts";
import { event } from "../event.noun.ts";
import { operation } from "../operation.noun.ts";
import { loadCase } from "./load.ts";

const node = await testNode();
const first = await loadCase(node, "report");
const keeper = node.keeper("test");
const all = (noun: typeof event | typeof claim | typeof operation, caller = keeper) =>
  node.db.as(caller, async (tx) => (await list(tx, noun as never, { limit: 100 })).rows.map((row) => ({ ...row, content: row.content as Record<string, any> })));

test("loads whole, and a second time changes nothing", async () => {
  expect(first).toMatchObject({ updated: 0, unchanged: 0 });
  expect(first.inserted).toBeGreaterThan(60);
  expect(await loadCase(node, "report")).toEqual({ inserted: 0, updated: 0, unchanged: first.inserted });
  expect(await node.owner(verifyJournal)).toMatchObject({ versions: first.inserted });
});

test("Melgué: three soldiers killed, three wounded in words, the place unresolved and without a dot", async () => {
  const melgue = (await all(event)).find(({ content }) => content.placeName === "Melgué")!;
  expect(melgue.content).toMatchObject({ occurredFrom: "2025-02-08", placePrecision: "unresolved", admin1: "ML01", fatalitiesBest: 3 });
  expect(melgue.content.geometry).toBeUndefined();
  expect(melgue.content.inferred.join(" ")).toMatch(/2025/);
  expect(melgue.content.casualties).toContainEqual(expect.objectContaining({ role: "security", outcome: "wounded", best: 3, words: expect.stringMatching(/as many|autant/) }));
});

test("the sevenfold growth is a claim, with its words and no upper bound", async () => {
  const growth = (await all(claim)).find(({ content }) => content.kind === "trend-figure")!;
  expect(growth.content).toMatchObject({ admin1: "ML01", figureLow: 7 });
  expect(growth.content.figureHigh).toBeUndefined();
});

test("alleged sites are RED: only the owner's cleared readers meet them, and each reading leaves a trace", async () => {
  const alleged = (await all(claim)).filter(({ content }) => content.kind.startsWith("alleged-"));
  expect(alleged.length).toBeGreaterThanOrEqual(4);
  expect(alleged.every(({ marking, content }) => marking === "RED" && content.geometry === undefined)).toBe(true);
  for (const caller of [callerWith("analyst", "AMBER+STRICT"), callerWith("analyst", "RED", { organisation: "ML" })]) {
    expect((await all(claim, caller)).filter(({ content }) => content.kind.startsWith("alleged-"))).toEqual([]);
  }
  const { rows } = await node.owner((client) => client.query("select count(*) from journal where act = 'read' and object = $1", [alleged[0]!.id]));
  expect(rows[0].count).toBeGreaterThan(0);
});

test("the river patrols and the operations of late 2024 are there, dated as precisely as they were said", async () => {
  const operations = await all(operation);
  expect(operations.find(({ content }) => content.kind === "joint-river-patrol")!.content).toMatchObject({ startedOn: "2025-02-18", endedOn: "2025-02-20", countries: ["SN", "MR"] });
  expect(operations.filter(({ content }) => /Niokolo|Nawetan/.test(content.name)).map(({ content }) => content.datePrecision)).toEqual(["part-of-year", "part-of-year"]);
});

test("what a person changed stays, whatever the case says", async () => {
  const [one] = await all(event);
  const analyst = callerWith("analyst", "AMBER");
  await node.db.as(analyst, (tx) => save(tx, event, { id: one!.id, content: { ...one!.content, credibility: "4" } }));
  await loadCase(node, "report");
  expect((await node.db.as(analyst, (tx) => find(tx, event, one!.id)))!.content).toMatchObject({ credibility: "4" });
});
