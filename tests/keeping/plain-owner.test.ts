// A database server where Falémé is no superuser: it starts there, its second lock holds, and backups go there and come back.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeBackup } from "../../src/platform/backup.ts";
import { NEVER_BACKED_UP } from "../../src/platform/backup-format.ts";
import { code } from "../../src/platform/code.noun.ts";
import { examine } from "../../src/platform/doctor.ts";
import { migrate } from "../../src/platform/migrate.ts";
import { openNode, type Node } from "../../src/platform/node.ts";
import { save } from "../../src/platform/noun-store.ts";
import { openCluster, type Cluster } from "../../src/platform/postgres.ts";
import { restoreBackup } from "../../src/platform/restore.ts";
import { serverBinaries } from "../database/clusters.ts";
import { contentOf } from "../database/empty-database.ts";

const box = mkdtempSync(path.join(tmpdir(), "faleme-plain-"));
chmodSync(box, 0o755);
afterAll(() => rmSync(box, { recursive: true, force: true }), 60_000);
const LIMIT = { timeout: 120_000 };
const words = { list: "season", code: "x", fr: "mot", en: "word", ar: "كلمة" };
const writeOne = (node: Node) => node.db.as(node.keeper("test"), (tx) => save(tx, code, { content: words }));

const there = path.join(box, "there.faleme");
let before: Record<string, string>;

beforeAll(async () => {
  const embedded = await openNode({ dir: path.join(box, "embedded") });
  await writeOne(embedded);
  await writeBackup({ ownerUrl: embedded.ownerUrl, file: there, now: new Date() });
  before = await contentOf(embedded.ownerUrl, NEVER_BACKED_UP);
  await embedded.close();
}, 60_000);

describe.each([["the shipped PostgreSQL", undefined], ["the machine's own server", serverBinaries()]] as const)("on %s", (name, binaries) => {
  const isHere = name === "the shipped PostgreSQL" || binaries !== undefined;
  let cluster: Cluster, admin: pg.Client;

  beforeAll(async () => {
    if (!isHere) return;
    const dir = path.join(box, binaries ? "server" : "shipped");
    mkdirSync(dir);
    chmodSync(dir, 0o755);
    cluster = await openCluster({ dir: path.join(dir, "postgres"), password: "for-tests-only", ...(binaries ? { binaries } : {}) });
    admin = new pg.Client({ connectionString: cluster.url("postgres") });
    await admin.connect();
  }, 60_000);
  afterAll(async () => {
    await admin?.end();
    await cluster?.stop();
  }, 60_000);

  const urlOf = (owner: string, database: string) => `postgres://${owner}:p@127.0.0.1:${cluster.port}/${database}`;

  test.skipIf(!isHere)("an owner who may not make roles is told what to ask for", LIMIT, async () => {
    await admin.query("create role plain login password 'p'");
    await admin.query("create database refused owner plain");
    await expect(migrate(urlOf("plain", "refused"))).rejects.toMatchObject({ code: "database.mayNotMakeRole", details: { user: "plain" } });
  });

  test.skipIf(!isHere)("an owner who may make roles needs nobody; a backup goes from an embedded database to it and back", LIMIT, async () => {
    await admin.query("create role maker login createrole password 'p'");
    for (const database of ["first", "second"]) await admin.query(`create database ${database} owner maker`);
    const node = await openNode({ dir: path.join(box, "data"), databaseUrl: urlOf("maker", "first") });
    await writeOne(node);
    await node.signIn.as(node.keeper("test"), (tx) => tx.client.query("select from members"));
    const found = await examine({ node, now: new Date(), isFull: true });
    expect(found.filter(({ level }) => level === "fault")).toEqual([]);
    await node.close();

    const back = path.join(box, `back-${cluster.port}.faleme`);
    expect(await restoreBackup({ ownerUrl: urlOf("maker", "second"), file: there, target: "second" })).toMatchObject({ versions: 1 });
    expect(await contentOf(urlOf("maker", "second"), NEVER_BACKED_UP)).toEqual(before);

    await writeBackup({ ownerUrl: urlOf("maker", "second"), file: back, now: new Date() });
    await admin.query("create database third");
    expect(await restoreBackup({ ownerUrl: cluster.url("third"), file: back, target: "third" })).toMatchObject({ versions: 1 });
    expect(await contentOf(cluster.url("third"), NEVER_BACKED_UP)).toEqual(before);
  });

  test.skipIf(!isHere)("an owner to whom the roles were given needs no more", LIMIT, async () => {
    await admin.query("grant faleme_app, faleme_sign_in to plain");
    const node = await openNode({ dir: path.join(box, "data"), databaseUrl: urlOf("plain", "refused") });
    await writeOne(node);
    await node.close();
  });
});
