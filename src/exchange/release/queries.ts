/** SQL of releases: what the policy is made of, what left, and why something did not. Read with full sight, decided upon, not answered. */
import { sql } from "kysely";
import { codeList } from "../../platform/codes.ts";
import type { Transaction } from "../../platform/database.ts";
import { markingOf, type Marking } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import { isArmedService } from "../contacts/armed.ts";
import type { Agreement, Decision, Policy, Recipient, Suspension, Waiver } from "./policy.ts";

/**
 * Everything that decides about this record, as it stands in this transaction.
 * @param earlier the alert that this one updates, cancels or ends: what was recorded for it holds for its follow-ups
 */
export async function policyFor(tx: Transaction, node: Node, record: string, earlier?: string): Promise<Policy> {
  const { rows: agreements } = await sql<any>`select id, state, parties, purpose, coalesce(audience, '[]'::jsonb) as audience, subjects, kinds, areas, highest_marking as "highestMarking",
    finest_place as "finestPlace", finest_time as "finestTime", coalesce(masks, '{}') as masks, starts_on as "startsOn", ends_on as "endsOn" from agreements where not withdrawn`.execute(tx.sql);
  const { rows: decisions } = await sql<any>`select country, service, outcome, decided_on as "decidedOn", until from due_diligence_decisions where not withdrawn`.execute(tx.sql);
  const { rows: suspensions } = await sql<any>`select country, service, since, until from suspensions where not withdrawn`.execute(tx.sql);
  return {
    owner: node.organisation, isExercise: tx.caller.exercise, agreements: agreements as Agreement[], decisions: decisions as Decision[],
    suspensions: suspensions.map(({ country, service, since, until }: any): Suspension => ({ country, since, ...(service ? { service } : {}), ...(until ? { until } : {}) })),
    waivers: [...(await waiversOf(tx, record)), ...(earlier ? await waiversOf(tx, earlier) : [])].map((waiver) => ({ ...waiver, record })), broader: broaderKinds,
  };
}

/** Steps that count: those that were done, and a first person's that a second one's completed. */
async function waiversOf(tx: Transaction, record: string): Promise<Waiver[]> {
  const { rows } = await sql<{ contacts: string[]; isUrgent: boolean; people: string[] }>`
    select r.contacts, r.is_imminent_danger as "isUrgent",
      array(select distinct s.actor from lifecycle_steps s where s.object = r.id and s.transition in ('release', 'releaseFiner', 'releaseAtOnce') and s.from_version < r.version) as people
    from releases r where r.record = ${record} and not r.withdrawn and r.state in ('released', 'to-review') and (r.is_imminent_danger or r.protective_purpose is not null)`.execute(tx.sql);
  return rows.map(({ contacts, isUrgent, people }) => ({ record, kind: isUrgent ? "imminent-danger" : "protective-purpose", contacts, people }));
}

/** A kind of event and every broader one of it. */
export function broaderKinds(kind: string): string[] {
  const { codes } = codeList("event-kind");
  const found: string[] = [];
  for (let at = codes.get(kind)?.broader; at !== undefined && !found.includes(at); at = codes.get(at)?.broader) found.push(at);
  return found;
}

export interface Addressed extends Recipient { title: string; language: "fr" | "en" | "ar"; marking: Marking }

/** Contacts of this world; all of them, or these. */
export async function recipientsOf(tx: Transaction, ids?: readonly string[]): Promise<Addressed[]> {
  const { rows } = await sql<any>`select id, title, country, service, is_armed, withdrawn, language, marking from contacts
    where ${ids ? sql`id = any(${ids}::uuid[])` : sql`not withdrawn`} order by country, service, title, id`.execute(tx.sql);
  return rows.map((row: any) => ({ id: row.id, title: row.title, country: row.country, service: row.service, isArmed: row.is_armed || isArmedService(row.service), isWithdrawn: row.withdrawn, language: row.language, marking: markingOf(row.marking) }));
}

/** Markings of the events that a record is about; one that cannot be found counts as the strictest. */
export async function markingsOf(tx: Transaction, events: readonly string[]): Promise<{ markings: Marking[]; placeNames: string[] }> {
  const { rows } = await sql<{ marking: number; place_name: string | null }>`select marking, place_name from events where id = any(${events}::uuid[])`.execute(tx.sql);
  const markings = rows.map(({ marking }) => markingOf(marking));
  return { markings: rows.length < new Set(events).size ? [...markings, "RED"] : markings, placeNames: rows.flatMap(({ place_name }) => place_name ?? []) };
}

/** The canonical words of one version, as the journal chains them. */
export async function originalOf(tx: Transaction, id: string, version: number): Promise<string> {
  const { rows: [row] } = await sql<{ document: string }>`select document from readable_versions where id = ${id} and version = ${version}`.execute(tx.sql);
  return row!.document;
}

export interface KeptDocument {
  id: string; subject: string; record: string; recordVersion: number; contact: string; country: string; service: string; agreement: string | null; document: string;
  keyId: string; signature: Buffer; issuedAt: string; expiresAt: string | null; revokedAt: string | null; revocation: string | null; marking: number; owner: string; exercise: boolean;
}

const DOCUMENT = sql`id, subject, record, record_version as "recordVersion", contact, country, service, agreement, document, key_id as "keyId", signature, issued_at as "issuedAt",
  expires_at as "expiresAt", revoked_at as "revokedAt", revocation, marking, owner, exercise`;

export async function documentsOf(tx: Transaction, record: string): Promise<KeptDocument[]> {
  const { rows } = await sql<KeptDocument>`select ${DOCUMENT} from released_documents where record = ${record} order by issued_at, id`.execute(tx.sql);
  return rows;
}

export async function documentById(tx: Transaction, id: string): Promise<(KeptDocument & { salt: Buffer }) | undefined> {
  const { rows: [row] } = await sql<KeptDocument & { salt: Buffer }>`select ${DOCUMENT}, salt from released_documents where id = ${id}`.execute(tx.sql);
  return row;
}

/** What of this record the contact holds, newest version first. */
export async function documentHeld(tx: Transaction, record: string, contact: string): Promise<KeptDocument | undefined> {
  const { rows: [row] } = await sql<KeptDocument>`select ${DOCUMENT} from released_documents where record = ${record} and contact = ${contact} and revoked_at is null order by record_version desc limit 1`.execute(tx.sql);
  return row;
}

/** What stands with somebody and is made of this document, among others. */
export async function documentsCiting(tx: Transaction, id: string): Promise<KeptDocument[]> {
  const { rows } = await sql<KeptDocument>`select ${DOCUMENT} from released_documents where subject = 'bulletin' and revoked_at is null
    and document::jsonb -> 'content' -> 'parts' @> ${JSON.stringify([{ document: id }])}::jsonb order by issued_at, id`.execute(tx.sql);
  return rows;
}

export async function keepDocument(tx: Transaction, kept: Omit<KeptDocument, "revokedAt" | "revocation"> & { salt: Buffer }): Promise<void> {
  await sql`insert into released_documents (id, subject, record, record_version, contact, country, service, agreement, document, salt, key_id, signature, issued_at, expires_at, marking, owner, exercise)
    values (${kept.id}, ${kept.subject}, ${kept.record}, ${kept.recordVersion}, ${kept.contact}, ${kept.country}, ${kept.service}, ${kept.agreement}, ${kept.document}, ${kept.salt}, ${kept.keyId},
      ${kept.signature}, ${kept.issuedAt}, ${kept.expiresAt}, ${kept.marking}, ${kept.owner}, ${kept.exercise})`.execute(tx.sql);
}

export async function keepRevocation(tx: Transaction, id: string, revocation: string): Promise<void> {
  await sql`update released_documents set revoked_at = ${tx.now}, revocation = ${revocation} where id = ${id} and revoked_at is null`.execute(tx.sql);
}

export interface KeptDecision { contact: string; at: string; isReleased: boolean; reasons: string[]; recordVersion: number; actor: string }

export async function keepDecision(tx: Transaction, decision: { id: string; subject: string; record: string; version: number; contact: string; isReleased: boolean; reasons: readonly string[]; marking: number; owner: string; exercise: boolean }): Promise<void> {
  await sql`insert into release_decisions (id, subject, record, record_version, contact, at, is_released, reasons, actor, marking, owner, exercise)
    values (${decision.id}, ${decision.subject}, ${decision.record}, ${decision.version}, ${decision.contact}, ${tx.now}, ${decision.isReleased}, ${decision.reasons}::text[], ${tx.caller.id},
      ${decision.marking}, ${decision.owner}, ${decision.exercise})`.execute(tx.sql);
}

export async function decisionsOn(tx: Transaction, record: string): Promise<KeptDecision[]> {
  const { rows } = await sql<KeptDecision>`select contact, at, is_released as "isReleased", reasons, record_version as "recordVersion", actor from release_decisions where record = ${record} order by at, contact`.execute(tx.sql);
  return rows;
}

export async function publicKeyOfKey(tx: Transaction, id: string): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ public_key: string }>`select public_key from signing_keys where id = ${id}`.execute(tx.sql);
  return row?.public_key;
}
