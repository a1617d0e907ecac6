/** Asking the policy for real: each contact gets a signed document, or the reasons why not are kept. The preview asks the same and keeps nothing. */
import { canonical } from "../../platform/canonical.ts";
import type { Transaction } from "../../platform/database.ts";
import { newId } from "../../platform/identity.ts";
import { rankOf } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import type { Row } from "../../platform/noun.ts";
import { loadGeography } from "../../places/index.ts";
import type { Info } from "../alerts/alert.noun.ts";
import { documentFor, revocationOf } from "./document.ts";
import { finePlaces } from "./fine-places.ts";
import { withFullSight } from "./full-sight.ts";
import { composed, compositionOf } from "./parts.ts";
import type { Policy, Shareable, Subject } from "./policy.ts";
import { documentHeld, documentsCiting, documentsOf, keepDecision, keepDocument, keepRevocation, markingsOf, originalOf, policyFor, recipientsOf, type Addressed } from "./queries.ts";
import { release, type Refused, type Released } from "./release.ts";
import { shareable, type PlainSubject } from "./shareable.ts";
import { signingKey, type SigningKey } from "./signing.ts";

export interface Question {
  subject: Subject; row: Row; words?: readonly Partial<Info>[]; expiresAt?: string;
  /** Asked for what it is a part of: who holds it with an officer's words keeps those. */
  isPart?: boolean;
}
export interface Outcome { recipient: Addressed; given: Released | Refused }

interface Prepared { policy: Policy; recordFor(contact: string): Shareable | undefined }

/** A record as release sees it, with the policy that decides about it. What is made of others is another record for each contact. @param give asks for its parts */
async function prepared(tx: Transaction, node: Node, question: Question, recipients: readonly Addressed[], give: typeof issue): Promise<Prepared> {
  const { subject, row, words } = question;
  const policy = await policyFor(tx, node, row.id, (row.content as { follows?: string }).follows);
  if (compositionOf(subject)) {
    const records = await composed(tx, node, question, recipients, (part, contacts) => give(tx, node, { ...part, isPart: true }, contacts));
    return { policy, recordFor: (contact) => records.get(contact) };
  }
  const events = (row.content as { events?: string[] }).events ?? [];
  const { markings, placeNames } = await markingsOf(tx, events);
  const own = [...placeNames, ...[(row.content as { placeName?: string }).placeName ?? []].flat()];
  const geography = await loadGeography(tx);
  const record = shareable(subject as PlainSubject, row, geography, { markings, namesFinePlace: await finePlaces(node, tx, own), ...(words ? { words } : {}) });
  return { policy, recordFor: () => record };
}

/** Who would receive what, and why not the others. @param contacts these; none given, the whole directory */
export function preview(tx: Transaction, node: Node, question: Question, contacts?: readonly string[]): Promise<Outcome[]> {
  return withFullSight(tx, node, async (full) => {
    const recipients = await recipientsOf(full, contacts);
    const { policy, recordFor } = await prepared(full, node, question, recipients, preview);
    return recipients.map((recipient) => ({ recipient, given: release(policy, recordFor(recipient.id)!, recipient, tx.now) }));
  });
}

export interface Issued extends Outcome { document?: string }

/** Signs a document for each contact whom the policy allows it; one who holds this version already keeps what they have. */
export function issue(tx: Transaction, node: Node, question: Question, contacts: readonly string[]): Promise<Issued[]> {
  return withFullSight(tx, node, async (full) => {
    const { subject, row, isPart = false } = question;
    const recipients = await recipientsOf(full, contacts);
    const { policy, recordFor } = await readied(full, node, question, recipients);
    const key = await signingKey(node, full);
    const original = await originalOf(full, row.id, row.version);
    const envelope = { marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise" };
    const issued: Issued[] = [];
    for (const recipient of recipients) {
      const record = recordFor(recipient.id)!;
      const given = release(policy, record, recipient, tx.now);
      await keepDecision(full, { id: newId(tx.now.getTime()), subject, record: record.id, version: record.version, contact: recipient.id, isReleased: given.isReleased, reasons: given.isReleased ? [] : given.reasons, ...envelope });
      if (!given.isReleased) { issued.push({ recipient, given }); continue; }
      const held = await documentHeld(full, record.id, recipient.id);
      if (held?.recordVersion === record.version) {
        if (isSame(held.document, given, isPart)) { issued.push({ recipient, given, document: held.id }); continue; }
        // The same version, and the policy now says otherwise: what they hold is taken back for what they may have.
        await revokeOne(tx, full, node, held.id, key);
      }
      const expiresAt = question.expiresAt ?? record.expires;
      const { id, words, salt, signature } = documentFor(record, recipient, given, original, { key, sender: policy.owner, referenceSecret: node.secret("release-references"), now: tx.now, ...(expiresAt ? { expiresAt } : {}) });
      await keepDocument(full, { id, subject, record: record.id, recordVersion: record.version, contact: recipient.id, country: recipient.country, service: recipient.service, agreement: given.agreement ?? null,
        document: words, salt, keyId: key.id, signature, issuedAt: tx.now.toISOString(), expiresAt: expiresAt ?? null, ...envelope });
      tx.journal({ act: "release", noun: subject, object: record.id, ...envelope });
      issued.push({ recipient, given, document: id });
    }
    return issued;
  });
}

/** Of what is made of others, parts are signed only for those who may have the whole. */
async function readied(full: Transaction, node: Node, question: Question, recipients: readonly Addressed[]): Promise<Prepared> {
  compositionOf(question.subject)?.mustBeGivable(question.row);
  const would = await prepared(full, node, question, recipients, preview);
  if (!compositionOf(question.subject)) return would;
  const { policy } = would;
  const allowed = recipients.filter((recipient) => release(policy, would.recordFor(recipient.id)!, recipient, full.now).isReleased);
  const real = await prepared(full, node, question, allowed, issue);
  return { policy, recordFor: (contact) => real.recordFor(contact) ?? would.recordFor(contact) };
}

/** Everything of this record that stands with somebody: revoked, and signed so that they can see it was us. */
export function revoke(tx: Transaction, node: Node, row: Row, contacts?: readonly string[]): Promise<number> {
  return withFullSight(tx, node, async (full) => {
    const key = await signingKey(node, full);
    const standing = (await documentsOf(full, row.id)).filter(({ revokedAt, contact }) => revokedAt === null && (contacts === undefined || contacts.includes(contact)));
    for (const { id } of standing) {
      await revokeOne(tx, full, node, id, key);
      tx.journal({ act: "revoke-release", noun: row.type, object: row.id, marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise" });
    }
    return standing.length;
  });
}

async function revokeOne(tx: Transaction, full: Transaction, node: Node, id: string, key: SigningKey): Promise<void> {
  const { words, signature } = revocationOf(id, { key, sender: node.organisation, now: full.now });
  await keepRevocation(full, id, JSON.stringify({ words, signature: signature.toString("base64url") }));
  // What was made of it tells what was taken back.
  for (const whole of await documentsCiting(full, id)) {
    await revokeOne(tx, full, node, whole.id, key);
    tx.journal({ act: "revoke-release", noun: whole.subject, object: whole.record, marking: whole.marking, owner: whole.owner, exercise: whole.exercise });
  }
}

function isSame(document: string, given: Released, isPart: boolean): boolean {
  const substance = ({ words, ...rest }: Record<string, unknown>) => canonical(isPart ? rest : { ...rest, ...(words ? { words } : {}) });
  return substance((JSON.parse(document) as { content: Record<string, unknown> }).content) === substance(given.content as never);
}
