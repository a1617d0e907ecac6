import { expect, test } from "vitest";
import { proveBothSides } from "../../../tests/proofs/both-sides.ts";

test("what the sender may give, a receiver with the same agreement takes; without it, finer, or for another, it does not", () => {
  const proof = proveBothSides(3_000, 31);
  expect(proof).toMatchObject({ leaked: 0, missing: 0, takenWithoutAgreement: 0, takenTooFine: 0, takenByAnother: 0 });
  expect(proof.crossed).toBeGreaterThan(50);
});
