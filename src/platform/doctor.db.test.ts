// Each thing that can be wrong is made wrong, and the doctor finds it and says what to do in three languages.
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { makeCertificate } from "../../tests/keeping/certificates.ts";
import { testNode } from "../../tests/database/test-node.ts";
import { code } from "./code.noun.ts";
import { CHECKS, examine } from "./doctor.ts";
import { entriesSince } from "./doctor-queries.ts";
import { setDoor } from "./doors.ts";
import { addressFile } from "./first-administrator.ts";
import { LANGUAGES } from "./language.ts";
import { save } from "./noun-store.ts";
import { problem } from "./problem.ts";

const node = await testNode();
const owner = (sql: string) => node.owner((client) => client.query(sql));
const keeper = node.keeper("test");
const words = (name: string) => ({ list: "season", code: name, fr: "mot", en: "word", ar: "كلمة" });
const DAY_MS = 86_400_000;

async function found(check: string, { now = new Date(), isFull = false } = {}) {
  const findings = await examine({ node, now, isFull });
  expect(findings.map((finding) => finding.check)).toEqual(CHECKS.map(({ name }) => name));
  return findings.find((finding) => finding.check === check)!;
}

test("a node in order has no fault, and every word in three languages", async () => {
  node.secret("session-secret");
  await node.db.as(keeper, (tx) => save(tx, code, { content: words("a") }));
  // A test's own database is not synced, and the doctor must say so; one that is has no fault at all (tests/keeping/plain-owner.test.ts).
  const { rows: [{ fsync }] } = await owner("show fsync");
  for (const finding of await examine({ node, now: new Date(), isFull: true })) {
    expect(finding.level === "fault", `${finding.check}: ${finding.words.en}`).toBe(finding.check === "database" && fsync === "off");
    for (const language of LANGUAGES) expect(finding.words[language].length, `${finding.check} ${language}`).toBeGreaterThan(5);
    expect(finding.words.ar).toMatch(/[\u0600-\u06ff]/);
  }
});

test("a clock behind the journal", async () => {
  expect(await found("clock", { now: new Date(Date.now() - 3_600_000) })).toMatchObject({ level: "fault" });
  expect((await found("clock")).level).not.toBe("fault");
});

test("a secret that others can read", async () => {
  const file = `${node.dir}/secrets/session-secret`;
  chmodSync(file, 0o644);
  expect(await found("permissions")).toMatchObject({ level: "fault", facts: { open: [file] } });
  chmodSync(file, 0o600);
  expect((await found("permissions")).level).toBe("ok");
});

test("a table without row-level security, and one without its policy", async () => {
  await owner("alter table crossings disable row level security");
  expect(await found("second-lock")).toMatchObject({ level: "fault", facts: { open: ["crossings"] } });
  const { rows: policies } = await owner("select polname as name from pg_policy where polrelid = 'crossings'::regclass");
  for (const { name } of policies) await owner(`drop policy ${name} on crossings`);
  await owner("alter table crossings enable row level security");
  expect(await found("second-lock")).toMatchObject({ level: "fault", facts: { open: ["crossings"] } });
  await owner("create policy callers on crossings to faleme_app using (false)");
  expect((await found("second-lock")).level).toBe("ok");
});

test("a role that owns a table", async () => {
  await owner("create table mine (a int)");
  await owner("grant create on schema public to faleme_app; alter table mine owner to faleme_app");
  expect(await found("second-lock")).toMatchObject({ level: "fault", facts: { mighty: ["faleme_app"] } });
  await owner("drop table mine");
  expect((await found("second-lock")).level).toBe("ok");
});

test("migrations that are not this release's", async () => {
  await owner("update migrations set sha256 = 'another' where name like '0003%'");
  expect(await found("tables")).toMatchObject({ level: "fault", facts: { other: [expect.stringMatching(/^0003/)] } });
});

test("open doors, named", async () => {
  expect((await found("doors")).level).toBe("ok");
  await node.db.as(keeper, (tx) => setDoor(tx, "ogc", true));
  expect(await found("doors")).toMatchObject({ level: "warn", facts: { open: ["ogc"] } });
});

test("administrators without a second factor", async () => {
  expect(await found("administrators")).toMatchObject({ level: "warn", facts: { all: 0 } });
  for (const [i, hasTotp] of [true, false].entries()) {
    const id = `01900000-0000-7000-8000-00000000000${i}`;
    await owner(`insert into users (id, name, email, two_factor_enabled) values ('${id}', 'n', '${i}@x', ${hasTotp});
      insert into members (id, version, marking, owner, author, at, hash, organisation, roles, clearance, language, is_active)
      values ('${id}', 1, 0, 'SN', 'test', now(), sha256('x'), 'SN', '{administrator}', 'RED', 'fr', true)`);
    expect(await found("administrators")).toMatchObject(hasTotp ? { level: "ok", facts: { all: 1 } } : { level: "warn", facts: { all: 2, withoutTotp: 1 } });
  }
});

test("no backup, a fresh one, an old one", async () => {
  expect(await found("backup")).toMatchObject({ level: "warn", facts: { days: null } });
  await node.owner((client) => client.query("insert into settings (name, value) values ('last-backup', $1)", [JSON.stringify({ at: new Date().toISOString() })]));
  expect(await found("backup")).toMatchObject({ level: "ok", facts: { days: 0 } });
  expect(await found("backup", { now: new Date(Date.now() + 10 * DAY_MS) })).toMatchObject({ level: "warn", facts: { days: 10 } });
});

test("the certificate that is really shown, before and after its end", async () => {
  expect((await found("tls")).facts).toMatchObject({ isRunning: false });
  const { cert, key } = makeCertificate(node.dir, "localhost", 30);
  const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  writeFileSync(addressFile(node), `https://localhost:${(server.address() as AddressInfo).port}`);
  try {
    const inDays = (days: number) => found("tls", { now: new Date(Date.now() + days * DAY_MS) });
    expect([(await inDays(0)).level, (await inDays(20)).level, (await inDays(31)).level]).toEqual(["ok", "warn", "fault"]);
  } finally {
    server.close();
    rmSync(addressFile(node));
  }
});

test("the disk's forecast counts the last month's entries", async () => {
  for (let i = 0; i < 10; i++) await node.db.as(keeper, async (tx) => { tx.journal({ act: "test" }); });
  const { rows: [head] } = await owner("select seq from journal_head");
  for (let back = 0; back <= head.seq; back++) {
    const { rows: [entry] } = await owner(`select at from journal where seq = ${head.seq - back}`);
    const since = entry ? new Date(entry.at) : new Date(0);
    const { rows: [counted] } = await owner(`select count(*) from journal where at >= '${since.toISOString()}'`);
    expect(await node.owner((client) => entriesSince(client, since))).toMatchObject({ entries: head.seq, recent: counted.count });
  }
  expect(await node.owner((client) => entriesSince(client, new Date(Date.now() + DAY_MS)))).toMatchObject({ recent: 0 });
  expect((await found("disk")).facts).toMatchObject({ freeBytes: expect.any(Number), databaseBytes: expect.any(Number) });
});

test("a journal that does not verify, near its end or long ago", async () => {
  expect(await found("journal")).toMatchObject({ level: "ok" });
  await owner("update journal set actor = 'another' where seq = 2");
  expect(await found("journal", { isFull: true })).toMatchObject({ level: "fault", facts: { problem: "journal.broken" } });
});

test("a check that cannot be made is a fault, not a crash", async () => {
  const findings = await examine({ node, now: new Date(), isFull: false }, [
    { name: "a", labels: CHECKS[0]!.labels, examine: () => Promise.reject(problem("database.unreachable")) },
    { name: "b", labels: CHECKS[0]!.labels, examine: () => { throw new Error("no /proc here"); } },
  ]);
  expect(findings.map(({ level }) => level)).toEqual(["fault", "fault"]);
  expect(findings[1]!.words.fr).toContain("no /proc here");
});
