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
import type { Policy, Shareable, Subject } from "./policy.ts";
import { documentHeld, documentsOf, keepDecision, keepDocument, keepRevocation, markingsOf, originalOf, policyFor, recipientsOf, type Addressed } from "./queries.ts";
import { release, type Refused, type Released } from "./release.ts";
import { shareable } from "./shareable.ts";
import { signingKey, type SigningKey } from "./signing.ts";

export interface Question { subject: Subject; row: Row; words?: readonly Partial<Info>[]; expiresAt?: string }
export interface Outcome { recipient: Addressed; given: Released | Refused }

/** A record as release sees it, with the policy that decides about it. */
async function prepared(tx: Transaction, node: Node, { subject, row, words }: Question): Promise<{ record: Shareable; policy: Policy }> {
  const events = (row.content as { events?: string[] }).events ?? [];
  const { markings, placeNames } = await markingsOf(tx, events);
  const own = [...placeNames, ...[(row.content as { placeName?: string }).placeName ?? []].flat()];
  const geography = await loadGeography(tx);
  const record = shareable(subject, row, geography, { markings, namesFinePlace: await finePlaces(node, tx, own), ...(words ? { words } : {}) });
  return { record, policy: await policyFor(tx, node, row.id, (row.content as { follows?: string }).follows) };
}

/** Who would receive what, and why not the others. @param contacts these; none given, the whole directory */
export function preview(tx: Transaction, node: Node, question: Question, contacts?: readonly string[]): Promise<Outcome[]> {
  return withFullSight(tx, node, async (full) => {
    const { record, policy } = await prepared(full, node, question);
    return (await recipientsOf(full, contacts)).map((recipient) => ({ recipient, given: release(policy, record, recipient, tx.now) }));
  });
}

export interface Issued extends Outcome { document?: string }

/** Signs a document for each contact whom the policy allows it; one who holds this version already keeps what they have. */
export function issue(tx: Transaction, node: Node, question: Question, contacts: readonly string[]): Promise<Issued[]> {
  return withFullSight(tx, node, async (full) => {
    const { record, policy } = await prepared(full, node, question);
    const key = await signingKey(node, full);
    const original = await originalOf(full, record.id, record.version);
    const { subject, row } = question;
    const envelope = { marking: rankOf(row.marking), owner: row.owner, exercise: record.isExercise };
    const issued: Issued[] = [];
    for (const recipient of await recipientsOf(full, contacts)) {
      const given = release(policy, record, recipient, tx.now);
      await keepDecision(full, { id: newId(tx.now.getTime()), subject, record: record.id, version: record.version, contact: recipient.id, isReleased: given.isReleased, reasons: given.isReleased ? [] : given.reasons, ...envelope });
      if (!given.isReleased) { issued.push({ recipient, given }); continue; }
      const held = await documentHeld(full, record.id, recipient.id);
      if (held?.recordVersion === record.version) {
        if (isSame(held.document, given)) { issued.push({ recipient, given, document: held.id }); continue; }
        // The same version, and the policy now says otherwise: what they hold is taken back for what they may have.
        await revokeOne(full, node, held.id, key);
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

/** Everything of this record that stands with somebody: revoked, and signed so that they can see it was us. */
export function revoke(tx: Transaction, node: Node, row: Row, contacts?: readonly string[]): Promise<number> {
  return withFullSight(tx, node, async (full) => {
    const key = await signingKey(node, full);
    const standing = (await documentsOf(full, row.id)).filter(({ revokedAt, contact }) => revokedAt === null && (contacts === undefined || contacts.includes(contact)));
    for (const { id } of standing) {
      await revokeOne(full, node, id, key);
      tx.journal({ act: "revoke-release", noun: row.type, object: row.id, marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise" });
    }
    return standing.length;
  });
}

async function revokeOne(full: Transaction, node: Node, id: string, key: SigningKey): Promise<void> {
  const { words, signature } = revocationOf(id, { key, sender: node.organisation, now: full.now });
  await keepRevocation(full, id, JSON.stringify({ words, signature: signature.toString("base64url") }));
}

const isSame = (document: string, given: Released): boolean => canonical((JSON.parse(document) as { content: unknown }).content) === canonical(given.content);
