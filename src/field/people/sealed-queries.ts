/**
 * All that the sealed channel asks of its tables. Row-level security goes by the member: nobody reads another's mailbox, and a
 * sender is whoever says the case's token.
 */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

/* Mailboxes. */

export interface LockedKeyRow { lockedKey: Buffer; salt: Buffer; rounds: number }
export interface MailboxRow extends LockedKeyRow { id: string; title: string; takes: string[]; publicKey: Buffer; spare: Buffer | null; isNamed: boolean; isClosed: boolean; openedOn: string }
/** What anybody may know of it. */
export interface PostRow { id: string; title: string; takes: string[]; publicKey: Buffer; isNamed: boolean; isClosed: boolean; isMine: boolean; hasRecovery: boolean }

export async function posts(tx: Transaction): Promise<PostRow[]> {
  const { rows } = await sql<PostRow>`
    select id, title, takes, public_key as "publicKey", is_named as "isNamed", is_closed as "isClosed", is_mine as "isMine", has_recovery as "hasRecovery" from sealed_posts order by title, id`.execute(tx.sql);
  return rows;
}

export async function mailboxesHeld(tx: Transaction): Promise<MailboxRow[]> {
  const { rows } = await sql<MailboxRow>`
    select id, title, takes, public_key as "publicKey", locked_key as "lockedKey", salt, rounds, spare, is_named as "isNamed", is_closed as "isClosed", opened_on as "openedOn"
    from sealed_mailboxes order by opened_on, id`.execute(tx.sql);
  return rows;
}

/** @returns false where the id is taken */
export async function addMailbox(tx: Transaction, { id, title, takes, publicKey, lockedKey, salt, rounds }: LockedKeyRow & Pick<MailboxRow, "id" | "title" | "takes" | "publicKey">): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into sealed_mailboxes (id, holder, title, takes, public_key, locked_key, salt, rounds, opened_on)
    values (${id}, ${tx.caller.id}, ${title}, ${takes}, ${publicKey}, ${lockedKey}, ${salt}, ${rounds}, ${today(tx)}) on conflict do nothing`.execute(tx.sql);
  return Number(numAffectedRows) === 1;
}

export async function closeMailbox(tx: Transaction, id: string, isClosed: boolean): Promise<boolean> {
  const { numAffectedRows } = await sql`update sealed_mailboxes set is_closed = ${isClosed} where id = ${id}`.execute(tx.sql);
  return Number(numAffectedRows) === 1;
}

export async function lockAnew(tx: Transaction, id: string, { lockedKey, salt, rounds }: LockedKeyRow): Promise<boolean> {
  const { numAffectedRows } = await sql`update sealed_mailboxes set locked_key = ${lockedKey}, salt = ${salt}, rounds = ${rounds} where id = ${id}`.execute(tx.sql);
  return Number(numAffectedRows) === 1;
}

/** @returns false where the caller holds it, or nobody does */
export async function nameMailbox(tx: Transaction, id: string, isNamed: boolean): Promise<boolean> {
  const { rows: [row] } = await sql<{ done: boolean }>`select name_mailbox(${id}, ${isNamed}) as done`.execute(tx.sql);
  return row!.done;
}

/* Recovery. */

export interface ShareRow { officer: string; sealed: Buffer }

export async function setRecovery(tx: Transaction, mailbox: string, spare: Buffer, shares: readonly ShareRow[]): Promise<boolean> {
  const { numAffectedRows } = await sql`update sealed_mailboxes set spare = ${spare} where id = ${mailbox}`.execute(tx.sql);
  if (Number(numAffectedRows) !== 1) return false;
  await sql`delete from sealed_shares where mailbox = ${mailbox}`.execute(tx.sql);
  for (const { officer, sealed } of shares) await sql`insert into sealed_shares (mailbox, officer, sealed) values (${mailbox}, ${officer}, ${sealed})`.execute(tx.sql);
  return true;
}

/** Who holds these mailboxes, told apart and no more: two officers are two people. */
export async function areHeldByTwo(tx: Transaction, mailboxes: readonly string[]): Promise<boolean> {
  const { rows: [row] } = await sql<{ two: boolean }>`select held_by_two(${mailboxes}::uuid[]) as two`.execute(tx.sql);
  return row!.two;
}

export interface RecoveryRow extends LockedKeyRow { id: string; mailbox: string; askedAs: string; publicKey: Buffer; askedAt: string; isMine: boolean }

export async function addRecovery(tx: Transaction, { id, mailbox, askedAs, publicKey, lockedKey, salt, rounds }: LockedKeyRow & Pick<RecoveryRow, "id" | "mailbox" | "askedAs" | "publicKey">): Promise<boolean> {
  await sql`delete from sealed_recoveries where mailbox = ${mailbox} and asker = ${tx.caller.id}`.execute(tx.sql);
  const { numAffectedRows } = await sql`insert into sealed_recoveries (id, mailbox, asker, asked_as, public_key, locked_key, salt, rounds, asked_at)
    values (${id}, ${mailbox}, ${tx.caller.id}, ${askedAs}, ${publicKey}, ${lockedKey}, ${salt}, ${rounds}, ${tx.now}) on conflict do nothing`.execute(tx.sql);
  return Number(numAffectedRows) === 1;
}

export async function recoveries(tx: Transaction): Promise<RecoveryRow[]> {
  const { rows } = await sql<RecoveryRow>`
    select id, mailbox, asked_as as "askedAs", public_key as "publicKey", locked_key as "lockedKey", salt, rounds, asked_at as "askedAt", asker = ${tx.caller.id} as "isMine"
    from sealed_recoveries order by asked_at`.execute(tx.sql);
  return rows;
}

export async function dropRecovery(tx: Transaction, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from sealed_recoveries where id = ${id}`.execute(tx.sql);
  return Number(numAffectedRows) === 1;
}

/** Of a mailbox, those that are sealed to the caller. */
export async function sharesHeld(tx: Transaction, mailbox: string): Promise<ShareRow[]> {
  const { rows } = await sql<ShareRow>`select officer, sealed from sealed_shares where mailbox = ${mailbox} and holds_mailbox(officer)`.execute(tx.sql);
  return rows;
}

export async function givePart(tx: Transaction, recovery: string, officer: string, sealed: Buffer): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into sealed_parts (recovery, officer, giver, sealed) values (${recovery}, ${officer}, ${tx.caller.id}, ${sealed}) on conflict do nothing`.execute(tx.sql);
  return Number(numAffectedRows) === 1;
}

/** For the asker all of them, for an officer their own. */
export async function parts(tx: Transaction, recovery: string): Promise<ShareRow[]> {
  const { rows } = await sql<ShareRow>`select officer, sealed from sealed_parts where recovery = ${recovery}`.execute(tx.sql);
  return rows;
}

export async function spareOf(tx: Transaction, recovery: string): Promise<{ spare: Buffer; publicKey: Buffer } | undefined> {
  const { rows: [row] } = await sql<{ spare: Buffer; publicKey: Buffer }>`select spare, public_key as "publicKey" from spare_of(${recovery})`.execute(tx.sql);
  return row;
}

export async function finishRecovery(tx: Transaction, id: string, { lockedKey, salt, rounds }: LockedKeyRow): Promise<boolean> {
  const { rows: [row] } = await sql<{ done: boolean }>`select finish_recovery(${id}, ${lockedKey}, ${salt}, ${rounds}) as done`.execute(tx.sql);
  return row!.done;
}

/* Cases. */

export interface CaseRow { id: string; matter: string; slot: number; receivedOn: string; lastOn: string }

/** For the rest of the transaction the caller is the sender of the case with this token. */
export async function asSender(tx: Transaction, tokenHash: Buffer): Promise<void> {
  await sql`select set_config('faleme.sealed_token', ${tokenHash.toString("hex")}, true)`.execute(tx.sql);
}

const caseColumns = sql`id, matter, slot, received_on as "receivedOn", last_on as "lastOn"`;

export async function addCase(tx: Transaction, { id, matter, slot }: Pick<CaseRow, "id" | "matter" | "slot">, tokenHash: Buffer): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into sealed_cases (id, token_hash, matter, slot, received_on, last_on)
    values (${id}, ${tokenHash}, ${matter}, ${slot}, ${today(tx)}, ${today(tx)}) on conflict do nothing`.execute(tx.sql);
  return Number(numAffectedRows) === 1;
}

export async function addKeys(tx: Transaction, sealedCase: string, keys: readonly { mailbox: string; sealed: Buffer }[]): Promise<void> {
  for (const { mailbox, sealed } of keys) await sql`insert into sealed_keys (sealed_case, mailbox, sealed) values (${sealedCase}, ${mailbox}, ${sealed})`.execute(tx.sql);
}

export async function caseByToken(tx: Transaction, tokenHash: Buffer): Promise<CaseRow | undefined> {
  const { rows: [row] } = await sql<CaseRow>`select ${caseColumns} from sealed_cases where token_hash = ${tokenHash}`.execute(tx.sql);
  return row;
}

export async function caseById(tx: Transaction, id: string): Promise<CaseRow | undefined> {
  const { rows: [row] } = await sql<CaseRow>`select ${caseColumns} from sealed_cases where id = ${id}`.execute(tx.sql);
  return row;
}

export interface CaseKeyRow { sealedCase: string; mailbox: string; sealed: Buffer }

/** Those that the caller's mailboxes have a key to, the latest first. */
export async function casesHeld(tx: Transaction): Promise<(CaseRow & CaseKeyRow & { letters: number; lastAuthor: string })[]> {
  const { rows } = await sql<CaseRow & CaseKeyRow & { letters: number; lastAuthor: string }>`
    select c.id, c.matter, c.slot, c.received_on as "receivedOn", c.last_on as "lastOn", k.sealed_case as "sealedCase", k.mailbox, k.sealed,
      (select count(*) from sealed_letters l where l.sealed_case = c.id) as letters, (select l.author from sealed_letters l where l.sealed_case = c.id order by l.place desc limit 1) as "lastAuthor"
    from sealed_cases c join sealed_keys k on k.sealed_case = c.id order by c.last_on desc, c.id limit 500`.execute(tx.sql);
  return rows;
}

export async function caseKeysHeld(tx: Transaction, sealedCase: string): Promise<CaseKeyRow[]> {
  const { rows } = await sql<CaseKeyRow>`select sealed_case as "sealedCase", mailbox, sealed from sealed_keys where sealed_case = ${sealedCase}`.execute(tx.sql);
  return rows;
}

export interface LetterRow { id: string; author: "sender" | "recipient"; mailbox: string | null; writtenOn: string; sealed: Buffer }

/** One letter after the other: the lock on the case keeps two from taking one place. */
export async function addLetter(tx: Transaction, sealedCase: string, { id, author, mailbox, sealed }: Omit<LetterRow, "writtenOn">): Promise<boolean> {
  await sql`update sealed_cases set last_on = ${today(tx)} where id = ${sealedCase}`.execute(tx.sql);
  const { numAffectedRows } = await sql`insert into sealed_letters (id, sealed_case, place, author, mailbox, written_on, sealed)
    select ${id}, ${sealedCase}, (select count(*) from sealed_letters where sealed_case = ${sealedCase}), ${author}, ${mailbox}, ${today(tx)}, ${sealed} on conflict do nothing`.execute(tx.sql);
  return Number(numAffectedRows) === 1;
}

export async function lettersOf(tx: Transaction, sealedCase: string): Promise<LetterRow[]> {
  const { rows } = await sql<LetterRow>`select id, author, mailbox, written_on as "writtenOn", sealed from sealed_letters where sealed_case = ${sealedCase} order by place`.execute(tx.sql);
  return rows;
}

export async function removeCase(tx: Transaction, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from sealed_cases where id = ${id}`.execute(tx.sql);
  return Number(numAffectedRows) === 1;
}

export async function removeOwnKeys(tx: Transaction, sealedCase: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from sealed_keys where sealed_case = ${sealedCase}`.execute(tx.sql);
  return Number(numAffectedRows) > 0;
}

/** Cases that nobody holds any more, or in which nothing was written since that day: removed; the slots of their keys are told. */
export async function endCases(tx: Transaction, quietSince: string): Promise<{ id: string; slot: number }[]> {
  const { rows } = await sql<{ id: string; slot: number }>`select id, slot from ended_sealed_cases(${quietSince}::date)`.execute(tx.sql);
  return rows;
}

export const today = (tx: Transaction): string => tx.now.toISOString().slice(0, 10);
