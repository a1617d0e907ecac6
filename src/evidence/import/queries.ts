/** The SQL of imports: what was brought before, and by which import. */
import { sql } from "kysely";
import type { Code } from "../../platform/codes.ts";
import { copyInto } from "../../platform/copy.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Format } from "./rows.ts";

/** One import of events at a time touches the rows: so that what was compared is still so when it is written. */
export async function lockImports(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(7031007)`.execute(tx.sql);
}

export interface Held {
  id: string;
  /** False: it is there, and this caller may not read it. */
  isVisible: boolean;
  /** Absent where no import brought it. */
  import?: string;
  stamp?: string;
  said?: Buffer;
}

/** @param format of what was said before: each kind of import remembers its own */
export async function held(tx: Transaction, format: Format, ids: readonly string[]): Promise<Map<string, Held>> {
  // Not a named statement: its plan would be the one for the empty tables of the first batch.
  const { rows } = await tx.client.query<{ id: string; is_visible: boolean; import: string | null; stamp: string | null; said: Buffer | null }>({
    text: `select id, e.id is not null as is_visible, i.import, i.stamp, i.said
      from (select id from events where id = any($1::uuid[])) e full join (select * from imported where id = any($1::uuid[]) and format = $2) i using (id)`,
    values: [ids, format],
  });
  return new Map(rows.map((row) => [row.id, {
    id: row.id, isVisible: row.is_visible, ...(row.import ? { import: row.import, stamp: row.stamp!, said: row.said! } : {}),
  }]));
}

export interface Said { id: string; stamp: string; said: Buffer }

const COLUMNS = ["id", "format", "import", "stamp", "said"];

/** @param isNew nothing was said of these before, so that they go in by COPY */
export async function remember(tx: Transaction, format: Format, importId: string, all: readonly Said[], isNew: boolean): Promise<void> {
  if (all.length === 0) return;
  if (isNew) {
    await copyInto(tx.client, "imported", COLUMNS, all.map(({ id, stamp, said }) => [id, format, importId, stamp, said]));
    return;
  }
  await sql`
    insert into imported (id, format, import, stamp, said)
    select id, ${format}, ${importId}::uuid, stamp, decode(said, 'hex') from unnest(${all.map(({ id }) => id)}::uuid[], ${all.map(({ stamp }) => stamp)}::text[], ${all.map(({ said }) => said.toString("hex"))}::text[]) as one (id, stamp, said)
    on conflict (id, format) do update set import = excluded.import, stamp = excluded.stamp, said = excluded.said`.execute(tx.sql);
}

/** Ids that are in use for something that this caller may not read, or for another noun. */
export async function takenIds(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from unnest(${ids}::uuid[]) as one (id) where is_taken(id)`.execute(tx.sql);
  return new Set(rows.map(({ id }) => id));
}

/** This node's additions to the shipped code lists. */
export async function addedCodes(tx: Transaction): Promise<(Code & { list: string })[]> {
  const { rows } = await sql<{ list: string; code: string; fr: string; en: string; ar: string; broader: string | null }>`
    select "list", code, fr, en, ar, broader from codes where not withdrawn order by "list", code`.execute(tx.sql);
  return rows.map(({ list, code, fr, en, ar, broader }) => ({ list, code, labels: { fr, en, ar }, ...(broader ? { broader } : {}), from: {} }));
}

/** Every source that the caller may read, by name and by id. */
export async function sourceNames(tx: Transaction): Promise<[string, string][]> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from sources where not withdrawn order by id`.execute(tx.sql);
  return rows.flatMap(({ id, name }) => [[id, id], [name, id], [name.toLowerCase(), id]] as [string, string][]);
}
