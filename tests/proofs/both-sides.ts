// Proof: the policy, asked on both sides. Over random policies, records and recipients: what the sender's policy allows, a receiver
// who holds the same agreement takes; one who does not hold it, or is given anything finer than it says, does not.
import fc from "fast-check";
import { objectionsTo } from "../../src/exchange/federation/accept.ts";
import type { ReleaseDocument } from "../../src/exchange/release/document.ts";
import { PLACES } from "../../src/exchange/release/policy.ts";
import { release } from "../../src/exchange/release/release.ts";
import { strictest } from "../../src/platform/marking.ts";
import { mayReceive } from "./release-oracle.ts";
import { policies, recipients, records, TODAY } from "./release-world.ts";

export interface BothSidesProof { rounds: number; crossed: number; refusedBySender: number; leaked: number; missing: number; takenWithoutAgreement: number; takenTooFine: number; takenByAnother: number }

const ID = "01920000-0000-7000-8000-000000000001";

export function proveBothSides(rounds: number, seed?: number): BothSidesProof {
  const proof: BothSidesProof = { rounds, crossed: 0, refusedBySender: 0, leaked: 0, missing: 0, takenWithoutAgreement: 0, takenTooFine: 0, takenByAnother: 0 };
  fc.assert(fc.property(policies, records, recipients, fc.boolean(), (policy, record, recipient, isStranger) => {
    const given = release(policy, record, recipient, TODAY);
    if (given.isReleased !== mayReceive(policy, record, recipient, TODAY)) proof[given.isReleased ? "leaked" : "missing"]++;
    if (!given.isReleased) { proof.refusedBySender++; return true; }
    const document: ReleaseDocument = {
      protocol: 1, type: "release", id: ID, reference: ID, version: 1, sender: policy.owner, key: "k", recipient: { contact: recipient.id, country: recipient.country, service: recipient.service }, ...(given.agreement ? { agreement: given.agreement } : {}),
      marking: strictest(record.markings), issuedAt: "2025-02-09T14:30:00Z", commitment: "c", content: JSON.parse(JSON.stringify(given.content)),
    };
    const receiving = { ours: recipient.country, from: policy.owner, isExercise: policy.isExercise, agreements: policy.agreements, broader: policy.broader, now: TODAY };
    const objections = objectionsTo(document, receiving);
    if (objections.length > 0) proof.missing++;
    else proof.crossed++;
    if (given.agreement && objectionsTo(document, { ...receiving, agreements: policy.agreements.filter(({ id }) => id !== given.agreement) }).length === 0) proof.takenWithoutAgreement++;
    const other = ["SN", "ML", "MR"].find((country) => country !== recipient.country)!;
    if (objectionsTo(document, isStranger ? { ...receiving, ours: other } : { ...receiving, from: "XX" }).length === 0) proof.takenByAnother++;
    const cited = policy.agreements.find(({ id }) => id === given.agreement);
    if (cited && PLACES.indexOf(cited.finestPlace) < PLACES.indexOf("exact")) {
      const [first, ...rest] = document.content.where;
      const finer = { ...document, content: { ...document.content, where: [{ ...first!, exact: "SN060302", exactName: "Farading" }, ...rest] } };
      if (objectionsTo(finer, receiving).length === 0) proof.takenTooFine++;
    }
    return true;
  }), { numRuns: rounds, ...(seed === undefined ? {} : { seed }) });
  return proof;
}
