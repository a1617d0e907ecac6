// A node on a database of its own, for one test file.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";
import type { Caller } from "../../src/platform/caller.ts";
import { rankOf, type Marking } from "../../src/platform/marking.ts";
import { openNode, type Node } from "../../src/platform/node.ts";
import { permissionsOf, type Role } from "../../src/platform/roles.ts";
import { TEMPLATE, withDatabase } from "./clusters.ts";

/** @param sql run as the owner before the node opens: tables for a test's own nouns, say */
export async function testNode({ sql }: { sql?: string } = {}): Promise<Node> {
  const adminUrl = inject("databaseUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  // Copying a template fails while another file copies it: one at a time.
  await admin.query("select pg_advisory_lock(42)");
  await admin.query(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  await admin.query("select pg_advisory_unlock(42)");
  const databaseUrl = withDatabase(adminUrl, name);
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-node-"));
  const node = await openNode({ dir, databaseUrl });
  if (sql) await node.owner((client) => client.query(sql));
  afterAll(async () => {
    await node.close();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
    rmSync(dir, { recursive: true, force: true });
  });
  return node;
}

/** A caller with a role and a clearance: "duty officer cleared to AMBER". */
export function callerWith(role: Role, clearance: Marking, { organisation = "SN", exercise = false } = {}): Caller {
  return { id: `test ${role}`, organisation, exercise, clearance: rankOf(clearance), may: permissionsOf([role]) };
}
