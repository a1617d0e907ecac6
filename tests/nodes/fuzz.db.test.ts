// The short form of `npm run prove -- exchange`: a bad month between three nodes, by a seed.
import { expect, inject, test } from "vitest";
import { TEMPLATE } from "../database/clusters.ts";
import { proveNodes } from "./fuzz.ts";

test("three nodes in bad weather agree in the end: nothing lost, doubled or leaked, every proof good", async () => {
  const proof = await proveNodes({ adminUrl: inject("databaseUrl"), template: TEMPLATE }, 30, 20_250_209);
  expect(proof).toMatchObject({ lost: 0, doubled: 0, leaked: 0, unconfirmed: 0, badProofs: 0, unconverged: 0, partitionDays: 30 });
  expect(proof.documents).toBeGreaterThan(10);
  expect(proof.failedRounds).toBeGreaterThan(2);
});
