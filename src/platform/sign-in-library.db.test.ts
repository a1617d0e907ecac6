// The migration's tables are the ones that the sign-in library wants: its own check finds nothing to add.
import type { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { Kysely, PostgresDialect } from "kysely";
import { expect, test } from "vitest";
import { testNode } from "../../tests/database/test-node.ts";
import { openDatabase } from "./database.ts";
import { libraryOptions, openLibrary } from "./sign-in-library.ts";

const node = await testNode();

test("nothing to add, and nothing it would not know how to fill", async () => {
  const { pool, close } = openDatabase(node.ownerUrl, { connections: 1, role: "none" });
  const db = new Kysely<any>({ dialect: new PostgresDialect({ pool }) });
  const planned = async (options: Parameters<typeof betterAuth>[0]) => getMigrations({ ...options, database: { db, type: "postgres" } }, { throwOnUnsafe: false });
  const { toBeCreated, toBeAdded, schemaProblems, unsafeChanges } = await planned(libraryOptions(node, false)) as any;
  expect({ toBeCreated, toBeAdded, schemaProblems: schemaProblems ?? [], unsafeChanges: unsafeChanges ?? [] }).toEqual({ toBeCreated: [], toBeAdded: [], schemaProblems: [], unsafeChanges: [] });
  // The check sees: a table that is not there is missed.
  const renamed = { ...libraryOptions(node, false), user: { modelName: "people" } } as Parameters<typeof betterAuth>[0];
  expect((await planned(renamed) as any).toBeCreated.map(({ table }: { table: string }) => table)).toEqual(["people"]);
  await close();
});

test("cookies of an encrypted link are named and marked so; localhost's cannot be", async () => {
  const library = openLibrary(node);
  for (const isEncrypted of [true, false]) {
    const { authCookies } = await library.over(isEncrypted).$context;
    expect(authCookies.sessionToken).toMatchObject({ name: isEncrypted ? "__Secure-faleme.session_token" : "faleme.session_token", attributes: { secure: isEncrypted, httpOnly: true, sameSite: "strict", path: "/" } });
  }
  await library.close();
});
