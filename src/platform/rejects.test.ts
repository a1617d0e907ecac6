import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, expect, test } from "vitest";
import { openRejects } from "./rejects.ts";

const dir = mkdtempSync(path.join(tmpdir(), "faleme-rejects-"));
afterAll(() => { rmSync(dir, { recursive: true }); });

test("no file is made where nothing is refused", async () => {
  const rejects = openRejects(dir, "areas", new Date());
  await rejects.close();
  expect(rejects).toMatchObject({ count: 0, file: undefined });
});

test("file, line, field, reason and the row come back as they went in, for this account alone", async () => {
  const rejects = openRejects(dir, "events", new Date("2025-02-09T10:00:00Z"));
  const row = { name: 'Melgué, "près de Bakel"', note: "deux\r\nlignes" };
  for (let line = 2; line < 3_000; line++) await rejects.add({ file: "a.csv", line, field: "lat", reason: "214, not a latitude", row });
  await rejects.add({ file: "a.csv", line: 3_000, field: "name", reason: "formula", row: "=HYPERLINK(1)" });
  await rejects.close();
  const read: string[][] = parse(readFileSync(rejects.file!));
  expect(read).toHaveLength(rejects.count + 1);
  expect(read[0]).toEqual(["file", "line", "field", "reason", "row"]);
  expect(read[1]!.slice(0, 4)).toEqual(["a.csv", "2", "lat", "214, not a latitude"]);
  expect(JSON.parse(read[1]![4]!)).toEqual(row);
  expect(read.at(-1)![4]).toBe("'=HYPERLINK(1)");
  expect(statSync(rejects.file!).mode & 0o077).toBe(0);
});
