// The short forms of `npm run soak` and `npm run prove -- kills`.
import { expect, test } from "vitest";
import { surviveKills } from "../proofs/kills.proof.ts";
import { soak } from "../proofs/soak.ts";

test("what senders were told is kept is there after a restart, once, and exports are the same each time", { timeout: 180_000 }, async () => {
  const soaked = await soak({ seconds: 2, rate: 40, way: "openrosa", seed: 3, withImport: false, exports: 3, exportEverySeconds: 0.2 });
  expect(soaked).toMatchObject({ sent: 80, acknowledged: 80, lost: 0, doubled: 0, exports: 3, exportsIdentical: true, connectionsLeft: 0 });
});

test("no acknowledged report is lost or doubled when server and database are killed", { timeout: 240_000 }, async () => {
  const survived = await surviveKills({ rounds: 4, seed: 5, pauseMs: [50, 400] });
  expect(survived).toMatchObject({ rounds: 4, lost: 0, doubled: 0 });
  expect(survived.acknowledged).toBeGreaterThan(10);
  expect(survived.kept).toBeGreaterThanOrEqual(survived.acknowledged);
});
