import { expect, test } from "vitest";
import fc from "fast-check";
import { problem } from "../../platform/problem.ts";
import { CommitQueue, type Entry } from "./commit-queue.ts";

const entry = (id: string, bytes = 1): Entry => ({ id, bytes });

/** A database of ids: a batch with a bad one is refused whole. */
function database() {
  const held = new Set<string>();
  const batches: string[][] = [];
  const queue = new CommitQueue<Entry, boolean>(async (batch) => {
    await new Promise((resolve) => setImmediate(resolve));
    batches.push(batch.map(({ id }) => id));
    if (batch.some(({ id }) => id.startsWith("bad"))) throw Object.assign(new Error("a bad row"), { code: "22000" });
    const before = new Set(held);
    for (const { id } of batch) held.add(id);
    return ({ id }) => before.has(id);
  });
  return { held, batches, queue };
}

test("whatever comes, in whatever order: each good one is written once and answered, each bad one is refused alone", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom("a", "b", "c", "d", "bad1", "bad2"), { maxLength: 30 }), async (ids) => {
    const { held, queue } = database();
    const answers = await Promise.allSettled(ids.map((id) => queue.add(entry(id))));
    for (const [i, answer] of answers.entries()) {
      expect(answer.status).toBe(ids[i]!.startsWith("bad") ? "rejected" : "fulfilled");
      // Of the same id, exactly the first was not there before.
      if (answer.status === "fulfilled") expect(answer.value).toBe(ids.indexOf(ids[i]!) < i);
    }
    expect([...held].sort()).toEqual([...new Set(ids)].filter((id) => !id.startsWith("bad")).sort());
  }), { numRuns: 40 });
});

test("those that wait are written together, within bounds", async () => {
  const { batches, queue } = database();
  await Promise.all(Array.from({ length: 600 }, (_, i) => queue.add(entry(String(i)))));
  expect(batches.map((batch) => batch.length)).toEqual([250, 250, 100]);
  await Promise.all(Array.from({ length: 4 }, (_, i) => queue.add(entry(`large ${i}`, 5 * 2 ** 20))));
  expect(batches.slice(3).map((batch) => batch.length)).toEqual([1, 1, 1, 1]);
});

test("too many, or too much of them, is refused at the door with a time to come back", async () => {
  const stuck = () => new CommitQueue<Entry, boolean>(() => new Promise(() => {}));
  const [many, much] = [stuck(), stuck()];
  for (let i = 0; i < 4_000; i++) many.add(entry(String(i))).catch(() => {});
  expect(() => many.add(entry("one more"))).toThrow(/Send again in 5 s/);
  for (let i = 0; i < 16; i++) much.add(entry(String(i), 4 * 2 ** 20)).catch(() => {});
  expect(() => much.add(entry("one more"))).toThrow(/Send again in 5 s/);
});

test("the room is given back once it is written", async () => {
  const { queue } = database();
  for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 16 }, (_, i) => queue.add(entry(`${round} ${i}`, 4 * 2 ** 20))));
});

test("a fault of the house is told to all of them, and tried once", async () => {
  let tries = 0;
  const queue = new CommitQueue<Entry, boolean>(async () => { tries++; throw problem("database.unreachable"); });
  const answers = await Promise.allSettled(["a", "b", "c"].map((id) => queue.add(entry(id))));
  expect(answers.map((answer) => (answer as PromiseRejectedResult).reason.code)).toEqual(Array(3).fill("database.unreachable"));
  expect(tries).toBe(1);
});

test("an id that another process wrote meanwhile is looked at again", async () => {
  let tries = 0;
  const queue = new CommitQueue<Entry, boolean>(async () => {
    if (++tries < 3) throw Object.assign(new Error("duplicate key"), { code: "23505" });
    return () => true;
  });
  expect(await queue.add(entry("a"))).toBe(true);
});
