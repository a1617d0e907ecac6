/** All that is asked of the tables of media. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

export type MediaState = "arriving" | "kept" | "refused" | "destroyed";

export interface MediaRow {
  id: string; report: string; question: string | null; type: string | null; bytes: number; arrived: number;
  sha256: string | null; cleanSha256: string | null; cleanBytes: number | null; state: MediaState; receivedAt: string; deleteOn: string;
}

const columns = sql`id, report, question, type, bytes, arrived, sha256, clean_sha256 as "cleanSha256", clean_bytes as "cleanBytes", state, received_at as "receivedAt", delete_on as "deleteOn"`;

export async function mediaRow(tx: Transaction, id: string): Promise<MediaRow | undefined> {
  const { rows: [row] } = await sql<MediaRow>`select ${columns} from media where id = ${id}`.execute(tx.sql);
  return row;
}

export async function mediaRows(tx: Transaction, report: string): Promise<MediaRow[]> {
  const { rows } = await sql<MediaRow>`select ${columns} from media where report = ${report} order by received_at, id`.execute(tx.sql);
  return rows;
}

/** A report's rows are marked as the report is; those of a report that this caller cannot read are not there for it. */
export async function addMedia(tx: Transaction, { id, report, question, bytes, sha256, deleteOn }: Pick<MediaRow, "id" | "report" | "question" | "bytes" | "sha256" | "deleteOn">): Promise<void> {
  await sql`insert into media (id, report, marking, owner, exercise, question, bytes, arrived, sha256, state, received_at, delete_on)
    select ${id}, r.id, r.marking, r.owner, r.exercise, ${question}, ${bytes}, 0, ${sha256}, 'arriving', ${tx.now}, ${deleteOn} from reports r where r.id = ${report}
    on conflict (id) do nothing`.execute(tx.sql);
}

export async function changeMedia(tx: Transaction, id: string, { arrived, type, state, cleanSha256, cleanBytes }: Partial<MediaRow>): Promise<void> {
  await sql`update media set arrived = coalesce(${arrived ?? null}, arrived), type = coalesce(${type ?? null}, type), state = coalesce(${state ?? null}, state),
    clean_sha256 = coalesce(${cleanSha256 ?? null}, clean_sha256), clean_bytes = coalesce(${cleanBytes ?? null}, clean_bytes) where id = ${id}`.execute(tx.sql);
}

/** Bytes that were announced and are not whole yet, of all reports. */
export async function bytesArriving(tx: Transaction): Promise<number> {
  const { rows: [row] } = await sql<{ bytes: number }>`select coalesce(sum(bytes), 0)::bigint as bytes from media where state = 'arriving'`.execute(tx.sql);
  return row!.bytes;
}

/** What must go: its day has come, its report is erased, or it never became whole. */
export async function mediaToDestroy(tx: Transaction, abandonedBefore: Date): Promise<MediaRow[]> {
  const { rows } = await sql<MediaRow>`select ${columns} from media m where state in ('arriving', 'kept') and (delete_on <= ${tx.now}::date
    or (state = 'arriving' and received_at < ${abandonedBefore}) or exists (select from reports r where r.id = m.report and r.state = 'erased')) order by id limit 500`.execute(tx.sql);
  return rows;
}

export interface Custody { at: string; actor: string; act: string; sha256: string | null }

export async function addCustody(tx: Transaction, media: string, act: string, sha256: string | null): Promise<void> {
  await sql`insert into media_custody (media, at, actor, act, sha256) values (${media}, ${tx.now}, ${tx.caller.id}, ${act}, ${sha256})`.execute(tx.sql);
}

export async function custodyOf(tx: Transaction, media: string): Promise<Custody[]> {
  const { rows } = await sql<Custody>`select at, actor, act, sha256 from media_custody where media = ${media} order by at, act`.execute(tx.sql);
  return rows;
}
