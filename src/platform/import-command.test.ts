import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { keeper } from "./caller.ts";
import { parseCommand, type Terminal } from "./command.ts";
import { importCommand } from "./import-command.ts";
import type { Importer, ImportJob } from "./import.ts";
import type { Node } from "./node.ts";
import { PERMISSIONS } from "./roles.ts";

const dir = mkdtempSync(path.join(tmpdir(), "faleme-import-"));
afterAll(() => { rmSync(dir, { recursive: true }); });

const jobs: ImportJob[] = [];
const importer = (kind: string, more: Partial<Importer> = {}): Importer => ({
  kind, summary: kind, may: PERMISSIONS[0],
  async run(job) {
    jobs.push(job);
    await job.rejects.add({ file: "a.csv", line: 2, field: "lat", reason: "214", row: {} });
    return { read: 3, inserted: 1, updated: 1, unchanged: 0, notes: { layout: "plain" } };
  },
  ...more,
});
const command = importCommand([importer("plain"), importer("scaled", { options: { "precision-km": { type: "string" } } })]);
const node = { dir, db: { now: () => new Date("2025-02-09T10:00:00Z") }, keeper: (id: string, exercise: boolean) => keeper(id, "SN", exercise) } as unknown as Node;
const terminal: Terminal = { isJson: true, say() {}, progress() {} };
const run = async (...args: string[]) => command.run({ node, terminal, signal: new AbortController().signal, ...parseCommand(command, args) });

test("prints one document with the sums, and hands over what was asked", async () => {
  const printed = await run("scaled", "a.csv", "b.csv", "--precision-km", "2", "--marking", "AMBER", "--exercise", "--dry-run");
  expect(printed!.json).toMatchObject({ read: 3, inserted: 1, updated: 1, unchanged: 0, rejected: 1, rejectsFile: expect.stringContaining(dir), seconds: expect.any(Number), dryRun: true, notes: { layout: "plain" } });
  expect(printed!.words).toMatch(/Dry run, nothing was written\. Read 3: 1 new, 1 changed, 0 unchanged, 1 refused/);
  expect(jobs.at(-1)).toMatchObject({ files: ["a.csv", "b.csv"], isDryRun: true, marking: "AMBER", caller: { id: "command-line", exercise: true }, values: { "precision-km": "2" } });
});

test.each([
  ["no kind", []], ["an unknown kind", ["shapes", "a.shp"]], ["no file", ["plain"]], ["an option of another kind", ["plain", "a.csv", "--precision-km", "2"]],
  ["an unknown marking", ["plain", "a.csv", "--marking", "SECRET"]], ["an unknown option", ["plain", "a.csv", "--fast"]],
])("%s is refused with the usage", async (_, args) => {
  await expect(run(...args)).rejects.toMatchObject({ code: "command.usage", details: { usage: expect.stringContaining("import plain|scaled") } });
});
