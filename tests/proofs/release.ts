// Proof: over random policies, records and recipients, no record reaches a recipient whom the policy does not allow, none that
// it allows is missing, and nothing finer than allowed is in what leaves.
import fc from "fast-check";
import { release } from "../../src/exchange/release/release.ts";
import { mayHaveVillage, mayReceive } from "./release-oracle.ts";
import { policies, recipients, records, TODAY, VILLAGE } from "./release-world.ts";

export interface ReleaseProof { rounds: number; released: number; refused: number; leaked: number; missing: number; tooFine: number }

export function proveRelease(rounds: number, seed?: number): ReleaseProof {
  const proof: ReleaseProof = { rounds, released: 0, refused: 0, leaked: 0, missing: 0, tooFine: 0 };
  fc.assert(fc.property(policies, records, recipients, (policy, record, recipient) => {
    const given = release(policy, record, recipient, TODAY);
    const allowed = mayReceive(policy, record, recipient, TODAY);
    if (given.isReleased) proof.released++;
    else proof.refused++;
    if (given.isReleased && !allowed) proof.leaked++;
    if (!given.isReleased && allowed) proof.missing++;
    if (!given.isReleased && given.reasons.length === 0) throw new Error("refused without a reason");
    if (given.isReleased) {
      const words = JSON.stringify(given.content);
      if (!mayHaveVillage(policy, record, recipient) && (words.includes(VILLAGE) || words.includes("SN0603") && /SN06030\d/.test(words) || given.content.point)) proof.tooFine++;
      // The hour never leaves.
      if (words.includes("23:10")) proof.leaked++;
      if ((given.content.status === "Exercise") !== record.isExercise) throw new Error("an exercise that does not say so");
    }
    return proof.leaked + proof.missing + proof.tooFine === 0;
  }), { numRuns: rounds, ...(seed === undefined ? {} : { seed }) });
  return proof;
}
