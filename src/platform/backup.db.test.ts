// A backup holds everything that it should and nothing that it must not, and becomes the same database again, or nothing.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { contentOf, emptyDatabases } from "../../tests/database/empty-database.ts";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import { crossing } from "../places/crossing.noun.ts";
import { writeBackup } from "./backup.ts";
import { NEVER_BACKED_UP } from "./backup-format.ts";
import { code } from "./code.noun.ts";
import { secretIn } from "./data-directory.ts";
import { migrate, THIS_RELEASE, type Release } from "./migrate.ts";
import { openNode } from "./node.ts";
import { save } from "./noun-store.ts";
import { checkBackup, restoreBackup } from "./restore.ts";

const node = await testNode();
const emptyDatabase = emptyDatabases();
const dir = mkdtempSync(path.join(tmpdir(), "faleme-backup-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const analyst = callerWith("analyst", "RED");
const nasty = "Bakel\\N \t tab\nline \\. \r \"quoted\" {brace,comma} ' باكل 😀";
const point = { type: "Point", coordinates: [-12.4689, 14.9031] };

await node.db.as(analyst, async (tx) => {
  await save(tx, crossing, { content: { name: nasty, spellings: ["Bakel", "a,b", "\"c\"", "\\"], between: "ML-SN", kind: "official", way: "ferry", status: "open", placePrecision: "exact", geometry: point } });
  await save(tx, crossing, { marking: "RED", content: { name: "caché", between: "ML-SN", kind: "unofficial", way: "ford", status: "open", placePrecision: "near" } });
  for (let i = 0; i < 30; i++) await save(tx, code, { content: { list: "season", code: `s${i}`, fr: "x".repeat(i + 1), en: "y", ar: "ص" } });
});
await node.owner((client) => client.query(`
  insert into users (id, name, email) values ('01900000-0000-7000-8000-000000000001', 'permanence', 'p@x');
  insert into accounts (account_id, provider_id, user_id, password, updated_at) values ('p', 'credential', '01900000-0000-7000-8000-000000000001', 'hash', now());
  insert into sessions (user_id, token, expires_at, updated_at) values ('01900000-0000-7000-8000-000000000001', 'token-of-a-session', now(), now());
  insert into doors (name, is_open) values ('ogc', true);`));
secretIn(node.dir, "session-secret");
secretIn(node.dir, "database-password");
secretIn(node.dir, "report-key");

const file = path.join(dir, "whole.faleme");
const made = await writeBackup({ ownerUrl: node.ownerUrl, file, now: new Date("2026-03-01T10:00:00Z") });
const restore = (from: string, ownerUrl: string, release?: Release) => restoreBackup({ ownerUrl, file: from, target: "here", ...(release ? { release } : {}) });

test("a restored database has the same rows in every table, and its journal verifies", async () => {
  const url = await emptyDatabase();
  const restored = await restore(file, url);
  expect(restored).toMatchObject({ country: "SN", rows: made.rows, tables: made.tables, upgraded: [], secrets: [], versions: 32 });
  const [before, after] = [await contentOf(node.ownerUrl, NEVER_BACKED_UP), await contentOf(url, NEVER_BACKED_UP)];
  expect(after).toEqual(before);
  const again = await openNode({ dir, databaseUrl: url });
  try {
    const { rows } = await again.db.as(analyst, (tx) => tx.client.query("select name from crossings order by name"));
    expect(rows.map((row) => row.name)).toEqual([nasty, "caché"]);
    // It goes on where the other stood: the chain, the keys and the foreign keys hold.
    await again.db.as(analyst, (tx) => save(tx, code, { content: { list: "season", code: "new", fr: "x", en: "y", ar: "ص" } }));
    await expect(again.owner((client) => client.query("delete from users"))).resolves.toBeTruthy();
    expect((await again.owner((client) => client.query("select count(*) from accounts"))).rows[0].count).toBe(0);
  } finally {
    await again.close();
  }
});

test("what opens a session or a report never leaves the house, and secrets only when asked", async () => {
  const words = zstdDecompressSync(readFileSync(file)).toString("latin1");
  expect(words).toContain("p@x");
  for (const never of ["token-of-a-session", ...["session-secret", "database-password", "report-key"].map((name) => secretIn(node.dir, name))]) expect(words).not.toContain(never);
  const withSecrets = path.join(dir, "secrets.faleme");
  const asked = await writeBackup({ ownerUrl: node.ownerUrl, file: withSecrets, now: new Date(), secretsFrom: path.join(node.dir, "secrets") });
  expect(asked.withSecrets).toBe(true);
  const { secrets } = await restore(withSecrets, await emptyDatabase());
  expect(secrets).toEqual([{ name: "session-secret", words: secretIn(node.dir, "session-secret") }]);
  const all = zstdDecompressSync(readFileSync(withSecrets)).toString("latin1");
  for (const never of ["database-password", "report-key"]) expect(all).not.toContain(secretIn(node.dir, never));
});

test("every table is in it, or is named as staying out", async () => {
  const { tables } = await checkBackup(file);
  const { rows } = await node.owner((client) => client.query("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'f') and not relispartition order by 1"));
  const held = tables.map(({ name }) => name);
  expect(rows.map(({ name }) => name).filter((name) => !held.includes(name) && !NEVER_BACKED_UP.includes(name))).toEqual([]);
  expect(held.filter((name) => NEVER_BACKED_UP.includes(name))).toEqual([]);
});

test("the file is its owner's alone, opens with tar, and never takes another's place", async () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(execFileSync("tar", ["-tf", "-"], { input: zstdDecompressSync(readFileSync(file)), encoding: "utf8" })).toMatch(/^about\.json\n(tables\/[\w/.]+\n)+manifest\.json\n$/);
  await expect(writeBackup({ ownerUrl: node.ownerUrl, file, now: new Date() })).rejects.toMatchObject({ code: "file.exists" });
  await expect(writeBackup({ ownerUrl: node.ownerUrl, file: path.join(dir, "nowhere", "x"), now: new Date() })).rejects.toMatchObject({ code: "file.cannotWrite" });
  const stop = AbortSignal.abort();
  await expect(writeBackup({ ownerUrl: node.ownerUrl, file: path.join(dir, "stopped"), now: new Date(), signal: stop })).rejects.toMatchObject({ code: "work.stopped" });
  expect(readdirSync(dir).filter((name) => /part|stopped/.test(name))).toEqual([]);
});

test("it is one moment of the database, whatever is written meanwhile", async () => {
  let isDone = false;
  const writer = (async () => {
    for (let i = 0; !isDone; i++) await node.db.as(analyst, (tx) => save(tx, code, { content: { list: "season", code: `w${i}`, fr: "x", en: "y", ar: "ص" } }));
  })();
  for (let i = 0; i < 2; i++) {
    const busy = path.join(dir, `busy-${i}.faleme`);
    await writeBackup({ ownerUrl: node.ownerUrl, file: busy, now: new Date() });
    const { entries, versions } = await restore(busy, await emptyDatabase());
    expect(entries).toBeGreaterThanOrEqual(versions);
  }
  isDone = true;
  await writer;
});

test("a database that holds anything is refused, and left as it is", async () => {
  const url = await emptyDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("create table theirs (a int); insert into theirs values (1)");
  await expect(restore(file, url)).rejects.toMatchObject({ code: "restore.notEmpty" });
  expect((await client.query("select * from theirs")).rows).toEqual([{ a: 1 }]);
  await client.end();
});

const target = emptyDatabase();
const whole = readFileSync(file);
const plain = zstdDecompressSync(whole);
const changed = (find: string, put: string) => zstdCompressSync(Buffer.from(plain.toString("latin1").replace(find, put), "latin1"));
const flipped = (at: number) => { const copy = Buffer.from(whole); copy[at]! ^= 0x10; return copy; };

test.each<[string, () => Buffer]>([
  ["cut in half", () => whole.subarray(0, whole.length >> 1)],
  ["cut by twenty bytes", () => whole.subarray(0, -20)],
  ["cut by its last blocks", () => zstdCompressSync(plain.subarray(0, -1536))],
  ["empty", () => Buffer.alloc(0)],
  ["something after its end", () => zstdCompressSync(Buffer.concat([plain, Buffer.from("more")]))],
  ["not a backup at all", () => readFileSync("package.json")],
  ["another archive", () => zstdCompressSync(readFileSync("package.json"))],
  ["one row changed, well compressed", () => changed("p@x", "q@x")],
  ["a table that no release knows", () => changed("tables/crossings/", "tables/crossinga/")],
  ...[9, 40, 200, 0.3, 0.5, 0.7, 0.95].map((at) => [`a bit flipped at ${at}`, () => flipped(at < 1 ? Math.floor(whole.length * at) : at)] as [string, () => Buffer]),
])("a file that is damaged (%s) is refused in words, and the target stays empty", async (_, bytes) => {
  const bad = path.join(dir, "bad.faleme");
  writeFileSync(bad, bytes());
  const url = await target;
  await expect(restore(bad, url)).rejects.toMatchObject({ code: "backup.unreadable" });
  expect(await contentOf(url)).toEqual({});
});

test("a failure while loading takes everything back", async () => {
  // The manifest agrees with the rows, so that only the database can refuse them.
  const url = await emptyDatabase();
  const stop = new AbortController();
  await expect(restoreBackup({ ownerUrl: url, file, target: "here", signal: stop.signal, progress: (words) => { if (words.startsWith("restoring")) stop.abort(); } })).rejects.toMatchObject({ code: "work.stopped" });
  expect(await contentOf(url)).toEqual({});
  await restore(file, url);
});

test("a backup of a newer release is refused by an older one, and one of another product's tables by all", async () => {
  const { names } = THIS_RELEASE;
  await expect(restore(file, await emptyDatabase(), { ...THIS_RELEASE, names: names.slice(0, -1) })).rejects.toMatchObject({ code: "backup.newer", details: { migration: names.at(-1) } });
  await expect(restore(file, await emptyDatabase(), { names, textOf: (name) => `${THIS_RELEASE.textOf(name)} -- changed` })).rejects.toMatchObject({ code: "backup.unreadable" });
});

test("numbers go on where they stood, computed columns are computed, keys may point in a circle, and what is not ours stays", async () => {
  const release: Release = {
    names: [...THIS_RELEASE.names, "9999-next.sql"],
    textOf: (name) => (name === "9999-next.sql" ? `
      create table numbered (n bigint generated always as identity primary key, twice bigint generated always as (n * 2) stored, parent bigint references numbered, buddy uuid);
      create table buddies (id uuid primary key, n bigint not null references numbered);
      alter table numbered add foreign key (buddy) references buddies;
      create function refuse() returns trigger language plpgsql as $$ begin raise 'never while a backup is loaded'; end $$;
      create trigger refuse before insert on buddies for each row when (new.n = 1) execute function refuse();` : THIS_RELEASE.textOf(name)),
  };
  const [url, copy] = [await emptyDatabase(), await emptyDatabase()];
  await migrate(url, { release });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`insert into numbered (parent) values (null), (1), (2); delete from numbered where n = 3;
    alter table buddies disable trigger refuse; insert into buddies values ('01900000-0000-7000-8000-000000000001', 1); alter table buddies enable trigger refuse; update numbered set buddy = '01900000-0000-7000-8000-000000000001';
    create table theirs (a int); insert into theirs values (1)`);
  await client.end();
  const numbered = path.join(dir, "numbered.faleme");
  expect(await writeBackup({ ownerUrl: url, file: numbered, now: new Date(), release })).toMatchObject({ leftOut: ["theirs"] });
  await restore(numbered, copy, release);
  expect(await contentOf(copy, NEVER_BACKED_UP)).toEqual(await contentOf(url, [...NEVER_BACKED_UP, "theirs"]));
  const restored = new pg.Client({ connectionString: copy });
  await restored.connect();
  expect((await restored.query("insert into numbered (parent) values (2) returning n::int, twice::int")).rows).toEqual([{ n: 4, twice: 8 }]);
  await expect(restored.query("insert into numbered (parent) values (99)")).rejects.toMatchObject({ code: "23503" });
  await restored.end();
});

test("a broken journal is not restored", async () => {
  const broken = await testNodeWithBrokenJournal();
  await expect(restore(broken, await emptyDatabase())).rejects.toMatchObject({ code: "journal.broken" });
});

async function testNodeWithBrokenJournal(): Promise<string> {
  const url = await emptyDatabase();
  await restore(file, url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("update versions set document = replace(document, 'caché', 'montré')");
  await client.end();
  const broken = path.join(dir, "broken.faleme");
  await writeBackup({ ownerUrl: url, file: broken, now: new Date() });
  return broken;
}
