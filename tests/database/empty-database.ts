// Databases with nothing in them, for one test file: what a backup is restored into.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { withDatabase } from "./clusters.ts";

/** Makes empty databases on the project's cluster, and drops them all when the file is done. */
export function emptyDatabases(): () => Promise<string> {
  const made: string[] = [];
  const asAdmin = async (work: (admin: pg.Client) => Promise<unknown>) => {
    const admin = new pg.Client({ connectionString: inject("databaseUrl") });
    await admin.connect();
    try { await work(admin); } finally { await admin.end(); }
  };
  afterAll(() => asAdmin(async (admin) => { for (const name of made) await admin.query(`drop database if exists ${name} with (force)`); }));
  return async () => {
    const name = `empty_${randomBytes(6).toString("hex")}`;
    made.push(name);
    await asAdmin((admin) => admin.query(`create database ${name} template template0 encoding 'UTF8'`));
    return withDatabase(inject("databaseUrl"), name);
  };
}

/** A digest of every table's rows but those that are named, whatever their order. */
export async function contentOf(url: string, without: readonly string[] = []): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all($1) order by 1", [without]);
    const content: Record<string, string> = {};
    for (const { name } of rows) {
      const { rows: [digest] } = await client.query(`select count(*) || ' ' || coalesce(md5(string_agg(words, E'\\n' order by words)), '') as words from (select md5(t::text) as words from ${pg.escapeIdentifier(name)} t) w`);
      content[name] = digest.words;
    }
    return content;
  } finally {
    await client.end();
  }
}
