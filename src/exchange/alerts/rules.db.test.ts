// Rules listen to events as they are written: each event is carried once by one alert, whatever comes twice, at once or in a storm.
import { beforeAll, expect, test } from "vitest";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { loadCase } from "../../evidence/case/load.ts";
import { event } from "../../evidence/event.noun.ts";
import { source } from "../../evidence/source.noun.ts";
import { newId } from "../../platform/identity.ts";
import { list, save, saveMany } from "../../platform/noun-store.ts";
import { loadShippedPlaces } from "../../places/index.ts";
import { alertRule } from "./alert-rule.noun.ts";
import { alert } from "./alert.noun.ts";
import { dryRun } from "./dry-run.ts";
import { runRules } from "./run-rules.ts";
import type { RuleContent } from "./rules.ts";

const node = await testNode();
const author = callerWith("analyst", "AMBER");
const keeper = node.keeper("test");
let from: string;
const today = () => node.db.now().toISOString().slice(0, 10);

const rule = { title: "Près d’une frontière", kind: "border-proximity", isActive: true, mode: "propose", borderKm: 30, urgency: "Expected", severity: "Severe", functions: ["protection"] };
/** In Kédougou, some kilometres from Mali. */
const happened = (more: Record<string, unknown> = {}) => ({
  kind: "armed-robbery", occurredFrom: today(), occurredTo: today(), datePrecision: "day", placePrecision: "exact", country: "SN", admin1: "SN06", admin2: "SN0603", reliability: "C", credibility: "2", verification: "unverified",
  source: from, geometry: { type: "Point", coordinates: [-11.55, 12.75] }, ...more,
});
const alerts = async () => (await node.db.as(keeper, (tx) => list(tx, alert as never, { limit: 500 }))).rows.map(({ content, ...row }) => ({ ...row, content: content as Record<string, any> }));
const hits = async () => (await node.owner((client) => client.query("select event, alert from rule_hits"))).rows as { event: string; alert: string }[];

beforeAll(async () => {
  await loadShippedPlaces(node);
  await loadCase(node, "report");
  from = (await node.db.as(author, (tx) => save(tx, source, { content: { name: "Poste de Saraya", kind: "research", reliability: "C", independenceGroup: "poste" } }))).row.id;
  await node.db.as(keeper, (tx) => save(tx, alertRule as never, { content: rule }));
  await runRules(node);
});

test("what was there before the rule began is history: nothing is alerted", async () => { expect(await alerts()).toEqual([]); });

test("an event close to a border makes a draft that knows both sides; the same event again makes nothing", async () => {
  const { row } = await node.db.as(author, (tx) => save(tx, event, { content: happened() }));
  expect(await runRules(node)).toMatchObject({ hits: 1, alerts: 1 });
  const [made] = await alerts();
  expect(made!.content).toMatchObject({ state: "draft", basis: "coordinates", events: [row.id] });
  expect(made!.content.affected.map(({ country }: { country: string }) => country)).toEqual(expect.arrayContaining(["SN", "ML"]));
  await node.db.as(author, (tx) => save(tx, event, { id: row.id, content: happened({ credibility: "1" }) }));
  expect(await runRules(node)).toMatchObject({ events: 1, hits: 0, alerts: 0 });
});

test("an old event that is imported today wakes nobody", async () => {
  await node.db.as(author, (tx) => save(tx, event, { content: happened({ occurredFrom: "2020-01-01", occurredTo: "2020-01-01" }) }));
  expect(await runRules(node)).toMatchObject({ hits: 0 });
});

test("a storm is grouped: thousands of events, one draft for the place, and each event is carried once", async () => {
  const before = (await hits()).length;
  const storm = Array.from({ length: 2_500 }, () => ({ id: newId(), content: event.schema.parse(happened()) as never }));
  for (let i = 0; i < storm.length; i += 500) await node.db.as(author, (tx) => saveMany(tx, event, storm.slice(i, i + 500)));
  // Two at once, as two servers would.
  await Promise.all([runRules(node), runRules(node)]);
  const found = await hits();
  expect(found.length - before).toBe(storm.length);
  expect(new Set(found.map((hit) => hit.event)).size).toBe(found.length);
  expect(new Set(found.map((hit) => hit.alert)).size).toBe(1);
  expect((await alerts())[0]!.content.grouped).toBe(found.length);
});

test("an AMBER event makes its draft AMBER", async () => {
  await node.db.as(author, (tx) => save(tx, event, { content: happened(), marking: "AMBER" }));
  await runRules(node);
  expect((await alerts())[0]!.marking).toBe("AMBER");
});

test("the dry run over the report's events shows what each rule would have made, and writes nothing", async () => {
  const before = await alerts();
  const tryRule = (kind: string, more: Partial<RuleContent> = {}) => node.db.as(callerWith("duty-officer", "AMBER"), (tx) => dryRun(tx, node, { ...rule, kind, ...more } as RuleContent, "2024-10-01", "2025-05-31"));
  expect(await tryRule("displacement-or-panic")).toMatchObject({ byMonth: expect.objectContaining({ "2025-02": expect.any(Number) }) });
  expect(await tryRule("abduction")).toMatchObject({ hits: expect.any(Number), byMonth: expect.objectContaining({ "2024-12": 1 }) });
  const near = await tryRule("border-proximity");
  expect(near.hits).toBeGreaterThan(0);
  expect((await tryRule("border-proximity", { countries: ["GH"] })).hits).toBe(0);
  expect(near.alerts).toBe(Object.values(near.byMonth).reduce((sum, count) => sum + count, 0));
  expect(await alerts()).toEqual(before);
});
