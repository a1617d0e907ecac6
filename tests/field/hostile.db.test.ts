// A short walk of what `npm run prove -- hostile` does ten thousand times on each way in.
import { expect, test } from "vitest";
import { verifyJournal } from "../../src/platform/journal.ts";
import { logTo } from "../../src/platform/log.ts";
import { startHouse } from "../database/signed-in.ts";
import { testNode } from "../database/test-node.ts";
import { MARK } from "../proofs/hostile-inputs.ts";
import { assault, countHarmful, prepare } from "../proofs/hostile.ts";

const ROUNDS = 60;

test("hostile input on each way in is kept as harmless words or refused: no fault, no leak, nothing in the log", async () => {
  const node = await testNode();
  const lines: string[] = [];
  const house = await startHouse(node, { log: logTo({ write: (line: string) => lines.push(line) }) });
  const administrator = await house.administrator();
  const target = await prepare(house.url, (path, init) => administrator(path, init));
  const { ways, faults, leaks, examples } = await assault(target, ROUNDS, 20_261_126);
  const logged = lines.filter((line) => line.includes(MARK) || line.includes('"fault"'));
  expect({ faults, leaks, examples, logged, harmful: await countHarmful(node) }).toEqual({ faults: 0, leaks: 0, examples: [], logged: [], harmful: 0 });
  for (const [way, { sent, kept, refused }] of Object.entries(ways)) {
    expect(sent, way).toBe(ROUNDS);
    // Both happen, or the walk has proved nothing.
    expect(Math.min(kept, refused), way).toBeGreaterThan(2);
  }
  await node.owner(verifyJournal);
}, 120_000);
