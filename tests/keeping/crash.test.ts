// What was acknowledged survives kill -9 of the server, of its database, and of both.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { surviveKills } from "./kills.ts";

const dir = mkdtempSync(path.join(tmpdir(), "faleme-crash-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test("no acknowledged write is lost or doubled, and the journal verifies", { timeout: 120_000 }, async () => {
  const survived = await surviveKills({ dir, seed: 5, kills: 6 });
  expect(survived.kills).toEqual({ server: expect.any(Number), database: expect.any(Number), both: expect.any(Number) });
  for (const times of Object.values(survived.kills)) expect(times).toBeGreaterThan(0);
  expect(survived.acknowledged).toBeGreaterThan(50);
  expect(survived).toMatchObject({ lost: 0, doubled: 0 });
  expect(survived.kept).toBeGreaterThanOrEqual(survived.acknowledged);
});
