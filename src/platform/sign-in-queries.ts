/** What sign-in asks of its tables, as the role that alone may: one function a question. */
import { sql } from "kysely";
import type { Transaction } from "./database.ts";

/* Who asks: the hot path of every request, one statement. */

export interface SessionHolder {
  id: string;
  organisation: string;
  roles: string[];
  clearance: string;
  totp: boolean;
  redNeedsTotp: boolean;
}

/** The active member whose live session this is. Not a transaction: nothing is written and no row is anyone's but theirs. */
export const HOLDER_OF_SESSION = `
  select m.id, m.organisation, m.roles, m.clearance, coalesce(u.two_factor_enabled, false) as totp,
    coalesce((select value = 'true' from settings where name = 'red-needs-totp'), true) as "redNeedsTotp"
  from sessions s join users u on u.id = s.user_id join members m on m.id = s.user_id
  where s.token = $1 and s.expires_at > $2 and m.is_active and not m.withdrawn`;

/* Members and their accounts. */

export interface MemberListed {
  id: string;
  login: string;
  title: string;
  organisation: string;
  roles: string[];
  clearance: string;
  language: string;
  isActive: boolean;
  hasPassword: boolean;
  totp: boolean;
  lastSignInOn: string | null;
  version: number;
}

export async function listMembers(tx: Transaction, id?: string): Promise<MemberListed[]> {
  const { rows } = await sql<MemberListed>`
    select m.id, u.email as login, u.name as title, m.organisation, m.roles, m.clearance, m.language, m.is_active as "isActive",
      exists (select from accounts a where a.user_id = m.id and a.password is not null) as "hasPassword",
      coalesce(u.two_factor_enabled, false) as totp, u.last_sign_in_on as "lastSignInOn", m.version
    from members m join users u on u.id = m.id ${id ? sql`where m.id = ${id}` : sql``} order by u.email`.execute(tx.sql);
  return rows;
}

export async function isActiveMember(tx: Transaction, id: string): Promise<boolean> {
  const { rows: [row] } = await sql`select from members where id = ${id} and is_active`.execute(tx.sql);
  return row !== undefined;
}

/** Whether anybody can administer: active, with the role, and with a password to sign in with. */
export async function hasAdministrator(tx: Transaction): Promise<boolean> {
  const { rows: [row] } = await sql<{ found: boolean }>`
    select exists (select from members m join accounts a on a.user_id = m.id
      where m.is_active and 'administrator' = any(m.roles) and a.password is not null) as found`.execute(tx.sql);
  return row!.found;
}

/** Two changes at once could each leave the other as the last administrator: one after the other. */
export async function oneChangeAtATime(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(7031004)`.execute(tx.sql);
}

export async function addUser(tx: Transaction, user: { id: string; address: string; title: string }): Promise<void> {
  await sql`insert into users (id, name, email) values (${user.id}, ${user.title}, ${user.address})`.execute(tx.sql);
}

export async function changeTitle(tx: Transaction, id: string, title: string): Promise<void> {
  await sql`update users set name = ${title}, updated_at = ${tx.now} where id = ${id}`.execute(tx.sql);
}

export async function userWithAddress(tx: Transaction, address: string): Promise<{ id: string } | undefined> {
  const { rows: [row] } = await sql<{ id: string }>`select id from users where email = ${address}`.execute(tx.sql);
  return row;
}

export async function setPasswordHash(tx: Transaction, id: string, hash: string): Promise<void> {
  const { numAffectedRows } = await sql`update accounts set password = ${hash}, updated_at = ${tx.now} where user_id = ${id} and provider_id = 'credential'`.execute(tx.sql);
  if (numAffectedRows) return;
  await sql`insert into accounts (user_id, account_id, provider_id, password, updated_at) values (${id}, ${id}, 'credential', ${hash}, ${tx.now})`.execute(tx.sql);
}

/** @returns whether it had been on */
export async function turnTotpOff(tx: Transaction, id: string): Promise<boolean> {
  await sql`delete from second_factors where user_id = ${id}`.execute(tx.sql);
  const { numAffectedRows } = await sql`update users set two_factor_enabled = false, updated_at = ${tx.now} where id = ${id} and two_factor_enabled`.execute(tx.sql);
  return Number(numAffectedRows) > 0;
}

/** @param except the session that asks, and stays
 *  @returns how many live sessions ended */
export async function endSessions(tx: Transaction, id: string, except?: string): Promise<number> {
  // A half-finished sign-in (the password was right, the code is awaited) ends as well.
  await sql`delete from verifications where value = ${id}`.execute(tx.sql);
  const { numAffectedRows } = await sql`delete from sessions where user_id = ${id} ${except ? sql`and token <> ${except}` : sql``}`.execute(tx.sql);
  return Number(numAffectedRows);
}

export async function rememberSignIn(tx: Transaction, id: string): Promise<void> {
  await sql`update users set last_sign_in_on = ${tx.now.toISOString().slice(0, 10)} where id = ${id}`.execute(tx.sql);
  await sql`delete from sessions where expires_at < ${tx.now}`.execute(tx.sql);
  await sql`delete from verifications where expires_at < ${tx.now}`.execute(tx.sql);
}

/** Whether a clearance for RED is good only with the second step on; it is, until an administrator settles otherwise. */
export async function redNeedsTotp(tx: Transaction): Promise<boolean> {
  const { rows: [row] } = await sql<{ value: boolean }>`select value from settings where name = 'red-needs-totp'`.execute(tx.sql);
  return row?.value ?? true;
}

/** Written by the house's own role: settings are the house's. */
export async function settleRedNeedsTotp(tx: Transaction, isNeeded: boolean): Promise<void> {
  await sql`insert into settings (name, value) values ('red-needs-totp', to_jsonb(${isNeeded}::boolean)) on conflict (name) do update set value = excluded.value`.execute(tx.sql);
  tx.journal({ act: isNeeded ? "red-needs-totp" : "red-without-totp" });
}

/* One-time links. */

export type Purpose = "first-administrator" | "administrator-reset" | "invitation" | "reset";

export interface Link {
  purpose: Purpose;
  member: string | null;
  turnsTotpOff: boolean;
  expiresAt: string;
}

/** A new link voids the older ones for the same end. */
export async function keepLink(tx: Transaction, hash: Buffer, link: Link): Promise<void> {
  await sql`delete from one_time_links where expires_at < ${tx.now} or (purpose = ${link.purpose} and member is null and ${link.member}::uuid is null) or member = ${link.member}::uuid`.execute(tx.sql);
  await sql`insert into one_time_links (token_hash, purpose, member, turns_totp_off, expires_at)
    values (${hash}, ${link.purpose}, ${link.member}, ${link.turnsTotpOff}, ${link.expiresAt})`.execute(tx.sql);
}

export async function findLink(tx: Transaction, hash: Buffer): Promise<Link | undefined> {
  const { rows: [row] } = await sql<Link>`
    select purpose, member, turns_totp_off as "turnsTotpOff", expires_at as "expiresAt" from one_time_links where token_hash = ${hash} and expires_at > ${tx.now}`.execute(tx.sql);
  return row;
}

/** Takes the link out of use; whoever comes second gets nothing. */
export async function useLink(tx: Transaction, hash: Buffer): Promise<Link | undefined> {
  const { rows: [row] } = await sql<Link>`
    delete from one_time_links where token_hash = ${hash} and expires_at > ${tx.now}
    returning purpose, member, turns_totp_off as "turnsTotpOff", expires_at as "expiresAt"`.execute(tx.sql);
  return row;
}

export async function voidLinks(tx: Transaction, which: { purpose: Purpose } | { member: string }): Promise<void> {
  await sql`delete from one_time_links where ${"purpose" in which ? sql`purpose = ${which.purpose}` : sql`member = ${which.member}`}`.execute(tx.sql);
}

/* Attempts. */

export interface Limits {
  /** So many tries without waiting. */
  free: number;
  firstWaitSeconds: number;
  longestWaitSeconds: number;
  /** So long after the last try, the count starts again. */
  forgottenAfterSeconds: number;
}

/** Counts one try; answers how many seconds it has to wait instead, 0 when it may go ahead. */
export async function takeAttempt(tx: Transaction, subject: Buffer, limits: Limits): Promise<number> {
  const now = tx.now.toISOString();
  const failures = sql`case when a.last_at < ${now}::timestamptz - ${limits.forgottenAfterSeconds} * interval '1 second' then 1 else a.failures + 1 end`;
  const blockedAfter = (count: ReturnType<typeof sql>) => sql`case when ${count} >= ${limits.free}::int
    then ${now}::timestamptz + least(${limits.longestWaitSeconds}, ${limits.firstWaitSeconds} * power(2, least(${count} - ${limits.free}::int, 20))) * interval '1 second' end`;
  const { numAffectedRows } = await sql`
    insert into sign_in_attempts as a (subject, failures, last_at, blocked_until) values (${subject}, 1, ${now}, ${blockedAfter(sql`1`)})
    on conflict (subject) do update set failures = ${failures}, last_at = ${now}, blocked_until = ${blockedAfter(sql`(${failures})`)}
    where a.blocked_until is null or a.blocked_until <= ${now}`.execute(tx.sql);
  if (numAffectedRows) return 0;
  const { rows: [row] } = await sql<{ seconds: number }>`
    select ceil(extract(epoch from blocked_until - ${now}::timestamptz))::int as seconds from sign_in_attempts where subject = ${subject}`.execute(tx.sql);
  return Math.max(1, row?.seconds ?? 1);
}

/** @param forgets the tries before it as well; otherwise only this one */
export async function giveBackAttempt(tx: Transaction, subject: Buffer, forgets: boolean): Promise<void> {
  if (forgets) await sql`delete from sign_in_attempts where subject = ${subject}`.execute(tx.sql);
  else await sql`update sign_in_attempts set failures = greatest(failures - 1, 0) where subject = ${subject}`.execute(tx.sql);
}

export async function forgetOldAttempts(tx: Transaction): Promise<void> {
  await sql`delete from sign_in_attempts where last_at < ${tx.now.toISOString()}::timestamptz - interval '1 day'`.execute(tx.sql);
}
