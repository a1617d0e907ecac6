// A data directory starts on machines and in states of every kind, or says in a sentence why not.
import { spawn } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { faleme, isAlive, postmasterPid, ROOT, start, until } from "./processes.ts";

const box = mkdtempSync(path.join(tmpdir(), "faleme-start-"));
chmodSync(box, 0o755);
afterAll(() => rmSync(box, { recursive: true, force: true }), 60_000);

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;
const LIMIT = { timeout: 120_000 };
const problemOf = ({ out }: { out: string }) => JSON.parse(out).problem as { code: string; details: Record<string, unknown> };

const verify = (dir: string, options = {}) => faleme(["verify", "--json", "--data", dir], options);
const verified = { code: 0, out: expect.stringContaining("\"verified\":true"), err: "" };

// One directory for the tests that spoil it and mend it again, so that it is made only once.
const there = path.join(box, "Données du poste « Kidira »");
const dir = path.join(there, "nœud 1");

test("in a path with spaces and accents, with a relative --data; and the database stops with its last user", LIMIT, async () => {
  mkdirSync(there);
  expect(await verify("nœud 1", { cwd: there })).toEqual(verified);
  expect(statSync(path.join(dir, "postgres")).isDirectory()).toBe(true);
  expect(postmasterPid(dir)).toBeUndefined();
});

test("three at once on a fresh directory, where another died half-way: all work, on one database", LIMIT, async () => {
  const fresh = path.join(box, "race");
  mkdirSync(path.join(fresh, "postgres.making-999999"), { recursive: true });
  writeFileSync(path.join(fresh, ".password.making-999999"), "left");
  expect(await Promise.all(Array.from({ length: 3 }, () => verify(fresh)))).toEqual([verified, verified, verified]);
  expect(postmasterPid(fresh)).toBeUndefined();
  expect(readdirSync(fresh).filter((name) => name.includes("making"))).toEqual([]);
});

test("after kill -9 the database waits for the next process, which adopts it and stops it at its end", LIMIT, async () => {
  const writer = start("tests/keeping/writer.ts", [dir, "1"]);
  await writer.line(/^[0-9a-f-]{36} /);
  const database = postmasterPid(dir);
  writer.child.kill("SIGKILL");
  await writer.ended;
  expect(isAlive(database)).toBe(true);
  const next = start("tests/keeping/writer.ts", [dir, "1"]);
  await next.line(/^[0-9a-f-]{36} /);
  expect(postmasterPid(dir)).toBe(database);
  next.child.kill("SIGINT");
  await next.ended;
  expect(isAlive(database)).toBe(false);
});

test("a stale postmaster.pid whose number another program has by now", LIMIT, async () => {
  const { uid, gid } = statSync(path.join(dir, "postgres"));
  // PostgreSQL itself refuses to start when the number belongs to a program of the same account.
  const other = spawn("sleep", ["60"], { stdio: "ignore", ...(isRoot ? { uid, gid } : {}) });
  try {
    const file = path.join(dir, "postgres", "postmaster.pid");
    writeFileSync(file, `${other.pid}\n${dir}/postgres\n1700000000\n23456\n\n127.0.0.1\n 123456 99\nready   \n`, { mode: 0o600 });
    if (isRoot) chownSync(file, uid, gid);
    expect(await verify(dir)).toEqual(verified);
    expect(isAlive(other.pid)).toBe(true);
  } finally {
    other.kill();
  }
});

test("a database of another PostgreSQL, or without its password, is said in a sentence", LIMIT, async () => {
  const [version, password] = [path.join(dir, "postgres", "PG_VERSION"), path.join(dir, "secrets", "database-password")];
  const before = readFileSync(version);
  writeFileSync(version, "17\n");
  expect(problemOf(await verify(dir))).toMatchObject({ code: "database.otherVersion", details: { held: 17, offered: 18 } });
  writeFileSync(version, before);
  const kept = readFileSync(password);
  writeFileSync(password, "another");
  expect(problemOf(await verify(dir))).toMatchObject({ code: "database.wrongPassword" });
  // That one started the database to ask it; the next takes it over.
  writeFileSync(password, kept);
  expect(await verify(dir)).toEqual(verified);
  await until(() => postmasterPid(dir) === undefined);
});

test("a server that does not answer, or refuses, is said in a sentence", LIMIT, async () => {
  const elsewhere = path.join(box, "elsewhere");
  expect(problemOf(await verify(elsewhere, { env: { DATABASE_URL: "postgres://x:y@127.0.0.1:1/x" } }))).toMatchObject({ code: "database.unreachable" });
  expect(problemOf(await verify(elsewhere, { env: { DATABASE_URL: "postgres://x:y@no-such-host.invalid/x" } }))).toMatchObject({ code: "database.refused" });
});

describe.skipIf(!isRoot)("as root (skipped for any other account)", () => {
  test("in a folder that no other account may enter, in a user namespace", LIMIT, async () => {
    const closed = path.join(box, "closed");
    mkdirSync(closed, { mode: 0o700 });
    expect(await verify(path.join(closed, "data"))).toEqual(verified);
    expect(statSync(path.join(closed, "data", "postgres")).uid).toBe(0);
    expect(await verify(path.join(closed, "data"))).toEqual(verified);
  });

  test("for an ordinary account without a home, whose files root's verbs leave usable", LIMIT, async () => {
    const theirs = path.join(box, "of nobody");
    mkdirSync(theirs);
    chownSync(theirs, NOBODY, NOBODY);
    expect(await verify(theirs)).toEqual(verified);
    expect(statSync(path.join(theirs, "postgres")).uid).toBe(NOBODY);
    expect(await verify(theirs, { uid: NOBODY, cwd: ROOT, env: { HOME: undefined } })).toEqual(verified);
  });

  test("a directory that the account may not write to is said in a sentence", LIMIT, async () => {
    const closed = path.join(box, "not mine");
    mkdirSync(closed);
    expect(problemOf(await verify(closed, { uid: NOBODY }))).toMatchObject({ code: "data.closed", details: { folder: closed, reason: "EACCES" } });
    expect(problemOf(await verify(path.join(closed, "new"), { uid: NOBODY }))).toMatchObject({ code: "data.closed" });
  });
});
