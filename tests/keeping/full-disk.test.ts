// A disk that fills up: writes are refused in words, nothing acknowledged is lost, and work goes on by itself once there is
// room again; even when the database had to give up because its own log found no room.
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { secretIn } from "../../src/platform/data-directory.ts";
import { freeBytes } from "../../src/platform/disk.ts";
import { acknowledgedBy, countKept } from "./kills.ts";
import { faleme, postmasterPid, start, until, type Running } from "./processes.ts";

const dir = mkdtempSync(path.join(tmpdir(), "faleme-full-"));
const elsewhere = mkdtempSync(path.join(tmpdir(), "faleme-elsewhere-"));
const MB = 1024 * 1024;
const mounted = process.getuid?.() === 0 && spawnSync("mount", ["-t", "tmpfs", "-o", "size=320m,mode=755", "tmpfs", dir], { stdio: "ignore" }).status === 0;
if (!mounted) process.stderr.write("SKIPPED: a disk that fills up, because a small one can be mounted only as root.\n");
afterAll(() => {
  if (mounted) execFileSync("umount", ["-l", dir]);
  for (const made of [dir, elsewhere]) rmSync(made, { recursive: true, force: true });
}, 60_000);

const ballast = path.join(dir, "ballast");

function fillUpTo(leftBytes: number): void {
  const opened = openSync(ballast, "a");
  const block = Buffer.alloc(MB, 1);
  try {
    while (freeBytes(dir) > leftBytes) writeSync(opened, block, 0, Math.min(MB, freeBytes(dir) - leftBytes));
  } catch (error) {
    expect((error as { code?: string }).code).toBe("ENOSPC");
  } finally {
    closeSync(opened);
  }
}

const countOf = (writer: Running, fits: RegExp) => writer.out.filter((line) => fits.test(line)).length;
const more = (writer: Running, fits: RegExp, timeoutMs = 60_000) => {
  const before = countOf(writer, fits);
  return until(() => countOf(writer, fits) > before + 5, timeoutMs);
};
const ACKNOWLEDGED = /^[0-9a-f-]{36} /;

test.skipIf(!mounted)("writes are refused while it is full, and go on when there is room", { timeout: 180_000 }, async () => {
  const writer = start("tests/keeping/writer.ts", [dir, "3"]);
  await more(writer, ACKNOWLEDGED);

  // Nearly full: the house refuses by itself, and the database never notices.
  const database = postmasterPid(dir);
  fillUpTo(10 * MB);
  await more(writer, /^refused disk\.full$/);
  const acknowledged = countOf(writer, ACKNOWLEDGED);
  await more(writer, /^refused disk\.full$/);
  expect(countOf(writer, ACKNOWLEDGED)).toBe(acknowledged);
  // A copy to another disk is what an administrator wants now.
  expect(await faleme(["backup", path.join(elsewhere, "full.faleme"), "--data", dir, "--json"])).toMatchObject({ code: 0 });
  expect(postmasterPid(dir)).toBe(database);
  rmSync(ballast);
  await more(writer, ACKNOWLEDGED);
  expect(postmasterPid(dir)).toBe(database);

  // Quite full: something else writes the database's log until there is no room for it, and the database gives up.
  fillUpTo(20 * MB);
  await writeLogUntilPanic();
  await until(() => /PANIC:.*No space left on device/.test(readFileSync(path.join(dir, "postgres.log"), "utf8")));
  await more(writer, /^refused disk\.full$/);
  rmSync(ballast);
  await more(writer, ACKNOWLEDGED);
  writer.child.kill("SIGINT");
  expect(await writer.ended).toBe(0);

  const all = acknowledgedBy(writer);
  expect(all.length).toBeGreaterThan(20);
  expect(await countKept(dir, all)).toMatchObject({ lost: 0, doubled: 0 });
});

async function writeLogUntilPanic(): Promise<void> {
  const [, , , port] = readFileSync(path.join(dir, "postgres", "postmaster.pid"), "utf8").split("\n");
  const client = new pg.Client({ host: "127.0.0.1", port: Number(port), user: "faleme", password: secretIn(dir, "database-password"), database: "faleme" });
  client.on("error", () => { /* the end of it is what we want */ });
  await client.connect();
  await expect((async () => {
    for (let i = 0; i < 2_000; i++) await client.query("select pg_logical_emit_message(false, 'fill', repeat(md5(random()::text), 30000))");
  })()).rejects.toThrow();
}
