// Starts the database that a project's tests ask, once for all its files: the embedded one, or a server of this machine.
import { existsSync, mkdtempSync, readdirSync, rmSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../src/platform/migrate.ts";
import { openCluster } from "../../src/platform/postgres.ts";

declare module "vitest" {
  export interface ProvidedContext { databaseUrl: string }
}

export const TEMPLATE = "faleme_template";

/** For databases that are thrown away: a power cut may take them. Never where durability is what is tested. */
export const CARELESS = [["fsync", "off"], ["full_page_writes", "off"], ["synchronous_commit", "off"]] as const;

/** Where Debian puts a PostgreSQL server; the oldest supported one that is installed. */
export function serverBinaries(): string | undefined {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return undefined;
  const version = readdirSync(root).filter((name) => Number(name) >= 15 && existsSync(path.join(root, name, "bin", "postgres"))).sort((a, b) => Number(a) - Number(b))[0];
  return version && path.join(root, version, "bin");
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const isServer = project.config.env.FALEME_TEST_CLUSTER === "server";
  const given = isServer ? process.env.FALEME_TEST_DATABASE_URL : undefined;
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-test-"));
  chmodSync(dir, 0o755);
  const cluster = given ? undefined : await openCluster({ dir: path.join(dir, "postgres"), password: "for-tests-only", ...(isServer ? { binaries: serverBinaries()! } : {}) });
  const adminUrl = given ?? cluster!.url("postgres");
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  if (!given) {
    for (const [name, value] of CARELESS) await client.query(`alter system set ${name} = ${value}`);
    await client.query("select pg_reload_conf()");
  }
  await client.query(`drop database if exists ${TEMPLATE}`);
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await migrate(withDatabase(adminUrl, TEMPLATE));
  project.provide("databaseUrl", adminUrl);
  return async () => {
    await cluster?.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}

export function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}
