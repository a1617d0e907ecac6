/** All that intake asks of its tables. What is read here says nothing without the keys. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

/** Which of these ids are reports already, and which belong to something else. */
export async function knownAmong(tx: Transaction, ids: readonly string[]): Promise<Map<string, "report" | "other">> {
  const { rows } = await tx.client.query<{ id: string; is_report: boolean }>(`
    select id, exists (select from report_contents c where c.id = u.id) as is_report from unnest($1::uuid[]) as u(id) where is_taken(u.id)`, [ids]);
  return new Map(rows.map(({ id, is_report }) => [id, is_report ? "report" : "other"]));
}

export interface ContentRow { id: string; slot: number; receipt: Buffer; sealed: Buffer }

/** Bytes as they are: an insert of several rows is smaller than a COPY, which spells each byte as two letters. */
export async function addContents(tx: Transaction, rows: readonly ContentRow[]): Promise<void> {
  await addMany(tx, "report_contents", ["id", "slot", "receipt", "sealed"], rows.map(({ id, slot, receipt, sealed }) => [id, slot, receipt, sealed]));
}

export interface ContactRow { report: string; channel: string; wantsReply: boolean; slot: number; sealed: Buffer; until: Date }

export async function addContacts(tx: Transaction, rows: readonly ContactRow[]): Promise<void> {
  await addMany(tx, "report_contacts", ["report", "channel", "wants_reply", "slot", "sealed", "until"],
    rows.map(({ report, channel, wantsReply, slot, sealed, until }) => [report, channel, wantsReply, slot, sealed, until]));
}

export async function addArrivals(tx: Transaction, reports: readonly string[]): Promise<void> {
  await tx.client.query("insert into report_arrivals (report, exercise, at) select id, $2, $3 from unnest($1::uuid[]) as id", [reports, tx.caller.exercise, tx.now]);
}

async function addMany(tx: Transaction, table: string, columns: readonly string[], rows: readonly unknown[][]): Promise<void> {
  if (rows.length === 0) return;
  const places = rows.map((row, i) => `(${row.map((_, j) => `$${i * columns.length + j + 1}`)})`);
  await tx.client.query(`insert into ${table} (${columns}) values ${places}`, rows.flat());
}

export interface SealedContent { slot: number; sealed: Buffer | null; marking: number; owner: string; exercise: boolean }

export async function sealedContent(tx: Transaction, id: string, isToChange = false): Promise<SealedContent | undefined> {
  const { rows: [row] } = await sql<SealedContent>`
    select c.slot, c.sealed, r.marking, r.owner, r.exercise from report_contents c join reports r on r.id = c.id where c.id = ${id}
    ${isToChange ? sql`for update of c` : sql``}`.execute(tx.sql);
  return row;
}

export async function putSealed(tx: Transaction, id: string, sealed: Buffer | null): Promise<void> {
  await sql`update report_contents set sealed = ${sealed} where id = ${id}`.execute(tx.sql);
}

/** Of these reports those that nobody else holds, held from here to the transaction's end; one with much in it is left out. */
export async function heldContents(tx: Transaction, ids: readonly string[], mostBytes: number): Promise<(SealedContent & { id: string })[]> {
  const { rows } = await sql<SealedContent & { id: string }>`
    select c.id, c.slot, c.sealed, r.marking, r.owner, r.exercise from report_contents c join reports r on r.id = c.id
    where c.id = any(${ids}::uuid[]) and octet_length(c.sealed) <= ${mostBytes} for update of c skip locked`.execute(tx.sql);
  // The lock that `save` takes: whoever works on one of them just now goes first.
  const { rows: free } = await sql<{ id: string }>`select id from unnest(${rows.map(({ id }) => id)}::uuid[]) as id where pg_try_advisory_xact_lock(hashtextextended(id::text, 0))`.execute(tx.sql);
  const held = new Set(free.map(({ id }) => id));
  return rows.filter(({ id }) => held.has(id));
}

export async function putManySealed(tx: Transaction, rows: readonly { id: string; sealed: Buffer }[]): Promise<void> {
  if (rows.length === 0) return;
  const places = rows.map((_, i) => `($${2 * i + 1}::uuid, $${2 * i + 2}::bytea)`);
  await tx.client.query(`update report_contents c set sealed = u.sealed from (values ${places}) as u(id, sealed) where c.id = u.id`, rows.flatMap(({ id, sealed }) => [id, sealed]));
}

export async function reportByReceipt(tx: Transaction, receipt: Buffer): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ id: string }>`select id from report_contents where receipt = ${receipt}`.execute(tx.sql);
  return row?.id;
}

export interface SealedMessage { id: string; at: string; fromHouse: boolean; sealed: Buffer }

export async function sealedMessages(tx: Transaction, report: string): Promise<SealedMessage[]> {
  const { rows } = await sql<SealedMessage>`select id, at, from_house as "fromHouse", sealed from report_messages where report = ${report} order by at, id`.execute(tx.sql);
  return rows;
}

export async function addMessage(tx: Transaction, { id, report, fromHouse, sealed }: { id: string; report: string; fromHouse: boolean; sealed: Buffer }): Promise<void> {
  await sql`insert into report_messages (id, report, at, from_house, sealed) values (${id}, ${report}, ${tx.now}, ${fromHouse}, ${sealed})`.execute(tx.sql);
}

export async function removeMessages(tx: Transaction, report: string): Promise<void> {
  await sql`delete from report_messages where report = ${report}`.execute(tx.sql);
}

export interface SealedContact { report: string; channel: "sms" | "email"; wantsReply: boolean; slot: number; sealed: Buffer; until: string }

const contactColumns = sql`report, channel, wants_reply as "wantsReply", slot, sealed, until`;

export async function sealedContact(tx: Transaction, report: string): Promise<SealedContact | undefined> {
  const { rows: [row] } = await sql<SealedContact>`select ${contactColumns} from report_contacts where report = ${report}`.execute(tx.sql);
  return row;
}

export async function sealedContacts(tx: Transaction, channel: string): Promise<SealedContact[]> {
  const { rows } = await sql<SealedContact>`select ${contactColumns} from report_contacts where channel = ${channel} and until > ${tx.now} order by report desc`.execute(tx.sql);
  return rows;
}

/** Contacts whose time is over: fourteen days, or the end of the conversation. */
export async function contactsToEnd(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ report: string }>`
    select c.report from report_contacts c join reports r on r.id = c.report where c.until <= ${tx.now} or r.state in ('closed', 'erased')`.execute(tx.sql);
  return rows.map(({ report }) => report);
}

export async function removeContact(tx: Transaction, report: string): Promise<number | undefined> {
  const { rows: [row] } = await sql<{ slot: number }>`delete from report_contacts where report = ${report} returning slot`.execute(tx.sql);
  return row?.slot;
}

export async function eraseVersions(tx: Transaction, report: string): Promise<void> {
  await sql`select erase_report_versions(${report})`.execute(tx.sql);
}

export interface KeyEnd { slot: number; report: string; isErasure: boolean }

export async function addKeyEnd(tx: Transaction, { slot, report, isErasure }: KeyEnd): Promise<void> {
  await sql`insert into report_key_ends (slot, report, is_erasure, at) values (${slot}, ${report}, ${isErasure}, ${tx.now}) on conflict do nothing`.execute(tx.sql);
}

export async function keyEnds(tx: Transaction): Promise<KeyEnd[]> {
  const { rows } = await sql<KeyEnd>`select slot, report, is_erasure as "isErasure" from report_key_ends order by slot`.execute(tx.sql);
  return rows;
}

export async function removeKeyEnds(tx: Transaction, slots: readonly number[]): Promise<void> {
  await sql`delete from report_key_ends where slot = any(${slots}::bigint[])`.execute(tx.sql);
}

/** Takes some of those that nobody has looked at; another process takes others. */
export async function takeArrivals(tx: Transaction, most: number): Promise<{ report: string; exercise: boolean }[]> {
  const { rows } = await sql<{ report: string; exercise: boolean }>`
    delete from report_arrivals where report in (select report from report_arrivals order by report limit ${most} for update skip locked) returning report, exercise`.execute(tx.sql);
  return rows;
}

/** The sender's part of the conversation so far. */
export async function messagesFromSender(tx: Transaction, report: string): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`select count(*) from report_messages where report = ${report} and not from_house`.execute(tx.sql);
  return row!.count;
}

export interface WaitingReply { id: string; report: string; exercise: boolean; sentence: string; at: string }

export async function addReply(tx: Transaction, id: string, report: string, sentence: string): Promise<void> {
  await sql`insert into report_replies (id, report, exercise, sentence, at) values (${id}, ${report}, ${tx.caller.exercise}, ${sentence}, ${tx.now})`.execute(tx.sql);
}

/** The next one, held by this transaction alone. */
export async function nextReply(tx: Transaction, after: string): Promise<WaitingReply | undefined> {
  const { rows: [row] } = await sql<WaitingReply>`select id, report, exercise, sentence, at from report_replies where id > ${after} and exercise = ${tx.caller.exercise} order by id limit 1 for update skip locked`.execute(tx.sql);
  return row;
}

export async function removeReply(tx: Transaction, id: string): Promise<void> {
  await sql`delete from report_replies where id = ${id}`.execute(tx.sql);
}

/** Reports whose words have been kept as long as they may. */
export async function wordsToForget(tx: Transaction, closedBefore: Date, receivedBefore: Date, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from reports r join report_contents c on c.id = r.id
    where c.sealed is not null and ((r.state = 'closed' and r.at < ${closedBefore}) or r.received_at < ${receivedBefore.toISOString()})
    order by r.received_at limit ${most}`.execute(tx.sql);
  return rows.map(({ id }) => id);
}

export async function setting<T>(tx: Transaction, name: string): Promise<T | undefined> {
  const { rows: [row] } = await sql<{ value: T }>`select value from settings where name = ${name}`.execute(tx.sql);
  return row?.value;
}

export async function putSetting(tx: Transaction, name: string, value: unknown): Promise<void> {
  await sql`insert into settings (name, value) values (${name}, ${JSON.stringify(value)}) on conflict (name) do update set value = excluded.value`.execute(tx.sql);
}

