// What is in memory is what SQL says, as the restricted role, for every caller, in every process, after every change.
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import type { Caller } from "../platform/caller.ts";
import { MARKINGS, type Marking } from "../platform/marking.ts";
import { save } from "../platform/noun-store.ts";
import { area } from "./area.noun.ts";
import { settlement } from "./settlement.noun.ts";

const node = await testNode();
const second = await testProcess(node.dir, node.ownerUrl);

const NAMES = ["Kéniéba", "Kenieba", "Melgué", "Saraya", "Bakel"];
const ORGANISATIONS = ["SN", "ML"];

const callers: Caller[] = [-1, 0, 1, 2, 3, 4].flatMap((clearance) => ORGANISATIONS.flatMap((organisation) =>
  [false, true].map((exercise): Caller => ({ ...callerWith("analyst", "RED", { organisation, exercise }), clearance }))));

interface Change { id: number; name: string; marking: Marking; withdrawn: boolean; organisation: string; exercise: boolean }
const change: fc.Arbitrary<Change> = fc.record({
  id: fc.integer({ min: 0, max: 14 }), name: fc.constantFrom(...NAMES), marking: fc.constantFrom(...MARKINGS), withdrawn: fc.boolean(),
  organisation: fc.constantFrom(...ORGANISATIONS), exercise: fc.boolean(),
});

const uuid = (n: number) => `00000000-0000-8000-8000-${String(n).padStart(12, "0")}`;

async function write({ id, name, marking, withdrawn, organisation, exercise }: Change): Promise<void> {
  // The owner and the world of a record never change: the first writer's are part of its id here.
  const key = uuid(id * 4 + ORGANISATIONS.indexOf(organisation) * 2 + Number(exercise));
  const content = { name, kind: "village", placePrecision: "exact", country: "ML", geometry: { type: "Point", coordinates: [-11 + id / 10, 13] } };
  await node.db.as(callerWith("analyst", "RED", { organisation, exercise }), (tx) => save(tx, settlement, { id: key, content, marking, withdrawn }));
}

async function inSql(caller: Caller, names: readonly string[]): Promise<string[]> {
  const { rows } = await node.db.as(caller, (tx) => sql<{ id: string }>`select id from settlements where not withdrawn and name = any(${names})`.execute(tx.sql));
  return rows.map(({ id }) => id).sort();
}

test("two processes, any caller, after any change: the memory equals SQL as the restricted role", { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), fc.shuffledSubarray(callers, { minLength: 5, maxLength: 5 }), async (changes, asking) => {
    for (const one of changes) await write(one);
    for (const caller of asking) {
      const answer = await second.ask(caller, "Kéniéba");
      expect(answer.seen).toEqual(await inSql(caller, NAMES));
      expect(answer.confirmed).toBe(answer.seen.length);
      expect(answer.found).toEqual(await inSql(caller, ["Kéniéba", "Kenieba"]));
    }
  }), { numRuns: 25 });
});

test("an area that is written in one process is in the other's geography at once", async () => {
  const analyst = callerWith("analyst", "AMBER");
  const before = (await second.ask(analyst, "x")).areas;
  const content = { name: "Zone d’essai", pcode: "SN99", hierarchy: "admin", level: 1, country: "SN" };
  const { row } = await node.db.as(analyst, (tx) => save(tx, area, { content, marking: "AMBER" }));
  expect((await second.ask(analyst, "x")).areas).toBe(before + 1);
  expect((await second.ask(callerWith("reader", "GREEN"), "x")).areas).toBe(before);
  await node.db.as(analyst, (tx) => save(tx, area, { id: row.id, content: row.content, withdrawn: true }));
  expect((await second.ask(analyst, "x")).areas).toBe(before);
});

interface Answer { seen: string[]; confirmed: number; areas: number; found: string[] }

async function testProcess(dir: string, databaseUrl: string): Promise<{ ask(caller: Caller, words: string): Promise<Answer> }> {
  let child: ChildProcess;
  let lines: AsyncIterator<string>;
  beforeAll(async () => {
    child = spawn(process.execPath, [fileURLToPath(new URL("../../tests/database/places-process.ts", import.meta.url)), dir, databaseUrl], { stdio: ["pipe", "pipe", "inherit"] });
    lines = (createInterface({ input: child.stdout! }) as Interface)[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe("ready");
  });
  afterAll(async () => {
    child.stdin!.end();
    await new Promise((resolve) => { child.once("exit", resolve); });
  });
  return {
    async ask(caller, words) {
      child.stdin!.write(`${JSON.stringify({ caller: { ...caller, may: undefined }, words })}\n`);
      return JSON.parse((await lines.next()).value as string);
    },
  };
}
