// Many signed documents at once, as so many releases would have made them.
import { newId } from "../../src/platform/identity.ts";
import type { Node } from "../../src/platform/node.ts";
import { documentFor } from "../../src/exchange/release/document.ts";
import type { Recipient, Shareable } from "../../src/exchange/release/policy.ts";
import type { Released } from "../../src/exchange/release/release.ts";
import { signingKey } from "../../src/exchange/release/signing.ts";
import { AGREEMENT, contactId, PLACE, type Country } from "./trio.ts";

const BATCH = 2_000;

/** @returns their ids */
export async function releaseMany(node: Node, from: Country, to: Country, count: number, { subject = "event", isExercise = false, service = "prefecture", severity = "Severe" }: { subject?: "event" | "alert"; isExercise?: boolean; service?: string; severity?: string } = {}): Promise<string[]> {
  const recipient: Recipient = { id: contactId(from, to, service), country: to, service, isArmed: false, isWithdrawn: false };
  const ids: string[] = [];
  for (let made = 0; made < count; made += BATCH) {
    await node.db.as(node.keeper("bulk", isExercise), async (tx) => {
      const key = await signingKey(node, tx);
      const rows = Array.from({ length: Math.min(BATCH, count - made) }, (_, i) => {
        const id = newId(tx.now.getTime());
        const { country, admin1, admin1Name, admin2, admin2Name } = PLACE[to];
        const record: Shareable = { subject, id, version: 1, owner: from, markings: ["GREEN"], isExercise, isWithdrawn: false, kind: "armed-robbery", where: [], days: {}, coded: {} };
        const coded = { reliability: "C", credibility: "3", severity, certainty: "Likely", urgency: "Immediate", headsTaken: (made + i) % 97 };
        const given: Released = { isReleased: true, agreement: AGREEMENT, place: "admin2", time: "day", masks: [], content: { subject, status: isExercise ? "Exercise" : "Actual", kind: "armed-robbery", from: "2025-02-09", where: [{ country, admin1, admin1Name, admin2, admin2Name }], coded } };
        const { id: document, words, salt, signature } = documentFor(record, recipient, given, `original ${id}`, { key, sender: from, referenceSecret: node.secret("release-references"), now: tx.now });
        ids.push(document);
        return { id: document, record: id, document: words, salt: salt.toString("base64"), signature: signature.toString("base64") };
      });
      await tx.client.query(`insert into released_documents (id, subject, record, record_version, contact, country, service, agreement, document, salt, key_id, signature, issued_at, marking, owner, exercise)
        select id, $2, record, 1, $3, $4, $5, $6, document, decode(salt, 'base64'), $7, decode(signature, 'base64'), $8, 1, $9, $10 from json_to_recordset($1::json) as r(id uuid, record uuid, document text, salt text, signature text)`,
      [JSON.stringify(rows), subject, recipient.id, to, service, AGREEMENT, key.id, tx.now, from, isExercise]);
    });
  }
  return ids;
}
