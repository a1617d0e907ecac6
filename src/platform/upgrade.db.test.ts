// A newer release takes over an older one's data, keeps a copy first, and the way back is open.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { contentOf, emptyDatabases } from "../../tests/database/empty-database.ts";
import { callerWith } from "../../tests/database/test-node.ts";
import { NEVER_BACKED_UP } from "./backup-format.ts";
import { code } from "./code.noun.ts";
import { openDatabase } from "./database.ts";
import { verifyJournal } from "./journal.ts";
import { migrate, THIS_RELEASE, type Release } from "./migrate.ts";
import { openNode } from "./node.ts";
import { save } from "./noun-store.ts";
import { restoreBackup } from "./restore.ts";
import { keepBeforeUpgrade } from "./upgrade.ts";

const emptyDatabase = emptyDatabases();
const dir = mkdtempSync(path.join(tmpdir(), "faleme-upgrade-"));
const backups = path.join(dir, "backups");
afterAll(() => rmSync(dir, { recursive: true, force: true }));
beforeEach(() => rmSync(backups, { recursive: true, force: true }));

const { names } = THIS_RELEASE;
const without = (back: number): Release => ({ ...THIS_RELEASE, names: names.slice(0, -back) });
const words = (name: string) => ({ list: "season", code: name, fr: "mot", en: "word", ar: "كلمة" });

/** A database as an older release left it: its tables, its country, a few records. */
async function leftBy(release: Release): Promise<string> {
  const url = await emptyDatabase();
  await migrate(url, { release });
  const db = openDatabase(url);
  await db.pool.query("insert into settings (name, value) values ('country', '\"ML\"')");
  for (const name of ["a", "b", "c"]) await db.as(callerWith("administrator", "RED", { organisation: "ML" }), (tx) => save(tx, code, { content: words(name) }));
  await db.close();
  return url;
}

test.each([1, 2, 3])("the data of %i migrations ago is taken over, copied first, and can be gone back to", async (ago) => {
  const older = without(ago);
  const [next] = names.slice(-ago);
  const url = await leftBy(older);
  const before = await contentOf(url, NEVER_BACKED_UP);
  const said: string[] = [];
  const node = await openNode({ dir, databaseUrl: url, say: (told) => said.push(told) });
  try {
    expect(node).toMatchObject({ country: "ML", migrated: { before: older.names, applied: names.slice(-ago) } });
    expect(await node.owner(verifyJournal)).toMatchObject({ versions: 3, entries: 4 });
    expect((await node.owner((client) => client.query("select act from journal order by seq desc limit 1"))).rows).toEqual([{ act: "upgrade" }]);
  } finally {
    await node.close();
  }
  const kept = readdirSync(backups);
  expect(kept).toEqual([expect.stringMatching(new RegExp(`^before-${next!.replace(".sql", "")}-\\d{8}T\\d{6}Z\\.faleme$`))]);
  expect(said).toEqual([expect.stringContaining(kept[0]!)]);

  // The older program refuses what the newer one has changed, and reads its own copy.
  await expect(migrate(url, { release: older })).rejects.toMatchObject({ code: "database.newer", details: { migration: next } });
  const back = await emptyDatabase();
  await restoreBackup({ ownerUrl: back, file: path.join(backups, kept[0]!), target: "here", release: older });
  expect(await contentOf(back, NEVER_BACKED_UP)).toEqual(before);

  // A copy of the older release is restored into the newer one as well, and brought up to it.
  const forward = await emptyDatabase();
  expect(await restoreBackup({ ownerUrl: forward, file: path.join(backups, kept[0]!), target: "here" })).toMatchObject({ upgraded: names.slice(-ago), versions: 3 });
});

test("a database of this release, or an empty one, is not copied", async () => {
  const url = await emptyDatabase();
  for (let i = 0; i < 2; i++) await (await openNode({ dir, databaseUrl: url })).close();
  expect(readdirSync(dir).includes("backups")).toBe(false);
});

test("the last three copies are kept", async () => {
  const url = await leftBy(without(1));
  for (const next of ["0003-c.sql", "0001-a.sql", "0002-b.sql", "0004-d.sql"]) {
    await keepBeforeUpgrade({ dir, ownerUrl: url, next });
    await new Promise((resolve) => setTimeout(resolve, 1_050)); // their names have seconds
  }
  expect(readdirSync(backups).map((name) => name.slice(0, 11)).sort()).toEqual(["before-0001", "before-0002", "before-0004"]);
});

test("without a copy there is no upgrade", async () => {
  const older = without(1);
  const url = await leftBy(older);
  await expect(migrate(url, { beforeUpgrade: () => Promise.reject(new Error("no room")) })).rejects.toThrow("no room");
  expect((await migrate(url, { release: older })).applied).toEqual([]);
});

test("a node's country is what it was first, unless it has no record yet", async () => {
  const url = await emptyDatabase();
  const opened = async (country?: string) => {
    const node = await openNode({ dir, databaseUrl: url, ...(country ? { country } : {}) });
    await node.close();
    return node.country;
  };
  expect(await opened()).toBe("SN");
  expect(await opened("MR")).toBe("MR");
  expect(await opened()).toBe("MR");
  const db = openDatabase(url);
  await db.as(callerWith("administrator", "RED", { organisation: "MR" }), (tx) => save(tx, code, { content: words("x") }));
  await db.close();
  await expect(opened("ML")).rejects.toMatchObject({ code: "country.settled", details: { held: "MR", asked: "ML" } });
  await expect(opened("XX")).rejects.toMatchObject({ code: "country.unknown" });
  expect(await opened("MR")).toBe("MR");
});
