// An event is verified by steps, two people where its marking asks for them, and never by hand or by a file.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import { diagram } from "../platform/lifecycle.ts";
import { possibleSteps, take } from "../platform/lifecycle-store.ts";
import { history, save, saveMany } from "../platform/noun-store.ts";
import { event } from "./event.noun.ts";
import { eventVerification } from "./verification.ts";

const node = await testNode();
const analyst = { ...callerWith("analyst", "RED"), id: "first analyst" };
const second = { ...callerWith("analyst", "RED"), id: "second analyst" };
const reader = callerWith("reader", "RED");

const content = (more = {}) => ({
  kind: "ambush-of-convoy", occurredFrom: "2025-02-08", occurredTo: "2025-02-08", datePrecision: "day", placePrecision: "unresolved", country: "ML",
  reliability: "C", credibility: "3", verification: "unverified", source: "00000000-0000-8000-8000-000000000001", ...more,
});
const written = async (marking: "GREEN" | "RED", more = {}) => (await node.db.as(analyst, (tx) => save(tx, event, { marking, content: content(more) }))).row.id;
const step = (caller: typeof analyst, id: string, name: string, reason?: string) => node.db.as(caller, (tx) => take(tx, eventVerification, id, name, reason));
const now = (caller: typeof analyst, id: string) => node.db.as(caller, (tx) => possibleSteps(tx, eventVerification, id));

test("checked by one, confirmed once two independent sources stand behind it", async () => {
  const id = await written("GREEN", { independentSources: 2 });
  expect((await step(analyst, id, "check")).row.content).toMatchObject({ verification: "checked" });
  const { isWaiting, row } = await step(analyst, id, "confirm");
  expect([isWaiting, (row.content as unknown as { verification: string }).verification, row.version]).toEqual([false, "confirmed", 3]);
  expect(await node.db.as(analyst, (tx) => history(tx, event, id))).toHaveLength(3);
});

test("one voice does not confirm, and the button says why", async () => {
  const id = await written("GREEN", { independentSources: 1 });
  await step(analyst, id, "check");
  const confirm = (await now(analyst, id)).steps.find(({ name }) => name === "confirm")!;
  expect(confirm).toMatchObject({ isPossible: false, reason: { en: "at least two independent sources are needed" } });
  await expect(step(analyst, id, "confirm")).rejects.toMatchObject({ code: "transition.refused" });
});

test("where the marking asks for it, a second person must agree, and the first cannot be the second", async () => {
  const id = await written("RED", { independentSources: 3 });
  await step(analyst, id, "check");
  expect(await step(analyst, id, "confirm")).toMatchObject({ isWaiting: true, row: { version: 2, content: { verification: "checked" } } });
  await expect(step(analyst, id, "confirm")).rejects.toMatchObject({ code: "transition.refused" });
  expect((await now(second, id)).steps.find(({ name }) => name === "confirm")).toMatchObject({ isWaiting: true, isPossible: true });
  expect(await step(second, id, "confirm")).toMatchObject({ isWaiting: false, row: { content: { verification: "confirmed" } } });
});

test("a change in between makes the first person's step void", async () => {
  const id = await written("RED", { independentSources: 3 });
  await step(analyst, id, "check");
  await step(analyst, id, "confirm");
  const row = (await node.db.as(second, (tx) => history(tx, event, id))).at(-1)!;
  await node.db.as(second, (tx) => save(tx, event, { id, basedOn: 2, content: { ...row.content, fatalitiesBest: 4 } }));
  expect(await step(second, id, "confirm")).toMatchObject({ isWaiting: true });
});

test("a step has its permission, its reason, and its states", async () => {
  const id = await written("GREEN");
  await expect(step(reader, id, "check")).rejects.toMatchObject({ code: "transition.refused" });
  await expect(step(analyst, id, "refute")).rejects.toMatchObject({ code: "transition.refused" });
  await expect(step(analyst, id, "reopen", "?")).rejects.toMatchObject({ code: "transition.refused" });
  expect((await step(analyst, id, "refute", "le lieu n’existe pas")).row.content).toMatchObject({ verification: "refuted" });
});

test("neither a form nor a file verifies", async () => {
  const id = await written("GREEN");
  await expect(node.db.as(analyst, (tx) => save(tx, event, { id, content: content({ verification: "confirmed" }) }))).rejects.toMatchObject({ code: "transition.byStep" });
  await expect(node.db.as(analyst, (tx) => save(tx, event, { content: content({ verification: "confirmed" }) }))).rejects.toMatchObject({ code: "transition.byStep" });
  const outcomes = await node.db.as(analyst, (tx) => saveMany(tx, event, [{ id, content: event.schema.parse(content({ verification: "confirmed" })) as never }]));
  expect(outcomes).toEqual(["refused"]);
});

test("the diagram in the docs is drawn from the table", () => {
  expect(readFileSync("docs/LIFECYCLES.md", "utf8")).toContain(diagram(eventVerification));
});
