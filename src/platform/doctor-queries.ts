/** What the doctor asks the database, as its owner. */
import type pg from "pg";

/** How many journal entries there are, how many of them since a moment, and how large the database is. */
export async function entriesSince(client: pg.Client, since: Date): Promise<{ entries: number; recent: number; bytes: number }> {
  const { rows: [{ entries, bytes }] } = await client.query("select seq as entries, pg_database_size(current_database()) as bytes from journal_head");
  // Entries stand in the order of time: halving finds the first recent one without an index on time.
  let [low, high] = [1, entries + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const { rows: [entry] } = await client.query("select at >= $2 as is_recent from journal where seq = $1", [middle, since]);
    if (entry?.is_recent === false) low = middle + 1;
    else high = middle;
  }
  return { entries, recent: entries + 1 - low, bytes };
}

export interface ServerState { version: string; fsync: string; fullPageWrites: string; synchronousCommit: string; checksums: string; damaged: number }

export async function serverState(client: pg.Client): Promise<ServerState> {
  const { rows: [state] } = await client.query(`
    select current_setting('server_version') as version, current_setting('fsync') as fsync, current_setting('full_page_writes') as "fullPageWrites",
      current_setting('synchronous_commit') as "synchronousCommit", current_setting('data_checksums') as checksums,
      (select coalesce(sum(checksum_failures), 0) from pg_stat_database) as damaged`);
  return state;
}

export async function appliedMigrations(client: pg.Client): Promise<{ name: string; sha256: string }[]> {
  return (await client.query("select name, sha256 from migrations order by name")).rows;
}

/** Roles of ours that could step over row-level security: superusers, those that bypass it, owners of a table. */
export async function overmightyRoles(client: pg.Client, roles: readonly string[]): Promise<string[]> {
  const { rows } = await client.query(`
    select rolname as name from pg_roles r where rolname = any($1) and (rolsuper or rolbypassrls or rolcreaterole
      or exists (select from pg_class where relowner = r.oid and relnamespace = 'public'::regnamespace)
      or pg_has_role(r.oid, (select datdba from pg_database where datname = current_database()), 'member'))`, [roles]);
  return rows.map(({ name }) => name);
}

/** Tables with a marking that the application's role reads without a policy in between. */
export async function unprotectedTables(client: pg.Client, role: string): Promise<string[]> {
  const { rows } = await client.query(`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'noun_row'
      and (select count(*) from pg_attribute where attrelid = c.oid and attname in ('marking', 'owner') and not attisdropped) = 2
      and has_table_privilege($1, c.oid, 'select')
      and not (c.relrowsecurity and exists (select from pg_policy where polrelid = c.oid))
    order by 1`, [role]);
  return rows.map(({ name }) => name);
}

export async function openDoors(client: pg.Client): Promise<string[]> {
  return (await client.query("select name from doors where is_open order by name")).rows.map(({ name }) => name);
}

export async function administrators(client: pg.Client): Promise<{ all: number; withoutTotp: number }> {
  const { rows: [counted] } = await client.query(`
    select count(*) as all, count(*) filter (where not coalesce(u.two_factor_enabled, false)) as "withoutTotp"
    from members m join users u on u.id = m.id where 'administrator' = any(m.roles) and m.is_active and not m.withdrawn`);
  return counted;
}

export async function lastBackup(client: pg.Client): Promise<{ at: string } | undefined> {
  return (await client.query("select value from settings where name = 'last-backup'")).rows[0]?.value;
}
